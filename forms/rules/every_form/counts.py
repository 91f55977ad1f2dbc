"""How many copies are asked for, and whether a dossier code has the shape of one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from forms.derive.case import Case
from forms.schema import FieldType, Problem, Severity

_USUAL_COPIES = 20
# Loose: unit, day, serial, such as G22.99.09-240101-0001; the annex with the rules was not seen.
_CODE = re.compile(r"[0-9A-Z.]{3,30}-\d{6}-\d{4,8}")


def count_problems(case: Case) -> Iterator[Problem]:
    """Warn of a number of copies that nobody asks for, and of a code that looks like none."""
    for line in case.schema.fields:
        if line.type is FieldType.COPIES:
            yield from _many_copies(line.key, case.answers.get(line.key))
        if line.type is FieldType.DOSSIER_CODE:
            yield from _strange_code(line.key, case.text(line.key))


def _many_copies(key: str, count: object) -> Iterator[Problem]:
    if isinstance(count, int) and count > _USUAL_COPIES:
        yield Problem(
            f"/{key}",
            "SHEET-12",
            f"Đề nghị cấp {count} bản sao: hỏi lại số lượng (lệ phí tính theo từng bản).",
            "Đối chiếu hợp lý (số bản sao)",
            Severity.WARNING,
        )


def _strange_code(key: str, code: str) -> Iterator[Problem]:
    if not code or _CODE.fullmatch(code):
        return
    from exchange.slip_code import parse_provisional_number  # only slips need stdnum

    if parse_provisional_number(code) is None:
        yield Problem(
            f"/{key}",
            "SHEET-13",
            "Mã hồ sơ không giống mã do hệ thống của tỉnh cấp (như H40.12-261123-0007): chép lại"
            " từ hệ thống.",
            "Nghị định 118/2025/NĐ-CP Điều 11",
            Severity.WARNING,
        )
