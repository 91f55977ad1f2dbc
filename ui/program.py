"""One run of the desktop program: jobs, open desk, pages, and an orderly end."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, Signal

from base.clock import Clock
from base.errors import DeskError
from base.logs import start_logging
from base.paths import DataDir
from base.settings import Settings
from ui import dialogs
from ui.crash import CrashHook
from ui.jobs import Collector, Jobs
from ui.main_window import MainWindow

if TYPE_CHECKING:
    from ui.pages.build import Pages
    from ui.printing import Papers
    from ui.session import Opened


class Program(QObject):
    """Opens the desk in a worker, then fills the window with pages."""

    ready = Signal()
    """The pages are there (or the first-run page)."""

    def __init__(self, window: MainWindow, data_dir: DataDir, clock: Clock) -> None:
        super().__init__()
        self.window = window
        self._data_dir = data_dir
        self._clock = clock
        start_logging(data_dir.logs_dir)
        self.crash = CrashHook(data_dir.logs_dir)
        self.crash.crashed.connect(self._on_crashed)
        self.jobs = Jobs(self.crash.report)
        self._collector = Collector(self)
        window.closing.connect(self.close)
        self.jobs.slow_started.connect(window.status.begin_work)
        self.jobs.progressed.connect(window.status.count_work)
        self.jobs.slow_ended.connect(window.status.end_work)
        window.status.cancelled.connect(self.jobs.cancel_slow)
        self.pages: Pages | None = None
        self._opened: Opened | None = None
        self._papers: Papers | None = None
        self._restart_wanted = False

    def open(self) -> None:
        """Open the desk; `ready` tells when the pages are there."""
        fn = partial(_open, self._data_dir, self._clock)
        self.jobs.run(fn, self._on_opened, self._on_stop, "db")

    def close(self) -> None:
        """Save what is open, let the jobs end, close the store. Called once, by the window."""
        if self.pages is not None:
            self.pages.close()
        opened = self._opened
        self.jobs.close(opened.store.close if opened else None)
        if self._papers is not None:
            self._papers.close()
        self._collector.stop()
        self.crash.uninstall()

    def restart_if_wanted(self) -> None:
        """Start the program again when the clerk said so after a bug."""
        if self._restart_wanted:
            QProcess.startDetached(sys.executable, sys.argv)

    def _on_opened(self, opened: Opened) -> None:
        from ui.pages.build import build_pages, first_run_page
        from ui.printing import Papers
        from ui.session import Session

        self._opened = opened
        if opened.workplace is None:
            self.window.status.show_state("chưa khai báo đơn vị", "warning", "")
            page = first_run_page(self.jobs, opened.store, self._clock)
            page.founded.connect(self._on_founded)
            self.window.add_page(page)
            self.window.show_page(page.key)
        else:
            self._papers = Papers()
            session = Session(self.jobs, opened.workplace, self._papers)
            settings = Settings(self._data_dir.settings_file)
            self.pages = build_pages(self.window, session, settings)
        self.ready.emit()

    def _on_founded(self, opened: Opened) -> None:
        self.window.remove_page("first_run")
        self._on_opened(opened)

    def _on_stop(self, error: DeskError) -> None:
        dialogs.show_stop(self.window, error)
        self.window.close()

    def _on_crashed(self, report: str) -> None:
        if self.pages is not None:
            self.pages.save_now()
        self._restart_wanted = dialogs.offer_restart(self.window, report)
        if self._restart_wanted:
            self.window.close()


def _open(data_dir: DataDir, clock: Clock) -> Opened:
    from ui.session import open_desk  # sqlcipher, keyring: after the first paint, in a worker

    return open_desk(data_dir, clock)
