"""Between F10's decision and the rooms: the case is put aside, told no, or gone for good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject

from base.clock import legal_date
from base.errors import DeskError
from dossiers.draft import IntakeDraft
from dossiers.handouts.notices import (
    IssuedNotice,
    Notice,
    NoticeKind,
    NoticeRequest,
    issue_notice,
    issued_notices,
)
from dossiers.workplace import Workplace
from ui import dialogs
from ui.jobs import Kind
from ui.pages.intake.case import OpenCase, snapshot
from ui.pages.intake.incomplete.dialog import SHEET_WORDS, Decision, IncompleteDialog, Way
from ui.pages.intake.keeper import CaseKeeper
from ui.pages.intake.view import IntakeView
from ui.pages.paper_desk import PaperDesk, notice_sheet
from ui.printing import Sheet
from ui.session import Session
from ui.widgets.shell.result_bar import Action
from ui.wording import clipped

_ISSUED = Kind("issued notices")
_ISSUE = Kind("issue notice")
_RENDER = Kind("notice", "Đang dựng phiếu")
_NOTE, _REASON = "missing", "missing reason"  # what is being written, until it is decided
_HEADS = {
    Way.PARK: "Còn thiếu",
    Way.GUIDED: "Chỉ hướng dẫn",
    Way.SUPPLEMENT: "Đã yêu cầu bổ sung",
    Way.REFUSAL: "Đã từ chối",
}
_KINDS = {Way.SUPPLEMENT: NoticeKind.SUPPLEMENT, Way.REFUSAL: NoticeKind.REFUSAL}


class IncompletePresenter(QObject):
    """Asks what is missing and does what was decided."""

    def __init__(
        self, session: Session, keeper: CaseKeeper, view: IntakeView, desk: PaperDesk
    ) -> None:
        super().__init__(view)
        self._session = session
        self._keeper = keeper
        self._view = view
        self._desk = desk
        self._written = Decision(Way.PARK)  # of the case on the screen, until it goes
        self._issued: tuple[IssuedNotice, ...] = ()
        self._given = ""  # the sheet just issued, in words, until its case goes
        view.preview.closed.connect(self._on_preview_closed)
        keeper.closed.connect(self._on_closed)
        view.work.incomplete_wanted.connect(self.ask)

    def ask(self) -> None:
        """F10: look what was given for this case before, then ask."""
        case = self._keeper.case
        if case is None or self._view.pane is not self._view.work:
            return
        self._view.work.form.settle()
        fn = partial(issued_notices, draft_id=case.draft_id)
        self._session.on_store(fn, self._on_issued_known, kind=_ISSUED)

    def _on_issued_known(self, issued: tuple[IssuedNotice, ...]) -> None:
        case = self._keeper.case
        if case is None or self._view.pane is not self._view.work:
            return
        self._issued = issued
        judged = self._keeper.last
        missing = [p.name for p in judged.assessment.missing_papers] if judged else []
        note = case.unfinished.get(_NOTE, _other_lines(case.note, missing))
        reason = case.unfinished.get(_REASON, self._written.reason)
        kept = replace(self._written, note=note, reason=reason)
        dialog = IncompleteDialog(self._view, missing, kept, issued)
        dialog.typed.connect(self._on_typed)
        dialog.decided.connect(self._on_decided)
        dialog.finished.connect(dialog.deleteLater)  # what it says goes with it
        dialog.open()

    def _on_typed(self, note: str, reason: str) -> None:
        case = self._keeper.case
        if case is not None:
            case.jot(_NOTE, note)
            case.jot(_REASON, reason)
            self._keeper.saver.touch()

    def _on_decided(self, decision: Decision) -> None:
        case = self._keeper.case
        if case is None:
            return
        self._written = decision
        if decision.way is Way.DISCARD:
            self._discard()
        elif decision.way in _KINDS:
            self._issue(case, decision)
        else:
            self._note(case, decision)
            self._park()

    def _park(self) -> None:
        case = self._keeper.case
        if case is not None:
            self._keeper.park()
            self._view.show_start()
            self._session.tell(f"Đã để dở. {clipped(' '.join(case.note.split()), 120)}", "card")

    def _note(self, case: OpenCase, decision: Decision) -> None:
        day = legal_date(self._session.clock())
        head = f"{_HEADS[decision.way]} ({day:%d/%m/%Y}):"
        case.note = "\n".join([head, *decision.lines]).strip()
        case.jot(_NOTE, "")  # it is in the note now; the reason is wanted again with the next sheet

    def _discard(self) -> None:
        sure = dialogs.ask(
            self._view,
            "Đóng hồ sơ này và không lưu?",
            "Nội dung đã nhập và người đã quét sẽ bị xóa khỏi máy.",
            yes="Đóng, không lưu",
        )
        if sure:
            self._keeper.close(discard=True)
            self._view.show_start()

    def _issue(self, case: OpenCase, decision: Decision) -> None:
        kind = _KINDS[decision.way]
        if not self._may_issue(kind):
            return
        items = decision.lines if kind is NoticeKind.SUPPLEMENT else ()
        request = NoticeRequest(kind, decision.reason, items)
        fn = partial(_issue, draft=snapshot(case).draft(), request=request)
        self._session.on_store(fn, self._on_issued, self._on_issue_failed, _ISSUE)

    def _may_issue(self, kind: NoticeKind) -> bool:
        before = [n for n in self._issued if n.kind is NoticeKind.SUPPLEMENT]
        if kind is not NoticeKind.SUPPLEMENT or not before:
            return True
        return dialogs.ask(
            self._view,
            f"Đã yêu cầu bổ sung một lần (số {before[-1].doc_no}). Yêu cầu lần nữa?",
            "Chỉ được yêu cầu bổ sung một lần (NĐ 118/2025/NĐ-CP Điều 11). Phiếu mới mang số mới.",
            yes="Vẫn cấp phiếu mới",
        )

    def _on_issued(self, notice: Notice) -> None:
        case = self._keeper.case
        if case is not None:
            self._note(case, self._written)
            self._keeper.save_now()
            self._given = f"{SHEET_WORDS[notice.kind]}, số {notice.doc_no}"
        fn = partial(notice_sheet, self._session.papers, notice)
        self._session.jobs.run(fn, self._on_rendered, kind=_RENDER)

    def _on_issue_failed(self, error: DeskError) -> None:
        self._session.fail(error)

    def _on_rendered(self, sheet: Sheet) -> None:
        self._session.hush()
        self._desk.show(sheet)
        self._view.show_preview()
        if self._given:
            self._session.tell(f"Đã cấp {self._given}. In (Ctrl+P), rồi bấm Esc.")

    def _on_preview_closed(self) -> None:
        """The sheet was given out: say what becomes of the case."""
        if self._given:
            said = f"Đã cấp {self._given}. Bấm F2 để hồ sơ này chờ ở mục đang dở, tiếp người sau."
            self._session.tell(said, "ok", Action("Để dở", self._park), seconds=0)
            self._given = ""

    def _on_closed(self) -> None:
        self._written, self._issued, self._given = Decision(Way.PARK), (), ""


def _other_lines(note: str, missing: Sequence[str]) -> str:
    """Return what the clerk wrote himself: no head, none of the papers that have a tick."""
    heads = tuple(f"{head} (" for head in _HEADS.values())
    lines = [x for x in note.splitlines() if x not in missing and not x.startswith(heads)]
    return "\n".join(lines)


def _issue(workplace: Workplace, draft: IntakeDraft, request: NoticeRequest) -> Notice:
    return issue_notice(workplace, draft, request)
