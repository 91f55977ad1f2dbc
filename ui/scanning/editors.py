"""What a widget held before keys reached it, and putting that back."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import shiboken6
from PySide6.QtCore import QPersistentModelIndex
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

Restore = Callable[[], None]
Keep = Callable[[], Restore]
_MOST = 48


@dataclass(slots=True)
class _Before:
    """How a widget stood before `count` characters came."""

    target: int
    count: int
    restore: Restore = field(repr=False)


@dataclass(frozen=True, slots=True)
class Target:
    """Where keys go: the widget's number, and whether text can be written there."""

    number: int
    is_editor: bool


NOWHERE = Target(0, is_editor=False)


class Targets:
    """Numbers for the widgets that keys went to, each the same for as long as the widget lives."""

    def __init__(self) -> None:
        self._widgets: dict[int, QWidget] = {}

    def current(self) -> Target:
        """Return the widget that has the focus; 0 when none has."""
        widget = QApplication.focusWidget()
        if widget is None:
            return NOWHERE
        number = id(widget)
        if self._widgets.get(number) is not widget:
            self._widgets = {k: w for k, w in self._widgets.items() if shiboken6.isValid(w)}
            self._widgets[number] = widget
        return Target(number, is_editor(widget))

    def widget(self, number: int) -> QWidget | None:
        """Return the widget with a number, unless it is gone."""
        widget = self._widgets.get(number)
        return widget if widget is not None and shiboken6.isValid(widget) else None


class Trail:
    """The last keys that were let through, each with the state before it.

    `keep` remembers what else a key changes, such as what counts as typed in the open case.
    """

    def __init__(self, keep: Keep | None = None) -> None:
        self._keep = keep
        self._steps: deque[_Before] = deque(maxlen=_MOST)

    def before(self, widget: QWidget | None, target: int, count: int) -> None:
        """Remember a widget before it gets so many characters."""
        restores = [] if widget is None else [_kept(widget)]
        if self._keep is not None:
            restores.append(self._keep())
        self._steps.append(_Before(target, count, partial(_run_all, restores)))

    def take_back(self, target: int, count: int) -> None:
        """Put a widget back to before the last `count` characters that it got."""
        found: _Before | None = None
        while count > 0 and self._steps:
            step = self._steps.pop()
            if step.target == target:
                found, count = step, count - step.count
        if found is not None:
            found.restore()

    def forget(self) -> None:
        """Nothing typed before can be part of a scan; what was in the fields is let go."""
        self._steps.clear()


def is_editor(widget: QWidget | None) -> bool:
    """Whether text can be written into a widget."""
    if isinstance(widget, QComboBox):
        return widget.isEditable()
    editors = QLineEdit | QPlainTextEdit | QTextEdit
    return isinstance(widget, editors) and not widget.isReadOnly() and widget.isEnabled()


def give_back(widget: QWidget | None, text: str) -> None:
    """Write text where it would have gone if it had not been taken for a scan."""
    if isinstance(widget, QComboBox):
        widget = widget.lineEdit()
    if not is_editor(widget):
        return
    if isinstance(widget, QLineEdit):
        widget.insert(text)
    elif isinstance(widget, QPlainTextEdit | QTextEdit):
        widget.insertPlainText(text)


def _run_all(restores: list[Restore]) -> None:
    for restore in restores:
        restore()


def _kept(widget: QWidget) -> Restore:
    if isinstance(widget, QLineEdit):
        state = (widget.text(), widget.selectionStart(), widget.selectionLength())
        return partial(_restore_line, widget, state, widget.cursorPosition())
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        cursor = widget.textCursor()
        place = (cursor.anchor(), cursor.position())
        return partial(_restore_text, widget, widget.toPlainText(), place)
    if isinstance(widget, QComboBox):
        line = widget.lineEdit()
        text = _kept(line) if line is not None else _nothing
        return partial(_restore_choice, widget, widget.currentIndex(), text)
    if isinstance(widget, QAbstractItemView):
        return partial(_restore_row, widget, QPersistentModelIndex(widget.currentIndex()))
    return _nothing


def _nothing() -> None:
    """A button or a box: characters change nothing there."""


def _restore_line(widget: QLineEdit, state: tuple[str, int, int], cursor: int) -> None:
    text, start, length = state
    if not shiboken6.isValid(widget) or widget.text() == text:
        return
    widget.selectAll()
    widget.insert(text)  # tells of the change as typing does, and can be undone
    if widget.text() != text:
        widget.setText(text)
    if start >= 0 and cursor == start:
        widget.setSelection(start + length, -length)
    elif start >= 0:
        widget.setSelection(start, length)
    else:
        widget.setCursorPosition(cursor)


def _restore_text(widget: QPlainTextEdit | QTextEdit, text: str, place: tuple[int, int]) -> None:
    if not shiboken6.isValid(widget) or widget.toPlainText() == text:
        return
    cursor = widget.textCursor()
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.insertText(text)
    anchor, position = place
    cursor.setPosition(anchor)
    cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
    widget.setTextCursor(cursor)


def _restore_choice(widget: QComboBox, number: int, text: Restore) -> None:
    if shiboken6.isValid(widget):
        widget.setCurrentIndex(number)
        text()


def _restore_row(widget: QAbstractItemView, index: QPersistentModelIndex) -> None:
    if shiboken6.isValid(widget) and index.isValid():
        widget.setCurrentIndex(widget.model().index(index.row(), index.column()))
