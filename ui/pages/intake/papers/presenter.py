"""Which papers the open case has: switching among them, adding, taking away."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from base.errors import DeskError
from dossiers.case.judging import Offer
from dossiers.draft import FurtherForm, Part
from dossiers.intake import Assessment
from dossiers.reference import Reference
from ui import dialogs
from ui.pages.intake.case import OpenCase
from ui.pages.intake.keeper import CaseKeeper
from ui.pages.intake.panes.work_pane import WorkPane
from ui.pages.intake.papers.changes import add_paper, choose_declaration, drop_paper, made_for
from ui.pages.intake.papers.judging import Judged
from ui.pages.intake.papers.names import companion_text, short_person, short_text, tab_text
from ui.pages.intake.papers.strip import Choice, Choices, PaperTab
from ui.session import Session
from ui.wording import sentence_case


class PapersPresenter(QObject):
    """Between the strip above the form and the open case."""

    def __init__(self, session: Session, keeper: CaseKeeper, work: WorkPane) -> None:
        super().__init__(work)
        self._session = session
        self._keeper = keeper
        self._work = work
        strip = work.papers
        strip.chosen.connect(self.show)
        strip.companion_wanted.connect(self.add_companion)
        strip.event_wanted.connect(self.add_event)
        strip.declaration_wanted.connect(self.choose_declaration)
        strip.drop_wanted.connect(self.drop)
        work.errors.chosen.connect(self.go_to)
        keeper.opened.connect(self._on_opened)
        keeper.closed.connect(self._on_closed)
        keeper.judged.connect(self._on_judged)

    def show(self, number: int) -> None:
        """Put a paper on the screen; the line with the cursor is tidied as if it was left."""
        case = self._keeper.case
        if case is None or not 0 <= number < len(case.forms):
            return
        if number != case.shown:
            self._work.form.settle()
            case.shown = number
            self._keeper.rearranged()

    def step(self, by: int) -> None:
        """Ctrl+PageDown, Ctrl+PageUp: the next or the previous paper, around the end."""
        case = self._keeper.case
        if case is not None and len(case.forms) > 1:
            self.show((case.shown + by) % len(case.forms))

    def go_to(self, pointer: str) -> None:
        """Go to the line of a problem, on whichever paper it is."""
        case = self._keeper.case
        if case is not None:
            number, there = case.locate(pointer)
            self.show(number)
            self._work.form.focus_on(there)

    def add_companion(self, key: str) -> None:
        """Make one more paper beside the declaration."""
        judged = self._keeper.last
        offers = judged.assessment.offers if judged else ()
        offer = next((o for o in offers if o.key == key and o.schema is not None), None)
        if offer is not None:
            one = offer.companion
            form = FurtherForm(Part.COMPANION, one.form, one.key, event=offer.event)
            self._change(_adding(form))

    def add_event(self, form_id: str) -> None:
        """Declare the same for one more person or event."""
        self._change(_adding(FurtherForm(Part.EVENT, form_id)))

    def choose_declaration(self, form_id: str) -> None:
        """File the case with another declaration."""
        case = self._keeper.case
        if case is not None and case.main.schema.id != form_id:
            self._change(partial(choose_declaration, form_id=form_id))

    def drop(self) -> None:
        """Take the paper on the screen away; what is written on it alone only on the word."""
        case = self._keeper.case
        if case is None:
            return
        if case.shown == 0:
            self._session.tell("Tờ khai chính không bỏ được.", "warning")
            return
        along = made_for(case.forms, case.shown)
        lost = [form for form in (case.form, *along) if not form.is_untouched]
        beside = ", ".join(f"“{companion_text(case, form)}”" for form in along)
        sure = not lost or dialogs.ask(
            self._work,
            f"Bỏ “{tab_text(case, case.shown)}” khỏi hồ sơ này?",
            (f"Giấy lập riêng cho việc này cũng bỏ theo: {beside}. " if beside else "")
            + "Nội dung chỉ ghi trên giấy này sẽ mất; các giấy khác giữ nguyên.",
            yes="Bỏ giấy này",
        )
        if sure:
            self.drop_without_asking()

    def drop_without_asking(self) -> None:
        """Take the paper on the screen away."""
        case = self._keeper.case
        if case is not None and case.shown > 0:
            self._change(partial(drop_paper, number=case.shown))

    def _change(self, act: Callable[[OpenCase, Reference], None]) -> None:
        case = self._keeper.case
        if case is None:
            return
        self._work.form.settle()
        try:
            act(case, self._session.reference)
        except DeskError as error:
            self._session.fail(error)
            return
        self._keeper.rearranged()

    def _on_opened(self) -> None:
        case = self._keeper.case
        if case is not None:
            self._work.papers.show_papers(_tabs(case, None), case.shown)

    def _on_closed(self) -> None:
        self._work.papers.show_papers((), 0)
        self._work.papers.show_choices(Choices())

    def _on_judged(self, judged: Judged) -> None:
        case = self._keeper.case
        if case is not None:
            self._work.papers.show_papers(_tabs(case, judged.assessment), case.shown)
            self._work.papers.show_choices(_choices(judged.assessment))


def _adding(further: FurtherForm) -> Callable[[OpenCase, Reference], None]:
    return partial(add_paper, further=further)


def _tabs(case: OpenCase, assessment: Assessment | None) -> list[PaperTab]:
    errors: dict[str, int] = {}
    for form in assessment.forms if assessment else ():
        open_form = next((f for f in case.forms if f.base.pointer == form.pointer), None)
        visited = open_form.visited if open_form else ()
        keys = (p.pointer.lstrip("/").split("/")[0] for p in form.errors)
        errors[form.pointer] = sum(key in visited for key in keys)
    return [
        PaperTab(
            tab_text(case, n),
            sentence_case(f.base.name),
            errors.get(f.base.pointer, 0),
            short_text(case, n),
        )
        for n, f in enumerate(case.forms)
    ]


def _offer_text(offer: Offer) -> str:
    """Return what an offer is called: for whom, and whether it is one more."""
    name = short_person(offer.owner_name)
    whose = f" · {name}" if name else f" {offer.event}" if offer.is_one_of_several else ""
    again = f" (giấy thứ {offer.number})" if offer.number > 1 else ""
    return f"{offer.label}{whose}{again}"


def _choices(assessment: Assessment) -> Choices:
    main = assessment.schema.id if assessment.schema else ""
    asked: dict[str, Offer] = {}  # of each kind the first, so that the row stays short
    for offer in assessment.offers:
        if offer.is_asked_for and offer.schema is not None:
            asked.setdefault(offer.companion.key, offer)
    suggested = tuple(asked.values())
    others = [o for o in assessment.offers if o not in suggested]
    return Choices(
        tuple(Choice(o.key, _offer_text(o)) for o in suggested),
        tuple(
            Choice(o.key, _offer_text(o))
            if o.schema is not None
            else Choice(o.key, f"{o.label} (chưa có mẫu)", is_enabled=False)
            for o in others
        ),
        tuple(
            Choice(schema.id, sentence_case(schema.title)) for schema in assessment.events_offered
        ),
        tuple(
            Choice(s.id, sentence_case(s.title), is_enabled=s.id != main)
            for s in assessment.declarations
        ),
    )
