"""Answers of two lines each: title, and what it is and why it was found."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QIcon,
    QPainter,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.icons import icon
from ui.theme import Role, colour
from ui.widgets.entry import Entry

Persistent = QPersistentModelIndex
ROW = 52
_ENTRY = Qt.ItemDataRole.UserRole + 1


class EntryDelegate(QStyledItemDelegate):
    """Draws the title in ink and the second line small and muted."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | Persistent
    ) -> None:
        """Draw one answer."""
        entry = index.data(_ENTRY)
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        ground.text, ground.icon = "", QIcon()
        style = option.widget.style()
        style.drawControl(style.ControlElement.CE_ItemViewItem, ground, painter, option.widget)
        box = option.rect.adjusted(12, 0, -12, 0)
        icon(entry.icon_name).paint(painter, box.x(), box.center().y() - 9, 20, 20)
        words = box.adjusted(32, 6, 0, -6)
        self._line(painter, option.font, "ink", words, Qt.AlignmentFlag.AlignTop, entry.title)
        small = QFont(option.font)
        small.setPixelSize(12)
        self._line(painter, small, "muted", words, Qt.AlignmentFlag.AlignBottom, entry.detail)

    def _line(
        self,
        painter: QPainter,
        font: QFont,
        role: Role,
        box: QRect,
        align: Qt.AlignmentFlag,
        text: str,
    ) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour(role)))
        short = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(align | Qt.AlignmentFlag.AlignLeft), short)


class ResultList(QListView):
    """Answers of two lines each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setUniformItemSizes(True)
        self.setItemDelegate(EntryDelegate(self))
        self.setAccessibleName("Kết quả tìm")

    def show_entries(self, entries: Sequence[Entry], *, is_first_chosen: bool = True) -> None:
        """Show answers, the first one chosen unless it is none that may be taken unseen."""
        self._model.clear()
        for entry in entries:
            item = QStandardItem(f"{entry.title}\n{entry.detail}")
            item.setData(entry, _ENTRY)
            item.setSizeHint(QSize(0, ROW))
            item.setToolTip(entry.title)
            item.setData(f"{entry.title}. {entry.detail}", Qt.ItemDataRole.AccessibleTextRole)
            self._model.appendRow(item)
        if entries and is_first_chosen:
            self.setCurrentIndex(self._model.index(0, 0))

    def entry(self, index: QModelIndex | None = None) -> Entry | None:
        """Return the answer at an index, by default the chosen one."""
        at = index if index is not None else self.currentIndex()
        data = at.data(_ENTRY)
        return data if isinstance(data, Entry) else None

    def step(self, by: int) -> None:
        """Choose the next or previous answer."""
        row = self.currentIndex().row() + by
        if 0 <= row < self._model.rowCount():
            self.setCurrentIndex(self._model.index(row, 0))

    def titles(self) -> list[str]:
        """Return the title of each answer."""
        entries = (self.entry(self._model.index(row, 0)) for row in range(self.rows))
        return [entry.title for entry in entries if entry is not None]

    @property
    def rows(self) -> int:
        """How many answers are shown."""
        return self._model.rowCount()
