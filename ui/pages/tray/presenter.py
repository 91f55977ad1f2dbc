"""Finds the earlier dossiers of people who were scanned before a case is open."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from citizens.person import Person
from dossiers.dossier import DossierRow
from dossiers.register import search_dossiers
from dossiers.workplace import Workplace
from ui.jobs import Kind
from ui.pages.tray.view import Tray
from ui.session import Session
from ui.widgets.entry import Entry
from ui.wording import grouped, stamp

_EARLIER = Kind("earlier dossiers")
_OF_ONE = 3


class TrayPresenter(QObject):
    """Between the register and the tray."""

    emptied = Signal()
    """The clerk does not want the people."""

    def __init__(self, session: Session, tray: Tray) -> None:
        super().__init__(tray)
        self._session = session
        self._tray = tray
        self._found: list[DossierRow] = []
        tray.emptied.connect(self.emptied)
        tray.dossier_wanted.connect(session.dossier_wanted)

    def show(self, people: Sequence[Person]) -> None:
        """Show who waits and look for what this desk has of them."""
        self._found = []
        self._tray.show_people([_entry(person) for person in people])
        numbers = [n for p in people for n in (p.personal_number, p.old_number) if n]
        if numbers:
            fn = partial(find_earlier, numbers=numbers)
            self._session.on_store(fn, self._on_found, kind=_EARLIER)
        else:
            self._session.jobs.cancel(_EARLIER)

    def open(self, number: int) -> None:
        """Ctrl+1 … 9: show an earlier dossier."""
        if 1 <= number <= len(self._found):
            self._session.dossier_wanted.emit(self._found[number - 1].id)

    def _on_found(self, rows: list[DossierRow]) -> None:
        self._found = rows
        self._tray.show_earlier([_dossier(row) for row in rows])


def find_earlier(workplace: Workplace, numbers: Sequence[str]) -> list[DossierRow]:
    """Return the newest dossiers of people by their numbers, each once."""
    rows: dict[str, DossierRow] = {}
    for number in numbers:
        for row in search_dossiers(workplace, number, limit=_OF_ONE):
            rows.setdefault(row.id, row)
    return list(rows.values())


def _entry(person: Person) -> Entry:
    number = person.personal_number or person.old_number or ""
    title = person.full_name or grouped(number) or "Người chưa rõ tên"
    return Entry("person", number, title, grouped(number))


def _dossier(row: DossierRow) -> Entry:
    detail = f"{row.procedure_name} · {stamp(row.received_at)}"
    return Entry("dossier", row.id, row.dossier_code or row.provisional_number, detail)
