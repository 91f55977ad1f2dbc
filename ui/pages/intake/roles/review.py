"""Values that are a guess until the clerk has compared them with the card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from citizens.person import Person
from forms.schema import Role
from ui.pages.intake.panes.person_card import FIELD_WORDS
from ui.widgets.parts import button, clear, column, label, row


class ReviewBox(QFrame):
    """Shown only while there is something to compare."""

    confirmed = Signal(str, str)
    """The clerk compared one doubtful value with the card (role, field)."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("review")
        self._rows = column(spacing=0)
        self._rows.setContentsMargins(10, 6, 6, 6)
        self.setLayout(self._rows)
        self.hide()

    def show_people(self, people: Mapping[str, Person], roles: Sequence[Role]) -> None:
        """Ask once for each person, whatever roles the person has."""
        clear(self._rows)
        seen: list[Person] = []
        for role in roles:
            person = people.get(role.key)
            if person is None or person in seen:
                continue
            seen.append(person)
            for field in person.review:
                self._add(role, person, field)
        self.setVisible(self._rows.count() > 0)

    def _add(self, role: Role, person: Person, field: str) -> None:
        if self._rows.count() == 0:
            self._rows.addWidget(label("Cần đối chiếu với mặt thẻ", "warning"))
        value = getattr(person, field, None)
        words = f"{FIELD_WORDS.get(field, field)} ({role.label}):\n{_shown(value)}"
        right = button("Đúng", "link", name=f"Đã đối chiếu {words}")
        right.clicked.connect(partial(self.confirmed.emit, role.key, field))
        line = QWidget()
        line.setLayout(row(label(words, wrap=True), right, spacing=4))
        self._rows.addWidget(line)


def _shown(value: object) -> str:
    shown = getattr(value, "shown", value)
    return str(shown) if shown else "(trống)"
