"""Editor of a table on a form: one row a person or thing, as many as there are."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from base.text import clean_line
from forms.answers import read_date
from forms.schema import Field, FieldType
from ui.widgets.fields.lists.entries import LinesField
from ui.widgets.parts import label

_DATES = frozenset({FieldType.DATE, FieldType.YEAR_OR_DATE})
_FEW_COLUMNS = 3  # so many have room beside the label
_SHARES = MappingProxyType(  # of the width, by what a column holds
    {
        FieldType.NAME: 20,
        FieldType.ADDRESS: 20,
        FieldType.PLACE: 20,
        FieldType.TEXT: 16,
        FieldType.AGENCY: 16,
        FieldType.DATE: 12,
        FieldType.YEAR_OR_DATE: 12,
        FieldType.ID_NUMBER: 15,
        FieldType.GENDER: 7,
        FieldType.NUMBER: 7,
    }
)
_SHARE = 13


class RowsField(LinesField):
    """Cells in a grid; a new row is there as soon as the last one is used."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        self._field = field
        super().__init__(field.label, field.hint, len(field.columns), parent)
        for number, column in enumerate(field.columns, start=1):
            head = label(column.label, "small", wrap=True)
            self._rows.grid.addWidget(head, 0, number, Qt.AlignmentFlag.AlignBottom)
            self._rows.grid.setColumnStretch(number, _SHARES.get(column.type, _SHARE))

    def make_cell(self, column: int) -> QLineEdit:
        """Return the input of a column, with its choices."""
        about = self._field.columns[column]
        cell = QLineEdit()
        cell.setMaxLength(about.max_length)
        if about.choices:
            cell.setCompleter(QCompleter(list(about.choices), cell))
        return cell

    def cell_name(self, number: int, column: int) -> str:
        """Return “dòng 2: Họ tên”."""
        return f"dòng {number}: {self._field.columns[column].label}"

    def cell_text(self, column: int, text: str) -> str:
        """Return names in capitals and dates in their written shape."""
        return _written(self._field.columns[column], text)

    def value(self) -> Any:  # noqa: ANN401
        """Return the rows, each with the cells that hold anything."""
        keys = [column.key for column in self._field.columns]
        rows = [dict(zip(keys, texts, strict=True)) for texts in self.texts()]
        return [{key: text for key, text in row.items() if text.strip()} for row in rows]

    def set_value(self, value: Any) -> None:  # noqa: ANN401
        """Show rows; further ones stay as empty lines."""
        rows = [row for row in value if isinstance(row, Mapping)] if _is_table(value) else []
        if rows != self.value():
            keys = [column.key for column in self._field.columns]
            self.show_texts([[str(row.get(key) or "") for key in keys] for row in rows])


def is_wide(field: Field) -> bool:
    """Whether a line wants the whole width of the form, below its label."""
    return len(field.columns) > _FEW_COLUMNS


def _is_table(value: object) -> bool:
    return isinstance(value, list | tuple)


def _written(column: Field, text: str) -> str:
    text = clean_line(text)
    if column.type is FieldType.NAME:
        return text.upper()
    if column.type in _DATES:
        try:
            return read_date(text).shown
        except ValueError:
            return text
    return text
