"""Small word lists that break ties: province names, and syllables common in names and places.

`data/common_syllables.txt` is our own list, `data/provinces.txt` the 63 provinces (statistics
codes) with the province that each belongs to since 01/07/2025.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from citizens.charset.syllables import split_tone

_DATA = Path(__file__).parent.parent / "data"
_UNIT_WORDS = re.compile(r"^(tỉnh|tinh|thành phố|thanh pho|tp\.?)\s+", re.IGNORECASE)


@lru_cache(maxsize=1)
def provinces_by_code() -> dict[str, str]:
    """The 63 provinces by the three digits that begin a personal number."""
    lines = (_DATA / "provinces.txt").read_text(encoding="utf-8").splitlines()
    return {code: name for code, name, _ in (line.split("\t") for line in lines)}


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset((_DATA / "common_syllables.txt").read_text(encoding="utf-8").split())


@lru_cache(maxsize=1)
def _unit_keys() -> dict[tuple[tuple[str, str], ...], str]:
    return {_key(name): name for name in provinces_by_code().values()}


def _key(name: str) -> tuple[tuple[str, str], ...]:
    """Words without the place of the tone mark: Hòa and Hoà are the same."""
    return tuple(split_tone(word) for word in name.split())


def is_common(syllable: str) -> bool:
    """Whether the syllable is usual in names of people and places."""
    return unicodedata.normalize("NFC", syllable.lower()) in _common()


def is_unit_name(text: str) -> bool:
    """Whether the text is the name of a province, with or without its unit word."""
    return _key(_UNIT_WORDS.sub("", text.strip())) in _unit_keys()


def province_hint(address: str) -> str | None:
    """Return the one province that a damaged address can end in, or None."""
    last = _UNIT_WORDS.sub("", address.rsplit(",", 1)[-1].strip())
    found = {name for name in _unit_keys().values() if last in _damaged_forms(name)}
    return found.pop() if len(found) == 1 else None


def _damaged_forms(name: str) -> set[str]:
    """What is left of a name when marks go, when letters go, or when they turn into "?"."""
    marks = unicodedata.normalize("NFD", name)
    unmarked = "".join(c for c in marks if not unicodedata.combining(c))
    return {
        unmarked.replace("Đ", "D").replace("đ", "d"),
        "".join(c for c in name if c.isascii()),
        "".join(c if c.isascii() else "?" for c in name),
        "".join(c if c.isascii() else "?" * len(c.encode()) for c in name),
    }
