"""Asks the publisher's address now and then, when this desk has set one; silent in every trouble.

Made with the window, so it stays light: nothing of the network is loaded before it is used.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from base.clock import Clock
from base.errors import DeskError
from base.paths import DataDir
from base.settings import Settings
from catalog.bundle.publishers import trusted_keys
from dossiers.workplace import Workplace
from sync.catalogue_line import (
    LineChoices,
    LineNote,
    fetch_catalogue,
    is_due,
    is_newer,
    judge,
    read_choices,
    read_note,
    save_choices,
)
from ui.jobs import Cancel, Kind
from ui.session import Session

FIRST_MS = 90_000
EVERY_MS = 600_000
BUSY_MS = 30_000
FETCH_NAME = "fetch catalogue"
"""One fetch at a time: what the clerk asks for takes the place of a look that nobody asked for."""
_QUIET = Kind(FETCH_NAME)
_TRUSTED = Kind("trusted publishers")


class LineWatch(QObject):
    """What this desk has chosen, and what lies at the address as far as it is known."""

    changed = Signal()
    """The choices or what is known are others now."""

    def __init__(self, session: Session, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._data_dir = session.workplace.store.data_dir
        self.choices = read_choices(settings)
        self.note = read_note(self._data_dir, self.choices.address)
        session.catalogue_changed.connect(self.changed)
        self._timer = QTimer(self, interval=FIRST_MS, singleShot=True)
        self._timer.timeout.connect(self.ask_if_due)
        self._timer.start()

    @property
    def newer(self) -> str:
        """The version that waits at the address and is newer than the one in use, or nothing."""
        in_use = self._session.reference.catalogue.version
        return self.note.version if is_newer(self.note, in_use) else ""

    @property
    def in_use(self) -> str:
        """The version in use."""
        return self._session.reference.catalogue.version

    def choose(self, choices: LineChoices) -> None:
        """Store other choices. Raises InputError NET-01, NET-02; StorageError STORE-02."""
        self.choices = save_choices(self._settings, choices)
        self.reload()

    def reload(self) -> None:
        """Read what the last look found."""
        self.note = read_note(self._data_dir, self.choices.address)
        self.changed.emit()

    def ask_if_due(self) -> None:
        """Ask the address when it is time for it and nothing else is going on."""
        is_idle = self._session.jobs.is_idle
        if is_idle and is_due(self.choices, self.note, self._session.clock()):
            self._session.on_store(_trusted, self._on_trusted, self._on_failed, kind=_TRUSTED)
        self._timer.start(EVERY_MS if is_idle else BUSY_MS)

    def _on_trusted(self, trusted: dict[bytes, str]) -> None:
        address, clock = self.choices.address, self._session.clock
        ask = partial(_ask, self._data_dir, address, clock, trusted)
        self._session.jobs.run(ask, self._on_found, self._on_failed, kind=_QUIET)

    def _on_found(self, _note: LineNote) -> None:
        self.reload()

    def _on_failed(self, _error: DeskError) -> None:
        self.reload()  # the note says what was wrong, for whoever looks


def _trusted(workplace: Workplace) -> dict[bytes, str]:
    with workplace.store.read() as tx:
        return dict(trusted_keys(tx))


def _ask(
    data_dir: DataDir, address: str, clock: Clock, trusted: dict[bytes, str], cancel: Cancel
) -> LineNote:
    came = fetch_catalogue(data_dir, address, clock=clock, check=cancel.check)
    return judge(data_dir, came, trusted=trusted)
