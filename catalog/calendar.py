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


class YearlyRule(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A holiday that the law fixes on the same date every year."""

    name: str
    month: int
    day: int
    made_up: bool  # whether it is made up when it falls on a weekend
    basis: str
    valid_from: date | None = None


class LunarDay(msgspec.Struct, frozen=True, kw_only=True):
    """A holiday of the lunar calendar, computed for one year."""

    name: str
    date: date
    made_up: bool
    basis: str


class CalendarYear(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a year's Tết and swaps are in the table (`state` complete) and what is still open."""

    year: int
    state: str
    note: str


class CalendarFile(msgspec.Struct, frozen=True, kw_only=True):
    """The dated table with the law's fixed days, as calendar.json holds it."""

    status_date: date
    scope: str
    rules: tuple[YearlyRule, ...]
    lunar: tuple[LunarDay, ...]
    years: tuple[CalendarYear, ...]
    days: tuple[CalendarDay, ...]


class CentreDay(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A day on which this centre differs from the table: `off` (closed) or `worked`."""

    date: date
    kind: str
    name: str
    basis: str = ""
    clerk: str = ""


class DutyPeriod(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A weekday on which the centre receives without its being counted (0 = Monday)."""

    weekday: int
    valid_from: date | None = None
    valid_to: date | None = None

    def covers(self, day: date) -> bool:
        """Return whether somebody is on duty that day."""
        begun = self.valid_from is None or self.valid_from <= day
        return day.weekday() == self.weekday and begun and (self.valid_to or day) >= day


class CentreTable(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a centre adds to the delivered table, until a signed catalogue brings it."""

    days: tuple[CentreDay, ...] = ()
    complete_years: tuple[int, ...] = ()  # Tết and swaps of these years are among the days
    duty: tuple[DutyPeriod, ...] = ()


_NOTHING_OWN = CentreTable()


class WorkingCalendar:
    """Which days are worked. For a year that is not announced only the law's fixed days are known.

    Thread-safe after construction apart from a harmless cache of computed years. `notices` are
    doubts about the whole calendar; every due date repeats them.
    """

    def __init__(
        self, file: CalendarFile, own: CentreTable = _NOTHING_OWN, notices: tuple[str, ...] = ()
    ) -> None:
        self._file = file
        self._own = own
        self.notices = notices
        self._days = {day.date: (day.kind == "swap_work", day.name) for day in file.days}
        self._days |= {day.date: (day.kind == "worked", day.name) for day in own.days}
        self._known = {year.year for year in file.years if year.state == "complete"}
        self._known |= set(own.complete_years)
        self._computed: dict[int, dict[date, str]] = {}

    @classmethod
    def load(cls, path: Path = _DATA) -> WorkingCalendar:
        """Read the calendar delivered with the program, or another file of the same shape."""
        return cls.read(path.read_bytes())

    @classmethod
    def read(
        cls, data: bytes, own: CentreTable = _NOTHING_OWN, notices: tuple[str, ...] = ()
    ) -> WorkingCalendar:
        """Read calendar.json; msgspec.ValidationError when it has another shape."""
        return cls(msgspec.json.decode(data, type=CalendarFile), own, notices)

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
            return named[0]
        return day.weekday() < _SATURDAY and day not in self._law_days(day.year)

    def holiday_name(self, day: date) -> str | None:
        """Return why a day is off, or None for a working day or an ordinary weekend."""
        named = self._days.get(day)
        if named is not None:
            return None if named[0] else named[1]
        return self._law_days(day.year).get(day)

    def is_duty(self, day: date) -> bool:
        """Return whether the centre receives that day without its being counted."""
        if self.is_working(day) or self.holiday_name(day) is not None:
            return False
        return any(period.covers(day) for period in self._own.duty)

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
