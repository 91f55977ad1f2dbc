"""A table over frozen rows: columns are declared once, rows are replaced as a whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from ui.theme import TABULAR, Role, colour

R = TypeVar("R")
SECOND_LINE = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column: its head, what it says of a row on one or two lines, and in which colour."""

    head: str
    text: Callable[[R], str]
    width: int
    second: Callable[[R], str] | None = None
    ink: Callable[[R], Role] | None = None
    is_figures: bool = False


class FrozenTable(QAbstractTableModel, Generic[R]):
    """Read-only; a row is found again by its key after the rows were replaced."""

    def __init__(
        self, columns: Sequence[Column[R]], key: Callable[[R], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._key = key
        self._rows: tuple[R, ...] = ()
        self._figures = QFont(TABULAR)
        self._figures.setPixelSize(13)

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show other rows; nothing happens when they are the same."""
        if tuple(rows) == self._rows:
            return
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row(self, number: int) -> R | None:
        """Return one row, or None beyond the end."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def find(self, key: str) -> int:
        """Return the number of the row with this key, or -1."""
        return next((n for n, row in enumerate(self._rows) if self._key(row) == key), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Return what a cell shows."""
        row = self.row(index.row()) if index.isValid() else None
        if row is None or index.column() >= len(self.columns):
            return None
        column = self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return column.text(row)
        if role == SECOND_LINE:
            return column.second(row) if column.second else ""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            second = f", {column.second(row)}" if column.second else ""
            return f"{column.head}: {column.text(row)}{second}"
        if role == Qt.ItemDataRole.ForegroundRole and column.ink is not None:
            return QColor(colour(column.ink(row)))
        if role == Qt.ItemDataRole.FontRole and column.is_figures:
            return self._figures
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        """Return a column's head."""
        is_head = orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.columns)
        if is_head and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].head
        if is_head and role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None
