"""What is handed in with a case: made and signed at this desk, ticked by the clerk, missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from base.text import fold
from catalog.checklist import Checklist, Needed
from catalog.procedure import Procedure
from dossiers.case.forms import CaseForm, paper_of
from dossiers.case.judging import JudgedForm
from dossiers.draft import PaperKind, TickedPaper


@dataclass(frozen=True, slots=True)
class Handing:
    """The papers of a case. `made`: filled in here, ready to be signed; `ticked`: by the clerk.

    `asked` are the checklists of its declarations by their number.
    """

    asked: Mapping[int, Checklist]
    forms: Sequence[CaseForm]
    made: tuple[TickedPaper, ...]
    ticked: tuple[TickedPaper, ...]

    @property
    def papers(self) -> tuple[TickedPaper, ...]:
        """What is made here and signed at the desk, what was ticked, then what is extra."""
        ticked = {fold(paper.name) for paper in self.ticked}
        here = [p for p in self.made if fold(p.name) not in ticked]
        return (
            *(p for p in here if not p.is_extra),
            *self.ticked,
            *(p for p in here if p.is_extra),
        )

    @property
    def missing(self) -> tuple[Needed, ...]:
        """What is asked for and not there; a form made for one event serves no other one."""
        asked: dict[str, Needed] = {}
        for needed in (paper for one in self.asked.values() for paper in one.papers):
            if needed.is_compulsory:
                asked.setdefault(fold(needed.name), needed)
        return tuple(left for needed in asked.values() if (left := self._left(needed)) is not None)

    def _left(self, needed: Needed) -> Needed | None:
        """Return how much of a paper is missing, or None."""
        name = fold(needed.name)
        if name in {fold(paper.name) for paper in self.ticked}:
            return None
        if name not in {fold(paper.name) for paper in self.made}:
            return needed
        made = [form for form in self.forms if form.schema.id == needed.form_id]
        if not all(form.is_declared or form.is_for_one_event for form in made):
            return None  # one is for the whole case
        events = {form.event for form in made}
        left = [n for n, one in self.asked.items() if n not in events and _asks(one, name)]
        return replace(needed, count=len(left)) if made and left else None


def made_here(
    checklist: Checklist, forms: Sequence[CaseForm], procedure: Procedure, unready: frozenset[str]
) -> tuple[TickedPaper, ...]:
    """Return the papers that are filled in on this desk and handed in signed.

    Those that the procedure does not ask for are extra, and count once they are ready to be signed;
    what the office writes is none of them. `unready` are the pointers of papers that are not.
    """
    found: dict[str, TickedPaper] = {}
    for form in forms:
        paper = _handed_in(form, checklist, procedure)
        if paper is not None and not (paper.is_extra and form.pointer in unready):
            earlier = found.get(fold(paper.name))
            total = paper.count + (earlier.count if earlier else 0)
            found[fold(paper.name)] = replace(paper, count=total)
    return tuple(found.values())


def left_out(judged: Sequence[JudgedForm]) -> Iterator[JudgedForm]:
    """Yield the papers beyond the checklist that are not filled in so far that one could sign."""
    for form in judged:
        is_ours = form.companion is not None and form.companion.is_handed_in
        if is_ours and form.is_extra and not form.is_ready:
            yield form


def _handed_in(form: CaseForm, checklist: Checklist, procedure: Procedure) -> TickedPaper | None:
    companion = form.companion
    if companion is not None and not companion.is_handed_in:
        return None
    for needed in checklist.papers:
        if needed.use == "submit" and needed.form_id == form.schema.id:
            return TickedPaper(needed.name, PaperKind.ORIGINAL, max(needed.count, 1))
    if companion is None:
        return None
    paper = paper_of(procedure, companion)
    return TickedPaper(paper.name if paper else companion.name, is_extra=paper is None)


def _asks(checklist: Checklist, name: str) -> bool:
    return any(paper.is_compulsory and fold(paper.name) == name for paper in checklist.papers)
