"""Before a case is open: find the procedure, or scan the card first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.icons import icon
from ui.pages.tray.view import Tray
from ui.widgets.entry import Entry
from ui.widgets.parts import column, label, panel, row
from ui.widgets.result_list import ResultList
from ui.widgets.scan_field import ScanField
from ui.widgets.scan_ways import ScanWays
from ui.widgets.shell.search_box import DELAY_MS


class StartPane(QWidget):
    """One line to type in, the answers below; a scan may come first."""

    searched = Signal(str)
    """The clerk paused in typing this text (may be empty)."""
    chosen = Signal(str)
    """The clerk took the procedure with this code."""
    scanned = Signal(str)
    """A card was scanned before a procedure was chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setPlaceholderText("Gõ tên thủ tục, ví dụ: dk khai sinh")
        self.line.setAccessibleName("Tìm thủ tục")
        self.line.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.line.installEventFilter(self)
        self.list = ResultList()
        self.list.clicked.connect(self._on_clicked)
        self.list.activated.connect(self._on_clicked)
        self._caption = label("", "muted", wrap=True)
        self.scan = ScanField()
        self.scan.scanned.connect(self.scanned)
        self.ways = ScanWays()
        self.tray = Tray()
        self._answered: str | None = None
        self._take_when_answered: str | None = None
        self._wait = QTimer(self, interval=DELAY_MS, singleShot=True)
        self._wait.timeout.connect(self._on_wait)
        self.line.textEdited.connect(self._on_edited)
        find = panel()
        inside = column(label("Tiếp nhận hồ sơ", "title"), self.line, self._caption, margins=16)
        inside.addWidget(self.list, 1)
        find.setLayout(inside)
        layout = row(spacing=16, margins=16)
        layout.addWidget(find, 1)
        layout.addWidget(self._scan_panel())
        self.setLayout(layout)

    def _scan_panel(self) -> QWidget:
        first = panel()
        first.setFixedWidth(272)
        first.setLayout(
            column(
                row(label("Hoặc quét thẻ trước", "heading"), 1, self.ways), self.scan, self.tray, 1,
                label("Người đã quét được giữ lại cho hồ sơ sắp mở.", "small", wrap=True),
                spacing=8, margins=16,
            )
        )  # fmt: skip
        return first

    @property
    def caption(self) -> str:
        """What is said above the list."""
        return self._caption.text()

    def show_entries(self, text: str, caption: str, entries: Sequence[Entry]) -> None:
        """Show the answers to a text; take the first if Enter was pressed for it."""
        self._answered = text
        self._caption.setText(caption)
        self.list.show_entries(entries)
        if self._take_when_answered == text:
            self._take_when_answered = None
            self._take(self.list.entry())

    def begin(self) -> None:
        """Start anew with the cursor in the search line."""
        self.line.clear()
        self.scan.clear()
        self.go_on()

    def go_on(self) -> None:
        """Put the cursor into the search line; what stands there stays."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.searched.emit(self.line.text().strip())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk and take answers from the keyboard."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.list.step(1 if event.key() == Qt.Key.Key_Down else -1)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_enter()
            return True
        return super().eventFilter(watched, event)

    def _on_enter(self) -> None:
        """Enter means what is typed, never the answers to what was typed a moment ago."""
        text = self.line.text().strip()
        if text == self._answered:
            self._take(self.list.entry())
            return
        self._take_when_answered = text
        self._wait.stop()
        self._on_wait()

    def _on_edited(self) -> None:
        self._take_when_answered = None
        self._wait.start()

    def _on_wait(self) -> None:
        self.searched.emit(self.line.text().strip())

    def _on_clicked(self, index: QModelIndex) -> None:
        self._take(self.list.entry(index))

    def _take(self, entry: Entry | None) -> None:
        if entry is not None and entry.key:
            self.chosen.emit(entry.key)
