"""The store's upkeep beside the clerk's work: a while after the start, one small step at a time."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from base.errors import DeskError
from dossiers.upkeep.steps import Step, upkeep
from ui.jobs import Kind
from ui.session import Session

START_MS = 20_000  # the first case of the day comes first
PAUSE_MS = 200
_UPKEEP = Kind("upkeep")


class Upkeep(QObject):
    """Takes turns with the clerk in the thread of the store. Nothing of it is worth a word."""

    ended = Signal()
    """Everything is done, or the rest waits for the next start."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._steps: Iterator[Step] = iter(())
        self.timer = QTimer(self, interval=START_MS, singleShot=True)
        self.timer.timeout.connect(self._go_on)

    def start(self) -> None:
        """Begin in a while."""
        self._steps = upkeep(self._session.workplace.store)
        self.timer.start()

    def stop(self) -> None:
        """Do no more; the step that is under way ends."""
        self.timer.stop()

    def _go_on(self) -> None:
        fn = partial(_next, self._steps)
        self._session.jobs.run(fn, self._on_done, self._on_failed, "db", _UPKEEP)

    def _on_done(self, step: Step | None) -> None:
        if step is None:
            self.ended.emit()
        else:
            self.timer.start(PAUSE_MS)

    def _on_failed(self, error: DeskError) -> None:
        """A busy store or a full disk: no clerk waits for this, and the next start does it."""
        self.ended.emit()


def _next(steps: Iterator[Step]) -> Step | None:
    return next(steps, None)
