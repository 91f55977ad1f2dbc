"""CSV files as Excel opens and saves them: UTF-8 with BOM, a semicolon, no surprises inside.

Excel turns 1.001193 into a number, 2027-03-01 into a date and =… into a formula. Such a cell is
written with an apostrophe in front; reading takes one apostrophe away again.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from base.errors import InputError
from base.text import clean_text

SEPARATORS = (";", "\t", ",")
_MOST_BYTES = 50_000_000
_LOOKS_LIKE_A_VALUE = re.compile(r"[=+\-@'\t]|[\d.,/: \-]+$", re.DOTALL)
_INTEGER = re.compile(r"\d{1,9}")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet by column header; `number` as Excel counts (the header is 1)."""

    number: int
    cells: dict[str, str]


def write_sheet(
    headers: Sequence[str], rows: Iterable[Sequence[str]], separator: str = ";"
) -> bytes:
    """Return the bytes of a CSV file."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerow(headers)
    for row in rows:
        writer.writerow([protected(cell) for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def read_sheet(data: bytes, name: str, headers: Sequence[str]) -> list[Line]:
    """Return the rows of a CSV file that has at least these columns, in any order.

    Empty rows are skipped. Raises InputError CAT-20 for a file that is no such sheet.
    """
    rows = _rows(data, name)
    found = [cell.strip() for cell in rows[0]] if rows else []
    missing = [header for header in headers if header not in found]
    if missing:
        raise sheet_error(name, f"thiếu cột: {', '.join(missing)}")
    lines = []
    for number, row in enumerate(rows[1:], start=2):
        cells = [unprotected(cell) for cell in row]
        if any(cells):
            lines.append(Line(number, dict(zip(found, cells, strict=False))))
    return lines


def fingerprint(data: bytes, name: str) -> str:
    """Return a hash of what a sheet says, the same when Excel only saved it again.

    Raises InputError CAT-20 for a file that is no such sheet.
    """
    rows = [[unprotected(cell) for cell in row] for row in _rows(data, name)]
    for row in rows:
        while row and not row[-1]:
            row.pop()
    return hashlib.sha256(json.dumps([row for row in rows if row]).encode()).hexdigest()


def protected(cell: str) -> str:
    """Return a cell that Excel leaves as it is."""
    if _INTEGER.fullmatch(cell) and (cell == "0" or not cell.startswith("0")):
        return cell
    return "'" + cell if _LOOKS_LIKE_A_VALUE.match(cell) else cell


def unprotected(cell: str) -> str:
    """Return what a cell says: clean, without the apostrophe that protected it."""
    text = clean_text(cell).strip()
    return text.removeprefix("'")


def sheet_error(name: str, problem: str) -> InputError:
    """Return CAT-20."""
    return InputError(
        "CAT-20",
        f"Bảng {name}: {problem}.",
        "Lưu bảng dạng “CSV UTF-8” với đủ các cột như khi xuất ra, rồi làm lại.",
        detail=name,
    )


def _rows(data: bytes, name: str) -> list[list[str]]:
    text = _decoded(data, name)
    separator = max(SEPARATORS, key=text.partition("\n")[0].count)
    try:
        return list(csv.reader(io.StringIO(text), delimiter=separator, strict=True))
    except csv.Error as error:
        raise sheet_error(name, f"không đọc được theo dạng CSV ({error})") from error


def _decoded(data: bytes, name: str) -> str:
    if len(data) > _MOST_BYTES:
        raise sheet_error(name, "quá lớn")
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):  # Excel: "Unicode Text"
            return data.decode("utf-16")
        return data.decode("utf-8-sig")
    except UnicodeError as error:
        raise sheet_error(name, "không phải mã UTF-8 (chữ tiếng Việt sẽ hỏng)") from error
