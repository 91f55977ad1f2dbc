"""Places of today that are written with units of before 01/07/2025."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from base.text import clean_line, fold
from forms.choices.places import wants_today
from forms.derive.case import Case
from forms.printed import is_left_blank
from forms.schema import Field, Problem, Severity

if TYPE_CHECKING:
    from citizens.addresses.table import UnitTable

_SHOWN = 3  # communes of a divided one that are named; the rest is counted
_BASIS = "Chính quyền địa phương hai cấp từ 01/07/2025 (Nghị định 120/2025/NĐ-CP)"
_NAMES_LEVEL = re.compile(
    r"\b(?:tinh|thanh pho|tp|quan|huyen|thi xa|tx|thi tran|tt|phuong|xa)\b|\b[hq]\."
)
# Words of the units that are no more. “Thành phố” alone says nothing: six provinces are cities.
_OLD_WORD = re.compile(
    r"(?<!\w)(huyện|quận|thị xã|thị trấn)(?!\w)|(?<!\w)(?:(h|q|tx)\.\s*)(?=\w)", re.IGNORECASE
)
_SHORT = {"h": "huyện", "q": "quận", "tx": "thị xã"}
_PROVINCE_WORD = re.compile(r"^(?:tỉnh|thành phố|tp\.?|t\.)\s*", re.IGNORECASE)


def old_unit_problems(case: Case) -> Iterator[Problem]:
    """Warn of each line that wants today's units and names others, with what it is called now.

    What a card gave to a line that stays blank on paper is offered anew, and no more: a warning
    about it would stand beside every older card.
    """
    for line in case.schema.fields:
        text = case.text(line.key)
        if not text or not _may_be_old(case, line, text) or not wants_today(line, case):
            continue
        if fault := _fault(text):
            message = f"“{line.label}” ({_section(case, line.key)}) {fault}"
            yield Problem(f"/{line.key}", "FORM-66", message, _BASIS, Severity.WARNING)


def _may_be_old(case: Case, line: Field, text: str) -> bool:
    """Whether a text is printed and worth a look; cards leave out the words for levels."""
    if "," not in text and not _NAMES_LEVEL.search(fold(text)):
        return False
    return not is_left_blank(case, line)


def _fault(text: str) -> str:
    """Return what is wrong with a place and what to write instead, or nothing."""
    from citizens.addresses.table import load_table  # read only where there is an address

    return _fault_by(load_table(), clean_line(text))


@lru_cache(maxsize=256)
def _fault_by(table: UnitTable, text: str) -> str:
    """The same by one table; kept, since a form is judged at every key."""
    from citizens.addresses.parse import find_units
    from citizens.addresses.units import Form

    reading = find_units(text, table)
    today = [c.text for c in reading.candidates if fold(c.text) != fold(text)]
    if gone := _gone_province(text, table):
        return f"còn ghi {gone}, tỉnh đã hợp nhất từ 01/07/2025. {_instead(today)}"
    if reading.form is Form.OLD:
        return f"còn ghi đơn vị hành chính trước 01/07/2025. {_instead(today)}"
    word = "" if reading.form is Form.NEW else _old_word(text)
    return f"còn ghi cấp {word}: từ 01/07/2025 chỉ ghi xã và tỉnh." if word else ""


def _instead(today: list[str]) -> str:
    if not today:
        return "Từ 01/07/2025 chỉ ghi xã và tỉnh: hỏi xã, phường hiện nay."
    shown = "; ".join(f"“{text}”" for text in today[:_SHOWN])
    if len(today) == 1:
        return f"Nay ghi {shown}."
    rest = len(today) - _SHOWN
    return f"Nay là một trong: {shown}{f' và {rest} nơi khác' if rest > 0 else ''}."


def _gone_province(text: str, table: UnitTable) -> str:
    """Return the province at the end of a place that is no more, or nothing."""
    from citizens.addresses.words import name_key

    last = _PROVINCE_WORD.sub("", text.rpartition(",")[2].strip(" .;"))
    known = table.names.provinces.get(name_key(last)) if last and "," in text else None
    return last if known is not None and known.new is None else ""


def _old_word(text: str) -> str:
    """Return the level of a unit that is no more; places abroad have levels of their own."""
    match = _OLD_WORD.search(text)
    if match is None or _is_abroad(text):
        return ""
    return (match[1] or _SHORT[match[2].lower()]).lower()


def _is_abroad(text: str) -> bool:
    from forms.choices.lists import ends_with_country

    return ends_with_country(text.rpartition(",")[2])


def _section(case: Case, key: str) -> str:
    return next((s.title for s in case.schema.sections for f in s.fields if f.key == key), "")
