"""Names of units by their keys, level by level; an index is made when it is first asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from citizens.addresses.unit_file import UnitFile
from citizens.addresses.words import name_key

_FARM = "Nông trường "  # cards shorten it: “TT. NT Mộc Châu”
_KIND_BEFORE = "Xã"  # what every commune was that became a phường since 01/07/2025
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Entry:
    """A name in an index: the row it leads to, its kind if known; an alias has no spelling."""

    row: int
    kind: str | None
    name: str | None


Index = Mapping[str, tuple[Entry, ...]]
Named = Iterable[tuple[str, Entry]]


@dataclass(frozen=True, slots=True)
class ProvinceName:
    """What a province's name can mean: an old province, one of today, or both."""

    old: int | None
    new: int | None
    titles: frozenset[str]


class UnitNames:
    """The indexes of one file."""

    def __init__(self, file: UnitFile) -> None:
        """Take a checked file."""
        self._file = file
        self._made: dict[tuple[str, int], Index] = {}

    @cached_property
    def provinces(self) -> Mapping[str, ProvinceName]:
        """Every name and alias of a province, old or of today."""
        new = {name_key(p.name): row for row, p in enumerate(self._file.provinces)}
        found = {
            key: ProvinceName(None, row, frozenset({self._file.provinces[row].title}))
            for key, row in new.items()
        }
        for row, old in enumerate(self._file.old_provinces):
            now = new.get(name_key(old.name))
            titles = {old.title} | ({self._file.provinces[now].title} if now is not None else set())
            for name in (old.name, *old.aliases):
                found[name_key(name)] = ProvinceName(row, now, frozenset(titles))
        return found

    @cached_property
    def old_provinces_in(self) -> Mapping[int, tuple[int, ...]]:
        """Which old provinces lie in a province of today."""
        return group((p.province, row) for row, p in enumerate(self._file.old_provinces))

    @cached_property
    def districts_in(self) -> Mapping[int, tuple[int, ...]]:
        """Which districts an old province had."""
        return group((d.old_province, row) for row, d in enumerate(self._file.old_districts))

    @cached_property
    def _old_communes_in(self) -> Mapping[int, tuple[int, ...]]:
        return group((c.district, row) for row, c in enumerate(self._file.old_communes))

    @cached_property
    def _communes_in(self) -> Mapping[str, tuple[int, ...]]:
        return group((c.province_code, row) for row, c in enumerate(self._file.communes))

    @cached_property
    def communes_of_old_province(self) -> Mapping[int, frozenset[int]]:
        """Which communes of today hold land of an old province."""
        found: defaultdict[int, set[int]] = defaultdict(set)
        for commune in self._file.old_communes:
            district = self._file.old_districts[commune.district]
            found[district.old_province].update(commune.communes)
        return {row: frozenset(communes) for row, communes in found.items()}

    @cached_property
    def by_district(self) -> Mapping[str, tuple[int, ...]]:
        """In which old provinces a district of that name lies."""
        return _where(len(self._file.old_provinces), self.districts)

    @cached_property
    def by_commune(self) -> Mapping[str, tuple[int, ...]]:
        """In which provinces of today a commune of that name lies."""
        return _where(len(self._file.provinces), self.communes)

    @cached_property
    def by_old_commune(self) -> Mapping[str, tuple[int, ...]]:
        """In which old districts a commune of that name lay."""
        return _where(len(self._file.old_districts), self.old_communes)

    def districts(self, old_province: int) -> Index:
        """Return the districts of an old province."""
        rows = self.districts_in.get(old_province, ())
        return self._index("districts", old_province, lambda: _name_districts(self._file, rows))

    def old_communes(self, district: int) -> Index:
        """Return the communes of an old district, with their aliases."""
        rows = self._old_communes_in.get(district, ())
        return self._index("old", district, lambda: _name_old_communes(self._file, rows))

    def communes(self, province: int) -> Index:
        """Return the communes of a province of today."""
        rows = self._communes_in[self._file.provinces[province].code]
        return self._index("new", province, lambda: _name_communes(self._file, rows))

    def island(self, district: int) -> int | None:
        """Return the old commune's row of an island district, which had no communes."""
        rows = self._old_communes_in.get(district, ())
        return rows[0] if len(rows) == 1 and not self._file.old_communes[rows[0]].name else None

    def _index(self, what: str, row: int, named: Callable[[], Named]) -> Index:
        index = self._made.get((what, row))
        if index is None:
            index = self._made[what, row] = group(named())
        return index


def _name_districts(file: UnitFile, rows: Iterable[int]) -> Named:
    for row in rows:
        district = file.old_districts[row]
        yield name_key(district.name), Entry(row, district.kind, district.name)
        yield from _aliases(row, district.aliases)


def _name_old_communes(file: UnitFile, rows: Iterable[int]) -> Named:
    for row in rows:
        commune = file.old_communes[row]
        if not commune.name:
            continue
        entry = Entry(row, commune.kind, commune.name)
        yield name_key(commune.name), entry
        if commune.name.startswith(_FARM):
            short = commune.name.removeprefix(_FARM)
            yield name_key(short), entry
            yield name_key(f"NT {short}"), entry
        yield from _aliases(row, commune.aliases)


def _name_communes(file: UnitFile, rows: Iterable[int]) -> Named:
    for row in rows:
        commune = file.communes[row]
        yield name_key(commune.name), Entry(row, commune.kind, commune.name)
        if commune.changed:  # papers of before say “xã”
            yield name_key(commune.name), Entry(row, _KIND_BEFORE, commune.name)


def _aliases(row: int, aliases: tuple[str, ...]) -> Named:
    for alias in aliases:
        kind, bar, key = alias.rpartition("|")
        yield name_key(key), Entry(row, kind if bar else None, None)


def _where(count: int, index: Callable[[int], Index]) -> Mapping[str, tuple[int, ...]]:
    return group((key, row) for row in range(count) for key in index(row))


V = TypeVar("V")


def group(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    """Return what belongs to each key, in order."""
    found: defaultdict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}
