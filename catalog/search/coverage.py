"""Which part of a query each procedure answers: the first, fast pass over the whole index."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from catalog.search.documents import Document, Haystack, postings_of
from catalog.search.reading import Reading, Term

SHORTEST_RUN = 5
"""Words written together are compared as a whole from this length on."""

_SHORTEST_INITIALS = 3
_COMMON, _ENOUGH, _UNKNOWN_WORD = 300, 300, 3.0


class Coverage:
    """The inverted index: syllable to documents, rarity of syllables, runs and initials."""

    def __init__(
        self, documents: Sequence[Document], abbreviations: Mapping[str, tuple[str, ...]]
    ) -> None:
        self._postings = postings_of(documents, abbreviations)
        self._rarity = {
            word: math.log((len(documents) + 1) / (len(found) + 0.5))
            for word, found in self._postings.items()
        }
        self._title_mass = [sum(self._rarity[w] for w in d.words) or 1.0 for d in documents]
        self._initial_lengths = [len(d.initials) or 1 for d in documents]
        self._runs = Haystack([d.run for d in documents])
        self._initials = Haystack([d.initials for d in documents])

    def of(self, reading: Reading) -> dict[int, float]:
        """Return the answered share of the query (0 to about 1) per document number."""
        covered = self._covered(reading.terms)
        self._add_runs(covered, reading)
        return covered

    def title_share(self, document: Document, number: int, places: set[int]) -> float:
        """Return how much of a title, weighed by rarity, stands at these places."""
        mass = sum(self._rarity.get(document.words[place], 0.0) for place in places)
        return min(1.0, mass / self._title_mass[number])

    def _covered(self, terms: Sequence[Term]) -> dict[int, float]:
        """Return, per procedure, which part of the query's weight it answers.

        Rare words choose the candidates; a word that stands everywhere only adds to them.
        """
        covered: dict[int, float] = {}
        whole = 0.0
        for size, top, term in sorted(map(self._weigh, terms), key=lambda weighed: weighed[0]):
            weight = term.weight * (top or _UNKNOWN_WORD)
            whole += weight
            if size > _COMMON and len(covered) >= _ENOUGH:
                self._add_to_candidates(covered, term, weight)
            else:
                for index, gain in self._gains(term).items():
                    covered[index] = covered.get(index, 0.0) + weight * gain
        return {index: gain / whole for index, gain in covered.items()}

    def _weigh(self, term: Term) -> tuple[int, float, Term]:
        size, top = 0, 0.0
        for word, fit in term.alternatives.items():
            found = self._postings.get(word)
            if found is not None:
                size += len(found)
                top = max(top, fit * self._rarity[word])
        return size, top, term

    def _gains(self, term: Term) -> Mapping[int, float]:
        best: dict[int, float] = {}
        for word, fit in sorted(term.alternatives.items(), key=lambda pair: -pair[1]):
            found = self._postings.get(word)
            if found is None:
                continue
            if not best and fit == 1.0:
                best = dict(found)
                continue
            for index, place in found.items():
                if index not in best:
                    best[index] = fit * place
        return best

    def _add_to_candidates(self, covered: dict[int, float], term: Term, weight: float) -> None:
        """Add a common word; a near miss of a word that stands everywhere says nothing."""
        exact = self._postings.get(term.typed)
        gains = self._gains(term) if exact is None else exact
        for index in covered.keys() & gains.keys():
            covered[index] += weight * gains[index]

    def _add_runs(self, covered: dict[int, float], reading: Reading) -> None:
        """Count words written together, and initials such as "dkks"."""
        run = reading.run
        if len(run) >= SHORTEST_RUN:
            for index in self._runs.holding(run):
                covered[index] = max(covered.get(index, 0.0), 0.95)
        if len(reading.typed) == 1 and len(run) >= _SHORTEST_INITIALS:
            for index in self._initials.holding(run):
                share = len(run) / self._initial_lengths[index]
                covered[index] = max(covered.get(index, 0.0), 0.6 + 0.3 * share)
