"""Digits alone that were taken for a scan: a click writes them into the line instead.

A hand can type 9 or 12 digits as quickly as a slow scanner, or let a program type them.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from citizens.person import Person
from citizens.reading import Kind, Reading
from ui.pages.intake.roles.newcomers import Newcomers
from ui.scanning.arrived import Arrived
from ui.scanning.wedge import Wedge
from ui.session import Session
from ui.widgets.shell.result_bar import Action
from ui.wording import grouped

_NUMBERS = frozenset({Kind.ID_NUMBER, Kind.OLD_ID_NUMBER})


class NumberOffer(QObject):
    """Nothing that was typed is lost, and no scan is written anywhere by itself."""

    def __init__(self, session: Session, newcomers: Newcomers, wedge: Wedge) -> None:
        super().__init__()
        self._session = session
        self._newcomers = newcomers
        self._wedge = wedge

    def make(self, reading: Reading, arrived: Arrived | None) -> None:
        """Offer it when a number alone came where text can be written."""
        person = reading.person
        if arrived is None or not arrived.home or person is None or reading.kind not in _NUMBERS:
            return
        number = person.personal_number or person.old_number or ""
        self._session.tell(
            f"Đã nhận số {grouped(number)} như mã quét. Nếu số này được gõ vào ô, bấm Ghi vào ô.",
            "card",
            Action("Ghi vào ô", partial(self._write, arrived.home, number, person)),
            seconds=0,
        )

    def write_at_once(self, arrived: Arrived) -> bool:
        """Write it where it was typed while a question stands: there it can mean nothing else."""
        digits = arrived.payload if isinstance(arrived.payload, str) else ""
        if not (arrived.home and digits.isdigit()):
            return False
        self._wedge.give_back(arrived.home, digits)
        return True

    def _write(self, home: int, number: str, person: Person) -> None:
        self._newcomers.drop(person)
        self._wedge.give_back(home, number)
