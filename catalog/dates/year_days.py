"""The days of one year that are not as every week: holidays, days off, days worked instead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from catalog.calendar import CentreTable, WorkingCalendar

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class NamedDay:
    """One day out of the ordinary; `is_own` = said by the centre, not by the delivered table."""

    day: date
    is_worked: bool
    name: str
    is_own: bool


def named_days(calendar: WorkingCalendar, own: CentreTable, year: int) -> tuple[NamedDay, ...]:
    """Return the days of a year that are off during the week, worked at a weekend, or holidays."""
    said = {day.date: day for day in own.days}
    found = []
    day = date(year, 1, 1)
    while day.year == year:
        is_worked, name = calendar.is_working(day), calendar.holiday_name(day)
        is_usual = is_worked == (day.weekday() < _SATURDAY) and name is None
        if day in said or not is_usual:
            words = said[day].name if day in said else name or "Làm việc hoán đổi"
            found.append(NamedDay(day, is_worked, words, day in said))
        day += timedelta(days=1)
    return tuple(found)
