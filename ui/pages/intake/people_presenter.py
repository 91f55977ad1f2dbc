"""What happens to people: read from scanner or file, given a role, compared with the card."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal

from base.settings import Settings
from forms.schema import Role
from ui import dialogs
from ui.pages.intake.card_reader import CardReader
from ui.pages.intake.keeper import CaseKeeper
from ui.pages.intake.panes.people_pane import PeoplePane
from ui.pages.intake.roles.newcomers import Newcomers
from ui.pages.intake.roles.role_desk import RoleDesk
from ui.session import Session


class PeoplePresenter(QObject):
    """Between the people pane and the open case; people may come before there is a case."""

    early_changed = Signal(list)
    """People who were scanned before a procedure was chosen."""

    def __init__(self, session: Session, keeper: CaseKeeper, pane: PeoplePane) -> None:
        super().__init__(pane)
        self._keeper = keeper
        self._pane = pane
        self.role_desk = RoleDesk(session, keeper)
        self._advice = self.role_desk.advice
        self.newcomers = Newcomers(session, keeper, self._advice, self._is_busy)
        self.newcomers.early_changed.connect(self.early_changed)
        self.newcomers.changed.connect(self._people_changed)
        self.role_desk.changed.connect(self._people_changed)
        self.reader = CardReader(session)
        self.reader.person_read.connect(self.newcomers.add)
        self._connect_pane(pane)
        keeper.opened.connect(self._on_opened)
        keeper.people_changed.connect(self._show)
        keeper.judged.connect(self._show_doubts)

    def _connect_pane(self, pane: PeoplePane) -> None:
        desk = self.role_desk
        pane.scanned.connect(self.reader.read)
        pane.files_wanted.connect(self._on_files_wanted)
        pane.files_dropped.connect(self.reader.read_files)
        pane.role_given.connect(desk.give)
        pane.person_dismissed.connect(desk.dismiss)
        pane.same_as.connect(desk.join)
        pane.role_emptied.connect(desk.empty)
        pane.role_returned.connect(desk.send_back)
        pane.doubt_kept.connect(desk.keep)
        pane.undo_wanted.connect(desk.undo)
        pane.confirmed.connect(self._on_confirmed)
        # later: when an acceptance ends well, its case is closed right after
        pane.resumed.connect(self.newcomers.take_early, Qt.ConnectionType.QueuedConnection)

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles of the open case."""
        return self._advice.roles

    def remember(self, settings: Settings) -> None:
        """Offer roles in the order in which clerks give them."""
        self._advice.remember(settings)

    def give_role(self, role: str) -> None:
        """Give the first waiting person a role."""
        self.role_desk.give(role)

    def give_role_number(self, number: int) -> None:
        """Ctrl+1 … 9: the person just scanned gets the role; with nobody there, it is opened."""
        case = self._keeper.case
        if case is None or not 1 <= number <= len(self.roles):
            return
        role, again = self.roles[number - 1].key, self.newcomers.again
        if case.waiting:
            self.role_desk.give(role)
        elif again in case.people and again != role:
            self.role_desk.join(role, again)
        else:
            self._pane.focus_role(role)

    def forget_early(self) -> None:
        """Let go of the people who were scanned for no case."""
        self.newcomers.forget_early()

    def _is_busy(self) -> bool:
        """Whether the open case is being taken in: what comes now is the next citizen's."""
        return not self._pane.isEnabled()

    def _on_files_wanted(self) -> None:
        paths = dialogs.pick_pictures(self._pane)
        if paths:
            self.reader.read_files(paths)

    def _on_opened(self) -> None:
        self._pane.load(self.roles)
        self.newcomers.take_early()

    def _on_confirmed(self, role: str, field: str) -> None:
        case = self._keeper.case
        person = case.people.get(role) if case else None
        if case is None or person is None:
            return
        compared = replace(person, review=tuple(f for f in person.review if f != field))
        for key, other in case.people.items():
            if other == person:
                case.people[key] = compared
        self._people_changed()

    def _people_changed(self) -> None:
        self._keeper.people_changed.emit()
        self._keeper.changed()
        case = self._keeper.case
        if case is not None and case.is_untouched:  # nobody is left, so nobody is kept
            self._keeper.saver.discard(case)

    def _show(self) -> None:
        case = self._keeper.case
        if case is not None:
            self._pane.show_people(case.persons(), self.roles, self._advice.partners())
            offered = self._advice.choices(case.waiting[0]) if case.waiting else ()
            self._pane.ask(case.waiting, offered)
            self._show_doubts()

    def _show_doubts(self) -> None:
        if self._keeper.case is not None:
            doubts = self._advice.open_doubts()
            self._pane.show_doubts({doubt.roles[-1]: doubt.message for doubt in doubts})
