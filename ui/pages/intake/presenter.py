"""Tiếp nhận: from the search for a procedure to the open case, and what the screen shows of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject

from base.clock import local
from base.errors import DeskError
from base.text import clean_line
from catalog.counter.standing import competent_unit
from dossiers.draft import Channel, IntakeDraft, Part
from dossiers.drafts import SavedDraft, load_drafts
from forms.prefill import ValueOrigin
from ui.pages.intake.case import OpenCase
from ui.pages.intake.finish_presenter import FinishPresenter
from ui.pages.intake.keeper import CaseKeeper
from ui.pages.intake.keeping.listing import marks_of_kept, problems_at_lines, shown_warnings
from ui.pages.intake.papers.judging import Judged
from ui.pages.intake.papers.presenter import PapersPresenter
from ui.pages.intake.papers.problems import visited_errors
from ui.pages.intake.people_presenter import PeoplePresenter
from ui.pages.intake.roles.earlier import EarlierDesk
from ui.pages.intake.start_presenter import StartPresenter
from ui.pages.intake.view import IntakeView
from ui.pages.tray.presenter import TrayPresenter
from ui.session import Session
from ui.widgets.fields.row import Mark
from ui.wording import agency_sentence

_ORIGINS: dict[str, Mark] = {
    "card": Mark("từ thẻ", "card", is_settled=True),
    "computed": Mark("tự tính", is_settled=True),
    "profile": Mark("theo hồ sơ đơn vị", is_settled=True),
    "earlier": Mark("hồ sơ trước"),
    "default": Mark("mặc định", is_settled=True),
    "shared": Mark(
        "theo giấy khác",
        "plain",
        "Ghi trên giấy khác của hồ sơ này; gõ đè để khác đi",
        is_settled=True,
    ),
}
_DOUBTFUL = Mark("cần đối chiếu", "warning", "So với mặt thẻ rồi bấm “Đúng” ở cột Người")
_UNPRINTED = Mark(
    "để trống khi in (2)",
    "plain",
    "Người này đã có số định danh nên dòng này không in; bật “in đủ thông tin” để in.",
    is_settled=True,
)


class IntakePresenter(QObject):
    """Wires the page's widgets to the case keeper."""

    def __init__(self, session: Session, view: IntakeView) -> None:
        super().__init__(view)
        self._session = session
        self.view = self._view = view
        self.keeper = CaseKeeper(session)
        self._on_screen: str | None = None  # the draft that stands there
        self._is_new = False  # a paper was added that nothing has been filled in yet
        self.papers = PapersPresenter(session, self.keeper, view.work)
        view.paper_stepped.connect(self.papers.step)
        self.people = PeoplePresenter(session, self.keeper, view.people)
        self.earlier = EarlierDesk(session, self.keeper)
        self.finish = FinishPresenter(session, self.keeper, view)
        self.start = StartPresenter(session, self.keeper, view.start)
        view.start.scanned.connect(self.people.reader.read)
        self.tray = TrayPresenter(session, view.start.tray)
        self.people.early_changed.connect(self.tray.show)
        self.tray.emptied.connect(self.people.forget_early)
        view.done.new_wanted.connect(self.begin)
        view.role_key_pressed.connect(self.people.give_role_number)  # of the open case
        view.role_key_pressed.connect(self.tray.open)  # has people only while no case is open
        view.shown.connect(self._on_shown)
        self._connect_case()

    def _connect_case(self) -> None:
        form, work, keeper = self._view.work.form, self._view.work, self.keeper
        form.sheet.edited.connect(self._on_edited)
        form.sheet.left.connect(self._on_left)
        form.ended.connect(self.finish.say_next)
        work.contact_changed.connect(self._on_contact_changed)
        keeper.opened.connect(self._on_opened)
        keeper.closed.connect(self._on_closed)
        keeper.judged.connect(self._on_judged)
        keeper.judge.refused.connect(self._on_refused)
        keeper.saver.saved.connect(self._on_saved)

    def restore(self) -> None:
        """Bring back the cases of the last run."""
        self._session.on_store(load_drafts, self._on_drafts)

    def begin(self) -> None:
        """F2: the open case is put aside, a new one begins."""
        self._session.hush()
        self.keeper.park()
        self._view.show_start()

    def show_people(self) -> None:
        """Somebody was scanned: show where people wait, unless the clerk looks at a paper."""
        if self.keeper.case is None and self._view.pane is self._view.done:
            self._view.show_start()
        elif self._view.pane is self._view.preview:
            self._session.tell("Đã quét thêm một người. Bấm Esc để chọn vai cho người này.", "card")

    def _on_shown(self) -> None:
        if self.keeper.case is None and self._view.pane is self._view.work:
            self._view.show_start()
        elif self._view.pane is self._view.start:
            self._view.start.go_on()

    def _on_drafts(self, saved: Sequence[SavedDraft]) -> None:
        self.keeper.restore(saved)
        if self.keeper.case is None:
            if self._view.pane is not self._view.start:  # a quick clerk types there already
                self._view.show_start()
        else:
            self._session.tell("Đã mở lại hồ sơ đang nhập dở.", "card")

    def _on_opened(self) -> None:
        case, work = self.keeper.case, self._view.work
        if case is None:
            return
        note = "" if case.has_form else "Chưa có tờ khai in được; tiếp nhận theo chủ hồ sơ."
        is_main = case.shown == 0
        agency = case.procedure.vertical_agency
        work.form.load(
            case.schema,
            (note if is_main else "") or case.procedure.code,
            agency_sentence(agency) if agency else "",
        )
        contact = case.contact or IntakeDraft(case.procedure.code)
        work.details.load(contact)
        work.channel.setCurrentIndex(work.channel.findData(contact.channel))
        work.unit.set_value(contact.competent_unit or _usual_unit(self._session, case))
        is_same = self._on_screen == case.draft_id
        if not is_same:
            work.close_details()  # what was open for the last citizen
            self._view.start.scan.clear()
            work.errors.show_problems([])  # those of one case stay while its papers change
        work.paper_pointer, work.left = case.form.base.pointer, None
        work.preview.setEnabled(case.has_paper)
        work.form.show_saved("")
        work.form.sheet.show_answers({**case.answers, **case.typed}, {}, ())
        self._view.show_work()
        if is_same:
            self._is_new = not case.answers
            if self._is_new:  # what is filled by itself must be known first
                work.form.setFocus()
            else:
                work.form.begin()
            return
        self._on_screen = case.draft_id
        self._view.focus_scan()
        if case.note:
            self._session.tell(case.note, "warning", seconds=0)

    def _on_closed(self) -> None:
        work = self._view.work
        if self._on_screen is not None:
            self._session.hush()
        self._on_screen = None
        self._view.people.scan.clear()  # half a number of the last citizen
        work.form.clear()
        work.errors.show_problems([])
        work.details.load(IntakeDraft(""))
        self._view.people.clear()

    def _on_edited(self, key: str) -> None:
        self.keeper.type(key, self._view.work.form.sheet.value(key))
        self._view.work.form.show_saved("đang nhập …")

    def _on_left(self, key: str) -> None:
        self.keeper.visit(key, self._view.work.form.sheet.value(key))

    def _on_contact_changed(self) -> None:
        case, work = self.keeper.case, self._view.work
        if case is None:
            return
        details = work.details
        usual = _usual_unit(self._session, case)
        unit = clean_line(work.unit.value())
        base = case.contact or IntakeDraft(case.procedure.code)
        situation = details.situation()
        if case.form.part is Part.EVENT:  # what differs is this event's alone
            shared = base.situation
            case.form.situation = {k: v for k, v in situation.items() if shared.get(k) != v}
            situation = dict(shared)
        case.contact = replace(
            base,
            channel=Channel(work.channel.currentData()),  # Qt gives it back as bare text
            competent_unit=None if unit in ("", usual) else unit,
            papers=details.papers.papers(),
            situation=situation,
            phone=details.phone.text or None,
            email=details.email.text or None,
            authorisation_paper=details.authorisation.text or None,
            result_channel=details.result_channel.currentText(),
        )
        self.keeper.changed()

    def _on_judged(self, judged: Judged) -> None:
        case, work = self.keeper.case, self._view.work
        if case is None:
            return
        now = self._session.clock()
        marks = {k: _mark(k, o, judged) for k, o in judged.sources.items() if k not in case.typed}
        marks |= {k: _UNPRINTED for k in judged.unprinted if not judged.answers.get(k)}
        marks |= dict.fromkeys(judged.doubtful, _DOUBTFUL)
        marks |= marks_of_kept(judged)
        work.form.sheet.show_answers(judged.answers, marks, case.typed.keys())
        work.form.sheet.show_offers(judged.offers, judged.offer_notes)
        work.form.sheet.show_problems(problems_at_lines(judged), frozenset(case.visited))
        assessment = judged.assessment
        work.errors.show_problems(
            visited_errors(case, assessment), shown_warnings(case, assessment)
        )
        if self._is_new:
            self._is_new = False
            if work.form.key_in_focus is None:
                work.form.begin(is_new=True)
        open_count = sum(one.is_open for one in judged.questions)
        work.strip.show_assessment(judged.assessment, now, open_count)
        ticked = case.contact.papers if case.contact else ()
        work.details.show_assessment(judged.assessment, ticked, judged.questions, now)

    def _on_refused(self, error: DeskError) -> None:
        self._view.work.strip.show_refusal(error.message)
        self._session.fail(error)

    def _on_saved(self) -> None:
        self._view.work.form.show_saved(f"đã lưu nháp {local(self._session.clock()):%H:%M}")


def _usual_unit(session: Session, case: OpenCase) -> str:
    return competent_unit(case.procedure, session.reference.profile.authority)


def _mark(key: str, origin: ValueOrigin, judged: Judged) -> Mark:
    if key in judged.unprinted:
        return _UNPRINTED
    mark = _ORIGINS.get(origin.kind, Mark())
    return Mark(origin.note, "warning", mark.text) if origin.note else mark
