"""Reading a centre profile from a file: every mistake by field, in Vietnamese."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import msgspec

from base.errors import FieldProblem, InputError
from base.text import clean_line
from desk.profile import CentreProfile, Gateway, OfficeHours

_MAX_BYTES = 200_000
_TAG = re.compile(r"[A-Z0-9]{2,8}")
_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_REQUIRED_TEXT = ("parent_org", "unit", "centre", "authority", "place", "province", "tag")
_SHOWN_ONLY = frozenset({"mode", "desk_id", "trusted_province"})
"""What `desk show` adds: its output, edited, is a profile again."""
_DOC_SUFFIXES = ("TTPVHCC", "BPTNTKQ")  # Thông tư 03/2025/TT-VPCP, Mẫu 01
_MSGSPEC_PATH = re.compile(r" - at `\$(?P<path>[^`]*)`")
_FIELD = re.compile(r"(?:required|unknown) field `(?P<name>[^`]+)`")
_TYPE = re.compile(r"Expected `(?P<type>[a-z]+)")
_TYPES = {
    "str": "Phải là chữ (đặt trong ngoặc kép).",
    "bool": "Phải là true hoặc false.",
    "array": "Phải là danh sách.",
    "object": "Phải là nhóm các trường.",
}

Problems = Iterator[FieldProblem]


def read_profile(data: bytes) -> CentreProfile:
    """Return the profile in a JSON or TOML file.

    Raises InputError DESK-02 (neither of the two) or DESK-03 with one FieldProblem per mistake.
    """
    raw = _cleaned(_parse(data))
    if not isinstance(raw, dict):
        raise _unreadable("not an object")
    raw = {key: value for key, value in raw.items() if key not in _SHOWN_ONLY}
    missing = [_problem(f"/{name}", "Thiếu trường này.") for name in _missing(raw)]
    if missing:
        raise _refused(missing)
    try:
        profile = msgspec.convert(raw, CentreProfile)
    except msgspec.ValidationError as error:
        raise _refused([_shape_problem(str(error))]) from error
    if problems := list(_problems(profile)):
        raise _refused(problems)
    return profile


def _parse(data: bytes) -> object:
    if len(data) > _MAX_BYTES:
        raise _unreadable("too large")
    try:
        text = data.decode("utf-8-sig")
        if text.lstrip().startswith(("{", "[")) and not _looks_like_toml(text):
            return json.loads(text)
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise _unreadable(type(error).__name__) from error


def _looks_like_toml(text: str) -> bool:
    # A TOML file may begin with a table header such as [gateway].
    return re.match(r"\s*\[\[?[a-z_]+\]", text) is not None


def _cleaned(value: object) -> object:
    """Every text on one line, NFC, without control characters."""
    if isinstance(value, str):
        return clean_line(value)
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {key: _cleaned(item) for key, item in value.items()}
    return value.isoformat() if isinstance(value, date) else value  # a bare date in TOML


def _missing(raw: dict[str, Any]) -> list[str]:
    return [name for name in _REQUIRED_TEXT if name not in raw]


def _shape_problem(text: str) -> FieldProblem:
    """Say in Vietnamese what msgspec found, at the same place."""
    where = _MSGSPEC_PATH.search(text)
    parts = re.findall(r"[A-Za-z_]+|\d+", where["path"]) if where else []
    if field := _FIELD.search(text):
        parts.append(field["name"])
        known = "Thiếu trường này." if "required" in text else "Không có trường nào tên như vậy."
        return _problem("/" + "/".join(parts), known)
    kind = _TYPE.search(text)
    message = _TYPES.get(kind["type"], "") if kind else ""
    return _problem("/" + "/".join(parts), message or "Giá trị không đúng kiểu.")


def _problems(profile: CentreProfile) -> Problems:
    for name in _REQUIRED_TEXT:
        if not getattr(profile, name):
            yield _problem(f"/{name}", "Không được để trống.")
    if profile.tag and not _TAG.fullmatch(profile.tag):
        yield _problem("/tag", "Ký hiệu quầy gồm 2 đến 8 chữ hoa không dấu hoặc chữ số.")
    if profile.doc_suffix not in _DOC_SUFFIXES:
        yield _problem("/doc_suffix", "Chỉ dùng TTPVHCC hoặc BPTNTKQ (Thông tư 03/2025/TT-VPCP).")
    yield from _hours_problems(profile.hours)
    for index, signer in enumerate(profile.signers):
        at = f"/signers/{index}"
        for name in ("name", "title"):
            if not getattr(signer, name):
                yield _problem(f"{at}/{name}", "Không được để trống.")
        yield from _period_problems(at, signer.valid_from, signer.valid_to)
    if profile.gateway is not None:
        yield from _gateway_problems(profile.gateway)


def _gateway_problems(gateway: Gateway) -> Problems:
    if gateway.kind != "package":
        yield _problem("/gateway/kind", "Nơi nhận hiện chỉ có loại package (gói tệp niêm phong).")
    elif not gateway.folder:
        yield _problem("/gateway/folder", "Ghi thư mục mà gói hồ sơ được ghi vào.")


def _hours_problems(hours: Sequence[OfficeHours]) -> Problems:
    if not hours:
        yield _problem("/hours", "Phải có ít nhất một khung giờ làm việc.")
    for index, one in enumerate(hours):
        at = f"/hours/{index}"
        yield from _span_problems(at, one.spans)
        yield from _period_problems(at, one.valid_from, one.valid_to)
        for earlier in range(index):
            if _overlap(hours[earlier], one):
                yield _problem(at, f"Thời gian áp dụng trùng với khung giờ thứ {earlier + 1}.")


def _span_problems(at: str, spans: Sequence[tuple[str, str]]) -> Problems:
    if not spans:
        yield _problem(f"{at}/spans", "Phải có ít nhất một buổi.")
    last = ""
    for index, (start, end) in enumerate(spans):
        where = f"{at}/spans/{index}"
        if not (_TIME.fullmatch(start) and _TIME.fullmatch(end)):
            yield _problem(where, "Ghi giờ theo dạng 07:30.")
        elif start >= end:
            yield _problem(where, "Giờ bắt đầu phải trước giờ kết thúc.")
        elif start < last:
            yield _problem(where, "Buổi này chồng lên hoặc đứng trước buổi ghi phía trên.")
        last = max(last, end)


def _period_problems(at: str, start: str | None, end: str | None) -> Problems:
    wrong = False
    for name, text in (("valid_from", start), ("valid_to", end)):
        if text is not None and not _is_date(text):
            wrong = True
            yield _problem(f"{at}/{name}", "Ghi ngày theo dạng 2026-11-26.")
    if not wrong and start and end and start > end:
        yield _problem(f"{at}/valid_to", "Ngày hết áp dụng đứng trước ngày bắt đầu.")


def _overlap(one: OfficeHours, other: OfficeHours) -> bool:
    if not all(_is_date(d) for o in (one, other) for d in (o.valid_from, o.valid_to) if d):
        return False  # told elsewhere
    first, last = "0000-00-00", "9999-99-99"
    return (one.valid_from or first) <= (other.valid_to or last) and (
        other.valid_from or first
    ) <= (one.valid_to or last)


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _problem(pointer: str, message: str) -> FieldProblem:
    return FieldProblem(pointer, "DESK-03", message)


def _refused(problems: Sequence[FieldProblem]) -> InputError:
    return InputError(
        "DESK-03",
        f"Hồ sơ trung tâm có {len(problems)} chỗ chưa đúng.",
        "Sửa các trường được nêu rồi nạp lại.",
        fields=tuple(problems),
    )


def _unreadable(detail: str) -> InputError:
    return InputError(
        "DESK-02",
        "Tệp hồ sơ trung tâm không đọc được: không phải JSON hoặc TOML đúng cú pháp.",
        "Lưu tệp bằng mã UTF-8, theo mẫu trong tài liệu, rồi nạp lại.",
        detail=detail,
    )
