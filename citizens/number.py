"""Số định danh cá nhân: what its digits hint at. A mismatch is a note, never a refusal.

Thông tư 59/2021/TT-BCA, which gave the digits a meaning, expired on 01/07/2024; Luật Căn cước
26/2023/QH15 Điều 12 promises twelve digits and no more.
"""

from __future__ import annotations

import re

from base.dates import PartialDate
from citizens.charset.lexicon import provinces_by_code
from citizens.notes import note
from citizens.person import Sex
from citizens.reading import Note

_TWELVE = re.compile(r"[0-9]{12}")
_NINE = re.compile(r"[0-9]{9}")


def is_personal_number(text: str) -> bool:
    """Whether the text is twelve digits."""
    return _TWELVE.fullmatch(text) is not None


def is_old_number(text: str) -> bool:
    """Whether the text has the shape of an old identity card number: nine digits."""
    return _NINE.fullmatch(text) is not None


def hinted_province(number: str) -> str | None:
    """Return the province of birth registration that the first three digits name, or None."""
    return provinces_by_code().get(number[:3])


def hinted_sex(number: str) -> Sex:
    """Return the sex that the fourth digit stands for."""
    return Sex.FEMALE if int(number[3]) % 2 else Sex.MALE


def hinted_birth_year(number: str) -> int:
    """Return the birth year that digits four to six stand for."""
    return 1900 + 100 * (int(number[3]) // 2) + int(number[4:6])


def number_notes(
    number: str, sex: Sex | None = None, birth: PartialDate | None = None
) -> tuple[Note, ...]:
    """Return what the clerk should compare; both mismatches are legitimate after a correction."""
    codes = []
    if hinted_province(number) is None:
        codes.append("province_code_unknown")
    if sex is not None and sex is not hinted_sex(number):
        codes.append("sex_digit_mismatch")
    if birth is not None and birth.year != hinted_birth_year(number):
        codes.append("birth_year_digit_mismatch")
    return tuple(note(code) for code in codes)
