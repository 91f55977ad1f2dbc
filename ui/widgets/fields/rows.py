"""Editor of a table on a form: one row a person or thing, as many as there are."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from base.dates import parse_partial_date
from base.text import clean_line
from forms.schema import Field, FieldType
from ui.widgets.fields.base import FieldEditor
from ui.widgets.parts import button, label

_DATES = frozenset({FieldType.DATE, FieldType.YEAR_OR_DATE})


class RowsField(FieldEditor):
    """Cells in a grid; a new row is there as soon as the last one is used."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self._field = field
        self._cells: list[list[QLineEdit]] = []
        self._name, self._description = field.label, field.hint
        self._grid = QGridLayout()
        self._grid.setSpacing(4)
        for number, column in enumerate(field.columns):
            self._grid.addWidget(label(column.label, "small", wrap=True), 0, number)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(self._grid)
        self._more = button("Thêm dòng", "link", name=f"Thêm dòng: {field.label}")
        self._more.clicked.connect(self._add_row)
        layout.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self._add_row()
        self.setFocusProxy(self._cells[0][0])

    def value(self) -> Any:  # noqa: ANN401
        """Return the rows that hold anything."""
        keys = [column.key for column in self._field.columns]
        rows = [dict(zip(keys, (c.text() for c in row), strict=True)) for row in self._cells]
        used = [{key: text for key, text in row.items() if text.strip()} for row in rows]
        while used and not used[-1]:
            used.pop()
        return used

    def set_value(self, value: Any) -> None:  # noqa: ANN401
        """Show rows; further ones stay as empty lines."""
        rows = value if isinstance(value, list | tuple) else []
        if list(rows) == self.value():
            return
        while len(self._cells) < len(rows):
            self._add_row()
        for number, cells in enumerate(self._cells):
            row = rows[number] if number < len(rows) else {}
            for column, cell in zip(self._field.columns, cells, strict=True):
                text = _written(column, str(row.get(column.key) or ""))
                if cell.text() != text:
                    cell.setText(text)

    def tidy(self) -> None:
        """Bring every cell into its written shape."""
        for cells in self._cells:
            for column, cell in zip(self._field.columns, cells, strict=True):
                text = _written(column, cell.text())
                if cell.text() != text:
                    cell.setText(text)

    def inputs(self) -> list[QWidget]:
        """Return every cell in reading order."""
        return [cell for row in self._cells for cell in row]

    def set_name(self, name: str, description: str) -> None:
        """Name each cell by line, row and column."""
        self._name, self._description = name, description
        for number, row in enumerate(self._cells, start=1):
            for column, cell in zip(self._field.columns, row, strict=True):
                cell.setAccessibleName(f"{name}, dòng {number}: {column.label}")
                cell.setAccessibleDescription(description)

    def _add_row(self) -> None:
        row = []
        for number, column in enumerate(self._field.columns):
            cell = QLineEdit()
            cell.setMaxLength(column.max_length)
            cell.setMinimumWidth(40)
            if column.choices:
                cell.setCompleter(QCompleter(list(column.choices), cell))
            cell.textEdited.connect(self._on_edited)
            cell.returnPressed.connect(partial(self._on_return, cell))
            cell.editingFinished.connect(self._on_left)
            self._grid.addWidget(cell, len(self._cells) + 1, number)
            row.append(cell)
        self._cells.append(row)
        self.set_name(self._name, self._description)

    def _on_edited(self) -> None:
        self.edited.emit()

    def _on_left(self) -> None:
        self.tidy()
        self.left.emit()

    def _on_return(self, cell: QLineEdit) -> None:
        """Go to the next cell; out of the table from the first cell of an empty last row."""
        cells = self.inputs()
        place = cells.index(cell)
        if place + 1 < len(cells) and (cell.text() or self._cells[-1][0] is not cell):
            cells[place + 1].setFocus(Qt.FocusReason.TabFocusReason)
        elif cell.text() or any(c.text() for c in self._cells[-1]):
            self._add_row()
            self._cells[-1][0].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.finished.emit()


def _written(column: Field, text: str) -> str:
    text = clean_line(text)
    if column.type is FieldType.NAME:
        return text.upper()
    if column.type in _DATES:
        try:
            return parse_partial_date(text).shown
        except ValueError:
            return text
    return text
