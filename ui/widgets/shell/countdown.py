"""A button of the result bar that can be pressed for some seconds only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QPushButton


@dataclass(frozen=True, slots=True)
class Action:
    """A button of the bar; `seconds` counts down in its text and takes it away at zero."""

    text: str
    run: Callable[[], None]
    seconds: int = 0


class Countdown(QObject):
    """Counts one action down; its time goes on when the button is made anew."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.second = QTimer(self, interval=1000)
        self.second.timeout.connect(self._on_second)
        self._counted: tuple[Action, QPushButton] | None = None
        self._left = 0

    @property
    def rest(self) -> Action | None:
        """The action with the seconds that are left, None when nothing counts down."""
        return replace(self._counted[0], seconds=self._left) if self._counted else None

    def begin(self, action: Action, shown: QPushButton) -> None:
        """Count this action down in the text of its button."""
        self._counted, self._left = (action, shown), action.seconds
        self._show_left()
        self.second.start()

    def stop(self) -> None:
        """Count no more; the button can no longer be pressed."""
        self.second.stop()
        if self._counted is not None:
            self._counted[1].setEnabled(False)
            self._counted[1].hide()
            self._counted = None

    def _on_second(self) -> None:
        self._left -= 1
        self._show_left()
        if self._left <= 0:
            self.stop()

    def _show_left(self) -> None:
        if self._counted is not None:
            action, shown = self._counted
            shown.setText(f"{action.text} ({self._left})")
