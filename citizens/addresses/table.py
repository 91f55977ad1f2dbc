"""The table of units: 34 provinces, 3,321 communes, and where every old commune went."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from functools import cached_property

from citizens.addresses.names import UnitNames, group
from citizens.addresses.unit_file import TABLE_FILE, Source, UnitFile, parse_file
from citizens.addresses.units import Commune, Province


class UnitTable:
    """All units of one file, by row, by code and by name."""

    def __init__(self, file: UnitFile) -> None:
        """Take a checked file."""
        self._file = file
        self.names = UnitNames(file)
        self.provinces = file.provinces
        self.communes = file.communes
        self.old_provinces = file.old_provinces
        self.old_districts = file.old_districts
        self.old_communes = file.old_communes

    @property
    def version(self) -> str:
        """The date of the newest change that the table holds."""
        return self._file.version

    @property
    def valid_from(self) -> str:
        """Since when its communes are in force."""
        return self._file.valid_from

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where its rows come from, with their licences."""
        return self._file.sources

    @cached_property
    def province_by_code(self) -> Mapping[str, Province]:
        """Provinces by their code of two digits."""
        return {province.code: province for province in self.provinces}

    @cached_property
    def commune_by_code(self) -> Mapping[str, Commune]:
        """Communes by their code of five digits."""
        return {commune.code: commune for commune in self.communes}

    @cached_property
    def communes_by_province(self) -> Mapping[str, tuple[Commune, ...]]:
        """Communes by the code of their province."""
        return group((commune.province_code, commune) for commune in self.communes)

    def old_name(self, row: int) -> str:
        """Return an old commune in full: “Xã Hùng Lô, Thành phố Việt Trì, Tỉnh Phú Thọ”."""
        commune = self.old_communes[row]
        district = self.old_districts[commune.district]
        province = self.old_provinces[district.old_province]
        levels = [f"{commune.kind} {commune.name}"] if commune.name else []
        levels += [f"{district.kind} {district.name}", f"{province.title} {province.name}"]
        return ", ".join(levels)


def parse_table(data: bytes) -> UnitTable:
    """Read a table. Raise InputError ADDR-01 when it is damaged, ADDR-02 for another format."""
    return UnitTable(parse_file(data))


class _InUse:
    """The table of this process. Where it comes from is said once at the start; it is read when
    an address is asked for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._source: Callable[[], bytes] | None = TABLE_FILE.read_bytes
        self._data = b""
        self._table: UnitTable | None = None

    def take(self, source: Callable[[], bytes]) -> None:
        """Read the table from elsewhere from now on."""
        with self._lock:
            self._source = source

    def get(self) -> UnitTable:
        """Return the table; it is read once, and built anew only when it says something else."""
        with self._lock:
            if self._source is not None:
                data, self._source = self._source(), None
                if self._table is None or data != self._data:
                    self._data, self._table = data, parse_table(data)
            assert self._table is not None
            return self._table


_IN_USE = _InUse()


def use_table(source: Callable[[], bytes]) -> None:
    """Take the table from `source` from now on, such as an installed catalogue file's."""
    _IN_USE.take(source)


def load_table() -> UnitTable:
    """Return the table in use, read once: the program's own where no other was installed."""
    return _IN_USE.get()
