"""The file of units as it lies on the disk: rows, and what makes them sound."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from base.errors import InputError
from citizens.addresses.units import Commune, Province

TABLE_FILE = Path(__file__).parent / "data" / "units.json"
FORMAT = "motcua.units/1"


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Where rows of the table come from."""

    name: str
    version: str
    licence: str
    licence_file: str = ""
    sha256: str = ""


class OldProvince(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One of the 63 provinces of before 01/07/2025."""

    name: str
    title: str
    province: int  # where it is now
    aliases: tuple[str, ...]


class OldDistrict(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A district as of June 2025; aliases are former names and districts that gave it communes."""

    name: str
    kind: str
    old_province: int
    aliases: tuple[str, ...]


class OldCommune(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A commune as of June 2025 and the communes in force that hold a part of it.

    Aliases are renamed and merged ones, as `kind|key` or `key`. The five island districts
    without communes stand here with an empty name.
    """

    name: str
    kind: str
    district: int
    communes: tuple[int, ...]
    aliases: tuple[str, ...]


class UnitFile(msgspec.Struct, frozen=True, kw_only=True):
    """All rows; a number in a row is the place of another row."""

    format: str
    version: str
    valid_from: str
    sources: tuple[Source, ...]
    provinces: tuple[Province, ...]
    communes: tuple[Commune, ...]
    old_provinces: tuple[OldProvince, ...]
    old_districts: tuple[OldDistrict, ...]
    old_communes: tuple[OldCommune, ...]


def parse_file(data: bytes) -> UnitFile:
    """Read a file. Raise InputError ADDR-01 when it is damaged, ADDR-02 for another format."""
    try:
        file = msgspec.json.decode(data, type=UnitFile)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _damaged("decode") from error
    if file.format != FORMAT:
        raise InputError(
            "ADDR-02",
            "Bảng đơn vị hành chính này dành cho phiên bản khác của chương trình.",
            "Cập nhật chương trình, rồi nhập lại bảng.",
            detail=f"format {file.format[:40]!r}",
        )
    if not _is_sound(file):
        raise _damaged("rows")
    return file


def _is_sound(file: UnitFile) -> bool:
    """Every row must point to rows that exist, every old commune to one of today."""
    codes = {province.code for province in file.provinces}
    return (
        bool(file.communes)
        and codes.issuperset(c.province_code for c in file.communes)
        and _within((p.province for p in file.old_provinces), len(file.provinces))
        and _within((d.old_province for d in file.old_districts), len(file.old_provinces))
        and _within((c.district for c in file.old_communes), len(file.old_districts))
        and all(c.communes for c in file.old_communes)
        and _within((r for c in file.old_communes for r in c.communes), len(file.communes))
    )


def _within(rows: Iterable[int], count: int) -> bool:
    return all(0 <= row < count for row in rows)


def _damaged(detail: str) -> InputError:
    return InputError(
        "ADDR-01",
        "Bảng đơn vị hành chính bị hỏng, không đọc được.",
        "Nhập lại bảng từ tệp gốc hoặc cài lại chương trình.",
        detail=detail,
    )
