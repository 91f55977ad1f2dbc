"""A label over a one-line input, for small forms outside an official sheet."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from base.text import clean_line
from ui.widgets.parts import column, label


class LabelledLine(QWidget):
    """One input with its name above; the text is tidied when it is left."""

    edited = Signal()
    """The clerk changed the text."""

    def __init__(self, name: str, placeholder: str = "", tip: str = "") -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setPlaceholderText(placeholder)
        self.line.setAccessibleName(name)
        self.line.setAccessibleDescription(tip or placeholder)
        self.line.setToolTip(tip)
        self.line.textEdited.connect(self._on_edited)
        self.line.editingFinished.connect(self._on_finished)
        caption = label(name, "muted")
        caption.setBuddy(self.line)
        self._problem = label(role="error", wrap=True)
        self._problem.hide()
        self.setLayout(column(caption, self.line, self._problem, spacing=2))
        self.setFocusProxy(self.line)

    @property
    def text(self) -> str:
        """The text, clean."""
        return clean_line(self.line.text())

    @property
    def problem(self) -> str:
        """What is wrong with the text, empty when nothing is."""
        return self._problem.text()

    def set_text(self, text: str) -> None:
        """Show a text without telling of a change."""
        if text != self.line.text():
            self.line.setText(text)
            self.line.setCursorPosition(0)

    def set_problem(self, text: str) -> None:
        """Say below the line what is wrong; an empty text takes it back."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))

    def _on_edited(self) -> None:
        self.set_problem("")
        self.edited.emit()

    def _on_finished(self) -> None:
        self.set_text(self.text)
