"""The pages of the program at the left edge."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton

from ui.icons import icon
from ui.widgets.parts import PressTool, column, icon_button

WIDTH = 76


class Rail(QFrame):
    """One button a page; the badge counts what waits there."""

    chosen = Signal(str)
    """The clerk wants this page."""
    keys_wanted = Signal()
    """The clerk wants the list of keys."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setFixedWidth(WIDTH)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        self._titles: dict[str, str] = {}
        self._pages = column(spacing=4)
        keys = icon_button("circle-question-mark", "Phím tắt (F1)")
        keys.clicked.connect(self.keys_wanted)
        layout = column(spacing=0)
        layout.addLayout(self._pages)
        layout.addStretch(1)
        layout.addWidget(keys, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.setContentsMargins(0, 8, 0, 8)
        self.setLayout(layout)

    def add(self, key: str, title: str, icon_name: str) -> None:
        """Add a page's button; it stays off until the page is there."""
        item = PressTool()
        item.setText(title)
        item.setIcon(icon(icon_name))
        item.setIconSize(QSize(22, 22))
        item.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        item.setCheckable(True)
        item.setEnabled(False)
        item.setFixedSize(WIDTH - 1, 60)
        item.setAccessibleName(f"Trang {title}")
        item.clicked.connect(partial(self.chosen.emit, key))
        self._group.addButton(item)
        self._buttons[key] = item
        self._titles[key] = title
        self._pages.addWidget(item)

    def enable(self, key: str) -> None:
        """Switch a page's button on; the first-run page has none."""
        if key in self._buttons:
            self._buttons[key].setEnabled(True)

    def mark(self, key: str) -> None:
        """Show which page is open."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    def count(self, key: str, number: int) -> None:
        """Show how many wait on a page."""
        title = self._titles[key]
        self._buttons[key].setText(f"{title} {number}" if number else title)
