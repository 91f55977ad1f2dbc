"""One procedure: papers to tick, and what the answers on the right make of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QScrollArea, QWidget

from dossiers.consulting.card import Card, CardForm
from ui.pages.catalogue.panes.blocks import BlockView, PaperTicks
from ui.pages.catalogue.panes.notes_pane import NotesPane
from ui.pages.catalogue.words import CardWords, is_open, no_papers
from ui.theme import Tone
from ui.widgets.catalogue_questions import SituationQuestions
from ui.widgets.parts import (
    ElidedLabel,
    Room,
    button,
    chip,
    clear,
    column,
    label,
    panel,
    row,
    rule,
)
from ui.wording import clipped, sentence_case

_TWO_COLUMNS = 600
"""Width from which the case stands beside the papers."""
ACTIONS_HEIGHT = 56
_AROUND = 60
"""How much above and below a question comes into sight with it."""
_TITLE_LETTERS = 42


class CardPane(QFrame):
    """Emits what the clerk does with the procedure shown."""

    answered = Signal()
    """Another answer about the case."""
    take_in = Signal()
    """Tiếp nhận under this procedure."""
    page_wanted = Signal()
    """The A5 page for the citizen."""
    form_wanted = Signal(str)
    """Show the empty sheet with this id."""
    pinned = Signal(bool)
    """Keep the procedure at hand, or no longer."""
    opened = Signal(str)
    """Show another procedure as it is, such as the one that was replaced."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.questions = SituationQuestions()
        self.questions.answered.connect(self.answered)
        self.questions.reached.connect(self._on_reached)
        self.questions.ended.connect(self._on_ended)
        self._first = ""  # the question that decides the papers
        self.papers = PaperTicks()
        self.notes = NotesPane()
        grown = QTimer(self, singleShot=True, interval=0)  # the card has its new size by then
        grown.timeout.connect(self._see_note)
        self.notes.writing.connect(grown.start)
        self._head = CardHead()
        self._head.opened.connect(self.opened)
        self._forms = column(spacing=2)
        self._form_box = _titled("Tờ khai, biểu mẫu", self._forms)
        self._question_box = QWidget()
        self._question_box.setLayout(
            column(label("Trường hợp của người dân", "strong"), self.questions, spacing=4)
        )
        names = ("not_asked", "fee", "due", "hints", "steps", "rest", "remarks")
        self.blocks = {name: BlockView() for name in names}
        self._columns = row(spacing=20)
        self._scroll, self._inside, self._room = QScrollArea(), QWidget(), Room()
        self.take = button("Tiếp nhận  Ctrl+Enter", "primary", icon_name="inbox",
                           name="Tiếp nhận theo thủ tục này (Ctrl+Enter)")  # fmt: skip
        self.page = button("Phiếu A5  Ctrl+P", icon_name="printer",
                           name="Phiếu A5 cho người dân (Ctrl+P)")  # fmt: skip
        self.pin = button("Ghim  Ctrl+D", icon_name="star", name="Ghim thủ tục (Ctrl+D)")
        self._build()
        self.clear()

    def _build(self) -> None:
        blocks = self.blocks
        left = column(
            column(label("Thành phần hồ sơ", "strong"), self.papers, spacing=2),
            blocks["not_asked"], blocks["fee"], blocks["due"], self._form_box,
            blocks["steps"], self.notes, blocks["rest"], blocks["remarks"],
            spacing=12,
        )  # fmt: skip
        right = column(self._question_box, blocks["hints"], spacing=12)
        for side in (left, right):
            side.addStretch(1)
        self._columns.addLayout(left, 3)
        self._columns.addLayout(right, 2)
        self._columns.setContentsMargins(16, 8, 16, 16)
        self._inside.setLayout(self._columns)
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(self._inside)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its ticks and answers take it
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.take.clicked.connect(self.take_in)
        self.page.clicked.connect(self.page_wanted)
        self.pin.setCheckable(True)
        self.pin.clicked.connect(self.pinned)
        bar = panel("flat")
        bar.setFixedHeight(ACTIONS_HEIGHT)
        actions = row(self.pin, 1, self.page, self.take)
        actions.setContentsMargins(12, 8, 12, 8)
        bar.setLayout(actions)
        layout = column(self._head, rule(), spacing=0, margins=1)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self._room)
        layout.addWidget(rule())
        layout.addWidget(bar)
        self.setLayout(layout)

    def clear(self) -> None:
        """Show no procedure."""
        self._head.clear()
        self._inside.hide()
        self._set_actions(is_on=False)

    def show_card(self, card: Card, words: CardWords, sentence: str, replaced: str) -> None:
        """Show a procedure. `sentence` says why it is not `replaced`, which was asked for."""
        self._head.show_card(card, words, sentence, replaced)
        self._question_box.setVisible(bool(card.questions))
        self.questions.ask(card.questions, card.situation)
        self._first = next((q.key for q in card.checklist.deciding), "")
        self.papers.show_papers(card.checklist, no_papers(card))
        for name, block in self.blocks.items():
            block.show_block(getattr(words, name))
        self._show_forms(card.forms)
        self._inside.show()
        self._set_actions(is_on=True)
        self.take.setEnabled(is_open(card.procedure))
        self.take.setToolTip("" if self.take.isEnabled() else words.banners[0])

    def turn_to(self, code: str) -> None:
        """Another procedure comes: its ticks and its place begin anew."""
        self.papers.reset()
        self.notes.turn_to(code)
        self._scroll.verticalScrollBar().setValue(0)

    def begin(self) -> None:
        """Put the cursor on the first thing to answer or to tick; what decides comes first."""
        if not self.questions.begin(self._first):
            self._on_ended()

    def mark_pinned(self, *, is_on: bool) -> None:
        """Show whether the procedure is kept at hand."""
        self.pin.setChecked(is_on)
        text = "Đã ghim  Ctrl+D" if is_on else "Ghim  Ctrl+D"
        self.pin.setText(f"\u2009{text}")

    def said(self) -> str:
        """Return everything that is shown, as text."""
        labels = self.findChildren(QLabel)
        return "\n".join(item.text() for item in labels if item.isVisibleTo(self))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand the case beside the papers where there is room, else below them."""
        super().resizeEvent(event)
        direction = QBoxLayout.Direction
        wide = self.width() >= _TWO_COLUMNS
        self._columns.setDirection(direction.LeftToRight if wide else direction.TopToBottom)

    def make_room(self, height: int) -> None:
        """Keep this much free between what scrolls and the buttons, which stay in their place."""
        self._room.keep(height)

    def _on_reached(self, box: QWidget) -> None:
        self._scroll.ensureWidgetVisible(box, 0, _AROUND)

    def _see_note(self) -> None:
        """Let the note that is written, or the notes after one was stored, be seen."""
        editor = self.notes.editor
        shown = editor if editor.isVisibleTo(self) else self.notes.add
        self._scroll.ensureWidgetVisible(shown, 0, _AROUND)

    def _on_ended(self) -> None:
        if not self.papers.begin():
            self.take.setFocus()

    def _set_actions(self, *, is_on: bool) -> None:
        for item in (self.take, self.page, self.pin):
            item.setEnabled(is_on)

    def _show_forms(self, forms: Sequence[CardForm]) -> None:
        clear(self._forms)
        for form in forms:
            if form.form_id is not None and form.is_printable:
                link = button(
                    clipped(sentence_case(form.title), _TITLE_LETTERS), "link", icon_name="eye",
                    tip=form.title, name=f"Xem {form.title}",
                )  # fmt: skip
                link.clicked.connect(partial(self.form_wanted.emit, form.form_id))
                self._forms.addWidget(link)
            else:
                why = "khai trực tuyến" if form.form_id else "chưa có mẫu trong thư viện"
                self._forms.addWidget(label(f"{form.title} ({why})", "muted", wrap=True))
        self._form_box.setVisible(bool(forms))


class CardHead(QWidget):
    """Name, code, field, status, confidence, and what must be known before anything else."""

    opened = Signal(str)
    """The clerk wants the procedure with this code."""

    def __init__(self) -> None:
        super().__init__()
        self._name = label(role="heading", wrap=True)
        self._chips = row(spacing=6)
        self._summary = label(role="strong", wrap=True)
        self._banner = panel("review")
        self._banner_text = label(wrap=True)
        self._links = row(spacing=4)
        inside = column(self._banner_text, spacing=2, margins=6)
        inside.addLayout(self._links)
        self._banner.setLayout(inside)
        layout = column(self._name, spacing=4)
        layout.addLayout(self._chips)
        layout.addWidget(self._summary)
        layout.addWidget(self._banner)
        layout.setContentsMargins(16, 10, 16, 8)
        self.setLayout(layout)

    def clear(self) -> None:
        """Show no procedure."""
        self._name.setText("Chọn một thủ tục ở danh sách bên trái")
        self._summary.setText("")
        self._banner.hide()
        clear(self._chips)

    def show_card(self, card: Card, words: CardWords, sentence: str, replaced: str) -> None:
        """Show the head of one card."""
        self._name.setText(card.procedure.name)
        self._name.setToolTip(card.procedure.name)
        self._show_chips(words.chips, card.procedure.field)
        self._summary.setText(words.summary)
        texts = [text for text in (sentence, *words.banners) if text]
        self._banner_text.setText("\n".join(texts))
        clear(self._links)
        others = [(f"Xem thủ tục cũ {replaced}", replaced)] if replaced else []
        others += [(f"Mở {p.code}", p.code) for p in card.successors]
        for text, code in others:
            link = button(text, "link")
            link.clicked.connect(partial(self.opened.emit, code))
            self._links.addWidget(link)
        self._links.addStretch(1)
        self._banner.setVisible(bool(texts or others))

    def _show_chips(self, chips: Sequence[tuple[str, Tone]], field: str) -> None:
        clear(self._chips)
        for text, tone in chips:
            self._chips.addWidget(chip(text, tone))
        self._chips.addWidget(ElidedLabel(field, "muted"), 1)


def _titled(title: str, inside: QBoxLayout) -> QWidget:
    box = QWidget()
    layout = column(label(title, "strong"), spacing=2)
    layout.addLayout(inside)
    box.setLayout(layout)
    return box
