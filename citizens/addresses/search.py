"""What pickers need: the provinces, their communes, and finding a commune while typing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from base.text import clean_line, fold
from citizens.addresses.parse import read_line
from citizens.addresses.table import UnitTable, load_table
from citizens.addresses.unit_words import COMMUNE_KINDS, unit_word_at
from citizens.addresses.units import Commune, Province
from citizens.addresses.words import join_key, name_key, read_words


@dataclass(frozen=True, slots=True)
class CommuneHit:
    """A commune found; `via` is the old unit that led to it, empty when its own name did."""

    commune: Commune
    province: Province
    via: str = ""


def provinces() -> tuple[Province, ...]:
    """Return the 34 provinces in the order of their names."""
    return tuple(sorted(load_table().provinces, key=lambda p: fold(p.name)))


def communes_of(province_code: str) -> tuple[Commune, ...]:
    """Return a province's communes in the order of their names; none for an unknown code."""
    communes = load_table().communes_by_province.get(province_code, ())
    return tuple(sorted(communes, key=lambda c: (fold(c.name), c.kind)))


def province_of(code: str) -> Province | None:
    """Return the province of a code of two digits, or None."""
    return load_table().province_by_code.get(code)


def commune_of(code: str) -> Commune | None:
    """Return the commune of a code of five digits, or None."""
    return load_table().commune_by_code.get(code)


def search_communes(text: str, limit: int = 8) -> tuple[CommuneHit, ...]:
    """Return communes by the beginnings of words, best first; marks may be left out.

    A province may follow (“viet tri phu tho”). Old communes lead to those of today that hold a
    part of them. A code of five digits finds its commune.
    """
    table = load_table()
    found: dict[str, CommuneHit] = {}
    for hit in (*_by_code(table, text), *_by_name(table, text), *_by_old_name(table, text)):
        found.setdefault(hit.commune.code, hit)
        if len(found) >= limit:
            break
    return tuple(found.values())[:limit]


def warm() -> None:
    """Read the table and build what the first search needs; for a thread that nobody waits for."""
    search_communes("xã")
    provinces()


def _by_code(table: UnitTable, text: str) -> list[CommuneHit]:
    commune = table.commune_by_code.get(text.strip())
    return [] if commune is None else [_hit(table, commune)]


def _hit(table: UnitTable, commune: Commune, via: str = "") -> CommuneHit:
    return CommuneHit(commune, table.province_by_code[commune.province_code], via)


def _by_name(table: UnitTable, text: str) -> list[CommuneHit]:
    words = read_words(text)
    kind = unit_word_at(words, 0, len(words))
    rest = [w.key for w in words][len(kind.split()) if kind else 0 :]
    found = _scored(table, [w.key for w in words], None)
    if kind in COMMUNE_KINDS:
        found += _scored(table, rest, kind)
    return [_hit(table, table.communes[row]) for _, row in sorted(found)]


def _scored(table: UnitTable, typed: Sequence[str], kind: str | None) -> list[tuple[int, int]]:
    whole = join_key(typed)
    return [
        (score, row)
        for row, (name, words) in enumerate(_searched(table))
        if (kind is None or table.communes[row].kind == kind)
        and (score := _score(typed, whole, name, words)) is not None
    ]


@cache
def _searched(table: UnitTable) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Key and words of every commune of today, the words of its province at the end."""
    province_words = {p.code: _word_keys(p.name) for p in table.provinces}
    return tuple(
        (name_key(c.name), (*_word_keys(c.full_name), *province_words[c.province_code]))
        for c in table.communes
    )


def _word_keys(name: str) -> tuple[str, ...]:
    return tuple(word.key for word in read_words(name))


def _score(typed: Sequence[str], whole: str, name: str, words: Sequence[str]) -> int | None:
    """The lower the better: the whole name, its beginning, then words anywhere, in order."""
    if not typed:
        return None
    if name == whole:
        return 0
    if name.startswith(whole):
        return 1
    if not _in_order(typed, iter(words)):
        return None
    return 2 if whole.startswith(name) else 3


def _in_order(typed: Iterable[str], words: Iterator[str]) -> bool:
    return all(any(word.startswith(part) for word in words) for part in typed)


def _by_old_name(table: UnitTable, text: str) -> Iterator[CommuneHit]:
    """First as an address (“thuy van viet tri phu tho”), then as the name alone."""
    _, found = read_line(clean_line(text), table)
    rows = [] if found is None else list(found.old)
    key = name_key(text)
    for district in table.names.by_old_commune.get(key, ()):
        rows += [entry.row for entry in table.names.old_communes(district)[key]]
    for old in rows:
        for row in table.old_communes[old].communes:
            yield _hit(table, table.communes[row], table.old_name(old))
