"""The words of an address: folded keys, and spelling compared mark by mark."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from types import MappingProxyType

from base.text import fold

_TOKEN = re.compile(r"[^\W\d_]+(?:['’‘ʼ′`´][^\W\d_]+)*|\d+")
_HARD = re.compile(r"[,;|\n]")
_ASIDE = re.compile(r"\(\s*(?:cũ|mới|cu|moi|(?:nay|trước|truoc|trc)\b[^()]*)\)", re.IGNORECASE)
_SOFT_Y = re.compile(r"(?<=[bcdđghklmnpqrtvx])y|(?<=qu)y")  # Mỹ and Mĩ, Quý and Quí
_SOFT_C = re.compile(r"c(?!h)")  # Đắc and Đắk, Bắc Cạn and Bắc Kạn
_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
_ROMAN = MappingProxyType({"ii": "2", "iii": "3", "iv": "4", "vii": "7", "viii": "8"})
_ROMAN_SYLLABLES = MappingProxyType({"i": "1", "v": "5", "vi": "6"})  # “Phường VI”, not Vĩ Dạ
_STREAM = frozenset(("đăk", "đăc", "đak", "đac"))  # Đắk Tô, Đăk Tô: both are official somewhere
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


class Closeness(IntEnum):
    """How near a written name is to the official one with the same letters."""

    OTHER_MARKS = 0
    FEWER_MARKS = 1
    SAME = 2


@dataclass(frozen=True, slots=True)
class Word:
    """One word or number of an address, and what stands before it."""

    raw: str = field(repr=False)  # lower case, with its marks
    key: str = field(repr=False)
    start: int
    end: int
    after_break: bool  # a comma, a line end or the beginning stands before it
    after_mark: bool  # as above, or a dash, a full stop, a slash …


def read_words(text: str) -> tuple[Word, ...]:
    """Return the words of a cleaned text; asides such as “(cũ)” and “(nay là …)” are left out."""
    text = _ASIDE.sub(lambda match: " " * len(match.group()), text)
    words: list[Word] = []
    end = 0
    for match in _TOKEN.finditer(text):
        between = text[end : match.start()]
        raw = match.group().lower()
        hard = end == 0 or _HARD.search(between) is not None
        mark = hard or bool(between.strip())
        words.append(Word(raw, _key_of_word(raw), match.start(), match.end(), hard, mark))
        end = match.end()
    return _with_roman_wards(words)


def _key_of_word(raw: str) -> str:
    if raw.isascii() and raw.isalnum():
        return _ROMAN.get(raw, raw)
    decomposed = unicodedata.normalize("NFD", raw).replace("đ", "d")
    return "".join(c for c in decomposed if c.isascii() and c.isalnum())


def _with_roman_wards(words: list[Word]) -> tuple[Word, ...]:
    """“Phường VI” is ward 6, if nothing follows in its part of the address."""
    for i, word in enumerate(words[1:], start=1):
        digit = _ROMAN_SYLLABLES.get(word.raw)
        ends = i + 1 == len(words) or words[i + 1].after_break
        if digit and ends and words[i - 1].key in {"phuong", "p", "f"}:
            words[i] = Word(
                word.raw, digit, word.start, word.end, word.after_break, word.after_mark
            )
    return tuple(words)


def join_key(keys: Sequence[str]) -> str:
    """Return the key of a name from the keys of its words: no spaces, y as i, c as k, s as x."""
    key = "".join(keys).replace("s", "x")
    if "y" in key:
        key = _SOFT_Y.sub("i", key)
    if "c" in key:
        key = _SOFT_C.sub("k", key)
    if "0" in key:
        key = _ZEROS.sub("", key)
    return key


def name_key(name: str) -> str:
    """Return the key of an official name or of an alias."""
    words = _TOKEN.findall(name.lower())
    if len(words) == 1 and words[0] in _ROMAN_SYLLABLES:
        return _ROMAN_SYLLABLES[words[0]]
    return join_key([_key_of_word(word) for word in words])


Spelling = tuple[tuple[str, str], ...]


def spelling(words: Sequence[str]) -> Spelling:
    """Return letters with their shape and the tone of each word; where the tone sits is dropped."""
    return tuple(_spell(word) for word in words)


def spelling_of(name: str) -> Spelling:
    """Return the spelling of an official name."""
    return spelling(_TOKEN.findall(name.lower()))


def _spell(raw: str) -> tuple[str, str]:
    decomposed = unicodedata.normalize("NFD", raw)
    tone = "".join(c for c in decomposed if c in _TONES)
    letters = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES))
    plain = "".join(c for c in letters if c.isalnum())
    if plain in _STREAM:
        return "dak", ""
    return join_key([_ROMAN.get(plain, plain)]), tone


def closeness(written: Spelling, official: Spelling) -> Closeness:
    """Compare two spellings of names that have one key."""
    if len(written) != len(official):
        written, official = _run_together(written), _run_together(official)
    if written == official:
        return Closeness.SAME
    if all(_fewer(w, o) for w, o in zip(written, official, strict=True)):
        return Closeness.FEWER_MARKS
    return Closeness.OTHER_MARKS


def _run_together(name: Spelling) -> Spelling:
    return (("".join(w[0] for w in name), "".join(w[1] for w in name)),)


def _fewer(written: tuple[str, str], official: tuple[str, str]) -> bool:
    letters, tone = written
    if len(letters) != len(official[0]):  # a Roman number against its digits
        return True
    if tone not in {"", official[1]}:
        return False
    return all(w == o or w == fold(o) for w, o in zip(letters, official[0], strict=True) if w != o)
