"""What a query may mean: its terms with alternatives, everyday phrases, abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from catalog.search.synonyms import Meaning, Synonyms, typed_words
from catalog.search.vocabulary import Vocabulary

_MOST_WORDS = 24
_CODE = re.compile(r"[0-9][0-9. ]{2,}")

EXACT, PREFIX, INNER_PREFIX, TELEX, NEAR, NEAR_KNOWN = 1.0, 0.86, 0.6, 0.95, 0.72, 0.3
SAID, UNSAID = 1.0, 0.35
"""Weight of words that a phrase means, and of the everyday words that it replaces."""


@dataclass(frozen=True, slots=True)
class Term:
    """One word looked for: known syllables that it may be, with how well each fits."""

    typed: str
    alternatives: Mapping[str, float]
    weight: float = 1.0
    at: int | None = None  # which word of the query, None for a word that a phrase means


@dataclass(frozen=True, slots=True)
class Reading:
    """A query as understood."""

    words: tuple[str, ...]
    terms: tuple[Term, ...]
    meanings: tuple[Meaning, ...] = ()
    digits: str = ""
    typed: tuple[str, ...] = ()  # the words before abbreviations were written out
    run: str = ""  # all letters written together


class Reader:
    """Understands queries with one vocabulary and one set of synonyms."""

    def __init__(self, vocabulary: Vocabulary, synonyms: Synonyms) -> None:
        self._vocabulary = vocabulary
        self._synonyms = synonyms

    def read(self, query: str) -> Reading:
        """Return what the query may mean."""
        typed = typed_words(query)[:_MOST_WORDS]
        if not typed:
            return Reading((), ())
        folded = tuple(word for word, _ in typed)
        spelled = self._spell(typed)
        words = tuple(word for word, _ in spelled)
        weights = self._synonyms.weights(spelled, self._vocabulary.common)
        meanings = list(self._synonyms.find(words, weights))
        return Reading(
            words=words,
            terms=tuple(self._terms(words, weights, meanings, unfinished=not query.endswith(" "))),
            meanings=tuple(_as_said(meaning, places, spelled) for places, meaning in meanings),
            digits=re.sub(r"[^0-9]", "", query) if _CODE.fullmatch(query.strip()) else "",
            typed=folded,
            run="".join(folded),
        )

    def _spell(self, typed: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        """Write abbreviations out, undo Telex and part words written together."""
        found: list[tuple[str, str]] = []
        for i, (word, raw) in enumerate(typed):
            spelled = self._spell_one(word, last=i == len(typed) - 1)
            found += [(word, raw)] if list(spelled) == [word] else [(w, "") for w in spelled]
        return found

    def _spell_one(self, word: str, *, last: bool) -> Sequence[str]:
        vocabulary = self._vocabulary
        if word in self._synonyms.abbreviations:
            return self._synonyms.abbreviations[word]
        if word in vocabulary or self._synonyms.is_filler(word):
            return [word]
        if last and next(vocabulary.starting_with(word), None):
            return [word]
        if telex := vocabulary.telex(word):
            return telex[:1]
        if len(word) > 4 and (parts := vocabulary.split(word)):
            return parts
        return [word]

    def _terms(
        self,
        words: Sequence[str],
        weights: Sequence[float],
        meanings: Sequence[tuple[frozenset[int], Meaning]],
        *,
        unfinished: bool,
    ) -> Iterator[Term]:
        replaced = frozenset(i for places, _ in meanings for i in places)
        for i, word in enumerate(words):
            weight = min(weights[i], UNSAID) if i in replaced else weights[i]
            if weight:
                last = unfinished and i == len(words) - 1
                yield Term(word, self._alternatives(word, last=last), weight, i)
        seen = {words[i] for i in range(len(words)) if i not in replaced}
        for _, meaning in meanings:
            for word in meaning.words:
                if word not in seen:
                    seen.add(word)
                    yield Term(word, {word: EXACT}, SAID * meaning.strength)

    def _alternatives(self, word: str, *, last: bool) -> dict[str, float]:
        vocabulary = self._vocabulary
        found: dict[str, float] = {}
        known = word in vocabulary
        if known:
            found[word] = EXACT
        if last or (len(word) > 1 and not known):
            for longer in vocabulary.starting_with(word):
                found.setdefault(longer, PREFIX if last else INNER_PREFIX)
        if not known:
            for form in vocabulary.telex(word):
                found.setdefault(form, TELEX)
        if not known or len(word) >= 3:
            for near in vocabulary.near(word):
                found.setdefault(near, NEAR_KNOWN if known else NEAR)
        return found


def _as_said(
    meaning: Meaning, places: frozenset[int], spelled: Sequence[tuple[str, str]]
) -> Meaning:
    return replace(meaning, said=" ".join(spelled[i][1] or spelled[i][0] for i in sorted(places)))
