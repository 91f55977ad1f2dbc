"""A list of choices, one a line: what is taken, and a quiet word about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.theme import colour

Index = QModelIndex | QPersistentModelIndex
ROW = 34
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Option:
    """One choice; `key` is for the program, such as a commune's code."""

    text: str
    detail: str = ""
    key: str = ""


class OptionModel(QAbstractListModel):
    """Frozen options."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._options: tuple[Option, ...] = ()

    def show_options(self, options: Sequence[Option]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self._options = tuple(options)
        self.endResetModel()

    def option(self, row: int) -> Option | None:
        """Return the option in a row, or None."""
        return self._options[row] if 0 <= row < len(self._options) else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many there are."""
        return 0 if parent.isValid() else len(self._options)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Return the text; readers of the screen hear the detail too."""
        option = self.option(index.row())
        if option is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return option.text
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{option.text}. {option.detail}" if option.detail else option.text
        return None


class _OptionDelegate(QStyledItemDelegate):
    """Draws the text in ink and the detail behind it, small and muted."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return one height for all."""
        return QSize(80, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one choice."""
        model = index.model()
        chosen = model.option(index.row()) if isinstance(model, OptionModel) else None
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        ground.text = ""
        style = option.widget.style()
        style.drawControl(style.ControlElement.CE_ItemViewItem, ground, painter, option.widget)
        if chosen is None:
            return
        box = option.rect.adjusted(10, 0, -10, 0)
        used = _draw(painter, option.font, "ink", box, chosen.text)
        small = QFont(option.font)
        small.setPixelSize(12)
        _draw(painter, small, "muted", box.adjusted(used + 12, 1, 0, 1), chosen.detail)


def _draw(painter: QPainter, font: QFont, role: Any, box: Any, text: str) -> int:  # noqa: ANN401
    metrics = QFontMetrics(font)
    short = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(box.width(), 0))
    painter.setFont(font)
    painter.setPen(QColor(colour(role)))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), short)
    return metrics.horizontalAdvance(short)


class OptionList(QListView):
    """The choices; Enter or a click takes one."""

    taken = Signal(object)
    """This Option."""
    current_changed = Signal(object)
    """The highlighted Option, or None."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.options = OptionModel(self)
        self.setModel(self.options)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_OptionDelegate(self))
        self.setAccessibleName(name)
        self.clicked.connect(self._on_clicked)

    def show_options(self, options: Sequence[Option], *, choose_first: bool = False) -> None:
        """Show choices, none of them highlighted unless asked for."""
        self.options.show_options(options)
        if options and choose_first:
            self.setCurrentIndex(self.options.index(0))
        self.scrollToTop()

    def step(self, by: int) -> None:
        """Highlight a choice further down or up; above the first one is none."""
        row = self.currentIndex().row() + by
        row = min(row, self.options.rowCount() - 1)
        if row < 0:
            self.setCurrentIndex(QModelIndex())
        else:
            self.setCurrentIndex(self.options.index(row))

    @property
    def current(self) -> Option | None:
        """The highlighted choice, or None."""
        return self.options.option(self.currentIndex().row())

    def texts(self) -> list[str]:
        """Return every choice's text."""
        rows = (self.options.option(row) for row in range(self.options.rowCount()))
        return [option.text for option in rows if option is not None]

    def choose(self, key: str) -> None:
        """Highlight the choice with this key."""
        for row in range(self.options.rowCount()):
            option = self.options.option(row)
            if option is not None and option.key == key:
                self.setCurrentIndex(self.options.index(row))
                self.scrollTo(self.currentIndex(), QListView.ScrollHint.PositionAtCenter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the highlighted choice with Enter."""
        if event.key() in _ENTER and self.current is not None:
            self.taken.emit(self.current)
        else:
            super().keyPressEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which one is highlighted."""
        super().currentChanged(current, previous)
        self.current_changed.emit(self.options.option(current.row()))

    def _on_clicked(self, index: QModelIndex) -> None:
        if (option := self.options.option(index.row())) is not None:
            self.taken.emit(option)
