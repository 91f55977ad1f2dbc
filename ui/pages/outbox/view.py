"""Chờ gửi: every dossier on its way, with state, reason and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from dossiers.dossier import OutboxRow
from ui.models.lists import outbox_table
from ui.pages.page import Page
from ui.widgets.code_entry import CodeEntry
from ui.widgets.parts import Room, button, column, label, panel, row
from ui.widgets.table import table_view


class OutboxView(Page):
    """Emits what the clerk wants; shows what it is given."""

    key = "outbox"
    send_wanted = Signal()
    """Try to send at once."""
    export_wanted = Signal()
    """Write a package to be carried."""
    dossier_wanted = Signal(str)
    """Show the dossier of a row."""
    shown = Signal()
    """The page came to the front."""

    def __init__(self) -> None:
        super().__init__()
        self.model = outbox_table(self)
        self.table = table_view(self.model, "Hồ sơ chờ gửi", 3)
        self.table.doubleClicked.connect(self._on_double_clicked)
        self._explanation = label("", "muted", wrap=True)
        self._empty = label("Không có hồ sơ nào chờ gửi.", "muted")
        self.send = button("Gửi ngay", "primary", icon_name="send")
        self.send.clicked.connect(self.send_wanted)
        self.export = button("Xuất gói…", icon_name="folder-output")
        self.export.setToolTip("Ghi hồ sơ đang chờ thành một gói niêm phong để mang đi bằng USB")
        self.export.clicked.connect(self.export_wanted)
        self.code = CodeEntry()
        self.open = button("Xem hồ sơ", icon_name="folder-open")
        self.open.clicked.connect(self._on_open)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.send.click)
        self._room, self._blank = Room(), QWidget()  # nothing moves with the first row
        self._build()

    def _build(self) -> None:
        sheet = panel()
        layout = column(
            row(label("Chờ gửi", "title"), 1, self.export, self.send),
            self._explanation, self._empty, spacing=8, margins=16,
        )  # fmt: skip
        layout.addWidget(self.table, 1)
        layout.addWidget(self._blank, 1)
        layout.addWidget(self._room)
        bottom = row(self.open, spacing=16)
        bottom.addWidget(self.code, 1)
        layout.addLayout(bottom)
        sheet.setLayout(layout)
        self.setLayout(column(sheet, margins=8))

    @property
    def bar_lift(self) -> int:
        """Above the line for the code."""
        return 74

    def make_room(self, height: int) -> None:
        """Shrink the table; the line for the code stays where it is."""
        self._room.keep(height)

    def show_rows(self, rows: Sequence[OutboxRow]) -> None:
        """Show the outbox; the chosen row stays chosen."""
        chosen = self.model.row(self.table.currentIndex().row())
        self.model.set_rows(rows)
        self._empty.setVisible(not rows)
        self.table.setVisible(bool(rows))
        self._blank.setVisible(not rows)
        number = max(self.model.find(chosen.id) if chosen else 0, 0)
        if rows:
            self.table.selectRow(number)
        self._on_row(self.table.currentIndex())

    def explain(self, text: str, *, can_send: bool) -> None:
        """Say what becomes of the rows here."""
        self._explanation.setText(text)
        self.send.setEnabled(can_send)
        self.send.setToolTip("" if can_send else "Chưa có nơi nhận nào được thiết lập")

    def activate(self) -> None:
        """Read the outbox again."""
        self.shown.emit()

    @property
    def explanation(self) -> str:
        """What is said about the way to the province."""
        return self._explanation.text()

    @property
    def chosen(self) -> OutboxRow | None:
        """The row with the mark."""
        return self.model.row(self.table.currentIndex().row())

    def _on_row(self, current: QModelIndex) -> None:
        found = self.model.row(current.row())
        self.code.follow()
        self.open.setEnabled(found is not None)
        self.code.setEnabled(found is not None)

    def _on_open(self) -> None:
        if self.chosen is not None:
            self.dossier_wanted.emit(self.chosen.id)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self._on_open()
