"""Editors of choices: a few as buttons, many as a list, yes or no as a tick."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QRadioButton,
    QWidget,
)

from base.text import clean_line
from ui.widgets.fields.base import FieldEditor

_YES_NO = MappingProxyType({True: "Có", False: "Không"})


class FewField(FieldEditor):
    """A choice among a few, all in sight; clicking the chosen one again takes it back."""

    def __init__(self, choices: Sequence[str]) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 3, 0, 3)
        layout.setSpacing(16)
        for choice in choices:
            button = QRadioButton(choice)
            self._group.addButton(button)
            layout.addWidget(button)
        layout.addStretch(1)
        self._group.buttonClicked.connect(self._on_clicked)
        self._chosen = ""
        self.watch()

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

    def _on_clicked(self) -> None:
        if self.value() == self._chosen:
            self.set_value("")
        else:
            self._chosen = self.value()
        self.edited.emit()


class YesNoField(FewField):
    """Có or Không, neither of them silently: the sheet has a box for each."""

    def __init__(self) -> None:
        super().__init__(("Có", "Không"))

    def set_value(self, value: Any) -> None:  # noqa: ANN401
        """Show True and False as their words."""
        super().set_value(_YES_NO.get(value, value) if isinstance(value, bool) else value)


class ManyField(FieldEditor):
    """A choice among many; `is_open` lets the clerk write something else."""

    def __init__(self, choices: Sequence[str], *, is_open: bool) -> None:
        super().__init__()
        self.combo = QComboBox(self)
        self.combo.setEditable(is_open)
        self.combo.addItems(["", *choices] if not is_open else list(choices))
        self.combo.setCurrentIndex(-1 if is_open else 0)
        self.combo.setMaxVisibleItems(12)
        if is_open:
            self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            completer = QCompleter(list(choices), self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self.combo.setCompleter(completer)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.combo)
        self.combo.setMinimumWidth(120)
        self.combo.activated.connect(self._on_changed)
        if (line := self.combo.lineEdit()) is not None:
            line.textEdited.connect(self._on_changed)
        self.watch()

    def value(self) -> Any:  # noqa: ANN401
        """Return the words."""
        return self.combo.currentText()

    def set_value(self, value: Any) -> None:  # noqa: ANN401
        """Show the words."""
        text = "" if value is None else str(value)
        if text == self.combo.currentText():
            return
        if self.combo.isEditable():
            self.combo.setEditText(text)
        else:
            self.combo.setCurrentIndex(max(self.combo.findText(text), 0))

    def tidy(self) -> None:
        """Drop double spaces."""
        if self.combo.isEditable():
            self.set_value(clean_line(self.combo.currentText()))

    def inputs(self) -> list[QWidget]:
        """Return the list, or its line where one may write."""
        line = self.combo.lineEdit()
        return [self.combo] if line is None else [line, self.combo]

    def _on_changed(self) -> None:
        self.edited.emit()


class TickField(FieldEditor):
    """Yes or no."""

    def __init__(self, text: str = "Có") -> None:
        super().__init__()
        self.box = QCheckBox(text, self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 3, 0, 3)
        layout.addWidget(self.box)
        layout.addStretch(1)
        self.box.clicked.connect(self._on_clicked)
        self.watch()

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
