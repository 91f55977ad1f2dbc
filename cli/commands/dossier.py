"""`dossier …`: taking in, the register, the steps of a dossier's life."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec

from base.clock import legal_date, local, to_iso
from base.dates import parse_full_date
from base.errors import DeskError, InputError
from base.files import write_atomic
from catalog.dates.life import SupplementRule
from catalog.situations import parse_situation
from cli.case_document import CaseDocument, read_case_document
from cli.commands.papers import people_of
from cli.context import Context, read_file
from cli.output import DONE, TROUBLE, Answer
from dossiers.acceptance import take_in, void
from dossiers.case.filling import fill_draft
from dossiers.case.forms import schema_for
from dossiers.case.handing import left_out
from dossiers.dossier import EVENT_WORDS, Dossier, DossierRow, DossierState
from dossiers.draft import Channel, IntakeDraft, NewAttachment, Part, TickedPaper
from dossiers.handouts.notices import Notice
from dossiers.intake import assess
from dossiers.life.steps import (
    Step,
    extend_due,
    move_from_day_off,
    request_supplement,
    supplement_dates,
    take_supplement,
)
from dossiers.register import enter_by_hand, list_dossiers, open_dossier, search_dossiers
from dossiers.workplace import Workplace, open_workplace
from exchange.records import AcceptedWarning, Party


def new(context: Context) -> Answer:
    """Take a dossier in."""
    with open_workplace(context.data_dir, clock=context.clock) as workplace:
        given = read_case_document(read_file(context.options.answers))
        draft = _draft(context, workplace, given)
        dossier = take_in(workplace, draft)
        warnings = dossier.record.warnings
        unready = _left_out(workplace, draft)
        document: dict[str, Any] = {
            "id": dossier.row.id,
            "provisional_number": dossier.row.provisional_number,
            "due_at": dossier.record.due_at,
            "warnings": msgspec.to_builtins(warnings),
            "unused_reasons": list(given.unused_reasons(warnings)),
            "left_out": unready,
        }
        lines = [f"Đã tiếp nhận, số tạm {dossier.row.provisional_number}."]
        lines.append(f"Hẹn trả: {_due_text(dossier.row.due_at)}.")
        lines += [f"{name}: chưa ghi đủ để ký, không ghi vào giấy tiếp nhận." for name in unready]
        lines += map(_warning_line, warnings)
        status = DONE
        if context.options.slip_out:
            try:
                document["slip"] = _write_slip(workplace, dossier, Path(context.options.slip_out))
            except DeskError as error:  # the dossier is taken in all the same
                document["slip_error"] = error.to_json()
                lines.append(error.sentence)
                status = TROUBLE
    return Answer(document, tuple(lines), status)


def list_all(context: Context) -> Answer:
    """List the register, newest first."""
    with open_workplace(context.data_dir, clock=context.clock) as workplace:
        return _rows(list_dossiers(workplace, limit=context.options.limit))


def search(context: Context) -> Answer:
    """Search the register."""
    with open_workplace(context.data_dir, clock=context.clock) as workplace:
        return _rows(search_dossiers(workplace, context.options.text))


def show(context: Context) -> Answer:
    """Show one dossier with its history."""
    with open_workplace(context.data_dir, clock=context.clock) as workplace:
        return _shown(open_dossier(workplace, context.options.id))


def do(context: Context) -> Answer:
    """Carry out one step of a dossier's life."""
    options = context.options
    with open_workplace(context.data_dir, clock=context.clock) as workplace:
        return _DONE_BY[options.action](context, workplace)


def _enter_by_hand(context: Context, workplace: Workplace) -> Answer:
    if not context.options.code:
        raise InputError("CLI-10", "Thiếu mã hồ sơ.", "Thêm --code MÃ trên giấy của hệ thống tỉnh.")
    return _shown(enter_by_hand(workplace, context.options.id, context.options.code))


def _void(context: Context, workplace: Workplace) -> Answer:
    dossier_id = open_dossier(workplace, context.options.id).row.id
    void(workplace, dossier_id, context.options.reason or "Không ghi lý do")
    return _shown(open_dossier(workplace, dossier_id))


def _supplement(context: Context, workplace: Workplace) -> Answer:
    options = context.options
    items = tuple(chain.from_iterable(options.item))
    return _stepped(context, request_supplement(workplace, options.id, items, options.reason))


