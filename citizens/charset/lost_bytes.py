"""UTF-8 typed through a code page that does not define every byte: put the lost bytes back.

cp1252 has no 81 8D 8F 90 9D, cp1258 four more, so `Đ` (C4 90) arrives as `Ä`. Which byte is missing
is known from UTF-8 itself; which one it was is told by spelling, then by how common the syllable
is. What stays open becomes "?". Everything filled in here is a proposal for the clerk.
"""

from __future__ import annotations

import itertools
import math
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from citizens.charset.encode_back import bytes_behind, undefined_bytes
from citizens.charset.lexicon import is_common, is_unit_name
from citizens.charset.syllables import ACCENTED, is_syllable

CODECS = ("cp1252", "cp1258")
_MOST = 256  # readings of one word that are still worth trying


@dataclass(frozen=True, slots=True)
class Restored:
    """A payload with its lost bytes put back; `touched` are the part indexes that are proposals."""

    codec: str
    text: str
    touched: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Gap:
    """One letter whose last byte is missing, with the letters it may have been."""

    letters: tuple[str, ...]


_Token = str | _Gap


def restore(text: str) -> Restored | None:
    """Return the payload restored through the first code page that explains it, or None."""
    for codec in CODECS:
        data = bytes_behind(text, codec)
        if data is None:
            continue
        parts = [_tokens(part, undefined_bytes(codec)) for part in data.split(b"|")]
        if any(part is None for part in parts):
            continue
        tokens = [part for part in parts if part is not None]
        touched = frozenset(i for i, part in enumerate(tokens) if _has_gap(part))
        if touched:
            return Restored(codec, "|".join(_fill(part) for part in tokens), touched)
    return None


def _has_gap(tokens: list[_Token]) -> bool:
    return any(isinstance(token, _Gap) for token in tokens)


def _tokens(data: bytes, lost: tuple[int, ...]) -> list[_Token] | None:
    """Split UTF-8 with missing last bytes into letters and gaps; None when it is damaged else."""
    tokens: list[_Token] = []
    at = 0
    while at < len(data):
        size = _sequence_length(data[at])
        if size == 0:
            return None
        whole = data[at : at + size]
        try:
            tokens.append(whole.decode())
            at += size
        except UnicodeDecodeError:
            kept = whole[: size - 1]
            gap = _gap(kept, lost)
            if not gap.letters or any(not 0x80 <= b < 0xC0 for b in kept[1:]):
                return None
            tokens.append(gap)
            at += size - 1
    return tokens


def _sequence_length(lead: int) -> int:
    if lead < 0x80:
        return 1
    if 0xC2 <= lead < 0xE0:
        return 2
    return 3 if 0xE0 <= lead < 0xF0 else 0


def _gap(kept: bytes, lost: tuple[int, ...]) -> _Gap:
    letters = []
    for byte in lost:
        try:
            letter = (kept + bytes((byte,))).decode()
        except UnicodeDecodeError:
            continue
        if letter in ACCENTED:
            letters.append(letter)
    return _Gap(tuple(letters))


def _fill(tokens: list[_Token]) -> str:
    """Join the tokens, each word with its gaps decided or marked by "?"."""
    return "".join(_fill_unit(list(unit)) for unit in _units(_words(tokens)))


def _words(tokens: list[_Token]) -> Iterator[list[_Token]]:
    """Group letters and gaps into words; anything else stands alone."""
    for is_word, group in itertools.groupby(tokens, key=_is_letter):
        if is_word:
            yield list(group)
        else:
            yield from ([token] for token in group)


def _is_letter(token: _Token) -> bool:
    return isinstance(token, _Gap) or token.isalpha() or unicodedata.combining(token) > 0


def _units(words: Iterable[list[_Token]]) -> Iterator[Iterator[list[_Token]]]:
    """Group words into what stands between two commas; a comma stands alone."""
    for _, group in itertools.groupby(words, key=lambda word: word == [","]):
        yield group


def _fill_unit(words: list[list[_Token]]) -> str:
    readings = [_readings(word) for word in words]
    if 1 < math.prod(map(len, readings)) <= _MOST:
        named = [text for text in map("".join, itertools.product(*readings)) if is_unit_name(text)]
        if len(named) == 1:
            return named[0]
    return "".join(map(_decide, readings))


def _readings(word: list[_Token]) -> list[str]:
    """Return everything that the word can have been, spelled right where that is possible."""
    choices = [token.letters if isinstance(token, _Gap) else (token,) for token in word]
    if math.prod(map(len, choices)) > _MOST:
        return ["".join(c[0] if len(c) == 1 else "?" for c in choices)]
    every = [
        unicodedata.normalize("NFC", "".join(letters)) for letters in itertools.product(*choices)
    ]
    cased = [text for text in every if _is_cased_like_a_card(text)]
    cased = cased or [text for text in every if text.islower()] or every
    return [text for text in cased if is_syllable(text)] or cased


def _is_cased_like_a_card(word: str) -> bool:
    """Title Case or CAPITALS: on a card no word begins with a lost small letter."""
    return word[0].isupper() and (word[1:].islower() or len(word) == 1 or word.isupper())


def _decide(readings: list[str]) -> str:
    """Take the only reading, or the only common one; else show where they differ."""
    if len(readings) > 1:
        common = [text for text in readings if is_common(text)]
        readings = common if len(common) == 1 else readings
    return "".join(c[0] if len(set(c)) == 1 else "?" for c in zip(*readings, strict=False))
