"""Between catalogue files and the page Thay đổi: looked at first, then put into use."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from base.errors import InputError
from catalog.bundle.changes import summary
from catalog.bundle.publishers import Publisher, read_publisher, trust_publisher
from dossiers.consulting.catalogue_file import (
    InUse,
    Looked,
    LookedAtFile,
    Replaced,
    catalogue_in_use,
    go_back,
    look_at_file,
    recent_changes,
    use_file,
)
from dossiers.consulting.touched import TouchedDossier
from dossiers.workplace import Workplace
from ui import dialogs
from ui.jobs import Kind
from ui.pages.catalogue.panes.changes_pane import ChangesPane
from ui.session import Session

_READ = Kind("catalogue changes", "Đang so sánh danh mục")
_LOOK = Kind("look at catalogue", "Đang kiểm tra tệp danh mục")
_INSTALL = Kind("install catalogue", "Đang nạp danh mục")
_TRUST = Kind("trust publisher")
_FILES = "Danh mục đã ký (*.json);;Mọi tệp (*)"
_KEYS = "Tệp khoá nơi phát hành (*.json);;Mọi tệp (*)"


class ChangesPresenter(QObject):
    """Everything runs in the db lane: signatures, comparison, and which dossiers are touched."""

    def __init__(self, session: Session, pane: ChangesPane) -> None:
        super().__init__(pane)
        self._session = session
        self._pane = pane
        self._file: LookedAtFile | None = None
        self._coming: Publisher | None = None
        pane.import_wanted.connect(self.choose_file)
        pane.trust_wanted.connect(self.choose_key)
        pane.back_wanted.connect(self.go_back)
        pane.install_wanted.connect(self.install)
        pane.look_ended.connect(self.drop)
        pane.dossier_wanted.connect(session.dossier_wanted)

    @property
    def looked(self) -> tuple[TouchedDossier, ...]:
        """The open dossiers that the file would touch; none while no file is looked at."""
        return self._file.looked.touched if self._file is not None else ()

    def reload(self) -> None:
        """Read what is in use and what it changed; a file that is looked at stays."""
        if self._file is None:
            self._session.on_store(_state, self._on_state, kind=_READ)

    def choose_file(self) -> None:
        """Let the clerk choose a catalogue file, and look at it."""
        path = dialogs.pick_file(self._pane, "Chọn tệp danh mục có chữ ký", _FILES)
        if path is not None:
            self._session.on_store(partial(_look, path=path), self._on_looked, kind=_LOOK)

    def install(self) -> None:
        """Put the file that is looked at into use."""
        if self._file is not None:
            fn = partial(use_file, data=self._file.data)
            self._session.on_store(fn, self._on_installed, kind=_INSTALL)

    def drop(self) -> None:
        """Look at the file no longer; nothing was written."""
        self._file = None
        self._pane.end_look()
        self.reload()

    def go_back(self) -> None:
        """Put the catalogue before into use again."""
        self._session.on_store(go_back, self._on_gone_back, kind=_INSTALL)

    def choose_key(self) -> None:
        """Let the clerk choose a publisher's key file, and compare it."""
        path = dialogs.pick_file(self._pane, "Chọn tệp khoá của nơi phát hành", _KEYS)
        if path is not None:
            self._session.jobs.run(partial(_read_key, path), self._on_key, kind=_TRUST)

    def _on_state(self, state: tuple[InUse, Looked]) -> None:
        if self._file is None:
            self._pane.show_in_use(state[0])
            self._pane.show_changes(state[1], "Lần thay đổi gần nhất")

    def _on_looked(self, file: LookedAtFile) -> None:
        self._file = file
        self._pane.look_at(file)

    def _on_installed(self, done: Replaced) -> None:
        self._taken(done, f"Đã dùng danh mục {done.in_use.version}")

    def _on_gone_back(self, done: Replaced) -> None:
        self._taken(done, f"Đã quay lại danh mục {done.in_use.version}")

    def _taken(self, done: Replaced, what: str) -> None:
        self._file = None
        self._pane.end_look()
        self._pane.show_in_use(done.in_use)
        self._pane.show_changes(done.looked, "Vừa thay đổi")
        self._session.take_reference(done.reference)
        touched = len(done.looked.touched)
        kept = f" {touched} hồ sơ chưa xong giữ phiên bản lúc tiếp nhận." if touched else ""
        self._session.tell(f"{what}: {summary(done.looked.changes)}.{kept}")

    def _on_key(self, publisher: Publisher) -> None:
        is_right = dialogs.ask(
            self._pane,
            f"Tin danh mục do “{publisher.name}” phát hành?",
            "So mã khoá này với văn bản của nơi phát hành, đúng từng chữ mới tin:\n"
            f"{publisher.key_id}",
            yes="Đúng, tin nơi này",
        )
        if is_right:
            fn = partial(_trust, publisher=publisher)
            self._session.on_store(fn, self._on_trusted, kind=_TRUST)

    def _on_trusted(self, name: str) -> None:
        self._session.tell(f"Từ nay nhận danh mục của {name}.")


def _state(workplace: Workplace) -> tuple[InUse, Looked]:
    return catalogue_in_use(workplace), recent_changes(workplace)


def _look(workplace: Workplace, path: Path) -> LookedAtFile:
    return look_at_file(workplace, _bytes(path))


def _read_key(path: Path) -> Publisher:
    return read_publisher(_bytes(path))


def _trust(workplace: Workplace, publisher: Publisher) -> str:
    with workplace.store.transaction() as tx:
        trust_publisher(tx, publisher, workplace.clock())
    return publisher.name


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            "CAT-44",
            f"Không đọc được tệp {path.name}.",
            "Kiểm tra USB và quyền đọc tệp, rồi chọn lại.",
            detail=f"errno {error.errno}",
        ) from error
