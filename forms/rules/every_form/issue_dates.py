"""When and by whom a paper was issued, as the line about it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from base.dates import PartialDate, parse_full_date
from base.text import clean_line, fold
from forms.derive.case import Case
from forms.schema import Field, FieldType, Problem, Severity, Slot

_ISSUED = re.compile(
    r"(?:cấp(?: lần \S+)? ngày|ngày cấp|cấp)\s*:?\s*"
    r"(\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2} tháng \d{1,2},? năm \d{4})",
    re.IGNORECASE,
)
_ISSUER = re.compile(r"(?:(?<!\w)do|nơi cấp:?)\s+(.+?)(?:\s+cấp(?!\w)|[,;.]|$)", re.IGNORECASE)
NEW_CARD_FROM = date(2024, 7, 1)  # as in citizens.codes.card_values, which is slow to load
_BETWEEN = re.compile(r"\D+")
_BASIS = "Đối chiếu hợp lý (ngày cấp giấy tờ là ngày có thật, không sau hôm nay)"


def issue_problems(case: Case, today: date) -> Iterator[Problem]:
    """Refuse papers issued on a day to come; warn of a day that is none, of the other issuer.

    Old books do hold a 30th of February, and who quotes them may.
    """
    for line in case.schema.fields:
        if line.type is FieldType.ID_DOCUMENT:
            text = clean_line(case.text(line.key))
            yield from _of_paper(line, text, today)
    for role in case.schema.roles:
        yield from _of_card_in_lines(case, role.key)


def _of_paper(line: Field, text: str, today: date) -> Iterator[Problem]:
    for match in _ISSUED.finditer(text):
        day = _day(match[1])
        if day is None:
            message = f"Ngày cấp “{match[1]}” không phải ngày có thật: đối chiếu giấy tờ."
            yield Problem(f"/{line.key}", "SHEET-17", message, _BASIS, Severity.WARNING)
        elif day > today:
            shown = PartialDate.of(today).shown
            message = f"Ngày cấp giấy tờ ({match[1]}) không được sau hôm nay ({shown})."
            yield Problem(f"/{line.key}", "FORM-30", message, _BASIS, Severity.ERROR)
        elif (issuer := _ISSUER.search(text)) and _is_card(text[: match.start()]):
            yield from _by_issuer(line, issuer[1], day)


def _of_card_in_lines(case: Case, role: str) -> Iterator[Problem]:
    """The same of a card whose issuer and day of issue have lines of their own."""
    line = case.schema.line_of(role, Slot.ISSUER)
    if line is not None and case.number(role) and (day := _day(case.of(role, Slot.ISSUE_DATE))):
        yield from _by_issuer(line, case.text(line.key), day)


def _by_issuer(line: Field, issuer: str, day: date) -> Iterator[Problem]:
    """A căn cước công dân came from the department of police, a thẻ căn cước from the ministry."""
    said, limit = fold(issuer), PartialDate.of(NEW_CARD_FROM).shown
    if day >= NEW_CARD_FROM and "canh sat" in said:
        wrong = f"Thẻ cấp từ {limit} ghi nơi cấp “Bộ Công an”"
    elif day < NEW_CARD_FROM and said == "bo cong an":
        wrong = f"Thẻ cấp trước {limit} ghi nơi cấp “Cục Cảnh sát QLHC về TTXH”"
    else:
        return
    yield Problem(
        f"/{line.key}",
        "SHEET-18",
        f"{wrong}: đối chiếu nơi cấp và ngày cấp với thẻ.",
        "Luật Căn cước 26/2023/QH15 (hiệu lực 01/07/2024)",
        Severity.WARNING,
    )


def _is_card(before: str) -> bool:
    said = fold(before)
    return ("can cuoc" in said or "cccd" in said) and "chung nhan can cuoc" not in said


def _day(text: str) -> date | None:
    """Return the day, or None when the calendar has none; `text` has three numbers or is empty."""
    try:
        return parse_full_date(_BETWEEN.sub("/", text.strip()) if "tháng" in text else text)
    except ValueError:
        return None
