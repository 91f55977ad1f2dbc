"""A dossier just taken in: undo for ten seconds, its state, the official code, the slip."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from dossiers.acceptance import void
from dossiers.dossier import Dossier, DossierState, OutboxState
from dossiers.register import open_dossier
from ui.jobs import Kind
from ui.pages.code_desk import CodeDesk
from ui.pages.intake.case import OpenCase
from ui.pages.intake.keeper import CaseKeeper
from ui.pages.intake.view import IntakeView
from ui.pages.paper_desk import (
    PaperDesk,
    forms_sheet,
    has_forms,
    may_print_slip,
    slip_sheet,
)
from ui.printing import Sheet
from ui.session import Session
from ui.widgets.shell.result_bar import Action
from ui.wording import OUTBOX_WORDS, fee_total, moment_words

UNDO_S = 10
_UNDONE = "Hoàn tác tiếp nhận trong thời gian cho phép"
_SLIP = Kind("slip", "Đang dựng giấy tiếp nhận")
_FORMS = Kind("forms just taken in", "Đang dựng tờ khai")
_LOOK = Kind("dossier just taken in")
_UNDOABLE = frozenset({OutboxState.NO_GATEWAY, OutboxState.WAITING})
_NEXT = {
    OutboxState.NO_GATEWAY: "Nhập hồ sơ này vào hệ thống tỉnh, rồi quét hoặc gõ mã hồ sơ trên giấy "
    "tiếp nhận của hệ thống tỉnh.",
    OutboxState.WAITING: "Hồ sơ đã lưu đủ trên máy và sẽ được gửi khi tới lượt.",
}


class DonePresenter(QObject):
    """Keeps the last dossier until the next citizen comes."""

    def __init__(
        self, session: Session, keeper: CaseKeeper, view: IntakeView, desk: PaperDesk
    ) -> None:
        super().__init__(view)
        self._session = session
        self._keeper = keeper
        self._view = view
        self._desk = desk
        self._dossier: Dossier | None = None
        self._undoing: tuple[Dossier, OpenCase] | None = None
        CodeDesk(session, view.done.code, self._dossier_id)
        view.done.slip_wanted.connect(self.show_slip)
        view.done.forms_wanted.connect(self.show_forms)
        keeper.opened.connect(self._forget)
        session.dossiers_changed.connect(self._look_again)
        session.sent.connect(self._look_again)

    def show(self, dossier: Dossier, case: OpenCase) -> None:
        """Show what was taken in, with ten seconds to take it back."""
        self._dossier = dossier
        self._view.done.code.follow()
        self._view.done.show_dossier(
            dossier.record.provisional_number, dossier.record.procedure_name, self._facts(dossier)
        )
        self._view.done.offer_forms(is_on=has_forms(dossier))
        self._show_state(dossier)
        self._view.show_done()
        self._view.done.begin()
        self._session.dossiers_changed.emit()
        self._session.tell(
            f"Đã tiếp nhận, số tạm {dossier.record.provisional_number}.",
            "ok",
            Action(
                "Hoàn tác tiếp nhận  Shift+F9", partial(self._undo, dossier, case), seconds=UNDO_S
            ),
            seconds=UNDO_S,
        )

    def show_slip(self) -> None:
        """Mẫu 01 on the screen, ready to print."""
        if self._dossier is not None and may_print_slip(self._session, self._view):
            fn = partial(slip_sheet, papers=self._session.papers, dossier=self._dossier)
            self._session.on_store(fn, self._on_slip, kind=_SLIP)

    def show_forms(self) -> None:
        """What was filled in on the screen once more, ready to print."""
        if self._dossier is not None:
            fn = partial(forms_sheet, papers=self._session.papers, dossier=self._dossier)
            self._session.on_store(fn, self._on_slip, self._session.fail, _FORMS)

    def _facts(self, dossier: Dossier) -> list[tuple[str, str]]:
        record, due_at = dossier.record, dossier.row.due_at
        due = moment_words(due_at, self._session.clock()) if due_at else "chưa tính được"
        return [
            ("Chủ hồ sơ", record.applicant.full_name),
            ("Hẹn trả kết quả", due),
            ("Phí, lệ phí", fee_total(record)),
            ("Cơ quan giải quyết", record.competent_unit),
        ]

    def _show_state(self, dossier: Dossier) -> None:
        state = dossier.row.outbox_state or OutboxState.NO_GATEWAY
        word, tone = OUTBOX_WORDS[state]
        following = _NEXT.get(state, f"Mã hồ sơ: {dossier.row.dossier_code or 'chưa có'}")
        self._view.done.show_state(
            word, tone, following, wants_code=dossier.row.dossier_code is None
        )

    def _forget(self) -> None:
        self._dossier = None
        self._view.done.code.line.clear()
        self._view.done.show_dossier("", "", ())

    def _on_slip(self, sheet: Sheet) -> None:
        self._desk.show(sheet)
        self._view.show_preview()

    def _undo(self, dossier: Dossier, case: OpenCase) -> None:
        """Take the acceptance back, also when the next case is open already."""
        self._undoing = (dossier, case)
        fn = partial(void, dossier_id=dossier.row.id, reason=_UNDONE)
        self._session.on_store(fn, self._on_undone)

    def _on_undone(self, nothing: None) -> None:
        if self._undoing is None:
            return
        (dossier, case), self._undoing = self._undoing, None
        self._keeper.reopen(case)
        self._session.page_wanted.emit("intake")
        self._session.dossiers_changed.emit()
        number = dossier.record.provisional_number
        self._session.tell(f"Đã hoàn tác tiếp nhận. Số {number} không dùng lại.", "card")

    def _dossier_id(self) -> str | None:
        return self._dossier.row.id if self._dossier is not None else None

    def _look_again(self) -> None:
        """It may have got its code by the paste helper or on another page, or have been sent."""
        if self._dossier is not None:
            fn = partial(open_dossier, key=self._dossier.row.id)
            self._session.on_store(fn, self._on_looked, kind=_LOOK)

    def _on_looked(self, dossier: Dossier) -> None:
        row = dossier.row
        if row.id != self._dossier_id() or row.state is DossierState.VOIDED:
            return
        self._dossier = dossier
        self._show_state(dossier)
        if row.outbox_state not in _UNDOABLE:
            self._session.undo_over.emit()
