"""Decides between the readings of what stands before a province."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from citizens.addresses.matcher import Address, Match
from citizens.addresses.names import ProvinceName
from citizens.addresses.readings import (
    KNOWN_DISTRICT_ONLY,
    Found,
    Likelihood,
    OldReading,
    ProvinceReader,
    merge,
)
from citizens.addresses.table import UnitTable
from citizens.addresses.words import Closeness


def is_sure(match: Match) -> bool:
    """Whether the whole name stands there, with marks that do not contradict."""
    return match.bounded and match.closeness != Closeness.OTHER_MARKS


class InProvince:
    """Decides between the readings of what stands before a province."""

    def __init__(self, address: Address, table: UnitTable, name: ProvinceName, end: int) -> None:
        """Take the address and where the province's name begins."""
        self._table = table
        self._name = name
        self._marked = address.marked
        self._reader = ProvinceReader(address, table, end)

    def read(self) -> Found | None:
        """Return the reading that counts, or None."""
        new = [] if self._name.new is None else self._reader.new_communes(self._name.new)
        districts, readings = self._old()
        if new:
            return self._choose(new, districts, readings)
        readings = self._reader.with_whole_names(readings)
        if readings:
            return self._found_old(readings)
        if any(d.bounded for d in districts):
            return KNOWN_DISTRICT_ONLY
        return self._by_name_alone()

    def _old(self) -> tuple[list[Match], list[OldReading]]:
        """Districts of the province itself, then of those merged with it."""
        own = () if self._name.old is None else (self._name.old,)
        districts = [m for row in own for m in self._reader.districts(row)]
        readings = self._reader.old_readings(districts)
        if not readings:
            more = [m for row in self._sisters() for m in self._reader.districts(row)]
            readings = self._reader.old_readings(more)
            districts += more
        return districts, readings

    def _sisters(self) -> list[int]:
        if self._name.new is None:
            return []
        rows = self._table.names.old_provinces_in[self._name.new]
        return [row for row in rows if row != self._name.old]

    def _found_old(self, readings: Sequence[OldReading]) -> Found:
        return merge([self._reader.found_old(r.commune, r.rows) for r in readings])

    def _choose(
        self, new: list[Match], districts: list[Match], readings: list[OldReading]
    ) -> Found | None:
        """The last name is a commune of today, and perhaps a district too."""
        likely = max((self._reader.likelihood(r) for r in readings), default=Likelihood.NO)
        found = self._reader.found_new(new)
        if likely > Likelihood.NO:
            old = self._found_old(readings)
            begin = min(r.commune.start for r in readings)
            whole = any(m.bounded and m.start <= begin for m in new)  # “Tân Hà Lâm Hà”
            return merge([old, found]) if whole or likely == Likelihood.MAYBE else old
        as_districts = {(d.start, d.end) for d in districts}
        if any(
            (m.start, m.end) in as_districts and self._reader.is_after_unknown_commune(m)
            for m in new
        ):
            return KNOWN_DISTRICT_ONLY
        if any(m.fits(marked=self._marked) for m in new):
            return found
        # “Phường Trần Phú, Hà Nội”: today a xã has that name, before a phường had it.
        before = self._by_name_alone()
        if before is not None:
            return merge([before, found])
        return found if any(m.closeness != Closeness.OTHER_MARKS for m in new) else None

    def _by_name_alone(self) -> Found | None:
        """Without a district: old communes of that name, or one of today in a province of old."""
        own = [] if self._name.old is None else [self._name.old]
        for rows in (own, self._sisters()):
            districts = [d for row in rows for d in self._table.names.districts_in.get(row, ())]
            found = self._reader.old_communes_anywhere(districts)
            if self._name.new is None and self._name.old is not None:
                found += self._new_in(self._name.old)
            if found:
                return merge(found)
        return None

    def _new_in(self, old_province: int) -> list[Found]:
        inside = self._table.names.communes_of_old_province[old_province]
        matches = self._reader.new_communes(self._table.old_provinces[old_province].province)
        rows = [m for m in matches if is_sure(m) and any(e.row in inside for e in m.entries)]
        if not rows:
            return []
        found = self._reader.found_new(rows)
        return [replace(found, communes={c: s for c, s in found.communes.items() if c in inside})]
