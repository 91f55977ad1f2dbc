"""Writing the official code of a dossier down; every place with a code line has one of these."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from base.errors import DeskError
from dossiers.dossier import Dossier
from dossiers.register import enter_by_hand
from ui.session import Session
from ui.widgets.code_entry import CodeEntry


class CodeDesk(QObject):
    """Between a code line and the register; a refused code stays in the line to be mended."""

    coded = Signal(object)
    """The Dossier has its official code now."""

    def __init__(
        self, session: Session, entry: CodeEntry, dossier_id: Callable[[], str | None]
    ) -> None:
        super().__init__(entry)
        self._session = session
        self._entry = entry
        self._dossier_id = dossier_id
        self._code, self._key = "", ""  # what is being written down, and for which dossier
        entry.entered.connect(self._enter)
        entry.dossier_id = dossier_id
        entry.paste_wanted.connect(self._paste)

    def _enter(self, code: str) -> None:
        key = self._entry.about
        if key is not None:
            self._code, self._key = code, key
            fn = partial(enter_by_hand, key=key, code=code)
            self._session.on_store(fn, self._on_done, self._on_failed)

    def _paste(self) -> None:
        key = self._dossier_id()
        if key is not None:
            self._session.paste_wanted.emit(key)

    def _on_done(self, dossier: Dossier) -> None:
        row = dossier.row
        self._session.tell(f"Đã ghi mã {row.dossier_code} cho hồ sơ {row.provisional_number}.")
        self.coded.emit(dossier)
        self._session.dossiers_changed.emit()

    def _on_failed(self, error: DeskError) -> None:
        if self._entry.about == self._key:  # else the clerk is at another dossier already
            self._entry.set_text(self._code)
        self._session.fail(error)
