"""Editors of one line of text: names, numbers, phones, dates, copies."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from base.text import clean_line, fold
from citizens.notes import note
from citizens.number import is_old_number, is_personal_number, number_notes
from forms.answers import MAX_COPIES, read_date
from ui.widgets.fields.base import OFFER_KEYS as KEYS
from ui.widgets.fields.base import FieldEditor
from ui.wording import grouped


class LineField(FieldEditor):
    """Any text on one line."""

    fixed_width = 0  # 0 = as wide as there is room
    _has_own_hint: bool | None = None

    def __init__(self, max_length: int = 500, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = self.make_line()
        self.line.setMaxLength(max_length)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line)
        if self.fixed_width:
            self.line.setFixedWidth(self.fixed_width)
            layout.addStretch(1)
        self.line.textEdited.connect(self._on_text_edited)
        self.stand_for_inputs()

    def make_line(self) -> QLineEdit:
        """Return the input."""
        return QLineEdit(self)

    def value(self) -> Any:  # noqa: ANN401
        """Return the text."""
        return self.line.text()

    def set_value(self, value: Any) -> None:  # noqa: ANN401
        """Show a text from its beginning."""
        text = "" if value is None else self.shown(str(value))
        if text != self.line.text():
            self.line.setText(text)
            self.line.setCursorPosition(0)

    def hint(self, offers: str) -> None:
        """Show the key of the offers where the line is empty, unless it shows how to write."""
        if self._has_own_hint is None:
            self._has_own_hint = bool(self.line.placeholderText())
        if not self._has_own_hint:
            self.line.setPlaceholderText(f"{KEYS}: {offers}" if offers else "")

    def shown(self, text: str) -> str:
        """Return how a text is written in this line."""
        return text

    def tidy(self) -> None:
        """Drop double spaces and control characters."""
        self.set_value(self.written(self.line.text()))

    def written(self, text: str) -> str:
        """Return what a typed text becomes."""
        return clean_line(text)

    def go_on(self) -> None:
        """Put the cursor behind the text."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.end(False)

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

    def __init__(self, max_length: int = 30, parent: QWidget | None = None) -> None:
        super().__init__(max_length, parent)
        self.line.setProperty("figures", "yes")
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)

    def value(self) -> Any:  # noqa: ANN401
        """Return the number without spaces."""
        return "".join(self.line.text().split())

    def shown(self, text: str) -> str:
        """Return the number grouped, or bare while it is being edited."""
        bare = "".join(text.split())
        return bare if self.line.hasFocus() else grouped(bare)

    def came(self) -> None:
        """Show the bare number while the cursor is in the line."""
        bare, is_marked = self.value(), self.line.hasSelectedText()
        if bare != self.line.text():
            self.line.setText(bare)
            if is_marked:  # by Tab: what is typed now takes its place
                self.line.selectAll()


class NumberField(FiguresField):
    """A personal number; what its digits hint at is said below, and never refused."""

    def note(self) -> str:
        """Return what to compare with the card."""
        number = self.value()
        if is_personal_number(number):
            return " ".join(found.message for found in number_notes(number))
        if is_old_number(number):
            return note("old_number_expired").message
        if number.isdigit():
            return f"Có {len(number)} chữ số; số định danh cá nhân có 12 chữ số."
        return ""


class CountField(LineField):
    """A small whole number."""

    fixed_width = 96

    def __init__(self, max_length: int = 6, parent: QWidget | None = None) -> None:
        super().__init__(max_length, parent)

    def value(self) -> Any:  # noqa: ANN401
        """Return the text; the form's rules say whether it is a number."""
        return self.line.text().strip()


class CopiesField(CountField):
    """How many copies: the arrow keys count, none is “không”, and nothing is no answer yet."""

    fixed_width = 110
    _NONE = "không"

    def __init__(self, most: int = MAX_COPIES, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._most = min(most, MAX_COPIES)
        self.line.setPlaceholderText("↑ ↓")

    def shown(self, text: str) -> str:
        """Return “không” for none."""
        return self._NONE if text == "0" or fold(text) == fold(self._NONE) else text

    def written(self, text: str) -> str:
        """Return the figure without leading zeros; what is none stays for the clerk to mend."""
        text = clean_line(text)
        return self.shown(str(int(text))) if text.isdecimal() else self.shown(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count with the arrow keys."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
            by = steps.get(Qt.Key(event.key()), 0)
            if by and event.modifiers() in (
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.KeypadModifier,
            ):
                self._count(by)
                return True
        return super().eventFilter(watched, event)

    def _count(self, by: int) -> None:
        text = self.line.text().strip()
        now = int(text) if text.isdecimal() else 0
        wanted = str(min(max(now + by, 0), self._most))
        if self.shown(wanted) != text:
            self.line.setText(self.shown(wanted))
            self.line.selectAll()
            self.edited.emit()


class DateField(LineField):
    """A date; 01021990 becomes 01/02/1990 when left. `partial`: a month or a year may do."""

    fixed_width = 180

    def __init__(self, parent: QWidget | None = None, *, partial: bool = True) -> None:
        super().__init__(40, parent)
        self._partial = partial
        self.line.setPlaceholderText("ngày/tháng/năm")
        if partial:
            self.line.setToolTip("Ngày/tháng/năm; không rõ thì tháng/năm hoặc chỉ năm")

    def shown(self, text: str) -> str:
        """Return an ISO date as Vietnamese papers write it; anything else as it is."""
        return self.written(text)

    def written(self, text: str) -> str:
        """Return the date in its written shape; a text that is none stays for the clerk to mend."""
        text = clean_line(text)
        try:
            return read_date(text).shown
        except ValueError:
            return text

    def note(self) -> str:
        """Say what a full date lacks."""
        try:
            has_day = read_date(self.line.text()).day is not None
        except ValueError:
            return ""
        return "" if has_day or self._partial else "Ghi đủ ngày, tháng, năm."
