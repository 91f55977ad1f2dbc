"""The lowest line: what becomes of the dossiers, and what works in the background."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QProgressBar

from ui.theme import Tone
from ui.widgets.parts import ElidedLabel, button, chip, label, row, set_chip

HEIGHT = 32


class StatusLine(QFrame):
    """State of the way to the province at the left, work under way at the right."""

    cancelled = Signal()
    """The clerk wants the work under way to stop."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("statusline")
        self.setFixedHeight(HEIGHT)
        self._state = chip("đang mở …")
        self._text = ElidedLabel(role="muted")
        self._work = label(role="muted")
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setFixedWidth(96)
        self._progress.setAccessibleName("Tiến độ")
        self._stop = button("Dừng", "link")
        self._stop.clicked.connect(self.cancelled)
        self._mode = label("", "muted")
        layout = row(self._state, spacing=8)
        layout.addWidget(self._text, 1)
        for widget in (self._work, self._progress, self._stop, self._mode):
            layout.addWidget(widget)
        layout.setContentsMargins(12, 0, 12, 0)
        self.setLayout(layout)
        self.end_work()

    def show_state(self, word: str, tone: Tone, text: str) -> None:
        """Say how the way to the province stands."""
        set_chip(self._state, word, tone)
        self._text.set_whole(text)

    @property
    def word(self) -> str:
        """The word for how the way to the province stands."""
        return self._state.text()

    def show_mode(self, text: str) -> None:
        """Say who works here."""
        self._mode.setText(text)

    def begin_work(self, text: str, can_stop: bool) -> None:
        """Show that something takes longer, with a way to stop it where there is one."""
        self._work.setText(text)
        self._progress.setRange(0, 0)
        self._work.show()
        self._progress.show()
        self._stop.setVisible(can_stop)

    def count_work(self, step: int, steps: int) -> None:
        """Show how far it is."""
        self._progress.setRange(0, steps)
        self._progress.setValue(step)

    def end_work(self) -> None:
        """Show no work."""
        for widget in (self._work, self._progress, self._stop):
            widget.hide()
