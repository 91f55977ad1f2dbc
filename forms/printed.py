"""What a paper shows of the answers: one text per line, nothing more."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from base.clock import local
from base.dates import PartialDate, parse_partial_date
from forms.derive import complete
from forms.derive.case import Case, is_dead, is_unknown
from forms.schema import Field, FieldType, FormSchema, PrintAs, Slot

_SHORT_CLOCK = re.compile(r"(\d{1,2})\s*[:hHgG]\s*(\d{1,2})?")
_TODAYS = frozenset({"context today", "context place_and_date"})
PRINT_FULL = "print_full"  # the switch “in đủ thông tin”
_DATES = frozenset({FieldType.DATE, FieldType.YEAR_OR_DATE})
_SPELLED = frozenset({PrintAs.SPELLED_DATE, PrintAs.SPELLED_DATE_START})
_NO_TEXT = frozenset({FieldType.BOOL, FieldType.LIST, FieldType.ROWS, FieldType.PICTURE})


def printed_lines(schema: FormSchema, answers: Mapping[str, Any]) -> dict[str, str]:
    """Return the text of every line (empty = dots stay), the “(2)” rule and switches applied.

    Boxes, lists, tables and pictures are no text and are left out. A sheet without any answer is
    blank: nothing is filled in for somebody who will write by hand. A sheet that knows only the
    centre is made on another day: who fills it in writes the date.
    """
    if not answers:
        return {}
    case = Case(schema, complete(schema, answers))
    undated = _TODAYS if _knows_only_the_centre(schema, answers) else frozenset[str]()
    return {
        line.key: "" if is_left_blank(case, line) else printed_value(line, case.answers[line.key])
        for line in schema.fields
        if case.has(line.key)
        and line.derive not in undated
        and line.type not in _NO_TEXT
        and line.print_as is not PrintAs.BOXES
    }


def _knows_only_the_centre(schema: FormSchema, answers: Mapping[str, Any]) -> bool:
    """Whether nothing on a sheet is about the case: only what the centre gives, and defaults."""
    lines = (schema.line(key) for key, value in answers.items() if value not in (None, "", []))
    return all(
        line is None
        or (line.derive or "").startswith("context ")
        or (line.default is not None and answers[line.key] == line.default)
        for line in lines
    )


def printed_rows(line: Field, rows: object) -> list[dict[str, str]]:
    """Return the rows of a table as text by column; what is no row (in a draft) is left out."""
    given = [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
    return [{c.key: _cell(c, row.get(c.key)) for c in line.columns} for row in given]


def printed_texts(schema: FormSchema, answers: Mapping[str, Any]) -> list[str]:
    """Return every value that the paper must show, to find it there again."""
    texts = [*printed_lines(schema, answers).values()]
    for line in schema.fields:
        value = answers.get(line.key)
        if line.type is FieldType.LIST and isinstance(value, list):
            texts += map(str, value)
        if line.type is FieldType.ROWS:
            texts += [text for row in printed_rows(line, value) for text in row.values()]
    return texts


def switch_is_on(schema: FormSchema, answers: Mapping[str, Any], key: str) -> bool:
    """Return a switch as set, else its default; a form without it has it off."""
    default = next((s.default for s in schema.switches if s.key == key), False)
    value = answers.get(key, default)
    return value is True


def printed_value(line: Field, value: object) -> str:
    """Return one canonical value as the paper writes it."""
    if line.type in _DATES:
        return _date(line, str(value))
    if line.type is FieldType.DATETIME:
        return _moment(line, str(value))
    if line.print_as is PrintAs.TWO_DIGITS and isinstance(value, int):
        return f"{value:02d}"
    text = str(value)
    if line.print_as is PrintAs.CLOCK:
        return _clock(text)
    if line.print_as is PrintAs.DAYS and text.strip().isdecimal():
        return f"{text.strip()} ngày"
    return text.upper() if line.print_as is PrintAs.CAPITALS else text


def spelled_date(day: PartialDate) -> str:
    """Return “ngày 05 tháng 11 năm 2026”; day and month of two digits (NĐ 30/2020).

    What is not known of a date is left out: “tháng 11 năm 2026”, “năm 2026”.
    """
    parts = [f"năm {day.year}"]
    parts += [f"tháng {day.month:02d}"] if day.month is not None else []
    parts += [f"ngày {day.day:02d}"] if day.day is not None else []
    return " ".join(reversed(parts))


def _cell(column: Field, value: object) -> str:
    return "" if value is None else printed_value(column, value)


def place_and_date(place: str, day: date) -> str:
    """Return “Sông Mẫu, ngày 26 tháng 11 năm 2026”, as over a signature."""
    return f"{place}, {spelled_date(PartialDate.of(day))}"


def is_left_blank(case: Case, line: Field) -> bool:
    """Whether a line stays blank on paper by the “(2)” rule, whatever was typed or read.

    “Đã chết” is no residence but says what no data base gives here: it is always printed.
    """
    role = line.only_if_unidentified
    if role is None or switch_is_on(case.schema, case.answers, PRINT_FULL):
        return False
    if line.slot is Slot.RESIDENCE and is_dead(case.text(line.key)):
        return False
    return case.number(role) is not None


def _date(line: Field, text: str) -> str:
    try:
        day = parse_partial_date(text)
    except ValueError:  # “không rõ”
        return text
    if line.print_as not in _SPELLED:
        return day.shown
    spelled = spelled_date(day)
    if line.print_as is PrintAs.SPELLED_DATE_START:
        return spelled[:1].upper() + spelled[1:]
    return spelled


def _clock(text: str) -> str:
    """Return a time in short figures as the sheet has it; other words stay as they are."""
    if is_unknown(text):
        return "không rõ giờ"
    match = _SHORT_CLOCK.fullmatch(text.strip())
    return f"{int(match[1]):02d} giờ {int(match[2] or 0):02d} phút" if match else text


def _moment(line: Field, text: str) -> str:
    try:
        at = local(datetime.fromisoformat(text))
    except ValueError:
        return text
    if line.print_as is PrintAs.SHORT:
        return f"{at:%H:%M %d/%m/%Y}"
    return f"{at:%H} giờ {at:%M} phút, {spelled_date(PartialDate.of(at.date()))}"
