"""Search, the cases that wait, and the devices."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QMenu, QPushButton

from ui.theme import Tone, restyle
from ui.widgets.fitting.words import CutButton
from ui.widgets.parts import button, chip, clear, label, row, set_chip
from ui.widgets.shell.search_box import SearchBox

HEIGHT = 52
_SHOWN = 1
_CHIP_WIDTH = 300


class TopBar(QFrame):
    """The line above every page."""

    case_wanted = Signal(str)
    """The clerk wants this parked case back."""

    scanner_wanted = Signal()
    """The clerk wants to test the scanner."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("topbar")
        self.setFixedHeight(HEIGHT)
        self.search = SearchBox("Ctrl+K  tìm thủ tục, hồ sơ, người …")
        self.search.setFixedWidth(348)
        self._parked = row(spacing=6)
        self._scanner = button("máy quét: chưa thử", "small", name="Thử máy quét")
        self._scanner.clicked.connect(self.scanner_wanted)
        self._show_scanner("máy quét: chưa thử", "plain", "")
        self._printer = chip("máy in: đang tìm")
        layout = row(self.search, spacing=10)
        layout.addLayout(self._parked)
        layout.addStretch(1)
        layout.addWidget(self._scanner)
        layout.addWidget(self._printer)
        layout.setContentsMargins(12, 0, 12, 0)
        self.setLayout(layout)

    def show_parked(self, cases: Sequence[tuple[str, str]]) -> None:
        """Show the parked cases as (draft id, title), the last parked first."""
        clear(self._parked)
        if not cases:
            return
        self._parked.addWidget(label(f"đang dở {len(cases)}:", "muted"))
        for draft_id, title in cases[:_SHOWN]:
            item = CutButton(title, "chip", name=f"Mở lại hồ sơ đang dở: {title}")
            item.setMaximumWidth(_CHIP_WIDTH)
            item.clicked.connect(partial(self.case_wanted.emit, draft_id))
            self._parked.addWidget(item)
        if len(cases) > _SHOWN:
            self._parked.addWidget(self._rest(cases[_SHOWN:]))

    def _rest(self, cases: Sequence[tuple[str, str]]) -> QPushButton:
        more = button(f"+{len(cases)}", "chip", name=f"{len(cases)} hồ sơ đang dở khác")
        menu = QMenu(more)
        for draft_id, title in cases:
            menu.addAction(title).triggered.connect(partial(self.case_wanted.emit, draft_id))
        more.setMenu(menu)
        return more

    def show_scanner(self, which: str = "") -> None:
        """Say that a scanner works."""
        self._show_scanner("máy quét ✓", "ok", which)

    def show_scanner_doubted(self, why: str) -> None:
        """Say that the test of the scanner failed."""
        self._show_scanner("máy quét: xem lại", "error", f"Lần thử gần nhất: {why}")

    def show_scanner_lost(self, why: str) -> None:
        """Say that the scanner does not answer."""
        self._show_scanner("máy quét: mất kết nối", "error", why)

    @property
    def scanner_state(self) -> str:
        """What is said about the scanner."""
        return self._scanner.text()

    def _show_scanner(self, text: str, tone: Tone, tip: str) -> None:
        self._scanner.setText(text)
        restyle(self._scanner, "chip", tone)
        self._scanner.setToolTip("\n".join(part for part in (tip, "Bấm để thử máy quét") if part))
        self._scanner.setAccessibleName(f"{text}. Thử máy quét")

    def show_printers(self, names: Sequence[str]) -> None:
        """Say which printers the PC has."""
        set_chip(
            self._printer, "máy in ✓" if names else "chưa có máy in", "ok" if names else "warning"
        )
        self._printer.setToolTip("\n".join(names) or "Máy này chưa cài máy in nào")
