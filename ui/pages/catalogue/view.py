"""Thủ tục: the tabs, and a paper over all of them."""

from __future__ import annotations

from functools import cached_property, partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.pages.catalogue.panes.card_pane import ACTIONS_HEIGHT
from ui.pages.catalogue.panes.changes_pane import ChangesPane
from ui.pages.catalogue.panes.wanted_pane import ANSWER_HEIGHT, WantedPane
from ui.pages.catalogue.tabs import BROWSE, CALENDAR, CHANGES, WANTED, CatalogueTabs
from ui.widgets.parts import column
from ui.widgets.preview import PreviewPane


class CatalogueView(QWidget):
    """The page's widgets; what they do is the presenters'."""

    rearranged = Signal()
    """What lies at the lower edge has changed."""
    pin_wanted = Signal()
    """Ctrl+D."""

    def __init__(self) -> None:
        super().__init__()
        self.tabs = CatalogueTabs()
        self.list, self.card = self.tabs.list, self.tabs.card
        self.tabs.turned.connect(self.rearranged)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.tabs)
        self._frame = column(self._stack)
        self.setLayout(self._frame)
        for keys, run in (  # they work while the page is seen
            ("Ctrl+Return", self._on_main),
            ("Ctrl+P", self._on_print),
            ("Ctrl+D", self.pin_wanted.emit),
            ("Ctrl+O", partial(self._on_file_key, by_line=False)),
            ("Ctrl+L", partial(self._on_file_key, by_line=True)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(run)

    @property
    def changes(self) -> ChangesPane:
        """The tab Thay đổi."""
        return self.tabs.changes

    @property
    def wanted(self) -> WantedPane:
        """The tab Còn thiếu, ghi chú."""
        return self.tabs.wanted

    @cached_property
    def preview(self) -> PreviewPane:
        """Made with the first paper."""
        pane = PreviewPane()
        self._stack.addWidget(pane)
        pane.closed.connect(self.close_preview)
        return pane

    @property
    def tab(self) -> int:
        """Which tab is in front."""
        return self.tabs.tab

    @property
    def is_previewing(self) -> bool:
        """Whether a paper is in front."""
        return self._stack.currentIndex() > 0

    @property
    def bar_lift(self) -> int:
        """Above what can be pressed at the lower edge."""
        lifts = {BROWSE: ACTIONS_HEIGHT + 12, WANTED: ANSWER_HEIGHT + 12}
        return 12 if self.is_previewing else lifts.get(self.tab, 12)

    @property
    def bar_sides(self) -> tuple[int, int]:
        """Below the card, so that the list and its button stay free."""
        if self.is_previewing or self.tab != BROWSE:
            return 8, 8
        return self.card.mapTo(self, QPoint()).x() + 8, 16

    def make_room(self, height: int) -> None:
        """Shrink what scrolls in front; buttons stay where they are."""
        free = height + 8 if height else 0
        self._frame.setContentsMargins(0, 0, 0, free + 8 if free and self.is_previewing else 0)
        tab = None if self.is_previewing else self.tab
        self.card.make_room(free if tab == BROWSE else 0)
        for number, name in (
            (CHANGES, "changes"), (WANTED, "wanted"), (CALENDAR, "calendar"),
        ):  # fmt: skip
            if name in vars(self.tabs):  # made already
                getattr(self.tabs, name).make_room(free if tab == number else 0)

    def show_preview(self) -> None:
        """Show the paper; Esc goes back."""
        self._stack.setCurrentWidget(self.preview)
        self.preview.begin()
        self.rearranged.emit()

    def close_preview(self) -> None:
        """Back to where the clerk was."""
        self._stack.setCurrentIndex(0)
        self.rearranged.emit()

    def go_back(self) -> bool:
        """Esc: close the paper, or what lies on top of the tabs; return whether it did."""
        if not self.is_previewing:
            return self.tabs.go_back()
        self.preview.closed.emit()
        return True

    def _on_main(self) -> None:
        if not self.is_previewing:
            self.tabs.main_action()

    def _on_print(self) -> None:
        if self.is_previewing:
            self.preview.print_wanted.emit()
        elif self.tab == BROWSE:
            self.card.page_wanted.emit()

    def _on_file_key(self, *, by_line: bool) -> None:
        if self.tab == CHANGES and not self.is_previewing and not self.changes.is_looking:
            pane = self.changes
            (pane.fetch_wanted if by_line else pane.import_wanted).emit()
