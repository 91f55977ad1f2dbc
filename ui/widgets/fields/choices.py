"""Editors of choices: a few as buttons, many as a list, yes or no as a tick."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QRadioButton,
    QWidget,
)

from ui.widgets.fields.base import PLAIN, FieldEditor

_STEPS = MappingProxyType(
    {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
)
_YES_NO = MappingProxyType({True: "Có", False: "Không"})


class FewField(FieldEditor):
    """A choice among a few, all in sight; clicking the chosen one again takes it back."""

    def __init__(self, choices: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 3, 0, 3)
        layout.setSpacing(16)
        for choice in choices:
            button = QRadioButton(choice, self)
            self._group.addButton(button)
            layout.addWidget(button)
        layout.addStretch(1)
        self._group.buttonClicked.connect(self._on_clicked)
        self._chosen = ""
        self.stand_for_inputs()

    def value(self) -> Any:  # noqa: ANN401
        """Return the chosen words, or an empty text."""
        checked = self._group.checkedButton()
        return checked.text() if checked else ""

    def set_value(self, value: Any) -> None:  # noqa: ANN401
        """Choose the words; none when they are not among the choices."""
        self._chosen = "" if value is None else str(value)
        self._group.setExclusive(False)
        for button in self._group.buttons():
            button.setChecked(button.text() == self._chosen)
        self._group.setExclusive(True)

    def inputs(self) -> list[QWidget]:
        """Return the buttons."""
        return list(self._group.buttons())

    def set_name(self, name: str, description: str) -> None:
        """Name each button by line and choice."""
        for button in self._group.buttons():
            button.setAccessibleName(f"{name}: {button.text()}")
            button.setAccessibleDescription(description)

    def focus(self) -> None:
        """Put the cursor on the chosen one."""
        target = self._group.checkedButton() or self._group.buttons()[0]
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows choose from the start; Qt does so only once something is chosen."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            by = _STEPS.get(Qt.Key(event.key()), 0)
            if by and not self.value() and event.modifiers() in PLAIN:
                buttons = self._group.buttons()
                number = next((n for n, b in enumerate(buttons) if b is watched), 0)
                target = buttons[min(max(number + by, 0), len(buttons) - 1)]
                target.setFocus(Qt.FocusReason.TabFocusReason)
                target.click()
                return True
        return super().eventFilter(watched, event)

    def _on_clicked(self) -> None:
        if self.value() == self._chosen:
            self.set_value("")
        else:
            self._chosen = self.value()
        self.edited.emit()


class YesNoField(FewField):
    """Có or Không, neither of them silently: the sheet has a box for each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(("Có", "Không"), parent)

    def set_value(self, value: Any) -> None:  # noqa: ANN401
        """Show True and False as their words."""
        super().set_value(_YES_NO.get(value, value) if isinstance(value, bool) else value)


class ManyField(FieldEditor):
    """One of many; nothing else may stand there."""

    def __init__(self, choices: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.combo = QComboBox(self)
        self.combo.addItems(["", *choices])
        self.combo.setMaxVisibleItems(12)
        self.combo.setMinimumWidth(120)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.combo)
        self.combo.activated.connect(self._on_changed)
        self.stand_for_inputs()

    def value(self) -> Any:  # noqa: ANN401
        """Return the words."""
        return self.combo.currentText()

    def set_value(self, value: Any) -> None:  # noqa: ANN401
        """Show the words; none when they are not among the choices."""
        text = "" if value is None else str(value)
        if text != self.combo.currentText():
            self.combo.setCurrentIndex(max(self.combo.findText(text), 0))

    def inputs(self) -> list[QWidget]:
        """Return the list."""
        return [self.combo]

    def open_picker(self) -> None:
        """Open the list."""
        self.combo.showPopup()

    def _on_changed(self) -> None:
        self.edited.emit()


class TickField(FieldEditor):
    """Yes or no."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QCheckBox("Có", self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 3, 0, 3)
        layout.addWidget(self.box)
        layout.addStretch(1)
        self.box.clicked.connect(self._on_clicked)
        self.stand_for_inputs()

    def value(self) -> Any:  # noqa: ANN401
        """Return True or False."""
        return self.box.isChecked()

    def set_value(self, value: Any) -> None:  # noqa: ANN401
        """Tick or untick."""
        self.box.setChecked(bool(value))

    def inputs(self) -> list[QWidget]:
        """Return the tick box."""
        return [self.box]

    def _on_clicked(self) -> None:
        self.edited.emit()
