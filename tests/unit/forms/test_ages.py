from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.rules.ages import age_on, birthday


@pytest.mark.parametrize(
    ("born", "years", "day"),
    [
        (date(2008, 11, 26), 18, date(2026, 11, 26)),
        (date(2008, 2, 29), 18, date(2026, 2, 28)),
        (date(2004, 2, 29), 20, date(2024, 2, 29)),
        (date(2008, 2, 28), 18, date(2026, 2, 28)),
        (date(2008, 3, 1), 18, date(2026, 3, 1)),
        (date(1999, 12, 31), 0, date(1999, 12, 31)),
        (date(9999, 12, 31), 18, date.max),
    ],
)
def test_a_birthday_is_the_same_day_or_the_last_of_february(
    born: date, years: int, day: date
) -> None:
    assert birthday(born, years) == day


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2008, 11, 26), date(2026, 11, 25), 17),
        (date(2008, 11, 26), date(2026, 11, 26), 18),
        (date(2008, 2, 29), date(2026, 2, 27), 17),
        (date(2008, 2, 29), date(2026, 2, 28), 18),
        (date(2008, 2, 29), date(2028, 2, 28), 19),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
        (date(2026, 11, 26), date(2026, 11, 26), 0),
        (date(2026, 11, 27), date(2026, 11, 26), -1),
    ],
)
def test_an_age_counts_full_years(born: date, day: date, age: int) -> None:
    assert age_on(born, day) == age


@given(st.dates(date(1900, 1, 1), date(2026, 1, 1)), st.integers(0, 120))
def test_an_age_is_reached_on_its_birthday_and_not_the_day_before(born: date, years: int) -> None:
    day = birthday(born, years)
    assert age_on(born, day) == years
    assert age_on(born, date.fromordinal(day.toordinal() - 1)) == years - 1
