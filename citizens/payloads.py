"""One payload, as a device delivered it, to what it is. Nothing is opened, sent or looked up."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from types import MappingProxyType

from citizens.charset.keyboards import from_vietnamese_layout
from citizens.codes.card import read_card
from citizens.codes.health_card import read_health_card
from citizens.codes.mrz import read_mrz
from citizens.codes.others import (
    read_dossier_code,
    read_link,
    read_own_number,
    read_payment,
    read_token,
)
from citizens.notes import note, refusal
from citizens.number import is_old_number, is_personal_number, number_notes
from citizens.person import DocumentKind, Origin, Person
from citizens.reading import Kind, Note, Reading
from citizens.repair import repair_card, strip_frame

__all__ = ("Kind", "Note", "Reading", "read_payload")

_LONGEST = 8192  # a QR holds 4,296 characters at most; what is longer is no code
_READERS: tuple[Callable[[str, str], Reading | None], ...] = (
    read_own_number,
    read_dossier_code,
    read_health_card,
    read_payment,
    read_link,
    read_token,
)


def read_payload(payload: str | bytes, *, is_exact: bool = False) -> Reading:
    """Read one payload. Refusal is in `error`, never raised; what is a guess is in `review`.

    `is_exact`: the bytes come from an error-corrected symbol and not through a keyboard.
    """
    if isinstance(payload, bytes):
        return read_payload(_text(payload), is_exact=is_exact)
    if len(payload) > _LONGEST:
        return Reading(Kind.UNKNOWN, payload[:_LONGEST], error=refusal("SCAN-10", "too long"))
    text = strip_frame(payload)
    if not text:
        return Reading(Kind.UNKNOWN, payload, error=refusal("SCAN-19"))
    number = _read_number(payload, text)
    if number is not None:
        return number
    repaired = repair_card(payload, is_exact=is_exact)
    if repaired is not None:
        return read_card(payload, repaired, is_exact=is_exact)
    return _read_other(payload, text)


def _text(data: bytes) -> str:
    """Strict UTF-8; other bytes as Latin-1, which loses nothing, and the ladder judges them."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _read_number(payload: str, text: str) -> Reading | None:
    """A number alone: Code 128 of some forms, or typed, with or without groups."""
    digits, repair, is_open = "".join(text.split()).replace(".", ""), None, False
    notes: tuple[Note, ...] = ()
    typed = from_vietnamese_layout(text)
    if typed is not None:
        digits, is_open = typed
        repair, notes = "map_layout_digits", (note("keyboard_layout_vietnamese"),)
    if is_personal_number(digits):
        kind, key = Kind.ID_NUMBER, "personal_number"
        notes += number_notes(digits)
    elif is_old_number(digits):
        kind, key = Kind.OLD_ID_NUMBER, "old_number"
        notes += (note("old_number_expired"),)
    else:
        return None
    review = (key,) if is_open else ()
    person = Person(
        personal_number=digits if kind is Kind.ID_NUMBER else None,
        old_number=digits if kind is Kind.OLD_ID_NUMBER else None,
        document=DocumentKind.NUMBER,
        origins=MappingProxyType({key: Origin(DocumentKind.NUMBER, repair=repair)}),
        review=review,
    )
    return Reading(kind, payload, person, repair, review, notes)


def _read_other(payload: str, text: str) -> Reading:
    """Everything that is no card; what nobody knows is refused."""
    zone = read_mrz(payload)
    if zone is not None:
        return zone
    composed = unicodedata.normalize("NFC", text)
    for reader in _READERS:
        reading = reader(payload, composed)
        if reading is not None:
            return reading
    return Reading(Kind.UNKNOWN, payload, error=refusal("SCAN-10"))
