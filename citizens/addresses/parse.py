"""Reads an address from the right: the province, then a commune of today or the old levels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from base.text import clean_line
from citizens.addresses.compose import compose
from citizens.addresses.in_province import InProvince, is_sure
from citizens.addresses.matcher import Address, spans
from citizens.addresses.names import ProvinceName
from citizens.addresses.readings import KNOWN_DISTRICT_ONLY, Found, ProvinceReader, merge
from citizens.addresses.table import UnitTable, load_table
from citizens.addresses.unit_words import COMMUNE_KINDS, PROVINCE_KINDS, Kind, unit_word_before
from citizens.addresses.units import AddressReading, Form
from citizens.addresses.words import Word, read_words

_MAX_LENGTH = 1000  # characters; longer text is no address
_POSTCODE = 5  # digits; the old ones had six


def find_units(text: str, table: UnitTable | None = None) -> AddressReading:
    """Return every commune in force that the address can mean; none when it is not recognised.

    A text of two levels is read in today's form first. A split commune gives all its parts.
    """
    table = table or load_table()
    line = clean_line(", ".join(text.splitlines()) if "\n" in text else text)
    words, found = read_line(line, table)
    if found is None or not found.communes:
        return AddressReading(text, found.form if found else Form.UNKNOWN, (), line)
    details = {row: _detail(line, words, start) for row, start in found.communes.items()}
    return AddressReading(
        text,
        found.form,
        tuple(compose(table, row, detail) for row, detail in details.items()),
        max(details.values(), key=len),
        tuple(table.old_name(row) for row in found.old),
    )


def read_line(line: str, table: UnitTable) -> tuple[tuple[Word, ...], Found | None]:
    """Return the words of a clean line and what they were read as."""
    words = _without_tail(read_words(line)) if len(line) <= _MAX_LENGTH else ()
    return words, _read(words, table)


def _detail(line: str, words: Sequence[Word], start: int) -> str:
    return line[: words[start].start].rstrip(" ,;.-–—/|(")


def _read(words: tuple[Word, ...], table: UnitTable) -> Found | None:
    if not words:
        return None
    marked = any(not w.raw.isascii() for w in words)
    found = _Parser(Address(words, marked), table).read()
    if _has_parts(words):
        return found
    # Without commas a unit word may belong to the name before it: “tan xa thach that”.
    other = _Parser(Address(words, marked, strict=False), table).read()
    if other is None or not other.communes:
        return found
    if found is None or not found.communes or (found.alone and not other.alone):
        return other
    return merge([found, other])


def _has_parts(words: Sequence[Word]) -> bool:
    return any(w.after_break for w in words[1:])


def _without_tail(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Drop a postcode and the country."""
    end = len(words)
    while end > 1:
        last, before = words[end - 1].key, words[end - 2].key
        if last in {"vietnam", "vn"} or (last.isdigit() and len(last) >= _POSTCODE):
            end -= 1
        elif (before, last) == ("viet", "nam") and end > len(("viet", "nam")):
            end -= 2
        else:
            break
    return words[:end]


@dataclass(frozen=True, slots=True)
class _ProvinceMatch:
    start: int
    kind: Kind | None
    name: ProvinceName


class _Parser:
    def __init__(self, address: Address, table: UnitTable) -> None:
        self._address = address
        self._table = table

    def read(self) -> Found | None:
        """Return the reading; one without communes if only a district was recognised."""
        readings: list[Found] = []
        for province in self._provinces():
            found = self._with_province(province)
            readings += [] if found is None else [found]
            if self._address.strict and found is not None and found.communes:
                return found
        full = [r for r in readings if r.communes]
        if full:
            return merge(full)
        found = self._without_province()
        readings += [] if found is None else [found]
        return next((r for r in readings if r.communes), readings[0] if readings else None)

    def _provinces(self) -> list[_ProvinceMatch]:
        words = self._address.words
        found = []
        for start, key in spans(words, len(words)):
            name = self._table.names.provinces.get(key)
            if name is not None:
                for unit in self._address.unit_words(start, PROVINCE_KINDS):
                    kind, begin = unit or (None, start)
                    found.append(_ProvinceMatch(begin, kind, name))
        return found

    def _with_province(self, province: _ProvinceMatch) -> Found | None:
        """“TP. Bắc Ninh” is a city of old, or a province of today that is called city."""
        inside = InProvince(self._address, self._table, province.name, province.start).read()
        titles = province.name.titles
        if province.kind != Kind.CITY or titles == {Kind.CITY}:
            return inside
        city = self._without_province(city=True)
        if city is None or not city.communes:
            return inside
        if Kind.CITY not in titles or inside is None or not inside.communes:
            return city
        return merge([inside, city])

    def _without_province(self, *, city: bool = False) -> Found | None:
        """A district with its commune; else a commune with its unit word, anywhere."""
        reader = ProvinceReader(self._address, self._table, len(self._address.words))
        provinces = self._rows_for(self._table.names.by_district)
        districts = [m for row in provinces for m in reader.districts(row)]
        if city:
            districts = [m for m in districts if any(e.kind == Kind.CITY for e in m.entries)]
        readings = reader.with_whole_names(reader.old_readings(districts))
        if readings:
            return merge([reader.found_old(r.commune, r.rows) for r in readings])
        if any(m.bounded for m in districts):
            return KNOWN_DISTRICT_ONLY
        found = None if city else self._commune_anywhere(reader)
        return None if found is None else replace(found, alone=True)

    def _commune_anywhere(self, reader: ProvinceReader) -> Found | None:
        if not self._ends_with_unit():
            return None
        rows = self._rows_for(self._table.names.by_commune)
        matches = [m for row in rows for m in reader.new_communes(row) if is_sure(m)]
        if matches:
            return reader.found_new(matches)
        old = reader.old_communes_anywhere(self._rows_for(self._table.names.by_old_commune))
        return merge(old) if old else None

    def _ends_with_unit(self) -> bool:
        words = self._address.words
        units = (unit_word_before(words, start) for start, _ in spans(words, len(words)))
        return any(unit is not None and unit[0] in COMMUNE_KINDS for unit in units)

    def _rows_for(self, index: Mapping[str, tuple[int, ...]]) -> list[int]:
        words = self._address.words
        return sorted({r for _, key in spans(words, len(words)) for r in index.get(key, ())})
