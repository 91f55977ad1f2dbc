"""Asks for what a step needs, takes it, and shows the paper that goes with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog

from catalog.dates.life import SupplementDates, SupplementRule
from dossiers.dossier import Dossier
from dossiers.life.steps import (
    Step,
    extend_due,
    move_from_day_off,
    request_supplement,
    supplement_dates,
    take_supplement,
)
from dossiers.workplace import Workplace
from ui.jobs import Kind
from ui.pages.dossiers.steps.dialogs import ExtendDialog, SupplementDialog, SuppliedDialog
from ui.pages.dossiers.view import DossiersView
from ui.pages.paper_desk import PaperDesk, notice_sheet
from ui.printing import Sheet
from ui.session import Session
from ui.wording import stamp

_STEP = Kind("dossier step", "Đang ghi")
_DATES = Kind("supplement dates")
_RENDER = Kind("dossier notice", "Đang dựng phiếu")


class StepsPresenter(QObject):
    """The steps of the dossier on the screen."""

    stepped = Signal(object)
    """The Dossier after a step."""

    def __init__(
        self,
        session: Session,
        view: DossiersView,
        desk: PaperDesk,
        dossier: Callable[[], Dossier | None],
    ) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self._desk = desk
        self._dossier = dossier
        detail = view.detail
        detail.supplement.clicked.connect(self._ask_supplement)
        detail.supplied.clicked.connect(self._ask_supplied)
        detail.extend.clicked.connect(self._ask_extend)
        detail.moved.clicked.connect(self._move)

    def _ask_supplement(self) -> None:
        dossier = self._dossier()
        if dossier is not None:
            dialog = SupplementDialog(self._view, dossier.row.provisional_number)
            dialog.asked.connect(partial(self._request, dossier.row.id))
            _open(dialog)

    def _request(self, key: str, items: tuple[str, ...], reason: str) -> None:
        self._take(partial(request_supplement, key=key, items=items, reason=reason))

    def _ask_supplied(self) -> None:
        dossier = self._dossier()
        if dossier is not None:
            fn = partial(_dates, dossier=dossier)
            self._session.on_store(fn, self._on_dates, self._session.fail, _DATES)

    def _on_dates(self, known: tuple[Dossier, SupplementDates]) -> None:
        dossier, dates = known
        dialog = SuppliedDialog(self._view, dossier.row.provisional_number, dates)
        dialog.chosen.connect(partial(self._supplied, dossier.row.id))
        _open(dialog)

    def _supplied(self, key: str, rule: SupplementRule) -> None:
        self._take(partial(take_supplement, key=key, rule=rule))

    def _ask_extend(self) -> None:
        dossier = self._dossier()
        if dossier is not None:
            line = dossier.row
            due = stamp(line.due_at) if line.due_at else "chưa có ngày hẹn"
            dialog = ExtendDialog(self._view, line.provisional_number, due)
            dialog.asked.connect(partial(self._extend, line.id))
            _open(dialog)

    def _move(self) -> None:
        dossier = self._dossier()
        if dossier is not None:
            self._take(partial(move_from_day_off, key=dossier.row.id))

    def _extend(self, key: str, day: date, reason: str) -> None:
        self._take(partial(extend_due, key=key, new_day=day, reason=reason))

    def _take(self, step: Callable[..., Step]) -> None:
        self._session.on_store(step, self._on_taken, self._session.fail, _STEP)

    def _on_taken(self, step: Step) -> None:
        self.stepped.emit(step.dossier)
        self._session.dossiers_changed.emit()
        number, due = step.dossier.row.provisional_number, step.dossier.row.due_at
        if step.notice is None:
            when = stamp(due) if due else "chưa tính được"
            said = " ".join([f"Hồ sơ {number}: hẹn trả {when}.", *step.warnings])
            self._session.tell(said, "warning" if step.warnings else "ok")
            return
        said = " ".join([f"Đã cấp số {step.notice.doc_no} cho hồ sơ {number}.", *step.warnings])
        self._session.tell(said, "warning" if step.warnings else "ok")
        fn = partial(notice_sheet, self._session.papers, step.notice)
        self._session.jobs.run(fn, self._on_rendered, self._session.fail, kind=_RENDER)

    def _on_rendered(self, sheet: Sheet) -> None:
        self._desk.show(sheet)
        self._view.show_preview()


def _open(dialog: QDialog) -> None:
    dialog.finished.connect(dialog.deleteLater)  # what it says goes with it
    dialog.open()


def _dates(workplace: Workplace, dossier: Dossier) -> tuple[Dossier, SupplementDates]:
    return dossier, supplement_dates(workplace, dossier.row.id)
