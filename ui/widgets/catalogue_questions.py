"""The questions that decide a case, one below the other; what is not asked counts as usual."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)

from catalog.procedure import Question
from catalog.situations import SituationValue
from ui.widgets.parts import clear, column, label

_MOST = 9999
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SituationQuestions(QWidget):
    """Built anew only when the questions are others; answers stay where they were given."""

    answered = Signal()
    """The clerk gave another answer."""
    reached = Signal(QWidget)
    """The cursor came to this question."""
    ended = Signal()
    """Enter after the last question."""

    def __init__(self) -> None:
        super().__init__()
        self._asked: tuple[Question, ...] = ()
        self._boxes: dict[str, QComboBox | QLineEdit] = {}
        self._whole: dict[str, QLabel] = {}  # answers that their box cuts, made when needed
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
        self._whole.clear()
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
        self._tell_whole()

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
        self._on_changed()

    def begin(self, first: str = "") -> bool:
        """Put the cursor on this question, else on the first; return whether there is one."""
        box = self._boxes.get(first) or next(iter(self._boxes.values()), None)
        if box is not None:
            self._reach(box)
        return box is not None

    def said_whole(self, key: str) -> str:
        """Return the answer as it stands below its box; empty while the box shows all of it."""
        said = self._whole.get(key)
        return said.text() if said is not None and said.isVisibleTo(self) else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the next question, after the last one out of them."""
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() not in _ENTER or plain != Qt.KeyboardModifier.NoModifier:
            super().keyPressEvent(event)
            return
        boxes = list(self._boxes.values())
        at = next((n for n, box in enumerate(boxes) if box.hasFocus()), len(boxes))
        if at + 1 < len(boxes):
            self._reach(boxes[at + 1])
        else:
            self.ended.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width cuts other answers."""
        super().resizeEvent(event)
        self._tell_whole()

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

    def _reach(self, box: QWidget) -> None:
        box.setFocus(Qt.FocusReason.TabFocusReason)
        self.reached.emit(box)

    def _tell_whole(self) -> None:
        """Write below each box the answer that it cuts."""
        for key, box in self._boxes.items():
            is_cut = isinstance(box, QComboBox) and bool(box.currentData()) and _cuts(box)
            said = self._whole.get(key)
            if said is None and is_cut:
                said = self._whole[key] = label(role="small", wrap=True)
                self._lines.insertWidget(self._lines.indexOf(box) + 1, said)
            if said is not None and isinstance(box, QComboBox):
                said.setText(box.currentText())
                said.setVisible(is_cut)

    def _on_changed(self) -> None:
        self._tell_whole()
        self.answered.emit()


def _cuts(box: QComboBox) -> bool:
    """Return whether a box is too narrow for its answer."""
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    field = box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, box)
    return box.fontMetrics().horizontalAdvance(box.currentText()) > field.width() - 4
