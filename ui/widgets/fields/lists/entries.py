"""Rows by keys: Enter goes on or adds, Ctrl+Del takes away, Ctrl+Up and Down move."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from base.text import clean_line
from ui.widgets.fields.base import FieldEditor
from ui.widgets.fields.lists.grid import CellGrid
from ui.widgets.parts import button, label, row

_CTRL = Qt.KeyboardModifier.ControlModifier
_KEYS_TOLD = "Ctrl+Del xóa dòng · Ctrl+↑ ↓ chuyển chỗ"
_MOST_ROWS = 200


class LinesField(FieldEditor):
    """Numbered rows of cells. A row that is taken away can be put back."""

    def __init__(
        self,
        name: str,
        description: str = "",
        columns: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._description = name, description
        self._removed: tuple[int, list[str]] | None = None
        self._rows = CellGrid(columns, self.make_cell, self.cell_text)
        self._rows.edited.connect(self.edited)
        more = button("Thêm dòng", "link", name=f"Thêm dòng: {name}")
        more.clicked.connect(self._on_more)
        self._back = button("Lấy lại dòng vừa xóa", "link", name=f"Lấy lại dòng vừa xóa: {name}")
        self._back.clicked.connect(self._on_back)
        self._back.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._rows)
        layout.addLayout(row(more, self._back, 1, label(_KEYS_TOLD, "small")))
        self._rows.add_row(self)
        self.setFocusProxy(self._rows.cells[0][0])

    def make_cell(self, column: int) -> QLineEdit:
        """Return the input of one cell."""
        raise NotImplementedError

    def cell_name(self, number: int, column: int) -> str:
        """Return the accessible name of a cell."""
        raise NotImplementedError

    def cell_text(self, column: int, text: str) -> str:
        """Return the written shape of a cell's text."""
        return clean_line(text)

    def texts(self) -> list[list[str]]:
        """Return every row's texts, without the empty rows at the end."""
        rows = self._rows.texts()
        while rows and not any(text.strip() for text in rows[-1]):
            rows.pop()
        return rows

    def show_texts(self, rows: list[list[str]]) -> None:
        """Show rows; further ones stay as empty lines."""
        self._rows.show_texts(rows, self)
        self.set_name(self._name, self._description)

    def tidy(self) -> None:
        """Bring every cell into its written shape."""
        self._rows.show_texts(self._rows.texts(), self)

    def inputs(self) -> list[QWidget]:
        """Return every cell in reading order."""
        return [cell for cells in self._rows.cells for cell in cells]

    def set_name(self, name: str, description: str) -> None:
        """Name each cell by line, row and column."""
        self._name, self._description = name, description
        for number, cells in enumerate(self._rows.cells, start=1):
            for column, cell in enumerate(cells):
                cell.setAccessibleName(f"{name}, {self.cell_name(number, column)}")
                cell.setAccessibleDescription(description)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take away and move the row with the cursor; what leaves the whole list is leaving."""
        if event.type() == QEvent.Type.FocusOut:
            self.tidy()
            if not self.has_focus_in_line:
                self.left.emit()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            number, column = self._rows.place(watched)
            if event.modifiers() & _CTRL:
                return self._on_ctrl(Qt.Key(event.key()), number, column)
            if self.ends(event):
                self._on_return(number, column)
                return True
        return False

    def _on_ctrl(self, key: Qt.Key, number: int, column: int) -> bool:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        rows = self._rows.texts()
        if key == Qt.Key.Key_Delete:
            self._remove(number, column)
        elif key in steps:
            to = number + steps[key]
            if 0 <= to < len(rows):
                rows[number], rows[to] = rows[to], rows[number]
                self.show_texts(rows)
                self._rows.focus(to, column)
                self.edited.emit()
        else:
            return False
        return True

    def _remove(self, number: int, column: int) -> None:
        """A filled row is kept for `_on_back`; the only one stays as an empty line."""
        rows = self._rows.texts()
        taken = rows.pop(number)
        last = len(self._rows.cells) - 1
        self._rows.focus(min(number, max(last - 1, 0)), column)  # never in a cell that goes
        self.show_texts(rows)
        if last > 0:
            self._rows.drop_last_row(self)
        if any(text.strip() for text in taken):
            self._removed = (number, taken)
            self._back.show()
            self.edited.emit()

    def _on_back(self) -> None:
        if self._removed is None:
            return
        number, taken = self._removed
        self._removed = None
        self._back.hide()
        rows = self.texts()
        number = min(number, len(rows))
        self.show_texts([*rows[:number], taken, *rows[number:]])
        self._rows.focus(number, 0)
        self.edited.emit()

    def _on_more(self) -> None:
        if len(self._rows.cells) < _MOST_ROWS:
            self._rows.add_row(self)
            self.set_name(self._name, self._description)
            self._rows.focus(len(self._rows.cells) - 1, 0)

    def _on_return(self, number: int, column: int) -> None:
        """Go to the next cell; out of the list from the first cell of an empty last row."""
        self.tidy()
        is_blank = not any(text.strip() for text in self._rows.texts()[number])
        is_last = number + 1 == len(self._rows.cells)
        if is_last and column == 0 and is_blank:
            self.finished.emit()
        elif column + 1 < self._rows.columns:
            self._rows.focus(number, column + 1)
        elif not is_last:
            self._rows.focus(number + 1, 0)
        else:
            self._on_more()


class EntriesField(LinesField):
    """A numbered list, such as the papers that were handed in: one entry a row."""

    def __init__(self, name: str, max_length: int = 500, parent: QWidget | None = None) -> None:
        self._max_length = max_length
        super().__init__(name, parent=parent)

    def make_cell(self, column: int) -> QLineEdit:
        """Return the line of an entry."""
        cell = QLineEdit()
        cell.setMaxLength(self._max_length)
        return cell

    def cell_name(self, number: int, column: int) -> str:
        """Return “mục 2”."""
        return f"mục {number}"

    def value(self) -> Any:  # noqa: ANN401
        """Return the entries that hold anything."""
        return [text for texts in self.texts() if (text := clean_line(texts[0]))]

    def set_value(self, value: Any) -> None:  # noqa: ANN401
        """Show the entries."""
        entries = [str(item) for item in value] if isinstance(value, list | tuple) else []
        if isinstance(value, str) and value:
            entries = value.splitlines()
        if entries != self.value():
            self.show_texts([[entry] for entry in entries])
