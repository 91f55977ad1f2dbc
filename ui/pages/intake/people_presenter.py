"""What happens to people: read from scanner or file, given a role, compared with the card."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from citizens.person import Person
from forms.schema import Role
from ui import dialogs
from ui.pages.intake.card_reader import CardReader
from ui.pages.intake.keeper import CaseKeeper
from ui.pages.intake.panes.people_pane import PeoplePane
from ui.pages.intake.sheet import roles_of
from ui.session import Session


class PeoplePresenter(QObject):
    """Between the people pane and the open case; people may come before there is a case."""

    early_changed = Signal(list)
    """People who were scanned before a procedure was chosen."""

    def __init__(self, session: Session, keeper: CaseKeeper, pane: PeoplePane) -> None:
        super().__init__(pane)
        self._session = session
        self._keeper = keeper
        self._pane = pane
        self._early: list[Person] = []
        self.reader = CardReader(session)
        self.reader.person_read.connect(self._add)
        pane.scanned.connect(self.reader.read)
        pane.files_wanted.connect(self._on_files_wanted)
        pane.files_dropped.connect(self.reader.read_files)
        pane.role_given.connect(self.give_role)
        pane.person_dismissed.connect(self._on_dismissed)
        pane.same_as.connect(self._on_same_as)
        pane.role_emptied.connect(self._on_emptied)
        pane.confirmed.connect(self._on_confirmed)
        keeper.opened.connect(self._on_opened)
        keeper.people_changed.connect(self._show)

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles of the open case."""
        return roles_of(self._keeper.case.schema) if self._keeper.case else ()

    def give_role(self, role: str) -> None:
        """Give the first waiting person a role."""
        case = self._keeper.case
        if case is not None and case.waiting:
            case.put(role, case.waiting.pop(0))
            self._people_changed()

    def give_role_number(self, number: int) -> None:
        """Ctrl+1 … 9: the waiting person gets the role; with nobody waiting, the role is opened."""
        case = self._keeper.case
        if case is None or not 1 <= number <= len(self.roles):
            return
        role = self.roles[number - 1].key
        if case.waiting:
            self.give_role(role)
        else:
            self._pane.focus_role(role)

    def _on_files_wanted(self) -> None:
        paths = dialogs.pick_pictures(self._pane)
        if paths:
            self.reader.read_files(paths)

    def _add(self, person: Person) -> None:
        case = self._keeper.case
        if case is None:
            self._add_early(person)
            return
        known = (*case.people.values(), *case.waiting)
        if any(_is_same(person, other) for other in known):
            self._session.tell(
                f"{_name(person)} đã có trong hồ sơ này. Thêm vai khác: Ctrl+số của vai.",
                "card",
            )
            return
        case.waiting.append(person)
        self._people_changed()

    def _add_early(self, person: Person) -> None:
        if any(_is_same(person, other) for other in self._early):
            self._session.tell(f"{_name(person)} đã được quét.", "card")
            return
        self._early.append(person)
        self.early_changed.emit(list(self._early))

    def forget_early(self) -> None:
        """Let go of the people who were scanned for no case."""
        self._early.clear()
        self.early_changed.emit([])

    def _on_opened(self) -> None:
        self._pane.load(self.roles)
        case = self._keeper.case
        if case is not None and self._early:
            case.waiting.extend(self._early)
            self.forget_early()
            self._keeper.changed()

    def _on_dismissed(self) -> None:
        if self._keeper.case is not None and self._keeper.case.waiting:
            self._keeper.case.waiting.pop(0)
            self._people_changed()

    def _on_same_as(self, role: str, other: str) -> None:
        case = self._keeper.case
        if case is not None:
            case.people.pop(role, None)
            case.same_as[role] = other
            self._people_changed()

    def _on_emptied(self, role: str) -> None:
        case = self._keeper.case
        if case is not None:
            case.people.pop(role, None)
            case.same_as.pop(role, None)
            case.same_as = {r: o for r, o in case.same_as.items() if o != role}
            self._people_changed()

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

    def _show(self) -> None:
        case = self._keeper.case
        if case is not None:
            self._pane.show_people(case.persons(), case.waiting, self.roles)


def _is_same(person: Person, other: Person) -> bool:
    if person.personal_number is None:
        return person == other
    return person.personal_number == other.personal_number


def _name(person: Person) -> str:
    return person.full_name or person.personal_number or "Người chưa rõ tên"
