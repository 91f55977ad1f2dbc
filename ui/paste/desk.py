"""F7: which dossier is meant, and when its values have to go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from PySide6.QtCore import QObject, QTimer

from base.settings import Settings
from dossiers.by_hand.hand_over import (
    HandOver,
    hand_over_dossier,
    hand_over_draft,
    hand_over_of_draft,
)
from dossiers.by_hand.orders import load_orders
from dossiers.draft import IntakeDraft
from dossiers.workplace import Workplace
from forms.targets.order import Order
from ui.jobs import Kind
from ui.main_window import MainWindow
from ui.pages.intake.case import OpenCase
from ui.pages.intake.presenter import IntakePresenter
from ui.paste.choices import PasteChoices
from ui.paste.choosing import ChoosingPresenter
from ui.paste.code_presenter import CodePresenter
from ui.paste.keys.hotkey import GlobalKey, global_key
from ui.paste.order_presenter import OrderPresenter
from ui.paste.presenter import PastePresenter
from ui.paste.window import PasteWindow
from ui.session import Session
from ui.widgets.code_entry import CodeEntry

_OPEN = Kind("paste helper")
_FOLLOW = Kind("paste helper follows")
_Opened = tuple[HandOver, Mapping[tuple[str, str], Order]]


@dataclass(frozen=True)
class Helper:
    """The window with what works it."""

    window: PasteWindow
    presenter: PastePresenter


def make_helper(session: Session, choices: PasteChoices, key: GlobalKey) -> Helper:
    """Make the window and tie it up."""
    window = PasteWindow(has_global_key=key.is_supported)
    presenter = PastePresenter(session, window, choices, key)
    ChoosingPresenter(session, window, presenter)
    OrderPresenter(session, window, choices, presenter)
    CodePresenter(session, window, presenter)
    window.closed.connect(presenter.close)
    return Helper(window, presenter)


class PasteDesk(QObject):
    """Opens the helper over what is in front, and closes it when the citizen leaves."""

    def __init__(
        self, window: MainWindow, session: Session, intake: IntakePresenter, settings: Settings
    ) -> None:
        super().__init__(window)
        self._main = window
        self.session = session
        self._intake = intake
        self._wanted = ""  # the draft that F7 waits for
        self._settings = settings
        self._now = QTimer(self, singleShot=True, interval=0)
        self._now.timeout.connect(self._follow_case)
        intake.keeper.judged.connect(self._on_judged)
        intake.keeper.judge.refused.connect(self._on_refused)
        intake.keeper.opened.connect(self._now.start)
        intake.keeper.closed.connect(self._now.start)
        session.paste_wanted.connect(self.open_dossier)
        session.dossiers_changed.connect(self._on_changed)
        window.bind("F7", self.toggle)

    @cached_property
    def helper(self) -> Helper:
        """The helper, made when it is first wanted."""
        return make_helper(self.session, PasteChoices(self._settings), global_key(self))

    @property
    def is_made(self) -> bool:
        """Whether the helper was wanted in this run."""
        return "helper" in self.__dict__

    @property
    def hand_over(self) -> HandOver | None:
        """What is being handed over."""
        return self.helper.presenter.handing.hand_over if self.is_made else None

    def toggle(self) -> None:
        """F7: the open case or the dossier in front; once more, the keyboard goes to the helper."""
        case, key = case_in_front(self._main, self._intake), dossier_in_front(self._main)
        if case is not None:
            key = case.draft_id
        if key is None:
            self.session.tell("Chưa có hồ sơ nào để dán. Mở một hồ sơ (F3), rồi bấm F7.", "card")
        elif (
            self.hand_over is not None
            and self.hand_over.key == key
            and self.helper.window.isVisible()
        ):
            self.helper.window.take_keyboard()
        elif case is not None:
            self._ask_case(case)
        else:
            self.open_dossier(key)

    def open_dossier(self, key: str) -> None:
        """Hand over a dossier of the register."""
        self.session.on_store(partial(_read, key=key), self._on_read, kind=_OPEN)

    def code_line(self) -> CodeEntry | None:
        """The line for the code while the helper asks for it; a scanned code belongs there."""
        entry = self.helper.window.code.code if self.is_made else None
        return entry if entry is not None and entry.isVisible() else None

    def close(self) -> None:
        """Leave nothing on the clipboard or on the screen; at the end of the program."""
        self._now.stop()
        if self.is_made:
            self.helper.presenter.close()
            self.helper.window.deleteLater()

    def _ask_case(self, case: OpenCase) -> None:
        """Have the case judged first: what was typed a moment ago goes over too."""
        if case.is_untouched:
            self.session.tell("Tờ khai còn trống, chưa có gì để dán.", "card")
            return
        self._intake.view.work.form.settle()
        self._wanted = case.draft_id
        self._intake.keeper.judge.touch()

    def _on_judged(self) -> None:
        case, wanted = self._intake.keeper.case, self._wanted
        self._wanted = ""
        if case is not None and case.draft_id == wanted:
            fn = partial(_read_case, draft=case.draft())
            self.session.on_store(fn, self._on_read, kind=_OPEN)

    def _on_refused(self) -> None:
        self._wanted = ""  # why is said where the case is filled in

    def _on_read(self, opened: _Opened) -> None:
        self.helper.presenter.open(*opened)

    def _follow_case(self) -> None:
        """The open case changed: the last citizen's values do not stay for the next one."""
        self.session.jobs.cancel(_OPEN)  # what was asked for a moment ago is another's now
        shown, case = self.hand_over, self._intake.keeper.case
        if shown is None or (case is not None and case.draft_id == shown.key):
            return
        was_parked = shown.key in self._intake.keeper.parked
        if case is not None or was_parked:
            self.helper.presenter.close()
        elif shown.dossier_id is None:  # taken in, or dropped
            fn = partial(hand_over_of_draft, draft_id=shown.key)
            self.session.on_store(fn, self._on_followed, kind=_FOLLOW)

    def _on_followed(self, found: HandOver | None) -> None:
        if found is None or found.is_voided:
            self.helper.presenter.close()
        elif self.hand_over is not None:
            self.helper.presenter.adopt(found)

    def _on_changed(self) -> None:
        shown = self.hand_over
        if shown is not None and shown.dossier_id is not None:
            fn = partial(hand_over_dossier, key=shown.dossier_id)
            self.session.on_store(fn, self._on_followed, kind=_FOLLOW)


def case_in_front(window: MainWindow, intake: IntakePresenter) -> OpenCase | None:
    """Return the open case while the clerk looks at it."""
    return intake.keeper.case if window.page is intake.view else None


def dossier_in_front(window: MainWindow) -> str | None:
    """Return the id of the dossier on the page: its line for an official code knows it."""
    entries = window.page.findChildren(CodeEntry) if window.page is not None else []
    return next((key for entry in entries if (key := entry.dossier_id()) is not None), None)


def _read(workplace: Workplace, key: str) -> _Opened:
    return hand_over_dossier(workplace, key), load_orders(workplace)


def _read_case(workplace: Workplace, draft: IntakeDraft) -> _Opened:
    moment = workplace.clock()
    return hand_over_draft(workplace.reference, draft, moment), load_orders(workplace)
