"""Answers come in once, here: dates, numbers, sex words and text in one canonical form.

Canonical: ISO dates (`1990`, `1990-02`, `1990-02-01`), ISO moments with Vietnam's offset, clean
text, int, bool, list of text, list of rows, PNG bytes. A value that cannot be read stays as it was
given, beside its problem; nothing is dropped.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from types import MappingProxyType
from typing import Any, TypeGuard

from base.clock import parse_moment, to_iso
from base.dates import PartialDate, parse_partial_date
from base.errors import InputError
from base.text import clean_line, clean_text, fold
from forms.derive.case import is_unknown
from forms.derive.identity import join_number_groups
from forms.rendering.pictures import (
    MAX_PIXELS,
    PNG_START,
    LargePictureError,
    PictureError,
    check_picture,
)
from forms.schema import Field, FieldType, FormSchema, Problem, Severity

MAX_DOCUMENT_BYTES = 1_000_000
MAX_COPIES = 999  # nobody asks for more; a rule asks about unusual numbers
_MAX_PICTURE_BYTES = 500_000
_MAX_ITEMS = 200
_MAX_DIGITS = 18  # of a number; int() refuses thousands of them
# What the bundled faces can draw (Latin with every Vietnamese and ethnic letter, Cyrillic, marks).
_UNPRINTABLE = re.compile(
    "[^\n\u0020-\u007e\u00a0-\u00ac\u00ae-\u034e\u0350-\u036f\u0400-\u0513\u1e00-\u1e9b"
    "\u1ea0-\u1ef9\u2010\u2012-\u2022\u2026\u2030\u2032\u2033\u2039\u203a\u2044\u20ab\u20ac"
    "\u2116\u2122\u2212\u2264\u2265]"
)
_SPELLED_DATE = re.compile(r"ngay (\d{1,2}) thang (\d{1,2}) nam (\d{4})")
_SPELLED_MOMENT = re.compile(r"(\d{1,2}) gio (\d{1,2}) phut,? " + _SPELLED_DATE.pattern)
_CLOCK_THEN_DATE = re.compile(r"(\d{1,2})[:h](\d{2})\s*,?\s*(\d{1,2})/(\d{1,2})/(\d{4})")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_PHONE = re.compile(r"\+?[\d .()-]+")
_SEXES = MappingProxyType(
    {"nam": "Nam", "male": "Nam", "m": "Nam", "nu": "Nữ", "female": "Nữ", "f": "Nữ"}
)
_YES_NO = MappingProxyType({"co": True, "true": True, "x": True, "khong": False, "false": False})


@dataclass(frozen=True, slots=True)
class Parsed:
    """Canonical answers, and what could not be read."""

    answers: Mapping[str, Any] = field(repr=False)
    problems: tuple[Problem, ...]


class _RefusedError(Exception):
    """A value that a line cannot hold; the text is for the clerk."""

    def __init__(self, message: str, code: str = "FORM-08") -> None:
        super().__init__(code)
        self.code = code
        self.message = message


def load_answers_document(data: bytes) -> dict[str, Any]:
    """Read a JSON document of answers, as they are or under `answers`.

    Raises InputError FORM-05 (no JSON object, or a key twice) or FORM-06 (too large).
    """
    return answers_in(load_document(data))


def answers_in(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers of a document; raise InputError FORM-05 when they are no object."""
    answers = document.get("answers", document)
    if not isinstance(answers, dict):
        raise _bad_document("not an object")
    return answers


def load_document(data: bytes) -> dict[str, Any]:
    """Read a JSON document with whatever stands beside its answers; errors as above."""
    if len(data) > MAX_DOCUMENT_BYTES:
        raise InputError(
            "FORM-06",
            "Tệp câu trả lời quá lớn.",
            "Tệp chỉ nên chứa nội dung tờ khai, không quá 1 MB.",
            detail=f"{len(data)} bytes",
        )
    try:
        document = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_without_repeats)
    except (ValueError, RecursionError) as error:
        raise _bad_document(type(error).__name__) from error
    if not isinstance(document, dict):
        raise _bad_document("not an object")
    return document


def parse_answers(schema: FormSchema, raw: Mapping[str, Any]) -> Parsed:
    """Return canonical answers with a problem for every key or value that does not fit."""
    lines = {line.key: line for line in schema.fields}
    switches = {switch.key for switch in schema.switches}
    answers: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, value in raw.items():
        if _is_empty(value):
            continue
        line = lines.get(key)
        if line is not None and line.type is FieldType.ROWS and _is_table(value):
            answers[key], found = _rows(schema, line, value)
        else:
            answers[key], found = _tried(
                schema, f"/{key}", value, partial(_read, key, value, line, key in switches)
            )
        problems += found
    return Parsed(MappingProxyType(answers), tuple(problems))


