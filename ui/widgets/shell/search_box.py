"""One box for procedures, dossiers and people; the answers hang below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit

from ui.icons import icon
from ui.widgets.entry import Entry
from ui.widgets.parts import column

if TYPE_CHECKING:
    from ui.widgets.result_list import ResultList

_ROW = 52
_MOST_ROWS = 7
DELAY_MS = 80


class SearchBox(QFrame):
    """Ctrl+K. Emits what is typed; shows the answers it is given; emits the chosen one."""

    searched = Signal(str)
    """The clerk paused in typing this text."""
    chosen = Signal(object)
    """The clerk took this Entry."""

    def __init__(self, placeholder: str) -> None:
        super().__init__()
        self.setObjectName("search")
        self.line = QLineEdit()
        self.line.setPlaceholderText(placeholder)
        self.line.setAccessibleName("Tìm thủ tục, hồ sơ, người")
        self.line.setClearButtonEnabled(True)
        self.line.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.line.installEventFilter(self)
        self.line.textEdited.connect(self._on_edited)
        self.setLayout(column(self.line))
        self._wait = QTimer(self, interval=DELAY_MS, singleShot=True)
        self._wait.timeout.connect(self._on_wait)
        self._answered = ""
        self._take_when_answered: str | None = None
        self._panel: QFrame | None = None
        self._list: ResultList | None = None  # made when first needed: not before the first paint

    def show_entries(self, text: str, entries: Sequence[Entry]) -> None:
        """Show the answers to a text, unless the clerk has typed on."""
        if text != self.line.text().strip() or not self.line.hasFocus():
            return
        panel, answers = self._hang()
        self._answered = text
        nothing = Entry("", "", "Không tìm thấy", "Thử từ khác, hoặc mã thủ tục, số tạm, họ tên")
        answers.show_entries(entries or [nothing])
        rows = min(max(answers.rows, 1), _MOST_ROWS)
        width = max(self.width(), 560)
        corner = self.mapTo(self.window(), self.rect().bottomLeft())
        panel.setGeometry(corner.x(), corner.y() + 4, width, rows * _ROW + 10)
        panel.show()
        panel.raise_()
        if self._take_when_answered == text:
            self._take(answers.entry())

    def titles(self) -> list[str]:
        """Return the titles of the answers that hang below the box."""
        return self._list.titles() if self._list is not None and self._is_open else []

    def close_list(self) -> None:
        """Take the answers away."""
        if self._panel is not None and self._list is not None:
            self._panel.hide()
            self._answered = ""
            self._list.show_entries(())  # names do not wait behind the curtain

    def forget(self) -> None:
        """Let go of what was looked for with the last citizen, unless it is being typed now."""
        if not self.line.hasFocus():
            self._wait.stop()
            self.line.clear()
            self.close_list()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk the answers with the arrow keys, take one with Enter, leave with Esc."""
        if event.type() == QEvent.Type.FocusOut:
            self.close_list()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event)
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.line.text().strip():
            self._on_enter()
            return True
        if self._list is None or not self._is_open:
            return False
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._list.step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self.close_list()
        else:
            return False
        return True

    def _on_enter(self) -> None:
        """Enter means what is typed, never the answers to what was typed a moment ago."""
        text = self.line.text().strip()
        if text == self._answered and self._list is not None:
            self._take(self._list.entry())
            return
        self._take_when_answered = text
        self._wait.stop()
        self._on_wait()

    @property
    def _is_open(self) -> bool:
        return self._panel is not None and self._panel.isVisible()

    def _hang(self) -> tuple[QFrame, ResultList]:
        from ui.widgets.result_list import ResultList

        if self._panel is None or self._list is None:
            self._list = ResultList()
            self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._list.clicked.connect(self._on_clicked)
            self._panel = QFrame(self.window())
            self._panel.setObjectName("results")
            self._panel.setLayout(column(self._list, margins=4))
        return self._panel, self._list

    def _on_edited(self) -> None:
        self._take_when_answered = None
        self._wait.start()

    def _on_wait(self) -> None:
        text = self.line.text().strip()
        if text:
            self.searched.emit(text)
        else:
            self.close_list()

    def _on_clicked(self, index: QModelIndex) -> None:
        if self._list is not None:
            self._take(self._list.entry(index))

    def _take(self, entry: Entry | None) -> None:
        self._take_when_answered = None
        if entry is None or not entry.kind:
            return
        self.close_list()
        self.line.clear()
        self.chosen.emit(entry)
