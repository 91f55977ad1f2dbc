"""The end of a case: preview and acceptance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject

from base.errors import DeskError
from dossiers.acceptance import take_in
from dossiers.case.sheets import FilledSheet
from dossiers.dossier import Dossier
from dossiers.workplace import Workplace
from forms.schema import Problem, Severity
from ui import dialogs
from ui.jobs import Cancel, Kind
from ui.pages.intake.case import OpenCase, snapshot
from ui.pages.intake.done_presenter import UNDO_S, DonePresenter
from ui.pages.intake.incomplete.presenter import IncompletePresenter
from ui.pages.intake.keeper import CaseKeeper
from ui.pages.intake.keeping.presenter import KeepingPresenter
from ui.pages.intake.papers.judging import Judged, judge
from ui.pages.intake.papers.problems import named, of_paper
from ui.pages.intake.view import IntakeView
from ui.pages.paper_desk import PaperDesk, make_sheet
from ui.printing import Sheet
from ui.session import Session
from ui.wording import sentence_case

_PREVIEW = Kind("preview", "Đang dựng tờ khai")
_CHECK = Kind("check case")
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
        self._keeping = KeepingPresenter(session, keeper, view.work)
        self._left: str | None = None  # the line that had the cursor at F9
        self._asked: OpenCase | None = None  # the case that F9 was pressed for
        self.incomplete = IncompletePresenter(session, keeper, view, self._desk)
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

    def say_next(self) -> None:
        """Enter in the last line, and nothing in it is missing: say what comes next."""
        case = self._keeper.case
        if case is not None:
            is_last = case.shown + 1 == len(case.forms)
            also = "" if is_last else "Ctrl+PgDown sang giấy sau, "
            self._session.tell(f"Đã hết tờ khai này. {also}F8 xem trước, F9 tiếp nhận.", "card")

    def accept(self) -> None:
        """F9: take the case in. Nothing is stored while something stands in the way."""
        case = self._keeper.case
        work = self._view.work
        if case is None or self._view.pane is not work or not work.isEnabled():
            return
        work.form.settle()
        if not self._are_people_known(case):
            return
        work.close_details()  # what is wrong is said below them
        self._left = work.form.key_in_focus
        self._asked = case
        work.setEnabled(False)
        fn = partial(_judge, self._session, snapshot(case))
        self._session.jobs.run(fn, self._on_judged, self._on_accept_failed, kind=_CHECK)

    def _on_judged(self, judged: Judged) -> None:
        """What the clerk decides is asked for what stands there now, not a moment ago."""
        case = self._keeper.case
        if case is None or case is not self._asked:
            self._view.work.setEnabled(True)
        elif judged.assessment.errors:
            self._refuse(case, judged.assessment.errors)
        elif self._papers_decided(judged):
            self._keeping.decide(judged, self._take_in, self._go_back)
        else:
            self._go_back()
            self._view.work.go_to_papers(is_missing=True)

    def _take_in(self) -> None:
        case = self._keeper.case
        if case is None:
            return
        self._keeper.save_now()
        fn = partial(_accept, case=snapshot(case))
        self._session.on_store(fn, self._on_accepted, self._on_accept_failed, _ACCEPT)

    def _go_back(self, pointer: str = "") -> None:
        """Let the clerk work on: at a line, or where the cursor was."""
        self._view.work.setEnabled(True)
        if pointer:
            self._view.work.errors.chosen.emit(pointer)
        elif self._left is not None:
            self._view.work.form.focus_on(f"/{self._left}")

    def _are_people_known(self, case: OpenCase) -> bool:
        people = [person for form in case.forms for person in form.people.values()]
        doubtful = sum(len(person.review) for person in people)
        if case.waiting:
            self._session.tell("Còn người chưa được gán vai. Chọn vai ở cột Người.", "warning")
            return False
        if doubtful:
            self._session.tell(
                f"Còn {doubtful} chỗ cần đối chiếu với mặt thẻ. Xem cột Người, bấm “Đúng”.",
                "warning",
            )
            return False
        return True

    def _papers_decided(self, judged: Judged) -> bool:
        if not judged.assessment.missing_papers:
            return True
        missing = [f"• {p.name}" for p in judged.assessment.missing_papers]
        return dialogs.ask(
            self._view,
            f"Còn thiếu {len(missing)} thành phần hồ sơ.",
            "\n".join(missing[:_MISSING_SHOWN]),
            yes="Vẫn tiếp nhận",
        )

    def _on_preview(self, sheet: Sheet) -> None:
        self._session.hush()
        self._desk.show(sheet)
        self._view.show_preview()

    def _on_accepted(self, dossier: Dossier) -> None:
        self._view.work.setEnabled(True)
        case = self._keeper.close()
        if case is not None:
            self._done.show(dossier, case)

    def _on_accept_failed(self, error: DeskError) -> None:
        case = self._keeper.case
        if not error.fields or case is None:
            self._go_back()
            self._session.fail(error)
            return
        self._refuse(
            case, [Problem(f.pointer, f.code, f.message, "", Severity.ERROR) for f in error.fields]
        )

    def _refuse(self, case: OpenCase, problems: Sequence[Problem]) -> None:
        work = self._view.work
        work.setEnabled(True)
        for problem in problems:  # from now on these lines show what is wrong
            number, pointer = case.locate(problem.pointer)
            case.forms[number].visited.add(pointer.lstrip("/"))
        listed = named(case, problems)
        work.errors.show_problems(listed)
        work.form.sheet.show_problems(list(of_paper(case, problems)), None)
        work.errors.chosen.emit(listed[0][0])
        self._keeper.judge.touch()  # the strip counts them


def _preview(session: Session, case: OpenCase, cancel: Cancel) -> Sheet:
    judged = judge(session.reference, case, session.clock())
    wrong = {form.pointer for form in judged.assessment.forms if form.errors}
    printed = case.printed
    sheets = [FilledSheet(f.schema, f.answers, f.base.pointer in wrong) for f in printed]
    data, starts = session.papers.sheets_with_starts(sheets, cancel)
    title = sentence_case(printed[0].base.name)
    if len(printed) > 1:
        title = f"{title} và {len(printed) - 1} giấy khác"
    shown = f"{title} (nháp)" if any(sheet.is_draft for sheet in sheets) else title
    sheet = make_sheet(session.papers, shown, data, f"{printed[0].schema.id}.pdf", cancel)
    at = next((n for n, form in enumerate(printed) if form is case.form), 0)
    return replace(sheet, starts=starts, at=at)


def _judge(session: Session, case: OpenCase) -> Judged:
    return judge(session.reference, case, session.clock())


def _accept(workplace: Workplace, case: OpenCase) -> Dossier:
    judge(workplace.reference, case, workplace.clock())  # fills the answers in their stored shape
    return take_in(workplace, case.draft(), undo_s=UNDO_S)
