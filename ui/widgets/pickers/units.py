"""Makes the pickers ready once the desk is open: nobody waits for the table of units."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from citizens.addresses.search import warm
from forms.choices.agencies import Home
from ui.jobs import Jobs, Kind
from ui.widgets.pickers.home import set_home

_READ = Kind("read the table of units")


class Units(QObject):
    """Reads the table in a worker."""

    ready = Signal()
    """The first search will not have to read it."""

    def start(self, jobs: Jobs, home: Home) -> None:
        """Tell the pickers where they are, and read the table meanwhile."""
        set_home(home)
        jobs.run(warm, self._on_read, kind=_READ)

    def _on_read(self, _none: None) -> None:
        self.ready.emit()
