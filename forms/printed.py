"""What a paper shows of the answers: one text per line, nothing more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from base.clock import local
from base.dates import PartialDate, parse_partial_date
from forms.derive import complete
from forms.derive.case import Case
from forms.schema import Field, FieldType, FormSchema, PrintAs

PRINT_FULL = "print_full"  # the switch “in đủ thông tin”
_DATES = frozenset({FieldType.DATE, FieldType.YEAR_OR_DATE})


def printed_lines(schema: FormSchema, answers: Mapping[str, Any]) -> dict[str, str]:
    """Return the text of every line (empty = dots stay), the “(2)” rule and switches applied.

    Boxes, lists and pictures are no text and are left out.
    """
    case = Case(schema, complete(schema, answers))
    return {
        line.key: "" if _left_blank(case, line) else printed_value(line, case.answers[line.key])
        for line in schema.fields
        if case.has(line.key) and line.type not in (FieldType.LIST, FieldType.PICTURE)
        if line.type is not FieldType.BOOL
    }


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
        return _moment(str(value))
    if line.print_as is PrintAs.TWO_DIGITS and isinstance(value, int):
        return f"{value:02d}"
    text = str(value)
    return text.upper() if line.print_as is PrintAs.CAPITALS else text


def spelled_date(day: PartialDate) -> str:
    """Return “ngày 05 tháng 11 năm 2026”; day and month of two digits (NĐ 30/2020)."""
    return f"ngày {day.day or 0:02d} tháng {day.month or 0:02d} năm {day.year}"


def _left_blank(case: Case, line: Field) -> bool:
    role = line.only_if_unidentified
    if role is None or switch_is_on(case.schema, case.answers, PRINT_FULL):
        return False
    return case.number(role) is not None


def _date(line: Field, text: str) -> str:
    try:
        day = parse_partial_date(text)
    except ValueError:  # “không rõ”
        return text
    if line.print_as is PrintAs.SPELLED_DATE and day.day is not None:
        return spelled_date(day)
    return day.shown


def _moment(text: str) -> str:
    try:
        at = local(datetime.fromisoformat(text))
    except ValueError:
        return text
    return f"{at:%H} giờ {at:%M} phút, {spelled_date(PartialDate.of(at.date()))}"
