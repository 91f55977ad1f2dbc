"""Reading a card that is held before a camera: frame after frame until one gives a code.

Different frames beat heavy filters: every frame gets one quick look and one enhanced copy, the next
step of the ladder with each frame. The card should fill the guide box (at least 2.5 pixels a
module, camera at least 1280 x 720). The camera is a port; see `video.opencv` for the one we offer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING, Protocol

from citizens.readers.pictures import Scan, decode_frame
from citizens.readers.video.hints import Hint, Votes, hint_for

if TYPE_CHECKING:
    from PIL.Image import Image

LEAST_SIZE = (1280, 720)
_CARD_RATIO = 85.6 / 54.0
_FILL = 0.8  # of the frame's width
_MARGIN = 0.08  # around the guide box, for hands that are not exact
_PAUSE_S = 0.02


class FrameSource(Protocol):
    """A camera. All methods are called from one thread."""

    def open(self) -> None:
        """Start it; raise DeviceError when there is none."""

    def read(self) -> Image | None:
        """Return the newest frame in grey, None when none is ready; raise DeviceError when gone."""

    def close(self) -> None:
        """Switch it off."""


@dataclass(frozen=True, slots=True)
class Guide:
    """The box that the card should fill, in pixels of the frame."""

    left: int
    top: int
    right: int
    bottom: int

    @classmethod
    def of(cls, width: int, height: int) -> Guide:
        """Return the guide box of a frame: a card that fills most of it, in the middle."""
        wide = min(_FILL * width, 0.9 * height * _CARD_RATIO)
        high = wide / _CARD_RATIO
        left, top = (width - wide) / 2, (height - high) / 2
        return cls(round(left), round(top), round(left + wide), round(top + high))

    def crop(self, frame: Image) -> Image:
        """Return what the box shows, and a little around it."""
        more = round(_MARGIN * (self.right - self.left))
        left, top = max(0, self.left - more), max(0, self.top - more)
        right, bottom = min(frame.width, self.right + more), min(frame.height, self.bottom + more)
        return frame.crop((left, top, right, bottom))


@dataclass(frozen=True, slots=True)
class View:
    """What to show after one frame. With `scans` the frame is frozen until the scan is resumed.

    `is_coarse`: the camera gives fewer pixels than cards need.
    """

    frame: Image = field(repr=False)
    guide: Guide
    hint: Hint | None = None
    scans: tuple[Scan, ...] = field(default=(), repr=False)
    is_coarse: bool = False

    @property
    def is_found(self) -> bool:
        """Whether a code was read: time for the sound."""
        return bool(self.scans)


class CameraScan:
    """The state of one camera page: looking, or frozen on the frame that was read."""

    def __init__(self) -> None:
        self._attempt = 0
        self._votes = Votes()
        self._frozen: View | None = None
        self._unsure: set[tuple[str, str]] = set()

    @property
    def is_frozen(self) -> bool:
        """Whether a code was read and nobody has asked to go on."""
        return self._frozen is not None

    def resume(self) -> None:
        """Look for the next card."""
        self._frozen = None
        self._unsure.clear()
        self._votes.clear()

    def feed(self, frame: Image) -> View:
        """Look at one frame; takes up to a tenth of a second, so call it in a worker."""
        if self._frozen is not None:
            return self._frozen
        frame = frame.convert("L")
        guide = Guide.of(*frame.size)
        crop = guide.crop(frame)
        scans = self._sure(decode_frame(crop, attempt=self._attempt))
        self._attempt += 1
        is_coarse = frame.width < LEAST_SIZE[0] or frame.height < LEAST_SIZE[1]
        if scans:
            self._frozen = View(frame, guide, scans=scans, is_coarse=is_coarse)
            return self._frozen
        return View(frame, guide, self._votes.add(hint_for(crop)), is_coarse=is_coarse)

    def _sure(self, scans: list[Scan]) -> tuple[Scan, ...]:
        """QR codes at once; a bar code, whose check is weak, when two frames agree."""
        found = []
        for scan in scans:
            key = (scan.symbology, scan.reading.payload)
            if scan.symbology == "QRCode" or key in self._unsure:
                found.append(scan)
            self._unsure.add(key)
        return tuple(found)


class CameraReader:
    """Runs one camera in a worker thread."""

    def __init__(self, source: FrameSource) -> None:
        self._source = source
        self._scan = CameraScan()
        self._go_on = Event()

    def resume(self) -> None:
        """Look for the next card; may be called from another thread."""
        self._go_on.set()

    def run(self, on_view: Callable[[View], None], stop: Event) -> None:
        """Deliver a view for each frame until `stop`; the frozen one once.

        Raises DeviceError (DEV-03, DEV-04) when there is no camera or it goes away.
        """
        try:
            self._source.open()
            while not stop.is_set():
                frame = self._source.read()  # also while frozen: a camera's buffer must not age
                if self._go_on.is_set():
                    self._go_on.clear()
                    self._scan.resume()
                if frame is None or self._scan.is_frozen:
                    stop.wait(_PAUSE_S)
                    continue
                on_view(self._scan.feed(frame))
        finally:
            self._source.close()
