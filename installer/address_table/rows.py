"""Turns rows of the package into rows of our table: names, aliases, targets."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence

from citizens.addresses.unit_words import COMMUNE_KINDS, DISTRICT_KINDS, PROVINCE_KINDS, Kind
from citizens.addresses.words import name_key
from installer.address_table.package import Key, Row, old_key

Prefixes = Mapping[str, Kind]
DISTRICT_WORDS: Prefixes = {
    "thanhpho": Kind.CITY,
    "huyen": Kind.DISTRICT,
    "thixa": Kind.TOWN,
    "quan": Kind.URBAN_DISTRICT,
}
COMMUNE_WORDS: Prefixes = {"thitran": Kind.TOWNSHIP, "phuong": Kind.WARD, "xa": Kind.COMMUNE}
_ABBREVIATIONS = ("district", "ward", "tp", "tx", "tt", "p", "f", "q")


def split_name(full: str) -> tuple[str, str]:
    """Return unit word and name. The package's own column of unit words is wrong in four rows."""
    text = unicodedata.normalize("NFC", " ".join(full.split()))
    for kind in COMMUNE_KINDS | DISTRICT_KINDS | PROVINCE_KINDS:
        if text.lower().startswith(f"{kind.value.lower()} "):
            return kind.value, text[len(kind.value) :].strip()
    raise ValueError(f"no unit word: {full}")


def read_aliases(raw: str | None, name: str, kind: str, words: Prefixes) -> list[str]:
    """Return the package's aliases as `kind|key` or `key`, without what the name itself says."""
    keys = {_plain(alias) for alias in json.loads(raw or "[]")}
    own = name_key(name)
    found: set[str] = set()
    for alias in keys:
        split = _split_kind(alias, keys, own, words)
        if split is None:
            continue
        alias_kind, key = split
        if name_key(key) != own or alias_kind not in {None, kind}:
            found.add(f"{alias_kind}|{key}" if alias_kind else key)
    kinded = {alias.rpartition("|")[2] for alias in found if "|" in alias}
    return sorted(alias for alias in found if "|" in alias or alias not in kinded)


def _plain(alias: str) -> str:
    decomposed = unicodedata.normalize("NFD", alias.lower()).replace("đ", "d")
    return re.sub(r"[^a-z0-9]", "", decomposed)


def _split_kind(
    alias: str, keys: set[str], own: str, words: Prefixes
) -> tuple[Kind | None, str] | None:
    """Take the unit word off. None: an abbreviation, or what another alias says better."""
    if alias.endswith(("thixa", "thitran")) or any(p + alias in keys for p in words):
        return None
    for prefix, kind in words.items():
        rest = alias.removeprefix(prefix)
        known = rest in keys or rest.isdigit() or name_key(rest) == own
        if rest != alias and rest and (known or len(prefix) >= len("huyen") or len(rest) > 4):
            return kind, rest.lstrip("0")
    for prefix in _ABBREVIATIONS:
        rest = alias.removeprefix(prefix)
        if rest != alias and (rest.isdigit() or rest in keys or name_key(rest) == own):
            return None
    return None, alias


def without_strangers(
    targets: Mapping[str, Sequence[Key]], old: Sequence[Row]
) -> dict[str, list[Key]]:
    """Drop targets that an old commune got only because one elsewhere has the same name.

    The package joined some rows by commune name inside the merged province: ward 4 of Tây Ninh
    also got the commune of ward 4 of Tân An, 90 km away. Such a target holds the namesake, but
    no other commune of the old province that does not lie in the namesake's district.
    """
    members: defaultdict[Key, list[str]] = defaultdict(list)
    for row in old:
        for target in targets[old_key(row)]:
            members[target].append(old_key(row))
    suspects = {
        key
        for key, found in targets.items()
        if len(found) > 1 and any(_namesakes(key, members[t]) for t in found)
    }
    kept: dict[str, list[Key]] = {}
    for key, found in targets.items():
        good = [t for t in found if not _is_stranger(key, members[t], suspects)]
        kept[key] = good if key in suspects and good else list(found)
    return kept


def _namesakes(key: str, others: Sequence[str]) -> list[str]:
    return [o for o in others if o != key and o.split("_")[2] == key.split("_")[2]]


def _is_stranger(key: str, others: Sequence[str], suspects: set[str]) -> bool:
    namesakes = _namesakes(key, others)
    if not namesakes:
        return False
    province = key.split("_")[0]
    elsewhere = {tuple(o.split("_")[:2]) for o in namesakes}
    return not any(
        o not in suspects
        and o.split("_")[0] == province
        and tuple(o.split("_")[:2]) not in elsewhere
        for o in others
    )
