"""People of the open case: scanning them in, saying who they are, confirming what is doubtful."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QApplication, QFrame, QMenu, QScrollArea, QWidget

from citizens.person import Person
from forms.schema import Role
from ui.pages.intake.panes.person_card import PersonCard
from ui.pages.intake.roles.question import Choice, RoleQuestion
from ui.pages.intake.roles.review import ReviewBox
from ui.theme import restyle
from ui.widgets.parts import button, clear, column, label, row
from ui.widgets.scan_field import ScanField
from ui.widgets.scan_ways import ScanWays
from ui.widgets.tab_order import stops


class PeoplePane(QFrame):
    """Shows people by role; what happens to them is the presenter's."""

    scanned = Signal(str)
    """A scanner or a paste gave this text."""
    files_dropped = Signal(list)
    """Pictures or PDFs are to be read."""
    files_wanted = Signal()
    """The clerk wants to choose pictures or PDFs."""
    role_given = Signal(str)
    """The waiting person gets this role."""
    person_dismissed = Signal()
    """The waiting person does not belong to the case."""
    same_as = Signal(str, str)
    """A role is to be the person of another role."""
    role_emptied = Signal(str)
    """A role is to be empty again."""
    role_returned = Signal(str)
    """The person of a role is to get another one."""
    doubt_kept = Signal(str)
    """What is doubtful about a role is right."""
    undo_wanted = Signal()
    """Ctrl+0: the last change of roles is to be taken back."""
    resumed = Signal()
    """The pane can be worked with again."""
    confirmed = Signal(str, str)
    """The clerk compared one doubtful value with the card (role, field)."""

    def __init__(self, samples: Sequence[tuple[str, Path]]) -> None:
        super().__init__()
        self.setObjectName("drop")
        self.setAcceptDrops(True)
        self.scan = ScanField()
        self.scan.scanned.connect(self.scanned)
        self.ways = ScanWays()
        self._cards: dict[str, PersonCard] = {}
        self._question = RoleQuestion()
        self._question.answered.connect(self.role_given)
        self._question.dismissed.connect(self.person_dismissed)
        self._review = ReviewBox()
        self._review.confirmed.connect(self.confirmed)
        self._list = column(spacing=8)
        self._build(samples)
        QShortcut(QKeySequence("Ctrl+0"), self).activated.connect(self.undo_wanted)

    def _build(self, samples: Sequence[tuple[str, Path]]) -> None:
        pick = button("Ảnh, PDF…", "small", icon_name="image", name="Chọn ảnh hoặc PDF của thẻ")
        pick.setToolTip("Chọn ảnh hoặc PDF của thẻ; cũng có thể kéo tệp thả vào cột này")
        pick.clicked.connect(self.files_wanted)
        buttons = row(pick, spacing=8)
        if samples:
            buttons.addWidget(self._sample_button(samples))
        inside = QWidget()
        inside.setLayout(column(self._question, self._review, self._list, 1, spacing=8, margins=0))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head = row(label("Người", "heading"), 1, self.ways, label("F4", "small"))
        self.setLayout(column(head, self.scan, buttons, scroll, spacing=8))

    def _sample_button(self, samples: Sequence[tuple[str, Path]]) -> QWidget:
        sample = button("Thẻ mẫu", "small", icon_name="id-card", name="Dùng thẻ mẫu")
        sample.setToolTip("Dùng thẻ mẫu của người không có thật để thử chương trình")
        menu = QMenu(sample)
        for title, path in samples:
            menu.addAction(title).triggered.connect(partial(self.files_dropped.emit, [path]))
        sample.setMenu(menu)
        return sample

    def clear(self) -> None:
        """Show nobody."""
        self.load(())
        self._question.ask(None, ())
        self._review.show_people({}, ())

    def load(self, roles: Sequence[Role]) -> None:
        """Show the roles of a form, all empty."""
        clear(self._list)
        self._cards.clear()
        for number, role in enumerate(roles, start=1):
            card = PersonCard(number, role)
            card.chosen.connect(self.same_as)
            card.emptied.connect(self.role_emptied)
            card.sent_back.connect(self.role_returned)
            card.kept.connect(self.doubt_kept)
            self._cards[role.key] = card
            self._list.addWidget(card)

    def show_people(
        self,
        people: Mapping[str, Person],
        roles: Sequence[Role],
        partners: Mapping[str, Sequence[Role]],
    ) -> None:
        """Show who has which role, whose it may have instead, and what is to be confirmed."""
        focus = QApplication.focusWidget()
        changing = (self._question, *self._cards.values())
        if focus is not None and any(box.isAncestorOf(focus) for box in changing):
            self.scan.setFocus()  # what was pressed goes away: the cursor must not wander off
        for role in roles:
            person = people.get(role.key)
            twin = self._twin(role, people, roles)
            self._cards[role.key].show_person(person, twin, partners.get(role.key, ()))
        self._review.show_people(people, roles)

    def show_doubts(self, doubts: Mapping[str, str]) -> None:
        """Show beside the roles what cannot be true of their people."""
        for role, card in self._cards.items():
            card.show_doubt(doubts.get(role, ""))

    def ask(self, waiting: Sequence[Person], choices: Sequence[Choice]) -> None:
        """Ask which role the first who waits gets."""
        self._question.ask(waiting[0] if waiting else None, choices, max(len(waiting) - 1, 0))

    def focus_role(self, role: str) -> None:
        """Put the keyboard on what can be chosen for a role, such as “= Mẹ”."""
        first = next(stops(self._cards[role]), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _twin(self, role: Role, people: Mapping[str, Person], roles: Sequence[Role]) -> str | None:
        """Return the label of another role, not itself a mere twin, with the same person."""
        person = people.get(role.key)
        same = [r for r in roles if person is not None and people.get(r.key) == person]
        main = max(same, key=_weight, default=None)
        return main.label if main is not None and main.key != role.key else None

    def changeEvent(self, event: QEvent) -> None:
        """Tell when an acceptance in progress has ended."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange and self.isEnabled():
            self.resumed.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files only."""
        if event.mimeData().hasUrls():
            restyle(self, "state", "over")
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Look as before."""
        restyle(self, "state", "")

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the dropped files on."""
        restyle(self, "state", "")
        paths = [Path(u.toLocalFile()) for u in event.mimeData().urls() if u.isLocalFile()]
        if paths:
            self.files_dropped.emit(paths)


def _weight(role: Role) -> bool:
    return role.key not in {"requester", "submitter", "applicant"}
