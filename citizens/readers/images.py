"""Opening pictures of strangers: the size is judged from the header, before a pixel is decoded.

The limits keep one picture below 300 MB, whatever its header makes a decoder do (measured in
tests/benchmarks/test_scan_memory.py).
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from citizens.notes import refusal
from citizens.readers.pixels.grey import to_grey

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

MAX_PIXELS = 36_000_000  # an A4 page at 600 dpi has 34.8 million
_JPEG_HEADER_PIXELS = 80_000_000  # a JPEG can be decoded at half or quarter size
_JPEG_PIXELS = 16_000_000
_WHOLE_PIXELS = 18_000_000  # where a decoder keeps the whole picture beside the pixels
_WEBP_PIXELS, _WEBP_BYTES = 12_500_000, 16_000_000  # this one keeps it three times, file twice
MAX_FRAMES = 20  # pages of a TIFF
_ALL_PIXELS = 100_000_000  # of all its pages: eleven A4 pages at 300 dpi
_FORMATS = ("PNG", "JPEG", "WEBP", "TIFF", "BMP")
_JPEG = ("JPEG", "MPO")
_ORIENTATION = 0x0112  # of Exif
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


def grey_pictures(data: bytes) -> Iterator[Image]:
    """Yield each page in grey on white, upright. Raise InputError SCAN-02 or SCAN-03."""
    from PIL import Image

    too_big = (Image.DecompressionBombError, Image.DecompressionBombWarning)
    pixels = 0
    for index in range(MAX_FRAMES):
        try:
            page = _page(data, index)
        except too_big as error:
            raise refusal("SCAN-03", "pixels") from error
        except _BAD_PICTURE as error:
            raise refusal("SCAN-02", type(error).__name__) from error
        if page is None:
            return
        pixels += page.width * page.height
        if pixels > _ALL_PIXELS:
            raise refusal("SCAN-03", f"{index + 1} pages")
        yield page


def _page(data: bytes, index: int) -> Image | None:
    """One page, None behind the last; opened anew, so that no colours stay in memory."""
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
        if index > 0 and (picture.format != "TIFF" or not _turn_to(picture, index)):
            return None
        _check_size(picture, data)
        grey = to_grey(picture)
        # As the camera says: a mirrored Code 128 cannot be read. After loading: the note of a PNG
        # may stand behind its pixels, and a TIFF is turned by then.
        grey.getexif()[_ORIENTATION] = picture.getexif().get(_ORIENTATION, 1)
        ImageOps.exif_transpose(grey, in_place=True)
        return grey


def _turn_to(picture: Image, index: int) -> bool:
    try:
        picture.seek(index)
    except EOFError:
        return False
    return True


def _check_size(picture: ImageFile, data: bytes) -> None:
    """Refuse what is too big; have a JPEG decoded in grey, a big one smaller."""
    if picture.width * picture.height > _most_pixels(picture, data):
        raise refusal("SCAN-03", f"{picture.format} {picture.width}x{picture.height}")
    if picture.format in _JPEG:
        factor = 1
        while picture.width * picture.height > _JPEG_PIXELS * factor**2 and factor < 8:
            factor *= 2
        picture.draft("L", (picture.width // factor, picture.height // factor))


def _most_pixels(picture: ImageFile, data: bytes) -> int:
    if picture.format in _JPEG:
        return _WHOLE_PIXELS if _is_in_layers(picture, data) else _JPEG_HEADER_PIXELS
    is_coloured = picture.mode not in ("1", "L", "P", "I;16")
    if picture.format == "WEBP":
        return _WEBP_PIXELS if len(data) <= _WEBP_BYTES else 0
    return _WHOLE_PIXELS if picture.format == "TIFF" and is_coloured else MAX_PIXELS


def _is_in_layers(picture: ImageFile, data: bytes) -> bool:
    """Whether a JPEG comes in several scans, so that all of it is kept until the last."""
    if "progressive" in picture.info:
        return True
    assert picture.fp is not None
    count = len(picture.getbands())
    header = bytes((0, 6 + 2 * count, count))  # of a scan that holds all components, just read
    end = picture.fp.tell()
    return not data[end - header[1] : end].startswith(header)
