"""Loading what the page is made of while nobody waits: neither the start nor a click pays."""

from __future__ import annotations

from importlib import import_module

from PySide6.QtCore import QObject, QTimer, Signal

from ui.jobs import Kind
from ui.session import Session

QUIET_MS = 1500
"""After so long the start is over."""
STEP_MS = 40
_LOAD = Kind("load catalogue page")
_HERE = "ui.pages.catalogue"
_MODULES = (
    f"{_HERE}.keep", f"{_HERE}.words", f"{_HERE}.finding", f"{_HERE}.panes.list_pane",
    f"{_HERE}.panes.notes_pane", f"{_HERE}.panes.card_pane", f"{_HERE}.panes.changes_pane",
    f"{_HERE}.panes.line_dialog", f"{_HERE}.panes.publishers_dialog",
    f"{_HERE}.panes.wanted_pane", f"{_HERE}.view", f"{_HERE}.presenters.papers",
    f"{_HERE}.presenters.card", f"{_HERE}.presenters.publishers", f"{_HERE}.presenters.changes",
    f"{_HERE}.presenters.line", f"{_HERE}.presenter",
)  # fmt: skip


class PageLoader(QObject):
    """The rooms below are loaded by a worker, the widgets one module at a time."""

    loaded = Signal()
    """Everything is there."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.is_loaded = False
        self._left = list(reversed(_MODULES))
        self._quiet = QTimer(self, interval=QUIET_MS, singleShot=True)
        self._quiet.timeout.connect(self._begin)
        self._quiet.start()
        self._steps = QTimer(self, interval=STEP_MS)
        self._steps.timeout.connect(self._on_step)

    def hurry(self) -> None:
        """The clerk waits for it: begin at once, without pauses."""
        self._steps.setInterval(0)
        if self._quiet.isActive():
            self._quiet.stop()
            self._begin()

    def _begin(self) -> None:
        self._session.jobs.run(_load, self._on_rooms, kind=_LOAD)

    def _on_rooms(self, _none: None) -> None:
        self._steps.start()

    def _on_step(self) -> None:
        """Load one module; each takes a moment, so the window answers in between."""
        import_module(self._left.pop())
        if not self._left:
            self._steps.stop()
            self.is_loaded = True
            self.loaded.emit()


def _load() -> None:
    """Load what is not made of widgets: most of what a first opening would cost."""
    for name in (
        "catalog.search.engine",
        "catalog.counter.wanted",
        "dossiers.consulting.card",
        "dossiers.consulting.catalogue_file",
        "dossiers.consulting.citizen_sheet",
    ):
        import_module(name)
