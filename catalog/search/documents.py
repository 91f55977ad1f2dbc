"""What is searched: titles and keywords folded, and where each syllable stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from base.text import clean_line, fold
from catalog.search.synonyms import all_words_of, words_of

if TYPE_CHECKING:
    from catalog.index import IndexEntry

TITLE, KEYWORD, FIELD = 1.0, 0.9, 0.45
"""How much a word says that stands in the title, in a keyword, in the name of the field."""

_SHOWN_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Document:
    """One procedure as the index sees it."""

    entry: IndexEntry
    words: tuple[str, ...]  # of the title, folded, noise left out
    shown: tuple[str, ...]  # the same words as written
    places: Mapping[str, tuple[int, ...]]
    keywords: tuple[tuple[str, ...], ...]
    run: str
    initials: str
    usage: float


class Haystack:
    """Many short texts in one string, so that one fast search looks through all of them."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._whole = "\n".join(texts)
        self._starts = list(accumulate((len(text) + 1 for text in texts), initial=0))

    def holding(self, needle: str) -> Iterator[int]:
        """Yield the numbers of the texts that hold the needle."""
        at = self._whole.find(needle)
        while at >= 0:
            index = bisect_right(self._starts, at) - 1
            yield index
            at = self._whole.find(needle, self._starts[index + 1])


def document_of(entry: IndexEntry, usage: float) -> Document:
    """Return the folded form of an index entry."""
    shown = _SHOWN_WORD.findall(clean_line(entry.name))
    folded = fold(" ".join(shown)).split(" ")
    start = 2 if folded[:2] == ["thu", "tuc"] else 0
    words = tuple(folded[start:])
    places: dict[str, tuple[int, ...]] = {}
    for i, word in enumerate(words):
        places[word] = (*places.get(word, ()), i)
    return Document(
        entry=entry,
        words=words,
        shown=tuple(shown[start:]),
        places=places,
        keywords=tuple(dict.fromkeys(k for k in all_words_of(entry.keywords) if k)),
        run="".join(words),
        initials="".join(word[0] for word in words),
        usage=usage,
    )


def postings_of(
    documents: Sequence[Document], abbreviations: Mapping[str, tuple[str, ...]]
) -> dict[str, dict[int, float]]:
    """Return, for each word, the documents that have it with how much it says there."""
    found: dict[str, dict[int, float]] = {}
    fields = {d.entry.field: words_of(d.entry.field) for d in documents}
    for index, document in enumerate(documents):
        for word in fields[document.entry.field]:
            found.setdefault(word, {})[index] = FIELD
        for keyword in document.keywords:
            for word in keyword:
                found.setdefault(word, {})[index] = KEYWORD
        for short in document.words:
            for word in abbreviations.get(short, ()):
                found.setdefault(word, {})[index] = KEYWORD
        for word in document.words:
            found.setdefault(word, {})[index] = TITLE
    return found
