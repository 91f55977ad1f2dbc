"""How well one procedure answers a query: what fits, where it stands, what is to be done."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from catalog.search.coverage import (
    OTHER_MARKS,
    SHORTEST_RUN,
    Coverage,
    Covered,
    Gains,
    agreement,
)  # fmt: skip
from catalog.search.documents import Document, holds_run
from catalog.search.marks import may_be
from catalog.search.phrases import Meaning
from catalog.search.reading import PREFIX, Reading, Term
from catalog.search.words import words_of

FULL = 100
"""The score of a procedure that answers every word, before everything else is counted."""

_ADJACENT, _RUN, _SHORT_TITLE, _PHRASE, _MEANING, _USAGE, _ACTION = 20, 15, 12, 22, 30, 8, 20
_SCATTERED, _OTHER_ACTION, _AMONG_OTHERS = 0.75, 0.6, 0.8
_BESIDE, _NOWHERE = (-1, 1, -2, 2), 1_000_000

STARTING = 4.0
"""How much more it counts that a procedure is often asked for, as long as one word is typed."""

SURE = 0.8
"""From this certainty on a procedure is shown as found.

Measured: of the right first hits of everyday queries about one in 100 is below, of queries for
what the catalogue lacks more than nine in ten (tests/benchmarks/test_catalogue_search.py).
"""

_UNSURE = 0.7
"""What is left of the score of a procedure that nothing in the query speaks for."""

_SHORT, _SHORT_SLIP, _HALF, _STRANGE = 4, 0.5, 0.6, 3.0
_APART, _DISORDER = 0.3, 0.25
_TOLD, _ONE_WORD, _SAME_WORDS = 1.2, 0.7, 0.8


@dataclass(slots=True)
class Match:
    """A document of the index with its score, before its full entry is read."""

    document: int
    covered: float
    score: float = 0.0
    why: str = ""
    reading: Reading | None = None
    sure: Collection[int] = ()
    certainty: float = 0.0
    is_told: bool = False  # an everyday phrase in the query means it


@dataclass(frozen=True, slots=True)
class _Title:
    """How the words found stand in a title: side by side, in the order of the query (0 to 1)."""

    together: float
    in_order: float

    @property
    def closeness(self) -> float:
        """What is left of words that only the title answers."""
        return (1 - _APART * (1 - self.together)) * (1 - _DISORDER * (1 - self.in_order))


@dataclass(slots=True)
class _Places:
    """Where the words of a query stand in a title; how rare they are, alone and side by side."""

    found: set[int]
    sure: set[int]
    in_order: int = 0
    mass: float = 0.0
    beside: float = 0.0


def score(
    match: Match, document: Document, reading: Reading, covered: Covered, coverage: Coverage
) -> None:
    """Give a match its score."""
    places = _places(match.document, document, covered.terms, coverage)
    run = len(reading.run) >= SHORTEST_RUN and (
        holds_run(document, reading.run, reading.run_marks)
        or (not reading.run_marks and "".join(reading.words) in document.run)
    )
    agrees = bool(reading.actions & document.actions)
    other = bool(reading.actions) and not agrees
    meaning = _meaning_share(document, reading.meanings)
    together = places.beside / places.mass if places.mass else 1.0
    between = len(reading.terms) - 1
    in_order = places.in_order / between if between else 0.0
    match.score = (
        FULL * match.covered * (1.0 if meaning else _SCATTERED + (1 - _SCATTERED) * together)
        + _ADJACENT * in_order
        + _RUN * run
        + _SHORT_TITLE * coverage.title_share(match.document, places.mass)
        + _PHRASE * _phrase_share(document, reading)
        + _MEANING * meaning * (_OTHER_ACTION if other else 1.0)
        + _USAGE * document.usage * (STARTING if reading.is_start else 1.0)
        + _ACTION * agrees
    )
    match.reading = reading
    match.sure = places.sure
    title = _Title(together, in_order if between else 1.0)
    match.is_told = meaning > 0
    match.certainty = _certainty(match, document, reading, covered, title)
    match.score *= _UNSURE + (1 - _UNSURE) * min(1.0, match.certainty)


def _certainty(
    match: Match, document: Document, reading: Reading, covered: Covered, title: _Title
) -> float:
    """Return how surely a procedure is meant: 1 when every word of the query speaks for it.

    A word speaks for a procedure that has it, or that an everyday phrase with the word means; the
    rarer, the more. Words that speak for nothing tell that something else was meant, less so where
    a long phrase means this very procedure, more so where no phrase does.
    """
    whole_run = reading.ends_whole
    if len(reading.run) >= SHORTEST_RUN and holds_run(
        document, reading.run, reading.run_marks, whole=whole_run
    ):
        return 1.0
    if len(reading.typed) == 1 and reading.run in document.initials:
        return match.covered
    explained: dict[int, float] = {}
    elsewhere: frozenset[int] = frozenset()  # words of what no procedure of the catalogue does
    best = 0.0
    for places, meaning in zip(reading.said, reading.meanings, strict=True):
        strength = _explains(meaning, document)
        if document.entry.code in meaning.codes:
            best = max(best, meaning.strength)
        if not meaning.codes and not strength:
            elsewhere |= places
        explained.update((i, max(strength, explained.get(i, 0.0))) for i in places)
    close = 1.0 if best else title.closeness
    whole = spoken = 0.0
    for (term, gains), worth in zip(covered.terms, covered.worth, strict=True):
        if not worth or term.at is None:
            continue
        fit = gains.documents.get(match.document, 0.0) * close
        fit = 0.0 if term.at in elsewhere else _speaks(term, fit, alone=reading.is_start)
        fit = min(1.0, max(fit, explained.get(term.at, 0.0)))
        whole += worth if best or fit else max(worth, _STRANGE * term.own)
        spoken += worth * fit
    share = spoken / whole if whole else 0.0
    return share + _TOLD * max(0.0, best - _ONE_WORD)


def _speaks(term: Term, fit: float, *, alone: bool) -> float:
    """Return how much a word that fits so well speaks for a procedure."""
    if fit <= OTHER_MARKS:
        return 0.0
    if not term.is_known:
        return fit * (_SHORT_SLIP if len(term.typed) <= _SHORT else 1.0)
    if term.unfinished and fit <= PREFIX:
        return fit / PREFIX * (_HALF if term.is_whole and not alone else 1.0)
    return fit


def _explains(meaning: Meaning, document: Document) -> float:
    """Return how well a procedure is what a phrase means: one of its codes, or its words."""
    strength = min(1.0, meaning.strength)
    if document.entry.code in meaning.codes:
        return strength
    return _SAME_WORDS * strength if all(w in document.places for w in meaning.words) else 0.0


def _places(
    number: int, document: Document, terms: Sequence[tuple[Term, Gains]], coverage: Coverage
) -> _Places:
    """Return where the terms stand in the title, how many keep the query's order, which surely."""
    places = _Places(set(), set())
    last_at, last_place = _NOWHERE, 0  # in the query, in the title
    for term, gains in terms:
        known = gains.places.get(number)
        if known is None:
            known = gains.places[number] = _candidates(term, document)
        fit, candidates = known
        if not candidates:
            continue
        place = candidates[0]
        if term.at is not None:
            expected = last_place + term.at - last_at
            if expected in candidates:
                place = expected
                places.in_order += 1
            last_at, last_place = term.at, place
        places.found.add(place)
        if fit >= PREFIX:
            places.sure.add(place)
    _weigh(places, document, coverage)
    return places


