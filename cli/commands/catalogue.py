"""`catalog …`: procedures, papers, fees, due dates."""

from __future__ import annotations

from datetime import date
from itertools import chain

from base.clock import legal_date, parse_moment
from base.dates import parse_full_date
from base.errors import InputError
from catalog.catalogue import Catalogue, load_catalogue
from catalog.checklist import NO_DATA, checklist_for
from catalog.dates.centre_calendar import load_calendar
from catalog.due import due_for
from catalog.fees import fee_for
from catalog.procedure import Procedure
from catalog.situations import SituationValue, parse_situation
from catalog.views import checklist_to_json, due_to_json, fee_to_json, procedure_to_json
from cli.context import Context
from cli.output import Answer, note
from desk.profile import CentreProfile, OfficeHours


def search(context: Context) -> Answer:
    """Find procedures."""
    today = legal_date(context.clock())
    hits = _catalogue(context).search(context.options.query, context.options.limit, on=today)
    rows = [
        {
            "code": hit.procedure.code,
            "name": hit.procedure.name,
            "field": hit.procedure.field,
            "score": round(hit.score, 3),
            "why": hit.why,
        }
        for hit in hits
    ]
    return Answer(rows, tuple(f"{r['code']}  {r['name']}  [{r['field']}]" for r in rows))


def show(context: Context) -> Answer:
    """Show one procedure in the version in force on a day."""
    procedure, _ = _procedure(context, _catalogue(context))
    document = procedure_to_json(procedure)
    lines = [f"{procedure.code}  {procedure.name}", f"Thời hạn: {procedure.time_limit.text}"]
    lines += [f"Phí, lệ phí: {procedure.fee_text or 'chưa có dữ liệu, xem Cổng DVCQG'}"]
    lines += [f"- {paper.name}" for paper in procedure.papers]
    lines += [f"Nguồn: {procedure.source} (độ tin cậy: {procedure.confidence.value})"]
    return Answer(document, tuple(lines))


def checklist(context: Context) -> Answer:
    """List the papers for a case."""
    catalogue = _catalogue(context)
    procedure, _ = _procedure(context, catalogue)
    result = checklist_for(procedure, _situation(context, catalogue))
    lines = [f"- {paper.name}" for paper in result.papers] or [NO_DATA]
    lines += [f"Không phải nộp (cơ quan tự tra cứu): {name}" for name in result.looked_up]
    lines += [f"Lưu ý: {hint.text}" for hint in result.hints]
    return Answer(checklist_to_json(result), tuple(lines))


def fee(context: Context) -> Answer:
    """Say what a case costs."""
    catalogue = _catalogue(context)
    procedure, day = _procedure(context, catalogue)
    options, situation = context.options, _situation(context, catalogue)
    result = fee_for(procedure, situation, copies=options.copies, pages=options.pages, on=day)
    lines = [f"- {i.name}: {_amount(i.amount_vnd)} ({i.basis})" for i in result.items]
    lines += [f"Cộng: {_amount(result.total_vnd)}", *result.warnings]
    return Answer(fee_to_json(result), tuple(lines))


def due(context: Context) -> Answer:
    """Say when the result is due."""
    received = parse_moment(context.options.received)
    catalogue = _catalogue(context)
    procedure, _ = _procedure(context, catalogue, received=legal_date(received))
    result = due_for(
        procedure,
        received,
        load_calendar(context.data_dir, catalogue),
        _profile(context) or [OfficeHours()],
        situation=_situation(context, catalogue),
    )
    document = due_to_json(result)
    return Answer(document, (f"Hẹn trả: {document['due_at'] or 'chưa xác định'}", *result.warnings))


def _catalogue(context: Context) -> Catalogue:
    """Return the catalogue in use; why it is not the installed one goes to stderr."""
    catalogue = load_catalogue(context.data_dir)
    if catalogue.origin.notice:
        note(catalogue.origin.notice)
    return catalogue


def _procedure(
    context: Context, catalogue: Catalogue, received: date | None = None
) -> tuple[Procedure, date]:
    day = received or legal_date(context.clock())
    if context.options.on:
        try:
            day = parse_full_date(context.options.on)
        except ValueError as error:
            raise InputError(
                "CLI-06", "Ngày không hợp lệ.", "Ghi theo dạng 2026-11-26 hoặc 26/11/2026."
            ) from error
    return catalogue.get(context.options.code, day), day


def _situation(context: Context, catalogue: Catalogue) -> dict[str, SituationValue]:
    given = chain.from_iterable(context.options.situation)
    return parse_situation(given, catalogue.questions)


def _profile(context: Context) -> CentreProfile | None:
    if not context.data_dir.store_file.exists():
        return None
    from desk import centre  # only a desk with a store has its own office hours
    from dossiers.workplace import open_desk_store

    store = open_desk_store(context.data_dir, clock=context.clock)
    try:
        with store.read() as tx:
            return centre.load_profile(tx)
    finally:
        store.close()


def _amount(amount_vnd: int | None) -> str:
    return "chưa có mức của tỉnh" if amount_vnd is None else f"{amount_vnd:,} đ".replace(",", ".")
