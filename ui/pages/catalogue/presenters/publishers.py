"""Between the publishers that this desk trusts and their list: one more, one less."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from catalog.bundle.publishers import (
    Publisher,
    Trusted,
    forget_publisher,
    read_publisher,
    trust_publisher,
    trusted_publishers,
)
from dossiers.workplace import Workplace
from ui import dialogs
from ui.jobs import Kind
from ui.pages.catalogue.panes.changes_pane import ChangesPane
from ui.pages.catalogue.panes.publishers_dialog import PublishersDialog
from ui.session import Session

_LIST = Kind("publishers")
_TRUST = Kind("trust publisher")
_KEYS = "Tệp khoá nơi phát hành (*.json);;Mọi tệp (*)"


class PublishersPresenter(QObject):
    """The list lies over the page; each change is told in the bar and in the audit log."""

    changed = Signal()
    """Somebody is trusted who was not, or no longer."""

    def __init__(self, session: Session, pane: ChangesPane, read: Callable[[Path], bytes]) -> None:
        super().__init__(pane)
        self._session = session
        self._pane = pane
        self._read = read
        self._dialog: PublishersDialog | None = None
        pane.publishers_wanted.connect(self.open)

    def open(self) -> None:
        """Show who is trusted."""
        if self._dialog is None:
            self._dialog = PublishersDialog(self._pane.window())
            self._dialog.more_wanted.connect(self.choose_key)
            self._dialog.untrust_wanted.connect(self.untrust)
            self._dialog.finished.connect(self._on_closed)
            self._dialog.open()
        self._session.on_store(_publishers, self._on_publishers, kind=_LIST)

    def choose_key(self) -> None:
        """Let the clerk choose a publisher's key file, and compare it."""
        path = dialogs.pick_file(self._front, "Chọn tệp khoá của nơi phát hành", _KEYS)
        if path is not None:
            fn = partial(_read_key, self._read, path)
            self._session.jobs.run(fn, self._on_key, kind=_TRUST)

    def untrust(self, owner: Trusted) -> None:
        """Take a publisher's files no longer, once the clerk has said so."""
        is_sure = dialogs.ask(
            self._front,
            f"Bỏ tin “{owner.name}”?",
            f"Từ nay máy không nhận tệp do khoá này ký:\n{owner.key_id}\n"
            "Danh mục đang dùng vẫn giữ nguyên.",
            yes="Bỏ tin",
        )
        if is_sure:
            fn = partial(_forget, owner=owner)
            self._session.on_store(fn, self._on_forgotten, kind=_TRUST)

    @property
    def _front(self) -> QWidget:
        return self._dialog or self._pane

    def _on_publishers(self, owners: tuple[Trusted, ...]) -> None:
        if self._dialog is not None:
            self._dialog.show_publishers(owners)

    def _on_closed(self, _result: int) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    def _on_key(self, publisher: Publisher) -> None:
        is_right = dialogs.ask(
            self._front,
            f"Tin danh mục do “{publisher.name}” phát hành?",
            "So mã khoá này với văn bản của nơi phát hành, đúng từng chữ mới tin:\n"
            f"{publisher.key_id}",
            yes="Đúng, tin nơi này",
        )
        if is_right:
            fn = partial(_trust, publisher=publisher)
            self._session.on_store(fn, self._on_trusted, kind=_TRUST)

    def _on_trusted(self, name: str) -> None:
        self._changed(f"Từ nay nhận danh mục của {name}.")

    def _on_forgotten(self, name: str) -> None:
        self._changed(f"Từ nay không nhận danh mục của {name}.")

    def _changed(self, said: str) -> None:
        if self._dialog is not None:
            self._session.on_store(_publishers, self._on_publishers, kind=_LIST)
        self.changed.emit()
        self._session.tell(said)


def _publishers(workplace: Workplace) -> tuple[Trusted, ...]:
    with workplace.store.read() as tx:
        return trusted_publishers(tx)


def _read_key(read: Callable[[Path], bytes], path: Path) -> Publisher:
    return read_publisher(read(path))


def _trust(workplace: Workplace, publisher: Publisher) -> str:
    with workplace.store.transaction() as tx:
        trust_publisher(tx, publisher, workplace.clock())
    return publisher.name


def _forget(workplace: Workplace, owner: Trusted) -> str:
    with workplace.store.transaction() as tx:
        forget_publisher(tx, owner.key_id)
    return owner.name
