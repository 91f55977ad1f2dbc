"""Tiếp nhận from a procedure's card: the case begins with what was answered and ticked there."""

from __future__ import annotations

from dataclasses import replace

from base.clock import legal_date
from catalog.situations import questions_for
from dossiers.draft import IntakeDraft
from dossiers.drafts import new_draft_id
from ui.pages.intake.case import open_case
from ui.pages.intake.presenter import IntakePresenter
from ui.session import Session


def begin_case(session: Session, intake: IntakePresenter, contact: IntakeDraft) -> None:
    """Open a case of the procedure; the case that is open is put aside.

    What the form itself tells (late, agent) is left to the form.
    """
    code = contact.procedure_code
    if contact == IntakeDraft(code):
        intake.start.open_procedure(code)
        return
    reference = session.reference
    procedure = reference.catalogue.get(code, legal_date(session.clock()))
    case = open_case(reference, procedure, new_draft_id())
    derived = {q.key for q in questions_for(procedure) if q.derived and case.has_form}
    situation = {k: v for k, v in contact.situation.items() if k not in derived}
    case.contact = replace(contact, situation=situation)
    intake.keeper.reopen(case)
