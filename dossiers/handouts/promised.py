"""A day promised to a citizen by hand must be one on which the centre is open.

The appointment of a dossier is counted by the calendar; what is typed on a sheet is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from base.dates import WEEKDAY_NAMES, parse_full_date
from catalog.calendar import WorkingCalendar
from forms.answers import parse_answers
from forms.derive.case import Case
from forms.schema import Field, FieldType, FormSchema, Problem, Severity

_PROMISES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "ms_phieu_xin_loi_gia_han": ("new_due",),
        "ms_giay_tiep_nhan_hen_tra": ("due_at",),
    }
)
_WORKING_RULES = frozenset({"working_day", "working_moment"})
_SUNDAY = 6


def promises_a_day(schema: FormSchema) -> bool:
    """Whether a sheet tells a citizen a day to come on."""
    return schema.id in _PROMISES


def day_problems(
    schema: FormSchema, raw: Mapping[str, Any], calendar: WorkingCalendar
) -> tuple[Problem, ...]:
    """Return which promised days are days off: errors, but for days of duty, which are warned of.

    A new appointment is refused on the same grounds as in catalog.dates.life.
    """
    return tuple(_problems(schema, raw, calendar))


def with_promised_days(
    schema: FormSchema,
    raw: Mapping[str, Any],
    found: Sequence[Problem],
    calendar: WorkingCalendar,
) -> tuple[Problem, ...]:
    """Return what the rules found with what the calendar says of promised days.

    The calendar knows more of a day than its weekday: what a rule says of a day off, or of the hour
    on it, is left out. The hour on a day of duty stays a fact of its own.
    """
    days = day_problems(schema, raw, calendar)
    said = {p.pointer for p in days if p.severity is Severity.ERROR or _on_sunday(schema, raw, p)}
    codes = {spec.code for spec in schema.rules if spec.rule in _WORKING_RULES}
    rest = (p for p in found if not (p.code in codes and p.pointer in said))
    return (*rest, *days)


def _problems(
    schema: FormSchema, raw: Mapping[str, Any], calendar: WorkingCalendar
) -> Iterator[Problem]:
    answers = parse_answers(schema, raw).answers
    for key in _PROMISES.get(schema.id, ()):
        line = schema.line(key)
        day = _day(schema, answers, line) if line else None
        if line is None or day is None or calendar.is_working(day):
            continue
        is_duty = calendar.is_duty(day)
        named = calendar.holiday_name(day) or WEEKDAY_NAMES[day.weekday()]
        if is_duty:
            code, severity, why = "DUE-02", Severity.WARNING, "chỉ có người trực tiếp nhận"
        else:
            code, severity, why = "DUE-01", Severity.ERROR, "trung tâm nghỉ"
        words = f"“{line.label}” là {day:%d/%m/%Y} ({named}), {why}. Hẹn vào ngày làm việc."
        basis = "Lịch làm việc của trung tâm (ngày nghỉ theo Bộ luật Lao động và thông báo)"
        yield Problem(f"/{key}", code, words, basis, severity)


def _on_sunday(schema: FormSchema, raw: Mapping[str, Any], problem: Problem) -> bool:
    line = schema.line(problem.pointer.lstrip("/"))
    day = _day(schema, parse_answers(schema, raw).answers, line) if line else None
    return day is not None and day.weekday() == _SUNDAY


def _day(schema: FormSchema, answers: Mapping[str, Any], line: Field) -> date | None:
    if line.type is FieldType.DATETIME:
        moment = Case(schema, answers).moment(line.key)
        return moment.date() if moment else None
    try:
        return parse_full_date(str(answers.get(line.key, "")))
    except ValueError:
        return None
