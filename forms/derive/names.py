"""The family name in a name: first as a rule, last in names built as those of the Ê-đê."""

from __future__ import annotations

import re

_BREAK = re.compile(r"[\s\-]+")
_SEXES = frozenset({"Y", "H"})  # “Y Blŏ …” of men, “H'Hen …” of women
_MARKS = "'’‘ʼ′`´"
_TWO_WORDS = frozenset({"NIÊ", "BUÔN"})  # Niê Kdăm, Buôn Krông


def surname_in(name: str) -> str:
    """Return the family name in capitals; nothing when a name of that build shows none.

    “Y Blŏ Niê” and “H'Hen Niê” end with it. “Y Vêng” is a given name with the word for the sex.
    """
    words = [word for word in _BREAK.split(name.strip().upper()) if word]
    given = _given_words(words)
    if given is None:
        return words[0] if words else ""
    family = words[given:]
    return " ".join(family[-2:] if family[:-1][-1:] and family[-2] in _TWO_WORDS else family[-1:])


def _given_words(words: list[str]) -> int | None:
    """Return how many words a name of the Ê-đê has before its family name, or None."""
    if not words:
        return None
    first = words[0]
    if first.rstrip(_MARKS) in _SEXES:
        return 2
    return 1 if first[0] == "H" and first[1:2] and first[1] in _MARKS else None
