"""Numbered rows of cells, as many as are wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from ui.widgets.parts import label

MakeCell = Callable[[int], QLineEdit]
Written = Callable[[int, str], str]


class CellGrid(QWidget):
    """Row 0 of the layout is for the names of the columns, column 0 for the numbers."""

    edited = Signal()
    """The clerk changed a cell."""

    def __init__(self, columns: int, make_cell: MakeCell, written: Written) -> None:
        super().__init__()
        self.columns = columns
        self.cells: list[list[QLineEdit]] = []
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setSpacing(4)
        self._make_cell, self._written = make_cell, written
        self._numbers: list[QLabel] = []

    def texts(self) -> list[list[str]]:
        """Return every row's texts, also of the empty rows at the end."""
        return [[cell.text() for cell in cells] for cells in self.cells]

    def show_texts(self, rows: Sequence[Sequence[str]], watcher: QObject) -> None:
        """Show rows in their written shape; further ones stay as empty lines."""
        while len(self.cells) < len(rows):
            self.add_row(watcher)
        for number, cells in enumerate(self.cells):
            texts = rows[number] if number < len(rows) else [""] * self.columns
            for column, (cell, text) in enumerate(zip(cells, texts, strict=True)):
                shown = self._written(column, text)
                if cell.text() != shown:
                    cell.setText(shown)

    def add_row(self, watcher: QObject) -> None:
        """Add an empty row whose cells `watcher` filters."""
        number = len(self.cells) + 1
        mark = label(f"{number}.", "small")
        self.grid.addWidget(mark, number, 0)
        self._numbers.append(mark)
        cells = [self._make_cell(column) for column in range(self.columns)]
        for column, cell in enumerate(cells):
            cell.setMinimumWidth(40)
            cell.textEdited.connect(self._on_edited)
            cell.installEventFilter(watcher)
            self.grid.addWidget(cell, number, column + 1)
            cell.setVisible(True)  # it may get the cursor before the layout has seen it
        self.cells.append(cells)

    def drop_last_row(self, watcher: QObject) -> None:
        """Take the last row away."""
        for cell in self.cells.pop():
            cell.removeEventFilter(watcher)
            self._drop(cell)
        self._drop(self._numbers.pop())

    def place(self, watched: QObject) -> tuple[int, int]:
        """Return row and column of a cell."""
        found = (
            (number, column)
            for number, cells in enumerate(self.cells)
            for column, cell in enumerate(cells)
            if cell is watched
        )
        return next(found, (0, 0))

    def focus(self, number: int, column: int) -> None:
        """Put the cursor into a cell."""
        self.cells[number][column].setFocus(Qt.FocusReason.TabFocusReason)

    def _drop(self, widget: QWidget) -> None:
        self.grid.removeWidget(widget)
        widget.hide()
        widget.deleteLater()

    def _on_edited(self) -> None:
        self.edited.emit()
