"""What this desk itself keeps about procedures: favourites, recents, notes, what is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QObject, Signal

from base.clock import legal_date
from base.errors import DeskError
from catalog.counter.notes import (
    NoteText,
    add_note,
    change_note,
    notes_on,
    restore_note,
    withdraw_note,
)
from catalog.counter.shelf import Shelf, remember_opened, set_favourite, shelf_of
from catalog.counter.wanted import answer, ask_for, wanted_procedures
from catalog.storage import LocalNote, WantedProcedure
from dossiers.workplace import Workplace
from store.store import Transaction
from ui.jobs import Kind
from ui.session import Session

_READ = Kind("what the desk keeps of procedures")


@dataclass(frozen=True, slots=True)
class KeptRows:
    """Everything at once: it is little, and one picture of one moment."""

    shelf: Shelf = field(default_factory=Shelf)
    notes: tuple[LocalNote, ...] = field(default=(), repr=False)
    wanted: tuple[WantedProcedure, ...] = field(default=(), repr=False)

    def notes_of(self, code: str) -> tuple[LocalNote, ...]:
        """Return the notes on one procedure."""
        return tuple(note for note in self.notes if note.procedure_code == code)


class Kept(QObject):
    """Reads and writes it in the db lane; every change is told to whoever shows it."""

    changed = Signal()
    """`rows` is another one now."""
    loaded = Signal()
    """Everything was read anew."""
    stored = Signal(str)
    """Something was written: opened, note, note_withdrawn, wanted, answered, pinned."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.rows = KeptRows()

    def load(self) -> None:
        """Read everything again."""
        self._session.on_store(_read, self._on_loaded, kind=_READ)

    def remember(self, code: str) -> None:
        """A procedure was opened."""
        self._write("opened", partial(_remember, code=code))

    def pin(self, code: str, *, is_on: bool) -> None:
        """Keep a procedure at hand, or no longer."""
        self._write("pinned", partial(_pin, code=code, is_on=is_on))

    def save_note(
        self, code: str, note_id: str, written: NoteText, failed: Callable[[DeskError], None]
    ) -> None:
        """Store a new note (empty id) or another text of one."""
        fn = partial(_save_note, code=code, note_id=note_id, written=written)
        self._write("note", fn, failed)

    def withdraw_note(self, note_id: str) -> None:
        """Take a note off every screen."""
        self._write("note_withdrawn", partial(_withdraw, note_id=note_id))

    def restore_note(self, note_id: str) -> None:
        """Bring a withdrawn note back."""
        self._write("note", partial(_restore, note_id=note_id))

    def ask_for(self, said: str, note: str, failed: Callable[[DeskError], None]) -> None:
        """Count something that a citizen asked for."""
        self._write("wanted", partial(_ask, said=said, note=note), failed)

    def answer(self, wanted_id: str, code: str) -> None:
        """Say which procedure it was after all; an empty code opens it again."""
        self._write("answered", partial(_answer, wanted_id=wanted_id, code=code))

    def _write(
        self,
        what: str,
        fn: Callable[[Workplace, Transaction], None],
        failed: Callable[[DeskError], None] | None = None,
    ) -> None:
        self._session.on_store(partial(_written, what=what, fn=fn), self._on_written, failed)

    def _on_written(self, result: tuple[str, KeptRows]) -> None:
        what, rows = result
        self._on_rows(rows)
        self.stored.emit(what)

    def _on_loaded(self, rows: KeptRows) -> None:
        self._on_rows(rows)
        self.loaded.emit()

    def _on_rows(self, rows: KeptRows) -> None:
        self.rows = rows
        self.changed.emit()


def _read(workplace: Workplace) -> KeptRows:
    with workplace.store.read() as tx:
        return KeptRows(shelf_of(tx), notes_on(tx), wanted_procedures(tx))


def _written(
    workplace: Workplace, what: str, fn: Callable[[Workplace, Transaction], None]
) -> tuple[str, KeptRows]:
    with workplace.store.transaction() as tx:
        fn(workplace, tx)
    return what, _read(workplace)


def _remember(workplace: Workplace, tx: Transaction, code: str) -> None:
    remember_opened(tx, code, workplace.clock())


def _pin(workplace: Workplace, tx: Transaction, code: str, *, is_on: bool) -> None:
    catalogue = workplace.reference.catalogue
    set_favourite(tx, catalogue, code, is_on=is_on, moment=workplace.clock())


def _save_note(
    workplace: Workplace, tx: Transaction, code: str, note_id: str, written: NoteText
) -> None:
    author, moment = workplace.profile.clerk, workplace.clock()
    if note_id:
        change_note(tx, note_id, written, author=author, moment=moment)
    else:
        add_note(tx, code, written, author=author, moment=moment)


def _withdraw(workplace: Workplace, tx: Transaction, note_id: str) -> None:
    withdraw_note(tx, note_id, workplace.clock())


def _restore(workplace: Workplace, tx: Transaction, note_id: str) -> None:
    restore_note(tx, note_id)


def _ask(workplace: Workplace, tx: Transaction, said: str, note: str) -> None:
    ask_for(tx, said, author=workplace.profile.clerk, moment=workplace.clock(), note=note)


def _answer(workplace: Workplace, tx: Transaction, wanted_id: str, code: str) -> None:
    if code:  # only a procedure that exists is an answer
        workplace.reference.catalogue.get(code, legal_date(workplace.clock()))
    answer(tx, wanted_id, code or None)
