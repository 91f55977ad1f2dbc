"""The look of every list of rows."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ui.models.frozen_table import SECOND_LINE, FrozenTable
from ui.theme import colour

R = TypeVar("R")
_ROW = 48
_PAD = 8


class TwoLineDelegate(QStyledItemDelegate):
    """Draws a cell's text, and a second line small and muted below it; long text wraps once."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one cell; a chosen row keeps the colours of its states."""
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        text, ground.text = ground.text, ""
        style = option.widget.style()
        style.drawControl(style.ControlElement.CE_ItemViewItem, ground, painter, option.widget)
        box = option.rect.adjusted(_PAD, 5, -_PAD, -5)
        ink = index.data(Qt.ItemDataRole.ForegroundRole) or QColor(colour("ink"))
        second = index.data(SECOND_LINE)
        if not second:
            flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter
            self._draw(painter, ground.font, ink, box, int(flags), text)
            return
        self._draw(painter, ground.font, ink, box, int(Qt.AlignmentFlag.AlignTop), text)
        small = QFont(option.font)
        small.setPixelSize(12)
        muted = QColor(colour("muted"))
        self._draw(painter, small, muted, box, int(Qt.AlignmentFlag.AlignBottom), second)

    def _draw(
        self, painter: QPainter, font: QFont, ink: QColor, box: QRect, flags: int, text: str
    ) -> None:
        metrics = QFontMetrics(font)
        wraps = flags & Qt.TextFlag.TextWordWrap
        room = int(box.width() * (1.8 if wraps else 1))
        short = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(box, flags | Qt.AlignmentFlag.AlignLeft, short)


def table_view(model: FrozenTable[R], name: str, stretched: int) -> QTableView:
    """Return a read-only list of whole rows; one column takes the room that is left."""
    view = QTableView()
    view.setModel(model)
    view.setItemDelegate(TwoLineDelegate(view))
    view.setAccessibleName(name)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(_ROW)
    view.setTextElideMode(Qt.TextElideMode.ElideRight)
    head = view.horizontalHeader()
    head.setHighlightSections(False)
    head.setAccessibleName(f"{name}: tên cột")
    head.setMinimumSectionSize(56)
    for number, column in enumerate(model.columns):
        view.setColumnWidth(number, column.width)
    head.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
    return view
