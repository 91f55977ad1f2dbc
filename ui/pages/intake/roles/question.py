"""“Người này là ai?”: the roles that a waiting person can get, the likely one first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from citizens.person import Person
from ui.pages.intake.panes.person_card import facts_of, shown_name
from ui.theme import restyle
from ui.widgets.fitting.words import WordButton
from ui.widgets.parts import button, clear, column, label

_KEYS = 9


@dataclass(frozen=True, slots=True)
class Choice:
    """One role on offer. The number is the role's own and stays, wherever it stands."""

    role: str
    label: str
    number: int
    doubt: str = field(default="", repr=False)


class RoleQuestion(QFrame):
    """Asks for the role of one person at a time."""

    answered = Signal(str)
    """The role that the person gets."""
    dismissed = Signal()
    """The person does not belong here."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("person")
        restyle(self, "state", "open")
        self._name = label(role="strong", wrap=True)
        self._facts = label(role="muted", wrap=True)
        self._more = label(role="small", wrap=True)
        self._roles = column(spacing=4)
        drop = button("Không thuộc hồ sơ này", "link")
        drop.clicked.connect(self.dismissed)
        head = label("Người này là ai?", "muted")
        layout = column(
            head, self._name, self._facts, self._roles, self._more, drop, spacing=2
        )  # fmt: skip
        layout.setContentsMargins(10, 6, 10, 4)
        self.setLayout(layout)
        self.hide()

    def ask(self, person: Person | None, choices: Sequence[Choice], more: int = 0) -> None:
        """Ask for a person's role, the likeliest first; None hides the question.

        `more` people wait behind this one.
        """
        self.setVisible(person is not None)
        clear(self._roles)
        if person is None:
            return
        self._name.setText(shown_name(person))
        self._facts.setText(facts_of(person))
        self._more.setText(f"Còn {more} người nữa chờ chọn vai." if more else "")
        self._more.setVisible(more > 0)
        for place, choice in enumerate(choices):
            self._add(choice, is_first=place == 0)

    def _add(self, choice: Choice, *, is_first: bool) -> None:
        keys = f"Ctrl+{choice.number}  " if choice.number <= _KEYS else ""
        item = WordButton(
            f"{keys}{choice.label}",
            "primary" if is_first and not choice.doubt else "chip",
            name=f"{choice.label}. {choice.doubt}" if choice.doubt else choice.label,
            tip=choice.doubt,
        )
        item.clicked.connect(partial(self.answered.emit, choice.role))
        self._roles.addWidget(item)
        if choice.doubt:
            self._roles.addWidget(label(choice.doubt, "warning", wrap=True))
