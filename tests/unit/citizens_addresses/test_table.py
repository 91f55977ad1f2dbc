"""The table itself: counts, links, freshness, licence, size."""

from __future__ import annotations

import gc
import tracemalloc
from collections import Counter

import msgspec
import pytest

from base.errors import InputError
from citizens.addresses.parse import find_units
from citizens.addresses.table import UnitTable, load_table, parse_table
from citizens.addresses.unit_file import TABLE_FILE, UnitFile, parse_file
from tests.unit.citizens_addresses.written import levels_of


def test_it_holds_34_provinces_and_3321_communes_of_the_kinds_the_law_counts() -> None:
    table = load_table()
    assert len(table.provinces) == 34
    assert Counter(c.kind for c in table.communes) == {"Xã": 2599, "Phường": 709, "Đặc khu": 13}
    assert len({c.code for c in table.communes}) == 3321
    assert len(table.old_provinces) == 63
    assert len(table.old_communes) == 10_040


def test_every_commune_of_today_holds_land_of_an_old_one_in_the_same_province() -> None:
    table = load_table()
    reached = {row for commune in table.old_communes for row in commune.communes}
    assert reached == set(range(len(table.communes)))
    for commune in table.old_communes:
        _, _, province = levels_of(table, commune)
        code = table.provinces[province.province].code
        assert {table.communes[row].province_code for row in commune.communes} == {code}


def test_names_carry_no_unit_word_and_no_double_space() -> None:
    table = load_table()
    names = [c.name for c in table.communes] + [c.name for c in table.old_communes if c.name]
    strange = [n for n in names if n.split(" ", 1)[0] in {"Xã", "Thị", "Huyện"} or "  " in n]
    assert [n for n in strange if not n.startswith(("Thị ", "Xã "))] == []
    assert "Phường Đúc" in names  # a name, in full “Phường Phường Đúc”


@pytest.mark.parametrize(
    ("code", "title", "resolution"),
    [
        ("75", "Thành phố", "30/2026/QH16"),
        ("22", "Thành phố", "36/2026/QH16"),
        ("24", "Thành phố", "39/2026/QH16"),
        ("25", "Tỉnh", ""),
    ],
)
def test_province_titles_are_data_with_their_resolution(
    code: str, title: str, resolution: str
) -> None:
    province = load_table().province_by_code[code]
    assert province.title == title
    assert province.changed.endswith(resolution)


def test_communes_that_became_wards_in_2026_are_wards() -> None:
    communes = load_table().commune_by_code
    changed = [c for c in communes.values() if c.changed]
    assert len(changed) == 22
    assert communes["26485"].full_name == "Phường Nhơn Trạch"
    assert communes["07294"].full_name == "Phường Bố Hạ"


@pytest.mark.parametrize("title", ["Tỉnh", "Thành phố"])
def test_both_titles_of_a_province_are_understood(title: str) -> None:
    reading = find_units(f"Phường Trấn Biên, {title} Đồng Nai")
    assert [c.text for c in reading.candidates] == ["Phường Trấn Biên, thành phố Đồng Nai"]


def test_the_licence_of_the_source_lies_beside_the_table() -> None:
    (source,) = load_table().sources
    licence = (TABLE_FILE.parent / source.licence_file).read_text(encoding="utf-8")
    assert source.licence == "MIT"
    assert "Permission is hereby granted, free of charge" in licence


def test_namesakes_of_another_old_province_are_no_candidates() -> None:
    reading = find_units("Phường 4, thành phố Tây Ninh, tỉnh Tây Ninh")
    assert [c.commune for c in reading.candidates] == ["Phường Tân Ninh"]
    reading = find_units("Phường 4, thành phố Tân An, tỉnh Long An")
    assert [c.commune for c in reading.candidates] == ["Phường Long An"]


def test_damaged_file_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        parse_table(TABLE_FILE.read_bytes()[:-40])
    assert caught.value.code == "ADDR-01"


@pytest.mark.parametrize(
    "change",
    [
        {"communes": ()},
        {"provinces": ()},
        {"old_provinces": ()},
        {"old_districts": ()},
    ],
)
def test_file_whose_rows_point_nowhere_is_refused(change: dict[str, object]) -> None:
    file = msgspec.structs.replace(parse_file(TABLE_FILE.read_bytes()), **change)
    with pytest.raises(InputError) as caught:
        parse_table(msgspec.json.encode(file))
    assert caught.value.code == "ADDR-01"


def test_file_of_another_format_is_refused() -> None:
    data = TABLE_FILE.read_bytes().replace(b"motcua.units/1", b"motcua.units/9", 1)
    with pytest.raises(InputError) as caught:
        parse_table(data)
    assert caught.value.code == "ADDR-02"


def test_another_table_can_take_its_place() -> None:
    file = parse_file(TABLE_FILE.read_bytes())
    renamed = [
        msgspec.structs.replace(p, title="Thành phố") if p.code == "25" else p
        for p in file.provinces
    ]
    table = UnitTable(msgspec.structs.replace(file, provinces=tuple(renamed)))
    (candidate,) = find_units("xã Thịnh Minh, tỉnh Phú Thọ", table).candidates
    assert candidate.text == "Xã Thịnh Minh, thành phố Phú Thọ"


def test_it_is_small_on_the_disk_and_in_memory() -> None:
    assert TABLE_FILE.stat().st_size < 1_000_000
    data = TABLE_FILE.read_bytes()
    gc.collect()
    tracemalloc.start()
    try:
        table = parse_table(data)
        names = table.names
        indexes = (
            names.provinces, names.by_district, names.by_commune, names.by_old_commune,
            names.communes_of_old_province, table.commune_by_code,
        )  # fmt: skip
        used, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert all(indexes)
    assert used < 20_000_000


def test_every_row_is_a_line_so_that_changes_can_be_reviewed() -> None:
    text = TABLE_FILE.read_text(encoding="utf-8")
    file = parse_file(text.encode())
    assert isinstance(file, UnitFile)
    assert len(text.splitlines()) > len(file.communes) + len(file.old_communes)
