"""Finding the procedure of a new case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QObject

from base.clock import legal_date
from base.errors import InputError
from catalog.catalogue import Catalogue
from catalog.counter.standing import agency_words
from catalog.procedure import Procedure
from catalog.search.engine import Hit, is_anything_sure
from catalog.search.words import TOO_LONG, is_read_whole
from dossiers.intake import refuse_if_not_offered
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
_DOUBT = "có thể không phải"
_NOT_LISTED = "ghi vào danh sách thủ tục còn thiếu (Ctrl+T)."
_UNSURE = f"Có thể không phải; không thấy thì {_NOT_LISTED}"
_NOTHING = f"Không tìm thấy. Thử từ khác; danh mục không có thì {_NOT_LISTED}"


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
        self._session.hush()
        catalogue = self._session.reference.catalogue
        day = legal_date(self._session.clock())
        try:
            procedure = catalogue.get(code, day)
            instead = procedure.redirect
            if not procedure.offerable and instead and catalogue.has(instead):
                procedure = catalogue.get(instead, day)
                self._session.tell(
                    f"{code} đã được thay bằng {instead}; mở thủ tục đang có hiệu lực.", "warning"
                )
            refuse_if_not_offered(catalogue, procedure, day)
        except InputError as error:
            self._session.fail(error)
            return
        self._keeper.open(procedure)

    def _search(self, text: str) -> None:
        reference = self._session.reference
        day = legal_date(self._session.clock())
        if text:
            fn = partial(_found, reference.catalogue, text, day)
        else:
            fn = partial(_at_hand, reference.catalogue, reference.library, day)
        self._session.jobs.run(fn, self._on_found, kind=_SEARCH)

    def _on_found(self, answer: _Answer) -> None:
        self._pane.show_entries(*answer)


_Answer = tuple[str, str, list[Entry]]
"""What was asked, what stands above the answers, the answers."""


def find_procedures(catalogue: Catalogue, text: str, limit: int, day: date) -> list[Entry]:
    """Return the procedures that a text means, each with why it was found."""
    hits = catalogue.search(text, limit=limit, on=day)
    return _entries(hits, _DOUBT if not is_anything_sure(hits) else "")


def _found(catalogue: Catalogue, text: str, day: date) -> _Answer:
    hits = catalogue.search(text, limit=_FOUND, on=day)
    caption = f"{len(hits)} thủ tục" if is_anything_sure(hits) else _UNSURE if hits else _NOTHING
    if not is_read_whole(text):
        caption = f"{caption} {TOO_LONG}"
    return text, caption, _entries(hits)


def _entries(hits: Sequence[Hit], doubt: str = "") -> list[Entry]:
    return [
        Entry(
            "procedure",
            hit.procedure.code,
            hit.procedure.name,
            _detail(hit.procedure, doubt, hit.why),
        )
        for hit in hits
    ]


def _detail(procedure: Procedure, doubt: str = "", why: str = "") -> str:
    """Return what stands below a name; first that it is not the commune's."""
    agency = procedure.vertical_agency
    whose = f"của {agency_words(agency)}" if agency else ""
    return " · ".join(filter(None, (procedure.code, whose, doubt, procedure.field, why)))


def _at_hand(catalogue: Catalogue, library: Library, day: date) -> _Answer:
    return "", "Thủ tục có tờ khai in được tại đây", _with_forms(catalogue, library, day)


def _with_forms(catalogue: Catalogue, library: Library, day: date) -> list[Entry]:
    """Return what can be printed here, the usual first; the rest as the library has it."""
    entries = []
    for summary in library.on(day):
        for code in summary.head.procedures:
            procedure = catalogue.get(code, day)
            if procedure.offerable:
                entries.append(Entry("procedure", code, procedure.name, _detail(procedure)))
    rank = {usual.code: place for place, usual in enumerate(catalogue.usual(_USUAL, day))}
    return sorted(entries, key=lambda entry: rank.get(entry.key, len(rank)))
