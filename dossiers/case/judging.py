"""What is wrong with each form of a case, and what else could be made beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from base.text import fold
from catalog.checklist import Checklist
from catalog.procedure import Procedure
from catalog.situations import SituationValue
from dossiers.case.forms import (
    CaseForm,
    companions_for,
    declarations,
    implied,
    implied_by_choice,
    paper_of,
    schema_or_none,
)
from dossiers.draft import IntakeDraft, PaperKind, Part, TickedPaper
from dossiers.kept.warnings import RuleWarning, rule_warnings
from dossiers.reference import Reference
from dossiers.situation import derive_situation
from forms.schema import FormSchema, Problem, Severity
from forms.together.companions import Companion, together
from forms.views import judge


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
    """A paper that can be made beside the declaration; `schema` None: its sheet is not known."""

    companion: Companion
    schema: FormSchema | None
    is_asked_for: bool

    @property
    def label(self) -> str:
        """Two or three words."""
        return self.companion.label


def _only_warn(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return problems of a paper that the procedure does not ask for: they stop nothing."""
    return tuple(replace(p, severity=Severity.WARNING) for p in problems)


def judged_forms(
    forms: Sequence[CaseForm],
    procedure: Procedure,
    situations: Mapping[str, Mapping[str, SituationValue]],
    today: date,
) -> tuple[JudgedForm, ...]:
    """Judge every form; `situations` are those of the declarations, by pointer."""
    return tuple(
        _judged(form, _problems(form, procedure, today), situations.get(form.pointer, {}))
        for form in forms
    )


def _judged(
    form: CaseForm, problems: tuple[Problem, ...], situation: Mapping[str, SituationValue]
) -> JudgedForm:
    return JudgedForm(
        form.part,
        form.label,
        form.name,
        form.pointer,
        form.schema,
        problems,
        form.owner_name,
        situation,
        form.companion,
        rule_warnings(form.schema, form.answers, problems, form.kept),
    )


def situation_of(
    form: CaseForm,
    procedure: Procedure,
    common: Mapping[str, SituationValue],
    draft: IntakeDraft,
    today: date,
) -> dict[str, SituationValue]:
    """Return everything known of one event; what the clerk answered wins over a derivation."""
    chosen = implied_by_choice(procedure, form.schema.id)
    derived = derive_situation(form.schema, form.answers, today)
    own = {} if form.part is Part.MAIN else form.situation
    return {**common, **derived, **draft.situation, **chosen, **own}


def settled(forms: Sequence[CaseForm], procedure: Procedure) -> frozenset[str]:
    """Return the questions that nobody need ask: the chosen papers answer them."""
    keys = set(implied_by_papers(forms, procedure))
    for form in forms:
        if form.part is not Part.COMPANION:
            keys |= set(implied_by_choice(procedure, form.schema.id))
    return frozenset(keys)


def implied_by_papers(forms: Sequence[CaseForm], procedure: Procedure) -> dict[str, SituationValue]:
    """Return the answers that the companion papers give: who makes one has said why."""
    found: dict[str, SituationValue] = {}
    for form in forms:
        if form.companion is not None:
            found |= implied(paper_of(procedure, form.companion))
    return found


def offers_for(
    reference: Reference,
    procedure: Procedure,
    checklist: Checklist,
    forms: Sequence[CaseForm],
    on: date,
) -> tuple[Offer, ...]:
    """Return what could be added, what the case asks for first."""
    present = {form.companion.key for form in forms if form.companion}
    main = next((f.schema.id for f in forms if f.part is Part.MAIN), None)
    asked = {fold(paper.name) for paper in checklist.papers if paper.use == "submit"}
    found: dict[str, Offer] = {}
    for companion in companions_for(procedure, main):
        paper = paper_of(procedure, companion)
        is_asked = paper is not None and fold(paper.name) in asked
        schema = schema_or_none(reference, companion.form, on)
        if companion.key not in present:
            found.setdefault(companion.key, Offer(companion, schema, is_asked))
    return tuple(sorted(found.values(), key=lambda offer: not offer.is_asked_for))


def events_offered(
    reference: Reference, procedure: Procedure, main: FormSchema | None, on: date
) -> tuple[FormSchema, ...]:
    """Return the declarations that may be added for one more person or event."""
    if main is None or together().repeatable(main.id) is None:
        return ()
    known = declarations(reference, procedure, on)
    return (main, *(s for s in known if s != main and together().repeatable(s.id)))


def made_here(
    checklist: Checklist, forms: Sequence[CaseForm], procedure: Procedure
) -> tuple[TickedPaper, ...]:
    """Return the papers that are filled in on this desk and signed at it."""
    found: dict[str, TickedPaper] = {}
    for form in forms:
        name, count = _on_checklist(form, checklist, procedure)
        earlier = found.get(fold(name))
        total = count + (earlier.count if earlier else 0)
        found[fold(name)] = TickedPaper(name, PaperKind.ORIGINAL, total)
    return tuple(paper for paper in found.values() if paper.name)


def _on_checklist(form: CaseForm, checklist: Checklist, procedure: Procedure) -> tuple[str, int]:
    for needed in checklist.papers:
        if needed.use == "submit" and needed.form_id == form.schema.id:
            return needed.name, max(needed.count, 1)
    if form.companion is None:
        return "", 0
    paper = paper_of(procedure, form.companion)
    return (paper.name if paper else form.companion.name), 1


def _problems(form: CaseForm, procedure: Procedure, today: date) -> tuple[Problem, ...]:
    found = judge(form.schema, form.answers, today=today)
    is_extra = form.companion is not None and paper_of(procedure, form.companion) is None
    return _only_warn(found) if is_extra else found
