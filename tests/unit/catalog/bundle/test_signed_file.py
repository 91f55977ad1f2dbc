"""Signed catalogue files: what is refused, and that one changed bit is enough."""

from __future__ import annotations

import json
import random

import pytest

from base.errors import InputError
from catalog.bundle.check import content_problems
from catalog.bundle.packed_file import FORMAT
from catalog.bundle.signed_file import Issue, read_catalogue_file, write_catalogue_file
from exchange.installed import version_key
from exchange.keys import new_signing_key, signing_public
from exchange.signed import sign_document
from tests.unit.catalog.bundle import made


def test_what_was_signed_is_read_back() -> None:
    file = read_catalogue_file(made.signed(), trusted=made.trusted())
    assert (file.version, file.publisher) == ("2026.12.01", "Sở Tư pháp (mẫu)")
    assert file.content.names() == made.content().names()
    assert json.loads(file.content.read("calendar.json")) == json.loads(
        made.content().read("calendar.json")
    )
    assert list(content_problems(file.content, file.version)) == []


def test_a_file_says_only_beside_the_name_of_its_key_what_it_calls_itself() -> None:
    known = read_catalogue_file(made.signed(), trusted=made.trusted("Kẻ lạ"))
    assert (known.publisher, known.other_name) == ("Kẻ lạ", made.PUBLISHER)
    same = read_catalogue_file(made.signed(), trusted=made.trusted())
    assert (same.publisher, same.other_name) == (made.PUBLISHER, "")
    unasked = read_catalogue_file(made.signed(), trusted=None)
    assert (unasked.publisher, unasked.claimed) == ("", made.PUBLISHER)


def test_parts_for_other_readers_are_left_to_them() -> None:
    data = made.signed(parts={"units.json": b'[{"code":"00001"}]'})
    file = read_catalogue_file(data, trusted=made.trusted())
    assert {name: bytes(raw) for name, raw in file.parts.items()} == {
        "units.json": b'[{"code":"00001"}]'
    }
    assert "units.json" not in file.content.names()


def test_a_key_that_nobody_trusts_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        read_catalogue_file(made.signed(), trusted={signing_public(new_signing_key()): "x"})
    assert caught.value.code == "SIGN-04"
    assert caught.value.message == "Tệp do nơi phát hành chưa được tin cậy ký."
    assert "nút “Nơi phát hành…”" in caught.value.next_step
    assert "trust" not in caught.value.next_step  # commands are for the command line


def test_an_unsigned_catalogue_is_refused() -> None:
    body = json.loads(made.signed())["body"]
    for data in (json.dumps(body).encode(), b"", b"{}", b"PK\x03\x04"):
        with pytest.raises(InputError) as caught:
            read_catalogue_file(data, trusted=made.trusted())
        assert caught.value.code == "SIGN-01"


def test_a_signed_file_of_another_kind_is_refused() -> None:
    data = sign_document("motcua.trust/1", {"name": "x"}, made.signing_key())
    with pytest.raises(InputError) as caught:
        read_catalogue_file(data, trusted=made.trusted())
    assert caught.value.code == "SIGN-03"


@pytest.mark.parametrize(
    "body", [{}, {"version": "2026.12.01"}, {"version": "x", "files": {}, "publisher": "",
             "issued_at": "2026-12-01"}],
)  # fmt: skip
def test_a_signed_body_that_is_no_catalogue_is_refused(body: dict[str, object]) -> None:
    data = sign_document(FORMAT, body, made.signing_key())
    with pytest.raises(InputError) as caught:
        read_catalogue_file(data, trusted=made.trusted())
    assert caught.value.code == "CAT-10"


def test_one_flipped_bit_anywhere_is_refused() -> None:
    data, draw = made.signed(), random.Random(20261126)
    for place in draw.sample(range(len(data) * 8), 200):
        flipped = bytearray(data)
        flipped[place // 8] ^= 1 << place % 8
        with pytest.raises(InputError) as caught:
            read_catalogue_file(bytes(flipped), trusted=made.trusted())
        assert caught.value.code.startswith("SIGN-")


def test_a_cut_or_lengthened_file_is_refused() -> None:
    data = made.signed()
    for other in (data[:-1], data[: len(data) // 2], data + b"\n", data + b" ", b" " + data):
        with pytest.raises(InputError):
            read_catalogue_file(other, trusted=made.trusted())


def test_a_signature_of_another_file_does_not_fit() -> None:
    one, other = json.loads(made.signed()), json.loads(made.signed("2026.12.02"))
    one["signature"] = other["signature"]
    data = json.dumps(one, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    with pytest.raises(InputError) as caught:
        read_catalogue_file(data, trusted=made.trusted())
    assert caught.value.code in {"SIGN-01", "SIGN-02"}


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("2026.11.23", "2026.12.01"),
        ("2026.12.01", "2026.12.01.1"),
        ("2026.12.01.2", "2026.12.01.10"),
        ("2026.12.31", "2027.01.01"),
    ],
)
def test_versions_are_ordered_by_day_and_number(earlier: str, later: str) -> None:
    assert version_key(earlier) < version_key(later)


@pytest.mark.parametrize(
    "version", ["", "1", "2026.13.01", "2026.02.30", "2026.1.1", "v2026.01.01"]
)
def test_other_shapes_of_version_are_refused(version: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        version_key(version)
    with pytest.raises(ValueError, match=r".*"):
        write_catalogue_file(made.content(), Issue(version, "x", made.MOMENT), made.signing_key())
