"""Ranking: an inverted index of folded syllables in memory, answered within milliseconds."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

import msgspec

from catalog.content import SYNONYMS, USAGE
from catalog.index import IndexEntry, UsageFile
from catalog.procedure import Procedure
from catalog.search.codes import CodeBook
from catalog.search.coverage import Coverage
from catalog.search.documents import document_of
from catalog.search.phrases import Meaning
from catalog.search.reading import Reader, Reading
from catalog.search.scoring import FULL, STARTING, SURE, Match, explain, score
from catalog.search.synonyms import Synonyms
from catalog.search.vocabulary import Vocabulary

if TYPE_CHECKING:
    from catalog.catalogue import Catalogue

_SHORTLIST, _OFTEN, _KEPT = 40, 0.08, 16
_REDIRECTED, _LATER, _LEAST_COVERED, _BEFORE, _SURE, _RARE = 0.97, 0.1, 0.3, 0.5, 0.6, 1.5
_DOUBTED = 0.99 * SURE


@dataclass(frozen=True, slots=True)
class Hit:
    """One procedure found: how well it fits and, in words for the screen, why.

    Not sure is what too few of the words speak for: the catalogue may lack what was meant.
    """

    procedure: Procedure
    score: float
    why: str
    is_sure: bool = True


def is_anything_sure(hits: Iterable[Hit]) -> bool:
    """Return whether one of the procedures found is surely meant; else say so beside them."""
    return any(hit.is_sure for hit in hits)


@dataclass(frozen=True, slots=True)
class Only:
    """A filter: procedures of one field, or of one agency (`commune` = the commune's own)."""

    field: str | None = None
    agency: str | None = None

    def admits(self, entry: IndexEntry | Procedure) -> bool:
        """Return whether a procedure, or its entry in the index, passes."""
        agency = entry.vertical_agency or COMMUNE
        return self.field in {None, entry.field} and self.agency in {None, agency}


COMMUNE = "commune"
_EVERYTHING = Only()


class SearchEngine:
    """The index over one catalogue; immutable after construction, safe to share."""

    def __init__(
        self, catalogue: Catalogue, entries: Iterable[IndexEntry], synonyms: Synonyms,
        usage: Mapping[str, int],
    ) -> None:  # fmt: skip
        self._catalogue = catalogue
        self._documents = [
            document_of(e, usage.get(e.code, 0) / 100, synonyms.titled, synonyms.written_out)
            for e in entries
        ]
        self._by_code = {d.entry.code: i for i, d in enumerate(self._documents)}
        self._usual = frozenset(i for i, d in enumerate(self._documents) if d.usage)
        self._gone_on = lru_cache(_KEPT)(self._find_gone)
        self._admitted = lru_cache(_KEPT)(self._find_admitted)
        self._codes = CodeBook(self._documents)
        self._coverage = Coverage(self._documents)
        sequences = [d.words for d in self._documents]
        sequences += [k for d in self._documents for k in d.keywords]
        sequences += synonyms.sequences
        known = {mark for d in self._documents for mark in chain(d.marks, *d.keyword_marks)}
        self._reader = Reader(Vocabulary(sequences), synonyms, known.union(synonyms.book.marks))

    @classmethod
    def build(cls, catalogue: Catalogue, entries: Iterable[IndexEntry]) -> SearchEngine:
        """Index entries of a catalogue with the synonyms and usage weights that it brings."""
        content = catalogue.content
        usage = msgspec.json.decode(content.read(USAGE), type=UsageFile).by_code
        return cls(catalogue, entries, Synonyms.read(content.read(SYNONYMS)), usage)

    def search(self, query: str, *, limit: int, on: date, only: Only | None = None) -> list[Hit]:
        """Return the best procedures for a query, those still in force first."""
        found = self.ranked(query, limit=limit, on=on, only=only)
        return [self._hit(match, on) for match in found]

    def ranked(self, query: str, *, limit: int, on: date, only: Only | None = None) -> list[Match]:
        """Return the same as `search` without reading the full entries."""
        admitted = self._admitted(only or _EVERYTHING)
        matches = self._codes.find(query)
        if matches is None:
            matches = self._found(self._reader.read(query), admitted, max(_SHORTLIST, 2 * limit))
        matches = [m for m in self._redirected(matches, on) if m.document in admitted]
        matches.sort(key=lambda m: (-m.score, m.document))
        is_gone = self._gone_on(on)
        live = [m for m in matches if m.document not in is_gone][:limit]
        gone = [m for m in matches if m.document in is_gone]
        found = _one_list(live, gone, self._without_successor(live, gone, on), limit)
        for match in found:
            explain(match, self._documents[match.document])
        return found

    def _without_successor(
        self, live: Sequence[Match], gone: Sequence[Match], on: date
    ) -> list[Match]:
        """Return the repealed procedures that are surely meant and that nothing replaces."""
        best = max((match.score for match in live), default=0.0)
        entries = ((m, self._documents[m.document].entry) for m in gone if m.score > best)
        return [
            match
            for match, entry in entries
            if match.certainty >= SURE and entry.has_begun(on)
            and not any(code in self._by_code for code in entry.replaced_by)
        ]  # fmt: skip

    def _found(
        self, readings: Sequence[Reading], admitted: frozenset[int], size: int
    ) -> list[Match]:
        """Return the matches of the sense of the query in which each fits best."""
        best: dict[int, Match] = {}
        for reading in readings:
            for match in self._matched(reading, admitted, size):
                known = best.get(match.document)
                if known is None or known.score < match.score:
                    best[match.document] = match
        return list(best.values()) or [match for r in readings[:1] for match in self._guess(r)]

    def _matched(self, reading: Reading, admitted: frozenset[int], size: int) -> list[Match]:
        covered = self._coverage.of(reading)
        fit = dict(covered.gains)
        if len(admitted) < len(self._documents):
            fit = {number: fit[number] for number in fit.keys() & admitted}
        often = _OFTEN * (STARTING if reading.is_start else 1.0)
        for number in self._usual & fit.keys():
            fit[number] += often * covered.whole * self._documents[number].usage
        shortlist = heapq.nlargest(size, fit, key=fit.__getitem__)
        meant = (self._by_code.get(code) for m in reading.meanings for code in m.codes)
        shortlist += dict.fromkeys(i for i in meant if i is not None and i not in shortlist)
        matches = [Match(i, covered.share(i)) for i in shortlist]
        for match in matches:
            document = self._documents[match.document]
            score(match, document, reading, covered, self._coverage)
        self._put_first(matches, reading)
        return [m for m in matches if m.covered >= _LEAST_COVERED or m.score >= FULL / 2]

    def _put_first(self, matches: Sequence[Match], reading: Reading) -> None:
        """Let the first procedure that an everyday phrase means stand before its others.

        So the interlinked service comes first for a new-born child or a death in the family. Who
        names a procedure by its own words gets that one.
        """
        by_code = {self._documents[m.document].entry.code: m for m in matches}
        for meaning in reading.meanings:
            found = [by_code[code] for code in meaning.codes if code in by_code]
            if len(found) < 2 or meaning.strength < _SURE or self._is_named(meaning, reading):
                continue
            first, *others = found
            first.score = max(first.score, max(m.score for m in others) + _BEFORE)

    def _is_named(self, meaning: Meaning, reading: Reading) -> bool:
        """Return whether the query itself says what a phrase means ("khai sinh")."""
        telling = {w for w in meaning.words if self._coverage.rarity(w) >= _RARE}
        return telling <= set(reading.words)

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
        is_gone = self._gone_on(on)
        for match in matches:
            if match.document not in is_gone:
                continue
            entry = self._documents[match.document].entry
            for place, code in enumerate(entry.replaced_by):
                index = self._by_code.get(code)
                if index is None:
                    continue
                score = match.score * _REDIRECTED - place * _LATER
                known = by_index.get(index)
                if known is None or known.score < score:
                    why = f"thay cho {entry.code} không còn áp dụng"
                    by_index[index] = Match(
                        index, match.covered, score, why, certainty=match.certainty
                    )
        return list(by_index.values())

    def _find_admitted(self, only: Only) -> frozenset[int]:
        return frozenset(i for i, d in enumerate(self._documents) if only.admits(d.entry))

    def _find_gone(self, on: date) -> frozenset[int]:
        return frozenset(i for i, d in enumerate(self._documents) if d.entry.is_gone(on))

    def _hit(self, match: Match, on: date) -> Hit:
        entry = self._documents[match.document].entry
        why = match.why
        if not entry.has_begun(on):
            begins = date.fromisoformat(entry.valid_from or "")
            why = f"chưa có hiệu lực, áp dụng từ {begins:%d/%m/%Y}"
        elif entry.is_gone(on):
            known = [code for code in entry.replaced_by if code in self._by_code]
            lacking = [code for code in entry.replaced_by if code not in self._by_code]
            why = "không còn áp dụng" + (f", dùng {', '.join(known)}" if known else "")
            if lacking:
                why += f", thay bằng {', '.join(lacking)} chưa có trong danh mục"
        procedure = self._catalogue.get(entry.code, on)
        return Hit(procedure, round(match.score, 1), why, match.certainty >= SURE)


def _one_list(live: list[Match], gone: list[Match], meant: list[Match], limit: int) -> list[Match]:
    """Return what is in force before what is not, unless what was `meant` is gone for good.

    Then that is said first, and no other is sure but by an everyday phrase of its own.
    """
    if meant:
        for match in live:
            if not match.is_told:
                match.certainty = min(match.certainty, _DOUBTED)
        meant = meant[: max(1, limit // 2)]
    elif gone and live and gone[0].score > live[0].score:
        live = live[: limit - 1]  # what was meant has a successor: say what is repealed last
    rest = [match for match in gone if match not in meant]
    return [*meant, *live, *rest][:limit]
