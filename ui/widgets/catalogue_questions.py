"""The questions that decide a case, one below the other; what is not asked counts as usual."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from catalog.procedure import Question
from catalog.situations import SituationValue
from ui.widgets.parts import clear, column, label

_MOST = 9999


class SituationQuestions(QWidget):
    """Built anew only when the questions are others; answers stay where they were given."""

    answered = Signal()
    """The clerk gave another answer."""

    def __init__(self) -> None:
        super().__init__()
        self._asked: tuple[Question, ...] = ()
        self._boxes: dict[str, QComboBox | QLineEdit] = {}
        self._lines = column(spacing=2)
        self.setLayout(self._lines)
        self.setStyleSheet("QComboBox, QLineEdit { font-size: 14px; }")  # one for all: each costs

    def ask(self, questions: tuple[Question, ...], situation: Mapping[str, SituationValue]) -> None:
        """Show these questions with the answers given so far."""
        if questions == self._asked:
            return
        self._asked = questions
        clear(self._lines)
        self._boxes.clear()
        for question in questions:
            answer = situation.get(question.key)
            make = self._line if question.kind == "number" else self._box
            box: QComboBox | QLineEdit = make(question, answer)
            box.setAccessibleName(question.text)
            caption = label(question.text, "muted", wrap=True)
            caption.setBuddy(box)
            self._boxes[question.key] = box
            self._lines.addWidget(caption)
            self._lines.addWidget(box)

    def answers(self) -> dict[str, SituationValue]:
        """Return what was answered; open questions are left out."""
        found: dict[str, SituationValue] = {}
        for key, box in self._boxes.items():
            if isinstance(box, QLineEdit):
                if box.text().strip().isdecimal():
                    found[key] = int(box.text())
            elif value := box.currentData():
                found[key] = value == "true" if value in ("true", "false") else value
        return found

    def give(self, key: str, value: str) -> None:
        """Answer one question as the clerk would (keyboard and tests)."""
        box = self._boxes[key]
        if isinstance(box, QLineEdit):
            box.setText(value)
        else:
            box.setCurrentIndex(max(box.findData(value), 0))
        self.answered.emit()

    def begin(self) -> bool:
        """Put the cursor on the first question; return whether there is one."""
        first = next(iter(self._boxes.values()), None)
        if first is not None:
            first.setFocus()
        return first is not None

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the questions that are shown."""
        return tuple(self._boxes)

    def _box(self, question: Question, answer: SituationValue | None) -> QComboBox:
        box = QComboBox()
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        usual = next((c.label for c in question.choices if c.value == question.default), "")
        box.addItem(f"{usual} (chưa hỏi)" if usual else "chưa hỏi", "")
        box.setToolTip(f"Chưa hỏi thì coi như: {usual}" if usual else "")
        for choice in question.choices:
            box.addItem(choice.label, choice.value)
        given = str(answer).lower() if isinstance(answer, bool) else answer
        box.setCurrentIndex(max(box.findData(given), 0) if given is not None else 0)
        box.activated.connect(self._on_changed)
        return box

    def _line(self, question: Question, answer: SituationValue | None) -> QLineEdit:
        line = QLineEdit("" if answer is None else str(answer))
        line.setValidator(QIntValidator(0, _MOST, line))
        line.setPlaceholderText("số lượng")
        line.textEdited.connect(self._on_changed)
        return line

    def _on_changed(self) -> None:
        self.answered.emit()
