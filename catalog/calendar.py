"""Working days of state offices: a dated table by announcement, and the law for other years."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import msgspec

_DATA = Path(__file__).parent / "data" / "calendar.json"
_SATURDAY, _SUNDAY = 5, 6


class CalendarDay(msgspec.Struct, frozen=True, kw_only=True):
    """One day that the table names: holiday, substitute, swap_off or swap_work (worked)."""

    date: date
    kind: str
    name: str
    basis: str
    certainty: str  # law, announced, reported


class _YearlyRule(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    month: int
    day: int
    made_up: bool  # whether it is made up when it falls on a weekend
    basis: str
    valid_from: date | None = None


class _LunarDay(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    date: date
    made_up: bool
    basis: str


class _Year(msgspec.Struct, frozen=True, kw_only=True):
    year: int
    state: str
    note: str


class _CalendarFile(msgspec.Struct, frozen=True, kw_only=True):
    status_date: date
    scope: str
    rules: tuple[_YearlyRule, ...]
    lunar: tuple[_LunarDay, ...]
    years: tuple[_Year, ...]
    days: tuple[CalendarDay, ...]


class WorkingCalendar:
    """Which days are worked. For a year that is not announced only the law's fixed days are known.

    Thread-safe after construction apart from a harmless cache of computed years.
    """

    def __init__(self, file: _CalendarFile) -> None:
        self._file = file
        self._days = {day.date: day for day in file.days}
        self._known = {year.year for year in file.years if year.state == "complete"}
        self._computed: dict[int, dict[date, str]] = {}

    @classmethod
    def load(cls, path: Path = _DATA) -> WorkingCalendar:
        """Read the calendar delivered with the program, or another file of the same shape."""
        return cls(msgspec.json.decode(path.read_bytes(), type=_CalendarFile))

    @property
    def status_date(self) -> date:
        """The day on which the table was checked."""
        return self._file.status_date

    def known(self, year: int) -> bool:
        """Return whether Tết and the swaps of a year are in the table."""
        return year in self._known

    def is_working(self, day: date) -> bool:
        """Return whether state offices work and count that day."""
        named = self._days.get(day)
        if named is not None:
            return named.kind == "swap_work"
        return day.weekday() < _SATURDAY and day not in self._law_days(day.year)

    def holiday_name(self, day: date) -> str | None:
        """Return why a day is off, or None for a working day or an ordinary weekend."""
        named = self._days.get(day)
        if named is not None:
            return None if named.kind == "swap_work" else named.name
        return self._law_days(day.year).get(day)

    def next_working_day(self, day: date) -> date:
        """Return the first working day after a day."""
        day += timedelta(days=1)
        while not self.is_working(day):
            day += timedelta(days=1)
        return day

    def working_days_after(self, day: date, count: int) -> tuple[date, ...]:
        """Return the next `count` working days after a day."""
        found: list[date] = []
        while len(found) < count:
            day = self.next_working_day(day)
            found.append(day)
        return tuple(found)

    def _law_days(self, year: int) -> dict[date, str]:
        if self.known(year):
            return {}
        if year not in self._computed:
            self._computed[year] = self._compute(year)
        return self._computed[year]

    def _compute(self, year: int) -> dict[date, str]:
        fixed = [
            (date(year, rule.month, rule.day), rule.name, rule.made_up)
            for rule in self._file.rules
            if rule.valid_from is None or date(year, rule.month, rule.day) >= rule.valid_from
        ]
        fixed += [(d.date, d.name, d.made_up) for d in self._file.lunar if d.date.year == year]
        off = {day: name for day, name, _ in fixed}
        for day, name, made_up in sorted(fixed):
            if made_up and day.weekday() in {_SATURDAY, _SUNDAY}:
                off[_first_free_weekday(day, off)] = f"Nghỉ bù {name}"
        return off


def _first_free_weekday(day: date, off: dict[date, str]) -> date:
    while day.weekday() >= _SATURDAY or day in off:
        day += timedelta(days=1)
    return day
