"""Thủ tục: ties list, card, changes and what is missing together."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QObject, Signal

from ui.pages.catalogue.keep import Kept
from ui.pages.catalogue.line_watch import LineWatch
from ui.pages.catalogue.presenters.calendar import CalendarPresenter
from ui.pages.catalogue.presenters.card import CardPresenter
from ui.pages.catalogue.presenters.changes import ChangesPresenter
from ui.pages.catalogue.presenters.line import LinePresenter
from ui.pages.catalogue.presenters.papers import Page
from ui.pages.catalogue.presenters.search import ListPresenter
from ui.pages.catalogue.presenters.wanted import WantedPresenter
from ui.pages.catalogue.tabs import BROWSE, CALENDAR, CHANGES, WANTED
from ui.pages.catalogue.view import CatalogueView
from ui.pages.paper_desk import PaperDesk
from ui.session import Session


class CataloguePresenter(QObject):
    """Made when the page is opened for the first time."""

    take_in_wanted = Signal(object)
    """Begin a case: an IntakeDraft with what was answered and ticked on a card."""

    def __init__(self, session: Session, watch: LineWatch, view: CatalogueView) -> None:
        super().__init__(view)
        self._view = view
        self._watch = watch
        watch.changed.connect(self._on_line)
        self.kept = Kept(session, self)
        self.list = ListPresenter(session, self.kept, view.list)
        self.card = CardPresenter(session, self.kept, view.card)
        self._session = session
        view.tabs.turned.connect(self._on_turned)
        view.pin_wanted.connect(self.card.toggle_pin)
        view.list.shown.connect(self.card.look)
        view.list.opened.connect(self.card.open)
        view.list.missing.connect(self._on_missing)
        self.card.take_in_wanted.connect(self.take_in_wanted)
        self.card.papers.ready.connect(self._on_page)
        self.list.reload()
        self._on_line()

    @cached_property
    def line(self) -> LinePresenter:
        """Made with the tab of the changes."""
        return LinePresenter(self._session, self._watch, self._view.changes, self.changes)

    @cached_property
    def changes(self) -> ChangesPresenter:
        """Made with its tab."""
        return ChangesPresenter(self._session, self._view.changes)

    @cached_property
    def wanted(self) -> WantedPresenter:
        """Made with its tab."""
        presenter = WantedPresenter(self._session, self.kept, self._view.wanted)
        self._view.wanted.opened.connect(self.open_procedure)
        return presenter

    @cached_property
    def calendar(self) -> CalendarPresenter:
        """Made with its tab."""
        return CalendarPresenter(self._session, self._view.tabs.calendar)

    @cached_property
    def _desk(self) -> PaperDesk:
        desk = PaperDesk(self._session, self._view.preview)
        self._view.preview.closed.connect(desk.forget)
        return desk

    def activate(self) -> None:
        """The page came to the front: read what the desk keeps, place the cursor."""
        self.kept.load()
        self._on_turned(self._view.tab)

    def open_procedure(self, code: str) -> None:
        """Show one procedure, wherever it was asked for."""
        self._view.tabs.turn(BROWSE)
        self._view.list.mark(code)
        self._view.list.hold()
        self.card.open(code)

    def _on_turned(self, tab: int) -> None:
        if self._view.is_previewing:
            return
        if tab == BROWSE:
            self._view.list.begin()
        elif tab == CHANGES:
            _ = self.line
            self.changes.reload()
            self._view.changes.begin()
        elif tab == WANTED:
            self.wanted.begin()
        elif tab == CALENDAR:
            self.calendar.begin()

    def _on_line(self) -> None:
        self._view.tabs.tell_news(is_on=bool(self._watch.newer))

    def _on_missing(self) -> None:
        self._view.tabs.turn(WANTED)
        self._view.wanted.begin(self._view.list.text)

    def _on_page(self, page: Page) -> None:
        self._desk.show(page.sheet, page.note)
        self._view.show_preview()
