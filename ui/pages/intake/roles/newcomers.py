"""Where a person who was just read goes: into the open case, or to the tray until there is one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from citizens.person import DocumentKind, Person
from forms.family.doubts import is_same_person
from ui.pages.intake.case import OpenCase
from ui.pages.intake.keeper import CaseKeeper
from ui.pages.intake.roles.advice import RoleAdvice
from ui.pages.intake.roles.steps import name_of
from ui.session import Session
from ui.widgets.shell.result_bar import SHOWN_S


class Newcomers(QObject):
    """Nobody is asked for twice; while a case is being taken in, people wait for the next one."""

    changed = Signal()
    """Somebody new is in the open case, or somebody's card was read better."""
    early_changed = Signal(list)
    """People who were scanned before a procedure was chosen."""

    def __init__(
        self,
        session: Session,
        keeper: CaseKeeper,
        advice: RoleAdvice,
        is_busy: Callable[[], bool],
    ) -> None:
        super().__init__()
        self._session = session
        self._keeper = keeper
        self._advice = advice
        self._is_busy = is_busy
        self._early: list[Person] = []
        self._again = ""
        self._soon = QTimer(self, singleShot=True, interval=SHOWN_S * 1000)
        self.changed.connect(self._soon.stop)

    def add(self, person: Person) -> None:
        """Take a person whose card was read."""
        self._soon.stop()
        case = self._keeper.case
        if case is None or self._is_busy():
            self._add_early(person)
        elif _is_from_chip(person) and _renew(case, person):
            self._say_renewed(person)
            self.changed.emit()
        elif any(is_same_person(person, other) for other in case.waiting):
            self._session.tell(f"{name_of(person)} đang chờ chọn vai.", "card")
        elif role := next((r for r, p in case.people.items() if is_same_person(person, p)), ""):
            self._say_again(person, role)
        else:
            case.waiting.append(person)
            self.changed.emit()

    @property
    def again(self) -> str:
        """The role whose person was scanned once more a moment ago; empty when nobody was."""
        return self._again if self._soon.isActive() else ""

    def drop(self, person: Person) -> None:
        """It was no card: the person does not wait any more."""
        case = self._keeper.case
        if case is not None and person in case.waiting:
            case.waiting.remove(person)
            self.changed.emit()
        elif person in self._early:
            self._early.remove(person)
            self.early_changed.emit(list(self._early))

    def forget_early(self) -> None:
        """Let go of the people who were scanned for no case."""
        self._early.clear()
        self.early_changed.emit([])

    def take_early(self) -> None:
        """Who was scanned before the case was there waits in it now."""
        case = self._keeper.case
        if case is None or not self._early or self._is_busy():
            return
        known = (*case.people.values(), *case.waiting)
        new = [p for p in self._early if not any(is_same_person(p, other) for other in known)]
        case.waiting.extend(new)
        self.forget_early()
        self.changed.emit()

    def _say_again(self, person: Person, role: str) -> None:
        """Scanned twice by mistake, or to be given a second role."""
        self._again = role
        self._soon.start()
        self._session.tell(
            f"{name_of(person)} đã có trong hồ sơ này ({self._advice.label(role)}). "
            "Thêm vai khác: Ctrl+số của vai.",
            "card",
        )

    def _say_renewed(self, person: Person) -> None:
        self._session.tell(f"{name_of(person)}: đã thay bằng dữ liệu đọc từ chip.", "ok")

    def _add_early(self, person: Person) -> None:
        places = [n for n, p in enumerate(self._early) if is_same_person(person, p)]
        if places and not _is_from_chip(person):
            self._session.tell(f"{name_of(person)} đã được quét.", "card")
            return
        if places:
            self._early[places[0]] = person
            self._say_renewed(person)
        else:
            self._early.append(person)
        self.early_changed.emit(list(self._early))


def _renew(case: OpenCase, person: Person) -> bool:
    """Put the chip's reading in the place of the scan of the same card, wherever it is."""
    roles = [role for role, known in case.people.items() if is_same_person(person, known)]
    places = [n for n, known in enumerate(case.waiting) if is_same_person(person, known)]
    case.people.update(dict.fromkeys(roles, person))
    for place in places:
        case.waiting[place] = person
    return bool(roles or places)


def _is_from_chip(person: Person) -> bool:
    return any(origin.document is DocumentKind.CHIP for origin in person.origins.values())
