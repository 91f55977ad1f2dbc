"""Judging the open case: one call for the whole live pane, run in a worker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from citizens.person import Person
from dossiers.case.asking import Asked, known_of, questions_asked
from dossiers.case.filling import fill_case
from dossiers.case.forms import forms_of
from dossiers.case.judging import JudgedForm
from dossiers.draft import IntakeDraft, Part
from dossiers.intake import Assessment, assess
from dossiers.reference import Reference
from forms.derive.case import Case
from forms.derive.offered import offer_notes
from forms.prefill import Prefilled, ValueOrigin
from forms.printed import is_left_blank
from forms.schema import FormSchema, Problem, Slot
from ui.pages.intake.case import OpenCase
from ui.pages.intake.papers.open_form import OpenForm
from ui.pages.intake.sheet import APPLICANT_SHEET

_ATTRIBUTES = MappingProxyType(
    {
        Slot.FULL_NAME: frozenset({"full_name"}),
        Slot.BIRTH: frozenset({"birth"}),
        Slot.SEX: frozenset({"sex"}),
        Slot.NUMBER: frozenset({"personal_number"}),
        Slot.IDENTITY_LINE: frozenset({"personal_number", "old_number", "issue_date"}),
        Slot.RESIDENCE: frozenset({"residence"}),
    }
)


@dataclass(frozen=True, slots=True)
class Judged:
    """Everything that follows from a case at one moment; lines are of the paper on the screen.

    `every` holds the answers of all papers in their order.
    """

    answers: Mapping[str, Any] = field(repr=False)
    sources: Mapping[str, ValueOrigin]
    offers: Mapping[str, tuple[str, ...]] = field(repr=False)
    unprinted: frozenset[str]
    doubtful: frozenset[str]
    assessment: Assessment = field(repr=False)
    every: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)
    shown: int = 0
    questions: tuple[Asked, ...] = ()
    offer_notes: Mapping[str, Mapping[str, str]] = field(
        repr=False, default_factory=lambda: MappingProxyType({})
    )

    @property
    def form(self) -> JudgedForm | None:
        """The paper on the screen; None for a case without a declaration."""
        forms = self.assessment.forms
        has_main = self.assessment.schema is not None
        number = self.shown if has_main else self.shown - 1
        return forms[number] if 0 <= number < len(forms) else None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong on the paper on the screen, where nothing is shown of the others."""
        if self.form is not None:
            return self.form.problems
        others = {p for form in self.assessment.forms for p in form.placed()}
        return tuple(p for p in self.assessment.problems if p not in others)


def judge(reference: Reference, case: OpenCase, moment: datetime) -> Judged:
    """Fill what is known, then judge the case; `case` must not change meanwhile: give a copy.

    Raises InputError as `assess` does.
    """
    context = replace(reference.fill_context(), earlier=case.earlier)
    written = case.written()
    forms = forms_of(reference, written, case.procedure, context.today, APPLICANT_SHEET)
    same = [form.same_as for form in case.forms]
    filled = fill_case(context, forms, written.people, same)
    every = [_whole(done.result, form) for done, form in zip(filled, case.forms, strict=True)]
    for form, answers in zip(case.forms, every, strict=True):
        form.answers = without_empties(answers)
    shown = filled[case.shown]
    draft = case.draft()
    assessment = assess(reference, draft, moment)
    return Judged(
        answers=every[case.shown],
        sources=shown.result.sources,
        offers=shown.result.suggestions,
        unprinted=_unprinted(case.schema, case.answers),
        doubtful=_doubtful(case.form, shown.people),
        assessment=assessment,
        every=tuple(every),
        shown=case.shown,
        questions=_questions(reference, case, draft, assessment),
        offer_notes=_whose(shown.result, offer_notes(case.schema, case.answers)),
    )


def _questions(
    reference: Reference, case: OpenCase, draft: IntakeDraft, assessment: Assessment
) -> tuple[Asked, ...]:
    """Return the questions about the event on the screen; beside a paper, those of the main one."""
    is_event = case.form.part is Part.EVENT
    form = case.form if is_event else case.main
    known = known_of(draft, assessment, case.shown - 1 if is_event else None, form.schema)
    return questions_asked(reference, draft, assessment, known)


def _whose(
    result: Prefilled, by_lines: Mapping[str, Mapping[str, str]]
) -> Mapping[str, Mapping[str, str]]:
    """Return for each line whose its offers are: of other lines, of chips, of earlier dossiers."""
    told = result.offer_notes
    return {k: {**by_lines.get(k, {}), **told.get(k, {})} for k in by_lines.keys() | told.keys()}


def without_empties(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the lines that hold something."""
    return {key: value for key, value in answers.items() if value not in ("", None)}


def _whole(result: Prefilled, form: OpenForm) -> dict[str, Any]:
    """Return the answers with the lines that the clerk emptied, which nothing fills again."""
    return {**result.answers, **{k: v for k, v in form.typed.items() if v in ("", None)}}


def _doubtful(form: OpenForm, people: Mapping[str, Person]) -> frozenset[str]:
    """Return the lines that stay empty until the clerk has compared the value with the card."""
    twins = {role: people[other] for role, other in form.same_as.items() if other in people}
    found = set()
    for line in form.schema.fields:
        person = {**twins, **people}.get(line.role or "")
        if person is None or line.slot is None or form.answers.get(line.key):
            continue
        if _ATTRIBUTES.get(line.slot, frozenset()) & set(person.review):
            found.add(line.key)
    return frozenset(found)


def _unprinted(schema: FormSchema, answers: Mapping[str, Any]) -> frozenset[str]:
    """Return the lines that stay blank on paper since the person has a number (footnote 2)."""
    known = Case(schema, answers)
    return frozenset(line.key for line in schema.fields if is_left_blank(known, line))
