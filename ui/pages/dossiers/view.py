"""Hồ sơ: search, list, and one dossier with its history."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from dossiers.dossier import DossierRow
from ui.icons import icon
from ui.models.lists import dossier_table
from ui.pages.dossiers.detail import DossierDetail
from ui.pages.page import Page
from ui.widgets.parts import Room, column, label, panel, row
from ui.widgets.preview import PreviewPane
from ui.widgets.shell.search_box import DELAY_MS
from ui.widgets.table import table_view


class DossiersView(Page):
    """Emits what the clerk wants; shows what it is given."""

    key = "dossiers"
    searched = Signal(str)
    """The clerk paused in typing this text (may be empty)."""
    opened = Signal(str)
    """The dossier with this id is to be shown."""
    slip_wanted = Signal()
    """Mẫu 01 of the dossier shown."""
    forms_wanted = Signal()
    """Its declaration and what goes with it (F8)."""
    print_wanted = Signal()
    """The paper in front goes to the printer (Ctrl+P)."""
    shown = Signal()
    """The page came to the front."""

    def __init__(self) -> None:
        super().__init__()
        self.line = _search_line()
        self._wait = QTimer(self, interval=DELAY_MS, singleShot=True)
        self._wait.timeout.connect(self._on_wait)
        self.line.textChanged.connect(self._wait.start)
        self.model = dossier_table(self)
        self.table = table_view(self.model, "Danh sách hồ sơ", 1)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.empty = label("", "muted", wrap=True)
        self.detail = DossierDetail()
        self.detail.slip.clicked.connect(self.slip_wanted)
        self.detail.forms.clicked.connect(self.forms_wanted)
        self.detail.forms.setShortcut(QKeySequence("F8"))
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self._on_print_key)
        self.preview = PreviewPane()
        self.preview.closed.connect(self._on_preview_closed)
        self._room = Room()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list_side())
        self._stack.addWidget(self.preview)
        self._frame = column(self._stack)
        self.setLayout(self._frame)
        self._stack.currentChanged.connect(self.rearranged)

    def _list_side(self) -> QWidget:
        left = panel()
        head = row(label("Hồ sơ", "title"), spacing=16)
        head.addWidget(self.line, 1)
        layout = column(head, self.empty, spacing=8, margins=16)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._room)
        left.setLayout(layout)
        self._left = left
        side = QWidget()
        body = row(spacing=8, margins=8)
        body.addWidget(left, 1)
        body.addWidget(self.detail)
        side.setLayout(body)
        return side

    @property
    def bar_lift(self) -> int:
        """Below the list; under a paper at the lower edge."""
        return 16

    @property
    def bar_sides(self) -> tuple[int, int]:
        """Below the list, beside the dossier shown and its actions."""
        is_paper = self._stack.currentWidget() is self.preview
        return 16, 16 if is_paper else self.width() - self._left.geometry().right() + 8

    def make_room(self, height: int) -> None:
        """Shrink the list, or the paper that is in front of it."""
        is_paper = self._stack.currentWidget() is self.preview
        self._frame.setContentsMargins(0, 0, 0, height + 24 if height and is_paper else 0)
        self._room.keep(0 if is_paper else height)

    def show_rows(self, rows: tuple[DossierRow, ...], text: str) -> None:
        """Show the dossiers found; what was chosen stays chosen."""
        chosen = self.model.row(self.table.currentIndex().row())
        self.model.set_rows(rows)
        self.empty.setText("" if rows else _nothing(text))
        self.empty.setVisible(not rows)
        if chosen is not None:
            self.choose(chosen.id)
        elif rows:
            self.choose(rows[0].id)
        if not rows:
            self.detail.clear()

    def choose(self, dossier_id: str) -> None:
        """Put the mark on one dossier."""
        number = self.model.find(dossier_id)
        if number >= 0:
            self.table.selectRow(number)

    def show_preview(self) -> None:
        """Show the paper instead of the list."""
        self._stack.setCurrentWidget(self.preview)
        self.preview.begin()

    def activate(self) -> None:
        """Read the list again."""
        self.shown.emit()

    def focus_search(self) -> None:
        """F3."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def go_back(self) -> bool:
        """Close the preview, or clear the search."""
        if self._stack.currentWidget() is self.preview:
            self.preview.closed.emit()
            return True
        had_text = bool(self.line.text())
        self.line.clear()
        return had_text

    def _on_print_key(self) -> None:
        if self._stack.currentWidget() is self.preview:
            self.print_wanted.emit()
        elif self.detail.slip.isVisible():
            self.slip_wanted.emit()

    def _on_preview_closed(self) -> None:
        self._stack.setCurrentIndex(0)

    def _on_wait(self) -> None:
        self.searched.emit(self.line.text().strip())

    def _on_row(self, current: QModelIndex) -> None:
        found = self.model.row(current.row())
        if found is not None:
            self.opened.emit(found.id)


def _search_line() -> QLineEdit:
    line = QLineEdit()
    line.setPlaceholderText("F3  họ tên không dấu, số định danh, số tạm, mã hồ sơ")
    line.setAccessibleName("Tìm hồ sơ")
    line.setClearButtonEnabled(True)
    line.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
    return line


def _nothing(text: str) -> str:
    if text:
        return f"Không có hồ sơ nào khớp “{text}”. Thử họ tên không dấu, số tạm hoặc mã hồ sơ."
    return "Chưa có hồ sơ nào. Tiếp nhận hồ sơ đầu tiên: F2."
