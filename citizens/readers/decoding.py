"""Codes in a picture: zxing-cpp on the picture as it is, then on enhanced copies, then zbar.

zxing-cpp turns, inverts and downscales by itself, so no copy is made for that. It gives the
symbol's bytes, so no charset is guessed; its error correction never gave a wrong text. Only the
full-size QR is asked for: a Micro QR, whose check is weak, was twice seen where there was none.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from citizens.readers import zbar
from citizens.readers.pixels.places import Piece, pieces
from citizens.readers.pixels.steps import STEPS, Step

if TYPE_CHECKING:
    from PIL.Image import Image

_QR, _BARS = "QRCodeModel2", "PDF417"
_SMALL, _ALL = f"{_QR}|Code128", f"{_QR}|Code128|{_BARS}"
_NAMES = {"QR Code": "QRCode", "Code 128": "Code128", "PDF417": "PDF417"}
STEPS_WORK = 320  # for one picture, of `Step.cost` x megapixels; see `Work`
STILL_WORK = 400  # the same with a question to zbar
_LARGE, _HUGE = 4_000_000, 16_000_000  # pixels; of a huge picture the half may be enough
_AHEAD = 3  # steps, so that the likeliest place is tried hardest before the work is done
_ZBAR_PIXELS, _ZBAR_COST = 2_100_000, 38


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


class Work:
    """What may still be spent on copies of pictures, counted and never timed.

    So a picture has the same outcome on every machine. A unit was about a millisecond where the
    costs were measured.
    """

    def __init__(self, units: float = STILL_WORK) -> None:
        self._left = units

    def take(self, units: float) -> bool:
        """Spend units if there are so many; else nothing is spent."""
        is_enough = units <= self._left
        if is_enough:
            self._left -= units
        return is_enough


def look(picture: object, *, one_threshold: bool = False) -> tuple[Code, ...]:
    """Return the codes of a picture as it is: PIL image, QImage or buffer. For camera frames."""
    return _look(picture, one_threshold=one_threshold).codes


def decode_still(picture: Image, work: Work | None = None) -> tuple[Code, ...]:
    """Return the codes of a still picture, trying harder until the work allowed is done.

    `picture` is grey ("L"). A picture in which everything seen was read is looked at once.
    """
    work = work or Work()
    found: dict[bytes, Code] = {}
    for seen in _looks(picture, work):
        found.update((code.data, code) for code in seen.codes if code.data not in found)
        if found and not seen.is_partial:
            return tuple(found.values())
    if not found:
        sized = _sized(picture, _ZBAR_PIXELS)
        if work.take(_cost(_ZBAR_COST, sized)):
            return zbar.second_opinion(sized)
    return tuple(found.values())


def enhanced(picture: Image, attempt: int) -> tuple[Code, ...]:
    """Return what one enhanced copy gives; a camera asks for the next one with every frame."""
    plan = list(_plan(pieces(picture)))
    piece, step = plan[attempt % len(plan)]
    return _try(step, piece.cut(picture)).codes


def _looks(picture: Image, work: Work) -> Iterator[_Look]:
    """Yield what is seen in the picture itself, then in enhanced copies of its best pieces."""
    yield from _plain_looks(picture)
    copies = Work(STEPS_WORK)
    cut: dict[Piece, Image] = {}
    for piece, step in _plan(pieces(picture)):
        if piece not in cut:
            cut[piece] = piece.cut(picture)
        cost = _cost(step.cost, cut[piece])
        if not (copies.take(cost) and work.take(cost)):
            return
        yield _try(step, cut[piece])


def _cost(for_a_megapixel: int, picture: Image) -> float:
    return for_a_megapixel * picture.width * picture.height / 1_000_000


def _plain_looks(picture: Image) -> Iterator[_Look]:
    """The picture as it is; of a large one, PDF417 is sought in the half: it costs the most."""
    pixels = picture.width * picture.height
    if pixels <= _LARGE:
        yield _look(picture)
        return
    half = picture.reduce(2)
    if pixels > _HUGE:
        yield _look(half)
        yield _look(picture, _SMALL)
        return
    sharp, bars = _look(picture, _SMALL), _look(half, _BARS)
    yield _Look(sharp.codes + bars.codes, sharp.is_partial)


def _plan(places: tuple[Piece, ...]) -> Iterator[tuple[Piece, Step]]:
    """Each step on all pieces before the next step; the best and cheap ones are some ahead."""
    for turn in range(len(STEPS) + _AHEAD):
        for piece in places:
            is_ahead = piece is places[0] or piece.is_cheap
            number = turn if is_ahead else turn - _AHEAD
            if 0 <= number < len(STEPS):
                yield piece, STEPS[number]


def _try(step: Step, piece: Image) -> _Look:
    """What a copy gives; one threshold for all of a small piece reads what local ones do not."""
    formats, copy = (_ALL if step.bars_too else _QR), step.make(piece)
    seen = _look(copy, formats, is_copy=True)
    if seen.codes:
        return seen
    return _look(copy, _QR, one_threshold=True, is_copy=True)


def _look(
    picture: Any,  # noqa: ANN401  what zxing-cpp accepts
    formats: str = _ALL,
    *,
    one_threshold: bool = False,
    is_copy: bool = False,
) -> _Look:
    """One pass of zxing-cpp; an enlarged copy need not be seen smaller or inverted again."""
    import zxingcpp

    binarizers = zxingcpp.Binarizer
    symbols = zxingcpp.read_barcodes(
        picture,
        formats=zxingcpp.barcode_formats_from_str(formats),
        text_mode=zxingcpp.TextMode.Plain,
        binarizer=binarizers.GlobalHistogram if one_threshold else binarizers.LocalAverage,
        try_invert=not is_copy,
        return_errors=True,
    )
    codes = tuple(
        Code(_NAMES.get(str(s.format), str(s.format)), bytes(s.bytes)) for s in symbols if s.valid
    )
    is_partial = any(not s.valid and str(s.format) == "QR Code" for s in symbols)
    return _Look(codes, is_partial)


def _sized(picture: Image, most: int) -> Image:
    """The picture, made smaller by a whole factor when it has more pixels."""
    return picture.reduce(max(1, math.ceil(math.sqrt(picture.width * picture.height / most))))
