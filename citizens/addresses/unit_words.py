"""Unit words, such as “phường”, “TP.” or “thị trấn”, as official names and people write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType

from base.text import fold
from citizens.addresses.words import Closeness, Word, closeness, spelling


class Kind(StrEnum):
    """Unit words as official names begin."""

    PROVINCE = "Tỉnh"
    CITY = "Thành phố"
    CAPITAL = "Thủ đô"
    URBAN_DISTRICT = "Quận"
    DISTRICT = "Huyện"
    TOWN = "Thị xã"
    WARD = "Phường"
    COMMUNE = "Xã"
    TOWNSHIP = "Thị trấn"
    SPECIAL_ZONE = "Đặc khu"


COMMUNE_KINDS = frozenset({Kind.WARD, Kind.COMMUNE, Kind.TOWNSHIP, Kind.SPECIAL_ZONE})
DISTRICT_KINDS = frozenset({Kind.URBAN_DISTRICT, Kind.DISTRICT, Kind.TOWN, Kind.CITY})
PROVINCE_KINDS = frozenset({Kind.PROVINCE, Kind.CITY, Kind.CAPITAL})


# As people write them.
_UNIT_WORDS: Mapping[tuple[str, ...], Kind] = MappingProxyType(
    {
        ("thanh", "pho"): Kind.CITY,
        ("thu", "do"): Kind.CAPITAL,
        ("thi", "tran"): Kind.TOWNSHIP,
        ("thi", "xa"): Kind.TOWN,
        ("dac", "khu"): Kind.SPECIAL_ZONE,
        ("t", "p"): Kind.CITY,
        ("t", "t"): Kind.TOWNSHIP,
        ("t", "x"): Kind.TOWN,
        ("tinh",): Kind.PROVINCE,
        ("t",): Kind.PROVINCE,
        ("thanhpho",): Kind.CITY,
        ("tp",): Kind.CITY,
        ("quan",): Kind.URBAN_DISTRICT,
        ("q",): Kind.URBAN_DISTRICT,
        ("huyen",): Kind.DISTRICT,
        ("h",): Kind.DISTRICT,
        ("thixa",): Kind.TOWN,
        ("tx",): Kind.TOWN,
        ("phuong",): Kind.WARD,
        ("p",): Kind.WARD,
        ("f",): Kind.WARD,
        ("xa",): Kind.COMMUNE,
        ("x",): Kind.COMMUNE,
        ("thitran",): Kind.TOWNSHIP,
        ("tt",): Kind.TOWNSHIP,
        ("dackhu",): Kind.SPECIAL_ZONE,
    }
)


# What is smaller than a commune and has a name or a number of its own.
_SETTLEMENTS = (
    "thôn", "xóm", "ấp", "bản", "buôn", "bon", "làng", "khóm", "khu", "tổ", "đội", "kp", "tdp",
)  # fmt: skip
_STREETS = (
    "số", "sn", "nhà", "đường", "phố", "ngõ", "ngách", "hẻm", "kiệt", "quốc", "ql", "tl", "lô",
    "tòa", "toà", "chung", "căn", "phòng", "tiểu", "cụm",
)  # fmt: skip
_SETTLEMENT_WORDS = frozenset((*_SETTLEMENTS, *map(fold, _SETTLEMENTS)))
_DETAIL_WORDS = _SETTLEMENT_WORDS.union(_STREETS, map(fold, _STREETS))


def is_settlement(word: Word) -> bool:
    """Whether the word is “thôn”, “khu”, “ấp” …"""
    return word.raw in _SETTLEMENT_WORDS


def begins_detail(word: Word) -> bool:
    """Whether a part of an address that begins so can be what stands before the commune."""
    return word.raw.isdigit() or word.raw in _DETAIL_WORDS


def unit_word_before(words: Sequence[Word], start: int) -> tuple[Kind, int] | None:
    """Return the unit word that ends right before a word, with where it begins."""
    if start == 0 or (start < len(words) and words[start].after_break):
        return None
    for length in (2, 1):
        if start < length:
            continue
        chunk = words[start - length : start]
        kind = _UNIT_WORDS.get(tuple(w.key for w in chunk))
        if kind is not None and _is_spelled_so(chunk, kind):
            return kind, start - length
    return None


def unit_word_at(words: Sequence[Word], start: int, end: int) -> Kind | None:
    """Return the unit word that a part of an address begins with, if a name follows it."""
    for length in (2, 1):
        chunk = words[start : start + length]
        kind = _UNIT_WORDS.get(tuple(w.key for w in chunk))
        named = start + length < end and not words[start + length].key.isdigit()
        if kind is not None and named and _is_spelled_so(chunk, kind):
            return kind
    return None


def _is_spelled_so(chunk: Sequence[Word], kind: Kind) -> bool:
    """Keep “Phượng” apart from “Phường”, “Xá” from “Xã”."""
    if any(w.after_break for w in chunk[1:]):
        return False
    official = kind.value.lower().split()
    for i, word in enumerate(chunk):
        if word.raw.isascii():
            continue
        if len(official) != len(chunk):
            return False
        if closeness(spelling([word.raw]), spelling([official[i]])) == Closeness.OTHER_MARKS:
            return False
    return True
