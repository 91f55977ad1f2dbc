"""The values on a card, each read alone: dates, sex, names, and what the issue date decides."""

from __future__ import annotations

import re
from datetime import date

from base.dates import PartialDate, parse_full_date, parse_partial_date
from citizens.charset.doubts import is_clean
from citizens.person import Sex

NEW_CARD_FROM = date(2024, 7, 1)  # Luật Căn cước 26/2023/QH15 in force
CCCD_ISSUER = "Cục Cảnh sát QLHC về TTXH"
CAN_CUOC_ISSUER = "Bộ Công an"
_CHILD_UNDER = 14
_YEARS = range(1850, 2200)
_UNKNOWN_DAY = re.compile(r"(00)[/.-]?([0-9]{2})[/.-]?([0-9]{4})")
_NAME = re.compile(r"[? ]*[^\W\d_][^\d_,;:/\\()\[\]]*")


def birth_from(text: str) -> PartialDate | None:
    """Read a birth date; day or month 00 means that they are not known. None when it is no date."""
    unknown = _UNKNOWN_DAY.fullmatch(text)
    try:
        if unknown:
            born = PartialDate(int(unknown[3]), int(unknown[2]) or None)
        else:
            born = parse_partial_date(text)
    except ValueError:
        return None
    return born if born.year in _YEARS else None


def birth_note(born: PartialDate | None) -> str | None:
    """Return the note code of a birth date that is not whole."""
    if born is None:
        return "dob_invalid"
    if born.month is None:
        return "dob_year_only"
    return "dob_month_only" if born.day is None else None


def issue_date_from(text: str) -> date | None:
    """Read an issue date, or return None when it is no whole date."""
    try:
        issued = parse_full_date(text)
    except ValueError:
        return None
    return issued if issued.year in _YEARS else None


def sex_from(text: str) -> Sex | None:
    """Read the sex word in any case; `N?` can only be Nữ. Never 0 or 1: that is a health card."""
    word = text.casefold()
    if word == "nam":
        return Sex.MALE
    damaged_nu = re.fullmatch(r"n(?:\?|[^\x00-\x7f\w])*", word) is not None
    return Sex.FEMALE if word in ("nữ", "nu") or damaged_nu else None


def name_from(part: str, cleaned: str) -> str | None:
    """Return the cleaned name when the part as it came holds only what names hold, else None."""
    return cleaned if is_clean(part) and is_name(cleaned) else None


def is_name(text: str) -> bool:
    """Whether the text looks like a name; "?" stands for a letter that a scanner lost."""
    return _NAME.fullmatch(text) is not None


def issuer_on(issued: date) -> str:
    """Return who issued cards on that day."""
    return CAN_CUOC_ISSUER if issued >= NEW_CARD_FROM else CCCD_ISSUER


def names_parents(born: PartialDate | None, issued: date | None) -> bool:
    """Whether the card names the parents: issued from 01/07/2024 to a child under 14."""
    if born is None or issued is None or issued < NEW_CARD_FROM:
        return False
    first = born.earliest
    had_birthday = (issued.month, issued.day) >= (first.month, first.day)
    return issued.year - first.year - (not had_birthday) < _CHILD_UNDER
