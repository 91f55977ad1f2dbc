"""One line of a form on the screen: label, input, and beside it where the value came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from forms.schema import Field, FieldType, Required, Severity
from ui.theme import Tone, restyle
from ui.widgets.fields.base import FieldEditor
from ui.widgets.fields.beside import Below, Side
from ui.widgets.fields.lists.rows import is_wide
from ui.widgets.fields.table import editor_of

LABEL_WIDTH = 168
SIDE_WIDTH = 172
EDITOR_WIDTH = 640
_SPACE = 12
_LABEL_TOP = 9  # the first line of a label stands beside what is written in the input
_LABEL_BOTTOM = 2
_HIGHEST = 1000
_AT_TOP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_WRAPPED = _AT_TOP | Qt.TextFlag.TextWordWrap
_BEGINS = "surname "  # offers that are the first word of what is to be written


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands beside a line: where its value came from, or what is wrong with it."""

    text: str = ""
    tone: Tone = "plain"
    tip: str = ""
    is_settled: bool = False  # nothing is left to do in the line: Enter goes past it


class _Labelled(QWidget):
    """Writes a label at its left. Only what is in sight is painted; a QLabel is made for each."""

    def __init__(self, words: str, width: int, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._words, self._label_width = words, width
        metrics = self.fontMetrics()
        is_long = metrics.horizontalAdvance(words) > width
        self._flags = int(_WRAPPED if is_long else _AT_TOP)
        room = QRect(0, 0, width, _HIGHEST)
        lines = metrics.boundingRect(room, self._flags, words).height()
        self.label_height = _LABEL_TOP + lines + _LABEL_BOTTOM

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write the label."""
        painter = QPainter(self)
        room = QRect(0, _LABEL_TOP, self._label_width, self.height() - _LABEL_TOP)
        painter.drawText(room, self._flags, self._words)
        painter.end()


class FieldRow(_Labelled):
    """A line with its label and mark. Everything stays in place when the mark changes.

    What stands beside and below is made when there is something to say: most lines say nothing.
    """

    edited = Signal(str)
    """The clerk changed the line with this key."""
    left = Signal(str)
    """The clerk left the line with this key."""
    finished = Signal(str)
    """Enter was pressed in the line with this key."""

    def __init__(
        self, field: Field, editor: FieldEditor | None = None, parent: QWidget | None = None
    ) -> None:
        words = field.label.rstrip(": ")
        words = f"{words} *" if field.required is Required.YES else words
        width = LABEL_WIDTH + EDITOR_WIDTH if is_wide(field) else LABEL_WIDTH
        super().__init__(words, width, parent)
        self.field = field
        self.editor = editor = editor_of(field, self) if editor is None else editor
        self.origin = Mark()
        self._side: Side | None = None
        self._below: Below | None = None
        self._offered: tuple[str, ...] = ()
        self._whose: Mapping[str, str] = MappingProxyType({})
        self._is_idle = False
        self._problem = ""
        self._is_wide = is_wide(field)
        self._grid = QGridLayout(self)
        self._build()
        editor.edited.connect(self._on_edited)
        editor.left.connect(self._on_left)
        editor.finished.connect(self._on_finished)
        editor.offer_taken.connect(self._take)

    def _build(self) -> None:
        grid = self._grid
        self.setMaximumWidth(LABEL_WIDTH + EDITOR_WIDTH + SIDE_WIDTH + 24)
        grid.setVerticalSpacing(0)
        if self._is_wide:  # the label stands above it, what is said of it below
            grid.setContentsMargins(0, self.label_height, 0, 0)
            grid.addWidget(self.editor, 0, 0)
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            return
        grid.setContentsMargins(LABEL_WIDTH + _SPACE, 0, 0, 0)
        grid.setHorizontalSpacing(_SPACE)
        grid.addWidget(self.editor, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.setRowMinimumHeight(0, self.label_height)
        grid.setColumnStretch(0, 1)
        grid.setColumnMinimumWidth(1, SIDE_WIDTH + _SPACE)  # an empty column has no spacing
        self.editor.setMinimumHeight(36)
        self.editor.setMaximumWidth(EDITOR_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def is_settled(self) -> bool:
        """Whether the program has filled the line, or will, and nobody need look at it."""
        if self._problem:
            return False
        if self._is_idle:
            return True
        words_follow = self.field.type is FieldType.DATE_IN_WORDS and bool(self.field.derive)
        return self.origin.is_settled or words_follow

    def set_origin(self, mark: Mark) -> None:
        """Say where the value came from."""
        if mark != self.origin:
            self.origin = mark
            self._show()

    def set_problem(self, text: str, severity: Severity | None, basis: str = "") -> None:
        """Say what is wrong; None takes it back."""
        is_error = severity is Severity.ERROR
        said = text if severity else ""
        if not said and not self._problem:
            return
        self._problem = said
        message = self._beside().message
        message.setText(said)
        message.setToolTip(basis)
        restyle(message, "role", "error" if is_error else "warning")
        self.editor.set_mark("error" if is_error else "")
        self.editor.set_name(self.field.label.rstrip(": "), said or self.field.hint)
        self._show()

    def set_idle(self, is_idle: bool) -> None:
        """Grey the line while what is chosen elsewhere leaves nothing to write in it."""
        if is_idle != self._is_idle:
            self._is_idle = is_idle
            self.editor.setEnabled(not is_idle)

    def set_offers(
        self, values: Sequence[str], whose: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        """Offer values that the clerk may take, and say whose each is; none is an answer yet.

        They stand beside an empty line, and below one that is filled: it may be changed.
        """
        if (tuple(values), whose) == (self._offered, self._whose):
            return
        self._offered, self._whose = tuple(values), whose
        self.editor.offer(self._offered, whose)
        self._show_offers()

    def _show_offers(self) -> None:
        is_empty = self.editor.is_empty
        beside = self._offered if is_empty else ()
        below = () if is_empty or self.editor.has_focus_in_line else self._offered
        if beside or self._side is not None:
            self._beside().show_offers(beside, self._whose)
        note = self.editor.note() if not is_empty and not self.editor.has_focus_in_line else ""
        if below or note or self._below is not None:
            self._under().show_below(below, note, self.editor.value(), self._whose)

    def _beside(self) -> Side:
        if self._side is None:
            self._side = Side(EDITOR_WIDTH if self._is_wide else SIDE_WIDTH)
            self._side.taken.connect(self._take)
            if not self._is_wide:
                self._grid.setColumnMinimumWidth(1, SIDE_WIDTH)
            place = (1, 0) if self._is_wide else (0, 1)
            self._grid.addWidget(self._side, *place, Qt.AlignmentFlag.AlignTop)
        return self._side

    def _under(self) -> Below:
        if self._below is None:
            self._below = Below(self.editor.offer_lead)
            self._below.taken.connect(self._take)
            self._below.choice_wanted.connect(self.editor.open_picker)
            if not self._is_wide:
                self._grid.setColumnMinimumWidth(1, SIDE_WIDTH)
            self._grid.addWidget(self._below, 2, 0, 1, 2)
        return self._below

    def _take(self, value: str) -> None:
        is_begun = (self.field.suggest or "").startswith(_BEGINS)
        self.editor.set_value(f"{value} " if is_begun else value)
        if not is_begun:
            self.editor.tidy()
        self.editor.offer(())
        self.editor.go_on()
        self.edited.emit(self.field.key)

    def _show(self) -> None:
        has_message = bool(self._problem)
        if self.origin.text or has_message or self._side is not None:
            side = self._beside()
            side.show_message(has_message)
            side.show_mark(self.origin.text, self.origin.tone, self.origin.tip, not has_message)
        if not has_message:
            self.editor.set_mark("review" if self.origin.tone == "warning" else "")

    def _on_edited(self) -> None:
        self._offered, self._whose = (), MappingProxyType({})  # they were for another text
        self.editor.offer(())
        self.edited.emit(self.field.key)
        if self._below is not None and self._below.isVisible():
            self._below.hide()

    def _on_left(self) -> None:
        self._show_offers()
        self.left.emit(self.field.key)

    def _on_finished(self) -> None:
        self.finished.emit(self.field.key)
