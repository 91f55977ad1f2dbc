"""Which part of a query each procedure answers: the first, fast pass over the whole index."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from catalog.search.documents import Document, Haystack, holds_run, postings_of
from catalog.search.marks import LEVEL, Marked, may_be
from catalog.search.reading import Reading, Term

SHORTEST_RUN = 5
"""Words written together are compared as a whole from this length on."""

OTHER_MARKS, BARE, PARTLY = 0.4, 0.8, 0.9
"""What is left of a word with other marks in the title, with marks where none, or fewer, stand."""

_SHORTEST_INITIALS, _LONG_NUMBER = 3, 5
_COMMON, _ENOUGH, _UNKNOWN_WORD, _CACHED, _TYPING = 300, 300, 3.0, 512, 16


@dataclass(frozen=True, slots=True)
class Gains:
    """What one term finds: how many documents, how rare it is, how much it says in each.

    `places` fills as titles are looked at: in the next keystroke most terms are the same.
    """

    size: int
    top: float
    documents: Mapping[int, float]
    places: dict[int, tuple[float, tuple[int, ...]]]


@dataclass(frozen=True, slots=True)
class Covered:
    """Which part of a query's weight each document answers."""

    gains: Mapping[int, float]
    whole: float
    terms: Sequence[tuple[Term, Gains]]
    worth: Sequence[float]  # how much each of them tells of what is meant

    def share(self, number: int) -> float:
        """Return the answered share of the query, 0 to about 1."""
        return self.gains.get(number, 0.0) / self.whole


class Coverage:
    """The inverted index: syllable to documents, rarity of syllables, runs and initials."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = documents
        self._postings = postings_of(documents)
        self._merged = {word: _merged(found) for word, found in self._postings.items()}
        self._rarity = {
            word: math.log((len(documents) + 1) / (len(found) + 0.5))
            for word, found in self._merged.items()
        }
        self._title_mass = [sum(self._rarity[w] for w in d.words) or 1.0 for d in documents]
        self._initial_lengths = [len(d.initials) or 1 for d in documents]
        self._runs = Haystack([d.run for d in documents])
        self._initials = Haystack([d.initials for d in documents])
        self._gains = lru_cache(_CACHED)(self._find_gains)
        self._finished = lru_cache(_TYPING)(self._add_up)

    def of(self, reading: Reading) -> Covered:
        """Return what each document answers of a query."""
        terms = [(term, self._gains(_Key(term))) for term in reading.terms]
        finished = tuple((_Key(t), t.weight) for t in reading.terms if not t.unfinished)
        before, whole = self._finished(finished)
        covered = dict(before)
        for term, gains in terms:
            if term.unfinished:
                whole += _add(covered, term.weight, gains)
        whole = whole or 1.0
        self._add_runs(covered, reading, whole)
        return Covered(covered, whole, terms, [_worth(term, gains) for term, gains in terms])

    def _add_up(self, terms: Sequence[tuple[_Key, float]]) -> tuple[dict[int, float], float]:
        """Return what each document answers of the words typed in full, and their weight.

        Rare words choose the candidates; a word that stands everywhere only adds to them.
        """
        covered: dict[int, float] = {}
        found = [(self._gains(key), weight) for key, weight in terms]
        found.sort(key=lambda pair: pair[0].size)
        whole = sum(_add(covered, weight, gains) for gains, weight in found)
        return covered, whole

    def rarity(self, word: str) -> float:
        """Return how rare a folded word is: 0 for one that stands everywhere."""
        return self._rarity.get(word, 0.0)

    def title_share(self, number: int, mass: float) -> float:
        """Return how much of a title, weighed by rarity, a part of this mass makes up."""
        return min(1.0, mass / self._title_mass[number])

    def _find_gains(self, key: _Key) -> Gains:
        term = key.term
        size, top = 0, 0.0
        best: dict[int, float] = {}
        for word, fit in sorted(term.alternatives.items(), key=lambda pair: -pair[1]):
            variants = self._postings.get(word)
            if variants is None:
                continue
            size += len(self._merged[word])
            top = max(top, fit * self._rarity[word])
            for mark, documents in variants.items():
                share = fit * agreement(term, word, mark)
                for index, place in documents.items():
                    if best.get(index, 0.0) < share * place:
                        best[index] = share * place
        return Gains(size, top, best, {})

    def _add_runs(self, covered: dict[int, float], reading: Reading, whole: float) -> None:
        """Count words written together, and initials such as "dkks"."""
        run = reading.run
        if len(run) >= SHORTEST_RUN:
            for index in self._runs.holding(run):
                if not holds_run(self._documents[index], run, reading.run_marks):
                    continue
                covered[index] = max(covered.get(index, 0.0), 0.95 * whole)
        if len(reading.typed) == 1 and len(run) >= _SHORTEST_INITIALS:
            for index in self._initials.holding(run):
                share = 0.6 + 0.3 * len(run) / self._initial_lengths[index]
                covered[index] = max(covered.get(index, 0.0), share * whole)


class _Key:
    """A term told apart by what it finds, whatever its weight and place."""

    __slots__ = ("_what", "term")

    def __init__(self, term: Term) -> None:
        self.term = term
        alone = len(term.alternatives) == 1
        self._what = (term.typed, term.mark, term.unfinished, term.bare, alone)

    def __hash__(self) -> int:
        return hash(self._what)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self._what == other._what


def _add(covered: dict[int, float], weight: float, gains: Gains) -> float:
    """Add what one term says to the documents; return the weight that it has in the query."""
    weight *= gains.top or _UNKNOWN_WORD
    said = gains.documents
    if not covered:
        covered.update({index: weight * gain for index, gain in said.items()})
    elif gains.size > _COMMON and len(covered) >= _ENOUGH:
        for index in covered.keys() & said.keys():
            covered[index] += weight * said[index]
    else:
        before = covered.get
        for index, gain in said.items():
            covered[index] = before(index, 0.0) + weight * gain
    return weight


def _worth(term: Term, gains: Gains) -> float:
    """Return how much a typed word tells: the rarer, the more; a short number, nothing.

    Nor does a single letter, unless it is the first one typed.
    """
    if term.at is None or (term.typed.isdigit() and len(term.typed) < _LONG_NUMBER):
        return 0.0
    if len(term.typed) == 1 and (term.at or not term.unfinished):
        return 0.0
    known = term.is_known and gains.top
    return term.own * (gains.top if known else max(_UNKNOWN_WORD, gains.top))


def agreement(term: Term, word: str, mark: Marked) -> float:
    """Return how well the marks of a term agree with those of a word in a title."""
    if not word.startswith(term.typed):
        return 1.0  # a slip or Telex keys: the letters differ anyway
    if not may_be(term.mark, mark):
        return OTHER_MARKS
    if term.mark == mark or term.mark.tone == LEVEL:
        return 1.0
    if not (term.bare or term.mark.tone or not term.mark.shape.isascii()):
        return 1.0
    return BARE if term.bare else PARTLY


def _merged(variants: Mapping[Marked, Mapping[int, float]]) -> Mapping[int, float]:
    if len(variants) == 1:
        return next(iter(variants.values()))
    found: dict[int, float] = {}
    for documents in variants.values():
        for index, place in documents.items():
            found[index] = max(found.get(index, 0.0), place)
    return found
