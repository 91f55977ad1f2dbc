"""Papers for a citizen whose dossier is not taken in: Mẫu số 02 (what is missing), Mẫu số 03 (no).

Thông tư 03/2025/TT-VPCP, Phụ lục I. The number of the paper runs within the year; the paper itself
is not kept, only that it was given.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from base.clock import legal_date, local
from base.errors import FieldProblem, InputError
from base.text import clean_text
from dossiers.case.forms import forms_of
from dossiers.draft import IntakeDraft
from dossiers.parties import Parties, parties_of
from dossiers.reference import Reference
from dossiers.storage import dossier_rows, notice_rows
from dossiers.workplace import Workplace
from forms.prefill import prefill
from forms.rules import check
from forms.schema import FormSchema, Severity

_NEEDED = frozenset({"applicant_name", "items", "reason"})
"""Without these the paper says nothing; other empty lines are dotted, to be written by hand."""


class NoticeKind(StrEnum):
    """Which paper."""

    SUPPLEMENT = "supplement"
    REFUSAL = "refusal"

    @property
    def form_id(self) -> str:
        """The sheet."""
        return {"supplement": "ms_phieu_yeu_cau_bo_sung", "refusal": "ms_phieu_tu_choi"}[self]

    @property
    def mark(self) -> str:
        """The letters of its number, as the sheet prints them."""
        return {"supplement": "PBS", "refusal": "PTC"}[self]


@dataclass(frozen=True, slots=True)
class NoticeRequest:
    """What the paper is to say: the things missing (Mẫu 02) and the reason with its article."""

    kind: NoticeKind
    reason: str = field(repr=False)
    items: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class IssuedNotice:
    """A paper that was given."""

    kind: NoticeKind
    doc_no: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Notice:
    """A paper ready to be filled and printed."""

    kind: NoticeKind
    doc_no: str
    schema: FormSchema
    answers: Mapping[str, Any] = field(repr=False)


def issued_notices(workplace: Workplace, draft_id: str) -> tuple[IssuedNotice, ...]:
    """Return what was given for a case so far, oldest first.

    A supplement may be asked for once only (NĐ 118/2025/NĐ-CP Điều 11): the caller warns of a
    second one.
    """
    with workplace.store.read() as tx:
        rows = notice_rows.of_draft(tx, draft_id)
    return tuple(IssuedNotice(NoticeKind(kind), doc_no, at) for kind, doc_no, at in rows)


def issue_notice(workplace: Workplace, draft: IntakeDraft, request: NoticeRequest) -> Notice:
    """Give the paper its number and return it; the number is used up with the return.

    Raises InputError NOTICE-01 while a line that the sheet needs is not known, with the lines;
    nothing is used up then.
    """
    moment = workplace.clock()
    schema = workplace.reference.library.get(request.kind.form_id, legal_date(moment))
    answers = dict(_answers(workplace.reference, draft, request, moment, schema))
    _refuse_holes(schema, answers, moment)
    year = local(moment).year
    with workplace.store.transaction() as tx:
        # A desk's tag has no stroke: these series can't meet a desk's own.
        serial = dossier_rows.next_serial(tx, f"/{request.kind.mark}", year)
        doc_no = _doc_no(workplace.reference, request.kind, f"{serial:06d}")
        notice_rows.insert(tx, draft.draft_id or "", request.kind, doc_no, year, moment)
        tx.audit(f"notice_{request.kind}", draft.draft_id or "", doc_no)
    return Notice(request.kind, doc_no, schema, answers | {"doc_no": doc_no})


def _answers(
    reference: Reference,
    draft: IntakeDraft,
    request: NoticeRequest,
    moment: datetime,
    schema: FormSchema,
) -> Mapping[str, Any]:
    day = legal_date(moment)
    procedure = reference.catalogue.get(draft.procedure_code, day)
    parties = parties_of(draft, forms_of(reference, draft, procedure, day))
    said: dict[str, Any] = {
        "doc_no": _doc_no(reference, request.kind, "000000"),
        "request_content": f"{procedure.name} (mã thủ tục {procedure.code})",
        "reason": clean_text(request.reason).strip(),
        **_applicant(parties),
    }
    if request.kind is NoticeKind.SUPPLEMENT:
        said["items"] = [item for item in map(str.strip, request.items) if item]
    known = {key: value for key, value in said.items() if value and schema.line(key)}
    return prefill(schema, {}, context=reference.fill_context(), answers=known).answers


def _applicant(parties: Parties) -> dict[str, str | None]:
    party = parties.applicant
    if party is None:
        return {}
    return {
        "applicant_name": party.full_name,
        "applicant_pin": party.personal_number or party.old_number,
        "applicant_address": party.address,
        "applicant_phone": party.phone,
        "applicant_email": party.email,
    }


def _refuse_holes(schema: FormSchema, answers: Mapping[str, Any], moment: datetime) -> None:
    found = check(schema, answers, today=legal_date(moment))
    errors = [
        p for p in found
        if p.severity is Severity.ERROR and answers.get(p.pointer.lstrip("/"))
    ]  # fmt: skip
    missing = [f for f in schema.fields if f.key in _NEEDED and not answers.get(f.key)]
    if errors or missing:
        raise InputError(
            "NOTICE-01",
            "Chưa in được phiếu: " + "; ".join(
                [f"chưa có “{line.label}”" for line in missing] + [p.message for p in errors]
            ) + ".",
            "Ghi đủ rồi in lại; nội dung đã nhập vẫn còn.",
            fields=(
                *(FieldProblem(f"/{f.key}", "NOTICE-01", f"Chưa có “{f.label}”.") for f in missing),
                *(FieldProblem(p.pointer, p.code, p.message) for p in errors),
            ),
        )  # fmt: skip


def _doc_no(reference: Reference, kind: NoticeKind, serial: str) -> str:
    return f"{serial}/{kind.mark}-{reference.profile.doc_suffix}"
