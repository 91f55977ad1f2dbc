"""The end of a case: preview, acceptance, or not complete."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from base.clock import legal_date
from base.errors import DeskError
from dossiers.acceptance import take_in
from dossiers.dossier import Dossier
from dossiers.workplace import Workplace
from forms.schema import Problem, Severity
from ui import dialogs
from ui.jobs import Cancel, Kind
from ui.pages.intake.case import OpenCase, judge, snapshot
from ui.pages.intake.done_presenter import UNDO_S, DonePresenter
from ui.pages.intake.keeper import CaseKeeper
from ui.pages.intake.panes.incomplete import IncompleteDialog, Way
from ui.pages.intake.view import IntakeView
from ui.pages.paper_desk import PaperDesk, make_sheet
from ui.printing import Sheet
from ui.session import Session
from ui.wording import clipped, sentence_case

_PREVIEW = Kind("preview", "Đang dựng tờ khai")
_ACCEPT = Kind("accept")
_MISSING_SHOWN = 6


class FinishPresenter(QObject):
    """Between the work, preview and result panes and the rooms that take the case in."""

    def __init__(self, session: Session, keeper: CaseKeeper, view: IntakeView) -> None:
        super().__init__(view)
        self._session = session
        self._keeper = keeper
        self._view = view
        self._desk = PaperDesk(session, view.preview)
        self._done = DonePresenter(session, keeper, view, self._desk)
        view.work.preview_wanted.connect(self.preview)
        view.work.accept_wanted.connect(self.accept)
        view.work.incomplete_wanted.connect(self.ask_incomplete)
        view.preview.closed.connect(self._desk.forget)

    def preview(self) -> None:
        """F8: the paper as it would be printed; with errors as a draft that says so."""
        case = self._keeper.case
        if case is None or self._view.pane is not self._view.work:
            return
        self._view.work.form.settle()
        if not case.has_paper:
            self._session.tell("Thủ tục này chưa có tờ khai in được tại đây.", "card")
            return
        fn = partial(_preview, self._session, snapshot(case))
        self._session.jobs.run(fn, self._on_preview, kind=_PREVIEW)

    def accept(self) -> None:
        """F9: take the case in. Nothing is stored while something stands in the way."""
        case = self._keeper.case
        if case is None or self._view.pane is not self._view.work:
            return
        self._view.work.form.settle()
        if not self._may_accept(case):
            return
        self._view.work.setEnabled(False)
        self._keeper.save_now()
        fn = partial(_accept, case=snapshot(case))
        self._session.on_store(fn, self._on_accepted, self._on_accept_failed, _ACCEPT)

    def ask_incomplete(self) -> None:
        """F10: write down what is missing; the case is put aside, never lost by mistake."""
        case = self._keeper.case
        if case is None or self._view.pane is not self._view.work:
            return
        judged = self._keeper.last
        missing = [p.name for p in judged.assessment.missing_papers] if judged else []
        dialog = IncompleteDialog(self._view, missing, case.note)
        dialog.decided.connect(self._on_incomplete)
        dialog.open()

    def _may_accept(self, case: OpenCase) -> bool:
        doubtful = sum(len(person.review) for person in case.people.values())
        if case.waiting:
            self._session.tell("Còn người chưa được gán vai. Chọn vai ở cột Người.", "warning")
            return False
        if doubtful:
            self._session.tell(
                f"Còn {doubtful} chỗ cần đối chiếu với mặt thẻ. Xem cột Người, bấm “Đúng”.",
                "warning",
            )
            return False
        return self._papers_decided()

    def _papers_decided(self) -> bool:
        judged = self._keeper.last
        if judged is None or judged.assessment.errors or not judged.assessment.missing_papers:
            return True
        missing = [f"• {p.name}" for p in judged.assessment.missing_papers]
        return dialogs.ask(
            self._view,
            f"Còn thiếu {len(missing)} thành phần hồ sơ.",
            "\n".join(missing[:_MISSING_SHOWN]),
            yes="Vẫn tiếp nhận",
        )

    def _on_preview(self, sheet: Sheet) -> None:
        self._desk.show(sheet)
        self._view.show_preview()

    def _on_accepted(self, dossier: Dossier) -> None:
        self._view.work.setEnabled(True)
        case = self._keeper.close()
        if case is not None:
            self._done.show(dossier, case)

    def _on_accept_failed(self, error: DeskError) -> None:
        self._view.work.setEnabled(True)
        if not error.fields:
            self._session.fail(error)
            return
        problems = [Problem(f.pointer, f.code, f.message, "", Severity.ERROR) for f in error.fields]
        if self._keeper.case is not None:  # from now on these lines show what is wrong
            self._keeper.case.visited.update(f.pointer.lstrip("/") for f in error.fields)
        form = self._view.work.form
        form.sheet.show_problems(problems, None)
        named = form.sheet.named(problems)
        self._view.work.errors.show_problems(named)
        form.focus_on(named[0][0])

    def _on_incomplete(self, way: str, missing: str) -> None:
        case = self._keeper.case
        if case is None:
            return
        if way == Way.DISCARD:
            self._discard()
            return
        head = "Chỉ hướng dẫn" if way == Way.GUIDED else "Còn thiếu"
        day = legal_date(self._session.clock())
        case.note = f"{head} ({day:%d/%m/%Y}):\n{missing}".strip()
        self._keeper.park()
        self._view.show_start()
        self._session.tell(f"Đã để dở. {clipped(' '.join(case.note.split()), 120)}", "card")

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


def _preview(session: Session, case: OpenCase, cancel: Cancel) -> Sheet:
    judged = judge(session.reference, case, session.clock())
    is_draft = bool(judged.assessment.errors)
    pdf = session.papers.form_pdf(case.schema, case.answers, draft=is_draft)
    title = sentence_case(case.schema.title)
    shown = f"{title} (nháp)" if is_draft else title
    return make_sheet(session.papers, shown, pdf.data, f"{case.schema.id}.pdf", cancel)


def _accept(workplace: Workplace, case: OpenCase) -> Dossier:
    judge(workplace.reference, case, workplace.clock())  # fills the answers in their stored shape
    return take_in(workplace, case.draft(), undo_s=UNDO_S)
