"""Editors of text that may need more than one line: addresses, identity papers, notes."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSizePolicy, QWidget

from base.text import clean_line, clean_text
from ui.widgets.fields.base import OFFER_KEYS, FieldEditor

_LINE = 21
_FRAME = 15
_MOST_LINES = 4


class GrowingEdit(QPlainTextEdit):
    """A text box as high as its text, one to four lines."""

    _has_bar = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.setFixedHeight(_LINE + _FRAME)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the text anew and fit the height to it."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        lines = int(self.document().size().height())  # a plain text's height counts its lines
        wanted = min(max(lines, 1), _MOST_LINES) * _LINE + _FRAME
        if wanted != self.height():
            self.setFixedHeight(wanted)
        many = lines > _MOST_LINES
        if many != self._has_bar:
            self._has_bar = many
            policy = Qt.ScrollBarPolicy
            self.setVerticalScrollBarPolicy(
                policy.ScrollBarAsNeeded if many else policy.ScrollBarAlwaysOff
            )


class LongField(FieldEditor):
    """A text that wraps; Enter goes on to the next line of the form."""

    many_lines = False

    def __init__(self, max_length: int = 500, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._max_length = max_length
        self.box = self.make_box()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box)
        self._is_setting = False
        self.box.textChanged.connect(self._on_text_changed)
        self.stand_for_inputs()

    def make_box(self) -> GrowingEdit:
        """Return the input."""
        return GrowingEdit(self)

    def value(self) -> Any:  # noqa: ANN401
        """Return the text."""
        return self.box.toPlainText()

    def set_value(self, value: Any) -> None:  # noqa: ANN401
        """Show a text."""
        text = self.shown(value)
        if text == self.box.toPlainText():
            return
        self._is_setting = True
        self.box.setPlainText(text)
        self._is_setting = False

    def hint(self, offers: str) -> None:
        """Show the key of the offers where the line is empty."""
        self.box.setPlaceholderText(f"{OFFER_KEYS}: {offers}" if offers else "")

    def shown(self, value: Any) -> str:  # noqa: ANN401
        """Return how a value is written."""
        return "" if value is None else str(value)

    def tidy(self) -> None:
        """Drop double spaces, line breaks where none belong, and what is too long."""
        clean = clean_text if self.many_lines else clean_line
        self.set_value(clean(self.box.toPlainText())[: self._max_length])

    def inputs(self) -> list[QWidget]:
        """Return the box."""
        return [self.box]

    def ends(self, event: QKeyEvent) -> bool:
        """Whether the line is done; a single-line text also takes Shift+Enter as such."""
        if super().ends(event):
            return True
        shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        return shift and not self.many_lines and event.key() == Qt.Key.Key_Return

    def _on_text_changed(self) -> None:
        if not self._is_setting:
            self.edited.emit()


class NotesField(LongField):
    """Several lines; Shift+Enter breaks a line."""

    many_lines = True
