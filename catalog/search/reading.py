"""What a query may mean: its terms with alternatives, everyday phrases, abbreviations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice, product

from catalog.search.marks import Marked, marked
from catalog.search.phrases import Meaning
from catalog.search.synonyms import Synonyms
from catalog.search.vocabulary import Vocabulary
from catalog.search.words import Spelled, query_words

_MOST_READINGS, _SHORTEST_SLIP, _CACHED = 3, 3, 1024

EXACT, PREFIX, INNER_PREFIX, TELEX, NEAR, NEAR_KNOWN = 1.0, 0.86, 0.6, 0.95, 0.72, 0.3
SAID, UNSAID = 1.0, 0.35
"""Weight of words that a phrase means, and of the everyday words that it replaces."""

_MOSTLY_MARKED = 0.4
"""From this share of marked words on, a word without marks was meant without."""


@dataclass(frozen=True, slots=True)
class Term:
    """One word looked for: known syllables that it may be, with how well each fits."""

    typed: str
    alternatives: Mapping[str, float]
    mark: Marked
    weight: float = 1.0
    at: int | None = None  # which word of the query, None for a word that a phrase means
    unfinished: bool = False
    bare: bool = False  # written without marks among words with marks
    own: float = 0.0  # the weight of the word before a phrase took its place
    is_known: bool = True  # no slip, no keys left over


@dataclass(frozen=True, slots=True)
class Reading:
    """A query as understood."""

    words: tuple[str, ...]
    marks: tuple[Marked, ...]
    terms: tuple[Term, ...]
    meanings: tuple[Meaning, ...] = ()
    said: tuple[frozenset[int], ...] = ()  # which words of the query each meaning took
    actions: frozenset[str] = frozenset()
    typed: tuple[str, ...] = ()  # the words before abbreviations were written out
    run: str = ""  # all letters written together
    run_marks: tuple[Marked, ...] = ()  # of the words in it, where they were written with marks


class Reader:
    """Understands queries with one vocabulary and one set of synonyms."""

    def __init__(self, vocabulary: Vocabulary, synonyms: Synonyms) -> None:
        self._vocabulary = vocabulary
        self._synonyms = synonyms
        self._alternatives = lru_cache(_CACHED)(self._find_alternatives)

    def read(self, query: str) -> list[Reading]:
        """Return what the query may mean: more than one where an abbreviation has two senses."""
        typed, whole = query_words(query)
        if not typed:
            return []
        unfinished = whole and not query.endswith(" ")
        return [
            self._read_as(spelled, typed, unfinished=unfinished)
            for spelled in islice(self._spellings(typed), _MOST_READINGS)
        ]

    def _read_as(self, spelled: Spelled, typed: Spelled, *, unfinished: bool) -> Reading:
        weights = self._synonyms.weights(spelled, self._vocabulary.common)
        slots = self._synonyms.book.slots(spelled, weights)
        meanings = self._synonyms.book.find(slots)
        said = [places for places, meaning in meanings if meaning.codes]
        actions = (
            self._synonyms.action_of(slot.name)
            for slot in slots
            if not any(slot.places <= places for places in said)
        )
        return Reading(
            words=tuple(word for word, _ in spelled),
            marks=tuple(marked(raw or word) for word, raw in spelled),
            terms=tuple(self._terms(spelled, weights, meanings, unfinished=unfinished)),
            meanings=tuple(_as_said(meaning, places, spelled) for places, meaning in meanings),
            said=tuple(places for places, _ in meanings),
            actions=frozenset(action for action in actions if action),
            typed=tuple(word for word, _ in typed),
            run="".join(word for word, _ in typed),
            run_marks=_run_marks(typed),
        )

    def _spellings(self, typed: Sequence[tuple[str, str]]) -> Iterator[Spelled]:
        """Mend slips, write abbreviations out, undo Telex and VNI, part words written together."""
        mended = self._mended(typed)
        last = len(mended) - 1
        parts = [self._spell_one(word, raw, last=i == last) for i, (word, raw) in enumerate(mended)]
        for chosen in product(*parts):
            yield tuple(word for part in chosen for word in part)

    def _spell_one(self, word: str, raw: str, *, last: bool) -> Sequence[Spelled]:
        vocabulary = self._vocabulary
        same: Spelled = ((word, raw),)
        if written_out := self._synonyms.written_out(raw):
            return written_out
        if word in vocabulary or self._synonyms.is_filler(word):
            return [same]
        if last and next(vocabulary.starting_with(word), None):
            return [same]
        if undone := vocabulary.keys_undone(word):
            return [((undone[0], ""),)]
        if len(word) > 4 and (parts := vocabulary.split(word)):
            return [tuple((part, "") for part in parts)]
        return [same]

    def _mended(self, typed: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        """Replace a word that nothing stands beside by a near one that does ("kinh doan")."""
        found = list(typed)
        for i, (word, raw) in enumerate(typed):
            if len(word) < _SHORTEST_SLIP or not raw.isascii() or self._is_meant(word, raw):
                continue  # who writes the marks, or a number, means the word
            before = found[i - 1][0] if i else ""
            after = found[i + 1][0] if i + 1 < len(found) else ""
            mended = self._vocabulary.mended(before, word, after)
            if mended is not None:
                found[i] = (mended, "")
        return found

    def _is_meant(self, word: str, raw: str) -> bool:
        """Return whether a word is no slip: filler, an abbreviation, Telex or VNI keys."""
        if word.isdigit():
            return True
        known = self._synonyms.is_filler(word) or self._synonyms.written_out(raw)
        return bool(known) or (
            word not in self._vocabulary and bool(self._vocabulary.keys_undone(word))
        )

    def _terms(
        self,
        spelled: Spelled,
        weights: Sequence[float],
        meanings: Sequence[tuple[frozenset[int], Meaning]],
        *,
        unfinished: bool,
    ) -> Iterator[Term]:
        replaced = frozenset(i for places, _ in meanings for i in places)
        mostly = sum(not raw.isascii() for _, raw in spelled) >= _MOSTLY_MARKED * len(spelled)
        for i, (word, raw) in enumerate(spelled):
            weight = min(weights[i], UNSAID) if i in replaced else weights[i]
            if weight > 0:
                last = unfinished and i == len(spelled) - 1
                mark = marked(raw or word)
                found = self._alternatives(word, last)
                bare = mostly and bool(raw) and mark.plain and not last
                known = max(found.values(), default=0.0) >= (PREFIX if last else EXACT)
                yield Term(word, found, mark, weight, i, last, bare, weights[i], known)
        yield from _meant(spelled, replaced, meanings)

    def _find_alternatives(self, word: str, last: bool) -> Mapping[str, float]:
        vocabulary = self._vocabulary
        found: dict[str, float] = {}
        known = word in vocabulary
        if known:
            found[word] = EXACT
        if last or (len(word) > 1 and not known):
            for longer in vocabulary.starting_with(word):
                found.setdefault(longer, PREFIX if last else INNER_PREFIX)
        if not known:
            for form in vocabulary.keys_undone(word):
                found.setdefault(form, TELEX)
        if not known or len(word) >= 3:
            for near in vocabulary.near(word):
                found.setdefault(near, NEAR_KNOWN if known else NEAR)
        return found


def _meant(
    spelled: Spelled, replaced: frozenset[int], meanings: Sequence[tuple[frozenset[int], Meaning]]
) -> Iterator[Term]:
    """Yield the words that the phrases stand for."""
    seen = {word for i, (word, _) in enumerate(spelled) if i not in replaced}
    for _, meaning in meanings:
        for word, mark in zip(meaning.words, meaning.marks, strict=True):
            if word not in seen:
                seen.add(word)
                yield Term(word, {word: EXACT}, mark, SAID * meaning.strength)


def _run_marks(typed: Spelled) -> tuple[Marked, ...]:
    """Return the marks that a title must have too; without any, spaces may be wrong or missing."""
    if len(typed) == 1 or all(raw.isascii() for _, raw in typed):
        return ()
    return tuple(marked(raw) for _, raw in typed)


def _as_said(meaning: Meaning, places: frozenset[int], spelled: Spelled) -> Meaning:
    return replace(meaning, said=" ".join(spelled[i][1] or spelled[i][0] for i in sorted(places)))
