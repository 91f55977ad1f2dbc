"""The appointment: from the published time limit, the moment of reception and the calendar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from base.clock import VIETNAM, local
from base.errors import InputError
from catalog.calendar import WorkingCalendar
from catalog.procedure import Confidence, Procedure, TimeAmount, TimeCase
from catalog.situations import Situation, holds, with_defaults
from desk.profile import OfficeHours

CUTOFF = time(15, 0)
"""Luật Hộ tịch 2014 Điều 5 khoản 3: "after 15 o'clock", so 15:00:00 itself is the same day."""

NO_LIMIT = "Chưa có thời hạn bằng số cho thủ tục này: xem Cổng DVCQG, hẹn theo quyết định công bố."
VERIFIED = ("verification",)
"""The case in which something must be looked into first (Luật Hộ tịch: “phải xác minh”)."""

_SATURDAY = 5


class Centre(Protocol):
    """What the due date needs of a centre; the centre profile has it."""

    @property
    def hours(self) -> Sequence[OfficeHours]:
        """Office hours with the days on which they hold."""

    @property
    def saturday_reception(self) -> bool:
        """Whether the centre receives on Saturdays."""


OfficeHoursLike = Sequence[OfficeHours] | Centre


@dataclass(frozen=True, slots=True)
class Due:
    """When the result is promised; None when no number is published. Days as they were counted."""

    due_at: datetime | None
    rule: str
    counted_days: tuple[date, ...]
    warnings: tuple[str, ...]
    amount: TimeAmount | None = None  # the length of time counted, where one was


@dataclass(frozen=True, slots=True)
class _Reception:
    moment: datetime  # Vietnamese time
    calendar: WorkingCalendar
    hours: Sequence[OfficeHours]
    saturday_reception: bool

    @property
    def day(self) -> date:
        return self.moment.date()

    def next_day(self) -> date:
        return self.calendar.next_working_day(self.day)


def due_for(
    procedure: Procedure,
    received: datetime,
    calendar: WorkingCalendar,
    hours: OfficeHoursLike,
    *,
    situation: Situation | None = None,
) -> Due:
    """Return the appointment for a case received at an aware moment.

    Raises InputError CAT-03 when the centre has no office hours for the day.
    """
    amount = amount_for(procedure, situation or {})
    counted = count(amount, received, calendar, hours)
    rule = counted.rule
    if procedure.time_limit.basis and counted.due_at is not None:
        rule = f"{rule}. Căn cứ: {procedure.time_limit.basis}"
    warnings = (*_limit_warnings(procedure, amount), *counted.warnings)
    return Due(counted.due_at, rule, counted.counted_days, warnings, amount)


def count(
    amount: TimeAmount, received: datetime, calendar: WorkingCalendar, hours: OfficeHoursLike
) -> Due:
    """Return when a length of time ends that begins at an aware moment, by the calendar alone."""
    reception = _reception(received, calendar, hours)
    due_at, rule, counted = _count(amount, reception)
    warnings = _day_warnings(reception, due_at.date()) if due_at is not None else []
    return Due(due_at, rule, counted, tuple(warnings), amount)


def office_spans(
    start: datetime, calendar: WorkingCalendar, hours: OfficeHoursLike
) -> Iterator[tuple[datetime, datetime]]:
    """Yield the office hours from an aware moment on, without end."""
    return _spans_from(_reception(start, calendar, hours))


def closing_time(day: date, hours: OfficeHoursLike) -> datetime:
    """Return the end of office hours on a day; InputError CAT-03 without hours for it."""
    return _closing(day, hours if isinstance(hours, Sequence) else hours.hours)


def hours_on(day: date, hours: Sequence[OfficeHours]) -> list[tuple[str, str]]:
    """Return from when till when a centre is open on a day; nothing where no hours hold.

    Dated hours (summer, winter) stand before those without a beginning.
    """
    iso = day.isoformat()
    valid = [
        h for h in hours if (h.valid_from or "") <= iso <= (h.valid_to or "9999-12-31") and h.spans
    ]
    return sorted(max(valid, key=lambda h: h.valid_from or "").spans) if valid else []


def _reception(received: datetime, calendar: WorkingCalendar, hours: OfficeHoursLike) -> _Reception:
    if isinstance(hours, Sequence):
        return _Reception(local(received), calendar, hours, saturday_reception=False)
    return _Reception(local(received), calendar, hours.hours, hours.saturday_reception)


def amount_for(procedure: Procedure, situation: Situation) -> TimeAmount:
    """Return the length of time that the case has: its own, its channel's, or the general one."""
    limit, situation = procedure.time_limit, with_defaults(procedure, situation)
    for case in limit.cases:
        if holds(case.when, situation):
            return case
    for channel, amount in limit.by_channel.items():
        if holds((f"channel={channel}",), situation):
            return amount
    return limit


