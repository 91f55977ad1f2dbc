"""What a query may mean: its terms with alternatives, everyday phrases, abbreviations."""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice, product

from catalog.search.marks import LEVEL, Marked, marked
from catalog.search.phrases import Meaning
from catalog.search.synonyms import Synonyms
from catalog.search.vocabulary import Vocabulary
from catalog.search.words import Spelled, query_words

_MOST_READINGS, _SHORTEST_SLIP, _CACHED = 3, 3, 1024

EXACT, PREFIX, INNER_PREFIX, TELEX, NEAR, NEAR_KNOWN = 1.0, 0.86, 0.6, 0.95, 0.72, 0.3
SAID, UNSAID = 1.0, 0.35
"""Weight of words that a phrase means, and of the everyday words that it replaces."""

_BEFORE_I, _OTHER_I = tuple("hklmst"), {"i": "y", "y": "i"}

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

    @property
    def is_whole(self) -> bool:
        """Whether it is a known word as it stands."""
        return self.alternatives.get(self.typed) == EXACT


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

    @property
    def is_start(self) -> bool:
        """Whether it is one word that is still being typed, of which no phrase is known."""
        return len(self.terms) == 1 and self.terms[0].unfinished

    @property
    def ends_whole(self) -> bool:
        """Whether the last of several words is one as it stands, though more may be typed."""
        last = self.terms[-1] if len(self.typed) > 1 and self.terms else None
        return last is not None and last.is_whole


class Reader:
    """Understands queries with one vocabulary and one set of synonyms.

    Who writes a word that is `known` with these marks means that word: "thuê" is no "thuế".
    """

    def __init__(
        self, vocabulary: Vocabulary, synonyms: Synonyms, known: Container[Marked] = ()
    ) -> None:
        self._known = known
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
        mostly = _is_mostly_marked([w for w in typed if not self._synonyms.is_noise(w[1])])
        marks = tuple(self._mark(word, raw, mostly=mostly) for word, raw in spelled)
        weights = self._synonyms.weights(spelled, self._vocabulary.common)
        words = tuple(zip(spelled, weights, marks, strict=True))
        slots = self._synonyms.book.slots(spelled, weights, marks)
        meanings = self._synonyms.book.find(slots)
        said = [places for places, meaning in meanings if meaning.codes]
        actions = (
            self._synonyms.action_of(slot.name)
            for slot in slots
            if not any(slot.places <= places for places in said)
        )
        return Reading(
            words=tuple(word for word, _ in spelled),
            marks=marks,
            terms=tuple(self._terms(words, meanings, mostly=mostly, unfinished=unfinished)),
            meanings=tuple(_as_said(meaning, places, spelled) for places, meaning in meanings),
            said=tuple(places for places, _ in meanings),
            actions=frozenset(action for action in actions if action),
            typed=tuple(word for word, _ in typed),
            run="".join(word for word, _ in typed),
            run_marks=self._run_marks(typed, mostly=mostly),
        )

    def _mark(self, word: str, raw: str, *, mostly: bool) -> Marked:
        mark = marked(raw or word)
        written = mostly if raw.isascii() else not mark.tone
        return Marked(mark.shape, LEVEL) if raw and written and mark in self._known else mark

    def _run_marks(self, typed: Spelled, *, mostly: bool) -> tuple[Marked, ...]:
        """Return the marks that a title must have; without any, spaces may be wrong or missing."""
        if len(typed) == 1 or all(raw.isascii() for _, raw in typed):
            return ()
        return tuple(self._mark(word, raw, mostly=mostly) for word, raw in typed)

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
        if other := self._other_i(word, raw):
            return [(other,)]
        if word in vocabulary or self._synonyms.is_filler(word):
            return [same]
        if last and next(vocabulary.starting_with(word), None):
            return [same]
        if undone := vocabulary.keys_undone(word):
            return [((undone[0], ""),)]
        if len(word) > 4 and (parts := vocabulary.split(word)):
            return [tuple((part, "") for part in parts)]
        return [same]

    def _other_i(self, word: str, raw: str) -> tuple[str, str] | None:
        """Return a word with the other letter for its final i: "kí" is "ký", "sỹ" is "sĩ"."""
        if raw.isascii() or word[-1] not in "iy" or word[-2:-1] not in _BEFORE_I:
            return None
        last = unicodedata.normalize("NFD", raw[-1])
        other = raw[:-1] + unicodedata.normalize("NFC", _OTHER_I[last[0]] + last[1:])
        known = marked(other) in self._known and marked(raw) not in self._known
        return (word[:-1] + _OTHER_I[word[-1]], other) if known else None

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
        words: Sequence[tuple[tuple[str, str], float, Marked]],
        meanings: Sequence[tuple[frozenset[int], Meaning]],
        *,
        mostly: bool,
        unfinished: bool,
    ) -> Iterator[Term]:
        replaced = frozenset(i for places, _ in meanings for i in places)
        for i, ((word, raw), own, mark) in enumerate(words):
            weight = min(own, UNSAID) if i in replaced else own
            if weight > 0:
                last = unfinished and i == len(words) - 1
                if mostly and raw.isascii() and not self._synonyms.is_filler_as_written(raw):
                    own = 1.0
                found = self._alternatives(word, last)
                bare = mostly and bool(raw) and mark.plain and not last
                known = max(found.values(), default=0.0) >= (PREFIX if last else EXACT)
                yield Term(word, found, mark, weight, i, last, bare, own, known)
        yield from _meant([word for (word, _), *_ in words], replaced, meanings)

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
    words: Sequence[str],
    replaced: frozenset[int],
    meanings: Sequence[tuple[frozenset[int], Meaning]],
) -> Iterator[Term]:
    """Yield the words that the phrases stand for."""
    seen = {word for i, word in enumerate(words) if i not in replaced}
    for _, meaning in meanings:
        for word, mark in zip(meaning.words, meaning.marks, strict=True):
            if word not in seen:
                seen.add(word)
                yield Term(word, {word: EXACT}, mark, SAID * meaning.strength)


def _is_mostly_marked(spelled: Sequence[tuple[str, str]]) -> bool:
    marked_words = sum(not raw.isascii() for _, raw in spelled)
    return bool(spelled) and marked_words >= _MOSTLY_MARKED * len(spelled)


def _as_said(meaning: Meaning, places: frozenset[int], spelled: Spelled) -> Meaning:
    return replace(meaning, said=" ".join(spelled[i][1] or spelled[i][0] for i in sorted(places)))
