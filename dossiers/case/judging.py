"""What is wrong with each form of a case, and what else could be made beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from base.dates import parse_partial_date
from base.text import fold
from catalog.checklist import Checklist
from catalog.procedure import Procedure
from catalog.situations import SituationValue
from citizens.person import DocumentKind, Person
from dossiers.case.across import Across, problems_across
from dossiers.case.filling import people_on, people_table, table_for
from dossiers.case.forms import (
    CaseForm,
    companions_for,
    declarations,
    implied,
    implied_by_choice,
    in_all,
    paper_of,
    papers_of,
    schema_or_none,
)
from dossiers.case.newborn import newborns_of, without_papers
from dossiers.draft import IntakeDraft, Part, TickedPaper
from dossiers.kept.warnings import RuleWarning, rule_warnings
from dossiers.reference import Reference
from dossiers.situation import derive_situation
from forms.derive.case import Case
from forms.rules.every_form.spouses import by_sexes_on_cards
from forms.schema import FormSchema, Problem, Severity, Slot
from forms.together.companions import Companion, together
from forms.views import judge

_NEEDS_LETTER = "FORM-62"
_LETTER = "giay uy quyen"
_PARTIAL_BIRTH = "FORM-28"
_CARDS = frozenset({DocumentKind.CCCD, DocumentKind.CAN_CUOC, DocumentKind.MRZ})


@dataclass(frozen=True, slots=True)
class JudgedForm:
    """One form of a case with what is wrong on it; pointers are those of the form itself."""

    part: Part
    label: str
    name: str
    pointer: str
    schema: FormSchema
    problems: tuple[Problem, ...] = field(repr=False)
    owner_name: str = field(default="", repr=False)
    situation: Mapping[str, SituationValue] = field(default_factory=dict)
    companion: Companion | None = None
    warnings: tuple[RuleWarning, ...] = field(default=(), repr=False)
    event: int = 1
    key: str = ""
    is_extra: bool = False  # the procedure does not ask for it
    is_ready: bool = True  # nothing on it stands in the way of signing it

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What stands in the way of acceptance."""
        return tuple(p for p in self.problems if p.severity is Severity.ERROR)

    def placed(self) -> tuple[Problem, ...]:
        """Return the problems with their place in the draft, saying on which paper they are."""
        return tuple(self._placed(problem) for problem in self.problems)

    def placed_warnings(self) -> tuple[RuleWarning, ...]:
        """Return the rules' warnings with their place in the draft, as `placed` does."""
        return tuple(replace(w, problem=self._placed(w.problem)) for w in self.warnings)

    def _placed(self, problem: Problem) -> Problem:
        if not self.pointer:
            return problem
        message = f"{self.label}: {problem.message}"
        return replace(problem, pointer=self.pointer + problem.pointer, message=message)


@dataclass(frozen=True, slots=True)
class Offer:
    """A paper that can be made beside the declaration; `schema` None: its sheet is not known.

    `event` is the declaration that it would go with, 0 where one paper is for the whole case;
    `number` says which of several it would be. `is_one_of_several`: other declarations have theirs.
    """

    companion: Companion
    schema: FormSchema | None
    is_asked_for: bool
    event: int = 0
    number: int = 1
    owner_name: str = field(default="", repr=False)
    is_one_of_several: bool = False

    @property
    def key(self) -> str:
        """Its name among the offers of a case."""
        return self.companion.key if self.event in (0, 1) else f"{self.companion.key}@{self.event}"

    @property
    def label(self) -> str:
        """Two or three words."""
        return self.companion.label


