"""Opening pictures of strangers: the size is judged from the header, before a pixel is decoded."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from citizens.notes import refusal

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_PIXELS = 40_000_000
_JPEG_HEADER_PIXELS = 80_000_000  # a JPEG can be decoded at half or quarter size
_JPEG_PIXELS = 16_000_000
MAX_FRAMES = 20  # pages of a TIFF
_FORMATS = ("PNG", "JPEG", "WEBP", "TIFF", "BMP")
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")
_BAD_PICTURE = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    EOFError,
    OverflowError,
    MemoryError,
    AttributeError,
    AssertionError,
    struct.error,
    zlib.error,
)


def is_heic(data: bytes) -> bool:
    """Whether the bytes are a phone's HEIC or AVIF picture."""
    return data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS


def grey_pictures(data: bytes) -> Iterator[Image]:
    """Yield each frame in grey on white, upright. Raise InputError SCAN-02, SCAN-03 or SCAN-05."""
    from PIL import Image

    if is_heic(data):
        raise refusal("SCAN-05")
    too_big = (Image.DecompressionBombError, Image.DecompressionBombWarning)
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
            for index in range(min(getattr(picture, "n_frames", 1), MAX_FRAMES)):
                picture.seek(index)
                _check_size(picture)
                yield _grey(picture)
    except too_big as error:
        raise refusal("SCAN-03", "pixels") from error
    except _BAD_PICTURE as error:
        raise refusal("SCAN-02", type(error).__name__) from error


def _check_size(picture: Image) -> None:
    is_jpeg = picture.format in ("JPEG", "MPO")
    if picture.width * picture.height > (_JPEG_HEADER_PIXELS if is_jpeg else MAX_PIXELS):
        raise refusal("SCAN-03", f"{picture.width}x{picture.height}")
    while is_jpeg and picture.width * picture.height > _JPEG_PIXELS:
        before = picture.size
        picture.draft("L", (picture.width // 2, picture.height // 2))
        if picture.size == before:  # an eighth is the smallest that the decoder offers
            break


def _grey(picture: Image) -> Image:
    """Grey on white, turned as the camera says (a mirrored Code 128 cannot be read)."""
    from PIL import Image, ImageOps

    if picture.mode.startswith("I"):  # 16 bits a pixel
        grey = picture.convert("I").point(lambda value: value / 256).convert("L")
    elif picture.mode == "P" or "A" in picture.getbands():
        layered = picture.convert("LA")
        grey = Image.new("L", picture.size, 255)
        grey.paste(layered.getchannel("L"), mask=layered.getchannel("A"))
    else:
        grey = picture.convert("L")
    return ImageOps.exif_transpose(grey)