def _tried(
    schema: FormSchema, pointer: str, value: object, read: Callable[[], object]
) -> tuple[object, list[Problem]]:
    """Return what `read` gives, else the value as it was with the problem."""
    try:
        return read(), []
    except _RefusedError as refused:
        problem = Problem(pointer, refused.code, refused.message, schema.source, Severity.ERROR)
        return value, [problem]


def _is_table(value: object) -> TypeGuard[Sequence[Mapping[str, Any]]]:
    if not isinstance(value, list | tuple) or len(value) > _MAX_ITEMS:
        return False
    return all(isinstance(row, Mapping) for row in value)


def _rows(
    schema: FormSchema, line: Field, rows: Sequence[Mapping[str, Any]]
) -> tuple[list[dict[str, Any]], list[Problem]]:
    """Read every cell; empty rows at the end are no rows."""
    columns = {column.key: column for column in line.columns}
    table: list[dict[str, Any]] = []
    problems: list[Problem] = []
    for number, row in enumerate(rows):
        table.append({})
        for key, value in row.items():
            if _is_empty(value):
                continue
            pointer = f"/{line.key}/{number}/{key}"
            read = partial(_read, key, value, columns.get(key), False)
            table[-1][key], found = _tried(schema, pointer, value, read)
            problems += found
    while table and not table[-1]:
        table.pop()
    return table, problems


def _read(key: str, value: object, line: Field | None, is_switch: bool) -> object:
    if is_switch:
        return _bool(value)
    if line is None:
        raise _RefusedError(f"Biểu mẫu không có dòng “{clean_line(key)[:60]}”.", "FORM-07")
    if line.unknown_ok and isinstance(value, str) and is_unknown(value):
        return "không rõ"
    return _parser(line)(line, value)


def _parser(line: Field) -> Callable[[Field, object], object]:
    return _PARSERS.get(line.type, _line_text)


def _is_empty(value: object) -> bool:
    if isinstance(value, str):
        return not clean_line(value)
    return value is None or (isinstance(value, list | tuple) and not value)


def _line_text(line: Field, value: object) -> str:
    if not isinstance(value, str):
        raise _RefusedError("Dòng này phải là chữ, đặt trong dấu nháy kép.")
    return _checked(line, clean_line(value))