def _weigh(places: _Places, document: Document, coverage: Coverage) -> None:
    """Add up how rare the words found are, and of those with another one beside them."""
    found = places.found
    for place in found:
        mass = coverage.rarity(document.words[place])
        places.mass += mass
        if any(place + step in found for step in _BESIDE):
            places.beside += mass
    if len(found) == 1:
        places.beside = places.mass


def _candidates(term: Term, document: Document) -> tuple[float, tuple[int, ...]]:
    """Return how well the best word of a title fits a term, and every place of such a word."""
    best = 0.0
    places: tuple[int, ...] = ()
    exact = document.places.get(term.typed)
    if exact is not None:
        best, places = _best(1.0, exact, term, document)
        if best == 1.0:
            return best, places
    for word in sorted(term.alternatives.keys() & document.places.keys()):
        fit, here = _best(term.alternatives[word], document.places[word], term, document)
        if fit > best:
            best, places = fit, here
    return best, places


def _best(
    fit: float, places: tuple[int, ...], term: Term, document: Document
) -> tuple[float, tuple[int, ...]]:
    word = document.words[places[0]]
    fits = [fit * agreement(term, word, document.marks[place]) for place in places]
    best = max(fits)
    return best, tuple(p for p, f in zip(places, fits, strict=True) if f == best)


def _phrase_share(document: Document, reading: Reading) -> float:
    """Return how much of the query the longest whole keyword in it makes up."""
    words = reading.words
    size = len(words)
    best = 0
    for keyword, marks in zip(document.keywords, document.keyword_marks, strict=True):
        length = len(keyword)
        if not best < length <= size or keyword[0] not in words:
            continue
        start = words.index(keyword[0])
        while start >= 0:
            end = start + length
            same = words[start:end] == keyword
            if same and all(map(may_be, reading.marks[start:end], marks)):
                best = length
                break
            start = next((i for i in range(start + 1, size) if words[i] == keyword[0]), -1)
    return best / size


def _meaning_share(document: Document, meanings: Sequence[Meaning]) -> float:
    code = document.entry.code
    return max(
        (
            meaning.strength * (1.0 if meaning.codes[0] == code else _AMONG_OTHERS)
            for meaning in meanings
            if code in meaning.codes
        ),
        default=0.0,
    )


def explain(match: Match, document: Document) -> None:
    """Say in words why a match was found, unless that is said already."""
    reading = match.reading
    if match.why or reading is None:
        return
    said = [m for m in reading.meanings if document.entry.code in m.codes]
    keywords = (k for k in document.entry.keywords if set(words_of(k)) & set(reading.words))
    if said:
        match.why = f"“{said[0].said}”: {said[0].mean}"
    elif match.sure:
        found = (document.shown[place].lower() for place in sorted(match.sure))
        match.why = "khớp “" + " ".join(found) + "”"
    else:
        keyword = next(keywords, None)
        match.why = f"từ khóa “{keyword}”" if keyword else "chữ viết tắt hoặc viết liền"
