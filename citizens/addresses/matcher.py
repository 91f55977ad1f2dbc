"""Finds names of units that end at a given word of an address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from citizens.addresses.names import Entry, Index
from citizens.addresses.unit_words import COMMUNE_KINDS, Kind, unit_word_before
from citizens.addresses.words import (
    Closeness,
    Spelling,
    Word,
    closeness,
    join_key,
    spelling,
    spelling_of,
)

_LONGEST_NAME = 6  # words: “Văn Miếu - Quốc Tử Giám” has five, some villages six


@dataclass(frozen=True, slots=True)
class Match:
    """A name read in the words from `start` (its unit word included) up to `end`.

    `entries` are the rows it can mean, the likeliest group only; `others` have the same key, but
    another unit word or other marks. `bounded`: a unit word or a comma stands at its left, so
    that it is the whole name.
    """

    start: int
    end: int
    kind: Kind | None
    bounded: bool
    entries: tuple[Entry, ...]
    others: tuple[Entry, ...]
    closeness: Closeness

    def fits(self, *, marked: bool) -> bool:
        """Whether it is written just as the official name, unit word included if there is one."""
        kinds = {e.kind for e in self.entries}
        spelled = Closeness.SAME if marked else Closeness.FEWER_MARKS
        return self.closeness >= spelled and (self.kind is None or self.kind in kinds)


def spans(words: Sequence[Word], end: int) -> Iterator[tuple[int, str]]:
    """Yield start and key of every stretch that ends before `end`, longest first, in one part."""
    first = max(0, end - _LONGEST_NAME)
    for i in range(end - 1, first, -1):
        if words[i].after_break:
            first = i
            break
    keys = [w.key for w in words[first:end]]
    for start in range(first, end):
        yield start, join_key(keys[start - first :])


@dataclass(frozen=True, slots=True)
class Address:
    """The words of one address; `marked` if written with marks, so that they tell names apart.

    `strict`: a word like “quan” before a name is its unit word. Not so for “tho quan dong da”
    (phường Thổ Quan): then both ways are tried.
    """

    words: tuple[Word, ...]
    marked: bool
    strict: bool = True

    def find(self, end: int, index: Index, kinds: frozenset[Kind]) -> list[Match]:
        """Return what can stand right before `end`, longest name first, for units of `kinds`."""
        found = []
        for start, key in spans(self.words, end):
            entries = index.get(key)
            if entries is None:
                continue
            for unit in self.unit_words(start, kinds):
                if unit is not None or not key.isdigit():  # 12 alone is a house number
                    found.append(self._match(start, end, unit, entries))
        return found

    def is_end_of_longer_name(self, match: Match) -> bool:
        """Whether it is the “Hưng Đạo” of “phường Trần Hưng Đạo”."""
        for i in range(match.start, 0, -1):
            if self.words[i].after_break:
                return False
            unit = unit_word_before(self.words, i)
            if unit is not None:
                return i < match.start and unit[0] in COMMUNE_KINDS
        return False

    def unit_words(self, start: int, kinds: frozenset[Kind]) -> list[tuple[Kind, int] | None]:
        """Return how the word before a name can be read: as its unit word, or not (None)."""
        unit = unit_word_before(self.words, start)
        if unit is None:
            return [None]
        read: list[tuple[Kind, int] | None] = [unit] if unit[0] in kinds else []
        return read if self.strict else [*read, None]

    def _match(
        self, start: int, end: int, unit: tuple[Kind, int] | None, entries: tuple[Entry, ...]
    ) -> Match:
        kind, begin = unit or (None, start)
        best, near = likeliest(entries, kind, self.words[start:end], marked=self.marked)
        bounded = unit is not None or self.words[start].after_mark
        others = tuple(e for e in entries if e not in best)
        return Match(begin, end, kind, bounded, best, others, near)


def surest(matches: Sequence[Match]) -> list[Match]:
    """Return the longest whole name; without one every name that can end there."""
    bounded = [m for m in matches if m.bounded]
    if bounded:
        return [next((m for m in bounded if m.closeness != Closeness.OTHER_MARKS), bounded[0])]
    return [m for m in matches if m.closeness != Closeness.OTHER_MARKS]


def likeliest(
    entries: Sequence[Entry], kind: Kind | None, written: Sequence[Word], *, marked: bool
) -> tuple[tuple[Entry, ...], Closeness]:
    """Return the rows that fit best: marks that do not contradict, then unit word, then marks."""
    shape = spelling([w.raw for w in written])
    near = {entry: _closeness(shape, entry, marked=marked) for entry in entries}
    kept = [e for e in entries if near[e] != Closeness.OTHER_MARKS] or list(entries)
    if kind is not None:
        kept = [e for e in kept if e.kind == kind] or kept
    best = max(near[e] for e in kept)
    kept = [e for e in kept if near[e] == best or e.name is None]
    return tuple(dict.fromkeys(kept)), best


def _closeness(written: Spelling, entry: Entry, *, marked: bool) -> Closeness:
    if entry.name is None:
        return Closeness.FEWER_MARKS
    near = closeness(written, spelling_of(entry.name))
    return near if marked else min(near, Closeness.FEWER_MARKS)
