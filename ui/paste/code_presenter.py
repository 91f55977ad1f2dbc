"""Writing the official code down on the helper: the row of the outbox closes by it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from base.errors import DeskError
from dossiers.dossier import Dossier
from dossiers.register import enter_by_hand
from ui.paste.presenter import PastePresenter
from ui.paste.window import PasteWindow
from ui.session import Session


class CodePresenter(QObject):
    """A refused code stays in the line to be mended; the same one twice does no harm."""

    def __init__(self, session: Session, window: PasteWindow, presenter: PastePresenter) -> None:
        super().__init__(window)
        self._session = session
        self._page = window.code
        self._presenter = presenter
        self._code = ""
        self._page.code.entered.connect(self._enter)
        self._page.closed.connect(window.close)

    def _enter(self, code: str) -> None:
        hand_over = self._presenter.handing.hand_over
        if hand_over is None or hand_over.dossier_id is None:
            return
        self._code = code
        self._page.show_error("")
        fn = partial(enter_by_hand, key=hand_over.dossier_id, code=code)
        self._session.on_store(fn, self._on_done, self._on_failed)

    def _on_done(self, dossier: Dossier) -> None:
        row = dossier.row
        self._session.tell(f"Đã ghi mã {row.dossier_code} cho hồ sơ {row.provisional_number}.")
        self._session.dossiers_changed.emit()

    def _on_failed(self, error: DeskError) -> None:
        self._page.code.set_text(self._code)
        self._page.show_error(error.sentence)
