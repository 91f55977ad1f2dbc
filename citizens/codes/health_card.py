"""The QR of the health insurance card: name and address as UTF-8 in hex, sex as 1 or 2."""

from __future__ import annotations

import re
from types import MappingProxyType

from base.dates import PartialDate, parse_full_date
from base.text import clean_line
from citizens.charset.doubts import is_clean
from citizens.notes import refusal
from citizens.person import DocumentKind, Origin, Person, Sex
from citizens.reading import Kind, Reading

_SHAPE = re.compile(r"[A-Z]{2}[0-9]{13}\|[0-9A-Fa-f]+\|[^|]*\|[^|]*\|[0-9A-Fa-f]*(?:\|[^|]*)*")
_SHORT = re.compile(r"[0-9]{10}\|[0-9A-Fa-f]{4,}\|[^|]*\|[12]\|[0-9A-Fa-f]*(?:\|[^|]*)*")
_SEXES = {"1": Sex.MALE, "2": Sex.FEMALE}


def read_health_card(payload: str, text: str) -> Reading | None:
    """Return the reading of a health card, or None when the text is none."""
    if not (_SHAPE.fullmatch(text) or _SHORT.fullmatch(text)):
        return None
    card, hex_name, born, sex, hex_address = text.split("|")[:5]
    name = _from_hex(hex_name)
    try:
        birth = PartialDate.of(parse_full_date(born))
    except ValueError:
        birth = None
    if not name or birth is None or sex not in _SEXES:
        return Reading(Kind.HEALTH_CARD, payload, error=refusal("SCAN-18"))
    values = {
        "full_name": name,
        "birth": birth,
        "sex": _SEXES[sex],
        "residence": _from_hex(hex_address),
    }
    origin = Origin(DocumentKind.HEALTH_CARD)
    person = Person(
        **{key: value for key, value in values.items() if value},  # type: ignore[arg-type]
        document=DocumentKind.HEALTH_CARD,
        origins=MappingProxyType({key: origin for key, value in values.items() if value}),
    )
    return Reading(Kind.HEALTH_CARD, payload, person, value=card)


def _from_hex(text: str) -> str | None:
    try:
        plain = clean_line(bytes.fromhex(text).decode())
    except ValueError:
        return None
    return plain if is_clean(plain) else None
