"""Giấy tiếp nhận hồ sơ và hẹn trả kết quả (Thông tư 03/2025/TT-VPCP, Mẫu số 01), on demand.

While the dossier has only our own number the slip says so; the official code comes from the
provincial system alone.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import segno

from base.clock import legal_date, local
from catalog.bundle.wording import amount_words
from dossiers.dossier import Dossier
from dossiers.draft import PaperKind, Part
from dossiers.life.running import received_under
from dossiers.parties import Parties
from dossiers.workplace import Workplace
from exchange.records import DossierRecord, Paper, Party
from exchange.slip_code import SlipCode, parse_provisional_number
from forms.pdf import Pdf, PdfRenderer, render_form
from forms.together.companions import together
from store import audit

SLIP_FORM = "ms_giay_tiep_nhan_hen_tra"
_EXTRA = "nộp thêm, không thuộc thành phần hồ sơ của thủ tục"
_HEAD_LENGTH = 16  # hex digits of the audit head on paper: enough to find a rewritten chain


def render_slip(workplace: Workplace, renderer: PdfRenderer, dossier: Dossier) -> Pdf:
    """Return the slip as PDF; nothing is written to disk."""
    received = datetime.fromisoformat(dossier.record.received_at)
    schema = workplace.reference.library.get(SLIP_FORM, legal_date(received))
    return render_form(renderer, schema, slip_answers(workplace, dossier))


def slip_answers(workplace: Workplace, dossier: Dossier) -> Mapping[str, Any]:
    """Return the values of Mẫu 01 for one dossier."""
    record, profile = dossier.record, workplace.profile
    received = datetime.fromisoformat(record.received_at)
    number = parse_provisional_number(record.provisional_number)
    serial = number.serial if number else 0
    has_agent = Parties(record.requester, record.applicant, record.submitter).has_agent
    return {
        "parent_org": profile.parent_org.upper(),
        "unit": profile.unit.upper(),
        "doc_no": f"{serial:06d}/-{profile.doc_suffix}",
        "issue_place_date": f"{profile.place}, {_date_words(received)}",
        "dossier_code": dossier.row.dossier_code or record.provisional_number,
        "provisional": dossier.row.dossier_code is None,
        "center_name": profile.centre,
        **_party("applicant", record.submitter),
        **(_party("principal", record.applicant) if has_agent else {}),
        "authorisation_paper": record.authorisation_paper if has_agent else None,
        "request_content": _request(record),
        "documents": [_paper_line(p) for p in record.papers],
        "sets": 1,
        "statutory_time": _statutory_time(workplace, dossier),
        "received_at": _moment_words(received),
        "due_at": _moment_words(dossier.row.due_at) if dossier.row.due_at else None,
        "result_channel": record.result_channel,
        "receiver_signature": record.clerk,
        "submitter_signature": record.submitter.full_name,
        "slip_qr": slip_picture(workplace, dossier),
    }


def slip_picture(workplace: Workplace, dossier: Dossier) -> bytes:
    """Return the slip's QR as PNG: our number and the head of the audit chain."""
    number = parse_provisional_number(dossier.record.provisional_number)
    if number is None:
        raise ValueError("a stored provisional number must be valid")
    with workplace.store.read() as tx:
        head = audit.head(tx)[:_HEAD_LENGTH].upper()
    buffer = io.BytesIO()
    code = segno.make_qr(str(SlipCode(number, {"H": head})), error="m")
    code.save(buffer, kind="png", scale=8, border=2)
    return buffer.getvalue()


def _request(record: DossierRecord) -> str:
    words = f"{record.procedure_name} (mã thủ tục {record.procedure_code})"
    if record.events == 1:
        return words
    return f"{words}, {record.events:02d} việc: {'; '.join(owners_of(record))}"


def owners_of(record: DossierRecord) -> tuple[str, ...]:
    """Return whose events a dossier is for, in order; one without a name is called by number."""
    declared = [(record.form_id, record.answers)]
    declared += [(f.form_id, f.answers) for f in record.further if f.part == Part.EVENT]
    names = []
    for number, (form_id, answers) in enumerate(declared, 1):
        repeat = together().repeatable(form_id or "")
        name = answers.get(f"{repeat.owner}_name") if repeat else None
        names.append(str(name) if name else f"việc {number}")
    return tuple(names)


def _party(prefix: str, party: Party) -> dict[str, Any]:
    return {
        f"{prefix}_name": party.full_name,
        f"{prefix}_pin": party.personal_number or party.old_number,
        f"{prefix}_address": party.address,
        f"{prefix}_phone": party.phone,
        f"{prefix}_email": party.email,
    }


def _paper_line(paper: Paper) -> str:
    line = f"{paper.name} ({paper.count:02d} {PaperKind(paper.kind).shown})"
    return f"{line}, {_EXTRA}" if paper.extra else line


def _statutory_time(workplace: Workplace, dossier: Dossier) -> str:
    """Return the time that the case has; of older dossiers only the procedure's is known."""
    if dossier.dues and dossier.dues[0].amount is not None:
        return amount_words(dossier.dues[0].amount)
    procedure = received_under(workplace, dossier.record)
    if procedure is None or not procedure.time_limit.known:
        return "theo quy định của thủ tục"
    return amount_words(procedure.time_limit)


def _date_words(moment: datetime) -> str:
    day = local(moment)
    return f"ngày {day:%d} tháng {day:%m} năm {day:%Y}"


def _moment_words(moment: datetime) -> str:
    at = local(moment)
    return f"{at:%H} giờ {at:%M} phút, {_date_words(moment)}"
