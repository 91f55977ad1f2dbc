"""One line of a form on the screen: label, input, and beside it where the value came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from forms.schema import Field, Required, Severity
from ui.theme import Tone, restyle
from ui.widgets.fields.base import FieldEditor
from ui.widgets.parts import button, chip, clear, label, row, set_chip

LABEL_WIDTH = 168
SIDE_WIDTH = 172
EDITOR_WIDTH = 640
_MOST_OFFERS = 2


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands beside a line: where its value came from, or what is wrong with it."""

    text: str = ""
    tone: Tone = "plain"
    tip: str = ""


class FieldRow(QWidget):
    """A line with its label and mark. Everything stays in place when the mark changes."""

    edited = Signal(str)
    """The clerk changed the line with this key."""
    left = Signal(str)
    """The clerk left the line with this key."""
    finished = Signal(str)
    """Enter was pressed in the line with this key."""

    def __init__(self, field: Field, editor: FieldEditor) -> None:
        super().__init__()
        self.field = field
        self.editor = editor
        self.origin = Mark()
        self._label = label(self._label_text(), wrap=True)
        self._label.setFixedWidth(LABEL_WIDTH)
        self._label.setContentsMargins(0, 7, 0, 0)
        self._label.setBuddy(editor.inputs()[0])
        self._chip = chip()
        self._offers = row(spacing=4)
        self._offered: tuple[str, ...] = ()
        self._message = label(role="error", wrap=True)
        self._message.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._build()
        editor.edited.connect(self._on_edited)
        editor.left.connect(self._on_left)
        editor.finished.connect(self._on_finished)
        self._show()

    def _build(self) -> None:
        side = QWidget()
        side.setFixedWidth(SIDE_WIDTH)
        inner = QGridLayout(side)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self._chip, 0, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addWidget(self._message, 0, 0)
        inner.addLayout(self._offers, 0, 0)
        inner.setRowMinimumHeight(0, 36)
        inner.setRowStretch(1, 1)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self._label, 0, 0, top)
        grid.addWidget(self.editor, 0, 1, top)
        grid.addWidget(side, 0, 2, top)
        grid.setColumnStretch(1, 1)
        self.editor.setMinimumHeight(36)
        self.editor.setMaximumWidth(EDITOR_WIDTH)
        self.setMaximumWidth(LABEL_WIDTH + EDITOR_WIDTH + SIDE_WIDTH + 24)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def _label_text(self) -> str:
        words = self.field.label.rstrip(": ")
        return f"{words} *" if self.field.required is Required.YES else words

    def set_origin(self, mark: Mark) -> None:
        """Say where the value came from."""
        self.origin = mark
        self._show()

    def set_problem(self, text: str, severity: Severity | None, basis: str = "") -> None:
        """Say what is wrong; None takes it back."""
        is_error = severity is Severity.ERROR
        self._message.setText(text if severity else "")
        self._message.setToolTip(basis)
        restyle(self._message, "role", "error" if is_error else "warning")
        self.editor.set_mark("error" if is_error else "")
        self.editor.set_name(self.field.label.rstrip(": "), text if severity else self.field.hint)
        self._show()

    def set_offers(self, values: Sequence[str]) -> None:
        """Offer values that the clerk may take with a click; none of them is an answer yet."""
        if tuple(values) == self._offered:
            return
        self._offered = tuple(values)
        clear(self._offers)
        for value in self._offered[:_MOST_OFFERS]:
            take = button(f"{value}?", "link", name=f"Lấy gợi ý {value}")
            take.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            take.clicked.connect(partial(self._take, value))
            self._offers.addWidget(take)
        self._offers.addStretch(1)

    def _take(self, value: str) -> None:
        self.editor.set_value(value)
        self.editor.tidy()
        self.editor.focus()
        self.edited.emit(self.field.key)

    def _show(self) -> None:
        has_message = bool(self._message.text())
        self._message.setVisible(has_message)
        self._chip.setVisible(bool(self.origin.text) and not has_message)
        set_chip(self._chip, self.origin.text, self.origin.tone)
        self._chip.setToolTip(self.origin.tip)
        if not has_message:
            self.editor.set_mark("review" if self.origin.tone == "warning" else "")

    def _on_edited(self) -> None:
        self.edited.emit(self.field.key)

    def _on_left(self) -> None:
        self.left.emit(self.field.key)

    def _on_finished(self) -> None:
        self.finished.emit(self.field.key)