def _free_text(line: Field, value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return _checked(line, str(value))
    return _line_text(line, value)


def _multiline(line: Field, value: object) -> str:
    if not isinstance(value, str):
        raise _RefusedError("Dòng này phải là chữ, đặt trong dấu nháy kép.")
    rows = [clean_line(row) for row in clean_text(value).split("\n")]
    return _checked(line, "\n".join(rows).strip())


def _checked(line: Field, text: str) -> str:
    if len(text) > line.max_length:
        raise _RefusedError(f"Dài quá {line.max_length} ký tự.", "FORM-09")
    if match := _UNPRINTABLE.search(text):
        raise _RefusedError(
            f"Ký tự “{match.group()}” không in được trên biểu mẫu. Ghi lại bằng chữ thường dùng.",
            "FORM-10",
        )
    return text


def _identity(line: Field, value: object) -> str:
    return join_number_groups(_line_text(line, value))


def _digits(line: Field, value: object) -> str:
    text = _line_text(line, value)
    joined = re.sub(r"[ .]", "", text)
    return joined if joined.isdigit() else text


def _full_date(line: Field, value: object) -> str:
    text = _partial_date(line, value)
    if len(text) != len("2026-11-26"):
        raise _RefusedError("Phải ghi đủ ngày, tháng, năm (dd/mm/yyyy).")
    return text


def _partial_date(line: Field, value: object) -> str:
    text = _line_text(line, value)
    try:
        return read_date(text).iso
    except ValueError as error:
        raise _RefusedError("Không phải ngày có thật. Ghi theo dạng 26/11/2026.") from error


def read_date(text: str) -> PartialDate:
    """Read a date as people write it, also “ngày 12 tháng 11 năm 2026”; raise ValueError."""
    if spelled := _SPELLED_DATE.fullmatch(fold(text)):
        text = "/".join(spelled.groups())
    return parse_partial_date(text)


def _moment(line: Field, value: object) -> str:
    text = _line_text(line, value)
    match = _SPELLED_MOMENT.fullmatch(fold(text)) or _CLOCK_THEN_DATE.fullmatch(text)
    if match:
        hour, minute, day, month, year = map(int, match.groups())
        text = f"{year:04d}-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}"
    try:
        return to_iso(parse_moment(text))
    except InputError as error:
        raise _RefusedError("Không phải thời điểm. Ghi theo dạng 08:30 26/11/2026.") from error


def _copies(line: Field, value: object) -> int:
    """How many copies; “không” is none."""
    if isinstance(value, str) and fold(value) == "khong":
        value = 0
    return _number(replace(line, max_value=min(line.max_value, MAX_COPIES)), value)


def _number(line: Field, value: object) -> int:
    if isinstance(value, str) and (digits := clean_line(value)).isdecimal():
        value = int(digits) if len(digits) <= _MAX_DIGITS else line.max_value + 1
    if isinstance(value, bool) or not isinstance(value, int):
        raise _RefusedError("Phải là số nguyên.")
    if not line.min_value <= value <= line.max_value:
        raise _RefusedError(f"Phải là số từ {line.min_value} đến {line.max_value}.")
    return value


def _bool(value: object) -> bool:
    if isinstance(value, str):
        value = _YES_NO.get(fold(value), value)
    if not isinstance(value, bool):
        raise _RefusedError("Phải là Có hoặc Không (true hoặc false).")
    return value


def _sex(line: Field, value: object) -> str:
    text = _line_text(line, value)
    if (word := _SEXES.get(fold(text))) is None:
        raise _RefusedError("Giới tính phải là Nam hoặc Nữ.")
    return word


def _choice(line: Field, value: object) -> str:
    text = _line_text(line, value)
    words = {fold(choice): choice for choice in line.choices}
    if words and fold(text) not in words:
        raise _RefusedError("Phải là một trong: " + ", ".join(line.choices) + ".")
    return words.get(fold(text), text)


def _phone(line: Field, value: object) -> str:
    text = _line_text(line, value)
    if not _PHONE.fullmatch(text) or not 8 <= sum(c.isdigit() for c in text) <= 15:
        raise _RefusedError("Không phải số điện thoại.")
    return text


def _email(line: Field, value: object) -> str:
    text = _line_text(line, value)
    if not _EMAIL.fullmatch(text):
        raise _RefusedError("Không phải địa chỉ thư điện tử.")
    return text


def _list(line: Field, value: object) -> list[str]:
    if not isinstance(value, list | tuple) or len(value) > _MAX_ITEMS:
        raise _RefusedError(f"Phải là danh sách có không quá {_MAX_ITEMS} mục.")
    return [_line_text(line, item) for item in value if not _is_empty(item)]


def _no_table(line: Field, value: object) -> object:
    """Whatever came here is no list of rows."""
    raise _RefusedError(f"Phải là bảng có không quá {_MAX_ITEMS} dòng, mỗi dòng một đối tượng.")


def _picture(line: Field, value: object) -> bytes:
    if isinstance(value, str):
        try:
            value = base64.b64decode(value, validate=True)
        except ValueError as error:
            raise _RefusedError("Ảnh phải là tệp PNG mã hoá base64.") from error
    if not isinstance(value, bytes) or not value.startswith(PNG_START):
        raise _RefusedError("Ảnh phải là tệp PNG.")
    if len(value) > _MAX_PICTURE_BYTES:
        raise _RefusedError("Ảnh lớn quá 500 KB.", "FORM-09")
    try:
        check_picture(value)
    except LargePictureError as error:
        most = MAX_PIXELS // 1_000_000
        raise _RefusedError(f"Ảnh lớn quá {most} triệu điểm ảnh.", "FORM-09") from error
    except PictureError as error:
        raise _RefusedError("Tệp ảnh PNG bị hỏng, hãy xuất lại ảnh.") from error
    return value


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key twice")
    return found


def _bad_document(detail: str) -> InputError:
    return InputError(
        "FORM-05",
        "Tệp câu trả lời không đọc được.",
        "Tệp phải là một đối tượng JSON (UTF-8), mỗi dòng của tờ khai một khoá, không lặp khoá.",
        detail=detail,
    )


_PARSERS: Mapping[FieldType, Callable[[Field, object], object]] = MappingProxyType(
    {
        FieldType.DATE: _full_date,
        FieldType.YEAR_OR_DATE: _partial_date,
        FieldType.DATETIME: _moment,
        FieldType.ID_DOCUMENT: _identity,
        FieldType.ID_NUMBER: _digits,
        FieldType.TEXT: _free_text,
        FieldType.MULTILINE: _multiline,
        FieldType.NUMBER: _number,
        FieldType.COPIES: _copies,
        FieldType.BOOL: lambda line, value: _bool(value),
        FieldType.GENDER: _sex,
        FieldType.CHOICE: _choice,
        FieldType.PHONE: _phone,
        FieldType.EMAIL: _email,
        FieldType.LIST: _list,
        FieldType.ROWS: _no_table,
        FieldType.PICTURE: _picture,
    }
)
