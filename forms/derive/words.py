"""Numbers, dates and times in Vietnamese words, as birth and death papers want them."""

from __future__ import annotations

from datetime import date, time

_UNITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
ZERO_TEN_WORDS = ("linh", "lẻ")  # in the north and in the south


def number_in_words(number: int, zero_ten: str = "linh") -> str:
    """Return a number from 0 to 9999 in words; `zero_ten` fills an empty place of tens."""
    if not 0 <= number <= 9999:
        raise ValueError("only 0 to 9999")
    thousands, rest = divmod(number, 1000)
    if thousands == 0:
        return _below_thousand(rest, zero_ten, leading=False)
    words = f"{_UNITS[thousands]} nghìn"
    return f"{words} {_below_thousand(rest, zero_ten, leading=True)}" if rest else words


def date_in_words(day: date, zero_ten: str = "linh") -> str:
    """Return “Ngày hai mươi mốt, tháng ba, năm hai nghìn không trăm hai mươi lăm”."""
    return "N" + _lower_date(day, zero_ten)[1:]


def moment_in_words(day: date, at: time, zero_ten: str = "linh") -> str:
    """Return “Sáu giờ, mười phút, ngày bốn, tháng tám, năm …”."""
    hour = number_in_words(at.hour).capitalize()
    return f"{hour} giờ, {number_in_words(at.minute)} phút, {_lower_date(day, zero_ten)}"


def _lower_date(day: date, zero_ten: str) -> str:
    month = "tư" if day.month == 4 else number_in_words(day.month)
    year = number_in_words(day.year, zero_ten)
    return f"ngày {number_in_words(day.day)}, tháng {month}, năm {year}"


def _below_thousand(number: int, zero_ten: str, *, leading: bool) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds and not leading:
        return _below_hundred(rest)
    words = f"{_UNITS[hundreds]} trăm"
    if not rest:
        return words
    if rest < 10:
        return f"{words} {zero_ten} {_UNITS[rest]}"
    return f"{words} {_below_hundred(rest)}"


def _below_hundred(number: int) -> str:
    tens, unit = divmod(number, 10)
    if tens == 0:
        return _UNITS[unit]
    words = "mười" if tens == 1 else f"{_UNITS[tens]} mươi"
    return f"{words} {_unit_after(tens, unit)}" if unit else words


def _unit_after(tens: int, unit: int) -> str:
    """Return the unit as spoken after a ten: mươi mốt, mươi tư, lăm."""
    if unit == 5:
        return "lăm"
    if tens > 1 and unit in (1, 4):
        return "mốt" if unit == 1 else "tư"
    return _UNITS[unit]
