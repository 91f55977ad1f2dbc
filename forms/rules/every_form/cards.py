"""Cards on a form: past the age at which they are changed, or with an unknown province's code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from base.dates import PartialDate, parse_partial_date
from base.text import fold
from forms.derive.case import Case
from forms.derive.identity import (
    has_unknown_province,
    is_certificate_of_origin,
    personal_number_in,
)
from forms.rules.ages import birthday
from forms.schema import Field, FieldType, Problem, Severity, Slot

_CHANGED_AT = (14, 25, 40, 60)
_YEARS_BEFORE = 2  # a card of the last two years before such a birthday holds until the next one
_DECEASED = "deceased"  # nobody changes that card any more
_ISSUED = re.compile(r"cấp\s+ngày\s+([\d/.\s-]{8,14})", re.IGNORECASE)
_NUMBERS = frozenset({FieldType.ID_DOCUMENT, FieldType.ID_NUMBER})
_CARDS = ("can cuoc", "cccd")


def card_problems(case: Case, today: date) -> Iterator[Problem]:
    """Warn of cards that should have been changed, and of numbers that begin with no province."""
    for role in case.schema.roles:
        yield from _expired(case, role.key, today)
    for line in case.schema.fields:
        if line.type is FieldType.ROWS:
            yield from _rows(case, line)
        elif line.type in _NUMBERS and not case.is_foreign(line.role):
            yield from _unknown_province(line.key, case.text(line.key))


def valid_until(born: date, issued: date) -> date | None:
    """Return the last day of a card issued on a day; None when it is never changed any more."""
    for age in _CHANGED_AT:
        if issued < birthday(born, age - _YEARS_BEFORE):
            return birthday(born, age)
    return None


def _expired(case: Case, role: str, today: date) -> Iterator[Problem]:
    birth = case.birth(role)
    born, issued = birth.as_date if birth else None, _issued(case, role)
    if role == _DECEASED or born is None or issued is None or not born <= issued <= today:
        return
    until = valid_until(born, issued)
    line = _line_of(case, role)
    if until is not None and until < today and line is not None:
        yield Problem(
            f"/{line.key}",
            "SHEET-10",
            f"Thẻ cấp ngày {PartialDate.of(issued).shown} đã hết hạn từ"
            f" {PartialDate.of(until).shown} (đổi thẻ khi đủ 14, 25, 40, 60 tuổi): hỏi thẻ mới;"
            " số định danh không đổi.",
            "Luật Căn cước 26/2023/QH15 Điều 21",
            Severity.WARNING,
        )


def _issued(case: Case, role: str) -> date | None:
    """Return the day of issue of a role's card: in the line of the paper, or in its own line."""
    if case.number(role) is None:
        return None
    paper = case.of(role, Slot.IDENTITY_LINE)
    if not paper:
        return _date(case.of(role, Slot.ISSUE_DATE))
    before = fold(paper.partition("cấp ngày")[0])
    match = _ISSUED.search(paper)
    names_card = any(word in before for word in _CARDS) and "khai sinh" not in before
    if match is None or not names_card or is_certificate_of_origin(paper):
        return None
    return _date(match[1])


def _date(text: str) -> date | None:
    try:
        return parse_partial_date(text).as_date
    except ValueError:
        return None


def _line_of(case: Case, role: str) -> Field | None:
    lines = (case.schema.line_of(role, slot) for slot in (Slot.IDENTITY_LINE, Slot.ISSUE_DATE))
    return next((line for line in lines if line is not None and case.has(line.key)), None)


def _rows(case: Case, table: Field) -> Iterator[Problem]:
    for column in table.columns:
        if column.type in _NUMBERS:
            for number in range(len(case.rows(table.key))):
                key = f"{table.key}/{number}/{column.key}"
                yield from _unknown_province(key, case.text(key))


def _unknown_province(key: str, text: str) -> Iterator[Problem]:
    number = personal_number_in(text) if text else None
    if number is not None and has_unknown_province(number):
        yield Problem(
            f"/{key}",
            "SHEET-11",
            f"Ba số đầu {number[:3]} của số định danh không thuộc 63 mã tỉnh đã biết (khai sinh ở"
            " nước ngoài có mã riêng): đối chiếu lại thẻ.",
            "Cấu trúc số định danh (Nghị định 137/2015/NĐ-CP; Luật Căn cước 26/2023/QH15)",
            Severity.WARNING,
        )
