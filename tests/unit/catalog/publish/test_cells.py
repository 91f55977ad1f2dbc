"""Cells of a Struct: words for codes, days that cannot be mistaken, blanks that mean nothing."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from catalog.publish.cells import Column, columns


class Sample(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    count: int | None
    active: bool
    known: bool | None = None
    kind: str = "one"
    day: str | None = None
    when: date | None = None
    items: tuple[str, ...] = ()


COLUMNS = columns(
    Sample, ("name", "Tên"), ("count", "Số"), ("active", "Có"),
    Column("known", "Biết", {"true": "có", "false": "không"}),
    Column("kind", "Loại", {"one": "một", "two": "hai"}), Column("day", "Ngày", is_day=True),
    ("when", "Lúc"), ("items", "Các mục"),
)  # fmt: skip


def back(row: Sample) -> Sample:
    cells = dict(zip(COLUMNS.headers, COLUMNS.write(row), strict=True))
    return msgspec.convert(COLUMNS.read(cells), Sample)


@pytest.mark.parametrize(
    "row",
    [
        Sample(name="a", count=None, active=False),
        Sample(name="", count=0, active=True, known=False, kind="two", day="2027-03-01"),
        Sample(name="b", count=8000, active=True, known=True, items=("x", "y"),
               when=date(2026, 11, 24)),
    ],
)  # fmt: skip
def test_what_was_written_is_read_back(row: Sample) -> None:
    assert back(row) == row


def read(**cells: str) -> dict[str, object]:
    return COLUMNS.read({"Tên": "a"} | cells)


def test_words_are_understood_without_marks_and_so_are_codes() -> None:
    assert read(Loại="HAI")["kind"] == "two"
    assert read(Loại="mot")["kind"] == "one"
    assert read(Loại="two")["kind"] == "two"


@pytest.mark.parametrize(
    ("text", "value"), [("8000", 8000), ("8.000", 8000), ("1 200 000", 1200000)]
)
def test_amounts_may_be_grouped(text: str, value: int) -> None:
    assert read(Số=text)["count"] == value


@pytest.mark.parametrize(("text", "day"), [
    ("2027-03-01", "2027-03-01"), ("01/03/2027", "2027-03-01"), ("25/12/2026", "2026-12-25"),
])  # fmt: skip
def test_days_in_both_written_forms(text: str, day: str) -> None:
    assert read(Ngày=text)["day"] == day


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"Ngày": "1/3/2027"}, "cột “Ngày”"),
        ({"Ngày": "tháng 3"}, "cột “Ngày”"),
        ({"Số": "8,5"}, "cột “Số”"),
        ({"Số": "tám nghìn"}, "cột “Số”"),
        ({"Số": "8.00"}, "cột “Số”"),
        ({"Có": "có lẽ"}, "cột “Có”"),
        ({"Loại": "ba"}, "một, hai"),
    ],
)
def test_a_cell_that_could_be_mistaken_is_refused_with_its_column(
    cells: dict[str, str], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        read(**cells)
