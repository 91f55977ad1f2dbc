"""Lines of a form alone in a window, and keys for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from forms.schema import Field, FieldType, Required
from ui.widgets.fields.base import FieldEditor
from ui.widgets.fields.row import FieldRow

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
Show = Callable[..., QWidget]


def put_up(bot: QtBot, *items: QWidget) -> QWidget:
    """Show lines in a window, the first with the cursor."""
    window = QWidget()
    layout = QVBoxLayout(window)
    for item in items:
        layout.addWidget(item)
    layout.addStretch(1)
    window.resize(760, 560)
    bot.addWidget(window)
    window.show()
    bot.waitExposed(window)
    window.activateWindow()
    first = items[0].editor if isinstance(items[0], FieldRow) else items[0]
    assert isinstance(first, FieldEditor)
    first.focus()
    bot.waitUntil(first.has_focus)
    return window


def line(kind: FieldType, **more: object) -> Field:
    """Return a line of a form."""
    return replace(Field("key", "Nhãn", kind, Required.NO), **more)  # type: ignore[arg-type]


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the cursor is."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifier)
