"""What every editor of a form line offers: raw value, tidying on leaving, Enter to the next."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.theme import restyle

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FieldEditor(QWidget):
    """One line's input. The value is raw: what was typed, tidied once the field is left.

    Nothing is changed while the clerk types: an input method would be disturbed.
    """

    edited = Signal()
    """The clerk changed the value."""
    left = Signal()
    """The focus has gone; the value is tidy."""
    finished = Signal()
    """Enter was pressed: on to the next line."""

    def value(self) -> Any:  # noqa: ANN401 - text, bool or int by the line's type
        """Return the raw value."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:  # noqa: ANN401 - as above
        """Show a value without telling that the clerk changed it."""
        raise NotImplementedError

    def tidy(self) -> None:
        """Bring the text into its written shape; called when the focus goes."""

    def inputs(self) -> list[QWidget]:
        """Return the widgets that take the focus, in order."""
        raise NotImplementedError

    def set_name(self, name: str, description: str) -> None:
        """Give the inputs their accessible name."""
        for item in self.inputs():
            item.setAccessibleName(name)
            item.setAccessibleDescription(description)

    def set_mark(self, mark: str) -> None:
        """Mark the inputs as `error`, `review` or nothing."""
        for item in self.inputs():
            restyle(item, "state", mark)

    def focus(self) -> None:
        """Put the cursor into the line."""
        self.inputs()[0].setFocus(Qt.FocusReason.TabFocusReason)

    def has_focus(self) -> bool:
        """Whether the cursor is in this line."""
        return any(item.hasFocus() for item in self.inputs())

    def watch(self) -> None:
        """Start to notice Enter and leaving; call once the inputs exist."""
        for item in self.inputs():
            item.installEventFilter(self)
        self.setFocusProxy(self.inputs()[0])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Turn Enter into `finished` and leaving into `left`."""
        kind = event.type()
        if kind == QEvent.Type.FocusOut:
            self.tidy()
            self.left.emit()
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self.ends(event):
            self.finished.emit()
            return True
        return super().eventFilter(watched, event)

    def ends(self, event: QKeyEvent) -> bool:
        """Whether a key means that the line is done; Ctrl+Enter is the page's."""
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        return plain and event.key() in _ENTER
