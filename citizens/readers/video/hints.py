"""Why a camera frame cannot be read, as one hint that the clerk can act on."""

from __future__ import annotations

from collections import deque
from enum import StrEnum
from math import hypot
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

_SMALL_PX = 112  # 45 modules of 2.5 pixels: below that no enhancement helps for long
_TINY_PX = 30  # what looks like a code and is smaller is texture
_DARK = 100  # paper as bright as this at most
_BLACK = 40
_CONTRAST = 25  # between paper and ink or table: without it there is no card
_HOT = 250
_HOT_IN_CODE = 0.02
_HOT_IN_FRAME = 0.003
_CARD_CONTRAST = 40
_CARD_AREA = 0.01
_FAR = 0.55
_WHITE_PAPER = 0.4  # more than a lamp's reflection ever covers
_FRAMES = 8
_MOTION = 12  # mean change of grey between two looks: a card that is being moved
_MOTION_SIDE = 60  # pixels of the copy that is compared: grain is averaged away


class Hint(StrEnum):
    """What to change before the code can be read."""

    DARK = "dark"
    SMALL = "small"
    GLARE = "glare"
    STILL = "still"
    SAME = "same"

    @property
    def text(self) -> str:
        """The sentence for the clerk."""
        return {
            Hint.DARK: "Quá tối: bật thêm đèn hoặc quay thẻ về phía sáng.",
            Hint.SMALL: "Mã quá nhỏ: đưa thẻ lại gần cho đầy khung.",
            Hint.GLARE: "Bị loá: nghiêng thẻ một chút cho hết bóng đèn.",
            Hint.STILL: "Giữ yên thẻ trong khung; mặt thẻ bẩn thì lau sạch.",
            Hint.SAME: "Thẻ này vừa đọc xong: bỏ thẻ ra rồi đặt thẻ tiếp theo.",
        }[self]


_NEEDED = 4


class Votes:
    """A hint is shown when some of the last frames agree, so that it does not flicker."""

    def __init__(self) -> None:
        self._last: deque[Hint | None] = deque(maxlen=_FRAMES)

    def add(self, hint: Hint | None) -> Hint | None:
        """Count one frame; return what to show."""
        self._last.append(hint)
        return next((hint for hint in Hint if self._last.count(hint) >= _NEEDED), None)

    def clear(self) -> None:
        """Forget the last frames."""
        self._last.clear()


class Motion:
    """Tells whether two looks in a row saw the same scene."""

    def __init__(self) -> None:
        self._last: Image | None = None

    def is_still(self, picture: Image) -> bool:
        """Compare with the last picture; the first one counts as still."""
        from PIL import ImageChops, ImageStat

        small = picture.reduce(max(1, min(picture.size) // _MOTION_SIDE))
        last, self._last = self._last, small
        if last is None or last.size != small.size:
            return True
        return bool(ImageStat.Stat(ImageChops.difference(last, small)).mean[0] < _MOTION)


def hint_for(picture: Image, *, is_still: bool = True) -> Hint | None:
    """Return why no code could be read in this grey picture, or None when nothing tells."""
    hint = _hint_of_picture(picture)
    return Hint.STILL if hint is None and not is_still else hint


def _hint_of_picture(picture: Image) -> Hint | None:
    ink, paper, hot = _brightness(picture)
    code, is_valid = _seen_code(picture)
    if paper < _BLACK or (paper < _DARK and paper - ink >= _CONTRAST):
        return Hint.DARK
    if code is not None and _side(code) < _SMALL_PX:
        return Hint.SMALL
    if code is not None:
        hot_in_code = _brightness(picture.crop(code))[2]
        if hot_in_code >= _HOT_IN_CODE:
            return Hint.GLARE
        return None if is_valid else Hint.STILL  # large, lit and still not read: blurred
    if _HOT_IN_FRAME <= hot < _WHITE_PAPER:
        return Hint.GLARE
    return Hint.SMALL if _is_card_far(picture, (ink + paper) // 2, paper - ink) else None


def _is_card_far(picture: Image, middle: int, contrast: int) -> bool:
    """Whether the light thing before a darker ground, a card, takes less than half the width."""
    from PIL.ImageFilter import MinFilter

    if contrast < _CARD_CONTRAST:
        return False
    small = picture.reduce(max(1, min(picture.size) // 120))
    light = small.point(lambda grey: 255 if grey > middle else 0).filter(MinFilter(3))
    box = light.getbbox()
    if box is None or light.histogram()[255] < _CARD_AREA * small.width * small.height:
        return False
    return box[2] - box[0] < _FAR * small.width


def _brightness(picture: Image) -> tuple[int, int, float]:
    """Return grey of ink or table, grey of paper, and the share of burnt-out pixels."""
    counts = picture.histogram()
    total = sum(counts)
    smooth = picture.reduce(max(1, min(picture.size) // 120)).histogram()
    return _level(smooth, 0.1), _level(smooth, 0.99), sum(counts[_HOT:]) / max(1, total)


def _level(counts: list[int], share: float) -> int:
    wanted, seen = share * sum(counts), 0
    for grey, count in enumerate(counts):
        seen += count
        if seen >= wanted:
            return grey
    return len(counts) - 1


def _seen_code(picture: Image) -> tuple[tuple[int, int, int, int] | None, bool]:
    """Return the box of the code that zxing-cpp takes for the likeliest, and if it can be read."""
    import zxingcpp

    symbols = zxingcpp.read_barcodes(
        picture, formats=zxingcpp.barcode_formats_from_str("QRCode"), return_errors=True
    )
    seen = [(_box(s.position), bool(s.valid)) for s in symbols if _is_square(s.position)]
    return next((code for code in seen if _side(code[0]) >= _TINY_PX), (None, False))


def _box(position: Any) -> tuple[int, int, int, int]:  # noqa: ANN401  zxing-cpp's
    corners = _corners(position)
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _corners(position: Any) -> list[tuple[int, int]]:  # noqa: ANN401  zxing-cpp's position
    points = (
        position.top_left, position.top_right, position.bottom_right, position.bottom_left,
    )  # fmt: skip
    return [(max(0, point.x), max(0, point.y)) for point in points]


def _is_square(position: Any) -> bool:  # noqa: ANN401  zxing-cpp's position
    a, b, c, d = _corners(position)
    sides = [hypot(p[0] - q[0], p[1] - q[1]) for p, q in ((a, b), (b, c), (c, d), (d, a))]
    return min(sides) >= 0.6 * max(sides) > 0


def _side(box: tuple[int, int, int, int]) -> int:
    return max(box[2] - box[0], box[3] - box[1])
