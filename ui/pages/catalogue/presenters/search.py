"""Between the list of procedures and the catalogue."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QObject

from base.clock import legal_date
from catalog.search.engine import Only
from ui.jobs import Kind
from ui.pages.catalogue.finding import Answer, Asked, Choices, filters, find
from ui.pages.catalogue.keep import Kept
from ui.pages.catalogue.panes.list_pane import ListPane
from ui.session import Session

_SEARCH = Kind("catalogue search")
_FILTERS = Kind("catalogue filters")


class ListPresenter(QObject):
    """Searches in a worker; only the newest answer counts."""

    def __init__(self, session: Session, kept: Kept, pane: ListPane) -> None:
        super().__init__(pane)
        self._session = session
        self._kept = kept
        self._pane = pane
        pane.searched.connect(self.search)
        kept.loaded.connect(self.search)
        kept.stored.connect(self._on_stored)
        session.catalogue_changed.connect(self.reload)

    def reload(self) -> None:
        """Another catalogue, or the first look: filters and list anew."""
        session = self._session
        fn = partial(filters, session.reference.catalogue, self._day)
        session.jobs.run(fn, self._on_filters, kind=_FILTERS)
        self.search()

    def search(self) -> None:
        """Look for what is typed, within the filters."""
        rows, chosen = self._kept.rows, self._pane.filters
        asked = Asked(
            text=self._pane.text,
            only=Only(field=chosen.field, agency=chosen.agency),
            day=self._day,
            shelf=rows.shelf,
            notes=rows.notes,
        )
        fn = partial(find, self._session.reference.catalogue, asked)
        self._session.jobs.run(fn, self._on_found, kind=_SEARCH)

    @property
    def _day(self) -> date:
        return legal_date(self._session.clock())

    def _on_stored(self, what: str) -> None:
        if what == "pinned":  # what was just opened does not jump to the top under the hand
            self.search()

    def _on_filters(self, offered: tuple[Choices, Choices]) -> None:
        self._pane.filters.offer(*offered)

    def _on_found(self, answer: Answer) -> None:
        if answer.text == self._pane.text:
            self._pane.show_entries(
                answer.text, answer.caption, answer.entries, is_sure=answer.is_sure
            )
