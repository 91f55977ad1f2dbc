"""Ranking: an inverted index of folded syllables in memory, answered within milliseconds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from base.text import clean_line
from catalog.content import SYNONYMS, USAGE
from catalog.procedure import Procedure
from catalog.search.coverage import SHORTEST_RUN, Coverage
from catalog.search.documents import Document, document_of
from catalog.search.reading import PREFIX, Reader, Reading, Term
from catalog.search.synonyms import Meaning, Synonyms, words_of
from catalog.search.vocabulary import Vocabulary

if TYPE_CHECKING:
    from catalog.catalogue import Catalogue
    from catalog.index import IndexEntry

_SHORTLIST = 60
_FULL, _ADJACENT, _RUN, _SHORT_TITLE, _PHRASE, _MEANING, _USAGE, _MARKS = (
    100, 20, 15, 12, 22, 30, 8, 4,
)  # fmt: skip
_REDIRECTED, _LEAST_COVERED, _BEFORE = 0.97, 0.3, 0.5


@dataclass(frozen=True, slots=True)
class Hit:
    """One procedure found: how well it fits and, in words for the screen, why."""

    procedure: Procedure
    score: float
    why: str


@dataclass(slots=True)
class Match:
    """A document of the index with its score, before its full entry is read."""

    document: int
    covered: float
    score: float = 0.0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Only:
    """A filter: procedures of one field, or of one agency (`commune` = the commune's own)."""

    field: str | None = None
    agency: str | None = None

    def admits(self, entry: IndexEntry) -> bool:
        """Return whether an entry passes."""
        agency = entry.vertical_agency or COMMUNE
        return self.field in {None, entry.field} and self.agency in {None, agency}


COMMUNE = "commune"
_EVERYTHING = Only()


class UsageFile(msgspec.Struct, frozen=True, kw_only=True):
    """usage.json: how often procedures are asked for, 100 = daily."""

    note: str
    weights: dict[str, int]


class SearchEngine:
    """The index over one catalogue; immutable after construction, safe to share."""

    def __init__(
        self, catalogue: Catalogue, entries: Iterable[IndexEntry], synonyms: Synonyms,
        usage: Mapping[str, int],
    ) -> None:  # fmt: skip
        self._catalogue = catalogue
        self._documents = [document_of(e, usage.get(e.code, 0) / 100) for e in entries]
        self._by_code = {d.entry.code: i for i, d in enumerate(self._documents)}
        self._usage = [0.08 * d.usage for d in self._documents]
        self._coverage = Coverage(self._documents, synonyms.abbreviations)
        sequences = [d.words for d in self._documents]
        sequences += [k for d in self._documents for k in d.keywords]
        sequences += synonyms.sequences
        self._reader = Reader(Vocabulary(sequences), synonyms)

    @classmethod
    def build(cls, catalogue: Catalogue, entries: Iterable[IndexEntry]) -> SearchEngine:
        """Index entries of a catalogue with the synonyms and usage weights that it brings."""
        content = catalogue.content
        usage = msgspec.json.decode(content.read(USAGE), type=UsageFile).weights
        return cls(catalogue, entries, Synonyms.read(content.read(SYNONYMS)), usage)

    def search(self, query: str, *, limit: int, on: date, only: Only | None = None) -> list[Hit]:
        """Return the best procedures for a query, those still in force first."""
        found = self.ranked(query, limit=limit, on=on, only=only)
        return [self._hit(match, on) for match in found]

    def ranked(self, query: str, *, limit: int, on: date, only: Only | None = None) -> list[Match]:
        """Return the same as `search` without reading the full entries."""
        reading = self._reader.read(query)
        if not reading.words:
            return []
        matches = self._by_digits(reading) if reading.digits else self._matched(reading, query)
        if not matches and not reading.digits:
            matches = self._guess(reading)
        admits = (only or _EVERYTHING).admits
        matches = [
            m for m in self._redirected(matches, on) if admits(self._documents[m.document].entry)
        ]
        matches.sort(key=lambda m: (-m.score, m.document))
        live = [m for m in matches if not self._is_gone(m, on)][:limit]
        gone = [m for m in matches if self._is_gone(m, on)]
        if gone and live and gone[0].score > live[0].score:
            live = live[: limit - 1]  # what was meant is repealed: say so, but last
        return [*live, *gone][:limit]

    def _matched(self, reading: Reading, query: str) -> list[Match]:
        covered = self._coverage.of(reading)
        usage = self._usage
        best = sorted(((fit + usage[i], -i) for i, fit in covered.items()), reverse=True)
        shortlist = [-i for _, i in best[:_SHORTLIST]]
        meant = (self._by_code.get(code) for m in reading.meanings for code in m.codes)
        shortlist += dict.fromkeys(i for i in meant if i is not None and i not in shortlist)
        marked = frozenset(clean_line(query).lower().split())
        matches = [Match(i, covered.get(i, 0.0)) for i in shortlist]
        for match in matches:
            self._score(match, reading, marked)
        self._put_first(matches, reading)
        return [m for m in matches if m.covered >= _LEAST_COVERED or m.score >= _FULL / 2]

    def _score(self, match: Match, reading: Reading, marked: frozenset[str]) -> None:
        document = self._documents[match.document]
        places, together, sure = _places(reading.terms, document)
        title_share = self._coverage.title_share(document, match.document, set(places))
        run = len(reading.run) >= SHORTEST_RUN and (
            reading.run in document.run or "".join(reading.words) in document.run
        )
        match.score = (
            _FULL * match.covered
            + _ADJACENT * together / max(1, len(reading.terms) - 1)
            + _RUN * run
            + _SHORT_TITLE * title_share
            + _PHRASE * _phrase_share(document, reading)
            + _MEANING * _meaning_share(document, reading.meanings)
            + _USAGE * document.usage
            + _MARKS * _marked_share(document, places, marked)
        )
        match.why = _why(document, sorted(sure), reading)

    def _put_first(self, matches: Sequence[Match], reading: Reading) -> None:
        """Let the first procedure that an everyday phrase means stand before its others.

        So the interlinked service comes first for a new-born child or a death in the family. Who
        names a procedure by its own words gets that one.
        """
        by_code = {self._documents[m.document].entry.code: m for m in matches}
        for meaning in reading.meanings:
            found = [by_code[code] for code in meaning.codes if code in by_code]
            if len(found) < 2 or set(meaning.words) <= set(reading.words):
                continue
            first, *others = found
            first.score = max(first.score, max(m.score for m in others) + _BEFORE)

    def _by_digits(self, reading: Reading) -> list[Match]:
        found = []
        for index, document in enumerate(self._documents):
            code = document.entry.code.replace(".", "")
            if code.startswith(reading.digits):
                exact = code == reading.digits
                found.append(Match(index, 1.0, 200.0 if exact else 150.0, "khớp mã thủ tục"))
            elif len(reading.digits) >= 4 and reading.digits in code:
                found.append(Match(index, 1.0, 120.0, "khớp một phần mã thủ tục"))
        return found

    def _guess(self, reading: Reading) -> list[Match]:
        """Compare whole titles when no syllable fits."""
        from rapidfuzz import fuzz, process  # 17 ms to import, and seldom needed

        titles = [" ".join(document.words) for document in self._documents]
        close = process.extract(
            " ".join(reading.words), titles, scorer=fuzz.WRatio, limit=20, score_cutoff=60
        )
        return [Match(index, 0.0, score / 2, "gần giống tên thủ tục") for _, score, index in close]

    def _redirected(self, matches: list[Match], on: date) -> list[Match]:
        """Let a repealed procedure that was found bring in those that replace it."""
        by_index = {match.document: match for match in matches}
        for match in matches:
            entry = self._documents[match.document].entry
            if not entry.is_gone(on):
                continue
            for code in entry.replaced_by:
                index = self._by_code.get(code)
                if index is None:
                    continue
                score = match.score * _REDIRECTED
                known = by_index.get(index)
                if known is None or known.score < score:
                    why = f"thay cho {entry.code} không còn áp dụng"
                    by_index[index] = Match(index, match.covered, score, why)
        return list(by_index.values())

    def _is_gone(self, match: Match, on: date) -> bool:
        return self._documents[match.document].entry.is_gone(on)

    def _hit(self, match: Match, on: date) -> Hit:
        entry = self._documents[match.document].entry
        why = match.why
        if not entry.has_begun(on):
            begins = date.fromisoformat(entry.valid_from or "")
            why = f"chưa có hiệu lực, áp dụng từ {begins:%d/%m/%Y}"
        elif entry.is_gone(on):
            instead = ", ".join(entry.replaced_by)
            why = "không còn áp dụng" + (f", dùng {instead}" if instead else "")
        return Hit(self._catalogue.get(entry.code, on), round(match.score, 1), why)


def _places(terms: Sequence[Term], document: Document) -> tuple[list[int], int, set[int]]:
    """Return where the terms stand in the title, how many keep the query's order, which surely."""
    found: list[int] = []
    sure: set[int] = set()
    together = 0
    previous: tuple[int, int] | None = None  # place in the query, place in the title
    for term in terms:
        fit, candidates = _candidates(term, document)
        if not candidates:
            continue
        place = candidates[0]
        if previous is not None and term.at is not None:
            expected = previous[1] + term.at - previous[0]
            if expected in candidates:
                place = expected
                together += 1
        found.append(place)
        if fit >= PREFIX:
            sure.add(place)
        if term.at is not None:
            previous = (term.at, place)
    return found, together, sure


def _candidates(term: Term, document: Document) -> tuple[float, tuple[int, ...]]:
    exact = document.places.get(term.typed)
    if exact is not None:
        return 1.0, exact
    fits = [(fit, word) for word, fit in term.alternatives.items() if word in document.places]
    if not fits:
        return 0.0, ()
    best = max(fit for fit, _ in fits)
    return best, tuple(p for fit, word in fits if fit == best for p in document.places[word])


def _phrase_share(document: Document, reading: Reading) -> float:
    """Return how much of the query the longest whole keyword in it makes up."""
    size = len(reading.words)
    best = 0
    for keyword in document.keywords:
        length = len(keyword)
        if best < length <= size and any(
            reading.words[i : i + length] == keyword for i in range(size - length + 1)
        ):
            best = length
    return best / size


def _meaning_share(document: Document, meanings: Sequence[Meaning]) -> float:
    code = document.entry.code
    return max(
        (m.strength * (1.0 if m.codes[0] == code else 0.8) for m in meanings if code in m.codes),
        default=0.0,
    )


def _marked_share(document: Document, places: Sequence[int], marked: frozenset[str]) -> float:
    if not places:
        return 0.0
    return sum(document.shown[p].lower() in marked for p in places) / len(places)


def _why(document: Document, places: Sequence[int], reading: Reading) -> str:
    for meaning in reading.meanings:
        if document.entry.code in meaning.codes:
            return f"“{meaning.said}”: {meaning.mean}"
    if places:
        return "khớp “" + " ".join(document.shown[p].lower() for p in places) + "”"
    for keyword in document.entry.keywords:
        if set(words_of(keyword)) & set(reading.words):
            return f"từ khóa “{keyword}”"
    return "chữ viết tắt hoặc viết liền"
