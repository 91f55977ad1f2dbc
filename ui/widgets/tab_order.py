"""Tab goes where the eye goes: in the order of the layouts, also for widgets made later."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLayout, QScrollArea, QStackedWidget, QWidget


def stops(widget: QWidget | None) -> Iterator[QWidget]:
    """Yield what Tab stops at below a widget, as it is seen: left to right, top to bottom."""
    if widget is None or not widget.isVisible() or not widget.isEnabled():
        return
    if isinstance(widget, QScrollArea):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield widget
        yield from stops(widget.widget())
    elif isinstance(widget, QStackedWidget):
        yield from stops(widget.currentWidget())
    elif widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    elif (layout := widget.layout()) is not None:
        yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for index in range(layout.count()):
        item = layout.itemAt(index)
        if item is None:
            continue
        inner = item.layout()
        if isinstance(inner, QLayout):
            yield from _in_layout(inner)
        elif (widget := item.widget()) is not None:
            yield from stops(widget)


def step(inside: QWidget, *, forward: bool) -> bool:
    """Move the focus by one stop inside a widget; return whether there was one to go to."""
    order = list(stops(inside))
    if not order:
        return False
    now = QApplication.focusWidget()
    places = [i for i, w in enumerate(order) if w is now or (now and w.isAncestorOf(now))]
    here = places[-1] if places else (-1 if forward else 0)
    target = order[(here + (1 if forward else -1)) % len(order)]
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    target.setFocus(reason)
    return True
