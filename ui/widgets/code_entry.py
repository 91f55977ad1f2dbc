"""Nhập mã hồ sơ: the official code, typed or scanned from the provincial system's slip."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from ui.widgets.parts import button, label, row
from ui.widgets.scan_field import ScanField

_HINT = "mã trên giấy tiếp nhận của hệ thống tỉnh"


class CodeEntry(QFrame):
    """One line and its button."""

    entered = Signal(str)
    """The clerk typed or scanned this code."""
    paste_wanted = Signal()
    """The dossier of this line is to be typed elsewhere first."""

    def __init__(self, *, is_narrow: bool = False) -> None:
        super().__init__()
        self.line = ScanField()
        self.line.setPlaceholderText("Mã hồ sơ của tỉnh" if is_narrow else _HINT)
        self.line.setAccessibleName("Mã hồ sơ")
        self.line.setAccessibleDescription("Gõ hoặc quét mã hồ sơ do hệ thống tỉnh cấp")
        self.line.setToolTip("Gõ hoặc quét mã hồ sơ do hệ thống tỉnh cấp, rồi bấm Enter")
        self.line.scanned.connect(self.entered)
        done = button("Ghi mã")
        done.clicked.connect(self._on_done)
        self.paste = button("Dán lần lượt  F7", icon_name="list-checks", name="Dán lần lượt")
        self.paste.setToolTip("Chép từng giá trị để dán vào hệ thống tỉnh (F7)")
        self.paste.setVisible(not is_narrow)
        self.paste.clicked.connect(self.paste_wanted)
        self.dossier_id: Callable[[], str | None] = _nobody
        self._followed: str | None = None
        self._is_ending = False
        caption = label("Mã hồ sơ", "strong")
        caption.setBuddy(self.line)
        caption.setVisible(not is_narrow)
        layout = row(caption, spacing=8)
        layout.addWidget(self.line, 1)
        layout.addWidget(done)
        layout.addWidget(self.paste)
        self.setLayout(layout)
        self.setFocusProxy(self.line)

    @property
    def about(self) -> str | None:
        """The id of the dossier that a code in this line is for."""
        return self._followed if self._is_ending else self.dossier_id()

    def follow(self) -> None:
        """Empty the line when another dossier is at hand: half a code never goes over to it."""
        now = self.dossier_id()
        if now is not None and now != self._followed:
            self._is_ending = True  # Enter came before: that code is still the other one's
            self.line.finish()
            self._is_ending = False
            self.line.clear()
            self._followed = now

    def set_text(self, text: str) -> None:
        """Put a refused code back, so that it can be mended."""
        self.line.setText(text)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_done(self) -> None:
        text = self.line.text()
        self.line.clear()
        self.line.take(text)


def _nobody() -> str | None:
    """No dossier: what a line says before somebody answers for it."""
    return None