def judged_forms(
    forms: Sequence[CaseForm],
    procedure: Procedure,
    situations: Mapping[str, Mapping[str, SituationValue]],
    today: date,
    has_letter: bool = False,
) -> tuple[JudgedForm, ...]:
    """Judge every form, alone and beside the others.

    `situations` are those of the declarations, by pointer; `has_letter`: somebody is authorised to
    ask. What is wrong with a paper that the procedure does not ask for stops nothing.
    """
    newborns = newborns_of(forms, today)
    across = problems_across(forms)
    table = people_table(forms)
    found = []
    for form in forms:
        alone = without_papers(form, judge(form.schema, form.answers, today=today), newborns)
        people = people_on(form, table_for(form, forms, table))
        alone = by_sexes_on_cards(form.schema, alone, _sexes_on_cards(form, people))
        alone = tuple(
            p
            for p in alone
            if not _is_done_with(p, procedure, has_letter) and not _is_all_known(p, form, people)
        )
        is_extra = form.companion is not None and paper_of(procedure, form.companion) is None
        known = _Found(alone, across.get(form.pointer, ()), is_extra)
        found.append(_judged(form, known, situations.get(form.pointer, {})))
    return tuple(found)


def _is_done_with(problem: Problem, procedure: Procedure, has_letter: bool) -> bool:
    """Whether the case has what a warning asks for: the letter, that very procedure."""
    if problem.severity is not Severity.WARNING:
        return False
    asks_for_letter = problem.code == _NEEDS_LETTER and _LETTER in fold(problem.message)
    return (asks_for_letter and has_letter) or procedure.code in problem.sends_to


def _is_all_known(problem: Problem, form: CaseForm, people: Mapping[str, Person]) -> bool:
    """Whether a warning wants more of a birth than the person's own card has."""
    line = form.schema.line(problem.pointer.lstrip("/"))
    if problem.code != _PARTIAL_BIRTH or line is None or line.slot is not Slot.BIRTH:
        return False
    person = people.get(line.role or "")
    if person is None or person.document not in _CARDS or "birth" in person.review:
        return False
    return person.birth == parse_partial_date(str(form.answers[line.key]))


def _sexes_on_cards(form: CaseForm, people: Mapping[str, Person]) -> dict[str, str]:
    """Return the sex by role of whoever was scanned and still stands on the form."""
    known = Case(form.schema, form.answers)
    return {
        role: person.sex.value
        for role, person in people.items()
        if person.sex is not None
        and person.document in _CARDS
        and "sex" not in person.review
        and person.personal_number == known.number(role)
    }


