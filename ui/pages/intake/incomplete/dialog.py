"""The decision of F10. Everything missing is written down at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from base.clock import local
from base.text import clean_text
from dossiers.handouts.notices import IssuedNotice, NoticeKind
from ui.widgets.parts import ButtonKind, button, column, label, row

_ONCE = (
    "Chỉ được yêu cầu bổ sung một lần, nên ghi đủ mọi thứ còn thiếu "
    "(NĐ 118/2025/NĐ-CP Điều 11). Lý do nên dẫn điều, khoản."
)
_WIDTH = 900
_MARGIN = 20
_SCROLL_BAR = 14
_MOST_HEIGHT = 150
SHEET_WORDS = {NoticeKind.SUPPLEMENT: "Mẫu số 02", NoticeKind.REFUSAL: "Mẫu số 03"}


class Way(StrEnum):
    """What becomes of a case that is not complete."""

    PARK = "park"
    GUIDED = "guided"
    DISCARD = "discard"
    SUPPLEMENT = "supplement"
    REFUSAL = "refusal"


@dataclass(frozen=True, slots=True)
class Decision:
    """What the clerk decided: the way, the things missing and what else was written."""

    way: Way
    items: tuple[str, ...] = field(default=(), repr=False)
    note: str = field(default="", repr=False)
    reason: str = field(default="", repr=False)

    @property
    def lines(self) -> tuple[str, ...]:
        """Everything that is missing, one thing each."""
        return (*self.items, *(line.strip() for line in self.note.splitlines() if line.strip()))


class IncompleteDialog(QDialog):
    """A decision: what is missing, and what happens to the case."""

    decided = Signal(object)
    """A Decision."""
    typed = Signal(str, str)
    """What else is missing and the reason, as they are being written."""

    def __init__(
        self,
        parent: QWidget,
        missing: Sequence[str],
        kept: Decision,
        issued: Sequence[IssuedNotice] = (),
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Hồ sơ chưa đủ · Trợ lý Một cửa")
        self.setMinimumWidth(_WIDTH)
        self._ticks = {name: QCheckBox() for name in missing}
        self.note = _text(kept.note, "Việc khác cần bổ sung, sửa", 62)
        self.note.setPlaceholderText("Mỗi dòng một việc khác cần bổ sung, sửa …")
        self.reason = _text(kept.reason, "Lý do", 62)
        self.reason.setPlaceholderText("Vì sao: điều, khoản, văn bản … (in trên phiếu)")
        for text in (self.note, self.reason):
            text.textChanged.connect(self._on_typed)
        self._bind()
        self.setLayout(
            column(
                label("Hồ sơ còn thiếu gì?", "title"), *map(_given, issued), self._missing(),
                label("Việc khác", "muted"), self.note, label("Lý do", "muted"), self.reason,
                label(_ONCE, "small", wrap=True), self._buttons(),
                spacing=8, margins=_MARGIN,
            )
        )  # fmt: skip

    def _missing(self) -> QWidget:
        ticks = column(spacing=0)
        for name, tick in self._ticks.items():
            tick.setChecked(True)
            tick.setAccessibleName(f"Còn thiếu: {name}")
            ticks.addLayout(_ticked(tick, name))
        if not self._ticks:
            ticks.addWidget(label("Không có thành phần nào được đánh dấu là thiếu.", "muted"))
        ticks.addStretch(1)
        inside = QWidget()
        inside.setLayout(ticks)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setAccessibleName("Thành phần còn thiếu")
        wanted = ticks.heightForWidth(_WIDTH - 2 * _MARGIN - _SCROLL_BAR)
        scroll.setFixedHeight(min(max(wanted, ticks.sizeHint().height()) + 4, _MOST_HEIGHT))
        return scroll

    def _buttons(self) -> QWidget:
        ways: tuple[tuple[Way, str, ButtonKind, str], ...] = (
            (Way.DISCARD, "Đóng, không lưu", "", ""),
            (Way.GUIDED, "Chỉ hướng dẫn", "",
             "Ghi lại việc đã hướng dẫn; hồ sơ nằm trong mục đang dở, không cấp số"),
            (Way.REFUSAL, "Từ chối: Mẫu 03", "", "Cấp số và xem trước Phiếu từ chối tiếp nhận"),
            (Way.SUPPLEMENT, "Bổ sung: Mẫu 02", "",
             "Cấp số và xem trước Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"),
            (Way.PARK, "Để dở  Ctrl+Enter", "primary", ""),
        )  # fmt: skip
        back = button("Quay lại  Esc", "link")
        back.clicked.connect(self.reject)
        parts: list[QWidget | int] = [back, 1]
        for way, text, look, tip in ways:
            made = button(text, look)
            made.setToolTip(tip)
            made.setProperty("way", way.value)
            made.clicked.connect(self._on_button)
            parts.append(made)
        bar = QWidget()
        bar.setLayout(row(*parts))
        return bar

    def _bind(self) -> None:
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self.decide, Way.PARK))

    def _on_typed(self) -> None:
        self.typed.emit(self.note.toPlainText(), self.reason.toPlainText())

    def _on_button(self) -> None:
        self.decide(Way(str(self.sender().property("way"))))

    def decision(self, way: Way) -> Decision:
        """Return what is written, with a way."""
        items = tuple(name for name, tick in self._ticks.items() if tick.isChecked())
        note, reason = (clean_text(t.toPlainText()).strip() for t in (self.note, self.reason))
        return Decision(way, items, note, reason)

    def decide(self, way: Way) -> None:
        """Close the dialog and say what becomes of the case."""
        self.accept()
        self.decided.emit(self.decision(way))


class _TickName(QLabel):
    """What a box is about, beside it; a click ticks the box."""

    def __init__(self, name: str, tick: QCheckBox) -> None:
        super().__init__(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self._tick = tick

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick the box, or take the tick away."""
        if self.rect().contains(event.position().toPoint()):
            self._tick.click()


def _ticked(tick: QCheckBox, name: str) -> QHBoxLayout:
    """Return a tick with a name that wraps; a click on the name ticks it too."""
    tick.setMinimumWidth(32)
    words = _TickName(name, tick)
    words.setContentsMargins(0, 6, 0, 4)
    line = row(spacing=0)
    line.addWidget(tick, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(words, 1)
    return line


def _text(text: str, name: str, height: int) -> QPlainTextEdit:
    made = QPlainTextEdit(text)
    made.setAccessibleName(name)
    made.setFixedHeight(height)
    made.setTabChangesFocus(True)
    return made


def _given(notice: IssuedNotice) -> QWidget:
    at = f"{local(notice.at):%d/%m/%Y}"
    text = f"Đã in {SHEET_WORDS[notice.kind]}, số {notice.doc_no}, ngày {at}."
    return label(text, "warning", wrap=True)
