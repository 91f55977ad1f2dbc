"""A row that goes on below where there is no more room, as words do."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """As few rows as the width allows; what is wider than a row gets one of its own."""

    def __init__(self, *items: QWidget, spacing: int = 4) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = spacing
        self.setContentsMargins(QMargins())
        for item in items:
            self.addWidget(item)

    def addItem(self, item: QLayoutItem) -> None:
        """Take one more item, behind the others."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, or None beyond the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Let an item go."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        """Fewer points across are more rows."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return how high all rows are together."""
        return self._place(QRect(0, 0, width, 0), is_real=False)

    def setGeometry(self, rect: QRect) -> None:
        """Put everything in its place."""
        super().setGeometry(rect)
        self._place(rect, is_real=True)

    def expandingDirections(self) -> Qt.Orientation:
        """Never wants more room than there is."""
        return Qt.Orientation(0)

    def sizeHint(self) -> QSize:
        """Return the size of one row."""
        hints = [item.sizeHint() for item in self._seen()]
        gaps = self._gap * max(len(hints) - 1, 0)
        height = max((hint.height() for hint in hints), default=0)
        return QSize(sum(hint.width() for hint in hints) + gaps, height)

    def minimumSize(self) -> QSize:
        """Return what the narrowest arrangement needs: the width is whatever there is."""
        return QSize(0, max((item.minimumSize().height() for item in self._seen()), default=0))

    def _seen(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, rect: QRect, *, is_real: bool) -> int:
        """Lay the rows out and return their height."""
        top, row, used = rect.y(), list[tuple[QLayoutItem, QSize]](), 0
        for item in self._seen():
            size = _size(item, rect.width())
            if row and used + size.width() > rect.width():
                top += self._place_row(row, rect.x(), top, is_real=is_real)
                row, used = [], 0
            row.append((item, size))
            used += size.width() + self._gap
        top += self._place_row(row, rect.x(), top, is_real=is_real)
        return top - rect.y()

    def _place_row(
        self, row: list[tuple[QLayoutItem, QSize]], left: int, top: int, *, is_real: bool
    ) -> int:
        height = max((size.height() for _, size in row), default=0)
        for item, size in row if is_real else ():
            item.setGeometry(QRect(QPoint(left, top + (height - size.height()) // 2), size))
            left += size.width() + self._gap
        return height


def _size(item: QLayoutItem, room: int) -> QSize:
    """Return the size of an item: as wide as it likes, or as the room, and then higher."""
    hint = item.sizeHint()
    width = min(hint.width(), room)
    is_cut = width < hint.width() and item.hasHeightForWidth()
    return QSize(width, item.heightForWidth(width) if is_cut else hint.height())
