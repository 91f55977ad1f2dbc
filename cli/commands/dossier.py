"""`dossier …`: taking in, the register, the steps of a dossier's life."""

from __future__ import annotations

import mimetypes
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec

from base.clock import legal_date, to_iso
from base.errors import DeskError, InputError
from base.files import write_atomic
from catalog.situations import parse_situation
from cli.commands.papers import people_of
from cli.context import Context, read_file
from cli.output import DONE, TROUBLE, Answer
from dossiers.acceptance import take_in, void
from dossiers.dossier import Dossier, DossierRow
from dossiers.draft import Channel, IntakeDraft, NewAttachment, TickedPaper
from dossiers.register import enter_by_hand, list_dossiers, open_dossier, search_dossiers
from dossiers.workplace import Workplace, open_workplace
from exchange.records import Party
from forms.answers import load_answers_document
from forms.prefill import prefill


def new(context: Context) -> Answer:
    """Take a dossier in."""
    with open_workplace(context.data_dir, clock=context.clock) as workplace:
        dossier = take_in(workplace, _draft(context, workplace))
        document: dict[str, Any] = {
            "id": dossier.row.id,
            "provisional_number": dossier.row.provisional_number,
            "due_at": dossier.record.due_at,
        }
        lines = [f"Đã tiếp nhận, số tạm {dossier.row.provisional_number}."]
        lines.append(f"Hẹn trả: {dossier.record.due_at or 'chưa xác định'}.")
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
        if options.action == "entered-by-hand":
            if not options.code:
                raise InputError(
                    "CLI-10", "Thiếu mã hồ sơ.", "Thêm --code MÃ trên giấy của hệ thống tỉnh."
                )
            return _shown(enter_by_hand(workplace, options.id, options.code))
        dossier_id = open_dossier(workplace, options.id).row.id
        void(workplace, dossier_id, options.reason or "Không ghi lý do")
        return _shown(open_dossier(workplace, dossier_id))


def _draft(context: Context, workplace: Workplace) -> IntakeDraft:
    options = context.options
    reference = workplace.reference
    today = legal_date(context.clock())
    answers = load_answers_document(read_file(options.answers))
    schema = (
        reference.library.get(options.form, today)
        if options.form
        else reference.library.for_procedure(options.code, today)
    )
    people = people_of(options.person, schema)
    if schema is not None:
        filled = prefill(schema, people, context=reference.fill_context(), answers=answers)
        answers = dict(filled.answers)
    return IntakeDraft(
        procedure_code=options.code,
        form_id=schema.id if schema else None,
        answers=answers,
        people=people,
        situation=parse_situation(chain.from_iterable(options.situation)),
        papers=tuple(TickedPaper(name) for name in chain.from_iterable(options.paper)),
        attachments=tuple(_attachment(f) for f in chain.from_iterable(options.attach)),
        submitter=_party(options.submitter) if options.submitter else None,
        channel=Channel(options.channel),
        competent_unit=options.competent_unit,
    )


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


def _write_slip(workplace: Workplace, dossier: Dossier, out: Path) -> str:
    from dossiers.slip import render_slip  # the renderer, only when a slip is asked for
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
    }


def _rows(rows: tuple[DossierRow, ...]) -> Answer:
    lines = tuple(f"{r.provisional_number}  {r.applicant_name}  {r.procedure_name}" for r in rows)
    return Answer([row_json(r) for r in rows], lines or ("Chưa có hồ sơ nào.",))


def _shown(dossier: Dossier) -> Answer:
    document = {
        **row_json(dossier.row),
        "record": msgspec.to_builtins(dossier.record),
        "events": [
            {"at": to_iso(e.at), "kind": e.kind, "clerk": e.clerk, "note": e.note}
            for e in dossier.events
        ],
    }
    lines = [f"{dossier.row.provisional_number}  {dossier.row.procedure_name}"]
    lines += [f"  {to_iso(e.at)}  {e.kind}  {e.note}" for e in dossier.events]
    return Answer(document, tuple(lines))
