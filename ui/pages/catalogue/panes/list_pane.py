"""The left side of Thủ tục: a line to type in, two filters, what was found and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QWidget

from ui.icons import icon
from ui.widgets.entry import Entry
from ui.widgets.parts import button, column, label, row
from ui.widgets.result_list import ResultList
from ui.widgets.shell.search_box import DELAY_MS

SHOW_MS = 120
"""How long the mark rests on a procedure before its card is drawn."""


class Filters(QWidget):
    """A field to stay in, an agency to stay with."""

    changed = Signal()
    """The clerk chose another one."""

    def __init__(self) -> None:
        super().__init__()
        self.fields = _filter_box("Lọc theo lĩnh vực")
        self.agencies = _filter_box("Lọc theo cơ quan giải quyết")
        whole = row(spacing=8)
        for box in (self.fields, self.agencies):
            box.activated.connect(self._on_activated)
            whole.addWidget(box, 1)
        self.setLayout(whole)

    @property
    def field(self) -> str | None:
        """The field, None for all."""
        return self.fields.currentData() or None

    @property
    def agency(self) -> str | None:
        """The agency, None for all."""
        return self.agencies.currentData() or None

    def offer(self, fields: Sequence[tuple[str, str]], agencies: Sequence[tuple[str, str]]) -> None:
        """Offer these fields and agencies as (words, value); what is chosen stays."""
        _fill(self.fields, "Mọi lĩnh vực", fields)
        _fill(self.agencies, "Mọi cơ quan", agencies)

    def _on_activated(self) -> None:
        self.changed.emit()


class ListPane(QFrame):
    """Emits what is looked for and what is taken."""

    searched = Signal()
    """The text or a filter changed."""
    shown = Signal(str)
    """The mark rests on the procedure with this code."""
    opened = Signal(str)
    """The clerk took the procedure with this code."""
    missing = Signal()
    """The clerk does not find what a citizen asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.line = QLineEdit()
        self.line.setPlaceholderText("Tìm thủ tục: dk khai sinh, ks, 1.001193")
        self.line.setAccessibleName("Tìm thủ tục trong danh mục")
        self.line.setClearButtonEnabled(True)
        self.line.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.line.installEventFilter(self)
        self.line.textChanged.connect(self._on_edited)
        self.filters = Filters()
        self.filters.changed.connect(self._on_filtered)
        self._caption = label("", "small", wrap=True)
        self.list = ResultList()
        self.list.setAccessibleName("Thủ tục tìm thấy")
        self.list.clicked.connect(self._on_taken)
        self.list.activated.connect(self._on_taken)
        self.list.selectionModel().currentChanged.connect(self._on_marked)
        self.missing_button = button(
            "Không thấy thủ tục?", icon_name="circle-question-mark",
            tip="Ghi lại điều người dân hỏi mà danh mục không có",
        )  # fmt: skip
        self.missing_button.clicked.connect(self.missing)
        self._answered: str | None = None
        self._take_when_answered: str | None = None
        self._wait = QTimer(self, interval=DELAY_MS, singleShot=True)
        self._wait.timeout.connect(self.searched)
        self._rest = QTimer(self, interval=SHOW_MS, singleShot=True)
        self._rest.timeout.connect(self._on_rest)
        layout = column(self.line, self.filters, self._caption, spacing=6, margins=12)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.missing_button)
        self.setLayout(layout)

    @property
    def text(self) -> str:
        """What is looked for."""
        return self.line.text().strip()

    @property
    def caption(self) -> str:
        """What is said above the list."""
        return self._caption.text()

    def show_entries(
        self, text: str, caption: str, entries: Sequence[Entry], *, is_sure: bool = True
    ) -> None:
        """Show what was found for a text; take the first if Enter was pressed for it.

        Of unsure answers none is marked, so that Enter opens none. The mark stays with its
        procedure while the text is the same.
        """
        marked = self.list.entry() if text == self._answered else None
        self._answered = text
        self._caption.setText(caption)
        self.list.show_entries(entries, is_first_chosen=is_sure)
        if not is_sure:
            self.hold()
        if marked is not None:
            self.mark(marked.key)
            self.hold()  # the card in front stays, whatever the list says now
        if self._take_when_answered == text:
            self._take_when_answered = None
            self._take(self.list.entry())

    def hold(self) -> None:
        """The card was chosen in another way: the mark in the list brings none."""
        self._rest.stop()

    def mark(self, code: str) -> None:
        """Put the mark on a procedure, if it is in the list."""
        model = self.list.model()
        for number in range(self.list.rows):
            entry = self.list.entry(model.index(number, 0))
            if entry is not None and entry.key == code:
                self.list.setCurrentIndex(model.index(number, 0))

    def begin(self) -> None:
        """Put the cursor into the search line."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk and take answers from the keyboard."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.list.step(1 if event.key() == Qt.Key.Key_Down else -1)
            return True
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier,
        )  # fmt: skip
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_enter()
            return True
        return super().eventFilter(watched, event)

    def _on_enter(self) -> None:
        """Enter means what is typed, never the answers to what was typed a moment ago."""
        if self.text == self._answered and not self._wait.isActive():
            self._take(self.list.entry())
            return
        self._take_when_answered = self.text
        self._wait.stop()
        self.searched.emit()

    def _on_edited(self) -> None:
        self._take_when_answered = None
        self._wait.start()

    def _on_filtered(self) -> None:
        self._wait.stop()
        self.searched.emit()

    def _on_marked(self, current: QModelIndex) -> None:
        if current.isValid():
            self._rest.start()

    def _on_rest(self) -> None:
        entry = self.list.entry()
        if entry is not None and entry.key:
            self.shown.emit(entry.key)

    def _on_taken(self, index: QModelIndex) -> None:
        self._take(self.list.entry(index))

    def _take(self, entry: Entry | None) -> None:
        self.hold()
        if entry is not None and entry.key:
            self.opened.emit(entry.key)


def _fill(box: QComboBox, first: str, items: Sequence[tuple[str, str]]) -> None:
    chosen = box.currentData()
    box.clear()
    box.addItem(first, "")
    for words, value in items:
        box.addItem(words, value)
    box.setCurrentIndex(max(box.findData(chosen), 0) if chosen else 0)


def _filter_box(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setToolTip(name)
    box.setStyleSheet("font-size: 13px;")
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(8)
    return box
