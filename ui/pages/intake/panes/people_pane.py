"""People of the open case: scanning them in, saying who they are, confirming what is doubtful."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QMenu, QScrollArea, QWidget

from citizens.person import Person
from forms.schema import Role
from ui.pages.intake.panes.person_card import FIELD_WORDS, PersonCard, RoleQuestion, suggest_role
from ui.theme import restyle
from ui.widgets.parts import button, clear, column, label, row
from ui.widgets.scan_field import ScanField
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
    confirmed = Signal(str, str)
    """The clerk compared one doubtful value with the card (role, field)."""

    def __init__(self, samples: Sequence[tuple[str, Path]]) -> None:
        super().__init__()
        self.setObjectName("drop")
        self.setAcceptDrops(True)
        self.scan = ScanField()
        self.scan.scanned.connect(self.scanned)
        self._cards: dict[str, PersonCard] = {}
        self._question = RoleQuestion()
        self._question.answered.connect(self.role_given)
        self._question.dismissed.connect(self.person_dismissed)
        self._review = QFrame()
        self._review.setObjectName("review")
        self._review_rows = column(spacing=0)
        self._review_rows.setContentsMargins(10, 6, 6, 6)
        self._review.setLayout(self._review_rows)
        self._review.hide()
        self._list = column(spacing=8)
        self._build(samples)

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
        head = row(label("Người", "heading"), 1, label("F4", "small"))
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
        self._question.ask(None, (), None)
        clear(self._review_rows)
        self._review.hide()

    def load(self, roles: Sequence[Role]) -> None:
        """Show the roles of a form, all empty."""
        clear(self._list)
        self._cards.clear()
        for number, role in enumerate(roles, start=1):
            card = PersonCard(number, role)
            card.chosen.connect(self.same_as)
            card.emptied.connect(self.role_emptied)
            self._cards[role.key] = card
            self._list.addWidget(card)

    def show_people(
        self, people: Mapping[str, Person], waiting: Sequence[Person], roles: Sequence[Role]
    ) -> None:
        """Show who has which role, who waits for one, and what is to be confirmed."""
        for role in roles:
            person = people.get(role.key)
            others = [r for r in roles if r.key in people and people[r.key] != person]
            self._cards[role.key].show_person(person, self._twin(role, people, roles), others)
        first = waiting[0] if waiting else None
        self._question.ask(
            first, roles, suggest_role(first, roles, tuple(people)) if first else None
        )
        self._show_review(people, roles)

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

    def _show_review(self, people: Mapping[str, Person], roles: Sequence[Role]) -> None:
        clear(self._review_rows)
        seen: list[Person] = []
        for role in roles:
            person = people.get(role.key)
            if person is None or person in seen:
                continue
            seen.append(person)
            for field in person.review:
                self._add_review(role, person, field)
        self._review.setVisible(self._review_rows.count() > 0)

    def _add_review(self, role: Role, person: Person, field: str) -> None:
        if self._review_rows.count() == 0:
            self._review_rows.addWidget(label("Cần đối chiếu với mặt thẻ", "warning"))
        value = getattr(person, field, None)
        words = f"{FIELD_WORDS.get(field, field)} ({role.label}):\n{_shown(value)}"
        right = button("Đúng", "link", name=f"Đã đối chiếu {words}")
        right.clicked.connect(partial(self.confirmed.emit, role.key, field))
        line = QWidget()
        line.setLayout(row(label(words, wrap=True), right, spacing=4))
        self._review_rows.addWidget(line)

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


def _shown(value: object) -> str:
    shown = getattr(value, "shown", value)
    return str(shown) if shown else "(trống)"
