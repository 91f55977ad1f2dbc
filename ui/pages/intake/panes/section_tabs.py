"""The sections of a form as a row of tabs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QScrollArea, QWidget

from ui.widgets.parts import button, clear, panel, row
from ui.wording import clipped

_LETTERS = 21
_HEIGHT = 38


def plain_scroll(inside: QWidget) -> QScrollArea:
    """Return a scroll area without bars that takes no focus."""
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setWidget(inside)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return scroll


class SectionTabs(QWidget):
    """Numbered tabs; the one in sight is marked."""

    chosen = Signal(int)
    """The clerk wants this section."""

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._row = row(spacing=0)
        tabs = panel("tabs")
        tabs.setLayout(self._row)
        self._scroll = plain_scroll(tabs)
        self.setFixedHeight(_HEIGHT)
        whole = row(spacing=0)
        whole.addWidget(self._scroll)
        self.setLayout(whole)

    def load(self, titles: Sequence[str]) -> None:
        """Show the tabs of a form."""
        for tab in self._group.buttons():
            self._group.removeButton(tab)
        clear(self._row)
        for number, title in enumerate(titles):
            name = f"Phần {number + 1}: {title}"
            tab = button(f"{number + 1}  {clipped(title, _LETTERS)}", tip=title, name=name)
            tab.setCheckable(True)
            tab.clicked.connect(partial(self.chosen.emit, number))
            self._group.addButton(tab, number)
            self._row.addWidget(tab)
        self._row.addStretch(1)

    def mark(self, number: int) -> None:
        """Mark the section in sight."""
        tab = self._group.button(number)
        if tab is not None:
            tab.setChecked(True)
            self._scroll.ensureWidgetVisible(tab, 24, 0)

    @property
    def marked(self) -> int:
        """The number of the marked section."""
        return max(self._group.checkedId(), 0)
