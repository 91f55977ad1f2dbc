"""How many keys a text costs with Unikey's Telex, as a practised hand types it."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")  # huyền, sắc, ngã, hỏi, nặng
_MARKS = frozenset("\u0302\u0306\u031b")  # â ê ô, ă, ơ ư
_SHIFTED = frozenset('~!@#$%^&*()_+{}|:"<>?')
_CAPS_LOCK = 2  # on, and off again


def telex_keys(text: str) -> int:
    """Return the keys: one for each letter, its mark and a syllable's tone, and those for capitals.

    Quotation marks and dashes of print count as the plain sign that the keyboard has.
    """
    parts = unicodedata.normalize("NFD", text)
    plain = [c for c in parts if not unicodedata.combining(c)]
    tones = sum(char in _TONES for char in parts)
    marks = sum(char in _MARKS for char in parts) + sum(char in "đĐ" for char in plain)
    return len(plain) + tones + marks - _horned_pairs(text) + _shifts(plain)


def is_telex(text: str) -> bool:
    """Whether a text has letters that the keyboard lacks."""
    return not text.isascii()


def _horned_pairs(text: str) -> int:
    """Return how often ươ saves a key: “uow” marks both letters."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if c not in _TONES)
    return len(re.findall("u\u031bo\u031b", bare))


def _shifts(plain: list[str]) -> int:
    """Return Shift for single capitals, Caps Lock for runs, Shift for upper signs."""
    letters = groupby(char.isupper() for char in plain if char.isalpha())
    runs = sum(min(len(list(run)), _CAPS_LOCK) for is_upper, run in letters if is_upper)
    return runs + sum(char in _SHIFTED or char in "“”" for char in plain)
