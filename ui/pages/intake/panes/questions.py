"""Hỏi thêm: what only the clerk can say, what the case says, and one key for a usual case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from catalog.situations import MOST, SituationValue
from dossiers.case.asking import Asked, Origin, typed, usual_answers
from ui.widgets.parts import button, clear, column, label, row

USUAL_KEY = "Shift+F11"
_SAID_BY: Mapping[Origin, str] = {
    Origin.FORM: "theo tờ khai",
    Origin.PAPER: "theo giấy đã nhận",
}
_UNSAID = "chưa hỏi"
_AROUND_TEXT = 6


class ElidedBox(QComboBox):
    """A choice that ends in … where it does not fit."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box with as much of the text as there is room for."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        text, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(text, option, part, self).width() - _AROUND_TEXT
        way = Qt.TextElideMode.ElideRight
        option.currentText = self.fontMetrics().elidedText(self.currentText(), way, room)
        painter = QStylePainter(self)
        painter.drawComplexControl(text, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()


class CaseQuestions(QWidget):
    """One line a question, each in its place as long as the case is open.

    Shown are those that matter as the case stands and those that are answered; the rest on demand.
    The first entry of a line is what counts while the clerk has not said anything.
    """

    changed = Signal()
    """The clerk gave or took back an answer."""

    def __init__(self) -> None:
        super().__init__()
        self._asked: tuple[Asked, ...] = ()
        self._lines: dict[str, tuple[QWidget, QComboBox]] = {}
        self._shows_all = False
        self._title = label("Hỏi thêm", "strong")
        self.usual = button(f"Trường hợp thường  {USUAL_KEY}", "small")
        self.more = button("", "link")
        self.more.clicked.connect(self._on_more)
        self._column = column(spacing=6)
        layout = column(row(self._title, 1), self.usual, spacing=6)
        layout.addLayout(self._column)
        layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.setLayout(layout)

    def reset(self) -> None:
        """Forget the questions and answers of the last case."""
        self._shows_all = False
        self._build(())

    def show_questions(self, asked: Sequence[Asked]) -> None:
        """Show the questions of a case with what the clerk has answered."""
        if [a.question for a in asked] != [a.question for a in self._asked]:
            self._build(asked)
        self._asked = tuple(asked)
        self._refresh()

    def answers(self) -> dict[str, SituationValue]:
        """Return what the clerk answered."""
        chosen = ((key, _typed(box)) for key, (_, box) in self._lines.items())
        return {key: value for key, value in chosen if value not in ("", None)}

    def give(self, key: str, value: SituationValue) -> None:
        """Answer a question as the clerk would."""
        _put(self._lines[key][1], _data(value))
        self.changed.emit()

    def take_usual(self) -> None:
        """Answer everything that is still open as it is in a usual case, as the lines show it."""
        answers = usual_answers(self._asked)
        for key, value in answers.items():
            _put(self._lines[key][1], _data(value))
        if answers:
            self.changed.emit()

    def usual_lines(self) -> dict[str, QWidget]:
        """Return the lines that a usual case would answer, by question."""
        return {key: self._lines[key][0] for key in usual_answers(self._asked)}

    def first(self) -> QWidget | None:
        """Return where the keyboard begins: the key for all, else what is still to be asked."""
        if self.usual.isVisibleTo(self):
            return self.usual
        return next((self._lines[a.question.key][1] for a in self._asked if a.is_open), None)

    @property
    def boxes(self) -> Mapping[str, QComboBox]:
        """The lines that are shown, by question."""
        return {k: box for k, (line, box) in self._lines.items() if line.isVisibleTo(self)}

    def _build(self, asked: Sequence[Asked]) -> None:
        self._asked = tuple(asked)
        clear(self._column)
        self._lines.clear()
        for one in asked:
            self._column.addWidget(self._line(one))

    def _line(self, one: Asked) -> QWidget:
        question, box = one.question, ElidedBox()
        box.setAccessibleName(question.text)
        box.setStyleSheet("font-size: 14px;")
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.addItem("", "")
        for choice in question.choices:
            box.addItem(choice.label, choice.value)
        is_said = one.origin is Origin.CLERK
        if not question.choices:
            _make_number(box)
        _put(box, _data(one.answer) if is_said else "")
        box.editTextChanged.connect(self._on_activated)
        box.activated.connect(self._on_activated)
        caption = label(question.text, "muted", wrap=True)
        caption.setBuddy(box)
        line = QWidget()
        line.setLayout(column(caption, box, spacing=2))
        self._lines[question.key] = (line, box)
        return line

    def _refresh(self) -> None:
        quiet = 0
        for one in self._asked:
            line, box = self._lines[one.question.key]
            if (written := box.lineEdit()) is not None:
                written.setPlaceholderText(_unsaid(one))
            else:
                box.setItemText(0, _unsaid(one))
            box.setToolTip(box.currentText())
            box.setAccessibleDescription(box.currentText())
            is_seen = one.is_open or one.origin is not Origin.NOBODY or bool(_said(box))
            quiet += not is_seen
            line.setVisible(is_seen or self._shows_all or box.hasFocus())
        opened = sum(one.is_open for one in self._asked)
        usual = usual_answers(self._asked)
        self._title.setText(f"Hỏi thêm ({opened})" if opened else "Hỏi thêm")
        self.usual.setVisible(bool(usual))
        self.usual.setAccessibleName(f"Trường hợp thường: {self._usual_words(usual)}")
        self.usual.setToolTip(self._usual_words(usual))
        self.more.setText("Ẩn bớt" if self._shows_all else f"Trường hợp khác ({quiet})…")
        self.more.setVisible(quiet > 0)
        self.setVisible(bool(self._asked))

    def _usual_words(self, usual: Mapping[str, SituationValue]) -> str:
        return "\n".join(
            f"{one.question.text} {_label(one, one.usual)}"
            for one in self._asked
            if one.question.key in usual
        )

    def _on_more(self) -> None:
        self._shows_all = not self._shows_all
        self._refresh()

    def _on_activated(self) -> None:
        self.changed.emit()


def _make_number(box: QComboBox) -> None:
    """Have a count typed; there is nothing to choose from."""
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    box.setValidator(QIntValidator(0, MOST, box))
    box.setStyleSheet(
        "QComboBox { font-size: 14px; } QComboBox::drop-down { width: 0px; border: none; }"
        "QComboBox::down-arrow { image: none; width: 0px; }"
    )


def _said(box: QComboBox) -> str:
    """Return what the clerk answered; empty while nothing is."""
    return box.currentText().strip() if box.isEditable() else box.currentData() or ""


def _typed(box: QComboBox) -> SituationValue | None:
    said = _said(box)
    return int(said) if box.isEditable() and said.isdecimal() else typed(said)


def _put(box: QComboBox, value: str) -> None:
    if box.isEditable():
        box.setEditText(value)
    else:
        box.setCurrentIndex(max(box.findData(value), 0))


def _unsaid(one: Asked) -> str:
    """Return what stands in a line while the clerk has not answered it."""
    said_by = _SAID_BY.get(one.origin)
    counts = _label(one, one.answer if said_by else one.usual)
    return f"{said_by or _UNSAID}: {counts}" if counts else _UNSAID


def _label(one: Asked, answer: SituationValue | None) -> str:
    return next((c.label for c in one.question.choices if c.value == _data(answer)), "")


def _data(answer: SituationValue | None) -> str:
    return str(answer).lower() if isinstance(answer, bool) else str(answer or "")
