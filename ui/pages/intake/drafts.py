"""Saving the open case within two seconds, and forgetting one on the clerk's word."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from base.errors import DeskError
from dossiers.drafts import discard_draft, save_draft
from ui.jobs import Kind
from ui.pages.intake.case import OpenCase
from ui.session import Session

SAVE_MS = 800


class DraftSaver(QObject):
    """Knows whether something is unsaved; the newest state of a case replaces a waiting save."""

    due = Signal()
    """The open case should be saved now."""
    saved = Signal()
    """The open case lies in the store as it is on the screen."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.is_dirty = False
        self._soon = QTimer(self, interval=SAVE_MS, singleShot=True)
        self._soon.timeout.connect(self.due)

    def touch(self) -> None:
        """Something changed: save soon. Typing on does not put the save off."""
        self.is_dirty = True
        if not self._soon.isActive():
            self._soon.start()

    def save(self, case: OpenCase, *, parked: bool = False) -> None:
        """Save a case in the db lane."""
        self._soon.stop()
        self.is_dirty = False
        fn = partial(
            save_draft, draft=case.saved(), title=case.title, parked=parked, view=case.view()
        )
        self._session.on_store(fn, self._on_saved, self._on_failed, _kind(case))

    def discard(self, case: OpenCase) -> None:
        """Delete a case from the store."""
        self.rest()
        fn = partial(discard_draft, draft_id=case.draft_id)
        self._session.on_store(fn, self._on_discarded, kind=_kind(case))

    def rest(self) -> None:
        """Nothing is open, nothing to save."""
        self._soon.stop()
        self.is_dirty = False

    def _on_saved(self, nothing: None) -> None:
        if not self.is_dirty:
            self.saved.emit()

    def _on_failed(self, error: DeskError) -> None:
        self.is_dirty = True
        self._session.fail(error)

    def _on_discarded(self, nothing: None) -> None:
        """The case is gone; there is nothing to show."""


def _kind(case: OpenCase) -> Kind:
    return Kind(f"draft {case.draft_id}")
