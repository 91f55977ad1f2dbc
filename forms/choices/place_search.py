"""What the picker of places shows: provinces, their communes, and what a search can mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from base.text import clean_line, fold
from citizens.addresses.compose import address_line
from citizens.addresses.parse import find_units
from citizens.addresses.search import (
    CommuneHit,
    commune_of,
    communes_of,
    province_of,
    provinces,
    search_communes,
)

_MOST = 60


@dataclass(frozen=True, slots=True)
class Place:
    """A unit to take. `old` is its whole old name, empty for a unit of today."""

    title: str
    detail: str
    code: str
    old: str = ""


@dataclass(frozen=True, slots=True)
class Start:
    """What the picker begins with: what stands before the units, and the province."""

    detail: str = field(repr=False)
    province_code: str = ""
    places: tuple[Place, ...] = ()


def begin(text: str, home_province: str) -> Start:
    """Take a line apart: an old address gives every commune that it can lie in today."""
    clean = clean_line(text)
    reading = find_units(clean)
    places = tuple(
        Place(c.commune, _since("".join(reading.understood[:1]), c.province), c.commune_code)
        for c in reading.candidates
    )
    if places:
        return Start(reading.detail, reading.candidates[0].province_code, places)
    own = next((p.code for p in provinces() if fold(p.name) in fold(home_province)), "")
    return Start(clean, own if home_province else "")


def province_places() -> tuple[Place, ...]:
    """Return the 34 provinces."""
    return tuple(Place(p.name, _small(p.title), p.code) for p in provinces())


def commune_places(province_code: str) -> tuple[Place, ...]:
    """Return the communes of a province, by name."""
    return tuple(Place(c.name, _small(c.kind), c.code) for c in communes_of(province_code))


def search_places(text: str, province_code: str, *, with_old: bool) -> tuple[Place, ...]:
    """Return units for what is typed, those of the chosen province first.

    Old names lead to every commune of today that holds a part; `with_old` offers the old name too.
    """
    hits = search_communes(text, _MOST)
    here = [hit for hit in hits if hit.province.code == province_code]
    rest = [hit for hit in hits if hit.province.code != province_code]
    return tuple(dict.fromkeys(place for hit in (*here, *rest) for place in _of(hit, with_old)))


def written(place: Place, detail: str) -> str:
    """Return the address with this unit."""
    before = clean_line(detail).rstrip(" ,")
    if place.old:
        units = ", ".join(unit[:1].lower() + unit[1:] for unit in place.old.split(", "))
        return f"{before}, {units}" if before else units[:1].upper() + units[1:]
    commune = commune_of(place.code)
    province = province_of(commune.province_code) if commune else None
    return address_line(before, commune, province) if commune and province else before


def _of(hit: CommuneHit, with_old: bool) -> Iterator[Place]:
    if hit.via and with_old:
        yield Place(hit.via, "tên trước 01/07/2025", hit.commune.code, hit.via)
    yield Place(hit.commune.full_name, _since(hit.via, hit.province.full_name), hit.commune.code)


def _since(old: str, province: str) -> str:
    """Say where a unit lies and what it was; a province that kept its name is said once."""
    if not old:
        return province
    before = old.removesuffix(f", {province}")
    return f"trước là {before} · {province}"


def _small(word: str) -> str:
    return word[:1].lower() + word[1:]
