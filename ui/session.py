"""What every page is given: the open desk, the jobs, and a way to tell the clerk something."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from base.clock import Clock
from base.errors import DeskError, InputError
from base.paths import DataDir
from desk.centre import init_desk
from desk.profile import CentreProfile
from dossiers.reference import Reference
from dossiers.workplace import Workplace, open_desk_store, workplace_of
from store.store import Store
from ui.jobs import Jobs, Kind
from ui.printing import Papers
from ui.theme import Tone
from ui.widgets.shell.result_bar import SHOWN_S, Action, Message

_NO_PROFILE = "DESK-01"


@dataclass(frozen=True, slots=True)
class Opened:
    """An open store; the workplace is None until the centre has said who it is."""

    store: Store
    workplace: Workplace | None


def open_desk(data_dir: DataDir, clock: Clock) -> Opened:
    """Open the desk; call it in the db lane, whose thread then owns the store."""
    store = open_desk_store(data_dir, clock=clock)
    try:
        return Opened(store, workplace_of(store, clock=clock))
    except InputError as error:
        if error.code == _NO_PROFILE:
            return Opened(store, None)
        store.close()
        raise
    except BaseException:
        store.close()
        raise


def found_desk(store: Store, profile: CentreProfile, clock: Clock) -> Workplace:
    """Store the centre's profile and open the desk; in the db lane."""
    with store.transaction() as tx:
        init_desk(tx, profile)
    return workplace_of(store, clock=clock)


class Session(QObject):
    """The open desk in the window's thread. The workplace itself is used in the db lane only."""

    said = Signal(object)
    """A Message for the result bar."""
    dossiers_changed = Signal()
    """A dossier was taken in or changed here."""
    undo_over = Signal()
    """An acceptance can no longer be taken back, such as of a dossier that has its code now."""
    sent = Signal()
    """A pass over the outbox is over; states may have changed."""
    dossier_wanted = Signal(str)
    """A dossier is to be shown in the list (id, number or code)."""
    paste_wanted = Signal(str)
    """A dossier is to be handed over to another system, value by value (its id)."""
    page_wanted = Signal(str)
    """A page is to come to the front."""
    catalogue_changed = Signal()
    """Another catalogue is in use: every case is judged by it from now on."""
    scan_doubted = Signal(str)
    """The test found that scans do not come in well, and what it is."""
    scan_seen = Signal()
    """A scanner has worked."""

    def __init__(self, jobs: Jobs, workplace: Workplace, papers: Papers) -> None:
        super().__init__()
        self.jobs = jobs
        self.papers = papers
        self.workplace = workplace
        jobs.refused.connect(self.fail)

    @property
    def reference(self) -> Reference:
        """Catalogue, forms, calendar and profile; read-only, for every thread."""
        return self.workplace.reference

    def take_reference(self, reference: Reference) -> None:
        """Judge every case by another reference from now on, such as a new catalogue."""
        self.workplace = replace(self.workplace, reference=reference)
        self.catalogue_changed.emit()

    @property
    def clock(self) -> Clock:
        """The clock of this run."""
        return self.workplace.clock

    def on_store(
        self,
        fn: Callable[..., Any],
        done: Callable[[Any], None],
        failed: Callable[[DeskError], None] | None = None,
        kind: Kind | None = None,
    ) -> None:
        """Run a function that takes the workplace in the thread that owns the store."""
        self.jobs.run(partial(fn, self.workplace), done, failed, "db", kind)

    def tell(self, text: str, tone: Tone = "ok", *actions: Action, seconds: int = SHOWN_S) -> None:
        """Say how something went."""
        self.said.emit(Message(text, tone, actions, seconds))

    def hush(self) -> None:
        """Take away what was said of the last citizen: another one comes, or a paper is shown."""
        self.said.emit(Message(""))

    def fail(self, error: DeskError) -> None:
        """Say why something could not be done and what to do; it stays until closed."""
        self.said.emit(Message(error.sentence, "error", (), 0))
