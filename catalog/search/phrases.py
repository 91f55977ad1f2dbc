"""Everyday phrases in a query: their words in order, near each other, with the same marks.

A phrase may hold a class in braces (`{kin} mất`); in a query a word of the class stands for it.
Up to two other words, filler apart, may stand between those of a phrase; a phrase of three or
more words matches in any order. One in brackets (`[khai sinh]`) must be all that is said. Where
two phrases want the same word, the rarer one keeps it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

import msgspec

from catalog.search.marks import Marked, folded_and_marked, marked, may_be
from catalog.search.words import all_marked_words_of

FILLER = 0.3
"""How much a filler word weighs; what weighs no more takes no room between others."""

UNREAD = -1.0
"""The weight of a word that is not read at all."""

_SLOT = re.compile(r"\{[a-z_]+\}|[^\W_]+")
_RANGE = re.compile(r"(\d{1,4})-(\d{1,4})")
_LONGEST_RANGE = 150
_ALL = "["
_GAP, _CHAINS = 2, 8
_APART, _TURNED, _WEAKEST, _WELL = 0.88, 0.85, 0.3, 0.7


class Phrase(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everyday ways to say one thing, what it means, and the procedures meant (best first)."""

    say: tuple[str, ...]
    mean: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an everyday phrase stands for; the longer the phrase, the surer (`strength`)."""

    said: str
    mean: str
    words: tuple[str, ...]
    codes: tuple[str, ...]
    strength: float = 1.0
    marks: tuple[Marked, ...] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """A word of the query, or several that belong to a class, with the places they take."""

    name: str
    start: int
    end: int
    rank_start: int
    rank_end: int
    mark: Marked

    @property
    def places(self) -> frozenset[int]:
        """Which words of the query it takes."""
        return frozenset(range(self.start, self.end))


@dataclass(frozen=True, slots=True)
class _Line:
    """One way to say something, ready for matching."""

    slots: tuple[str, ...]
    marks: tuple[Marked, ...]
    meaning: Meaning
    is_all: bool


@dataclass(frozen=True, slots=True)
class _Match:
    """A phrase found: which places it takes, how much they say, how well they stand."""

    places: frozenset[int]
    line: _Line
    mass: float
    fit: float


class PhraseBook:
    """All phrases and classes of a synonym file."""

    def __init__(self, phrases: Sequence[Phrase], classes: Mapping[str, tuple[str, ...]]) -> None:
        self._lines = list(_lines(phrases))
        counts = Counter(name for line in self._lines for name in line.slots)
        whole = len(self._lines) + 1
        self._mass = {name: math.log(whole / (n + 0.5)) for name, n in counts.items()}
        self._by_key: dict[str, list[_Line]] = {}
        for line in self._lines:
            key = max(line.slots, key=self._mass.__getitem__)
            self._by_key.setdefault(key, []).append(line)
        self._members: dict[tuple[str, ...], list[tuple[str, tuple[Marked, ...]]]] = {}
        for name, members in classes.items():
            for words, marks in all_marked_words_of([*_spread(members)]):
                self._members.setdefault(words, []).append((f"{{{name}}}", marks))
        self._longest_member = max((len(words) for words in self._members), default=0)

    @property
    def sequences(self) -> Iterator[tuple[str, ...]]:
        """Every run of folded words that people may type, for the vocabulary."""
        for line in self._lines:
            yield tuple(slot for slot in line.slots if not slot.startswith("{"))
            yield line.meaning.words
        yield from self._members

    @property
    def marks(self) -> Iterator[Marked]:
        """The words that people may type, with the marks that they have."""
        for line in self._lines:
            yield from line.marks
            yield from line.meaning.marks
        for members in self._members.values():
            for _, marks in members:
                yield from marks

    def slots(
        self,
        words: Sequence[tuple[str, str]],
        weights: Sequence[float],
        marks: Sequence[Marked] = (),
    ) -> list[Slot]:
        """Return words and class members; filler between them takes no room (`rank`)."""
        rank = [0]
        for weight in weights:
            rank.append(rank[-1] + (weight > FILLER))
        marks = marks or [marked(raw or word) for word, raw in words]
        folded = tuple(word for word, _ in words)
        found = []
        for start, word in enumerate(folded):
            if weights[start] == UNREAD:
                continue
            found.append(Slot(word, start, start + 1, rank[start], rank[start + 1], marks[start]))
            for end in range(start + 1, min(start + self._longest_member, len(words)) + 1):
                for name, wanted in self._members.get(folded[start:end], ()):
                    if all(map(may_be, marks[start:end], wanted)):
                        found.append(Slot(name, start, end, rank[start], rank[end], Marked("", "")))
        return found

    def find(self, slots: Sequence[Slot]) -> list[tuple[frozenset[int], Meaning]]:
        """Return each meaning found with the places of its words, the surest first."""
        by_name: dict[str, list[Slot]] = {}
        for slot in slots:
            by_name.setdefault(slot.name, []).append(slot)
        room = max((slot.rank_end for slot in slots), default=0)
        found = [
            match
            for name in by_name
            for line in self._by_key.get(name, ())
            if (match := self._match(line, by_name, room)) is not None
        ]
        whole = [m for m in found if not any(_within(m, other) for other in found)]
        whole.sort(key=lambda match: (-match.mass, -match.fit))
        return list(_settled(whole))

    def _match(self, line: _Line, by_name: Mapping[str, list[Slot]], room: int) -> _Match | None:
        if any(name not in by_name for name in line.slots):
            return None
        best: _Match | None = None
        for chain in islice(_chains(line, by_name, ()), _CHAINS):
            places = frozenset[int]().union(*(slot.places for slot in chain))
            fit = _fit(chain)
            if line.is_all and sum(slot.rank_end - slot.rank_start for slot in chain) < room:
                continue
            if best is None or (fit, len(places)) > (best.fit, len(best.places)):
                mass = sum(self._mass[name] for name in line.slots) * fit
                best = _Match(places, line, mass, fit)
        return best


def _within(match: _Match, other: _Match) -> bool:
    """Return whether a phrase is only a part of one that stands well enough."""
    return other.fit >= _WELL and match.places < other.places


def _settled(found: Sequence[_Match]) -> Iterator[tuple[frozenset[int], Meaning]]:
    """Yield meanings, weaker by what they share with a surer one; none within another's.

    Of two that share words and mean the same, the surer one says which procedure it is.
    """
    taken: set[int] = set()
    kept: list[_Match] = []
    for match in found:
        meaning = match.line.meaning
        if any(
            match.places <= other.places
            or (match.places & other.places and meaning.words == other.line.meaning.words)
            for other in kept
        ):
            continue
        shared = len(match.places & taken) / len(match.places)
        strength = meaning.strength * match.fit * (1 - shared)
        if strength >= _WEAKEST:
            kept.append(match)
            taken |= match.places
            yield match.places, replace(meaning, strength=strength)


def _chains(
    line: _Line, by_name: Mapping[str, list[Slot]], chosen: tuple[Slot, ...]
) -> Iterator[tuple[Slot, ...]]:
    at = len(chosen)
    if at == len(line.slots):
        yield chosen
        return
    for slot in by_name[line.slots[at]]:
        same = may_be(slot.mark, line.marks[at])
        if same and _follows(slot, chosen, any_order=len(line.slots) > 2):
            yield from _chains(line, by_name, (*chosen, slot))


def _follows(slot: Slot, chosen: tuple[Slot, ...], *, any_order: bool) -> bool:
    if not chosen:
        return True
    if any(slot.start < other.end and other.start < slot.end for other in chosen):
        return False
    last = chosen[-1]
    after = slot.start >= last.end and slot.rank_start - last.rank_end <= _GAP
    first = min(chosen, key=lambda other: other.start)
    before = slot.end <= first.start and first.rank_start - slot.rank_end <= _GAP
    return after or (any_order and before)


def _fit(chain: tuple[Slot, ...]) -> float:
    """Return how well the words stand: next to each other and in order is 1."""
    ordered = sorted(chain, key=lambda slot: slot.start)
    apart = sum(b.rank_start - a.rank_end for a, b in pairwise(ordered))
    return _APART**apart * (1.0 if ordered == list(chain) else _TURNED)


def _lines(phrases: Sequence[Phrase]) -> Iterator[_Line]:
    meant = all_marked_words_of([phrase.mean for phrase in phrases])
    for phrase, (words, marks) in zip(phrases, meant, strict=True):
        for said in phrase.say:
            found = [_slot_of(raw) for raw in _SLOT.findall(said.lower())]
            slots = tuple(slot for slot, _ in found)
            if not slots:
                continue
            strength = min(1.3, 0.55 + 0.25 * len(slots))
            meaning = Meaning(said, phrase.mean, words, phrase.codes, strength, marks)
            yield _Line(slots, tuple(m for _, m in found), meaning, said.startswith(_ALL))


def _slot_of(raw: str) -> tuple[str, Marked]:
    return (raw, Marked("", "")) if raw.startswith("{") else folded_and_marked(raw)


def _spread(members: Sequence[str]) -> Iterator[str]:
    """Yield the members; "75-120 tuổi" stands for each number."""
    for member in members:
        found = _RANGE.search(member)
        numbers = range(int(found[1]), int(found[2]) + 1) if found else range(0)
        if found is None or not 0 < len(numbers) <= _LONGEST_RANGE:
            yield member
            continue
        for number in numbers:
            yield f"{member[: found.start()]}{number}{member[found.end() :]}"
