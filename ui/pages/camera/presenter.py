"""Switches the camera on and off, tells what it sees, hands on what it reads."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from base.errors import DeskError
from base.settings import Setting, Settings
from citizens.readers.camera import FrameSource
from citizens.readers.video.opencv import NOT_OPENED, OpenCvCamera
from citizens.reading import Reading
from ui.pages.camera.link import CameraLink
from ui.pages.camera.seen import Seen
from ui.pages.camera.view import CameraPanel
from ui.session import Session

CAMERA = Setting("camera.number", 0, "Camera dùng để đọc thẻ (0 là camera thứ nhất)")
IDLE_MINUTES = 2


class CameraPresenter(QObject):
    """Between the camera and its panel. Pictures live in memory only and go with the panel."""

    read = Signal(object)
    """A Reading."""
    ended = Signal()
    """The camera was switched off because nobody used it."""

    def __init__(self, session: Session, settings: Settings, panel: CameraPanel) -> None:
        super().__init__(panel)
        self._session = session
        self._settings = settings
        self._panel = panel
        self._number = 0
        self._is_cycling = False
        self.camera_of: Callable[[int], FrameSource] = OpenCvCamera
        self.beep: Callable[[], None] = QApplication.beep
        self.link = CameraLink(session.jobs)
        self.link.seen.connect(self._on_seen)
        self.link.lost.connect(self._on_lost)
        self.idle = QTimer(self, interval=IDLE_MINUTES * 60_000, singleShot=True)
        self.idle.timeout.connect(self._on_idle)
        panel.resume_wanted.connect(self.resume)
        panel.other_wanted.connect(self._on_other)
        panel.again_wanted.connect(self._on_again)

    @property
    def is_frozen(self) -> bool:
        """Whether a card was read and the next one is not looked for."""
        return self._panel.is_frozen

    def start(self) -> None:
        """Switch the camera on that was used last."""
        self._is_cycling = False
        self._begin(max(self._settings.get(CAMERA), 0))

    def resume(self) -> None:
        """Look for the next card."""
        if self.link.is_on and self.is_frozen:
            self.idle.start()
            self.link.resume()

    def stop(self) -> None:
        """Switch the camera off; the last picture goes away."""
        self.idle.stop()
        self.link.stop()
        self._panel.picture.show_seen(None)

    def close(self) -> None:
        """Switch it off for good."""
        self.stop()
        self.link.close()

    def _begin(self, number: int) -> None:
        self._number = number
        self._panel.begin(f"Camera {number + 1}")
        self.idle.start()
        self.link.start(self.camera_of(number))

    def _on_seen(self, seen: Seen) -> None:
        self._remember()
        if not seen.readings:
            self._panel.show_seen(seen)
            return
        self.idle.start()
        self.beep()
        self._panel.show_found(seen, _what(seen.readings[0]))
        for reading in seen.readings:
            self.read.emit(reading)

    def _on_lost(self, error: DeskError) -> None:
        is_missing = error.detail == NOT_OPENED and self._number > 0
        if not is_missing:
            self.idle.stop()
            self._panel.show_error(error)
            return
        if self._is_cycling:  # there are no more: back to the first
            self._session.tell("Không thấy camera nào khác, đã quay về camera thứ nhất.", "card")
        self._begin(0)

    def _on_other(self) -> None:
        self._is_cycling = True
        self._begin(self._number + 1)

    def _on_again(self) -> None:
        self._begin(self._number)

    def _remember(self) -> None:
        """This camera gives pictures: it is the one to begin with next time."""
        self._is_cycling = False
        if self._settings.get(CAMERA) == self._number:
            return
        try:
            self._settings.put(CAMERA, self._number)
        except DeskError as error:
            self._session.fail(error)

    def _on_idle(self) -> None:
        self.ended.emit()
        self._session.tell(
            f"Camera đã tắt vì {IDLE_MINUTES} phút không đọc thẻ nào. Bấm Shift+F4 để mở lại.",
            "card",
        )


def _what(reading: Reading) -> str:
    if reading.person is not None:
        return reading.person.full_name or "Thẻ chưa rõ tên"
    if reading.error is not None:
        return "Đã đọc mã nhưng chưa dùng được, xem thông báo."
    return "Đã đọc mã."
