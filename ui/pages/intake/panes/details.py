"""Hồ sơ này: appointment, fee, papers, contact, warnings and the legal basis of the open case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QFrame, QScrollArea, QWidget

from catalog.situations import SituationValue
from dossiers.case.asking import Asked
from dossiers.draft import IntakeDraft, TickedPaper
from dossiers.intake import Assessment
from ui.pages.intake.panes.live_strip import fee_lines, fee_words
from ui.pages.intake.panes.paper_list import PaperList
from ui.pages.intake.panes.questions import CaseQuestions
from ui.widgets.line import LabelledLine
from ui.widgets.parts import button, column, label, row, rule
from ui.widgets.tab_order import step
from ui.wording import moment_words

RESULT_CHANNELS = (
    "Nhận trực tiếp tại nơi nộp hồ sơ",
    "Nhận qua bưu chính công ích",
    "Nhận bản điện tử",
)
_BASIS_LINES = 6
_AROUND = 40
_CONFIDENCE = {
    "high": "đã đối chiếu nguồn công bố",
    "medium": "đối chiếu một phần, nên kiểm tra lại",
    "low": "chưa đối chiếu, xem Cổng DVCQG",
}


class CaseDetails(QFrame):
    """Everything about the case that is no line of the form."""

    changed = Signal()
    """The clerk ticked a paper, answered a question or changed the contact."""
    done_with = Signal()
    """Nothing is left here for the keyboard: back to the form."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.papers = PaperList()
        self.papers.changed.connect(self.changed)
        self.papers.passed.connect(self._on_papers_passed)
        self.phone = self._line("Số điện thoại", "để báo khi có kết quả")
        self.email = self._line("Thư điện tử", "nếu có")
        self.authorisation = self._line("Giấy tờ ủy quyền", "tên, số, ngày của giấy")
        self.authorisation.hide()
        self.result_channel = QComboBox()
        self.result_channel.setAccessibleName("Nơi nhận kết quả")
        self.result_channel.addItems(list(RESULT_CHANNELS))
        self.result_channel.setStyleSheet("font-size: 14px;")
        self.result_channel.activated.connect(self._on_changed)
        self._due = label(wrap=True)
        self._fee = label(wrap=True)
        self._warnings = label(role="warning", wrap=True)
        self._basis = label(role="small", wrap=True)
        self.questions = CaseQuestions()
        self.questions.changed.connect(self.changed)
        self.questions.usual.clicked.connect(self.take_usual)
        self._seen: frozenset[str] = frozenset()  # what a usual case would answer, once in sight
        self._build()

    def _build(self) -> None:
        inside = QWidget()
        self._warning_box = QWidget()
        self._warning_box.setLayout(column(_head("Lưu ý"), self._warnings, rule(), spacing=4))
        every = button("Đủ cả", "link", name="Đánh dấu đủ mọi thành phần hồ sơ")
        every.clicked.connect(self.papers.tick_all)
        papers_head = row(_head("Thành phần hồ sơ"), label("F11", "small"), 1, every)
        inside.setLayout(
            column(
                papers_head, self.papers, rule(), self.questions, rule(),
                _head("Hẹn trả kết quả"), self._due, rule(),
                _head("Phí, lệ phí"), self._fee, rule(), self._warning_box,
                _head("Liên hệ, trả kết quả"), self.phone, self.email, self.result_channel,
                self.authorisation, rule(), _head("Căn cứ"), self._basis, 1, spacing=8, margins=16,
            )
        )  # fmt: skip
        self._scroll = scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setLayout(column(scroll, spacing=0, margins=1))

    def _line(self, name: str, placeholder: str) -> LabelledLine:
        line = LabelledLine(name, placeholder)
        line.edited.connect(self.changed)
        return line

    def load(self, draft: IntakeDraft) -> None:
        """Show the contact of a case that was opened or brought back."""
        self.papers.reset()
        self.questions.reset()
        self._seen = frozenset()
        self._scroll.verticalScrollBar().setValue(0)
        self.phone.set_text(draft.phone or "")
        self.email.set_text(draft.email or "")
        self.authorisation.set_text(draft.authorisation_paper or "")
        self.result_channel.setCurrentText(draft.result_channel)

    def show_assessment(
        self,
        assessment: Assessment,
        ticked: Sequence[TickedPaper],
        asked: Sequence[Asked],
        now: datetime,
    ) -> None:
        """Show the case as it was just judged, with the questions of the event on the screen."""
        extra = [paper for paper in assessment.papers if paper.is_extra]
        self.papers.show_checklist(assessment.checklist, ticked, assessment.made_here, extra)
        self.questions.show_questions(asked)
        due = assessment.due
        words = moment_words(due.due_at, now) if due.due_at else "Chưa tính được ngày hẹn trả."
        self._due.setText(f"{words}\n{due.rule}" if due.rule else words)
        words = fee_words(assessment.fee, assessment.undecided)
        self._fee.setText("\n".join([words, *fee_lines(assessment.fee)]))
        self._warnings.setText("\n".join(f"• {w.text}" for w in assessment.warnings))
        self._warning_box.setVisible(bool(assessment.warnings))
        self.authorisation.setVisible(assessment.parties.has_agent)
        self._basis.setText(_basis(assessment))

    def begin(self) -> None:
        """Put the keyboard on the first paper without a tick, else on what is asked."""
        if self.papers.focus_open():
            _show_focus_soon(self._scroll)
        else:
            self._on_papers_passed()

    def take_usual(self) -> None:
        """Take the answers of a usual case, once all of them have been in sight."""
        lines = self.questions.usual_lines()
        self._seen |= {key for key, line in lines.items() if self._is_in_sight(line)}
        unseen = [line for key, line in lines.items() if key not in self._seen]
        if unseen:
            is_first = unseen[0] is next(iter(lines.values()))
            self._scroll_to(self.questions if is_first else unseen[0])
            self._seen |= {key for key, line in lines.items() if self._is_in_sight(line)}
            self.questions.usual.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        is_here = self.isAncestorOf(QApplication.focusWidget() or self.window())
        self.questions.take_usual()
        if not is_here:
            return
        if self.papers.focus_open():
            _show_focus_soon(self._scroll)
        else:
            self.done_with.emit()

    def show_usual(self) -> None:
        """Let the answers of a usual case be seen."""
        self.questions.usual.setFocus(Qt.FocusReason.ShortcutFocusReason)
        QTimer.singleShot(0, self, partial(self._scroll_to, self.questions))

    def focus_missing(self) -> None:
        """Put the keyboard on the first compulsory paper without a tick."""
        self.papers.focus_open(is_compulsory=True)
        _show_focus_soon(self._scroll)

    def _scroll_to(self, item: QWidget) -> None:
        inside = self._scroll.widget()
        if inside is not None:
            self._scroll.verticalScrollBar().setValue(item.mapTo(inside, QPoint(0, 0)).y())

    def _is_in_sight(self, item: QWidget) -> bool:
        port = self._scroll.viewport()
        top = item.mapTo(port, QPoint(0, 0)).y()
        return self.isVisible() and top >= 0 and top + item.height() <= port.height()

    def _on_papers_passed(self) -> None:
        target = self.questions.first()
        if target is self.questions.usual:
            self.show_usual()
        elif target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.done_with.emit()  # “Đủ cả” is never where the keyboard comes to by itself

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter go on to the next question or line."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not (
            event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            step(self, forward=True)
            _show_focus_soon(self._scroll)
        else:
            super().keyPressEvent(event)

    def situation(self) -> dict[str, SituationValue]:
        """Return the questions that the clerk answered."""
        return self.questions.answers()

    def _on_changed(self) -> None:
        self.changed.emit()


def _show_focus_soon(scroll: QScrollArea) -> None:
    """Space must not tick what is out of sight; lines just made have no place yet."""
    QTimer.singleShot(0, scroll, partial(_show_focus, scroll))


def _show_focus(scroll: QScrollArea) -> None:
    focus = QApplication.focusWidget()
    if focus is not None and scroll.isAncestorOf(focus):
        scroll.ensureWidgetVisible(focus, 0, _AROUND)


def _head(text: str) -> QWidget:
    return label(text, "strong")


def _basis(assessment: Assessment) -> str:
    procedure = assessment.procedure
    lines = list(procedure.legal_basis[:_BASIS_LINES])
    if len(procedure.legal_basis) > _BASIS_LINES:
        lines.append(f"và {len(procedure.legal_basis) - _BASIS_LINES} căn cứ khác")
    lines.append(f"Mã thủ tục {procedure.code} · {_CONFIDENCE[procedure.confidence.value]}")
    return "\n".join(lines)
