"""`catalog …`: procedures, papers, fees, due dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import chain
from typing import Any

from base.clock import VIETNAM, legal_date, local, parse_moment
from base.dates import parse_full_date
from base.errors import InputError
from base.text import fold
from catalog.bundle.wording import STATUS_WORDS
from catalog.catalogue import Catalogue, load_catalogue
from catalog.checklist import IF_IN_CASE, NO_DATA, NOTHING, Checklist, checklist_for
from catalog.counter.standing import standing_lines
from catalog.dates.centre_calendar import load_calendar
from catalog.due import amount_for, due_for
from catalog.fees import Fee, fee_for
from catalog.procedure import Procedure
from catalog.search.engine import is_anything_sure
from catalog.search.words import TOO_LONG, is_read_whole
from catalog.situations import MOST, NUMBER_STEP, SituationValue, parse_situation, questions_for
from catalog.views import (
    checklist_to_json,
    due_to_json,
    fee_to_json,
    hits_to_json,
    procedure_to_json,
    standing_to_json,
)
from cli.context import Context
from cli.output import Answer, note
from desk.profile import CentreProfile, OfficeHours

_UNKNOWN = "chưa có dữ liệu, xem Cổng DVCQG"
_USES = {"show": "xuất trình, không thu", "online": "khai trực tuyến"}
_YEARS = range(2000, 2200)
_NO_HOUR = (
    "Chưa ghi giờ tiếp nhận: tính như nộp từ đầu giờ làm việc; tiếp nhận sau 15 giờ thì hẹn trả "
    "muộn hơn. Ghi cả giờ, ví dụ --received {day}T09:00."
)


def search(context: Context) -> Answer:
    """Find procedures."""
    today = legal_date(context.clock())
    query = context.options.query
    hits = _catalogue(context).search(query, context.options.limit, on=today)
    if not is_read_whole(query):
        note(TOO_LONG)
    if hits and not is_anything_sure(hits):
        note("Có thể không phải các thủ tục này; danh mục có thể chưa có.")
    rows = [{**row, "score": round(row["score"], 3)} for row in hits_to_json(hits)]
    return Answer(rows, tuple(map(_hit_line, rows)))


def show(context: Context) -> Answer:
    """Show one procedure in the version in force on a day."""
    catalogue = _catalogue(context)
    procedure, day = _procedure(context, catalogue)
    document = procedure_to_json(procedure)
    lines = [f"{procedure.code}  {procedure.name}"]
    lines += standing_lines(catalogue, procedure, day)
    lines += [f"Thời hạn: {procedure.time_limit.text or _UNKNOWN}"]
    lines += [f"Phí, lệ phí: {procedure.fee_text or _UNKNOWN}"]
    lines += [f"- {paper.name}" for paper in procedure.papers]
    if not procedure.papers:
        lines.append(f"Thành phần hồ sơ: {_UNKNOWN}")
    lines += [f"Nguồn: {procedure.source} (độ tin cậy: {procedure.confidence.value})"]
    return Answer(document, tuple(lines))


def checklist(context: Context) -> Answer:
    """List the papers for a case."""
    catalogue = _catalogue(context)
    procedure, day = _procedure(context, catalogue)
    result = checklist_for(procedure, _situation(context, catalogue, procedure))
    lines = [*standing_lines(catalogue, procedure, day), *_paper_lines(result)]
    lines += [f"Không phải nộp (cơ quan tự tra cứu): {name}" for name in result.looked_up]
    lines += _replaced_lines(result)
    lines += [f"Lưu ý: {hint.text}" for hint in result.hints]
    return Answer({**checklist_to_json(result), **standing_to_json(procedure)}, tuple(lines))


def fee(context: Context) -> Answer:
    """Say what a case costs."""
    catalogue = _catalogue(context)
    procedure, day = _procedure(context, catalogue)
    options, situation = context.options, _situation(context, catalogue, procedure)
    copies, pages = _counted(options.copies, "--copies"), _counted(options.pages, "--pages")
    result = fee_for(procedure, situation, copies=copies, pages=pages, on=day)
    lines = [*standing_lines(catalogue, procedure, day)]
    lines += [f"- {item.name}: {item.amount_words} ({item.basis})" for item in result.items]
    if result.items:
        lines.append(f"Cộng: {result.total_words}")
    lines += [*result.warnings, *_ask_lines(procedure, result)]
    return Answer({**fee_to_json(result), **standing_to_json(procedure)}, tuple(lines))


def due(context: Context) -> Answer:
    """Say when the result is due."""
    received, has_hour = _received(context)
    catalogue = _catalogue(context)
    procedure, day = _procedure(context, catalogue, received=legal_date(received))
    situation = _situation(context, catalogue, procedure)
    result = due_for(
        procedure,
        received,
        load_calendar(context.data_dir, catalogue),
        _profile(context) or [OfficeHours()],
        situation=situation,
    )
    amount = amount_for(procedure, situation)
    warnings = list(result.warnings)
    if not has_hour and (amount.same_day or amount.hours is not None):
        warnings.insert(0, _NO_HOUR.format(day=local(received).date()))
    document = {**due_to_json(result), "warnings": warnings, **standing_to_json(procedure)}
    lines = [*standing_lines(catalogue, procedure, day)]
    lines += [f"Hẹn trả: {document['due_at'] or 'chưa xác định'}", *warnings]
    return Answer(document, tuple(lines))


def _hit_line(row: dict[str, Any]) -> str:
    line = f"{row['code']}  {row['name']}  [{row['field']}]"
    if row["status"] == "current":
        return line
    instead = f", dùng {', '.join(row['replaced_by'])}" if row["replaced_by"] else ""
    return f"{line}  ({STATUS_WORDS[row['status']]}{instead})"


def _paper_lines(checklist: Checklist) -> Iterator[str]:
    """Yield the papers, and why there are none: unknown, still open, or none to be read."""
    for paper in checklist.papers:
        mark = IF_IN_CASE if paper.is_conditional else _USES.get(paper.use)
        yield f"- {paper.name}" + (f" ({mark})" if mark else "")
        yield from (f"    + {option}" for option in paper.options)
        if note_of_paper := paper.why.partition(". ")[2]:
            yield f"    {note_of_paper}"
    if not checklist.known:
        yield NO_DATA
    elif not checklist.papers and not checklist.undecided:
        yield NOTHING
    for question in checklist.deciding:
        more = "đủ danh sách" if checklist.papers else "danh sách"
        yield f"Trả lời câu hỏi “{question.text}” để có {more}:"
        yield from (f"    {question.key}={c.value}  {c.label}" for c in question.choices)


def _replaced_lines(checklist: Checklist) -> Iterator[str]:
    """Yield what databases replace, where it is not among what the office looks up already."""
    told = [fold(name) for name in checklist.looked_up]
    for line in checklist.replaced:
        paper, _, database = (part.strip() for part in line.partition("←"))
        source = f" (khi khai thác được từ {database})" if database else ""
        if not any(fold(paper) in name for name in told):
            yield f"Cơ quan tự tra cứu, không phải nộp: {paper}{source}"


def _ask_lines(procedure: Procedure, result: Fee) -> Iterator[str]:
    texts = {question.key: question.text for question in questions_for(procedure)}
    for key in result.asks:
        option = f"--situation {key}=N" if key == "people" else f"--{key} N"
        yield f"Cần biết: {texts.get(key, key)} ({option})"


def _counted(number: int, option: str) -> int:
    """Return a count that was typed; InputError CAT-04 for one that cannot be."""
    if not 0 <= number <= MOST:
        raise InputError(
            "CAT-04",
            f"Số ghi ở {option} không hợp lý.",
            NUMBER_STEP,
        )
    return number


def _received(context: Context) -> tuple[datetime, bool]:
    """Return when it was received, and whether the hour is known: a bare day of today is now."""
    text, now = context.options.received.strip(), context.clock()
    try:
        day = parse_full_date(text)
    except ValueError:
        return _possible(text), True
    _refuse_other_times(day.year)
    if day == legal_date(now):
        return now, True
    return datetime.combine(day, time(), VIETNAM), False


def _possible(text: str) -> datetime:
    year = text[:4]
    if year.isdecimal():
        _refuse_other_times(int(year))
    return parse_moment(text)


def _refuse_other_times(year: int) -> None:
    if year not in _YEARS:
        raise InputError(
            "CLI-19",
            "Thời điểm tiếp nhận nằm ngoài khoảng tính được.",
            f"Ghi một ngày trong các năm {_YEARS.start}–{_YEARS.stop - 1}.",
        )


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


def _situation(
    context: Context, catalogue: Catalogue, procedure: Procedure
) -> dict[str, SituationValue]:
    given = chain.from_iterable(context.options.situation)
    return parse_situation(given, catalogue.questions, procedure)


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
