"""Vietnamese marks of a word: whether what was typed may be the word that a title has."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

_TONES = {"\u0300": "f", "\u0301": "s", "\u0309": "r", "\u0303": "r", "\u0323": "j"}
"""Hook and tilde are one: half of the country does not tell them apart."""


LEVEL = "-"
"""The tone of a typed word that has none and is meant without ("thuê", not "thuế")."""


class Marked(NamedTuple):
    """A word without its tone, and the tone; where the tone stands (hoà, hòa) does not matter."""

    shape: str
    tone: str

    @property
    def plain(self) -> bool:
        """Whether the word has no marks at all."""
        return not self.tone and self.shape.isascii()


def marked(word: str) -> Marked:
    """Return a lower-case word taken apart."""
    return folded_and_marked(word)[1]


@lru_cache(maxsize=8192)
def folded_and_marked(word: str) -> tuple[str, Marked]:
    """Return a lower-case word as `base.text.fold` has it, and taken apart."""
    if word.isascii():
        return word, Marked(word, "")
    letters, bare, tone = [], [], ""
    for letter in unicodedata.normalize("NFD", word):
        if letter in _TONES:
            tone = _TONES[letter]
            continue
        letters.append(letter)
        if not unicodedata.combining(letter):
            bare.append("d" if letter == "đ" else letter)
    return "".join(bare), Marked(unicodedata.normalize("NFC", "".join(letters)), tone)


def may_be(typed: Marked, meant: Marked) -> bool:
    """Return whether a word may be meant: marks may be left out, none may be another one.

    A word that is still being typed is compared as far as it goes.
    """
    if typed == meant or not typed.shape:
        return True
    if typed.tone == LEVEL:
        if len(typed.shape) == len(meant.shape):
            return not meant.tone and typed.shape == meant.shape
        typed = Marked(typed.shape, "")
    if typed.tone not in {"", meant.tone}:
        return False
    shape = meant.shape[: len(typed.shape)]
    if typed.shape == shape or typed.tone:
        return typed.shape == shape  # who writes the tone has written the letters
    return all(a == b or a == _bare(b) for a, b in zip(typed.shape, shape, strict=False))


@lru_cache(maxsize=128)
def _bare(letter: str) -> str:
    return "d" if letter == "đ" else unicodedata.normalize("NFD", letter)[0]
