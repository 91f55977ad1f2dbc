"""The sections of a form as a row of tabs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QScrollArea, QWidget

from ui.widgets.parts import button, clear, panel, row
from ui.wording import clipped

_LETTERS = range(21, 7, -1)  # of a title: the most that have room for all
_BESIDE_TEXT = 20  # the style's padding, and a hair for the bold one
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
        self._titles: tuple[str, ...] = ()
        self._said: tuple[str, ...] = ()
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
        self._titles = tuple(titles)
        self._said = ()
        for number, title in enumerate(titles):
            name = f"Phần {number + 1}: {title}"
            tab = button("", tip=title, name=name)
            tab.setCheckable(True)
            tab.clicked.connect(partial(self.chosen.emit, number))
            self._group.addButton(tab, number)
            self._row.addWidget(tab)
        self._row.addStretch(1)
        self._fit()

    def mark(self, number: int) -> None:
        """Mark the section in sight."""
        tab = self._group.button(number)
        if tab is not None:
            tab.setChecked(True)
            self._fit()
            self._scroll.ensureWidgetVisible(tab, 24, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the titles for the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Cut every title at the same length, so that all tabs are in sight and none moves.

        Where even the shortest have no room, figures do for all but the marked one.
        """
        metrics, said = self._bold(), self._cut(_LETTERS[-1], self.marked)
        for letters in _LETTERS:
            whole = self._cut(letters)
            if sum(metrics.horizontalAdvance(t) + _BESIDE_TEXT for t in whole) <= self.width():
                said = whole
                break
        if said == self._said:
            return
        self._said = said
        for tab, text in zip(self._group.buttons(), said, strict=True):
            tab.setText(text)
            tab.setFixedWidth(metrics.horizontalAdvance(text) + _BESIDE_TEXT)

    def _cut(self, letters: int, only: int | None = None) -> tuple[str, ...]:
        return tuple(
            f"{number}  {clipped(title, letters)}" if only in (None, number - 1) else str(number)
            for number, title in enumerate(self._titles, start=1)
        )

    def _bold(self) -> QFontMetrics:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return QFontMetrics(font)

    @property
    def marked(self) -> int:
        """The number of the marked section."""
        return max(self._group.checkedId(), 0)
