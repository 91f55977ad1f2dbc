"""Between catalogue files and the page Thay đổi: looked at first, then put into use."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from base.errors import InputError
from base.files import read_at_most
from catalog.bundle.changes import summary
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
from exchange.signed import MAX_BYTES
from ui import dialogs
from ui.jobs import Kind
from ui.pages.catalogue.panes.changes_pane import ChangesPane
from ui.pages.catalogue.presenters.publishers import PublishersPresenter
from ui.session import Session

_READ = Kind("catalogue changes", "Đang so sánh danh mục")
_LOOK = Kind("look at catalogue", "Đang kiểm tra tệp danh mục")
_INSTALL = Kind("install catalogue", "Đang nạp danh mục")
_FILES = "Danh mục đã ký (*.json);;Mọi tệp (*)"


class ChangesPresenter(QObject):
    """Everything runs in the db lane: signatures, comparison, and which dossiers are touched."""

    def __init__(self, session: Session, pane: ChangesPane) -> None:
        super().__init__(pane)
        self._session = session
        self._pane = pane
        self._file: LookedAtFile | None = None
        self.publishers = PublishersPresenter(session, pane, _bytes)
        self.publishers.changed.connect(self.reload)
        pane.import_wanted.connect(self.choose_file)
        pane.back_wanted.connect(self.go_back)
        pane.bundled_wanted.connect(self.go_back_to_bundled)
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
            self._session.on_store(partial(_look, path=path), self.show_file, kind=_LOOK)

    def show_file(self, file: LookedAtFile) -> None:
        """Show a file before it is taken; one that is looked at already stays."""
        if self._file is None:
            self._file = file
            self._pane.look_at(file)

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
        """Put the catalogue before into use again, once that is confirmed."""
        if self._is_sure("Quay lại danh mục dùng trước đó?", "Quay lại bản trước"):
            self._session.on_store(go_back, self._on_gone_back, kind=_INSTALL)

    def go_back_to_bundled(self) -> None:
        """Put the newer catalogue into use that the program brought, once that is confirmed."""
        if self._is_sure("Quay lại danh mục kèm chương trình?", "Quay lại bản kèm chương trình"):
            fn = partial(go_back, to_bundled=True)
            self._session.on_store(fn, self._on_gone_back, kind=_INSTALL)

    def _is_sure(self, question: str, yes: str) -> bool:
        detail = (
            "Giấy tờ, mức thu, thời hạn của hồ sơ mới sẽ tính theo bản đó. Hồ sơ đã tiếp nhận "
            "không đổi."
        )
        return dialogs.ask(self._pane, question, detail, yes=yes, no="Giữ bản đang dùng")

    def _on_state(self, state: tuple[InUse, Looked]) -> None:
        if self._file is None:
            self._pane.show_in_use(state[0])
            self._pane.show_changes(state[1], "Lần thay đổi gần nhất")

    def _on_installed(self, done: Replaced) -> None:
        self._taken(done, f"Đã dùng danh mục {done.in_use.version}")

    def _on_gone_back(self, done: Replaced) -> None:
        self._taken(done, f"Đã quay lại danh mục {done.in_use.version}")
        self._pane.list.setFocus()

    def _taken(self, done: Replaced, what: str) -> None:
        self._file = None
        self._pane.end_look()
        self._pane.show_in_use(done.in_use)
        self._pane.show_changes(done.looked, "Vừa thay đổi")
        self._session.take_reference(done.reference)
        told = f"{what}: {summary(done.looked.changes)}."
        if touched := sum(bool(dossier.lines) for dossier in done.looked.touched):
            told += f" {touched} hồ sơ chưa xong giữ phiên bản lúc tiếp nhận."
        days_off = sum(bool(dossier.day_off) for dossier in done.looked.touched)
        if days_off:
            told += f" {days_off} hồ sơ phải hẹn lại vì ngày hẹn là ngày nghỉ: xem đầu danh sách."
        self._session.tell(told, "warning" if days_off else "ok")


def _state(workplace: Workplace) -> tuple[InUse, Looked]:
    return catalogue_in_use(workplace), recent_changes(workplace)


def _look(workplace: Workplace, path: Path) -> LookedAtFile:
    return look_at_file(workplace, _bytes(path))


def _bytes(path: Path) -> bytes:
    """Return a file's bytes; one that is longer than any signed file is refused by its length."""
    try:
        data = read_at_most(path, MAX_BYTES)
    except OSError as error:
        raise InputError(
            "CAT-44",
            f"Không đọc được tệp {path.name}.",
            "Kiểm tra USB và quyền đọc tệp, rồi chọn lại.",
            detail=f"errno {error.errno}",
        ) from error
    if len(data) > MAX_BYTES:
        raise InputError(
            "CAT-45",
            f"Tệp {path.name} lớn hơn {MAX_BYTES // 1_000_000} MB nên không phải tệp danh mục.",
            "Chọn đúng tệp danh mục (.json) của nơi phát hành.",
        )
    return data
