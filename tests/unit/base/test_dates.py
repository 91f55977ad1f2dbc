from __future__ import annotations

from datetime import date

import pytest

from base.dates import PartialDate, parse_full_date, parse_partial_date


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("01/02/1990", "1990-02-01"),
        ("1/2/1990", "1990-02-01"),
        ("01021990", "1990-02-01"),
        ("1990-02-01", "1990-02-01"),
        ("01-02-1990", "1990-02-01"),
        ("02/1990", "1990-02"),
        ("1990-02", "1990-02"),
        ("1990", "1990"),
        (" 29/02/2024 ", "2024-02-29"),
        ("00/00/1945", "1945"),
        ("0/0/1945", "1945"),
        ("00001945", "1945"),
        ("1945-00-00", "1945"),
        ("00/1945", "1945"),
        ("00/05/1990", "1990-05"),
        ("1990-05-00", "1990-05"),
    ],
)
def test_dates_are_read_in_every_written_shape(text: str, iso: str) -> None:
    assert parse_partial_date(text).iso == iso


@pytest.mark.parametrize(
    "text",
    ["29/02/2023", "32/01/2020", "1/13/2020", "05/00/1945", "00/00/0000", "hôm qua", "", "199"],
)
def test_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_partial_date(text)


@pytest.mark.parametrize("parts", [(1945, 0), (1945, 5, 0), (1945, 0, 0), (1945, None, 5)])
def test_zero_is_no_month_and_no_day(parts: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r".*"):
        PartialDate(*parts)


def test_a_full_date_needs_its_day() -> None:
    assert parse_full_date("26/11/2026") == date(2026, 11, 26)
    with pytest.raises(ValueError, match="missing"):
        parse_full_date("2026")


def test_shown_as_vietnamese_papers_write_it() -> None:
    assert PartialDate(1990, 2, 1).shown == "01/02/1990"
    assert PartialDate(1990, 2).shown == "02/1990"
    assert PartialDate(1990).shown == "1990"
    assert PartialDate(1990).as_date is None
    assert PartialDate(1990).earliest == date(1990, 1, 1)
    assert PartialDate(1990).latest == date(1990, 12, 31)
    assert PartialDate(2024, 2).latest == date(2024, 2, 29)
    assert PartialDate(1990, 2, 1).latest == date(1990, 2, 1)
