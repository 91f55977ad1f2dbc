"""The outline icon set, drawn in the colour that a control needs."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QLabel

from ui.theme import ICONS_DIR, Role, colour

SIZE = 20


@lru_cache(maxsize=256)
def icon(name: str, role: Role = "muted") -> QIcon:
    """Return an icon; when its control is switched on it takes the colour of what acts."""
    result = QIcon()
    for scale in _scales():
        result.addPixmap(_draw(name, colour(role), scale), QIcon.Mode.Normal, QIcon.State.Off)
        result.addPixmap(_draw(name, colour("action"), scale), QIcon.Mode.Normal, QIcon.State.On)
        result.addPixmap(_draw(name, colour("disabled"), scale), QIcon.Mode.Disabled)
    return result


def _scales() -> set[float]:
    app = QApplication.instance()  # only what the screens need: each picture costs 0.2 ms
    return {1.0, app.devicePixelRatio()} if isinstance(app, QApplication) else {1.0}


def icon_label(name: str, role: Role = "muted", size: int = SIZE) -> QLabel:
    """Return a small picture for beside a word; it says nothing by itself."""
    label = QLabel()
    label.setPixmap(icon(name, role).pixmap(QSize(size, size)))
    label.setFixedSize(size, size)
    return label


def _draw(name: str, ink: str, scale: float) -> QPixmap:
    source = (ICONS_DIR / f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(source.replace("currentColor", ink).encode()))
    side = round(SIZE * scale)
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    pixmap.setDevicePixelRatio(scale)
    return pixmap
