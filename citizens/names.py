"""Names in capitals as papers print them, and whether two people are the same."""

from __future__ import annotations

import unicodedata

from base.text import clean_line, fold
from citizens.charset.syllables import split_tone
from citizens.person import Person


def upper_vietnamese(name: str) -> str:
    """Return the name in capitals, composed, on one line."""
    return unicodedata.normalize("NFC", clean_line(name).upper())


def same_name(one: str, other: str) -> bool:
    """Whether two names are equal but for case, spaces and the place of the tone (Hòa, Hoà)."""
    return _key(one) == _key(other)


def _key(name: str) -> list[tuple[str, str]]:
    return [split_tone(word) for word in clean_line(name).replace("’", "'").split()]


def same_person(one: Person, other: Person) -> bool:
    """Whether both describe one person: by number, also a cancelled one, else by name and birth."""
    numbers = {one.personal_number, one.cancelled_number} - {None}
    others = {other.personal_number, other.cancelled_number} - {None}
    if numbers and others:
        return bool(numbers & others)
    if one.birth is None or one.birth != other.birth:
        return False
    return _same_written_name(one, other)


def _same_written_name(one: Person, other: Person) -> bool:
    if one.full_name and other.full_name:
        return same_name(one.full_name, other.full_name)
    names = [p.full_name or p.name_ascii for p in (one, other)]
    first, second = names
    return first is not None and second is not None and fold(first) == fold(second)
