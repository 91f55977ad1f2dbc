"""Small makers of labels, buttons and panels, so that every page looks and reads the same."""

from __future__ import annotations

from typing import Literal, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.icons import icon
from ui.theme import Role as ColourRole
from ui.theme import Tone, restyle

B = TypeVar("B", bound=QBoxLayout)
_GAP = "\u2009"  # a style sheet cannot set the space between icon and text
Role = Literal["", "title", "heading", "muted", "small", "strong", "error", "warning"]
ButtonKind = Literal["", "primary", "link", "chip", "small"]
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


def label(text: str = "", role: Role = "", *, wrap: bool = False) -> QLabel:
    """Return a plain-text label; what a citizen typed is never read as markup."""
    result = QLabel(text)
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setWordWrap(wrap)
    result.setIndent(0)
    if role:
        result.setProperty("role", role)
    return result


class PressButton(QPushButton):
    """Enter presses it while it has the focus, as Space does; elsewhere Enter never does."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press by Enter: once, however long it is held."""
        if not _pressed_by(self, event):
            super().keyPressEvent(event)


class PressTool(QToolButton):
    """The same for a button that is only a picture."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press by Enter: once, however long it is held."""
        if not _pressed_by(self, event):
            super().keyPressEvent(event)


def _pressed_by(target: QAbstractButton, event: QKeyEvent) -> bool:
    is_enter = event.key() in _ENTER and event.modifiers() in _PLAIN
    if is_enter and not event.isAutoRepeat():
        target.click()
    return is_enter


def button(
    text: str, kind: ButtonKind = "", *, icon_name: str = "", tip: str = "", name: str = ""
) -> QPushButton:
    """Return a button that Enter of a scanner cannot press by being a dialog's default."""
    result = PressButton(f"{_GAP}{text}" if icon_name and text else text)
    dress(result, kind, icon_name=icon_name, tip=tip, name=name or text)
    return result


def dress(
    target: QPushButton, kind: ButtonKind, *, icon_name: str = "", tip: str = "", name: str = ""
) -> None:
    """Give a button its looks and its name."""
    target.setAutoDefault(False)
    target.setCursor(Qt.CursorShape.PointingHandCursor)
    target.setAccessibleName(name)
    if kind != "link":  # a word on a button is never cut
        target.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
    if kind:
        target.setProperty("kind", kind)
    if icon_name:
        role: ColourRole = "on_action" if kind == "primary" else "action"
        target.setIcon(icon(icon_name, role))
        target.setIconSize(QSize(18, 18))
    if tip:
        target.setToolTip(tip)


def icon_button(icon_name: str, name: str) -> QToolButton:
    """Return a button that is only a picture; its name is for the tooltip and screen readers."""
    result = PressTool()
    result.setIcon(icon(icon_name))
    result.setIconSize(QSize(18, 18))
    result.setFixedSize(30, 30)
    result.setAccessibleName(name)
    result.setToolTip(name)
    return result


def panel(name: str = "panel") -> QFrame:
    """Return a sheet that the style sheet knows by name."""
    frame = QFrame()
    frame.setObjectName(name)
    return frame


def rule() -> QFrame:
    """Return a hairline."""
    line = QFrame()
    line.setObjectName("rule")
    line.setFixedHeight(1)
    return line


def chip(text: str = "", tone: Tone = "plain") -> QLabel:
    """Return a small word on a tinted ground."""
    result = QLabel(text)
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setProperty("chip", tone)
    result.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return result


def set_chip(target: QLabel, text: str, tone: Tone) -> None:
    """Change a chip's word and ground."""
    target.setText(text)
    restyle(target, "chip", tone)


def column(*items: QWidget | QLayout | int, spacing: int = 8, margins: int = 0) -> QVBoxLayout:
    """Return a vertical layout; a number is a stretch."""
    return _fill(QVBoxLayout(), items, spacing, margins)


def row(*items: QWidget | QLayout | int, spacing: int = 8, margins: int = 0) -> QHBoxLayout:
    """Return a horizontal layout; a number is a stretch."""
    return _fill(QHBoxLayout(), items, spacing, margins)


def _fill(layout: B, items: tuple[QWidget | QLayout | int, ...], spacing: int, margins: int) -> B:
    layout.setSpacing(spacing)
    layout.setContentsMargins(margins, margins, margins, margins)
    for item in items:
        if isinstance(item, QWidget):
            layout.addWidget(item)
        elif isinstance(item, QLayout):
            layout.addLayout(item)
        else:
            layout.addStretch(item)
    return layout


def clear(layout: QLayout) -> None:
    """Take every widget out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()  # taking the parent away would cost ten times as much
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)


class Room(QWidget):
    """What a page keeps free for the result bar; without a bar it takes no place at all."""

    def __init__(self) -> None:
        super().__init__()
        self.keep(0)

    def keep(self, height: int) -> None:
        """Keep this much free."""
        self.setFixedHeight(height)
        self.setVisible(height > 0)


class ElidedLabel(QLabel):
    """One line that ends in … where it does not fit; the whole text is in the tooltip."""

    def __init__(
        self,
        text: str = "",
        role: Role = "",
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        super().__init__()
        self._whole = ""
        self._mode = mode
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setIndent(0)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if role:
            self.setProperty("role", role)
        self.set_whole(text)

    def set_whole(self, text: str) -> None:
        """Show this text, cut where needed."""
        self._whole = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut again for the new width."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        room = max(self.contentsRect().width(), 40)
        shown = self.fontMetrics().elidedText(self._whole, self._mode, room)
        if shown != self.text():
            self.setText(shown)
