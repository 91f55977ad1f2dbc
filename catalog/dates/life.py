"""The due date over a dossier's life: stop at a supplement, go on or begin anew, one extension.

Whether the clock goes on or begins anew after a supplement is the province's rule (not seen for
Phú Thọ), so both dates are given and the clerk chooses. One supplement request per dossier
(Nghị định 118/2025/NĐ-CP Điều 11), at most one new date.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

import msgspec

from base.clock import legal_date, local
from base.errors import InputError
from catalog.calendar import WorkingCalendar
from catalog.due import (
    Due,
    OfficeHoursLike,
    amount_for,
    closing_time,
    count,
    due_for,
    office_spans,
)
from catalog.procedure import Procedure, TimeAmount
from catalog.situations import Situation

NOTICE_BASIS = "Nghị quyết 66.7/2025/NQ-CP"
_SECOND_REQUEST = (
    "Chỉ được yêu cầu bổ sung một lần (Nghị định 118/2025/NĐ-CP Điều 11): hồ sơ này đã yêu cầu rồi."
)
_LATE_APOLOGY = (
    "Phiếu xin lỗi phải gửi trước ngày hẹn ít nhất 01 ngày: nay đã sát hoặc quá ngày hẹn."
)


class SupplementRule(StrEnum):
    """What the clock does when the missing papers have come."""

    PAUSE = "pause"  # the days before the request are used up
    RESTART = "restart"  # the whole time limit from the day of the papers


@dataclass(frozen=True, slots=True)
class Running:
    """A dossier whose time runs: what it is, since when, by which calendar."""

    procedure: Procedure
    received: datetime
    calendar: WorkingCalendar
    hours: OfficeHoursLike
    situation: Situation

    def due(self) -> Due:
        """Return the first appointment."""
        return due_for(
            self.procedure, self.received, self.calendar, self.hours, situation=self.situation
        )


@dataclass(frozen=True, slots=True)
class SupplementDates:
    """Both dates after a supplement; the clerk takes the one that the province's rule says."""

    pause: Due
    restart: Due

    def by(self, rule: SupplementRule) -> Due:
        """Return the date of one rule."""
        return self.pause if rule is SupplementRule.PAUSE else self.restart


def notice_due(
    received: datetime, channel: str, calendar: WorkingCalendar, hours: OfficeHoursLike
) -> Due:
    """Return until when missing papers must be asked for: 8 working hours online, else one day."""
    amount = TimeAmount(hours=8) if channel == "online" else TimeAmount(working_days=1)
    due = count(amount, received, calendar, hours)
    return replace(due, rule=f"{due.rule}. Căn cứ: {NOTICE_BASIS}")


def after_supplement(
    running: Running, requested: datetime, supplied: datetime, *, requests: int = 1
) -> SupplementDates:
    """Return the appointment after missing papers were asked for and came.

    `requests` counts the requests so far: a second one is warned of. Raises InputError CAT-31
    when the moments are not in order.
    """
    if not running.received <= requested <= supplied:
        raise InputError(
            "CAT-31",
            "Thời điểm yêu cầu bổ sung và nhận bổ sung không theo thứ tự.",
            "Yêu cầu phải sau khi tiếp nhận, nhận bổ sung phải sau yêu cầu.",
        )
    restart = _restarted(running, supplied)
    pause = _paused(running, requested, supplied)
    if requests > 1:
        restart, pause = (replace(d, warnings=(_SECOND_REQUEST, *d.warnings))
                          for d in (restart, pause))  # fmt: skip
    return SupplementDates(pause=pause, restart=restart)


def extend(
    due: Due, new_day: date, asked: datetime, running: Running, *, extended_before: bool
) -> Due:
    """Return the one new date that an apology may give (Mẫu số 04).

    Raises InputError CAT-32 (already extended), CAT-33 (not later, or not a working day). An
    apology that comes too late is warned of.
    """
    if extended_before:
        raise InputError(
            "CAT-32",
            "Hồ sơ đã được gia hạn một lần, không gia hạn nữa.",
            "Giải quyết và trả kết quả theo ngày đã hẹn lại.",
        )
    if due.due_at is None:
        raise _new_day_error("Hồ sơ chưa có ngày hẹn nên không có gì để gia hạn.")
    if new_day <= legal_date(due.due_at) or new_day <= legal_date(asked):
        raise _new_day_error("Ngày hẹn mới phải sau ngày hẹn cũ và sau hôm nay.")
    if not running.calendar.is_working(new_day):
        raise _new_day_error(f"{new_day:%d/%m/%Y} là ngày nghỉ.")
    warnings = list(running.calendar.notices)
    if legal_date(asked) >= legal_date(due.due_at):
        warnings.append(_LATE_APOLOGY)
    old = local(due.due_at)
    return Due(
        due_at=closing_time(new_day, running.hours),
        rule=f"Gia hạn một lần: hẹn cũ {old:%d/%m/%Y}, hẹn lại {new_day:%d/%m/%Y} (Mẫu số 04)",
        counted_days=due.counted_days,
        warnings=tuple(warnings),
    )


def _restarted(running: Running, received: datetime) -> Due:
    due = replace(running, received=received).due()
    return replace(due, rule=f"Tính lại từ khi nhận đủ bổ sung: {due.rule}")


def _paused(running: Running, requested: datetime, supplied: datetime) -> Due:
    amount = amount_for(running.procedure, running.situation)
    first = running.due()
    if first.due_at is None or amount.same_day:
        return _restarted(running, supplied)
    left, used = _left(amount, running, first, requested)
    rest = count(left, supplied, running.calendar, running.hours)
    spent = tuple(day for day in first.counted_days if day <= legal_date(requested))
    if amount.hours is not None:
        words = f"đã dùng {used} giờ, còn {left.hours} giờ"
    else:
        words = f"đã dùng {used} ngày, còn {left.working_days or left.calendar_days} ngày"
    rule = (
        f"Tạm dừng từ {local(requested):%d/%m/%Y} đến {local(supplied):%d/%m/%Y}: {words}. "
        f"{rest.rule}"
    )
    days = tuple(dict.fromkeys((*spent, *rest.counted_days)))
    return Due(rest.due_at, rule, days, (*first.warnings, *_new(rest.warnings, first.warnings)))


def _left(
    amount: TimeAmount, running: Running, first: Due, requested: datetime
) -> tuple[TimeAmount, int]:
    """Return what is left of the time and how much is used; at least one unit is left.

    The day of the request counts as used: the day of the papers is not counted either.
    """
    if amount.hours is not None:
        used = min(_hours_between(running, requested), amount.hours - 1)
        return TimeAmount(hours=amount.hours - used), used
    used = sum(day <= legal_date(requested) for day in first.counted_days)
    whole = amount.working_days or amount.calendar_days or 1
    used = min(used, whole - 1)
    unit = "working_days" if amount.working_days is not None else "calendar_days"
    return msgspec.convert({unit: whole - used}, TimeAmount), used


def _hours_between(running: Running, end: datetime) -> int:
    """Return the full office hours between reception and a later moment."""
    spent = timedelta()
    for start, closing in office_spans(running.received, running.calendar, running.hours):
        if start >= end:
            break
        spent += min(closing, end) - start
    return int(spent / timedelta(hours=1))


def _new(found: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    return tuple(text for text in found if text not in known)


def _new_day_error(message: str) -> InputError:
    return InputError("CAT-33", message, "Chọn một ngày làm việc sau ngày hẹn cũ.")
