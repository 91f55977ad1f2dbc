"""The scanner on a serial port: read in a thread of its own, told in the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from threading import Event

from PySide6.QtCore import QObject, Signal

from citizens.readers.serial_port import Lost, Opened, Received, SerialEvent, SerialReader
from ui.jobs import Jobs, Watch
from ui.scanning.arrived import Arrived

_RETRY_S = 2.0  # looking for ports costs something, and most desks have no such scanner


class SerialLink(QObject):
    """Finds the scanner, follows it from port to port, gives on what it reads."""

    arrived = Signal(object)
    """One Arrived."""
    opened = Signal(str)
    """The scanner is ready; its name."""
    lost = Signal(object)
    """The scanner does not answer: a DeviceError."""

    def __init__(self, jobs: Jobs, reader: SerialReader | None = None) -> None:
        super().__init__()
        self._reader = reader
        self._watch = Watch(partial(_read, reader), self._on_event, jobs.report_bug)
        self._device = ""

    def start(self) -> None:
        """Begin to look for a scanner; where pySerial is not installed there is none."""
        if self._reader is not None or find_spec("serial") is not None:
            self._watch.start()

    def stop(self) -> None:
        """Give the port back."""
        self._watch.stop()

    def _on_event(self, event: SerialEvent) -> None:
        if isinstance(event, Opened):
            self._device = event.scanner.identity or event.scanner.port
            self.opened.emit(event.scanner.name or event.scanner.port)
        elif isinstance(event, Lost):
            self.lost.emit(event.error)
        elif isinstance(event, Received):
            self.arrived.emit(Arrived(event.payload, self._device))


def _read(reader: SerialReader | None, tell: Callable[[SerialEvent], None], stop: Event) -> None:
    (reader or SerialReader(retry_s=_RETRY_S)).run(tell, stop)
