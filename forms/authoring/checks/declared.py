"""What form.toml says of itself, beyond what the reader needs: codes, bases, titles, notes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from base.errors import InputError
from forms.authoring.checks.found import error, warning
from forms.library import bundled_folders, form_of
from forms.schema import Field, FormSchema, Problem, Severity, Sheet
from forms.schema_reader import OF_LINES, FormHead, read_head

_HEAD_CONFIDENCE = ("high", "medium", "low")
_LINE_CONFIDENCE = (*_HEAD_CONFIDENCE, "")  # a line that only the program has, such as a QR code
_PROCEDURE = re.compile(r"\d\.\d{6}")
_CODE = re.compile(r"[A-Z]{2,8}-\d\d")
_LAW = re.compile(
    r"(?:luật|hiến pháp|pháp lệnh|nghị định|nghị quyết|thông tư|quyết định|thủ tục)\s.*\d",
    re.IGNORECASE | re.DOTALL,
)
_PLAUSIBLE = re.compile(r"Đối chiếu hợp lý \(.+\)")
_CONFIDENCE_SAID = "chỉ nhận high (đã đặt cạnh mẫu chính thức), medium, low"
_MANY = 3  # places named; more would hide the others


def head_problems(head: FormHead) -> Iterator[Problem]:
    """Yield what is wrong with the head of a form."""
    for name, text in (("title", head.title), ("version", head.version), ("source", head.source)):
        if not text.strip():
            yield error("FORM-03", f"/form.toml/{name}", f"“{name}” đang trống: ghi vào đầu tệp.")
    if head.confidence not in _HEAD_CONFIDENCE:
        message = f"confidence = “{head.confidence}” {_CONFIDENCE_SAID}."
        yield error("FORM-03", "/form.toml/confidence", message)
    yield from _procedure_problems("/form.toml/procedures", head.procedures)


def declared_problems(schema: FormSchema) -> Iterator[Problem]:
    """Yield what is wrong with the roles, lines and rules of a form."""
    for pointer, name, label in _labels(schema):
        if not label.strip():
            message = f"“{name}” có tên hiện trên màn hình đang trống: ghi label (phần: title)."
            yield error("FORM-03", f"/form.toml{pointer}", message)
    for line in schema.fields:
        if line.confidence not in _LINE_CONFIDENCE:
            message = f"Dòng “{line.key}”: confidence = “{line.confidence}” {_CONFIDENCE_SAID}."
            yield error("FORM-03", f"/form.toml/{line.key}/confidence", message)
    if ring := _ring(schema.fields):
        shown = " → ".join(f"“{key}”" for key in ring)
        message = f"derive chạy vòng tròn: {shown}; bỏ derive ở một trong các dòng này."
        yield error("FORM-03", f"/form.toml/{ring[0]}/derive", message)
    for number, rule in enumerate(schema.raw.get("rules", ())):
        yield from _rule_problems(f"/form.toml/rules/{number}", rule)


def text_problems(text: str) -> Iterator[Problem]:
    """Yield where form.toml has letters and their marks apart (NFD): not found by any search."""
    found = [
        (number, unicodedata.normalize("NFC", line).strip())
        for number, line in enumerate(text.splitlines(), 1)
        if not unicodedata.is_normalized("NFC", line)
    ]
    for number, line in found[:_MANY]:
        message = (
            f"Dòng số {number}: chữ Việt gõ tách dấu (NFD), gõ lại hoặc đặt bộ gõ ở Unicode dựng "
            f"sẵn: {line[:60]}"
        )
        yield error("FORM-03", "/form.toml", message)
    if len(found) > _MANY:
        message = f"Còn {len(found) - _MANY} dòng khác gõ tách dấu (NFD)."
        yield error("FORM-03", "/form.toml", message)


def taken_procedures(head: FormHead, folder: Path) -> Iterator[Problem]:
    """Yield the procedures that another form of the library, or beside this one, has already."""
    taken: dict[str, str] = {}
    for other in _others(head.id, folder):
        if other.sheet is not Sheet.MISSING and _overlap(head, other):
            taken |= dict.fromkeys(other.procedures, other.id)
    for code in head.procedures:
        if code in taken:
            message = (
                f"Thủ tục “{code}” đang dùng mẫu “{taken[code]}”; mỗi thủ tục chỉ một mẫu: bỏ mã "
                "này, hoặc ghi valid_to vào mẫu kia."
            )
            yield warning("FORM-04", "/form.toml/procedures", message)


def _labels(schema: FormSchema) -> Iterator[tuple[str, str, str]]:
    """Yield where each name shown to the clerk stands, its key, and the name."""
    for number, role in enumerate(schema.roles):
        yield f"/roles/{number}/label", role.key, role.label
    for number, switch in enumerate(schema.switches):
        yield f"/switches/{number}/label", switch.key, switch.label
    for number, section in enumerate(schema.sections):
        yield f"/sections/{number}/title", section.key, section.title
    for line in schema.fields:
        yield f"/{line.key}/label", line.key, line.label
        for column in line.columns:
            yield f"/{line.key}/{column.key}/label", column.key, column.label


def _rule_problems(pointer: str, rule: Mapping[str, Any]) -> Iterator[Problem]:
    named = f"Quy tắc “{rule['rule']}”"
    if not _CODE.fullmatch(rule["code"]):
        message = f"{named}: mã code = “{rule['code']}” phải có dạng FORM-30 (docs/error-codes.md)."
        yield error("FORM-03", f"{pointer}/code", message)
    basis = rule["basis"]
    if not (_LAW.search(basis) or _PLAUSIBLE.fullmatch(basis)):
        message = (
            f"{named} ({rule['code']}): căn cứ basis = “{basis}” không nêu văn bản nào: ghi số văn "
            "bản và điều khoản, hoặc “Đối chiếu hợp lý (…)”."
        )
        told = error if rule["severity"] == Severity.ERROR else warning
        yield told("FORM-04", f"{pointer}/basis", message)
    yield from _procedure_problems(f"{pointer}/sends_to", rule.get("sends_to", ()))


def _procedure_problems(pointer: str, codes: Iterable[str]) -> Iterator[Problem]:
    for code in codes:
        if not _PROCEDURE.fullmatch(code):
            message = f"Mã thủ tục “{code}” phải có dạng 1.001193, như trong danh mục thủ tục."
            yield error("FORM-03", pointer, message)


def _ring(lines: tuple[Field, ...]) -> list[str]:
    """Return lines that are worked out from each other, the first one again at the end."""
    keys = {line.key for line in lines}
    reads = {line.key: keys & set(_read_lines(line)) for line in lines}
    for start in reads:
        path, waiting = [start], [iter(sorted(reads[start]))]
        while waiting:
            following = next(waiting[-1], None)
            if following is None:
                waiting.pop()
                path.pop()
            elif following == start:
                return [*path, start]
            elif following not in path:
                path.append(following)
                waiting.append(iter(sorted(reads[following])))
    return []


def _read_lines(line: Field) -> list[str]:
    name, *arguments = (line.derive or "").split() or [""]
    return arguments if name in OF_LINES else []


def _others(form_id: str, folder: Path) -> Iterator[FormHead]:
    beside = bundled_folders(folder.resolve().parent)
    for other in dict.fromkeys((*beside, *bundled_folders())):
        if form_of(other) != form_id:
            try:
                yield read_head(other)
            except InputError:  # its own lint says so
                continue


def _overlap(one: FormHead, other: FormHead) -> bool:
    def begins_in(head: FormHead, within: FormHead) -> bool:
        day = head.valid_from or date.min
        return (within.valid_from or date.min) <= day <= (within.valid_to or date.max)

    return begins_in(one, other) or begins_in(other, one)