@dataclass(frozen=True, slots=True)
class _Found:
    """What is wrong with one form: by its own rules, and beside the other papers."""

    alone: tuple[Problem, ...]
    across: tuple[Across, ...]
    is_extra: bool

    @property
    def is_ready(self) -> bool:
        """Whether the paper could be signed as it is."""
        every = (*self.alone, *(found.problem for found in self.across))
        return all(problem.severity is not Severity.ERROR for problem in every)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All of them, errors first."""
        every = [self._as_said(problem) for problem in self.alone] + list(self.seen())
        return tuple(sorted(every, key=lambda problem: problem.severity is not Severity.ERROR))

    def seen(self) -> dict[Problem, tuple[str, ...]]:
        """Return what those beside the other papers were found by."""
        return {self._as_said(found.problem): found.seen for found in self.across}

    def _as_said(self, problem: Problem) -> Problem:
        return replace(problem, severity=Severity.WARNING) if self.is_extra else problem


def _judged(form: CaseForm, found: _Found, situation: Mapping[str, SituationValue]) -> JudgedForm:
    problems = found.problems
    return JudgedForm(
        part=form.part,
        label=form.label,
        name=form.name,
        pointer=form.pointer,
        schema=form.schema,
        problems=problems,
        owner_name=form.owner_name,
        situation=situation,
        companion=form.companion,
        warnings=rule_warnings(form.schema, form.answers, problems, form.kept, found.seen()),
        event=form.event,
        key=form.key,
        is_extra=found.is_extra,
        is_ready=found.is_ready,
    )


def situation_of(
    form: CaseForm,
    procedure: Procedure,
    common: Mapping[str, SituationValue],
    draft: IntakeDraft,
    today: date,
) -> dict[str, SituationValue]:
    """Return everything known of one event; what the clerk answered for it wins.

    What was answered for the whole case is about its main declaration where the others are of
    another kind.
    """
    chosen = implied_by_choice(procedure, form.schema.id)
    derived = derive_situation(form.schema, form.answers, today)
    if form.part is Part.MAIN:
        return {**common, **derived, **chosen, **draft.situation}
    return {**common, **derived, **draft.situation, **chosen, **form.situation}


def settled(forms: Sequence[CaseForm], procedure: Procedure, draft: IntakeDraft) -> frozenset[str]:
    """Return the questions that nobody need ask: the chosen papers answer them.

    Where the clerk has answered otherwise the question stays, so that it can be answered anew.
    """
    by_papers = set(implied_by_papers(forms, procedure))
    chosen: set[str] = set()
    against: set[str] = set()
    for form in forms:
        if form.part is not Part.COMPANION:
            given = implied_by_choice(procedure, form.schema.id)
            said = draft.situation if form.part is Part.MAIN else form.situation
            chosen |= set(given)
            against |= {key for key, value in given.items() if said.get(key, value) != value}
    return frozenset(by_papers | (chosen - against))


def implied_by_papers(forms: Sequence[CaseForm], procedure: Procedure) -> dict[str, SituationValue]:
    """Return the answers that the companion papers give: who makes one has said why."""
    found: dict[str, SituationValue] = {}
    for form in forms:
        if form.companion is not None:
            found |= in_all([implied(p) for p in papers_of(procedure, form.companion)])
            found |= form.companion.situation
    return found


def implied_by_ticks(
    procedure: Procedure, ticked: Sequence[TickedPaper]
) -> dict[str, SituationValue]:
    """Return which evidence it is by what was handed in; it grants nothing that must be asked."""
    names = {fold(paper.name) for paper in ticked}
    found: dict[str, SituationValue] = {}
    for paper in procedure.papers:
        if paper.use == "submit" and fold(paper.name) in names:
            found |= {key: v for key, v in implied(paper).items() if isinstance(v, str)}
    return found


def offers_for(
    reference: Reference,
    procedure: Procedure,
    checklist: Checklist,
    forms: Sequence[CaseForm],
    on: date,
) -> tuple[Offer, ...]:
    """Return what could be added, what the case asks for first.

    Of several papers one more is offered, and of those that go with a declaration one for each.
    """
    main = next((f.schema.id for f in forms if f.part is Part.MAIN), None)
    asked = {fold(paper.name) for paper in checklist.papers if paper.use == "submit"}
    found: dict[str, Offer] = {}
    for companion in companions_for(procedure, main):
        paper = paper_of(procedure, companion)
        is_asked = paper is not None and fold(paper.name) in asked
        plain = Offer(companion, schema_or_none(reference, companion.form, on), is_asked)
        for offer in _each(plain, forms):
            found.setdefault(offer.key, offer)
    return tuple(sorted(found.values(), key=lambda offer: not offer.is_asked_for))


def _each(plain: Offer, forms: Sequence[CaseForm]) -> Iterator[Offer]:
    """Yield what can still be made of one kind of paper: for each declaration, or for the case."""
    companion = plain.companion
    mine = [form for form in forms if form.companion and form.companion.key == companion.key]
    declared = [form for form in forms if form.is_declared and form.schema.id != companion.form]
    if not companion.per_event or not declared:
        if companion.several or not mine:
            yield replace(plain, number=len(mine) + 1, is_asked_for=plain.is_asked_for and not mine)
        return
    for form in declared:
        made = sum(one.event == form.event for one in mine)
        if companion.several or not made:
            is_one = len(declared) > 1
            yield replace(
                plain,
                event=form.event,
                number=made + 1,
                owner_name=form.owner_name if is_one else "",
                is_one_of_several=is_one,
                is_asked_for=plain.is_asked_for and not made,
            )


def events_offered(
    reference: Reference, procedure: Procedure, main: FormSchema | None, on: date
) -> tuple[FormSchema, ...]:
    """Return the declarations that may be added for one more person or event."""
    if main is None or together().repeatable(main.id) is None:
        return ()
    known = declarations(reference, procedure, on)
    return (main, *(s for s in known if s != main and together().repeatable(s.id)))
