"""A reading as JSON has the keys of the command line and no empty ones."""

from __future__ import annotations

import json

from citizens.payloads import read_payload
from citizens.reading_json import reading_to_json

_CHILD = (
    "025321000345||Hà Minh Châu|00002021|Nữ|Khu 7, Phù Ninh, Phú Thọ|20112024"
    "|025321000111|Hà Văn Khang|Lê Thị Thu|"
)


def test_a_card_gives_every_key_with_its_source() -> None:
    found = reading_to_json(read_payload(_CHILD.encode().decode("latin-1")))
    assert set(found) == {"payload", "kind", "person", "repair", "review", "notes"}
    assert found["kind"] == "can_cuoc"
    assert found["repair"] == "utf8_from_latin-1"
    assert found["review"] == ["birth_date"]
    person = found["person"]
    sources = person.pop("sources")
    assert person == {
        "full_name": "Hà Minh Châu",
        "personal_number": "025321000345",
        "birth_date": "2021",
        "sex": "Nữ",
        "residence": "Khu 7, Phù Ninh, Phú Thọ",
        "issue_date": "2024-11-20",
        "issuer": "Bộ Công an",
        "document": "can_cuoc",
        "cancelled_number": "025321000111",
        "father_name": "Hà Văn Khang",
        "mother_name": "Lê Thị Thu",
    }
    assert set(sources) == set(person) - {"document"}
    assert sources["full_name"] == {
        "document": "can_cuoc",
        "issued": "2024-11-20",
        "repair": "utf8_from_latin-1",
    }
    assert sources["birth_date"] == {"document": "can_cuoc", "issued": "2024-11-20"}


def test_notes_and_errors_carry_code_and_sentence() -> None:
    found = reading_to_json(read_payload("eyJhbGciOiJFUzI1NiJ9.eyJq.c2ln"))
    assert found["notes"][0]["code"] == "not_readable_offline"
    assert found["notes"][0]["message"]
    assert set(found["error"]) == {"code", "message", "next_step", "fields"}
    assert "person" not in found
    assert "repair" not in found


def test_a_code_without_a_person_gives_its_value() -> None:
    assert reading_to_json(read_payload("H44.10-240105-0001")) == {
        "payload": "H44.10-240105-0001",
        "kind": "dossier_code",
        "value": "H44.10-240105-0001",
        "review": [],
        "notes": [],
    }


def test_all_of_it_is_json() -> None:
    for raw in (_CHILD, "131000456", "https://example.com", "", _CHILD[:20]):
        json.dumps(reading_to_json(read_payload(raw)), ensure_ascii=False)
