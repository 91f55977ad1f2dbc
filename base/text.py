"""Vietnamese text: cleaning at the edge, folding for comparison and search."""

from __future__ import annotations

import re
import unicodedata

_BREAKS = re.compile(r"\r\n?|[\f\v\u0085\u2028\u2029]")
_DROPPED = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\u200b\u202a-\u202e\u2066-\u2069\ufeff]"
)
_SPACES = re.compile(r"[^\S\n]+")


def clean_text(text: str) -> str:
    """Return text fit for storing and printing.

    NFC, one kind of line break, no control characters, lone surrogates or bidi overrides
    (a form feed would push the rest of a form to a new page; a surrogate eats the next letter).
    """
    return unicodedata.normalize("NFC", _DROPPED.sub("", _BREAKS.sub("\n", text)))


def clean_line(text: str) -> str:
    """Return clean text on one line with single spaces and no space at the ends."""
    return _SPACES.sub(" ", clean_text(text).replace("\n", " ")).strip()


def fold(text: str) -> str:
    """Return text for comparison: lower case, no marks, đ as d, single spaces."""
    decomposed = unicodedata.normalize("NFD", clean_line(text).lower())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return bare.replace("đ", "d")
