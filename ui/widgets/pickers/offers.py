"""Several values offered for one line: “NGUYỄN, theo mẹ”. One is marked, Enter takes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.widgets.parts import label
from ui.widgets.pickers.options import Option
from ui.widgets.pickers.suggestions import Suggestions

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TOLD_HEIGHT = 36


class OfferPanel(Suggestions):
    """Alt+Enter or an arrow marks the next offer, a letter the one of that person (m: mẹ).

    Any other key is the line's: then the clerk types instead, and the offers go away.
    """

    foot = _TOLD_HEIGHT
    chosen = Signal(str)
    """This offer, by key or mouse."""

    def __init__(self, anchor: QWidget, name: str) -> None:
        super().__init__(anchor, name)
        self.taken.connect(self._on_chosen)

    def _on_chosen(self, text: str, _by_key: bool) -> None:
        self.chosen.emit(text)

    def begin(self, values: Sequence[str], whose: Mapping[str, str]) -> None:
        """Show the offers, the first of them marked; shown again, mark the next."""
        if self.isVisible():
            self._next()
            return
        self._tell()
        self.show_options([Option(value, whose.get(value, "")) for value in values])
        self.list.step(1)

    def _tell(self) -> None:
        layout = self.layout()
        if layout is not None and layout.count() == 1:
            told = label("Enter lấy · ↓ hoặc Alt+Enter sang gợi ý sau · Esc đóng", "small")
            told.setContentsMargins(8, 0, 8, 2)
            layout.addWidget(told)

    def takes(self, event: QKeyEvent) -> bool:
        """Mark by letter as well; what is typed otherwise closes the offers."""
        if event.type() == QEvent.Type.KeyPress:
            if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in _ENTER:
                self._next()
                return True
            if (row := self._row_of(event.text())) is not None:
                self.list.step(row - self.list.currentIndex().row())
                return True
        if super().takes(event):
            return True
        if event.type() == QEvent.Type.KeyPress and event.text().strip():
            self.close_panel()
        return False

    def _next(self) -> None:
        rows = self.list.options.rowCount()
        row = self.list.currentIndex().row()
        self.list.step(1 if row < rows - 1 else -row)

    def _row_of(self, letter: str) -> int | None:
        """Return the offer whose person begins with a letter; None when none does, or several."""
        if not letter.strip():
            return None
        options = (self.list.options.option(row) for row in range(self.list.options.rowCount()))
        initials = [_initial(option) for option in options]
        typed = letter.casefold()
        return initials.index(typed) if initials.count(typed) == 1 else None


def _initial(option: Option | None) -> str:
    words = option.detail.split() if option is not None else []
    return words[-1][0].casefold() if len(words) > 1 else ""
