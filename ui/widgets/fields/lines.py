"""Editors of one line of text: names, numbers, phones, dates."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from base.dates import parse_partial_date
from base.text import clean_line
from ui.theme import TABULAR
from ui.widgets.fields.base import FieldEditor
from ui.wording import grouped


class LineField(FieldEditor):
    """Any text on one line."""

    fixed_width = 0  # 0 = as wide as there is room

    def __init__(self, max_length: int = 500) -> None:
        super().__init__()
        self.line = QLineEdit(self)
        self.line.setMaxLength(max_length)
        if self.fixed_width:
            self.line.setFixedWidth(self.fixed_width)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line)
        if self.fixed_width:
            layout.addStretch(1)
        self.line.textEdited.connect(self._on_text_edited)
        self.watch()

    def value(self) -> Any:  # noqa: ANN401
        """Return the text."""
        return self.line.text()

    def set_value(self, value: Any) -> None:  # noqa: ANN401
        """Show a text from its beginning."""
        text = "" if value is None else self.shown(str(value))
        if text != self.line.text():
            self.line.setText(text)
            self.line.setCursorPosition(0)

    def shown(self, text: str) -> str:
        """Return how a text is written in this line."""
        return text

    def tidy(self) -> None:
        """Drop double spaces and control characters."""
        self.set_value(self.written(self.line.text()))

    def written(self, text: str) -> str:
        """Return what a typed text becomes."""
        return clean_line(text)

    def inputs(self) -> list[QWidget]:
        """Return the line."""
        return [self.line]

    def _on_text_edited(self) -> None:
        self.edited.emit()


class NameField(LineField):
    """A person's name, in capitals once the line is left, as the sheets ask."""

    def written(self, text: str) -> str:
        """Return the name in capitals."""
        return clean_line(text).upper()


class FiguresField(LineField):
    """A number that is read aloud: grouped while nobody types, bare for typing and copying."""

    fixed_width = 220

    def __init__(self, max_length: int = 30) -> None:
        super().__init__(max_length)
        font = QFont(TABULAR)
        self.line.setStyleSheet(f'font-family: "{font.family()}"; font-size: 15px;')
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)

    def value(self) -> Any:  # noqa: ANN401
        """Return the number without spaces."""
        return "".join(self.line.text().split())

    def shown(self, text: str) -> str:
        """Return the number grouped, or bare while it is being edited."""
        bare = "".join(text.split())
        return bare if self.line.hasFocus() else grouped(bare)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the bare number while the cursor is in the line."""
        if event.type() == QEvent.Type.FocusIn:
            self.line.setText(self.value())
        return super().eventFilter(watched, event)


class CountField(LineField):
    """A small whole number."""

    fixed_width = 96

    def __init__(self, max_length: int = 6) -> None:
        super().__init__(max_length)

    def value(self) -> Any:  # noqa: ANN401
        """Return the text; the form's rules say whether it is a number."""
        return self.line.text().strip()


class DateField(LineField):
    """A date, or a month or a year where no more is known; 01021990 becomes 01/02/1990."""

    fixed_width = 180

    def __init__(self, max_length: int = 20) -> None:
        super().__init__(max_length)
        self.line.setPlaceholderText("ngày/tháng/năm")

    def shown(self, text: str) -> str:
        """Return an ISO date as Vietnamese papers write it; anything else as it is."""
        return self.written(text)

    def written(self, text: str) -> str:
        """Return the date in its written shape; a text that is none stays for the clerk to mend."""
        text = clean_line(text)
        try:
            return parse_partial_date(text).shown
        except ValueError:
            return text
