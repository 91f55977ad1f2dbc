"""A panel that hangs below its line, or above where there is no room; Esc closes only it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QWheelEvent, QWindow
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from ui.widgets.tab_order import step

_GAP = 4
_EDGE = 8
_AWAY = (QEvent.Type.MouseButtonPress, QEvent.Type.Wheel)


class HangingPanel(QFrame):
    """A child of the line's window, not a window of its own: scans and shortcuts go on working."""

    closed = Signal()
    """It is gone again, whoever closed it."""

    def __init__(self, anchor: QWidget) -> None:
        super().__init__(anchor.window())
        self.setObjectName("results")
        self._anchor = anchor
        self._watched: QWindow | None = None
        anchor.destroyed.connect(self.deleteLater)  # the window lives on
        self.hide()

    def hang(self, width: int, height: int) -> None:
        """Show it at its line, inside the window."""
        window = self.window()
        line = QRect(self._anchor.mapTo(window, QPoint(0, 0)), self._anchor.size())
        width = min(max(width, line.width()), window.width() - 2 * _EDGE)
        below = window.height() - line.bottom() - _GAP - _EDGE
        above = line.top() - _GAP - _EDGE
        is_below = below >= height or below >= above
        height = min(height, below if is_below else above)
        left = max(_EDGE, min(line.left(), window.width() - width - _EDGE))
        top = line.bottom() + _GAP if is_below else line.top() - _GAP - height
        self.setGeometry(left, top, width, height)
        if not self.isVisible():
            self.show()
            self._watch()
        self.raise_()

    @property
    def room(self) -> int:
        """How wide it can be without leaving the left end of its line."""
        window = self.window()
        return window.width() - self._anchor.mapTo(window, QPoint(0, 0)).x() - _EDGE

    def close_panel(self) -> None:
        """Take it away; the cursor goes back to the line if it was in here."""
        if not self.isVisible():
            return
        had_cursor = self.holds_cursor
        self._unwatch()
        if had_cursor:
            self._anchor.setFocus(Qt.FocusReason.PopupFocusReason)
        self.hide()
        self.forget()
        self.closed.emit()

    def forget(self) -> None:
        """Drop what was shown: names do not wait behind the curtain."""

    @property
    def holds_cursor(self) -> bool:
        """Whether the cursor is in the panel."""
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def takes(self, event: QKeyEvent) -> bool:
        """Whether a key pressed in the line is for the panel; if so it is done."""
        if event.key() != Qt.Key.Key_Escape:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # else the window's own Esc would be meant
        elif event.type() == QEvent.Type.KeyPress:
            self.close_panel()
        return True

    def event(self, event: QEvent) -> bool:
        """Take Esc from whatever in the panel has the cursor."""
        if isinstance(event, QKeyEvent) and self.takes(event):
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round inside the panel."""
        return step(self, forward=forward) or super().focusNextPrevChild(forward)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close when the clerk clicks or scrolls elsewhere."""
        if event.type() in _AWAY and isinstance(event, QMouseEvent | QWheelEvent):
            at = event.position().toPoint()
            window = self.window()
            line = QRect(self._anchor.mapTo(window, QPoint(0, 0)), self._anchor.size())
            if not self.geometry().contains(at) and not line.contains(at):
                self.close_panel()
        return False

    def hideEvent(self, event: QHideEvent) -> None:
        """Watch nothing while nothing is seen."""
        self._unwatch()
        super().hideEvent(event)

    def _watch(self) -> None:
        self._watched = self.window().windowHandle()
        if self._watched is not None:
            self._watched.installEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def _unwatch(self) -> None:
        if self._watched is None:
            return
        self._watched.removeEventFilter(self)
        self._watched = None
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.disconnect(self._on_focus_changed)

    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and now is not self._anchor and not self.isAncestorOf(now):
            self.close_panel()
