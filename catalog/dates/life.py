"""The due date over a dossier's life: stop at a supplement, go on or begin anew, one extension.

Whether the clock goes on or begins anew after a supplement is the province's rule (not seen for
Phú Thọ), so both dates are given and the clerk chooses. One supplement request per dossier
(Nghị định 118/2025/NĐ-CP Điều 11), at most one new date.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from base.clock import VIETNAM, legal_date, local
from base.errors import InputError
from catalog.calendar import WorkingCalendar
from catalog.due import (
    Due,
    OfficeHoursLike,
    amount_for,
    closing_time,
    count,
    due_for,
    hours_on,
    office_spans,
)
from catalog.procedure import Procedure, TimeAmount
from catalog.situations import Situation
from desk.profile import OfficeHours

NOTICE_BASIS = "Nghị quyết 66.7/2025/NQ-CP"
SECOND_REQUEST = (
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
    """A dossier whose time runs: what it is, since when, by which calendar.

    `promised` is the length of time that it was taken in with, where that was kept: a later
    catalogue does not change it.
    """

    procedure: Procedure
    received: datetime
    calendar: WorkingCalendar
    hours: OfficeHoursLike
    situation: Situation
    promised: TimeAmount | None = None

    @property
    def amount(self) -> TimeAmount:
        """The length of time that the dossier has."""
        return self.promised or amount_for(self.procedure, self.situation)

    def due(self) -> Due:
        """Return the first appointment."""
        if self.promised is not None:
            return count(self.promised, self.received, self.calendar, self.hours)
        return due_for(
            self.procedure, self.received, self.calendar, self.hours, situation=self.situation
        )


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which the clock stood: missing papers were asked for, and came."""

    requested: datetime
    supplied: datetime


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
    running: Running, requested: datetime, supplied: datetime, *, earlier: Sequence[Pause] = ()
) -> SupplementDates:
    """Return the appointment after missing papers were asked for and came.

    `earlier` are the pauses before, since the time began to run: they use up nothing, but a second
    request is warned of. Raises InputError CAT-31 when the moments are not in order.
    """
    pauses = (*earlier, Pause(requested, supplied))
    moments = [running.received, *(m for p in pauses for m in (p.requested, p.supplied))]
    if moments != sorted(moments):
        raise InputError(
            "CAT-31",
            "Thời điểm yêu cầu bổ sung và nhận bổ sung không theo thứ tự.",
            "Yêu cầu phải sau khi tiếp nhận, nhận bổ sung phải sau yêu cầu.",
        )
    restart = _restarted(running, supplied)
    pause = _paused(running, pauses)
    if earlier:
        restart, pause = (replace(d, warnings=(SECOND_REQUEST, *d.warnings))
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


def moved_from_day_off(
    due_at: datetime, calendar: WorkingCalendar, hours: Sequence[OfficeHours]
) -> datetime | None:
    """Return the next working day's moment for an appointment on a day off; None for none.

    The hour stays, or becomes the end of office hours where the centre is closed then.
    """
    day, clock = legal_date(due_at), local(due_at).time()
    if calendar.is_working(day):
        return None
    day = calendar.next_working_day(day)
    spans = hours_on(day, hours)
    if spans and not any(start <= f"{clock:%H:%M}" <= end for start, end in spans):
        clock = time.fromisoformat(spans[-1][1])
    return datetime.combine(day, clock, VIETNAM)


def _restarted(running: Running, received: datetime) -> Due:
    """Return the whole time anew from a moment."""
    due = replace(running, received=received).due()
    return replace(due, rule=f"Tính lại từ khi nhận đủ bổ sung: {due.rule}")


def _paused(running: Running, pauses: Sequence[Pause]) -> Due:
    """Return the date when the time goes on after each pause; at least one unit is left.

    The day of a request counts as used: the day of the papers is not counted either.
    """
    amount = running.amount
    first = running.due()
    if first.due_at is None or amount.same_day:
        return _restarted(running, pauses[-1].supplied)
    left, run, whole_use = amount, running, 0
    spent: list[date] = []
    current = first
    for pause in pauses:
        used = min(_used(left, run, current, pause.requested), _size(left) - 1)
        spent += [day for day in current.counted_days if day <= legal_date(pause.requested)]
        whole_use += used
        left = _less(left, used)
        run = replace(run, received=pause.supplied)
        current = count(left, pause.supplied, running.calendar, running.hours)
    unit = "giờ" if amount.hours is not None else "ngày"
    stops = "; ".join(
        f"từ {local(p.requested):%d/%m/%Y} đến {local(p.supplied):%d/%m/%Y}" for p in pauses
    )
    rule = f"Tạm dừng {stops}: đã dùng {whole_use} {unit}, còn {_size(left)} {unit}. {current.rule}"
    days = tuple(dict.fromkeys((*spent, *current.counted_days)))
    warnings = (*first.warnings, *_new(current.warnings, first.warnings))
    return Due(current.due_at, rule, days, warnings)


def _used(left: TimeAmount, run: Running, current: Due, requested: datetime) -> int:
    """Return how many units ran until the papers were asked for."""
    if left.hours is not None:
        return _hours_between(run, requested)
    return sum(day <= legal_date(requested) for day in current.counted_days)


def _size(amount: TimeAmount) -> int:
    return amount.hours or amount.working_days or amount.calendar_days or 1


def _less(amount: TimeAmount, used: int) -> TimeAmount:
    """Return what is left of a time in its own unit."""
    if amount.hours is not None:
        return TimeAmount(hours=amount.hours - used)
    if amount.working_days is not None:
        return TimeAmount(working_days=amount.working_days - used)
    return TimeAmount(calendar_days=_size(amount) - used)


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
