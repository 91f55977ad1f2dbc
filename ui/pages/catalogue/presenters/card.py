"""Between a procedure's card and the rooms that know its papers, fee and appointment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from base.errors import DeskError
from catalog.counter.notes import NoteText
from catalog.situations import SituationValue
from dossiers.consulting.card import Card, consult, opened_instead
from dossiers.draft import Channel, IntakeDraft, TickedPaper
from dossiers.reference import Reference
from ui.jobs import Kind
from ui.pages.catalogue.keep import Kept
from ui.pages.catalogue.panes.card_pane import CardPane
from ui.pages.catalogue.presenters.papers import CardPapers
from ui.pages.catalogue.words import CardWords, answer_first, is_open, redirect_sentence, words_of
from ui.pages.intake.panes.paper_list import kind_of
from ui.session import Session
from ui.widgets.shell.result_bar import Action

_LOOK = Kind("procedure card")
_CASE_ALONE = frozenset({"channel", "agent"})  # the case knows these by other ways


@dataclass(frozen=True, slots=True)
class Shown:
    """A card with its words; `replaced` is the code that was asked for, if another one."""

    card: Card
    words: CardWords
    sentence: str = ""
    replaced: str = ""


class CardPresenter(QObject):
    """Asks in a worker, so that answers change the card at once and nothing waits."""

    take_in_wanted = Signal(object)
    """Begin a case: an IntakeDraft with what was answered and ticked here."""

    def __init__(self, session: Session, kept: Kept, pane: CardPane) -> None:
        super().__init__(pane)
        self._session = session
        self._kept = kept
        self._pane = pane
        self.shown: Shown | None = None
        self._begins = False
        pane.answered.connect(self._on_answered)
        pane.take_in.connect(self.take_in)
        pane.page_wanted.connect(self.show_page)
        self.papers = CardPapers(session, self)
        pane.form_wanted.connect(self.papers.make_form)
        pane.pinned.connect(self._on_pinned)
        pane.opened.connect(self._show_as_it_is)
        notes = NotesPresenter(session, kept, pane)
        notes.setParent(self)
        kept.changed.connect(self._on_kept)
        session.catalogue_changed.connect(self._on_catalogue)

    @property
    def code(self) -> str:
        """The code of the procedure shown, empty when there is none."""
        return self.shown.card.procedure.code if self.shown else ""

    def look(self, code: str) -> None:
        """The mark rests on a procedure: show its card, remember nothing."""
        if code != self.code:
            self._begins = False
            self._ask(code, {})

    def open(self, code: str) -> None:
        """The clerk took it: what replaced it is opened, the cursor goes to the case."""
        self._begins = True
        self._ask(code, self._answers(code), follows=True)

    def take_in(self) -> None:
        """Begin a case of the procedure with what was answered and ticked."""
        if self.shown is None or not is_open(self.shown.card.procedure):
            return
        self._kept.remember(self.code)
        self.take_in_wanted.emit(_contact(self._pane, self.shown.card))

    def show_page(self) -> None:
        """Make the A5 page for the citizen; first of all ask what its papers hang on."""
        if self.shown is None:
            return
        card = self.shown.card
        if card.checklist.deciding:
            self._pane.begin()
            said = f"{answer_first(card)} trước, rồi in phiếu: giấy tờ còn tùy trường hợp."
            self._session.tell(said, "warning")
        else:
            self.papers.make_page(card)

    def toggle_pin(self) -> None:
        """Keep it at hand, or no longer (Ctrl+D)."""
        if self.shown is not None:
            self._on_pinned(self.code not in self._kept.rows.shelf.favourites)

    def _show_as_it_is(self, code: str) -> None:
        self._begins = False
        self._ask(code, {})

    def _on_answered(self) -> None:
        if self.shown is not None:
            self._begins = False
            self._ask(self.code, self._pane.questions.answers())

    def _on_catalogue(self) -> None:
        if self.shown is not None and not self._session.reference.catalogue.has(self.code):
            self.shown = None
            self._pane.clear()
        self._on_answered()

    def _ask(
        self, code: str, situation: Mapping[str, SituationValue], *, follows: bool = False
    ) -> None:
        session = self._session
        fn = partial(
            _look, session.reference, code, dict(situation), session.clock(), follows=follows
        )
        session.jobs.run(fn, self._on_looked, kind=_LOOK)

    def _answers(self, code: str) -> Mapping[str, SituationValue]:
        return self._pane.questions.answers() if code == self.code else {}

    def _on_looked(self, shown: Shown) -> None:
        code = shown.card.procedure.code
        if code != self.code:
            self._pane.turn_to(code)
        elif not shown.sentence and self.shown is not None:
            shown = Shown(shown.card, shown.words, self.shown.sentence, self.shown.replaced)
        self.shown = shown
        self._pane.show_card(shown.card, shown.words, shown.sentence, shown.replaced)
        self._on_kept()
        if self._begins:
            self._begins = False
            self._kept.remember(code)
            self._pane.begin()

    def _on_kept(self) -> None:
        if self.shown is not None:
            self._pane.notes.show_notes(self._kept.rows.notes_of(self.code))
            self._pane.mark_pinned(is_on=self.code in self._kept.rows.shelf.favourites)

    def _on_pinned(self, is_on: bool) -> None:
        if self.shown is not None:
            self._kept.pin(self.code, is_on=is_on)


class NotesPresenter(QObject):
    """The commune's notes below the card."""

    def __init__(self, session: Session, kept: Kept, pane: CardPane) -> None:
        super().__init__(pane)
        self._session = session
        self._kept = kept
        self._notes = pane.notes
        self._withdrawn = ""
        pane.notes.saved.connect(self._on_saved)
        pane.notes.withdrawn.connect(self._on_withdrawn)
        kept.stored.connect(self._on_stored)

    def _on_saved(self, note_id: str, written: NoteText) -> None:
        self._kept.save_note(self._notes.code, note_id, written, self._on_refused)

    def _on_refused(self, error: DeskError) -> None:
        self._notes.editor.show_refusal(error)

    def _on_withdrawn(self, note_id: str) -> None:
        self._withdrawn = note_id
        self._kept.withdraw_note(note_id)

    def _on_stored(self, what: str) -> None:
        if what == "note":
            self._notes.done()
            self._session.tell("Đã lưu ghi chú của xã (chưa công bố).")
        elif what == "note_withdrawn":
            self._session.tell("Đã xoá ghi chú.", "ok", Action("Hoàn tác", self._restore))

    def _restore(self) -> None:
        self._kept.restore_note(self._withdrawn)


def _look(
    reference: Reference,
    code: str,
    situation: dict[str, SituationValue],
    moment: datetime,
    *,
    follows: bool,
) -> Shown:
    target = opened_instead(reference, code, moment) if follows else code
    card = consult(reference, target, situation if target == code else {}, moment)
    if target == code:
        return Shown(card, words_of(card))
    old = consult(reference, code, {}, moment).procedure
    return Shown(card, words_of(card), redirect_sentence(old, card.procedure), code)


def _contact(pane: CardPane, card: Card) -> IntakeDraft:
    """Return what was answered and ticked, as the intake takes it."""
    situation = pane.questions.answers()
    ticked = pane.papers.ticked()
    channel = situation.get("channel")
    return IntakeDraft(
        card.procedure.code,
        situation={k: v for k, v in situation.items() if k not in _CASE_ALONE},
        papers=tuple(
            TickedPaper(paper.name, kind_of(paper), max(paper.count, 1))
            for paper in card.checklist.papers
            if paper.use == "submit" and paper.name in ticked
        ),
        channel=Channel(channel) if isinstance(channel, str) else Channel.DIRECT,
        pages=int(situation.get("pages", 0)),
    )
