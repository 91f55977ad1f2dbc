"""Python's cyclic collector in the window's thread only: a Qt object freed by a worker crashes Qt."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1000
_OLD_EVERY = 10  # rounds between collections of the older generations


class Collector(QObject):
    """Takes automatic collection away while it lives and does it by a timer of its thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rounds = 0
        self._was_automatic = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the young objects, and now and then the old ones."""
        self._rounds += 1
        threshold = gc.get_threshold()[0]
        if self._rounds % _OLD_EVERY == 0:
            gc.collect(2)
        elif gc.get_count()[0] > threshold:
            gc.collect(1)

    def stop(self) -> None:
        """Give automatic collection back."""
        self._timer.stop()
        if self._was_automatic:
            gc.enable()
