"""A reading as the command line prints it."""

from __future__ import annotations

from typing import Any

from citizens.person import Origin, Person
from citizens.reading import Reading

_NAMES = {"birth": "birth_date"}
_PERSON_KEYS = (
    "full_name",
    "name_ascii",
    "personal_number",
    "old_number",
    "birth",
    "sex",
    "residence",
    "issue_date",
    "issuer",
    "document",
    "cancelled_number",
    "father_name",
    "mother_name",
    "place_of_origin",
    "expiry_date",
    "phone",
    "email",
)


def reading_to_json(reading: Reading) -> dict[str, Any]:
    """Return the JSON object of a reading; keys without a value are left out."""
    found = {
        "payload": reading.payload,
        "kind": reading.kind.value,
        "value": reading.value,
        "person": None if reading.person is None else person_to_json(reading.person),
        "repair": reading.repair,
        "review": [_NAMES.get(key, key) for key in reading.review],
        "notes": [{"code": n.code, "message": n.message} for n in reading.notes],
        "error": None if reading.error is None else reading.error.to_json(),
    }
    return {key: value for key, value in found.items() if value is not None}


def person_to_json(person: Person) -> dict[str, Any]:
    """Return the person with ISO dates and the source of every value."""
    values = {_NAMES.get(key, key): _plain(getattr(person, key)) for key in _PERSON_KEYS}
    sources = {_NAMES.get(key, key): _origin(origin) for key, origin in person.origins.items()}
    found = {**values, "sources": sources}
    return {key: value for key, value in found.items() if value is not None}


def _plain(value: Any) -> str | None:  # noqa: ANN401  strings, enums and dates alike
    if value is None:
        return None
    iso = getattr(value, "iso", None)
    if iso is not None:
        return str(iso)
    return str(value.isoformat() if hasattr(value, "isoformat") else value)


def _origin(origin: Origin) -> dict[str, str]:
    found = {
        "document": origin.document.value,
        "issued": _plain(origin.issued),
        "repair": origin.repair,
    }
    return {key: value for key, value in found.items() if value is not None}
