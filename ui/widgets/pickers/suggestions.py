"""Choices below a line while the cursor stays in the line: nothing typed is ever changed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.widgets.parts import column
from ui.widgets.pickers.hanging import HangingPanel
from ui.widgets.pickers.options import ROW, Option, OptionList

_MOST_ROWS = 8
_FRAME = 12
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: _MOST_ROWS,
    Qt.Key.Key_PageUp: -_MOST_ROWS,
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WIDTH = 320
_BESIDE_TEXT = 48  # frame, padding, a scroll bar
_MEASURED = 40  # of many the first few tell how long they are


class Suggestions(HangingPanel):
    """Down and Up highlight, Enter takes what is highlighted, else it means what is typed."""

    foot = 0  # points below the choices
    taken = Signal(str, bool)
    """This text; whether a key took it."""

    def __init__(self, anchor: QWidget, name: str) -> None:
        super().__init__(anchor)
        self.list = OptionList(name)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.taken.connect(self._on_taken)
        self.setLayout(column(self.list, margins=4))

    def show_options(self, options: Sequence[Option]) -> None:
        """Hang these choices below the line; none closes the panel."""
        if not options:
            self.close_panel()
            return
        self.list.show_options(options)
        rows = min(len(options), _MOST_ROWS)
        self.hang(self._width_for(options), rows * ROW + _FRAME + self.foot)

    def _width_for(self, options: Sequence[Option]) -> int:
        """Return the width of the longest words, as far as there is room right of the line."""
        metrics = self.list.fontMetrics()
        words = (f"{option.text}  {option.detail}".rstrip() for option in options[:_MEASURED])
        longest = max(metrics.horizontalAdvance(text) for text in words) + _BESIDE_TEXT
        return max(_WIDTH, min(longest, self.room))

    def forget(self) -> None:
        """Drop the choices."""
        self.list.show_options(())

    def takes(self, event: QKeyEvent) -> bool:
        """Walk with the arrows, take with Enter; every other key is the line's."""
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if not plain or event.type() != QEvent.Type.KeyPress:
            return super().takes(event)
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.list.step(_STEPS[key])
            return True
        if key in _ENTER and self.list.current is not None:
            self._take(self.list.current, by_key=True)
            return True
        return super().takes(event)

    def _on_taken(self, option: Option) -> None:
        self._take(option, by_key=False)

    def _take(self, option: Option, *, by_key: bool) -> None:
        self.close_panel()
        self.taken.emit(option.text, by_key)
