"""HEIC, the format in which many phones keep their pictures, read by pi-heif (libheif)."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from citizens.notes import refusal
from citizens.readers.pixels.grey import to_grey

if TYPE_CHECKING:
    from PIL.Image import Image

HEIC_PIXELS = 25_000_000  # phones take 12 or 24 million
_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")
_BROKEN = (ValueError, EOFError, RuntimeError, OSError, MemoryError, KeyError, IndexError)


def is_heic(data: bytes) -> bool:
    """Whether the bytes are a phone's HEIC or AVIF picture."""
    return data[4:8] == b"ftyp" and data[8:12] in _BRANDS


def heic_picture(data: bytes) -> Image:
    """Return the main picture in grey, upright; for a process of its own: libheif parses strangers.

    Raises InputError SCAN-02 (damaged), SCAN-03 (too big), SCAN-05 (AVIF, or pi-heif is missing).
    """
    try:
        import pi_heif
    except ImportError as error:
        raise refusal("SCAN-05", "pi_heif") from error
    try:
        opened = pi_heif.open_heif(io.BytesIO(data))
        width, height = opened.size
        if width * height > HEIC_PIXELS:
            raise refusal("SCAN-03", f"HEIC {width}x{height}")
        return to_grey(opened.to_pillow())
    except SyntaxError as error:  # a codec that pi-heif has not
        raise refusal("SCAN-05", "codec") from error
    except _BROKEN as error:
        raise refusal("SCAN-05" if b"avif" in data[8:64] else "SCAN-02") from error
