"""Wakes the editor of a line when the cursor first comes into it."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from ui.widgets.fields.base import FieldEditor


class FocusWatch(QObject):
    """One for the whole program, so that an editor that is never used costs nothing."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        application.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        around = now
        while around is not None and not isinstance(around, FieldEditor):
            around = around.parentWidget()
        if isinstance(around, FieldEditor):
            around.wake()
