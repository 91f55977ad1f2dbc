"""Papers that tell a citizen what becomes of a case: Mẫu số 02 (what is missing), 03 (no), 04.

Thông tư 03/2025/TT-VPCP, Phụ lục I. The number of the paper runs within the year; the paper itself
is not kept, only that it was given. For an open case they are made of its draft, for a dossier that
was taken in of what was frozen then (`dossiers/life`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from base.clock import legal_date, local
from base.errors import FieldProblem, InputError
from base.text import clean_text
from dossiers.case.forms import forms_of
from dossiers.draft import IntakeDraft
from dossiers.parties import parties_of
from dossiers.reference import Reference
from dossiers.storage import dossier_rows, notice_rows
from dossiers.workplace import Workplace
from exchange.records import Party
from forms.prefill import prefill
from forms.rules import check
from forms.schema import FormSchema, Severity
from store.store import Transaction

_NEEDED = frozenset({"applicant_name", "items", "reason", "due_at", "new_due"})
"""Without these the paper says nothing; other empty lines are dotted, to be written by hand."""


class NoticeKind(StrEnum):
    """Which paper."""

    SUPPLEMENT = "supplement"
    REFUSAL = "refusal"
    APOLOGY = "apology"

    @property
    def form_id(self) -> str:
        """The sheet."""
        return _SHEETS[self]

    @property
    def mark(self) -> str:
        """The letters of its number, as the sheet prints them."""
        return {"supplement": "PBS", "refusal": "PTC", "apology": "PXL"}[self]


_SHEETS = {
    NoticeKind.SUPPLEMENT: "ms_phieu_yeu_cau_bo_sung",
    NoticeKind.REFUSAL: "ms_phieu_tu_choi",
    NoticeKind.APOLOGY: "ms_phieu_xin_loi_gia_han",
}


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


@dataclass(frozen=True, slots=True)
class Prepared:
    """A paper that lacks nothing but its number."""

    kind: NoticeKind
    schema: FormSchema
    answers: Mapping[str, Any] = field(repr=False)
    moment: datetime


def issued_notices(workplace: Workplace, draft_id: str) -> tuple[IssuedNotice, ...]:
    """Return what was given for an open case so far, oldest first.

    A supplement may be asked for once only (NĐ 118/2025/NĐ-CP Điều 11): the caller warns of a
    second one.
    """
    with workplace.store.read() as tx:
        return given(tx, draft_id)


def given(tx: Transaction, *cases: str) -> tuple[IssuedNotice, ...]:
    """Return what was given for a dossier and the draft that it was, oldest first."""
    rows = [row for case in cases for row in notice_rows.of_case(tx, case)]
    found = [IssuedNotice(NoticeKind(kind), doc_no, at) for kind, doc_no, at in rows]
    return tuple(sorted(found, key=lambda notice: notice.at))


def issue_notice(workplace: Workplace, draft: IntakeDraft, request: NoticeRequest) -> Notice:
    """Give the paper its number and return it; the number is used up with the return.

    Raises InputError NOTICE-01 while a line that the sheet needs is not known, with the lines;
    nothing is used up then.
    """
    moment = workplace.clock()
    said = _said(workplace.reference, draft, request, legal_date(moment))
    prepared = prepare(workplace.reference, request.kind, said, moment)
    with workplace.store.transaction() as tx:
        return give(tx, workplace.reference, draft.draft_id or "", prepared)


def prepare(
    reference: Reference, kind: NoticeKind, said: Mapping[str, Any], moment: datetime
) -> Prepared:
    """Return a paper with everything but its number; raises NOTICE-01 as `issue_notice` does."""
    schema = reference.library.get(kind.form_id, legal_date(moment))
    said = {"doc_no": _doc_no(reference, kind, "000000"), **said}
    known = {key: value for key, value in said.items() if value and schema.line(key)}
    answers = prefill(schema, {}, context=reference.fill_context(), answers=known).answers
    _refuse_holes(schema, answers, moment)
    return Prepared(kind, schema, answers, moment)


def give(tx: Transaction, reference: Reference, case: str, prepared: Prepared) -> Notice:
    """Use up the next number of the year for a paper, and remember that it was given."""
    kind, year = prepared.kind, local(prepared.moment).year
    # A desk's tag has no stroke: these series can't meet a desk's own.
    serial = dossier_rows.next_serial(tx, f"/{kind.mark}", year)
    doc_no = _doc_no(reference, kind, f"{serial:06d}")
    notice_rows.insert(tx, case, kind, doc_no, year, prepared.moment)
    tx.audit(f"notice_{kind}", case, doc_no)
    return Notice(kind, doc_no, prepared.schema, {**prepared.answers, "doc_no": doc_no})


def missing_items(items: Sequence[str]) -> list[str]:
    """Return what Mẫu số 02 asks for, one thing each."""
    return [item for item in map(str.strip, items) if item]


def party_answers(party: Party | None) -> dict[str, str | None]:
    """Return who the paper is for, in the lines of the sheets."""
    if party is None:
        return {}
    return {
        "applicant_name": party.full_name,
        "applicant_pin": party.personal_number or party.old_number,
        "applicant_address": party.address,
        "applicant_phone": party.phone,
        "applicant_email": party.email,
    }


def _said(
    reference: Reference, draft: IntakeDraft, request: NoticeRequest, day: date
) -> Mapping[str, Any]:
    procedure = reference.catalogue.get(draft.procedure_code, day)
    parties = parties_of(draft, forms_of(reference, draft, procedure, day))
    said: dict[str, Any] = {
        "request_content": f"{procedure.name} (mã thủ tục {procedure.code})",
        "reason": clean_text(request.reason).strip(),
        **party_answers(parties.applicant),
    }
    if request.kind is NoticeKind.SUPPLEMENT:
        said["items"] = missing_items(request.items)
    return said


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
