"""Working days of 2026 and 2027 by table, other years by law with a warning elsewhere."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from catalog.calendar import WorkingCalendar


@pytest.mark.parametrize(("year", "count"), [(2026, 249), (2027, 249)])
def test_the_year_has_as_many_working_days_as_published(
    calendar: WorkingCalendar, year: int, count: int
) -> None:
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(365))
    assert sum(map(calendar.is_working, days)) == count


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 11, 23), True),  # the proposed swap was not adopted
        (date(2026, 11, 24), False),  # Ngày Văn hóa Việt Nam
        (date(2026, 11, 28), False),
        (date(2026, 1, 10), True),  # a Saturday worked for 02/01
        (date(2026, 8, 22), True),
        (date(2026, 8, 31), False),
        (date(2026, 4, 27), False),  # Giỗ Tổ fell on a Sunday
        (date(2027, 2, 4), False),
        (date(2027, 2, 10), False),
        (date(2027, 2, 11), True),
        (date(2027, 5, 3), False),
    ],
)
def test_named_days(calendar: WorkingCalendar, day: date, *, working: bool) -> None:
    assert calendar.is_working(day) is working


@pytest.mark.parametrize(
    ("year", "known"), [(2025, False), (2026, True), (2027, True), (2028, False)]
)
def test_only_announced_years_are_known(
    calendar: WorkingCalendar, year: int, *, known: bool
) -> None:
    assert calendar.known(year) is known


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2028, 1, 1), False),  # a Saturday
        (date(2028, 1, 3), False),  # made up on Monday
        (date(2028, 1, 4), True),
        (date(2028, 4, 4), False),  # Giỗ Tổ by the lunar table
        (date(2028, 11, 24), False),
        (date(2029, 11, 24), False),  # a Saturday: whether it is made up is open, so it is not
        (date(2029, 11, 26), True),
        (date(2025, 11, 24), True),  # the day became a holiday in 2026
    ],
)
def test_other_years_follow_the_fixed_days_of_the_law(
    calendar: WorkingCalendar, day: date, *, working: bool
) -> None:
    assert calendar.is_working(day) is working


def test_a_day_off_has_a_name(calendar: WorkingCalendar) -> None:
    assert calendar.holiday_name(date(2026, 11, 24)) == "Ngày Văn hóa Việt Nam"
    assert calendar.holiday_name(date(2028, 1, 3)) == "Nghỉ bù Tết Dương lịch"
    assert calendar.holiday_name(date(2026, 1, 10)) is None
    assert calendar.holiday_name(date(2026, 11, 28)) is None
