"""`desk calendar …`: the days of a year, and the centre's own among them."""

from __future__ import annotations

from datetime import date

from base.clock import legal_date
from base.dates import WEEKDAY_NAMES, parse_full_date
from base.errors import InputError
from base.text import clean_line
from catalog.calendar import CentreDay, CentreTable, DutyPeriod, WorkingCalendar
from catalog.catalogue import load_catalogue
from catalog.dates.centre_calendar import (
    load_calendar,
    load_centre_table,
    save_centre_table,
    with_complete,
    with_day,
    with_duty,
    without_day,
    without_duty,
)
from catalog.dates.year_days import NamedDay, named_days
from cli.context import Context
from cli.grammar import WEEKDAYS
from cli.output import Answer


def show(context: Context) -> Answer:
    """List the days of a year that are not as every week."""
    year = context.options.year or legal_date(context.clock()).year
    return _answer(context, load_centre_table(context.data_dir), year)


def set_day(context: Context) -> Answer:
    """Say that the centre is closed, or works, on a day."""
    options = context.options
    day = _day(options.date)
    own = CentreDay(
        date=day, kind=options.kind, name=clean_line(options.name), basis=options.basis,
        clerk=getattr(options, "user", None) or "",
    )  # fmt: skip
    return _saved(context, with_day(load_centre_table(context.data_dir), own), day.year)


def clear_day(context: Context) -> Answer:
    """Take back what the centre said of a day."""
    day = _day(context.options.date)
    own = load_centre_table(context.data_dir)
    if not any(said.date == day for said in own.days):
        words = f"Trung tâm chưa ghi gì về ngày {day:%d/%m/%Y}, không có gì để bỏ."
        return _with(_answer(context, own, day.year), words)
    return _saved(context, without_day(own, day), day.year)


def duty(context: Context) -> Answer:
    """Begin or end reception on a weekday that is not counted."""
    options = context.options
    weekday = WEEKDAYS.index(options.weekday)
    day = _day(options.since) if options.since else legal_date(context.clock())
    step = with_duty if options.switch == "on" else without_duty
    return _saved(context, step(load_centre_table(context.data_dir), weekday, day), day.year)


def complete(context: Context) -> Answer:
    """Say that all days off for Tết and swaps of a year are in the table."""
    options = context.options
    own = load_centre_table(context.data_dir)
    table = with_complete(own, options.year, is_complete=not options.off)
    if not options.off and _calendar(context).known(options.year):
        words = f"Lịch năm {options.year} đã đủ, không cần ghi thêm."
        return _with(_answer(context, own, options.year), words)
    return _saved(context, table, options.year)


def _saved(context: Context, table: CentreTable, year: int) -> Answer:
    save_centre_table(context.data_dir, table, context.clock())
    return _answer(context, table, year)


def _answer(context: Context, table: CentreTable, year: int) -> Answer:
    calendar = _calendar(context)
    days = named_days(calendar, table, year)
    document = {
        "year": year,
        "announced": calendar.known(year),
        "days": [
            {"date": d.day.isoformat(), "worked": d.is_worked, "name": d.name, "own": d.is_own}
            for d in days
        ],
        "duty": [
            {
                "weekday": WEEKDAYS[p.weekday],
                "from": p.valid_from.isoformat() if p.valid_from else None,
                "to": p.valid_to.isoformat() if p.valid_to else None,
            }
            for p in table.duty
        ],
    }
    lines = [_line(day) for day in days]
    lines += [_duty_line(period) for period in table.duty]
    if not calendar.known(year):
        lines.append(f"Lịch nghỉ Tết và hoán đổi năm {year} chưa có: mọi ngày hẹn đều được nhắc.")
    return Answer(document, tuple(lines))


def _calendar(context: Context) -> WorkingCalendar:
    return load_calendar(context.data_dir, load_catalogue(context.data_dir))


def _with(answer: Answer, words: str) -> Answer:
    return Answer(answer.document, (*answer.lines, words))


def _duty_line(period: DutyPeriod) -> str:
    since = f", từ {period.valid_from:%d/%m/%Y}" if period.valid_from else ""
    until = f" đến hết {period.valid_to:%d/%m/%Y}" if period.valid_to else ""
    return f"trực (không tính vào thời hạn): {WEEKDAY_NAMES[period.weekday]}{since}{until}"


def _line(day: NamedDay) -> str:
    kind = "làm việc" if day.is_worked else "nghỉ"
    whose = " (của trung tâm)" if day.is_own else ""
    return f"{day.day:%d/%m/%Y}  {kind}  {day.name}{whose}"


def _day(text: str) -> date:
    try:
        return parse_full_date(text)
    except ValueError as error:
        raise InputError(
            "CLI-23", "Ngày không đúng.", "Ghi đủ ngày, tháng, năm, ví dụ 11/12/2026."
        ) from error
