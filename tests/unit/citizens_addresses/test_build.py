"""The script that makes the table: names, aliases, wrong joins, the file it writes."""

from __future__ import annotations

import json

import pytest

from citizens.addresses.unit_file import TABLE_FILE, parse_file
from installer.address_table.build import write_table
from installer.address_table.rows import (
    COMMUNE_WORDS,
    DISTRICT_WORDS,
    read_aliases,
    split_name,
    without_strangers,
)


def test_the_file_in_the_repository_is_what_the_script_writes() -> None:
    data = TABLE_FILE.read_bytes()
    assert write_table(parse_file(data)) == data


@pytest.mark.parametrize(
    ("full", "expected"),
    [
        ("Thị Trấn Ái Tử", ("Thị trấn", "Ái Tử")),
        ("Phường Phường Đúc", ("Phường", "Phường Đúc")),
        ("Xã  Hòa An", ("Xã", "Hòa An")),
        ("Thành phố Phan Rang - Tháp Chàm", ("Thành phố", "Phan Rang - Tháp Chàm")),
    ],
)
def test_unit_word_is_taken_from_the_full_name(full: str, expected: tuple[str, str]) -> None:
    assert split_name(full) == expected


def test_name_without_unit_word_stops_the_build() -> None:
    with pytest.raises(ValueError, match="no unit word"):
        split_name("Hòa An")


def aliases(raw: list[str], name: str, kind: str) -> list[str]:
    words = COMMUNE_WORDS if kind in {"Xã", "Phường", "Thị trấn"} else DISTRICT_WORDS
    return read_aliases(json.dumps(raw), name, kind, words)


def test_alias_pairs_become_one_with_its_unit_word() -> None:
    raw = ["xadinhxuyen", "dinhxuyen", "xaduongha", "duongha"]
    assert aliases(raw, "Thiên Đức", "Xã") == ["Xã|dinhxuyen", "Xã|duongha"]


def test_name_that_begins_like_a_unit_word_is_not_cut() -> None:
    assert aliases(["xaquangtrung", "quangtrung"], "Hồng Phú", "Xã") == ["Xã|quangtrung"]
    assert aliases(["xaxaphien", "xaphien"], "Lương Tâm", "Xã") == ["Xã|xaphien"]


def test_numbers_lose_their_zero_and_their_abbreviations() -> None:
    raw = ["phuong8", "p8", "ward8", "f8", "phuong08", "p08", "ward08", "f08"]
    assert aliases(raw, "2", "Phường") == ["Phường|8"]


def test_former_kind_of_a_unit_is_kept() -> None:
    raw = ["thixahongngu", "txhongngu", "hongnguthixa"]
    assert aliases(raw, "Hồng Ngự", "Thành phố") == ["Thị xã|hongngu"]


def test_what_the_name_says_already_is_no_alias() -> None:
    assert aliases(["xahoaan", "hoaan"], "Hòa An", "Xã") == []


def row(province: str, district: str, ward: str) -> dict[str, str]:
    return {"provinceKey": province, "districtKey": district, "wardKey": ward}


def test_commune_of_a_namesake_elsewhere_is_no_target() -> None:
    north, south = ("today", "xanorth"), ("today", "xasouth")
    old = [
        row("a", "huyena", "xatanlong"),
        row("a", "huyena", "xahai"),
        row("b", "huyenb", "xatanlong"),
        row("b", "huyenb", "xaba"),
    ]
    targets = {
        "a_huyena_xatanlong": [north, south],  # joined by name
        "a_huyena_xahai": [north],
        "b_huyenb_xatanlong": [north, south],
        "b_huyenb_xaba": [south],
    }
    kept = without_strangers(targets, old)
    assert kept["a_huyena_xatanlong"] == [north]
    assert kept["b_huyenb_xatanlong"] == [south]


def test_really_split_commune_keeps_its_parts() -> None:
    one, two = ("today", "xaone"), ("today", "xatwo")
    old = [row("a", "huyena", "xamot"), row("a", "huyena", "xahai"), row("a", "huyenb", "xamot")]
    targets = {
        "a_huyena_xamot": [one, two],
        "a_huyena_xahai": [one],
        "a_huyenb_xamot": [("today", "xathree")],
    }
    assert without_strangers(targets, old)["a_huyena_xamot"] == [one, two]
