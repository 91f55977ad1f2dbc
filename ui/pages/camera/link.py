"""The camera in a thread of its own; what it sees is told in the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from queue import SimpleQueue
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, Signal

from base.errors import DeskError
from citizens.readers.camera import CameraReader, FrameSource, View
from ui.jobs import Jobs, Watch
from ui.pages.camera.seen import Newest, Seen, seen_of


@dataclass(slots=True)
class _Sitting:
    """The camera switched on once: its reader, and the views on their way to the window."""

    reader: CameraReader
    stop: Event = field(default_factory=Event)
    newest: Newest = field(default_factory=Newest)


@dataclass(frozen=True, slots=True)
class _Lost:
    sitting: _Sitting
    error: DeskError


class CameraLink(QObject):
    """Switches cameras on and off without waiting for them; one thread, so never two at a time."""

    seen = Signal(object)
    """One Seen, the newest."""
    lost = Signal(object)
    """The camera is not there or went away: a DeskError. It is off now."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._orders: SimpleQueue[_Sitting | None] = SimpleQueue()
        self._watch = Watch(self._serve, self._on_told, jobs.report_bug)
        self._is_serving = False
        self._sitting: _Sitting | None = None

    @property
    def is_on(self) -> bool:
        """Whether a camera is on, or about to be."""
        return self._sitting is not None

    def start(self, source: FrameSource) -> None:
        """Switch a camera on, once the one before is off."""
        self.stop()
        self._sitting = _Sitting(CameraReader(source))
        self._orders.put(self._sitting)
        if not self._is_serving:
            self._is_serving = True
            self._watch.start()

    def resume(self) -> None:
        """Look for the next card."""
        if self._sitting is not None:
            self._sitting.reader.resume()

    def stop(self) -> None:
        """Switch the camera off; nothing is told afterwards."""
        if self._sitting is not None:
            self._sitting.stop.set()
            self._sitting = None

    def close(self) -> None:
        """Switch it off and wait until it is; at the end of the program."""
        self.stop()
        self._orders.put(None)
        if self._is_serving:
            self._watch.stop()

    def _serve(self, tell: Callable[[Any], None], _stop: Event) -> None:
        """In the camera's thread: one sitting after the other."""
        while (sitting := self._orders.get()) is not None:
            self._sit(sitting, tell)

    def _sit(self, sitting: _Sitting, tell: Callable[[Any], None]) -> None:
        def on_view(view: View) -> None:
            if sitting.newest.put(seen_of(view)):
                tell(sitting)

        if sitting.stop.is_set():
            return
        try:
            sitting.reader.run(on_view, sitting.stop)
        except DeskError as error:
            tell(_Lost(sitting, error))

    def _on_told(self, told: _Sitting | _Lost) -> None:
        sitting = told.sitting if isinstance(told, _Lost) else told
        if sitting is not self._sitting:
            return  # switched off meanwhile
        if isinstance(told, _Lost):
            self._sitting = None
            self.lost.emit(told.error)
            return
        seen: Seen | None = sitting.newest.take()
        if seen is not None:
            self.seen.emit(seen)
