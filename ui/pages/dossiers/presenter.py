"""Hồ sơ: reads the register and does what a clerk does to one dossier."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from dossiers.dossier import Dossier, DossierRow
from dossiers.life.running import wanted_move
from dossiers.register import open_dossier, search_dossiers
from ui.jobs import Kind
from ui.pages.code_desk import CodeDesk
from ui.pages.dossiers.steps.presenter import StepsPresenter
from ui.pages.dossiers.view import DossiersView
from ui.pages.paper_desk import PaperDesk, forms_sheet, may_print_slip, slip_sheet
from ui.printing import Sheet
from ui.session import Session

_LIST = Kind("dossier list")
_OPEN = Kind("dossier")
_SLIP = Kind("slip of dossier", "Đang dựng giấy tiếp nhận")
_FORMS = Kind("forms of dossier", "Đang dựng tờ khai")
_LIMIT = 500


class DossiersPresenter(QObject):
    """Between the register and the page."""

    def __init__(self, session: Session, view: DossiersView) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self._desk = PaperDesk(session, view.preview)
        self._dossier: Dossier | None = None
        StepsPresenter(session, view, self._desk, self._chosen).stepped.connect(self._on_opened)
        CodeDesk(session, view.detail.code, self._dossier_id).coded.connect(self._on_opened)
        view.searched.connect(self._search)
        view.shown.connect(self.reload)
        view.opened.connect(self._open)
        view.slip_wanted.connect(self._show_slip)
        view.forms_wanted.connect(self._show_forms)
        view.print_wanted.connect(self._desk.print_now)
        view.preview.closed.connect(self._desk.forget)
        session.dossiers_changed.connect(self._on_changed)
        session.sent.connect(self._on_changed)

    def reload(self) -> None:
        """Read the list again for the text in the search line."""
        self._search(self._view.line.text().strip())

    def find(self, key: str) -> None:
        """Show the dossier with this id, number or code, whatever was searched before."""
        self._view.line.clear()
        self._session.on_store(partial(open_dossier, key=key), self._on_found, kind=_OPEN)

    def _on_changed(self) -> None:
        if self._view.isVisible():
            self.reload()

    def _search(self, text: str) -> None:
        fn = partial(search_dossiers, text=text, limit=_LIMIT)
        self._session.on_store(fn, self._on_rows, kind=_LIST)

    def _on_rows(self, rows: tuple[DossierRow, ...]) -> None:
        self._view.show_rows(rows, self._view.line.text().strip())
        if self._dossier is not None:
            self._open(self._dossier.row.id)

    def _open(self, dossier_id: str) -> None:
        self._session.on_store(partial(open_dossier, key=dossier_id), self._on_opened, kind=_OPEN)

    def _on_opened(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._view.detail.code.follow()
        move_to = wanted_move(self._session.reference, dossier)
        self._view.detail.show_dossier(dossier, move_to)

    def _on_found(self, dossier: Dossier) -> None:
        self._on_opened(dossier)
        self._view.choose(dossier.row.id)

    def _show_slip(self) -> None:
        if self._dossier is not None and may_print_slip(self._session, self._view):
            fn = partial(slip_sheet, papers=self._session.papers, dossier=self._dossier)
            self._session.on_store(fn, self._on_slip, kind=_SLIP)

    def _show_forms(self) -> None:
        if self._dossier is not None:
            fn = partial(forms_sheet, papers=self._session.papers, dossier=self._dossier)
            self._session.on_store(fn, self._on_slip, self._session.fail, _FORMS)

    def _on_slip(self, sheet: Sheet) -> None:
        self._desk.show(sheet)
        self._view.show_preview()

    def _chosen(self) -> Dossier | None:
        return self._dossier

    def _dossier_id(self) -> str | None:
        return self._dossier.row.id if self._dossier is not None else None
