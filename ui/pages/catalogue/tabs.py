"""The tabs of Thủ tục: list and card, changes, what is missing, the calendar."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.pages.catalogue.panes.calendar_pane import CalendarPane
from ui.pages.catalogue.panes.card_pane import CardPane
from ui.pages.catalogue.panes.changes_pane import ChangesPane
from ui.pages.catalogue.panes.list_pane import ListPane
from ui.pages.catalogue.panes.wanted_pane import WantedPane
from ui.pages.intake.panes.section_tabs import SectionTabs
from ui.widgets.parts import column, row
from ui.widgets.tab_order import step

P = TypeVar("P", bound=QWidget)
TITLES = ("Tra cứu", "Thay đổi", "Còn thiếu, ghi chú", "Lịch nghỉ")
NEWS = "Thay đổi · có bản mới"
BROWSE, CHANGES, WANTED, CALENDAR = range(len(TITLES))
_LIST_WIDTHS = (440, 336, 288)
_WIDE, _SMALL = 1300, 960


class CatalogueTabs(QWidget):
    """Only the first tab is made with the page: it opens within a tenth of a second."""

    turned = Signal(int)
    """Another tab is in front."""

    def __init__(self) -> None:
        super().__init__()
        self.list = ListPane()
        self.card = CardPane()
        self._heads = SectionTabs()
        self._heads.load(TITLES)
        self._heads.chosen.connect(self.turn)
        self._panes = QStackedWidget()
        self._panes.addWidget(self._browse())
        for _ in TITLES[1:]:  # made when they are opened
            self._panes.addWidget(QWidget())
        layout = column(self._heads, spacing=8, margins=8)
        layout.addWidget(self._panes, 1)
        self.setLayout(layout)
        for keys, by in (("F6", 1), ("Shift+F6", -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self.step, by))
        self._heads.mark(BROWSE)

    def _browse(self) -> QWidget:
        whole = row(self.list, spacing=8)
        whole.addWidget(self.card, 1)
        pane = QWidget()
        pane.setLayout(whole)
        return pane

    @cached_property
    def changes(self) -> ChangesPane:
        """Made when it is opened first."""
        return self._placed(CHANGES, ChangesPane())

    @cached_property
    def wanted(self) -> WantedPane:
        """Made when it is opened first."""
        return self._placed(WANTED, WantedPane())

    @cached_property
    def calendar(self) -> CalendarPane:
        """Made when it is opened first."""
        return self._placed(CALENDAR, CalendarPane())

    def _placed(self, tab: int, pane: P) -> P:
        empty = self._panes.widget(tab)
        self._panes.insertWidget(tab, pane)
        if empty is not None:
            self._panes.removeWidget(empty)
            empty.deleteLater()
        return pane

    @property
    def tab(self) -> int:
        """Which tab is in front."""
        return self._panes.currentIndex()

    def turn(self, tab: int) -> None:
        """Bring a tab to the front."""
        if tab == CHANGES:
            _ = self.changes
        elif tab == WANTED:
            _ = self.wanted
        elif tab == CALENDAR:
            _ = self.calendar
        self._panes.setCurrentIndex(tab)
        self._heads.mark(tab)
        self.turned.emit(tab)

    def look_up(self) -> None:
        """Put the cursor where a procedure is looked up."""
        self.turn(BROWSE)
        self.list.begin()

    def tell_news(self, *, is_on: bool) -> None:
        """Say on its tab that a newer catalogue can be looked at."""
        self._heads.load([t if n != CHANGES or not is_on else NEWS for n, t in enumerate(TITLES)])
        self._heads.mark(self.tab)

    def step(self, by: int) -> None:
        """F6, Shift+F6: the next or the previous tab."""
        self.turn((self.tab + by) % len(TITLES))

    def main_action(self) -> None:
        """Ctrl+Enter: the main action of what is in front; a note that is written comes first."""
        if self.tab == WANTED:
            self.wanted.ask()
        elif self.tab == CALENDAR:
            self.calendar.save()
        elif self.tab == CHANGES:
            if self.changes.is_looking:
                self.changes.install_wanted.emit()
        elif self.card.notes.editor.isVisible():
            self.card.notes.editor.save()
        else:
            self.card.take_in.emit()

    def go_back(self) -> bool:
        """Esc: leave the file that is looked at, or the tab; return whether it did."""
        if self.tab == BROWSE:
            return False
        if self.tab == CHANGES and self.changes.is_looking:
            self.changes.look_ended.emit()
        else:
            self.turn(BROWSE)
        return True

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes as the eye goes, also through what was drawn later."""
        return step(self, forward=forward) or super().focusNextPrevChild(forward)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the list more room on a wide window."""
        super().resizeEvent(event)
        wide, usual, narrow = _LIST_WIDTHS
        small = narrow if self.width() < _SMALL else usual
        self.list.setFixedWidth(wide if self.width() >= _WIDE else small)
