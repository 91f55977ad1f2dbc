"""Why a form folder is refused, said to its author: in Vietnamese, with the line of form.toml."""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from types import MappingProxyType

import msgspec

from base.errors import InputError
from forms.schema import FieldType, PlaceForm, PrintAs, Required, Severity, Sheet, Slot
from forms.schema_reader import FORM_FILE

_CHOICES: MappingProxyType[str, type[StrEnum]] = MappingProxyType(
    {
        "type": FieldType,
        "slot": Slot,
        "print_as": PrintAs,
        "place_form": PlaceForm,
        "required": Required,
        "severity": Severity,
        "sheet": Sheet,
    }
)
_KINDS = MappingProxyType(
    {
        "str": "chữ trong ngoặc kép",
        "int": "số nguyên",
        "float": "số có phần lẻ",
        "bool": "true hoặc false",
        "array": "danh sách [ … ]",
        "object": "bảng { … }",
        "date": "ngày không có ngoặc kép, như 2026-09-01",
    }
)
_TOML = MappingProxyType(
    {
        "Invalid statement": "không phải dạng “mục = giá trị”",
        "Invalid value": "giá trị sau dấu = không đúng, chữ phải đặt trong ngoặc kép",
        "Expected '=' after a key": "thiếu dấu = sau tên mục",
        "Unclosed array": "danh sách thiếu dấu ] hoặc dấu phẩy giữa hai phần tử",
        "Unclosed inline table": "bảng { … } thiếu dấu } hoặc dấu phẩy giữa hai mục",
        "Illegal character": "chuỗi chữ thiếu ngoặc kép đóng, hoặc có ký tự không được phép",
        "Unterminated string": "chuỗi chữ thiếu ngoặc kép đóng",
        "Unescaped": "dấu gạch chéo ngược phải viết hai lần trong ngoặc kép",
        "Cannot overwrite": "một mục ghi hai lần",
        "Duplicate inline table key": "một mục ghi hai lần trong bảng { … }",
        "Cannot declare": "một bảng ghi hai lần",
        "Expected newline": "thừa chữ sau giá trị (mỗi mục một dòng, ngày viết 2026-09-01)",
    }
)
_TOML_PLACE = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)")
_PATH = re.compile(r" - at `\$\.?(?P<path>[^`]*)`")
_WRONG_TYPE = re.compile(r"Expected `(?P<wanted>[^`]+)`, got `(?P<given>[^`]+)`")
_WRONG_VALUE = re.compile(r"Invalid (?:enum )?value '(?P<value>[^']*)'")
_NAMED = re.compile(r"“([^“”]+)”")


def reason_of(refusal: InputError, folder_name: str, text: str) -> str:
    """Return why a folder is refused, with the line of this form.toml where it can be found."""
    detail = refusal.detail.removeprefix(f"{folder_name}: ")
    cause = refusal.__cause__
    if cause is not None and str(cause):
        detail = detail.replace(str(cause), _said(cause))
    return placed(f"{detail[:1].upper()}{detail[1:]}.".replace("Form.toml", FORM_FILE, 1), text)


def placed(message: str, text: str) -> str:
    """Begin a message with the line of form.toml that it means, unless it says one itself.

    It is the only line on which the last of the names in the message stands.
    """
    lines = text.splitlines()
    for name in () if message.startswith("Dòng số") else reversed(_NAMED.findall(message)):
        sign = re.compile(rf"""["']{re.escape(name)}["']|(?<!\w){re.escape(name)}\s*=""")
        found = [number for number, line in enumerate(lines, 1) if sign.search(line)]
        if len(found) == 1:
            return f"Dòng số {found[0]}: {message[:1].lower()}{message[1:]}"
    return message


def _said(cause: BaseException) -> str:
    if isinstance(cause, tomllib.TOMLDecodeError):
        return _toml(str(cause))
    if isinstance(cause, msgspec.ValidationError):
        return _unlike(str(cause))
    if isinstance(cause, KeyError):
        return f"thiếu mục “{cause.args[0]}”"
    return str(cause)


def _toml(text: str) -> str:
    place = _TOML_PLACE.search(text)
    where = "cuối tệp"
    if place and place[1]:
        where = f"dòng số {place[1]}, cột {place[2]}"
    why = next((said for sign, said in _TOML.items() if text.startswith(sign)), "viết chưa đúng")
    return f"{where}: {why}"


def _unlike(text: str) -> str:
    """Say what msgspec says of a value that is not what it should be."""
    path = _PATH.search(text)
    where = path["path"] if path else ""
    name = where.rpartition(".")[2]
    at = f"“{name}” " if name else ""
    if wrong := _WRONG_TYPE.search(text):
        wanted = " hoặc ".join(_kind(kind) for kind in wrong["wanted"].split(" | "))
        return f"{at}phải là {wanted}, đang là {_kind(wrong['given'])}"
    if wrong := _WRONG_VALUE.search(text):
        choices = _CHOICES.get(name)
        known = f"; dùng một trong: {', '.join(choices)}" if choices else ""
        return f"{at}không nhận “{wrong['value']}”{known}"
    return f"{at}có giá trị không dùng được"


def _kind(name: str) -> str:
    return _KINDS.get(name, "để trống" if name == "null" else name)
