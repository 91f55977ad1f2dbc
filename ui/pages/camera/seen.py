"""One view of the camera as the window draws it, made in the camera's thread."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from citizens.readers.camera import View
from citizens.readers.video.hints import Hint
from citizens.reading import Reading

_SHOWN_WIDTH = 960


@dataclass(frozen=True, slots=True)
class Seen:
    """A picture with its guide box (parts of the whole) and what was read or stands in the way."""

    picture: QImage = field(repr=False)
    guide: QRectF
    hint: Hint | None = None
    readings: tuple[Reading, ...] = field(default=(), repr=False)
    is_coarse: bool = False


def seen_of(view: View) -> Seen:
    """Make a view ready for drawing, no larger than a screen needs."""
    width, height = view.frame.size
    guide = view.guide
    box = QRectF(
        guide.left / width,
        guide.top / height,
        (guide.right - guide.left) / width,
        (guide.bottom - guide.top) / height,
    )
    small = view.frame.reduce(max(1, round(width / _SHOWN_WIDTH))).convert("L")
    wide, high = small.size
    picture = QImage(small.tobytes(), wide, high, wide, QImage.Format.Format_Grayscale8).copy()
    readings = tuple(scan.reading for scan in view.scans)
    return Seen(picture, box, view.hint, readings, view.is_coarse)


class Newest:
    """A place for one view: a newer one takes the place of one that was not fetched in time."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._value: Seen | None = None

    def put(self, value: Seen) -> bool:
        """Keep it; return whether the place was empty, so that somebody must be told."""
        with self._lock:
            was_empty, self._value = self._value is None, value
        return was_empty

    def take(self) -> Seen | None:
        """Fetch what is there."""
        with self._lock:
            value, self._value = self._value, None
        return value
