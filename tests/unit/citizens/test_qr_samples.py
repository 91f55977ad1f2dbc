"""Every made-up payload of the research file reads exactly as expected there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from citizens.payloads import read_payload
from citizens.reading import Reading
from citizens.reading_json import reading_to_json

_SAMPLES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "qr_samples.json").read_text(encoding="utf-8")
)["samples"]
_PERSON_FIELDS = {
    "id12": "personal_number",
    "old_id9": "old_number",
    "full_name": "full_name",
    "sex": "sex",
    "address": "residence",
    "issue_date": "issue_date",
    "cancelled_id": "cancelled_number",
    "father": "father_name",
    "mother": "mother_name",
    "expiry": "expiry_date",
    "name_ascii": "name_ascii",
}


def _fields_of(reading: Reading) -> dict[str, Any]:
    """What was read, in the words of the sample file."""
    person: dict[str, Any] = reading_to_json(reading).get("person", {})
    found = {key: person.get(name) for key, name in _PERSON_FIELDS.items()}
    birth = person.get("birth_date")
    found["dob"] = birth if birth and len(birth) == 10 else None
    found["birth_year"] = int(birth) if birth and len(birth) == 4 else None
    found["card"] = reading.value
    if reading.kind == "dossier_code" and reading.value:
        agency, day, serial = reading.value.rsplit("-", 2)
        found |= {"agency": agency, "serial": serial}
        found["received"] = f"20{day[:2]}-{day[2:4]}-{day[4:]}"
    return found


def test_the_file_holds_all_68_samples() -> None:
    assert len(_SAMPLES) == 68
    assert len({s["id"] for s in _SAMPLES}) == 68


@pytest.mark.parametrize("sample", _SAMPLES, ids=lambda s: s["id"])
def test_sample_reads_as_expected(sample: dict[str, Any]) -> None:
    reading = read_payload(sample["raw"])
    expect = sample["expect"]
    assert reading.kind == expect["kind"]
    assert (reading.error is None) is expect["accept"]
    assert [n.code for n in reading.notes] == expect["warnings"]
    assert reading.repair == expect["repair"]
    assert bool(reading.review) is expect["needs_confirmation"]
    if not expect["accept"]:
        assert reading.person is None
    found = _fields_of(reading)
    fields = expect.get("fields") or {}
    assert {key: found[key] for key in fields} == fields


@pytest.mark.parametrize("sample", _SAMPLES, ids=lambda s: s["id"])
def test_sample_sent_as_utf8_bytes_reads_the_same(sample: dict[str, Any]) -> None:
    assert reading_to_json(read_payload(sample["raw"].encode())) == reading_to_json(
        read_payload(sample["raw"])
    )