def _count(
    amount: TimeAmount, reception: _Reception
) -> tuple[datetime | None, str, tuple[date, ...]]:
    if amount.same_day:
        return _same_day(reception)
    if amount.hours is not None:
        return _hours(amount.hours, reception)
    if amount.working_days is not None:
        days = reception.calendar.working_days_after(reception.day, amount.working_days)
        rule = f"{amount.working_days:02d} ngày làm việc, tính từ ngày làm việc tiếp theo"
        return _closing(days[-1], reception.hours), rule, days
    if amount.calendar_days is not None:
        return _calendar_days(amount.calendar_days, reception)
    return None, "Chưa có thời hạn", ()


def _same_day(reception: _Reception) -> tuple[datetime, str, tuple[date, ...]]:
    rule = "Trong ngày làm việc; tiếp nhận sau 15 giờ thì trong ngày làm việc tiếp theo"
    day = reception.day
    late = reception.moment.time() > CUTOFF or not reception.calendar.is_working(day)
    if late or _closing(day, reception.hours) <= reception.moment:
        day = reception.next_day()
    return _closing(day, reception.hours), rule, (day,)


def _calendar_days(count: int, reception: _Reception) -> tuple[datetime, str, tuple[date, ...]]:
    days = [reception.day + timedelta(days=n) for n in range(1, count + 1)]
    rule = f"{count:02d} ngày, tính từ ngày tiếp theo"
    last = days[-1]
    if not reception.calendar.is_working(last):
        last = reception.calendar.next_working_day(last)
        rule += "; ngày cuối là ngày nghỉ nên hẹn ngày làm việc tiếp theo"
    return _closing(last, reception.hours), rule, tuple(days)


def _hours(count: int, reception: _Reception) -> tuple[datetime, str, tuple[date, ...]]:
    rule = f"{count:02d} giờ làm việc, tính trong giờ làm việc"
    left = timedelta(hours=count)
    spans = _spans_from(reception)
    start, end = next(spans)
    counted = [start.date()]
    while left > end - start:
        left -= end - start
        start, end = next(spans)
        if start.date() not in counted:
            counted.append(start.date())
    return start + left, rule, tuple(counted)


def _spans_from(reception: _Reception) -> Iterator[tuple[datetime, datetime]]:
    day = reception.day
    if not reception.calendar.is_working(day):
        day = reception.next_day()
    while True:
        for opening, closing in _spans(day, reception.hours):
            start = max(_at(day, opening), reception.moment)
            if start < _at(day, closing):
                yield start, _at(day, closing)
        day = reception.calendar.next_working_day(day)


def _closing(day: date, hours: Sequence[OfficeHours]) -> datetime:
    return _at(day, _spans(day, hours)[-1][1])


def _spans(day: date, hours: Sequence[OfficeHours]) -> list[tuple[str, str]]:
    found = hours_on(day, hours)
    if not found:
        raise InputError(
            "CAT-03",
            f"Trung tâm chưa có giờ làm việc cho ngày {day:%d/%m/%Y}.",
            "Bổ sung giờ làm việc trong hồ sơ trung tâm (desk init).",
        )
    return found


def _at(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), VIETNAM)


def _limit_warnings(procedure: Procedure, amount: TimeAmount) -> Iterator[str]:
    limit = procedure.time_limit
    if not amount.known:
        yield NO_LIMIT + (f" Nguồn ghi: “{limit.text}”" if limit.text else "")
        return
    if limit.variants:
        yield f"Nguồn ghi nhiều thời hạn ({'; '.join(limit.variants)}): chọn đúng trường hợp."
    elif isinstance(amount, TimeCase) and amount.when == VERIFIED and limit.extension_unverified:
        yield f"Thời hạn khi phải xác minh chưa đối chiếu văn bản. Nguồn ghi: “{limit.extension}”"
    elif limit.doubt and not isinstance(amount, TimeCase):
        yield f"Thời hạn cần đối chiếu. Nguồn ghi: “{limit.text}”"
    if procedure.confidence is Confidence.LOW:
        yield "Thời hạn lấy từ nguồn có độ tin cậy thấp, cần đối chiếu."


def _day_warnings(reception: _Reception, due_day: date) -> list[str]:
    found = []
    calendar, day = reception.calendar, reception.day
    if not calendar.is_working(day):
        on_duty = day.weekday() == _SATURDAY and reception.saturday_reception
        on_duty = on_duty or calendar.is_duty(day)
        name = calendar.holiday_name(day)
        if not on_duty or name:
            why = name or ("thứ Bảy" if day.weekday() == _SATURDAY else "Chủ nhật")
            found.append(f"Ngày tiếp nhận {day:%d/%m/%Y} là ngày nghỉ ({why}), không tính.")
    found += [
        f"Lịch nghỉ Tết và hoán đổi năm {year} chưa được công bố trong chương trình: "
        "kiểm tra lại ngày hẹn trả."
        for year in range(day.year, due_day.year + 1)
        if not calendar.known(year)
    ]
    return [*found, *calendar.notices]
