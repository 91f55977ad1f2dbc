"""Ctrl+K: procedures, dossiers, people and the cases that wait, from every page."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from base.clock import legal_date
from base.text import fold
from dossiers.dossier import DossierRow
from dossiers.register import search_dossiers
from dossiers.workplace import Workplace
from ui.jobs import Kind
from ui.main_window import MainWindow
from ui.pages.intake.keeper import parked_titles
from ui.pages.intake.presenter import IntakePresenter
from ui.pages.intake.start_presenter import find_procedures
from ui.session import Session
from ui.widgets.entry import Entry
from ui.wording import stamp

_SEARCH = Kind("search everything")
_PROCEDURES, _DOSSIERS = 5, 5


class SearchDesk(QObject):
    """Ties the box in the top bar to what it finds, and brings parked cases back."""

    dossier_wanted = Signal(str)
    """The dossier with this id is to be shown."""

    def __init__(self, window: MainWindow, session: Session, intake: IntakePresenter) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._intake = intake
        bar = window.top_bar
        bar.search.searched.connect(self._search)
        bar.search.chosen.connect(self._on_chosen)
        bar.case_wanted.connect(self.resume)
        window.bind("Shift+F2", self.resume_last)

    def resume(self, draft_id: str) -> None:
        """Bring a parked case back to the front."""
        self._window.show_page("intake")
        self._intake.keeper.resume(draft_id)

    def resume_last(self) -> None:
        """Shift+F2: the case that was parked last."""
        titles = parked_titles(self._intake.keeper.parked)
        if titles:
            self.resume(titles[0][0])
        else:
            self._session.tell("Không có hồ sơ nào đang dở.", "plain")

    def _search(self, text: str) -> None:
        self._session.on_store(partial(find_everything, text=text), self._on_found, kind=_SEARCH)

    def _on_found(self, found: tuple[str, list[Entry]]) -> None:
        text, entries = found
        words = fold(text).split()
        parked = [
            Entry("parked", draft_id, title, "hồ sơ đang dở: mở lại", "folder-open")
            for draft_id, title in parked_titles(self._intake.keeper.parked)
            if all(word in fold(title) for word in words)
        ]
        self._window.top_bar.search.show_entries(text, [*parked, *entries])

    def _on_chosen(self, entry: Entry) -> None:
        if entry.kind == "procedure":
            self._window.show_page("intake")
            self._intake.start.open_procedure(entry.key)
        elif entry.kind == "parked":
            self.resume(entry.key)
        else:
            self.dossier_wanted.emit(entry.key)


def find_everything(workplace: Workplace, text: str) -> tuple[str, list[Entry]]:
    """Return procedures, then dossiers and people, that a text means."""
    day = legal_date(workplace.clock())
    entries = find_procedures(workplace.reference.catalogue, text, _PROCEDURES, day)
    rows = search_dossiers(workplace, text, limit=_DOSSIERS)
    return text, entries + [_dossier_entry(row) for row in rows]


def _dossier_entry(row: DossierRow) -> Entry:
    number = row.dossier_code or row.provisional_number
    detail = f"{number} · {row.procedure_name} · {stamp(row.received_at)}"
    return Entry("dossier", row.id, row.applicant_name, detail, "folder-open")
