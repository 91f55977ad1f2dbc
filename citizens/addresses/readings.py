"""The ways one address can be read inside a province, and which of them counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType

from citizens.addresses.matcher import Address, Match, surest
from citizens.addresses.names import Entry
from citizens.addresses.table import UnitTable
from citizens.addresses.unit_words import (
    COMMUNE_KINDS,
    DISTRICT_KINDS,
    Kind,
    begins_detail,
    is_settlement,
    unit_word_at,
)
from citizens.addresses.units import Form
from citizens.addresses.words import Closeness

NEW_KINDS = COMMUNE_KINDS - {Kind.TOWNSHIP}  # no thị trấn since 01/07/2025


class Likelihood(IntEnum):
    """How likely an old reading is beside one of today."""

    NO = 0
    MAYBE = 1
    SURE = 2


@dataclass(frozen=True, slots=True)
class Found:
    """One reading: the communes it leads to, and the old communes that were recognised.

    `communes` maps each row to the word at which the commune begins; what stands before is the
    detail. `alone`: neither a province nor a district stands behind the commune.
    """

    form: Form
    communes: Mapping[int, int]
    old: tuple[int, ...] = ()
    alone: bool = False


@dataclass(frozen=True, slots=True)
class OldReading:
    """A commune before a district, both names of the table."""

    district: Match
    commune: Match
    rows: tuple[int, ...]


KNOWN_DISTRICT_ONLY = Found(Form.OLD, MappingProxyType({}))


def merge(readings: Sequence[Found]) -> Found:
    """Return one reading with every commune that the given ones allow.

    It is of today's form if one such reading gives them all. No word of the detail is lost.
    """
    communes: dict[int, int] = {}
    for reading in readings:
        for row, start in reading.communes.items():
            communes[row] = max(start, communes.get(row, 0))
    covers = any(r.form == Form.NEW and len(r.communes) == len(communes) for r in readings)
    old = tuple(dict.fromkeys(o for r in readings for o in r.old))
    return Found(Form.NEW if covers else Form.OLD, communes, old)


class ProvinceReader:
    """Reads what stands before a province's name. `end` is where that name begins."""

    def __init__(self, address: Address, table: UnitTable, end: int) -> None:
        """Take the address and the words that are left."""
        self._address = address
        self._table = table
        self._end = end

    def new_communes(self, province: int) -> list[Match]:
        """Return communes of today that end here."""
        index = self._table.names.communes(province)
        return self._whole(self._address.find(self._end, index, NEW_KINDS))

    def _whole(self, matches: Sequence[Match]) -> list[Match]:
        ends = self._address.is_end_of_longer_name
        return surest([m for m in matches if m.bounded or not ends(m)])

    def districts(self, old_province: int) -> list[Match]:
        """Return districts that end here."""
        index = self._table.names.districts(old_province)
        return self._address.find(self._end, index, DISTRICT_KINDS)

    def old_readings(self, districts: Sequence[Match]) -> list[OldReading]:
        """Return commune and district together, for the first group of districts that has any."""
        for group in (_named, _aliased, _other):
            found = [r for d in districts for r in self._communes_before(d, group(d))]
            if found:
                return found
        return []

    def _communes_before(self, district: Match, entries: Iterable[Entry]) -> list[OldReading]:
        found = []
        for entry in entries:
            island = self._table.names.island(entry.row)
            if island is not None:
                found.append(OldReading(district, district, (island,)))
                continue
            index = self._table.names.old_communes(entry.row)
            for match in self._whole(self._address.find(district.start, index, COMMUNE_KINDS)):
                rows = tuple(dict.fromkeys(e.row for e in match.entries))
                found.append(OldReading(district, match, rows))
        whole = [r for r in found if r.commune.bounded]
        return whole or found

    def old_communes_anywhere(self, districts: Iterable[int]) -> list[Found]:
        """Return communes of these districts that end here, whole names only."""
        found = []
        for district in districts:
            index = self._table.names.old_communes(district)
            for match in self._whole(self._address.find(self._end, index, COMMUNE_KINDS)):
                if match.bounded and match.closeness != Closeness.OTHER_MARKS:
                    found.append(self.found_old(match, [e.row for e in match.entries]))
        return found

    def found_old(self, match: Match, rows: Sequence[int]) -> Found:
        """Return the reading of old communes."""
        communes = sorted({c for row in rows for c in self._table.old_communes[row].communes})
        return Found(Form.OLD, dict.fromkeys(communes, match.start), tuple(dict.fromkeys(rows)))

    def found_new(self, matches: Sequence[Match]) -> Found:
        """Return the reading of communes of today."""
        return Found(Form.NEW, {e.row: m.start for m in reversed(matches) for e in m.entries})

    def is_after_unknown_commune(self, match: Match) -> bool:
        """Whether the part before begins with “phường”, “xã” …: then this name is a district."""
        begin = match.start
        while begin > 0 and (begin == match.start or not self._address.words[begin].after_break):
            begin -= 1
        kind = unit_word_at(self._address.words, begin, match.start)
        return match.kind is None and kind in COMMUNE_KINDS

    def with_whole_names(self, readings: Sequence[OldReading]) -> list[OldReading]:
        """Leave out “An Hòa” of an unknown “Phú An Hòa”: what is before must look like a detail."""
        return [r for r in readings if r.commune.bounded or self._follows_detail(r.commune)]

    def _follows_detail(self, match: Match) -> bool:
        begin = match.start - 1
        while begin > 0 and not self._address.words[begin].after_break:
            begin -= 1
        return begins_detail(self._address.words[begin])

    def likelihood(self, reading: OldReading) -> Likelihood:
        """Judge a commune before a name that is a district of old and a commune of today.

        “Minh Quang, Ba Vì” and “khu 3 Minh Quang, Ba Vì” name a commune, “thôn Minh Quang” does
        not, “số 5 Minh Quang” may be a street.
        """
        start = reading.commune.start
        if reading.district.kind is not None:
            return Likelihood.SURE
        if reading.commune is reading.district:  # an island: its district became the commune
            return Likelihood.MAYBE
        if reading.commune.bounded:
            return Likelihood.SURE
        before = self._address.words[max(0, start - 2) : start]
        if is_settlement(before[-1]):
            return Likelihood.NO
        numbered = before[-1].key.isdigit() and is_settlement(before[0])
        return Likelihood.SURE if numbered else Likelihood.MAYBE


def _named(match: Match) -> list[Entry]:
    return [e for e in match.entries if e.name is not None]


def _aliased(match: Match) -> list[Entry]:
    return [e for e in match.entries if e.name is None]


def _other(match: Match) -> list[Entry]:
    return list(match.others)
