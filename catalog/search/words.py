"""Text taken apart into words: folded for comparison, as written for marks and for the screen."""

from __future__ import annotations

import re
from collections.abc import Sequence

from base.text import clean_line
from catalog.search.marks import Marked, folded_and_marked

LONGEST, MOST_WORDS = 200, 24
"""How many characters and words of a query are read."""

TOO_LONG = f"Câu quá dài: chỉ tìm theo phần đầu (tối đa {MOST_WORDS} từ)."

_RAW = 4 * LONGEST  # a letter may have three marks of its own
_TYPED = re.compile(r"[^\W_]+")
Spelled = tuple[tuple[str, str], ...]
"""Words folded and with their marks."""


def query_words(query: str) -> tuple[Spelled, bool]:
    """Return the words of a query that are read, and whether those are all it has."""
    text = query.lstrip()
    typed = typed_words(text[:_RAW])
    room = LONGEST + 1  # no space stands behind the last word
    kept: list[tuple[str, str]] = []
    for word, raw in typed[:MOST_WORDS]:
        room -= len(raw) + 1
        if room < 0 and kept:
            break
        kept.append((word[:LONGEST], raw[:LONGEST]))
    whole = room >= 0 and len(kept) == len(typed) and len(text) <= _RAW
    return tuple(kept), whole


def is_read_whole(query: str) -> bool:
    """Return whether a query is short enough to be read to its end."""
    return query_words(query)[1]


def words_of(text: str) -> tuple[str, ...]:
    """Return the folded words of a text."""
    return tuple(word for word, _ in typed_words(text))


def typed_words(text: str) -> Spelled:
    """Return each word of a text folded and as typed in lower case."""
    raw = _TYPED.findall(clean_line(text).lower())
    return tuple((folded_and_marked(word)[0], word) for word in raw)


def all_marked_words_of(
    texts: Sequence[str],
) -> list[tuple[tuple[str, ...], tuple[Marked, ...]]]:
    """Return the folded words of each text, and the same words with their marks.

    Cleaning them together is several times faster.
    """
    whole = clean_line("|".join(text.replace("|", " ") for text in texts)).lower()
    parts = whole.split("|") if texts else []
    return [_apart(_TYPED.findall(part)) for part in parts]


def _apart(raw: Sequence[str]) -> tuple[tuple[str, ...], tuple[Marked, ...]]:
    pairs = [folded_and_marked(word) for word in raw]
    return tuple(folded for folded, _ in pairs), tuple(mark for _, mark in pairs)
