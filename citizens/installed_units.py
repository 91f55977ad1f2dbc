"""The table of units inside a signed catalogue file (`units.json`), and which table is in use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

import msgspec

from base.dates import parse_full_date
from base.errors import FieldProblem, InputError
from base.paths import DataDir
from citizens.addresses.table import UnitTable, parse_table, use_table
from citizens.addresses.unit_file import TABLE_FILE
from exchange.installed import PartsError, PartsFound, parts_in_use

UNITS = "units.json"
_MOST_TOLD = 30


class _Head(msgspec.Struct, frozen=True):
    version: str


class UnitsPart:
    """Reads, checks and compares the table of units of a signed file."""

    prefix = UNITS

    def reads(self, name: str) -> bool:
        """Return whether a file is the table of units."""
        return name == UNITS

    def unpack(self, files: Mapping[str, bytes]) -> Mapping[str, bytes]:
        """Return the table as it is kept; raise PartsError when it is not sound."""
        for name, data in files.items():
            try:
                parse_table(data)
            except InputError as error:
                problem = FieldProblem(f"/{name}", error.code, f"{error.message} {error.detail}")
                raise PartsError((problem,)) from error
        return files

    def changes(self, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> Iterator[str]:
        """Yield which units are new, gone or renamed; one line each, the first ones only."""
        if before.get(UNITS) == after.get(UNITS):
            return
        old, new = (_table(state) for state in (before, after))
        lines = list(_differences(old, new))
        if not lines and old.version == new.version:
            return
        yield (
            f"Đơn vị hành chính: bảng ngày {_day(new.version)} (trước là {_day(old.version)}), "
            f"{len(new.communes)} xã, phường, đặc khu, {len(lines)} thay đổi."
        )
        yield from lines[:_MOST_TOLD]
        if len(lines) > _MOST_TOLD:
            yield f"Đơn vị hành chính: và {len(lines) - _MOST_TOLD} thay đổi khác."


def use_installed_units(data_dir: DataDir) -> None:
    """Take the table of units from what is installed at this desk, read when it is needed."""
    use_table(partial(_installed_bytes, data_dir))


def units_notice(data_dir: DataDir) -> str:
    """Return why the installed table is not used; empty when nothing is wrong."""
    return _found(data_dir).notice


def _table(state: Mapping[str, bytes]) -> UnitTable:
    return parse_table(state.get(UNITS) or TABLE_FILE.read_bytes())


def _installed_bytes(data_dir: DataDir) -> bytes:
    """Return the newer table: a program of today may carry a later one than an old file."""
    own = TABLE_FILE.read_bytes()
    installed = _found(data_dir).files.get(UNITS)
    return installed if installed is not None and _version(installed) >= _version(own) else own


def _version(data: bytes) -> str:
    return msgspec.json.decode(data, type=_Head).version


def _found(data_dir: DataDir) -> PartsFound:
    return parts_in_use(data_dir, UNITS, "Bảng đơn vị hành chính")


def _differences(old: UnitTable, new: UnitTable) -> Iterator[str]:
    """Compare provinces, then communes, by their codes."""
    yield from _by_code(
        {code: province.full_name for code, province in old.province_by_code.items()},
        {code: province.full_name for code, province in new.province_by_code.items()},
    )
    yield from _by_code(_communes(old), _communes(new))


def _communes(table: UnitTable) -> Mapping[str, str]:
    provinces = {code: province.full_name for code, province in table.province_by_code.items()}
    return {c.code: f"{c.full_name}, {provinces[c.province_code]}" for c in table.communes}


def _by_code(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    yield from (f"Đơn vị mới: {new[code]} ({code})." for code in new if code not in old)
    yield from (f"Đơn vị không còn: {old[code]} ({code})." for code in old if code not in new)
    for code in new:
        if code in old and old[code] != new[code]:
            yield f"Đơn vị đổi tên: {old[code]} thành {new[code]} ({code})."


def _day(version: str) -> str:
    try:
        return f"{parse_full_date(version):%d/%m/%Y}"
    except ValueError:
        return version