def _supplied(context: Context, workplace: Workplace) -> Answer:
    options = context.options
    both = supplement_dates(workplace, options.id)
    if options.rule is None:
        raise InputError(
            "CLI-15",
            "Chưa chọn cách tính ngày hẹn sau bổ sung (theo quy định của tỉnh).",
            f"--rule pause: tính tiếp, hẹn {_due_text(both.pause.due_at)}; "
            f"--rule restart: tính lại từ đầu, hẹn {_due_text(both.restart.due_at)}.",
        )
    return _stepped(context, take_supplement(workplace, options.id, SupplementRule(options.rule)))


def _extend(context: Context, workplace: Workplace) -> Answer:
    options = context.options
    try:
        new_day = parse_full_date(options.to)
    except ValueError as error:
        raise InputError(
            "CLI-16", "Thiếu ngày hẹn mới, hoặc ngày không đúng.", "Thêm --to 04/12/2026."
        ) from error
    return _stepped(context, extend_due(workplace, options.id, new_day, options.reason))


def _move(context: Context, workplace: Workplace) -> Answer:
    return _stepped(context, move_from_day_off(workplace, context.options.id))


_DONE_BY: Mapping[str, Callable[[Context, Workplace], Answer]] = MappingProxyType(
    {
        "entered-by-hand": _enter_by_hand,
        "void": _void,
        "supplement": _supplement,
        "supplied": _supplied,
        "extend": _extend,
        "move": _move,
    }
)


def _stepped(context: Context, step: Step) -> Answer:
    """Return the dossier after a step, with its paper where one was given."""
    shown = _shown(step.dossier)
    document = {**shown.document, "warnings": list(step.warnings)}
    lines = [*step.warnings]
    if step.notice is not None:
        document["doc_no"] = step.notice.doc_no
        lines.append(f"Số phiếu: {step.notice.doc_no}.")
        if context.options.out:
            document["out"] = _write_notice(step.notice, Path(context.options.out))
    return Answer(document, (*shown.lines, *lines))


def _appointment(row: DossierRow) -> str:
    if row.state is DossierState.SUPPLEMENT_REQUESTED:
        return "đang dừng, tính khi nhận đủ bổ sung"
    return _due_text(row.due_at)


def _moment(at: datetime) -> str:
    return f"{local(at):%d/%m/%Y %H:%M}"


def _due_text(due_at: datetime | None) -> str:
    return f"{local(due_at):%H:%M ngày %d/%m/%Y}" if due_at else "chưa tính được"


def _write_notice(notice: Notice, out: Path) -> str:
    from forms.pages import PageReader
    from forms.pdf import InProcessRenderer, render_form

    pdf = render_form(InProcessRenderer(PageReader()), notice.schema, notice.answers)
    write_atomic(out, pdf.data, what=f"tệp {out.name}")
    return str(out)


def _draft(context: Context, workplace: Workplace, document: CaseDocument) -> IntakeDraft:
    options = context.options
    reference = workplace.reference
    today = legal_date(context.clock())
    procedure = reference.catalogue.get(options.code, today)
    plain = IntakeDraft(options.code, options.form)
    schema = schema_for(reference, plain, procedure, today)
    form_id = schema.id if schema else None
    submitter = _party(options.submitter) if options.submitter else None
    is_alone = form_id is None and not options.person and not document.answers
    draft = IntakeDraft(
        procedure_code=options.code,
        form_id=form_id,
        answers=document.answers,
        people=people_of(options.person, schema),
        situation=parse_situation(
            chain.from_iterable(options.situation), reference.catalogue.questions, procedure
        ),
        papers=tuple(TickedPaper(name) for name in chain.from_iterable(options.paper)),
        attachments=tuple(_attachment(f) for f in chain.from_iterable(options.attach)),
        applicant=submitter if is_alone else None,  # nobody else is named
        submitter=submitter,
        channel=Channel(options.channel),
        competent_unit=options.competent_unit,
        further=document.further_forms(reference, procedure, form_id, today),
    )
    return fill_draft(reference, document.with_reasons(draft), context.clock())


def _left_out(workplace: Workplace, draft: IntakeDraft) -> list[str]:
    """Return the papers made here that are not ready to be signed, so not received."""
    if not draft.further:
        return []
    forms = assess(workplace.reference, draft, workplace.clock()).forms
    return [form.name for form in left_out(forms)]


def _attachment(name: str) -> NewAttachment:
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return NewAttachment(Path(name).name, media_type, read_file(name))


def _party(path: str) -> Party:
    try:
        return msgspec.json.decode(read_file(path), type=Party)
    except msgspec.DecodeError as error:
        raise InputError(
            "CLI-11",
            "Tệp người nộp hồ sơ không hợp lệ.",
            "Tệp JSON cần có full_name; các mục khác: personal_number, address, phone.",
        ) from error


