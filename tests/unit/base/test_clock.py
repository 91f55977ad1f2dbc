from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from base.clock import fixed_clock, legal_date, parse_moment, to_iso
from base.errors import InputError


def test_a_moment_without_offset_is_vietnamese_time() -> None:
    assert parse_moment("2026-11-26T08:30") == datetime(2026, 11, 26, 1, 30, tzinfo=UTC)
    assert parse_moment("2026-11-26T08:30+00:00") == datetime(2026, 11, 26, 8, 30, tzinfo=UTC)


def test_the_legal_date_is_vietnams_whatever_the_pc_says() -> None:
    assert legal_date(datetime(2026, 11, 25, 18, 0, tzinfo=UTC)) == date(2026, 11, 26)


@pytest.mark.parametrize("text", ["mai", "0001-01-01T00:00", "9999-12-31T23:59-02:00"])
def test_a_moment_that_is_none_is_refused_with_the_next_step(text: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_moment(text)
    assert refused.value.code == "CLI-03"
    assert refused.value.next_step


def test_iso_has_vietnams_offset() -> None:
    assert to_iso(fixed_clock(parse_moment("2026-11-26T08:30"))()) == "2026-11-26T08:30:00+07:00"
