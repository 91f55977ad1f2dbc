"""When each internal step is due: the time between reception and appointment, shared out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from base.clock import local
from catalog.calendar import WorkingCalendar
from catalog.counter.workflow import Step, Workflow
from catalog.due import OfficeHoursLike, office_spans

_QUARTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class StepDue:
    """One step of the timeline with the moment by which it should be done."""

    step: Step
    begins_at: datetime
    due_at: datetime


def steps_due(
    workflow: Workflow,
    received: datetime,
    due_at: datetime | None,
    calendar: WorkingCalendar,
    hours: OfficeHoursLike,
) -> tuple[StepDue, ...]:
    """Return the steps with their due moments, the last one at the appointment.

    Only office hours are shared out. Without an appointment there is nothing to share: no steps.
    """
    if due_at is None or due_at <= received:
        return ()
    spans = _spans(received, due_at, calendar, hours)
    whole = sum((end - start for start, end in spans), timedelta())
    ends = _ends(workflow.steps, whole)
    found: list[StepDue] = []
    begins = local(received)
    for step, end in zip(workflow.steps, ends, strict=True):
        last = step is workflow.steps[-1]
        due = local(due_at) if last else max(begins, _moment(spans, end))
        found.append(StepDue(step, begins, due))
        begins = due
    return tuple(found)


def _spans(
    received: datetime, due_at: datetime, calendar: WorkingCalendar, hours: OfficeHoursLike
) -> list[tuple[datetime, datetime]]:
    found = []
    for start, end in office_spans(received, calendar, hours):
        if start >= due_at:
            break
        found.append((start, min(end, local(due_at))))
    return found or [(local(received), local(due_at))]


def _ends(steps: Sequence[Step], whole: timedelta) -> list[timedelta]:
    """Return where each step ends in the whole time; what a step may not use goes to the others."""
    free, shares = whole, sum(step.share for step in steps)
    fixed: dict[int, timedelta] = {}
    for index, step in enumerate(steps):
        if step.hours is not None and whole * step.share / shares > timedelta(hours=step.hours):
            fixed[index] = timedelta(hours=step.hours)
    free -= sum(fixed.values(), timedelta())
    shares = sum(step.share for index, step in enumerate(steps) if index not in fixed) or 1
    ends, at = [], timedelta()
    for index, step in enumerate(steps):
        at += fixed.get(index, free * step.share / shares)
        ends.append(at)
    return ends


def _moment(spans: Sequence[tuple[datetime, datetime]], at: timedelta) -> datetime:
    """Return the moment that lies `at` inside the spans, down to the quarter of an hour."""
    for start, end in spans:
        if at <= end - start:
            return _quarter(start, start + at)
        at -= end - start
    return spans[-1][1]


def _quarter(start: datetime, moment: datetime) -> datetime:
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return max(start, midnight + (moment - midnight) // _QUARTER * _QUARTER)
