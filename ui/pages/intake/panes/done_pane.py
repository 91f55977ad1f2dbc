"""After acceptance: the number, the appointment, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.theme import TABULAR, Tone
from ui.widgets.code_entry import CodeEntry
from ui.widgets.parts import button, chip, clear, column, label, panel, row, rule, set_chip


class DonePane(QWidget):
    """Shows one dossier that was just taken in."""

    slip_wanted = Signal()
    """Show Mẫu 01."""
    forms_wanted = Signal()
    """Show the declaration and what goes with it again."""
    new_wanted = Signal()
    """The next citizen."""

    def __init__(self) -> None:
        super().__init__()
        self._number = label()
        self._number.setStyleSheet(f'font-family: "{TABULAR}"; font-size: 22px; font-weight: 600;')
        self._number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._state = chip()
        self._what = label(role="strong", wrap=True)
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(24)
        self._facts.setVerticalSpacing(4)
        self._next = label(role="muted", wrap=True)
        self.code = CodeEntry()
        self.slip_button = button("Giấy tiếp nhận và hẹn trả", icon_name="file-text")
        self.slip_button.clicked.connect(self.slip_wanted)
        self.forms = button("Tờ khai", icon_name="file-text", name="Xem và in lại tờ khai")
        self.forms.clicked.connect(self.forms_wanted)
        self.new = button("Hồ sơ mới  F2", "primary", icon_name="plus")
        self.new.clicked.connect(self.new_wanted)
        sheet = panel()
        sheet.setMaximumWidth(680)
        sheet.setLayout(
            column(
                row(label("Đã tiếp nhận hồ sơ", "title"), 1, self._state),
                label("Số tạm (mã hồ sơ do hệ thống tỉnh cấp)", "muted"), self._number, rule(),
                self._what, self._facts, rule(), self._next, self.code,
                row(self.slip_button, self.forms, 1, self.new), spacing=8, margins=20,
            )
        )  # fmt: skip
        centred = row(1, spacing=0)
        centred.addWidget(sheet, 6)
        centred.addStretch(1)
        self.setLayout(column(centred, 1, margins=12))

    def show_dossier(self, number: str, what: str, facts: Sequence[tuple[str, str]]) -> None:
        """Show what was taken in."""
        self._number.setText(number)
        self._what.setText(what)
        clear(self._facts)
        for place, (name, value) in enumerate(facts):
            fact = column(label(name, "small"), label(value, wrap=True), spacing=0)
            self._facts.addLayout(fact, place // 2, place % 2)

    def offer_forms(self, *, is_on: bool) -> None:
        """Offer the papers that were filled in, where there are any."""
        self.forms.setVisible(is_on)

    def show_state(self, word: str, tone: Tone, following: str, *, wants_code: bool) -> None:
        """Show how it stands with the province and what comes next."""
        set_chip(self._state, word, tone)
        self._next.setText(following)
        if not wants_code and self.code.line.hasFocus():
            self.new.setFocus()
        self.code.setVisible(wants_code)

    def begin(self) -> None:
        """Put the cursor where the next thing is done."""
        (self.code if self.code.isVisibleTo(self) else self.new).setFocus()
