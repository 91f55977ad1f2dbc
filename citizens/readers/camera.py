"""Reading a card that is held before a camera: frame after frame until one gives a code.

Different frames beat heavy filters: every frame gets one quick look and one enhanced copy, the next
step of the ladder with each frame. The card should fill the guide box (at least 2.5 pixels a
module, camera at least 1280 x 720). The camera is a port; see `video.opencv` for the one we offer.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, Protocol

from citizens.readers.pictures import Scan, decode_frame
from citizens.readers.video.hints import Hint, Motion, Votes, hint_for

if TYPE_CHECKING:
    from PIL.Image import Image

LEAST_SIZE = (1280, 720)
_CARD_RATIO = 85.6 / 54.0
_FILL = 0.8  # of the frame's width
_MARGIN = 0.08  # around the guide box, for hands that are not exact
_PAUSE_S = 0.02
_LIVE_S = 0.05  # between live views: what the eye takes for a moving picture
_TAKEN_AWAY = 5  # looks without the code that was read last


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
        self._motion = Motion()
        self._frozen: View | None = None
        self._unsure: set[tuple[str, str]] = set()
        self._passed: set[str] = set()  # payloads of the card that was read last
        self._absent = 0

    @property
    def is_frozen(self) -> bool:
        """Whether a code was read and nobody has asked to go on."""
        return self._frozen is not None

    def resume(self) -> None:
        """Look for the next card; the one just read counts again once it was taken away."""
        if self._frozen is not None:
            self._passed = {scan.reading.payload for scan in self._frozen.scans}
            self._absent = 0
        self._frozen = None
        self._unsure.clear()
        self._votes.clear()

    def feed(self, frame: Image) -> View:
        """Look at one frame; takes up to half a second, so call it in a worker."""
        if self._frozen is not None:
            return self._frozen
        frame = frame.convert("L")
        guide = Guide.of(*frame.size)
        crop = guide.crop(frame)
        is_still = self._motion.is_still(crop)
        scans = self._sure(decode_frame(crop, attempt=self._attempt))
        self._attempt += 1
        is_coarse = _is_coarse(frame)
        if scans and not self._is_passed(scans):
            self._frozen = View(frame, guide, scans=scans, is_coarse=is_coarse)
            return self._frozen
        hint = Hint.SAME if scans else hint_for(crop, is_still=is_still)
        return View(frame, guide, self._votes.add(hint), is_coarse=is_coarse)

    def _is_passed(self, scans: tuple[Scan, ...]) -> bool:
        return {scan.reading.payload for scan in scans} <= self._passed

    def _sure(self, scans: list[Scan]) -> tuple[Scan, ...]:
        """QR codes at once; a bar code, whose check is weak, when two frames agree."""
        found = []
        for scan in scans:
            key = (scan.symbology, scan.reading.payload)
            if scan.symbology == "QRCode" or key in self._unsure:
                found.append(scan)
            self._unsure.add(key)
        self._absent = 0 if found else self._absent + 1
        if self._absent >= _TAKEN_AWAY:
            self._passed.clear()
        return tuple(found)


class CameraReader:
    """Runs one camera in a worker thread and looks for codes in another.

    The picture stays live while a frame is looked at; frames that come meanwhile are only shown.
    """

    def __init__(self, source: FrameSource) -> None:
        self._source = source
        self._scan = CameraScan()
        self._go_on = Event()
        self._look: Future[View] | None = None
        self._hint: Hint | None = None
        self._shown_at = 0.0

    def resume(self) -> None:
        """Look for the next card; may be called from another thread."""
        self._go_on.set()

    def run(self, on_view: Callable[[View], None], stop: Event) -> None:
        """Deliver live views until `stop`, and the frozen one of each card once.

        All views come from the calling thread. Raises DeviceError (DEV-03, DEV-04) when there is
        no camera or it goes away.
        """
        try:
            self._source.open()
            with ThreadPoolExecutor(1, thread_name_prefix="codes") as looker:
                while not stop.is_set():
                    self._step(looker, on_view, stop)
        finally:
            self._source.close()

    def _step(self, looker: Executor, on_view: Callable[[View], None], stop: Event) -> None:
        frame = self._source.read()  # also while frozen: a camera's buffer must not age
        if self._go_on.is_set():
            self._go_on.clear()
            if self._look is None:  # nobody looks: frozen, or the first frame is still to come
                self._scan.resume()
        found = self._found()
        if found is not None:
            on_view(found)
        if frame is None or self._scan.is_frozen:
            stop.wait(_PAUSE_S)
            return
        if self._look is None:
            self._look = looker.submit(self._scan.feed, frame)
        if monotonic() - self._shown_at >= _LIVE_S:
            self._shown_at = monotonic()
            on_view(self._live(frame))

    def _found(self) -> View | None:
        """Return the view of a frame that was read, once."""
        if self._look is None or not self._look.done():
            return None
        view, self._look = self._look.result(), None
        self._hint = view.hint
        return view if view.is_found else None

    def _live(self, frame: Image) -> View:
        return View(frame, Guide.of(*frame.size), self._hint, is_coarse=_is_coarse(frame))


def _is_coarse(frame: Image) -> bool:
    return frame.width < LEAST_SIZE[0] or frame.height < LEAST_SIZE[1]
