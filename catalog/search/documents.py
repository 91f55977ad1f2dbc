"""What is searched: titles and keywords folded, and where each syllable stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from base.text import clean_line
from catalog.search.marks import Marked, folded_and_marked, marked, may_be
from catalog.search.words import all_marked_words_of, typed_words

if TYPE_CHECKING:
    from catalog.index import IndexEntry
    from catalog.search.words import Spelled

TITLE, KEYWORD, FIELD = 1.0, 0.9, 0.45
"""How much a word says that stands in the title, in a keyword, in the name of the field."""

_SHOWN_WORD = re.compile(r"[^\W_]+")
_HEAD = 8
"""An action stands among the first words of a title ("Thủ tục gia hạn …")."""

Postings = dict[str, dict[Marked, dict[int, float]]]
"""Folded word, its marks, the documents that have it with how much it says there."""


WrittenOut = Callable[[str], Sequence["Spelled"]]
"""What a short form as typed may stand for."""

Titled = Mapping[Marked, Sequence[tuple[str, tuple[Marked, ...]]]]
"""The first word of what titles say of an action, the action, all its words."""


@dataclass(frozen=True, slots=True)
class Document:
    """One procedure as the index sees it."""

    entry: IndexEntry
    words: tuple[str, ...]  # of the title, folded, noise left out
    marks: tuple[Marked, ...]  # of the same words
    shown: tuple[str, ...]  # the same words as written
    places: Mapping[str, tuple[int, ...]]
    keywords: tuple[tuple[str, ...], ...]
    keyword_marks: tuple[tuple[Marked, ...], ...]
    run: str
    starts: Mapping[int, int]  # where in the run which word begins
    run_marks: tuple[Marked, ...]  # of the words of the run
    initials: str
    usage: float
    actions: frozenset[str]


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


def document_of(
    entry: IndexEntry, usage: float, titled: Titled, written_out: WrittenOut
) -> Document:
    """Return the folded form of an index entry; `titled` are the ways titles say an action.

    An abbreviation in a title (BHYT) is read as its words.
    """
    written = _SHOWN_WORD.findall(clean_line(entry.name))
    if [folded_and_marked(word.lower())[0] for word in written[:2]] == ["thu", "tuc"]:
        written = written[2:]
    written_apart = [folded_and_marked(word.lower()) for word in written]
    bare = [word for word, _ in written_apart]
    shown = [word for short in written for word in _in_full(short, written_out)]
    apart = [folded_and_marked(word.lower()) for word in shown]
    words = tuple(word for word, _ in apart)
    marks = tuple(mark for _, mark in apart)
    places: dict[str, tuple[int, ...]] = {}
    for i, word in enumerate(words):
        places[word] = (*places.get(word, ()), i)
    keywords = dict(pair for pair in all_marked_words_of(entry.keywords) if pair[0])
    return Document(
        entry=entry,
        words=words,
        marks=marks,
        shown=tuple(shown),
        places=places,
        keywords=tuple(keywords),
        keyword_marks=tuple(keywords.values()),
        run="".join(bare),
        starts=dict(zip(accumulate(map(len, bare), initial=0), range(len(bare)), strict=False)),
        run_marks=tuple(mark for _, mark in written_apart),
        initials="".join(word[0] for word in bare),
        usage=usage,
        actions=frozenset(_actions(marks, titled)),
    )


def holds_run(
    document: Document, run: str, marks: Sequence[Marked], *, whole: bool = False
) -> bool:
    """Return whether a run begins with a word of the title, and the marks may be those there.

    A `whole` run ends with a word too.
    """
    at = document.run.find(run)
    while at >= 0:
        first, end = document.starts.get(at), at + len(run)
        ends = not whole or end in document.starts or end == len(document.run)
        if first is not None and ends and all(map(may_be, marks, document.run_marks[first:])):
            return True
        at = document.run.find(run, at + 1)
    return False


def postings_of(documents: Sequence[Document]) -> Postings:
    """Return, for each word with each of its marks, the documents that have it."""
    found: Postings = {}
    fields = {field: _marked_words(field) for field in {d.entry.field for d in documents}}
    for index, document in enumerate(documents):
        said: dict[tuple[str, Marked], float] = dict.fromkeys(fields[document.entry.field], FIELD)
        for keyword, marks in zip(document.keywords, document.keyword_marks, strict=True):
            said.update(dict.fromkeys(zip(keyword, marks, strict=True), KEYWORD))
        said.update(dict.fromkeys(zip(document.words, document.marks, strict=True), TITLE))
        for (word, mark), weight in said.items():
            found.setdefault(word, {}).setdefault(mark, {})[index] = weight
    return found


def _in_full(word: str, written_out: WrittenOut) -> Sequence[str]:
    """Return the words that an abbreviation stands for where titles write it in capitals."""
    longs = written_out(word) if word.isupper() and len(word) > 1 else ()
    return [raw for _, raw in longs[0]] if longs else (word,)


def _marked_words(text: str) -> list[tuple[str, Marked]]:
    return [(word, marked(raw)) for word, raw in typed_words(text)]


def _actions(marks: Sequence[Marked], titled: Titled) -> Iterator[str]:
    for start, mark in enumerate(marks[:_HEAD]):
        for name, member in titled.get(mark, ()):
            if marks[start : start + len(member)] == member:
                yield name
