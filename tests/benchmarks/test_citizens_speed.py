"""Reading what a scanner sent and what people write: addresses and hostile texts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from citizens.addresses.parse import find_units
from citizens.addresses.table import load_table, parse_table
from citizens.addresses.unit_file import TABLE_FILE
from citizens.payloads import read_payload
from tests.benchmarks.measure import Measured, compare
from tests.unit.citizens_addresses.written import levels_of, on_card

pytestmark = pytest.mark.benchmark

HOSTILE = ("025090000123|" * 75, "|" * 1000, "Ã" * 1000, "025090000123|" + "?Đ" * 500)


def test_the_address_table_loads(report: Callable[[Measured], Measured]) -> None:
    data = TABLE_FILE.read_bytes()
    measured = report(
        compare(
            "table of old and new communes read (wanted: 80 ms)", lambda: parse_table(data),
            "its lines split at the commas", lambda: [x.split(b",") for x in data.splitlines()], 9,
        )
    )  # fmt: skip
    assert measured.ratio < 80


def test_an_address_finds_its_unit(report: Callable[[Measured], Measured]) -> None:
    table = load_table()
    texts = [
        "Số 12 ngõ 5, đường Láng, " + on_card(*levels_of(table, commune))
        for commune in table.old_communes[::50]
    ]
    names = [unit.name for unit in table.old_communes]
    measured = report(
        compare(
            f"{len(texts)} old addresses to the units in force (wanted: 2 ms each)",
            lambda: [find_units(text) for text in texts],
            "their last words looked for in all old names",
            lambda: [[name for name in names if name in text] for text in texts],
            5,
        )
    )
    assert measured.ratio < 3


def test_a_hostile_text_costs_no_more_than_its_length(
    report: Callable[[Measured], Measured],
) -> None:
    """Eight times the text in less than forty times the time: no blow-up."""
    measured = report(
        compare(
            "hostile texts of 8,000 characters read",
            lambda: [read_payload(t * 8) for t in HOSTILE],
            "the same with 1,000 characters", lambda: [read_payload(t) for t in HOSTILE], 5,
        )
    )  # fmt: skip
    assert measured.ratio < 40
