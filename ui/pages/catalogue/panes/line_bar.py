"""Where catalogues come from over the line, and the quiet word that a newer one is there."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from base.clock import Clock, legal_date
from sync.catalogue_line import LineChoices, LineNote
from sync.gateways.address import host_of
from ui.widgets.parts import button, column, label, panel, row
from ui.wording import stamp

_NO_ADDRESS = (
    "Chưa đặt địa chỉ tải danh mục: máy không tự kết nối đi đâu. Đặt ở nút “Địa chỉ tải…”."
)


class LineBar(QWidget):
    """One line of state; above it the news, when there is any."""

    look_wanted = Signal()
    """Show what the newer catalogue changes."""

    def __init__(self) -> None:
        super().__init__()
        self._state = label(role="muted", wrap=True)
        self.address = button("Địa chỉ tải…", "link", tip="Nơi máy hỏi xem có danh mục mới")
        self._news = label(role="strong", wrap=True)
        self.look = button("Xem thay đổi", "primary", icon_name="eye",
                           name="Xem thay đổi của danh mục mới")  # fmt: skip
        self.look.clicked.connect(self.look_wanted)
        self._panel = panel("review")
        inside = row(spacing=8, margins=10)
        inside.addWidget(self._news, 1)
        inside.addWidget(self.look)
        self._panel.setLayout(inside)
        state = row(spacing=8)
        state.addWidget(self._state, 1)
        state.addWidget(self.address)
        self.setLayout(column(state, self._panel, spacing=6))
        self._panel.hide()

    def show_line(self, choices: LineChoices, note: LineNote, *, newer: str, clock: Clock) -> None:
        """Say where from, when last asked, what was found."""
        has_news = bool(newer)
        by = f" của {note.publisher}" if note.publisher else ""
        self._news.setText(f"Có danh mục mới {newer}{by}: xem thay đổi rồi cài.")
        self._panel.setVisible(has_news)
        self._state.setText(_state(choices, note, has_news=has_news, clock=clock))

    @property
    def has_news(self) -> bool:
        """Whether a newer catalogue is told of."""
        return not self._panel.isHidden()

    def said(self) -> str:
        """Return everything that it says."""
        return f"{self._news.text()}\n{self._state.text()}" if self.has_news else self._state.text()


def _state(choices: LineChoices, note: LineNote, *, has_news: bool, clock: Clock) -> str:
    if not choices.address:
        return _NO_ADDRESS
    parts = [f"Địa chỉ tải: {host_of(choices.address)}", _when(note, clock)]
    if note.code:
        parts.append(f"{note.message.rstrip('.')} ({note.code})")
    elif note.version and not has_news:
        parts.append("đang dùng bản mới nhất")
    parts.append(
        f"tự hỏi {choices.every_days} ngày một lần" if choices.is_checking else "không tự hỏi"
    )
    return " · ".join(parts)


def _when(note: LineNote, clock: Clock) -> str:
    if note.answered_at is None:
        return "chưa hỏi lần nào" if note.tried_at is None else "chưa có trả lời"
    if legal_date(note.answered_at) == legal_date(clock()):
        return f"trả lời hôm nay, {stamp(note.answered_at)[-5:]}"
    return f"trả lời gần nhất {stamp(note.answered_at)}"
