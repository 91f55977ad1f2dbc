"""Codes in a picture: zxing-cpp on the picture as it is, then on enhanced copies, then zbar.

The order of the copies is that of their yield per millisecond on hard pictures. zxing-cpp gives the
symbol's bytes, so no charset is guessed; its error correction never gave a wrong text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Any

from citizens.readers import zbar

if TYPE_CHECKING:
    from PIL.Image import Image

_FORMATS = "QRCode|Code128|PDF417"
_NAMES = {"QR Code": "QRCode", "Code 128": "Code128", "PDF417": "PDF417"}
_TWICE_UP_TO, _THRICE_UP_TO = 4_000_000, 1_600_000  # pixels; a bigger picture is sharp enough
_HUGE = 16_000_000


@dataclass(frozen=True, slots=True)
class Code:
    """One symbol. `is_exact`: the bytes are the symbol's own, not a decoder's idea of its text."""

    symbology: str
    data: bytes = field(repr=False)
    is_exact: bool = True


@dataclass(frozen=True, slots=True)
class _Look:
    """What one look at a picture gave; `is_partial`: a QR was seen but not read."""

    codes: tuple[Code, ...]
    is_partial: bool


Step = Callable[["Image"], tuple["Image", bool]]
"""Makes an enhanced copy; the flag asks for one threshold for the whole picture."""


def look(picture: object, *, one_threshold: bool = False) -> tuple[Code, ...]:
    """Return the codes of a picture as it is: PIL image, QImage or buffer. For camera frames."""
    return _look(picture, one_threshold).codes


def decode_still(picture: Image, *, limit_s: float) -> tuple[Code, ...]:
    """Return the codes of a still picture, trying harder until the time is over.

    `picture` is grey ("L"). A picture in which everything seen was read is looked at once.
    """
    until = monotonic() + limit_s
    found: dict[bytes, Code] = {}
    for copy, one_threshold in _copies(picture, until):
        seen = _look(copy, one_threshold)
        found.update((code.data, code) for code in seen.codes if code.data not in found)
        if found and not seen.is_partial:
            return tuple(found.values())
    if not found and monotonic() < until:
        return zbar.second_opinion(picture)
    return tuple(found.values())


def enhanced(picture: Image, attempt: int) -> tuple[Code, ...]:
    """Return what one enhanced copy gives; a camera asks for the next one with every frame."""
    copy, one_threshold = _LADDER[attempt % len(_LADDER)](picture)
    return look(copy, one_threshold=one_threshold)


def _copies(picture: Image, until: float) -> Iterator[tuple[Image, bool]]:
    """Yield the picture and then its enhanced copies; of a huge one the half first, itself last."""
    is_huge = picture.width * picture.height > _HUGE
    start = picture.reduce(2) if is_huge else picture
    yield start, False
    for step in _LADDER:
        if monotonic() > until:
            return
        yield step(start)
    if is_huge and monotonic() < until:
        yield picture, False


def _look(picture: Any, one_threshold: bool) -> _Look:  # noqa: ANN401  what zxing-cpp accepts
    import zxingcpp

    symbols = zxingcpp.read_barcodes(
        picture,
        formats=zxingcpp.barcode_formats_from_str(_FORMATS),
        text_mode=zxingcpp.TextMode.Plain,
        binarizer=_binarizer(one_threshold),
        return_errors=True,
    )
    codes = tuple(
        Code(_NAMES.get(str(s.format), str(s.format)), bytes(s.bytes)) for s in symbols if s.valid
    )
    is_partial = any(not s.valid and str(s.format) == "QR Code" for s in symbols)
    return _Look(codes, is_partial)


def _binarizer(one_threshold: bool) -> Any:  # noqa: ANN401  zxing-cpp's enumeration
    from zxingcpp import Binarizer

    return Binarizer.GlobalHistogram if one_threshold else Binarizer.LocalAverage


def _scaled(picture: Image, factor: int) -> Image:
    from PIL.Image import Resampling

    most = _TWICE_UP_TO if factor == 2 else _THRICE_UP_TO
    if picture.width * picture.height > most:
        return picture
    return picture.resize((picture.width * factor, picture.height * factor), Resampling.BICUBIC)


def _sharper(picture: Image, radius: int, percent: int) -> Image:
    from PIL.ImageFilter import UnsharpMask

    return picture.filter(UnsharpMask(radius, percent, 0))


def _calmer(picture: Image) -> Image:
    """Smooth the grain of a dim webcam away before the edges are drawn again."""
    from PIL.ImageFilter import GaussianBlur

    return _sharper(picture.filter(GaussianBlur(1.2)), 4, 250)


def _evenly_lit(picture: Image) -> Image:
    """Take away the background, so that glare and shadow do not hide the modules."""
    from PIL import ImageChops, ImageFilter, ImageOps

    radius = max(8, min(picture.size) // 24)
    background = picture.filter(ImageFilter.BoxBlur(radius))
    flat = ImageChops.subtract(picture, background, 1, 160)
    return ImageOps.autocontrast(flat, cutoff=1)


_LADDER: tuple[Step, ...] = (
    lambda picture: (_scaled(picture, 2), True),
    lambda picture: (_scaled(picture, 2), False),
    lambda picture: (_sharper(_scaled(picture, 2), 3, 150), False),
    lambda picture: (_calmer(_scaled(picture, 2)), False),
    lambda picture: (_sharper(_scaled(picture, 3), 6, 250), False),
    lambda picture: (_scaled(_evenly_lit(picture), 2), False),
)
