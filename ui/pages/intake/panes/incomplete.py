"""F10: the dossier is not complete. Everything missing is written down at once."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QPlainTextEdit, QScrollArea, QWidget

from base.text import clean_text
from ui.widgets.parts import button, column, label, row

_HONEST = (
    "Bản này chưa in được Phiếu yêu cầu bổ sung (Mẫu số 02) và Phiếu từ chối (Mẫu số 03). "
    "Cần giấy giao cho công dân thì in từ hệ thống tỉnh. Chỉ được yêu cầu bổ sung một lần, "
    "nên ghi đủ mọi thứ còn thiếu (NĐ 118/2025/NĐ-CP Điều 11)."
)


class Way(StrEnum):
    """What becomes of a case that is not complete."""

    PARK = "park"
    GUIDED = "guided"
    DISCARD = "discard"


class IncompleteDialog(QDialog):
    """A decision: what is missing, and what happens to the case."""

    decided = Signal(str, str)
    """The way (a Way) and what is missing, one thing a line."""

    def __init__(self, parent: QWidget, missing: Sequence[str], note: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("Hồ sơ chưa đủ")
        self.setMinimumWidth(660)
        self._ticks = [QCheckBox(name) for name in missing]
        ticks = column(spacing=0)
        for tick in self._ticks:
            tick.setChecked(True)
            tick.setAccessibleName(f"Còn thiếu: {tick.text()}")
            ticks.addWidget(tick)
        if not missing:
            ticks.addWidget(label("Không có thành phần nào được đánh dấu là thiếu.", "muted"))
        ticks.addStretch(1)
        inside = QWidget()
        inside.setLayout(ticks)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        scroll.setMaximumHeight(150)
        self.note = QPlainTextEdit(note)
        self.note.setAccessibleName("Ghi chú")
        self.note.setPlaceholderText("Việc khác cần bổ sung, sửa; hẹn công dân quay lại khi nào …")
        self.note.setFixedHeight(84)
        self.setLayout(
            column(
                label("Hồ sơ còn thiếu gì?", "title"), scroll, label("Ghi chú", "muted"),
                self.note, label(_HONEST, "small", wrap=True), self._buttons(),
                spacing=8, margins=20,
            )
        )  # fmt: skip

    def _buttons(self) -> QWidget:
        park = button("Để dở, chờ bổ sung", "primary")
        park.clicked.connect(self._on_park)
        guided = button("Chỉ hướng dẫn")
        guided.setToolTip("Ghi lại việc đã hướng dẫn; hồ sơ nằm trong mục đang dở, không cấp số")
        guided.clicked.connect(self._on_guided)
        discard = button("Đóng, không lưu")
        discard.clicked.connect(self._on_discard)
        back = button("Quay lại  Esc", "link")
        back.clicked.connect(self.reject)
        bar = QWidget()
        bar.setLayout(row(back, 1, discard, guided, park))
        return bar

    def missing(self) -> str:
        """Return what is missing, one thing a line."""
        names = [tick.text() for tick in self._ticks if tick.isChecked()]
        return clean_text("\n".join([*names, self.note.toPlainText()])).strip()

    def _on_park(self) -> None:
        self.decide(Way.PARK)

    def _on_guided(self) -> None:
        self.decide(Way.GUIDED)

    def _on_discard(self) -> None:
        self.decide(Way.DISCARD)

    def decide(self, way: Way) -> None:
        """Close the dialog and say what becomes of the case."""
        self.accept()
        self.decided.emit(way.value, self.missing())
