"""Lays a panel over the part of Tiếp nhận that is not needed while cards are read."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Signal
from PySide6.QtWidgets import QWidget

from ui.pages.intake.view import IntakeView

_GAP = 8
_MARGIN = 16


class Side(QObject):
    """One panel at a time; the people stay in sight. It goes with the page and its panes."""

    closed = Signal(object)
    """This panel is not shown any more."""

    def __init__(self, view: IntakeView) -> None:
        super().__init__(view)
        self._view = view
        self._panel: QWidget | None = None
        view.installEventFilter(self)
        view.rearranged.connect(self._on_rearranged)
        view.side_closed.connect(self.close)

    @property
    def panel(self) -> QWidget | None:
        """What is shown."""
        return self._panel

    def show(self, panel: QWidget) -> None:
        """Show a panel in place of another one."""
        self.close()
        panel.setParent(self._view)
        panel.installEventFilter(self)
        self._panel = self._view.side = panel
        self._place()
        panel.show()
        panel.raise_()

    def close(self) -> None:
        """Show none; the cursor goes back to the scan field."""
        panel = self._panel
        if panel is None:
            return
        self._panel = self._view.side = None
        had_focus = panel.isAncestorOf(self._view.focusWidget() or self._view)
        panel.hide()
        if (had_focus or panel.hasFocus()) and self._view.isVisible():
            self._view.focus_scan()
        self.closed.emit(panel)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the page's size; a panel that is hidden with its page is closed."""
        if watched is self._view and event.type() == QEvent.Type.Resize:
            self._place()
        elif watched is self._panel and event.type() == QEvent.Type.Hide:
            self.close()
        return super().eventFilter(watched, event)

    def _on_rearranged(self) -> None:
        if self._panel is not None and self._area() is None:
            self.close()
        self._place()

    def _place(self) -> None:
        area = self._area()
        if self._panel is not None and area is not None:
            self._panel.setGeometry(area)

    def _area(self) -> QRect | None:
        """Return what may be covered: all but the people, or all but the tray."""
        view = self._view
        if view.pane is view.work:
            people = _rect(view.work.people, view)
            left = people.right() + 1 + _GAP
            return QRect(left, people.top(), view.width() - left - _GAP, people.height())
        if view.pane is view.start:
            tray = view.start.tray.parentWidget()
            right = _rect(tray, view).left() if tray is not None else view.width()
            return QRect(_MARGIN, _MARGIN, right - 2 * _MARGIN, view.height() - 2 * _MARGIN)
        return None


def _rect(widget: QWidget, inside: QWidget) -> QRect:
    return QRect(widget.mapTo(inside, QPoint()), widget.size())
