"""Pictures that come in: read within a counted size, redrawn as one that every renderer draws."""

from __future__ import annotations

import io
import struct
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

MAX_PIXELS = 4_000_000  # 30 x 40 mm at 1,200 dots per inch are 2.7 million
PNG_START = b"\x89PNG\r\n\x1a\n"
JPEG_START = b"\xff\xd8\xff"
_WHITE = (255, 255, 255)


class PictureError(Exception):
    """No picture, or a damaged one."""


class LargePictureError(PictureError):
    """More dots than a paper needs."""


def check_picture(data: bytes) -> None:
    """Raise PictureError unless the bytes are a whole PNG or JPEG that can be drawn."""
    _decoded(data)


def drawn_picture(data: bytes) -> tuple[bytes, float]:
    """Return a plain PNG of 8 bits on white, and its height as a share of its width.

    rdocx leaves pictures of 1, 2 or 4 bits out without a word; QR codes usually have 1.
    """
    from PIL import Image

    picture = _decoded(data).convert("RGBA")
    plain = Image.new("RGB", picture.size, _WHITE)
    plain.paste(picture, mask=picture)
    buffer = io.BytesIO()
    plain.save(buffer, "PNG")
    return buffer.getvalue(), picture.height / picture.width


def _decoded(data: bytes) -> ImageFile:
    """Nothing is unpacked before its size is known to be small."""
    from PIL.Image import DecompressionBombError

    try:
        picture = _opened(data)
        if picture.width * picture.height > MAX_PIXELS:
            raise LargePictureError(f"{picture.width} x {picture.height}")
        picture.load()
    except (
        OSError, SyntaxError, ValueError, TypeError, LookupError, struct.error, zlib.error,
        DecompressionBombError,
    ) as error:  # fmt: skip
        raise PictureError(type(error).__name__) from error
    return picture


def _opened(data: bytes) -> ImageFile:
    """Read the head with the one reader of its kind: Pillow's `open` would warn of the size."""
    from PIL.JpegImagePlugin import JpegImageFile
    from PIL.PngImagePlugin import PngImageFile

    if data.startswith(PNG_START):
        return PngImageFile(io.BytesIO(data))
    if data.startswith(JPEG_START):
        return JpegImageFile(io.BytesIO(data))
    raise PictureError("another kind")
