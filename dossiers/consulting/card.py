"""Everything that a clerk is asked about one procedure, for one situation at one moment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from base.clock import legal_date
from base.errors import InputError
from catalog.checklist import Checklist, checklist_for, in_order_of_asking
from catalog.counter.workflow import Workflow, read_workflows
from catalog.dates.steps import StepDue, steps_due
from catalog.due import Due, due_for
from catalog.fees import Fee, fee_for
from catalog.index import GONE
from catalog.procedure import Procedure, Question
from catalog.situations import Situation
from dossiers.reference import Reference
from forms.library import FormSummary
from forms.schema import Sheet

_NO_HOURS = "CAT-03"
_ON_PAPER = frozenset({Sheet.PAPER, Sheet.PREVIEW})


@dataclass(frozen=True, slots=True)
class CardForm:
    """A sheet that belongs to the procedure; `form_id` None: the library does not have it."""

    title: str
    form_id: str | None
    is_printable: bool


@dataclass(frozen=True, slots=True)
class Card:
    """One procedure as it stands for a situation. `due` is for a dossier handed in at `moment`."""

    procedure: Procedure
    situation: Situation
    questions: tuple[Question, ...]
    checklist: Checklist
    fee: Fee
    due: Due
    workflow: Workflow
    steps: tuple[StepDue, ...]
    forms: tuple[CardForm, ...]
    successors: tuple[Procedure, ...]
    catalogue_version: str
    moment: datetime


def consult(reference: Reference, code: str, situation: Situation, moment: datetime) -> Card:
    """Return the card of a procedure in the version in force; InputError CAT-01 for no such code.

    A repealed procedure has its card too, with what replaces it in `successors`.
    """
    today = legal_date(moment)
    catalogue = reference.catalogue
    procedure = catalogue.get(code, today)
    checklist = checklist_for(procedure, situation)
    due = _due(reference, procedure, situation, moment)
    workflow = read_workflows(catalogue.content).of(procedure)
    return Card(
        procedure=procedure,
        situation=dict(situation),
        questions=in_order_of_asking(procedure),
        checklist=checklist,
        fee=fee_for(procedure, situation, on=today),
        due=due,
        workflow=workflow,
        steps=steps_due(workflow, moment, due.due_at, reference.calendar, reference.profile),
        forms=tuple(_forms(reference, procedure, checklist, moment)),
        successors=tuple(
            catalogue.get(other, today) for other in procedure.replaced_by if catalogue.has(other)
        ),
        catalogue_version=procedure.version or catalogue.version,
        moment=moment,
    )


def opened_instead(reference: Reference, code: str, moment: datetime) -> str:
    """Return the code to open: of what replaced a procedure that is gone, else the code itself."""
    today, catalogue = legal_date(moment), reference.catalogue
    procedure = catalogue.get(code, today)
    target = procedure.redirect
    if procedure.status in GONE and target is not None and catalogue.has(target):
        return target
    return code


def _due(reference: Reference, procedure: Procedure, situation: Situation, moment: datetime) -> Due:
    try:
        return due_for(
            procedure, moment, reference.calendar, reference.profile, situation=situation
        )
    except InputError as error:
        if error.code != _NO_HOURS:
            raise
        return Due(None, "", (), (error.sentence,))  # papers and fee are known all the same


def _forms(
    reference: Reference, procedure: Procedure, checklist: Checklist, moment: datetime
) -> Iterator[CardForm]:
    """Yield the sheets of the case, then those that the library has for the procedure."""
    today = legal_date(moment)
    summaries = reference.library.on(today)
    known = {summary.head.id: summary for summary in summaries}
    told: set[str] = set()
    for form in checklist.forms:
        summary = known.get(form.form_id or "")
        key = form.form_id or form.title
        if key not in told:
            told.add(key)
            yield _card_form(form.title, summary)
    for summary in summaries:
        if procedure.code in summary.head.procedures and summary.head.id not in told:
            yield _card_form(summary.head.title, summary)


def _card_form(title: str, summary: FormSummary | None) -> CardForm:
    if summary is None or summary.head.sheet is Sheet.MISSING:
        return CardForm(title, None, is_printable=False)
    return CardForm(title, summary.head.id, summary.head.sheet in _ON_PAPER)
