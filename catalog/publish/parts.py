"""Parts of a signed file that are no sheets: forms and the table of units.

    {"files": {"forms/<id>.json": {…}}, "format": "motcua.parts/1"}

is what `python -m forms.delivered` writes; what stands in it was checked there. Parts of the file
that is worked on are kept until they are replaced or left out by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from base.errors import InputError
from base.files import read_at_most
from catalog.bundle.packed_file import CatalogueFile
from catalog.bundle.parts import unpack_parts
from citizens.installed_units import UNITS, UnitsPart
from exchange.signed import MAX_BYTES

FORMAT = "motcua.parts/1"


class _Parts(msgspec.Struct, frozen=True, kw_only=True):
    files: dict[str, msgspec.Raw]
    format: str


def gather_parts(
    base: CatalogueFile | None, given: Iterable[Path], units: Path | None, without: Iterable[str]
) -> dict[str, bytes]:
    """Return the parts of the new file.

    Raises InputError CAT-23 (unreadable file), CAT-25 (no parts file or no such part), CAT-11
    (units).
    """
    parts = {name: bytes(raw) for name, raw in base.parts.items()} if base else {}
    for name in without:
        if parts.pop(name, None) is None:
            raise InputError(
                "CAT-25",
                f"Tệp đang làm không có phần “{name}” để bỏ.",
                f"Các phần đang có: {', '.join(sorted(parts)) or 'không có'}.",
            )
    for path in given:
        parts |= _read_parts(path)
    if units is not None:
        parts[UNITS] = read_publishing_file(units)
    _check_units(parts)
    return parts


def read_publishing_file(path: Path) -> bytes:
    """Return a file's bytes; InputError CAT-23 when it cannot be read or is too long."""
    try:
        data = read_at_most(path, MAX_BYTES)
    except OSError as error:
        raise InputError(
            "CAT-23", f"Không đọc được tệp {path.name}.", "Kiểm tra tên tệp và quyền đọc."
        ) from error
    if len(data) > MAX_BYTES:
        limit = f"{MAX_BYTES // 1_000_000} MB"
        raise InputError(
            "CAT-23", f"Tệp {path.name} lớn hơn {limit} nên không đọc.", "Chọn đúng tệp."
        )
    return data


def _read_parts(path: Path) -> dict[str, bytes]:
    try:
        parts = msgspec.json.decode(read_publishing_file(path), type=_Parts)
        if parts.format != FORMAT:
            raise ValueError(parts.format)
    except ValueError as error:
        raise InputError(
            "CAT-25",
            f"Tệp {path.name} không phải là tệp biểu mẫu đã đóng gói.",
            "Đóng gói bằng lệnh: python -m forms.delivered THƯ_MỤC_MẪU --out TỆP.",
            detail=str(error),
        ) from error
    return {name: bytes(raw) for name, raw in parts.files.items()}


def _check_units(parts: Mapping[str, bytes]) -> None:
    if UNITS in parts:
        raw = msgspec.Raw(parts[UNITS])
        unpack_parts({UNITS: raw}, (UnitsPart(),))
