"""Finding the procedure of a new case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject

from base.clock import legal_date
from base.errors import InputError
from catalog.catalogue import Catalogue
from dossiers.reference import Reference
from forms.library import Library
from ui.jobs import Kind
from ui.pages.intake.keeper import CaseKeeper
from ui.pages.intake.panes.start_pane import StartPane
from ui.session import Session
from ui.widgets.entry import Entry

_SEARCH = Kind("start search")
_FOUND = 12
_USUAL = 100


class StartPresenter(QObject):
    """Between the search line and the catalogue."""

    def __init__(self, session: Session, keeper: CaseKeeper, pane: StartPane) -> None:
        super().__init__(pane)
        self._session = session
        self._keeper = keeper
        self._pane = pane
        pane.searched.connect(self._search)
        pane.chosen.connect(self.open_procedure)

    @property
    def reference(self) -> Reference:
        """What procedures and forms there are."""
        return self._session.reference

    def open_procedure(self, code: str) -> None:
        """Start a case of a procedure; a repealed one leads to its successor."""
        catalogue = self._session.reference.catalogue
        day = legal_date(self._session.clock())
        try:
            procedure = catalogue.get(code, day)
            if not procedure.offerable and procedure.redirect:
                self._session.tell(
                    f"{code} đã được thay bằng {procedure.redirect}; mở thủ tục đang có hiệu lực.",
                    "warning",
                )
                procedure = catalogue.get(procedure.redirect, day)
        except InputError as error:
            self._session.fail(error)
            return
        self._keeper.open(procedure)

    def _search(self, text: str) -> None:
        reference = self._session.reference
        day = legal_date(self._session.clock())
        if text:
            fn = partial(find_procedures, reference.catalogue, text, _FOUND, day)
        else:
            fn = partial(_with_forms, reference.catalogue, reference.library, day)
        self._session.jobs.run(partial(_answer, text, fn), self._on_found, kind=_SEARCH)

    def _on_found(self, answer: tuple[str, list[Entry]]) -> None:
        text, entries = answer
        caption = f"{len(entries)} thủ tục" if text else "Thủ tục có tờ khai in được tại đây"
        self._pane.show_entries(text, caption, entries)


def _answer(text: str, find: Callable[[], list[Entry]]) -> tuple[str, list[Entry]]:
    return text, find()


def find_procedures(catalogue: Catalogue, text: str, limit: int, day: date) -> list[Entry]:
    """Return the procedures that a text means, each with why it was found."""
    return [
        Entry(
            "procedure",
            hit.procedure.code,
            hit.procedure.name,
            " · ".join(part for part in (hit.procedure.code, hit.procedure.field, hit.why) if part),
        )
        for hit in catalogue.search(text, limit=limit, on=day)
    ]


def _with_forms(catalogue: Catalogue, library: Library, day: date) -> list[Entry]:
    """Return what can be printed here, the usual first; the rest as the library has it."""
    entries = []
    for summary in library.summaries():
        for code in summary.head.procedures if summary.holds_on(day) else ():
            procedure = catalogue.get(code, day)
            if procedure.offerable:
                detail = f"{code} · {procedure.field}"
                entries.append(Entry("procedure", code, procedure.name, detail))
    rank = {usual.code: place for place, usual in enumerate(catalogue.usual(_USUAL, day))}
    return sorted(entries, key=lambda entry: rank.get(entry.key, len(rank)))
