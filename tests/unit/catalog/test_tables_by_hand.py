"""Two tables that anybody can check with a calendar and the tariff: due dates and fees."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import msgspec
import pytest

from base.clock import VIETNAM
from catalog.calendar import WorkingCalendar
from catalog.due import count, due_for
from catalog.fees import fee_for
from catalog.procedure import Procedure, TimeAmount
from catalog.situations import parse_situation
from desk.profile import OfficeHours

Get = Callable[[str], Procedure]
HERE = Path(__file__).parent
HOURS = [OfficeHours()]
_LENGTH = re.compile(r"(\d+) (ngày làm việc|ngày|giờ)|(trong ngày)")
_UNITS = {"ngày làm việc": "working_days", "ngày": "calendar_days", "giờ": "hours"}


def rows(name: str, columns: int) -> list[list[str]]:
    lines = (HERE / name).read_text("utf-8").splitlines()[1:]
    return [(line.split("\t") + [""] * columns)[:columns] for line in lines]


DUE, FEES = rows("due_by_hand.tsv", 5), rows("fees_by_hand.tsv", 8)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def amount_of(text: str) -> TimeAmount | None:
    match = _LENGTH.fullmatch(text)
    if match is None:
        return None
    if match[3]:
        return TimeAmount(same_day=True)
    return msgspec.convert({_UNITS[match[2]]: int(match[1])}, TimeAmount)


def test_there_are_200_due_dates_and_60_fees() -> None:
    assert len(DUE) == 200
    assert len({tuple(row[:4]) for row in DUE}) == 200
    assert len(FEES) >= 60
    assert {"2026-12-31", "2027-01-01"} <= {row[4] for row in FEES}


@pytest.mark.parametrize("row", DUE, ids=lambda r: f"{r[0]} {r[1]} {r[3]}")
def test_due_date(calendar: WorkingCalendar, procedure: Get, row: list[str]) -> None:
    length, received, due_at, situation, _ = row
    amount = amount_of(length)
    if amount is not None:
        found = count(amount, moment(received), calendar, HOURS)
    else:
        found = due_for(
            procedure(length), moment(received), calendar, HOURS,
            situation=parse_situation(situation.split()),
        )  # fmt: skip
    assert found.due_at == moment(due_at)


@pytest.mark.parametrize("row", FEES, ids=lambda r: " ".join(r[:5]))
def test_fee(procedure: Get, row: list[str]) -> None:
    code, situation, copies, pages, day, total, free, _ = row
    fee = fee_for(
        procedure(code), parse_situation(situation.split()), copies=int(copies), pages=int(pages),
        on=date.fromisoformat(day),
    )  # fmt: skip
    assert fee.total_vnd == (None if total == "?" else int(total))
    if total == "?":
        assert fee.warnings
    if free:
        assert fee.exempt is not None
        assert free.lower() in fee.exempt.reason.lower()
