"""`catalog due …` and `steps`: the appointment with its days, and the steps on the way to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from base.clock import VIETNAM, legal_date, local, parse_moment, to_iso
from base.dates import parse_full_date
from base.errors import InputError
from catalog.calendar import WorkingCalendar
from catalog.catalogue import Catalogue
from catalog.counter.standing import standing_lines
from catalog.counter.workflow import Step, Workflow, read_workflows
from catalog.dates.centre_calendar import load_calendar
from catalog.dates.steps import StepDue, steps_due
from catalog.due import Due, OfficeHoursLike, amount_for, due_for
from catalog.procedure import Procedure
from catalog.views import due_to_json, standing_to_json
from cli.commands.catalogue.case import (
    catalogue_in_use,
    procedure_asked,
    profile_of,
    situation_given,
)
from cli.context import Context
from cli.output import Answer
from desk.profile import OfficeHours

_YEARS = range(2000, 2200)
_NO_HOUR = (
    "Chưa ghi giờ tiếp nhận: tính như nộp từ đầu giờ làm việc; tiếp nhận sau 15 giờ thì hẹn trả "
    "muộn hơn. Ghi cả giờ, ví dụ --received {day}T09:00."
)
_UNVERIFIED = "Quy trình tham khảo: chưa thấy quyết định của tỉnh, xem lại tại đơn vị."
_DAYS_IN_A_LINE = 10


@dataclass(frozen=True, slots=True)
class _Dated:
    """A procedure received at a moment, by the calendar and the hours of this centre."""

    catalogue: Catalogue
    procedure: Procedure
    day: date
    received: datetime
    calendar: WorkingCalendar
    hours: OfficeHoursLike
    due: Due


def due(context: Context) -> Answer:
    """Say when the result is due."""
    found = _dated(context)
    document = {**due_to_json(found.due), **standing_to_json(found.procedure)}
    lines = [*standing_lines(found.catalogue, found.procedure, found.day)]
    lines += [*_due_lines(found.due), *found.due.warnings]
    return Answer(document, tuple(lines))


def steps(context: Context) -> Answer:
    """Show the internal workflow; given when the dossier came, also by when each step is due."""
    if context.options.received:
        found = _dated(context)
        workflow = read_workflows(found.catalogue.content).of(found.procedure)
        timed = steps_due(workflow, found.received, found.due.due_at, found.calendar, found.hours)
        catalogue, procedure, day = found.catalogue, found.procedure, found.day
        about = {**due_to_json(found.due), **standing_to_json(procedure)}
        said = [*_due_lines(found.due), *found.due.warnings]
    else:
        catalogue = catalogue_in_use(context)
        procedure, day = procedure_asked(context, catalogue)
        workflow, timed = read_workflows(catalogue.content).of(procedure), ()
        about, said = standing_to_json(procedure), []
    document = {**_workflow_json(workflow, timed), **about}
    lines = [*standing_lines(catalogue, procedure, day), *_step_lines(workflow, timed), *said]
    return Answer(document, tuple(lines))


def _dated(context: Context) -> _Dated:
    received, has_hour = _received(context)
    catalogue = catalogue_in_use(context)
    procedure, day = procedure_asked(context, catalogue, received=legal_date(received))
    situation = situation_given(context, catalogue, procedure)
    calendar = load_calendar(context.data_dir, catalogue)
    hours: OfficeHoursLike = profile_of(context) or [OfficeHours()]
    found = due_for(procedure, received, calendar, hours, situation=situation)
    amount = amount_for(procedure, situation)
    if not has_hour and (amount.same_day or amount.hours is not None):
        said = _NO_HOUR.format(day=local(received).date())
        found = replace(found, warnings=(said, *found.warnings))
    return _Dated(catalogue, procedure, day, received, calendar, hours, found)


def _due_lines(found: Due) -> Iterator[str]:
    """Yield the appointment, the rule behind it and the days as they were counted."""
    yield f"Hẹn trả: {_moment(found.due_at) if found.due_at else 'chưa xác định'}"
    if found.due_at is None:
        return
    yield f"Cách tính: {found.rule}."
    days = [f"{day:%d/%m/%Y}" for day in found.counted_days]
    for start in range(0, len(days), _DAYS_IN_A_LINE):
        head = f"Các ngày được tính ({len(days)}): " if not start else "    "
        yield head + ", ".join(days[start : start + _DAYS_IN_A_LINE])


def _workflow_json(workflow: Workflow, timed: Sequence[StepDue]) -> dict[str, Any]:
    moments: dict[int, dict[str, Any]] = {
        number: {"begins_at": to_iso(part.begins_at), "due_at": to_iso(part.due_at)}
        for number, part in enumerate(timed)
    }
    return {
        "workflow": workflow.name,
        "basis": workflow.basis,
        "unverified": workflow.unverified,
        "steps": [
            {
                "name": step.name, "role": step.role, "share": step.share, "hours": step.hours,
                **moments.get(number, {}),
            }
            for number, step in enumerate(workflow.steps)
        ],
    }  # fmt: skip


def _step_lines(workflow: Workflow, timed: Sequence[StepDue]) -> Iterator[str]:
    yield f"Quy trình nội bộ: {workflow.name}" + (f" ({workflow.basis})" if workflow.basis else "")
    if workflow.unverified:
        yield _UNVERIFIED
    whole = sum(step.share for step in workflow.steps) or 1
    for number, step in enumerate(workflow.steps, 1):
        at = f"xong trước {_moment(timed[number - 1].due_at)}" if timed else _share(step, whole)
        yield f"{number}. {step.name} - {step.role}: {at}"


def _share(step: Step, whole: int) -> str:
    most = f", tối đa {step.hours} giờ làm việc" if step.hours is not None else ""
    return f"khoảng {round(100 * step.share / whole)}% thời hạn{most}"


def _moment(moment: datetime) -> str:
    return f"{local(moment):%H:%M %d/%m/%Y}"


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
