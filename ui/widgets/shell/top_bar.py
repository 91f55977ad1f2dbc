"""Search, the cases that wait, and the devices."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QMenu, QPushButton

from ui.widgets.parts import button, chip, clear, label, row, set_chip
from ui.widgets.shell.search_box import SearchBox

HEIGHT = 52
_SHOWN = 1
_LETTERS = 36


class TopBar(QFrame):
    """The line above every page."""

    case_wanted = Signal(str)
    """The clerk wants this parked case back."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("topbar")
        self.setFixedHeight(HEIGHT)
        self.search = SearchBox("Ctrl+K  tìm thủ tục, hồ sơ, người …")
        self.search.setFixedWidth(348)
        self._parked = row(spacing=6)
        self._scanner = chip("máy quét: chưa thử")
        self._scanner.setToolTip("Chương trình biết máy quét hoạt động khi đọc được mã đầu tiên")
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
            short = title if len(title) <= _LETTERS else title[: _LETTERS - 1].rstrip() + "…"
            item = button(short, "chip", name=f"Mở lại hồ sơ đang dở: {title}", tip=title)
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

    def show_scanner(self) -> None:
        """Say that a scan has come in."""
        set_chip(self._scanner, "máy quét ✓", "ok")

    def show_printers(self, names: Sequence[str]) -> None:
        """Say which printers the PC has."""
        set_chip(
            self._printer, "máy in ✓" if names else "chưa có máy in", "ok" if names else "warning"
        )
        self._printer.setToolTip("\n".join(names) or "Máy này chưa cài máy in nào")
