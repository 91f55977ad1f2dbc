"""Canonical bytes: one byte string for one record."""

from __future__ import annotations

import json

import msgspec
import pytest

from exchange.records import DossierRecord, canonical_bytes, content_hash, read_canonical
from tests.unit.exchange.samples import record


def test_a_record_survives_the_way_there_and_back() -> None:
    data = canonical_bytes(record(1, b"a file"))
    assert msgspec.convert(read_canonical(data), DossierRecord) == record(1, b"a file")


def test_no_record_tells_of_people_in_a_log() -> None:
    told = record(1, b"a file")
    for shown in (repr(told), repr(told.applicant), f"{told.submitter}"):
        assert told.applicant.full_name not in shown
        assert shown.endswith("(…)")


def test_bytes_do_not_depend_on_the_order_of_keys() -> None:
    value = json.loads(canonical_bytes(record(1)))
    assert canonical_bytes(dict(reversed(value.items()))) == canonical_bytes(record(1))


def test_the_bytes_of_known_values_stay_as_they_are() -> None:
    """RFC 8785: sorted keys, shortest numbers, no spaces, UTF-8 as it is."""
    value = {"b": 1.0, "a": "Thọ\n\u0001", "é": True, "": None}
    assert canonical_bytes(value) == '{"":null,"a":"Thọ\\n\\u0001","b":1,"é":true}'.encode()


@pytest.mark.parametrize(
    "data",
    [
        b'{"a": 1}',
        b'{"a":1}\n',
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'{"a":1.0}',
        b'{"a":"\\u00e9"}',
        b'{"a":123456789012345678901}',
        b"[1]",
        b'"a"',
        b"",
        b"\xff",
        b'{"a":' * 50_000,
        b'{"a":"\\ud800"}',
    ],
)
def test_only_canonical_objects_are_read(data: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_canonical(data)


def test_the_hash_is_lower_case_hex() -> None:
    assert content_hash(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
