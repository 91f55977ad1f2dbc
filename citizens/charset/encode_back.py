"""UTF-8 that was read in a wrong code page: go back to the bytes and decode them strictly.

Scanners that type bytes as Alt codes and decoders that guess (zbar) both do this damage. Nothing is
lost, so the result is exact; callers still accept it only when it reads as a card.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

_SINGLE_BYTE = ("latin-1", "cp1252", "cp1258", "cp437", "cp850")
_MULTI_BYTE = ("cp932", "shift_jis", "big5", "big5hkscs", "cp950", "gb18030")


def utf8_readings(text: str) -> Iterator[tuple[str, str]]:
    """Yield (code page, text) for every code page through which the text is strict UTF-8."""
    if text.isascii():
        return
    for codec in (*_SINGLE_BYTE, *_MULTI_BYTE):
        data = bytes_behind(text, codec)
        if data is None:
            continue
        try:
            yield codec, data.decode()
        except UnicodeDecodeError:
            continue


def bytes_behind(text: str, codec: str) -> bytes | None:
    """Return the bytes that the code page shows as this text, or None when it cannot."""
    if codec in _SINGLE_BYTE:
        table = _byte_table(codec)
        codes = [table.get(c) for c in text]
        return None if None in codes else bytes(code for code in codes if code is not None)
    try:
        return text.encode(codec)
    except UnicodeEncodeError:
        return None


def undefined_bytes(codec: str) -> tuple[int, ...]:
    """Return the bytes that a single-byte code page does not define; typing them loses them."""
    return tuple(b for b in range(0x80, 0x100) if _defined(b, codec) is None)


@lru_cache(maxsize=8)
def _byte_table(codec: str) -> dict[str, int]:
    """Character to byte; an undefined byte is typed as the C1 control of the same number."""
    return {_defined(b, codec) or chr(b): b for b in range(0x100)}


def _defined(byte: int, codec: str) -> str | None:
    try:
        return bytes((byte,)).decode(codec)
    except UnicodeDecodeError:
        return None
