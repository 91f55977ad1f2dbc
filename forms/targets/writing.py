"""One value in the shape that another system's box wants: NFC text, dates, numbers ungrouped."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from base.clock import local
from base.dates import PartialDate, parse_partial_date
from base.text import fold
from forms.derive.identity import join_number_groups
from forms.printed import printed_value
from forms.schema import Field, FieldType
from forms.targets.id_line import read_id_line
from forms.targets.items import Part
from forms.targets.names import split_name

_DATES = frozenset({FieldType.DATE, FieldType.YEAR_OR_DATE})
_PROVINCES = ("tinh ", "thanh pho ", "tp ", "tp. ")
_COMMUNES = ("xa ", "phuong ", "thi tran ", "dac khu ")


class DateStyle(StrEnum):
    """How a system wants dates typed."""

    DAY_FIRST = "dd/mm/yyyy"
    COMPACT = "ddmmyyyy"
    DASHES = "dd-mm-yyyy"
    DOTS = "dd.mm.yyyy"
    YEAR_FIRST = "yyyy-mm-dd"


def written(line: Field, part: Part | None, value: object, dates: DateStyle) -> str:
    """Return a canonical value, or a piece of it, as text to paste; "" when there is none."""
    if value is None or isinstance(value, bytes | list | Mapping):
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    text = _whole(line, value, dates) if part is None else _READERS[part](str(value), dates)
    return unicodedata.normalize("NFC", text).strip()


def written_date(day: PartialDate, style: DateStyle) -> str:
    """Return a date as a system wants it; what is not known of it is left out."""
    if style is DateStyle.YEAR_FIRST:
        return day.iso
    between = {DateStyle.COMPACT: "", DateStyle.DASHES: "-", DateStyle.DOTS: "."}.get(style, "/")
    return day.shown.replace("/", between)


def _whole(line: Field, value: object, dates: DateStyle) -> str:
    text = str(value)
    if line.type in _DATES:
        day = _day(text)
        return text if day is None else written_date(day, dates)
    if line.type is FieldType.DATETIME:
        moment = _moment(text)
        return text if moment is None else f"{moment:%H:%M} {_date_of(text, dates)}"
    if line.type in (FieldType.ID_NUMBER, FieldType.ID_DOCUMENT):
        return join_number_groups(text)
    return printed_value(line, value)


def _day(text: str) -> PartialDate | None:
    try:
        return parse_partial_date(text)
    except ValueError:  # “không rõ”, or not readable yet
        return None


def _moment(text: str) -> datetime | None:
    try:
        return local(datetime.fromisoformat(text))
    except ValueError:
        return None


def is_read_whole(line: Field, value: object) -> bool:
    """Whether the parts of a line hold everything that it says."""
    text = str(value or "")
    if line.type is FieldType.ID_DOCUMENT:
        return not read_id_line(text).rest
    if line.type in _DATES:
        return not text.strip() or _day(text) is not None
    return line.type is not FieldType.NAME or not text.strip() or bool(split_name(text).given)


def _number(text: str, dates: DateStyle) -> str:
    return read_id_line(text).number


def _issue_date(text: str, dates: DateStyle) -> str:
    day = read_id_line(text).issued
    return "" if day is None else written_date(day, dates)


def _issuer(text: str, dates: DateStyle) -> str:
    return read_id_line(text).issuer


def _piece_of_day(number: int) -> Callable[[str, DateStyle], str]:
    def read(text: str, dates: DateStyle) -> str:
        day = _day(text)
        pieces = day.iso.split("-") if day is not None else []
        return pieces[number] if number < len(pieces) else ""

    return read


def _family(text: str, dates: DateStyle) -> str:
    return split_name(text).family


def _middle(text: str, dates: DateStyle) -> str:
    return split_name(text).middle


def _given(text: str, dates: DateStyle) -> str:
    return split_name(text).given


def _province(text: str, dates: DateStyle) -> str:
    last = text.rpartition(",")[2].strip()
    return last if fold(last).startswith(_PROVINCES) else ""


def _commune(text: str, dates: DateStyle) -> str:
    return next((p for p in _places(text) if fold(p).startswith(_COMMUNES)), "")


def _detail(text: str, dates: DateStyle) -> str:
    known = {_province(text, dates), _commune(text, dates)}
    return ", ".join(piece for piece in _places(text) if piece not in known)


def _places(text: str) -> list[str]:
    return [piece.strip() for piece in text.split(",") if piece.strip()]


def _time_of(text: str, dates: DateStyle) -> str:
    moment = _moment(text)
    return "" if moment is None else f"{moment:%H:%M}"


def _date_of(text: str, dates: DateStyle) -> str:
    moment = _moment(text)
    return "" if moment is None else written_date(PartialDate.of(moment.date()), dates)


_READERS: Mapping[Part, Callable[[str, DateStyle], str]] = MappingProxyType(
    {
        Part.NUMBER: _number,
        Part.ISSUE_DATE: _issue_date,
        Part.ISSUER: _issuer,
        Part.DAY: _piece_of_day(2),
        Part.MONTH: _piece_of_day(1),
        Part.YEAR: _piece_of_day(0),
        Part.FAMILY: _family,
        Part.MIDDLE: _middle,
        Part.GIVEN: _given,
        Part.DETAIL: _detail,
        Part.COMMUNE: _commune,
        Part.PROVINCE: _province,
        Part.TIME: _time_of,
        Part.DATE: _date_of,
    }
)
