"""Values of a Struct as cells of a sheet and back, by the type of each field."""

from __future__ import annotations

import re
import types
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, Union, get_args, get_origin, get_type_hints

import msgspec

from base.text import fold

_YES = frozenset({"x", "co", "true", "1", "dung"})
_NO = frozenset({"khong", "false", "0", "sai"})
_GROUPED = re.compile(r"\d{1,3}(?:[. ]\d{3})+")
_VIETNAMESE_DAY = re.compile(r"(\d{2})/(\d{2})/(\d{4})")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the field of the Struct, its header, and words for coded values."""

    name: str
    header: str
    words: Mapping[str, str] = field(default_factory=dict)
    is_day: bool = False


@dataclass(frozen=True)
class Columns:
    """The columns of one Struct type; reading what was written gives the same values."""

    row_type: type[msgspec.Struct]
    columns: tuple[Column, ...]

    @property
    def headers(self) -> list[str]:
        """The headers in order."""
        return [column.header for column in self.columns]

    @cached_property
    def _kinds(self) -> Mapping[str, _Kind]:
        hints = get_type_hints(self.row_type)
        required = {f.name for f in msgspec.structs.fields(self.row_type) if f.required}
        return {c.name: _kind_of(hints[c.name], required=c.name in required) for c in self.columns}

    def write(self, row: msgspec.Struct) -> list[str]:
        """Return the cells of one row."""
        return [_cell(getattr(row, c.name), c) for c in self.columns]

    def read(self, cells: Mapping[str, str]) -> dict[str, Any]:
        """Return the fields of one row as plain data, defaults left out.

        Raises ValueError "column: reason" for a cell that cannot be read.
        """
        given: dict[str, Any] = {}
        for column in self.columns:
            kind, text = self._kinds[column.name], cells.get(column.header, "")
            try:
                if text:
                    given[column.name] = _value(text, kind, column)
                elif kind.required:
                    given[column.name] = kind.blank()
            except ValueError as error:
                raise ValueError(f"cột “{column.header}”: {error}") from error
        return given


@dataclass(frozen=True, slots=True)
class _Kind:
    base: type
    optional: bool
    required: bool

    def blank(self) -> object:
        """Return what an empty cell of a required field says; ValueError where it may not be."""
        if self.optional:
            return None
        if self.base in {int, date}:
            raise ValueError("ô này không được để trống")
        empty: dict[type, object] = {bool: False, tuple: []}
        return empty.get(self.base, "")


def _kind_of(hint: object, *, required: bool) -> _Kind:
    optional = False
    if get_origin(hint) in {Union, types.UnionType}:
        optional = True
        hint = next(part for part in get_args(hint) if part is not types.NoneType)
    base = get_origin(hint) or hint
    assert isinstance(base, type)
    return _Kind(base, optional, required)


def _cell(value: object, column: Column) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return column.words.get(str(value).lower(), "x" if value else "")
    if isinstance(value, tuple):
        return "\n".join(column.words.get(str(item), str(item)) for item in value)
    text = value.value if isinstance(value, StrEnum) else str(value)
    return column.words.get(text, text)


def _value(text: str, kind: _Kind, column: Column) -> object:
    if kind.base is tuple:
        items = [line.strip() for line in text.split("\n")]
        return [_coded(item, column) for item in items if item]
    if kind.base is bool:
        return _read_bool(text)
    if kind.base is int:
        return _read_int(text)
    if column.is_day or kind.base is date:
        return _read_day(text)
    return _coded(text, column)


def _coded(text: str, column: Column) -> str:
    """Return the code behind a word; text stands as it is in a column without words."""
    if not column.words:
        return text
    wanted = fold(text)
    for code, word in column.words.items():
        if wanted in {fold(word), fold(code)}:
            return code
    raise ValueError(f"“{text}” không có trong: {', '.join(column.words.values())}")


def _read_bool(text: str) -> bool:
    word = fold(text)
    if word in _YES | _NO:
        return word in _YES
    raise ValueError(f"“{text}” phải là x hoặc để trống")


def _read_int(text: str) -> int:
    if _GROUPED.fullmatch(text):
        text = re.sub(r"[. ]", "", text)
    if text.isascii() and text.isdecimal():
        return int(text)
    raise ValueError(f"“{text}” phải là số nguyên")


def _read_day(text: str) -> str:
    """Return an ISO day from 2027-03-01 or 01/03/2027.

    1/3/2027 is refused: Excel writes it for 1 March on one PC and for 3 January on another.
    """
    typed = text
    if match := _VIETNAMESE_DAY.fullmatch(text):
        day, month, year = match.groups()
        text = f"{year}-{month}-{day}"
    if not _ISO_DAY.fullmatch(text):
        raise ValueError(f"“{typed}” phải ghi dạng 01/03/2027 (đủ hai chữ số ngày và tháng)")
    try:
        date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"“{typed}” không có trong lịch") from error
    return text


def columns(row_type: type[msgspec.Struct], *given: Column | tuple[str, str]) -> Columns:
    """Return columns; a pair is a field with its header."""
    made: Sequence[Column] = [c if isinstance(c, Column) else Column(*c) for c in given]
    return Columns(row_type, tuple(made))
