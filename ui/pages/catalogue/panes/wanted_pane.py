"""Còn thiếu: what citizens ask for and the catalogue lacks, and the commune's notes, for export."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from base.errors import DeskError
from catalog.storage import LocalNote, WantedProcedure
from ui.models.frozen_table import Column, FrozenTable
from ui.theme import Role
from ui.widgets.line import LabelledLine
from ui.widgets.parts import Room, button, column, label, panel, row
from ui.widgets.table import table_view
from ui.wording import clipped, stamp

_NOBODY = "Không ghi tên người hỏi. Cùng một câu hỏi thì đếm thêm một lần."
_TEXT_LETTERS = 90
ANSWER_HEIGHT = 76
"""What stands below the first table, with its margin."""


class WantedPane(QWidget):
    """Emits what is added, answered and exported."""

    asked = Signal(str, str)
    """What a citizen asked for, and a remark."""
    answered = Signal(str, str)
    """The row with this id was the procedure with this code after all (empty: still open)."""
    opened = Signal(str)
    """Show the procedure with this code."""
    export_wanted = Signal()
    """Write the file for the department."""

    def __init__(self) -> None:
        super().__init__()
        self.said = LabelledLine("Người dân hỏi việc gì", "xin dựng rạp cưới")
        self.remark = LabelledLine("Ghi thêm", "nếu cần")
        self.add = button("Ghi lại  Ctrl+Enter", "primary", icon_name="plus",
                          name="Ghi lại (Ctrl+Enter)")  # fmt: skip
        self.add.clicked.connect(self.ask)
        for line in (self.said, self.remark):
            line.line.returnPressed.connect(self.ask)
        self.wanted = wanted_table(self)
        self.table = table_view(self.wanted, "Thủ tục người dân hỏi mà danh mục chưa có", 0)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.code = LabelledLine("Mã thủ tục tìm thấy", "ví dụ: 1.001193")
        self.code.line.returnPressed.connect(self._on_answer)
        self.answer = button("Ghi mã")
        self.answer.clicked.connect(self._on_answer)
        self.notes = note_table(self)
        self.note_view = table_view(self.notes, "Ghi chú của xã", 1)
        self.note_view.activated.connect(self._on_note)
        self.export = button("Xuất gửi Sở…  Ctrl+S", icon_name="folder-output",
                             name="Xuất gửi Sở (Ctrl+S)",
                             tip="Tệp CSV mở bằng Excel: ghi chú và thủ tục còn thiếu")  # fmt: skip
        self.export.clicked.connect(self.export_wanted)
        keys = QShortcut(QKeySequence("Ctrl+S"), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.export.click)
        self._empty = label("", "muted", wrap=True)
        self._blank = QWidget()  # where the table will be: nothing moves with the first row
        self._rooms = (Room(), Room())
        self._build()
        self._on_row()

    def _build(self) -> None:
        first = panel()
        beside = row(self.remark, self.add, spacing=8)
        beside.setStretch(0, 1)
        beside.setAlignment(self.add, Qt.AlignmentFlag.AlignBottom)
        lines = column(self.said, beside, spacing=6)  # a whole sentence is asked
        answer = row(self.code, self.answer, 1, spacing=8)
        answer.setAlignment(self.answer, Qt.AlignmentFlag.AlignBottom)
        inside = column(
            label("Người dân hỏi, danh mục chưa có", "heading"), lines,
            label(_NOBODY, "small", wrap=True), self._empty, spacing=6, margins=12,
        )  # fmt: skip
        inside.addWidget(self.table, 1)
        inside.addWidget(self._blank, 1)
        inside.addWidget(self._rooms[0])
        inside.addLayout(answer)
        first.setLayout(inside)
        second = panel()
        notes = column(row(label("Ghi chú của xã", "heading"), 1, self.export), margins=12)
        notes.addWidget(self.note_view, 1)
        notes.addWidget(self._rooms[1])
        second.setLayout(notes)
        layout = row(spacing=8)
        layout.addWidget(first, 1)
        layout.addWidget(second, 1)
        self.setLayout(layout)

    def begin(self, text: str = "") -> None:
        """Put the cursor on the line to write in, with what was looked for."""
        if text:
            self.said.set_text(text)
        self.said.line.setFocus()
        self.said.line.selectAll()

    def make_room(self, height: int) -> None:
        """Keep this much free below both tables."""
        self._rooms[0].keep(height)
        self._rooms[1].keep(height + ANSWER_HEIGHT if height else 0)

    def show_rows(self, wanted: Sequence[WantedProcedure], notes: Sequence[LocalNote]) -> None:
        """Show everything; the chosen row stays chosen."""
        chosen = self.chosen
        self.wanted.set_rows(wanted)
        self.notes.set_rows(notes)
        self._empty.setText("" if wanted else "Chưa ghi điều nào.")
        self._empty.setVisible(not wanted)
        self.table.setVisible(bool(wanted))
        self._blank.setVisible(not wanted)
        if wanted:
            self.table.selectRow(max(self.wanted.find(chosen.id) if chosen else 0, 0))
        self.export.setEnabled(bool(wanted or notes))
        self._on_row()

    def show_refusal(self, error: DeskError) -> None:
        """Say below the line why it was not stored."""
        self.said.set_problem(error.sentence)

    def done(self) -> None:
        """It is stored: the lines are free again."""
        self.said.set_text("")
        self.remark.set_text("")
        self.said.line.setFocus()

    def ask(self) -> None:
        """Store what is written (Enter, Ctrl+Enter)."""
        self.asked.emit(self.said.text, self.remark.text)

    @property
    def chosen(self) -> WantedProcedure | None:
        """The row with the mark."""
        return self.wanted.row(self.table.currentIndex().row())

    def _on_row(self) -> None:
        chosen = self.chosen
        self.code.set_text((chosen.answered_by or "") if chosen else "")
        for item in (self.code, self.answer):
            item.setEnabled(chosen is not None)

    def _on_answer(self) -> None:
        if self.chosen is not None:
            self.answered.emit(self.chosen.id, self.code.text)

    def _on_note(self, index: QModelIndex) -> None:
        note = self.notes.row(index.row())
        if note is not None:
            self.opened.emit(note.procedure_code)


def wanted_table(parent: QObject | None = None) -> FrozenTable[WantedProcedure]:
    """Return an empty table of what citizens asked for."""
    columns: tuple[Column[WantedProcedure], ...] = (
        Column("Người dân hỏi", lambda r: r.said, 260, second=lambda r: r.note),
        Column("Số lần", lambda r: str(r.asked), 72, is_figures=True),
        Column("Tình trạng", _state, 190, lambda r: f"lần cuối {stamp(r.last_at)}", _ink),
    )
    return FrozenTable(columns, lambda row: row.id, parent)


def note_table(parent: QObject | None = None) -> FrozenTable[LocalNote]:
    """Return an empty table of the commune's notes."""
    columns: tuple[Column[LocalNote], ...] = (
        Column("Mã thủ tục", lambda r: r.procedure_code, 110, is_figures=True),
        Column("Ghi chú (chưa công bố)", lambda r: clipped(r.text, _TEXT_LETTERS), 320),
        Column("Người ghi", lambda r: r.author, 130, lambda r: stamp(r.updated_at)),
    )
    return FrozenTable(columns, lambda row: row.id, parent)


def _state(row: WantedProcedure) -> str:
    return f"là {row.answered_by}" if row.answered_by else "chưa có trong danh mục"


def _ink(row: WantedProcedure) -> Role:
    return "ok" if row.answered_by else "warning"