def print_forms(context: Context) -> Answer:
    """Write every paper of a stored dossier into one PDF."""
    from dossiers.case.sheets import render_sheets, sheets_of
    from forms.pages import PageReader
    from forms.pdf import InProcessRenderer

    out = Path(context.options.out)
    with open_workplace(context.data_dir, clock=context.clock) as workplace:
        dossier = open_dossier(workplace, context.options.id)
        sheets = sheets_of(workplace.reference, dossier.record)
    reader = PageReader()
    pdf = render_sheets(InProcessRenderer(reader), reader, sheets)
    write_atomic(out, pdf.data, what=f"tệp {out.name}")
    printed = [sheet.schema.id for sheet in sheets if sheet.is_printed]
    document = {"out": str(out), "pages": pdf.pages, "forms": printed}
    return Answer(document, (f"Đã ghi {out} ({len(printed)} giấy, {pdf.pages} trang).",))


def _forms(dossier: Dossier) -> list[dict[str, Any]]:
    record = dossier.record
    forms = [
        {
            "part": form.part,
            "name": form.name,
            "form_id": form.form_id,
            "form_version": form.form_version,
            "companion": form.companion or None,
            "event": form.event or None,
        }
        for form in record.further
    ]
    if record.form_id is None:
        return forms
    main = {
        "part": Part.MAIN.value,
        "name": "Tờ khai",
        "form_id": record.form_id,
        "form_version": record.form_version or "",
        "companion": None,
        "event": 1,
    }
    return [main, *forms]


def _write_slip(workplace: Workplace, dossier: Dossier, out: Path) -> str:
    from dossiers.handouts.slip import render_slip  # the renderer, only when a slip is asked for
    from forms.pages import PageReader
    from forms.pdf import InProcessRenderer

    pdf = render_slip(workplace, InProcessRenderer(PageReader()), dossier)
    write_atomic(out, pdf.data, what=f"tệp {out.name}")
    return str(out)


def row_json(row: DossierRow) -> dict[str, Any]:
    """Return one line of the register as JSON."""
    return {
        "id": row.id,
        "provisional_number": row.provisional_number,
        "dossier_code": row.dossier_code,
        "procedure_code": row.procedure_code,
        "procedure_name": row.procedure_name,
        "applicant_name": row.applicant_name,
        "received_at": to_iso(row.received_at),
        "due_at": to_iso(row.due_at) if row.due_at else None,
        "state": row.state.value,
        "outbox": row.outbox_state.value if row.outbox_state else None,
        "people_or_events": row.events,
    }


def _rows(rows: tuple[DossierRow, ...]) -> Answer:
    lines = tuple(f"{r.provisional_number}  {r.applicant_name}  {r.procedure_name}" for r in rows)
    return Answer([row_json(r) for r in rows], lines or ("Chưa có hồ sơ nào.",))


def _warning_line(warning: AcceptedWarning) -> str:
    reason = f"Đã giữ: {warning.reason}." if warning.reason else "Chưa ghi lý do giữ."
    return f"Cảnh báo {warning.code} {warning.pointer}: {warning.message} {reason}"


def _shown(dossier: Dossier) -> Answer:
    forms = _forms(dossier)
    document = {
        **row_json(dossier.row),
        "forms": forms,
        "record": msgspec.to_builtins(dossier.record),
        "events": [
            {"at": to_iso(e.at), "kind": e.kind, "clerk": e.clerk, "note": e.note}
            for e in dossier.events
        ],
        "appointments": [
            {
                "at": to_iso(due.at),
                "cause": due.cause.value,
                "due_at": to_iso(due.due_at) if due.due_at else None,
                "rule": due.rule,
                "counted_days": [day.isoformat() for day in due.counted_days],
            }
            for due in dossier.dues
        ],
    }
    lines = [f"{dossier.row.provisional_number}  {dossier.row.procedure_name}"]
    lines += [f"  {form['name']} ({form['form_id']} {form['form_version']})" for form in forms]
    lines += [f"  {_warning_line(warning)}" for warning in dossier.record.warnings]
    lines += [
        f"  {_moment(e.at)}  {EVENT_WORDS.get(e.kind, e.kind)}  {e.note}" for e in dossier.events
    ]
    lines.append(f"Hẹn trả: {_appointment(dossier.row)}.")
    return Answer(document, tuple(lines))
