"""The chip beside the people: what opens it, how far the reading is, what it said."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QProgressBar, QScrollArea, QWidget

from base.errors import DeskError
from citizens.readers.chip.reading import LABEL
from ui.widgets.line import LabelledLine
from ui.widgets.parts import button, chip, clear, column, label, row
from ui.widgets.tab_order import step

_DATE = "ngày/tháng/năm"
_WHY = (
    "Chip mở bằng số thẻ, ngày sinh và ngày hết hạn in trên thẻ. Mã QR không có ngày hết hạn: "
    "gõ theo mặt thẻ."
)
_PACE = (
    "Chip chỉ mở bằng PACE (mã CAN) thì phần mềm này chưa đọc được: quét mã QR hoặc nhập tay (F4)."
)


class ChipPanel(QFrame):
    """Shows three lines and the result; the reading itself is the presenter's."""

    read_wanted = Signal()
    """Read the chip on the reader."""
    stop_wanted = Signal()
    """Stop the reading."""
    again_wanted = Signal()
    """Read another chip."""
    person_chosen = Signal(int)
    """Take the values of one of the people of the case."""
    closed = Signal()
    """Close the panel."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAccessibleName("Đọc chip của thẻ")
        self.people = QComboBox()
        self.people.setAccessibleName("Thẻ của ai")
        self.people.activated.connect(self.person_chosen)
        self.number = LabelledLine("Số thẻ (12 số)")
        self.birth = LabelledLine("Ngày sinh", _DATE)
        self.expiry = LabelledLine("Có giá trị đến (ngày hết hạn)", _DATE)
        self.number.line.setMaxLength(20)
        for item in (self.birth, self.expiry):
            item.line.setMaxLength(10)
        for item in self.lines:
            item.line.returnPressed.connect(self._on_return)
        self._read = button("Đọc chip", "primary", icon_name="nfc")
        self._read.clicked.connect(self.read_wanted)
        self._stop = button("Dừng")
        self._stop.clicked.connect(self.stop_wanted)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName("Tiến độ đọc chip")
        self._doing = label("", "muted", wrap=True)
        self._error = label(role="error", wrap=True)
        self._ask = QWidget()
        self._result = QFrame()
        self._label = chip(LABEL, "warning")
        self._name = label(role="heading", wrap=True)
        self._rows = column(spacing=2)
        self._build()
        self.hide()

    @property
    def lines(self) -> tuple[LabelledLine, ...]:
        """The three lines, as they are filled in."""
        return self.number, self.birth, self.expiry

    def _build(self) -> None:
        self._close = button("Đóng  Esc", "small", name="Đóng (Esc)")
        self._close.clicked.connect(self.closed)
        again = button("Đọc chip khác")
        again.clicked.connect(self._on_again)
        head = row(label("Đọc chip của thẻ", "heading"), 1, self._close)
        found = column(row(self._label, 1), self._name, self._rows, row(again, 1), spacing=6)
        self._result.setLayout(found)
        inside = QWidget()
        fields = row(*self.lines, spacing=12)
        for number, stretch in enumerate((4, 3, 4)):
            fields.setStretch(number, stretch)
        actions = row(self._read, self._stop, spacing=8)
        actions.addWidget(self._doing, 100)
        actions.addStretch(1)
        ask = column(self.people, fields, label(_WHY, "muted", wrap=True), actions, spacing=10)
        ask.addWidget(self._progress)
        ask.addWidget(self._error)
        self._ask.setLayout(ask)
        inside.setLayout(column(self._ask, self._result, 1, label(_PACE, "small", wrap=True)))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        layout = column(head, spacing=8, margins=12)
        layout.addWidget(scroll, 1)
        self.setLayout(layout)

    def begin(self, people: Sequence[str]) -> None:
        """Ask for the values; people whose values are known can be chosen."""
        self.people.clear()
        self.people.addItems([*people, "Thẻ khác: gõ theo mặt thẻ"])
        self.people.setVisible(bool(people))
        self.show_idle()

    def fill(self, number: str, birth: str, expiry: str) -> None:
        """Show the values of a person; the cursor goes to the first that is missing."""
        for item, text in zip(self.lines, (number, birth, expiry), strict=True):
            item.set_problem("")
            item.set_text(text)
        first = next((item for item in self.lines if not item.text), None)
        target: QWidget = self._read if first is None else first.line
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_idle(self, error: DeskError | None = None) -> None:
        """Nothing is read; an error says why."""
        self._ask.show()
        self._result.hide()
        self._read.setEnabled(True)
        self._stop.hide()
        self._progress.hide()
        self._doing.hide()
        self._error.setText("" if error is None else error.sentence)
        self._error.setVisible(error is not None)
        if error is not None:
            self._read.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_progress(self, done: int, of: int) -> None:
        """The chip is being read."""
        self._error.hide()
        self._progress.setRange(0, of)
        self._progress.setValue(done)
        self._doing.setText(f"Đang đọc chip: bước {done + 1}/{of}. Để thẻ nằm yên trên đầu đọc.")
        for item in (self._stop, self._progress, self._doing):
            item.show()
        if self._read.hasFocus():
            self._stop.setFocus(Qt.FocusReason.OtherFocusReason)
        self._read.setEnabled(False)

    def show_result(self, name: str, rows: Sequence[tuple[str, str]]) -> None:
        """Show what the chip said; the person has been handed on."""
        self.show_idle()
        self._name.setText(name)
        clear(self._rows)
        for caption, text in rows:
            line = QWidget()
            key = label(caption, "muted")
            key.setFixedWidth(130)
            value = label(text, wrap=True)
            layout = row(key, spacing=8)
            layout.addWidget(value, 1)
            line.setLayout(layout)
            self._rows.addWidget(line)
        self._ask.hide()
        self._result.show()
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Keep nothing of anybody."""
        for item in self.lines:
            item.set_text("")
            item.set_problem("")
        self.people.clear()
        self._name.setText("")
        clear(self._rows)
        self.show_idle()

    def said(self) -> str:
        """Return what is shown of the result, or of the error, as text."""
        if self._error.isVisibleTo(self):
            return self._error.text()
        if not self._result.isVisibleTo(self):
            return self._doing.text() if self._doing.isVisibleTo(self) else ""
        items = [self._label, self._name, *self._result.findChildren(type(self._name))]
        return "\n".join(dict.fromkeys(item.text() for item in items if item.text()))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays within the panel."""
        return step(self, forward=forward) or super().focusNextPrevChild(forward)

    def _on_again(self) -> None:
        self.show_idle()
        self.again_wanted.emit()

    def _on_return(self) -> None:
        """Enter goes to the next empty line, then reads."""
        empty = next((item for item in self.lines if not item.text), None)
        if empty is not None:
            empty.line.setFocus(Qt.FocusReason.TabFocusReason)
        elif self._read.isEnabled():
            self.read_wanted.emit()
