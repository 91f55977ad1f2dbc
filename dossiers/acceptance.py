"""Taking a dossier in: one transaction stores it, numbers it and freezes what will be sent."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import uuid_utils

from base.clock import legal_date, to_iso
from base.errors import FieldProblem, InputError
from catalog.fees import FeeItem as FeeLine
from dossiers.case.judging import JudgedForm
from dossiers.dossier import Dossier, DossierState, DueCause, OutboxState
from dossiers.draft import FurtherForm, IntakeDraft, Part, TickedPaper
from dossiers.intake import Assessment, assess
from dossiers.kept.warnings import RuleWarning
from dossiers.outbox import NO_GATEWAY_REASON
from dossiers.register import load_dossier
from dossiers.storage import dossier_rows, draft_rows, due_rows, outbox_rows
from dossiers.storage.outbox_rows import Change
from dossiers.workplace import Workplace
from exchange.records import (
    ONE_FORM,
    SEVERAL_FORMS,
    AcceptedWarning,
    Attachment,
    DossierRecord,
    FeeItem,
    FilledForm,
    Paper,
    Party,
    canonical_bytes,
    content_hash,
)
from exchange.slip_code import ProvisionalNumber
from forms.answers import parse_answers
from forms.schema import FormSchema
from store.store import Transaction


@dataclass(frozen=True, slots=True)
class StoredFile:
    """An attachment whose bytes lie encrypted in the blob folder."""

    meta: Attachment
    blob: str


def take_in(workplace: Workplace, draft: IntakeDraft, *, undo_s: float = 0) -> Dossier:
    """Accept a case: answers, papers, attachments, fee and moments are durable when this returns.

    Sending waits `undo_s` seconds. The same draft accepted twice gives the same dossier. Raises
    InputError DOSSIER-03 with the fields when a rule refuses; nothing is stored then.
    """
    moment = workplace.clock()
    assessment = assess(workplace.reference, draft, moment)
    _refuse_on_errors(assessment)
    files = [_store_file(workplace, a.name, a.media_type, a.data) for a in draft.attachments]
    with workplace.store.transaction() as tx:
        for file, attachment in zip(files, draft.attachments, strict=True):
            workplace.store.blobs.ensure(file.blob, attachment.data)
        known = dossier_rows.dossier_of_draft(tx, draft.draft_id) if draft.draft_id else None
        dossier_id = known or _insert(tx, workplace, draft, assessment, files, undo_s)
        if draft.draft_id:
            draft_rows.delete(tx, draft.draft_id)
    with workplace.store.read() as tx:
        return load_dossier(tx, dossier_id)


def void(workplace: Workplace, dossier_id: str, reason: str) -> None:
    """Take an acceptance back (“Hoàn tác tiếp nhận”): the number stays used, nothing is sent.

    Raises InputError DOSSIER-04 when the dossier has already left the desk.
    """
    with workplace.store.transaction() as tx:
        state = outbox_rows.state_of(tx, dossier_id)
        if state not in {OutboxState.WAITING, OutboxState.NO_GATEWAY}:
            raise InputError(
                "DOSSIER-04",
                "Hồ sơ đã được gửi đi hoặc đã có mã, không hoàn tác được.",
                "Sửa hồ sơ trên hệ thống của tỉnh.",
            )
        dossier_rows.set_state(tx, dossier_id, DossierState.VOIDED)
        outbox_rows.change(tx, dossier_id, Change(OutboxState.PARKED, "Đã hoàn tác."))
        dossier_rows.add_event(
            tx, dossier_id, workplace.clock(), "voided", workplace.profile.clerk, reason
        )
        tx.audit("dossier_voided", dossier_id)


def _refuse_on_errors(assessment: Assessment) -> None:
    if assessment.can_accept:
        return
    raise InputError(
        "DOSSIER-03",
        f"Chưa tiếp nhận được: còn {len(assessment.errors)} chỗ phải sửa.",
        "Sửa các dòng được nêu rồi tiếp nhận lại; nội dung đã nhập vẫn còn.",
        fields=tuple(FieldProblem(p.pointer, p.code, p.message) for p in assessment.errors),
    )


def _store_file(workplace: Workplace, name: str, media_type: str, data: bytes) -> StoredFile:
    meta = Attachment(name=name, media_type=media_type, size=len(data), sha256=content_hash(data))
    return StoredFile(meta, workplace.store.blobs.put(data))


def _insert(
    tx: Transaction,
    workplace: Workplace,
    draft: IntakeDraft,
    assessment: Assessment,
    files: list[StoredFile],
    undo_s: float,
) -> str:
    moment = assessment.received_at
    year = legal_date(moment).year
    tag = workplace.profile.tag
    number = ProvisionalNumber(tag, year % 100, dossier_rows.next_serial(tx, tag, year))
    record = _record(workplace, draft, assessment, files, str(number))
    payload = canonical_bytes(record)
    dossier_rows.insert(tx, record, payload, draft.draft_id, moment, assessment.due.due_at)
    due_rows.insert(tx, record.id, moment, DueCause.RECEPTION, assessment.due)
    for position, file in enumerate(files):
        dossier_rows.insert_attachment(tx, record.id, position, file.meta, file.blob)
    has_gateway = workplace.profile.gateway is not None
    outbox_rows.insert(
        tx,
        record.id,
        state=OutboxState.WAITING if has_gateway else OutboxState.NO_GATEWAY,
        reason="" if has_gateway else NO_GATEWAY_REASON,
        hold_until=moment + timedelta(seconds=undo_s),
        payload=payload,
    )
    dossier_rows.add_event(tx, record.id, moment, "received", record.clerk, "")
    tx.audit("dossier_received", record.id, content_hash(payload))
    return record.id


def _record(
    workplace: Workplace,
    draft: IntakeDraft,
    assessment: Assessment,
    files: list[StoredFile],
    number: str,
) -> DossierRecord:
    procedure, schema = assessment.procedure, assessment.schema
    applicant, submitter = _named_parties(assessment)
    due_at = assessment.due.due_at
    further = _further(draft, assessment)
    return DossierRecord(
        schema=SEVERAL_FORMS if further else ONE_FORM,
        id=str(uuid_utils.uuid7()),
        provisional_number=number,
        desk_id=workplace.identity.desk_id,
        receiving_unit=workplace.profile.unit,
        competent_unit=assessment.competent_unit,
        procedure_code=procedure.code,
        procedure_name=procedure.name,
        catalogue_version=procedure.version or workplace.reference.catalogue.version,
        situation=dict(assessment.situation),
        channel=draft.channel.value,
        applicant=applicant,
        submitter=submitter,
        requester=assessment.parties.requester,
        authorisation_paper=draft.authorisation_paper,
        form_id=schema.id if schema else None,
        form_version=schema.version if schema else None,
        answers=_canonical(schema, draft.answers),
        papers=[_paper(p) for p in assessment.papers],
        attachments=[f.meta for f in files],
        fee=[_fee_item(item) for item in assessment.fee.items],
        received_at=to_iso(assessment.received_at),
        due_at=to_iso(due_at) if due_at else None,
        result_channel=draft.result_channel,
        clerk=workplace.profile.clerk,
        further=further,
        warnings=[_warning(warning) for warning in assessment.rule_warnings],
    )


def _warning(warning: RuleWarning) -> AcceptedWarning:
    problem = warning.problem
    return AcceptedWarning(
        pointer=problem.pointer,
        code=problem.code,
        message=problem.message,
        basis=problem.basis,
        reason=warning.reason or "",
    )


def _further(draft: IntakeDraft, assessment: Assessment) -> list[FilledForm]:
    judged = [form for form in assessment.forms if form.part is not Part.MAIN]
    return [_filled(form, given) for form, given in zip(judged, draft.further, strict=True)]


def _filled(form: JudgedForm, given: FurtherForm) -> FilledForm:
    return FilledForm(
        part=form.part.value,
        name=form.name,
        form_id=form.schema.id,
        form_version=form.schema.version,
        answers=_canonical(form.schema, given.answers),
        situation=dict(form.situation),
        companion=form.key,
        event=_event_of(form),
        made_by=form.companion.made_by if form.companion else "citizen",
    )


def _event_of(form: JudgedForm) -> int:
    """Return the declaration that a form is or goes with; 0 for a paper of the whole case."""
    is_for_all = form.companion is not None and not form.companion.per_event
    return 0 if is_for_all else form.event


def _named_parties(assessment: Assessment) -> tuple[Party, Party]:
    applicant, submitter = assessment.parties.applicant, assessment.parties.submitter
    if applicant is None or submitter is None:
        raise InputError(
            "DOSSIER-02",
            "Chưa có họ tên người nộp hồ sơ.",
            "Quét thẻ hoặc nhập tay (F4).",
            fields=(FieldProblem("/applicant_name", "DOSSIER-02", "Chưa có họ tên."),),
        )
    return applicant, submitter


def _canonical(schema: FormSchema | None, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return answers in their stored shape, whatever way the dates were typed."""
    parsed = parse_answers(schema, answers).answers if schema else answers
    plain: dict[str, Any] = json.loads(json.dumps(dict(parsed)))
    return plain


def _paper(paper: TickedPaper) -> Paper:
    return Paper(name=paper.name, kind=paper.kind.value, count=paper.count, extra=paper.is_extra)


def _fee_item(item: FeeLine) -> FeeItem:
    return FeeItem(name=item.name, kind=item.kind, amount_vnd=item.amount_vnd, basis=item.basis)
