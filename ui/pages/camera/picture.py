"""The live picture with the box that the card should fill."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.pages.camera.seen import Seen
from ui.theme import colour

_SHADE = QColor(0, 0, 0, 110)
_LINE = 3
_CORNER = 8


class LivePicture(QWidget):
    """Draws the newest view as large as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self._seen: Seen | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 135)
        self.setAccessibleName("Hình từ camera")

    @property
    def seen(self) -> Seen | None:
        """What is drawn."""
        return self._seen

    def show_seen(self, seen: Seen | None) -> None:
        """Draw another view, or nothing."""
        self._seen = seen
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture, darker outside the box."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._seen is None:
            painter.fillRect(self.rect(), QColor(colour("ink")))
        else:
            self._paint(painter, self._seen)

    def _paint(self, painter: QPainter, seen: Seen) -> None:
        whole = self._area(seen)
        painter.drawImage(whole, seen.picture)
        box = QRectF(
            whole.left() + seen.guide.left() * whole.width(),
            whole.top() + seen.guide.top() * whole.height(),
            seen.guide.width() * whole.width(),
            seen.guide.height() * whole.height(),
        )
        if not seen.readings:
            self._shade(painter, whole, box)
        pen = QPen(QColor(colour("ok")) if seen.readings else Qt.GlobalColor.white, _LINE)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, _CORNER, _CORNER)

    def _shade(self, painter: QPainter, whole: QRectF, box: QRectF) -> None:
        """Four strips around the box."""
        strips = (
            QRectF(whole.topLeft(), QPointF(whole.right(), box.top())),
            QRectF(QPointF(whole.left(), box.bottom()), whole.bottomRight()),
            QRectF(QPointF(whole.left(), box.top()), box.bottomLeft()),
            QRectF(box.topRight(), QPointF(whole.right(), box.bottom())),
        )
        for strip in strips:
            painter.fillRect(strip, _SHADE)

    def _area(self, seen: Seen) -> QRectF:
        """Where the picture lies: whole, in the middle, at the top."""
        room = QSizeF(self.size())
        size = QSizeF(seen.picture.size()).scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        left = (room.width() - size.width()) / 2
        return QRectF(QPointF(left, 0), size)
