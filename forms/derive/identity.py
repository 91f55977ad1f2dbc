"""What a line about a person's papers says: the numbers in it, and how they are grouped."""

from __future__ import annotations

import re

from base.text import fold

_GROUPED = re.compile(r"(?<!\d)\d(?:[ .]?\d){8,11}(?!\d)")
_SOME_NUMBER = re.compile(r"\d(?:[ .]?\d){4,}")
_RUN = re.compile(r"(?<!\d)\d+(?!\d)")
_CARD_WORDS = ("can cuoc", "dinh danh", "cccd")
_OLD_CARD_WORDS = ("chung minh", "cmnd")


def join_number_groups(text: str) -> str:
    """Write 12-digit and 9-digit numbers without the spaces or dots used for reading aloud."""
    return _GROUPED.sub(lambda m: _joined(m.group()), text)


def _joined(text: str) -> str:
    digits = text.replace(" ", "").replace(".", "")
    return digits if len(digits) in (9, 12) else text


def personal_number_in(text: str) -> str | None:
    """Return the first number of 12 digits in a line, or None."""
    runs = _RUN.findall(join_number_groups(text))
    return next((run for run in runs if len(run) == 12), None)


def old_number_in(text: str) -> str | None:
    """Return the nine-digit number of an old card in a line that names one, or None."""
    joined = join_number_groups(text)
    number = next((run for run in _RUN.findall(joined) if len(run) == 9), None)
    folded = fold(joined)
    names_old_card = any(word in folded for word in _OLD_CARD_WORDS)
    return number if number and (names_old_card or folded == number) else None


def miscounted_number_in(text: str) -> str | None:
    """Return the number of a line that names a card but has no number of 12 digits, or None.

    Nine digits without a word are an old card's number: that is old_number_in's matter.
    """
    folded = fold(text)
    if personal_number_in(text) or any(word in folded for word in _OLD_CARD_WORDS):
        return None
    match = _SOME_NUMBER.search(text)
    if match is None:
        return None
    number = re.sub(r"[ .]", "", match.group())
    named = any(word in folded for word in _CARD_WORDS)
    alone = match.group() == text.strip() and len(number) != 9
    return number if named or alone else None


def sex_of_number(number: str) -> str:
    """Return the sex that the fourth digit stands for (even = Nam, odd = Nữ)."""
    return "Nữ" if int(number[3]) % 2 else "Nam"


def birth_year_of_number(number: str) -> int:
    """Return the year of birth in digits 4 to 6."""
    return 1900 + 100 * (int(number[3]) // 2) + int(number[4:6])
