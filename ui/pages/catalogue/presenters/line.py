"""Between the line and the page Thay đổi: fetched on wish, looked at like any other file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from base.clock import Clock
from base.errors import DeskError
from base.paths import DataDir
from dossiers.consulting.catalogue_file import LookedAtFile
from sync.catalogue_line import (
    FromLine,
    LineChoices,
    fetch_catalogue,
    kept_catalogue,
    look_at_line,
)
from ui.jobs import Cancel, Kind, Progress
from ui.pages.catalogue.line_watch import FETCH_NAME, LineWatch
from ui.pages.catalogue.panes.changes_pane import ChangesPane
from ui.pages.catalogue.panes.line_dialog import LineDialog
from ui.pages.catalogue.presenters.changes import ChangesPresenter
from ui.session import Session

_FETCH = Kind(FETCH_NAME, "Đang tải danh mục")
_LOOK = Kind("look at catalogue", "Đang kiểm tra tệp danh mục")


class LinePresenter(QObject):
    """Fetching runs in a work lane, so that the store is free meanwhile; it can be stopped."""

    def __init__(
        self, session: Session, watch: LineWatch, pane: ChangesPane, changes: ChangesPresenter
    ) -> None:
        super().__init__(pane)
        self._session = session
        self._watch = watch
        self._pane = pane
        self._changes = changes
        self._data_dir = session.workplace.store.data_dir
        pane.fetch_wanted.connect(self.fetch)
        pane.address_wanted.connect(self.open_address)
        pane.line.look_wanted.connect(self.look_at_news)
        watch.changed.connect(self.show)
        self.show()

    def show(self) -> None:
        """Say how the line stands."""
        watch = self._watch
        clock = self._session.clock
        self._pane.line.show_line(watch.choices, watch.note, newer=watch.newer, clock=clock)
        self._pane.allow_fetch(is_on=bool(watch.choices.address))

    def fetch(self) -> None:
        """Ask the address now; without one ask for it."""
        if self._watch.choices.address:
            self._run(_fetch)
        else:
            self.open_address()

    def look_at_news(self) -> None:
        """Show what has come already, with no line; fetch it when it is gone."""
        self._run(_kept_or_fetched)

    def open_address(self) -> None:
        """Let the clerk write the address and the interval."""
        dialog = LineDialog(self._pane.window(), self._watch.choices)
        dialog.chosen.connect(partial(self._on_chosen, dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _run(self, how: Callable[..., FromLine]) -> None:
        fn = partial(how, self._data_dir, self._watch.choices.address, self._session.clock)
        self._session.jobs.run(fn, self._on_came, self._on_failed, kind=_FETCH)

    def _on_came(self, came: FromLine) -> None:
        fn = partial(look_at_line, came=came)
        self._session.on_store(fn, self._on_looked, self._on_failed, kind=_LOOK)

    def _on_looked(self, file: LookedAtFile | None) -> None:
        self._watch.reload()
        if file is None:
            self._session.tell(f"Đang dùng danh mục mới nhất ({self._watch.in_use}).")
            return
        is_seen = self._pane.isVisible() and not self._pane.is_looking
        self._changes.show_file(file)
        if not is_seen:
            self._session.tell(
                f"Đã tải danh mục {file.version}; xem ở trang Thủ tục, thẻ Thay đổi.", "card"
            )

    def _on_failed(self, error: DeskError) -> None:
        self._watch.reload()
        self._session.fail(error)

    def _on_chosen(self, dialog: LineDialog, choices: LineChoices) -> None:
        try:
            self._watch.choose(choices)
        except DeskError as error:
            dialog.refuse(error)
            return
        dialog.accept()


def _fetch(
    data_dir: DataDir, address: str, clock: Clock, cancel: Cancel, progress: Progress
) -> FromLine:
    return fetch_catalogue(data_dir, address, clock=clock, check=cancel.check, progress=progress)


def _kept_or_fetched(
    data_dir: DataDir, address: str, clock: Clock, cancel: Cancel, progress: Progress
) -> FromLine:
    kept = kept_catalogue(data_dir, address)
    return kept or _fetch(data_dir, address, clock, cancel, progress)
