"""Dates as papers give them: a full date, a month, or only a year."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONTH_FIRST = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{4})|(\d{4})-(\d{2})")
_COMPACT = re.compile(r"(\d{2})(\d{2})(\d{4})")
_YEAR = re.compile(r"(\d{4})")


WEEKDAY_NAMES = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
"""By `date.weekday()`: Monday is 0."""


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date of which the day, or the day and the month, may be unknown. Always a real date."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        """Raise ValueError when no such date exists."""
        if self.day is not None and self.month is None:
            raise ValueError("a day needs its month")
        date(
            self.year,
            1 if self.month is None else self.month,
            1 if self.day is None else self.day,
        )

    @classmethod
    def of(cls, value: date) -> PartialDate:
        """Return a full date."""
        return cls(value.year, value.month, value.day)

    @property
    def as_date(self) -> date | None:
        """The full date, or None when a part is unknown."""
        if self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)

    @property
    def earliest(self) -> date:
        """The first day that it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day that it can mean."""
        if self.month is None:
            return date(self.year, 12, 31)
        return date(self.year, self.month, self.day or monthrange(self.year, self.month)[1])

    @property
    def iso(self) -> str:
        """`1990`, `1990-02` or `1990-02-01`."""
        parts = [f"{self.year:04d}"]
        parts += [f"{p:02d}" for p in (self.month, self.day) if p is not None]
        return "-".join(parts)

    @property
    def shown(self) -> str:
        """As Vietnamese papers write it: `1990`, `02/1990` or `01/02/1990`."""
        return "/".join(reversed(self.iso.split("-")))


def parse_partial_date(text: str) -> PartialDate:
    """Read dd/mm/yyyy, ddmmyyyy, ISO, mm/yyyy or yyyy. Raise ValueError when it is no date.

    Old papers write 00 for what is not known: 00/00/1945 is the year, 00/05/1945 the month.
    """
    text = text.strip()
    if match := _DAY_FIRST.fullmatch(text) or _COMPACT.fullmatch(text):
        day, month, year = map(int, match.groups())
        return _known(year, month, day)
    if match := _ISO.fullmatch(text):
        return _known(*map(int, match.groups()))
    if match := _MONTH_FIRST.fullmatch(text):
        month_first, year_last, year_first, month_last = match.groups()
        return _known(int(year_last or year_first), int(month_first or month_last))
    if match := _YEAR.fullmatch(text):
        return PartialDate(int(match.group(1)))
    raise ValueError("not a date")


def _known(year: int, month: int, day: int = 0) -> PartialDate:
    """Return a date without the parts that are 0; a day of no month is no date."""
    return PartialDate(year, month or None, day or None)


def parse_full_date(text: str) -> date:
    """Read a full date in any of the written shapes. Raise ValueError otherwise."""
    value = parse_partial_date(text).as_date
    if value is None:
        raise ValueError("day or month missing")
    return value
