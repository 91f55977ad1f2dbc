"""An identity paper in its parts: kind, number, day of issue, and the issuer that follows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from base.text import clean_line
from forms.derive.identity import join_number_groups
from forms.derive.papers import (
    CARDS,
    CITIZEN_CARD,
    KINDS,
    IdPaper,
    card_of,
    issued_on,
    read_paper,
    write_paper,
)
from ui.widgets.parts import button, column, label, row
from ui.widgets.pickers.hanging import HangingPanel

WIDTH, HEIGHT = 520, 236
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PaperPanel(HangingPanel):
    """Enter goes through the parts; the last one takes the line.

    What is typed in a part stands in the line at once, so that it is kept; Esc takes it back.
    """

    taken = Signal(str)
    """The whole line."""

    def __init__(self, anchor: QWidget) -> None:
        super().__init__(anchor)
        self.kind = QComboBox()
        self.kind.addItems(KINDS)
        self.number, self.issued, self.issuer = QLineEdit(), QLineEdit(), QLineEdit()
        self.issued.setPlaceholderText("ngày/tháng/năm")
        self._issuer_followed = ""
        self._before: str | None = None  # of the line, once a part was typed in
        self._text = ""
        for line in (self.number, self.issued, self.issuer):
            line.textEdited.connect(self._on_typed)
        self._parts = (
            (self.kind, "Loại giấy tờ"),
            (self.number, "Số"),
            (self.issued, "Ngày cấp"),
            (self.issuer, "Nơi cấp"),
        )
        grid = QGridLayout()
        grid.setSpacing(6)
        for place, (part, name) in enumerate(self._parts):
            part.setAccessibleName(name)
            part.installEventFilter(self)
            grid.addWidget(label(name, "small"), place, 0)
            grid.addWidget(part, place, 1)
        grid.setColumnStretch(1, 1)
        take = button("Lấy", "small", name="Ghi giấy tờ này vào dòng")
        take.clicked.connect(self._take)
        layout = column(grid, spacing=6, margins=8)
        layout.addLayout(
            row(label("Enter sang ô sau, ở ô cuối thì lấy · Esc đóng", "small"), 1, take)
        )
        self.setLayout(layout)

    def begin(self, text: str) -> None:
        """Open for a line that holds this text."""
        self._text, self._before = text, None
        paper = read_paper(text)
        self.kind.setCurrentText(paper.kind or CITIZEN_CARD)
        self.number.setText(paper.number)
        self.issued.setText(paper.issued)
        self.issuer.setText(paper.issuer)
        self._issuer_followed = ""
        self._follow()
        self.hang(WIDTH, HEIGHT)
        self.number.setFocus(Qt.FocusReason.PopupFocusReason)

    def forget(self) -> None:
        """Drop the number and the rest."""
        self._text, self._before = "", None
        for line in (self.number, self.issued, self.issuer):
            line.clear()

    def paper(self) -> IdPaper:
        """Return what is written, numbers without spaces and the day in its written shape."""
        day = issued_on(self.issued.text())
        return IdPaper(
            kind=self.kind.currentText(),
            number=join_number_groups(clean_line(self.number.text())),
            issuer=clean_line(self.issuer.text()),
            issued=f"{day:%d/%m/%Y}" if day else clean_line(self.issued.text()),
        )

    def takes(self, event: QKeyEvent) -> bool:
        """Give the line back what stood there before, with Esc."""
        is_esc = event.key() == Qt.Key.Key_Escape and event.type() == QEvent.Type.KeyPress
        if is_esc and self._before is not None:
            self.taken.emit(self._before)
        return super().takes(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go on with Enter; the issuer follows the day once that is left."""
        parts = [part for part, _ in self._parts]
        if watched not in parts:
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.FocusOut and watched is self.issued:
            self._follow()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            place = [part is watched for part in parts].index(True)
            if event.key() in _ENTER:
                self._go_on(parts, place)
                return True
        return False

    def _go_on(self, parts: Sequence[QWidget], place: int) -> None:
        if place + 1 < len(parts):
            parts[place + 1].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._take()

    def _follow(self) -> None:
        """A card's day of issue says who issued it; what the clerk wrote is left alone."""
        day = issued_on(self.issued.text())
        if day is None or self.kind.currentText() not in CARDS:
            return
        kind, issuer = card_of(day)
        if clean_line(self.issuer.text()) in ("", self._issuer_followed):
            self.kind.setCurrentText(kind)
            self.issuer.setText(issuer)
            self._issuer_followed = issuer

    def _on_typed(self) -> None:
        self._before = self._text
        self.taken.emit(write_paper(self.paper()))

    def _take(self) -> None:
        text = write_paper(self.paper())
        self.close_panel()
        self.taken.emit(text)
