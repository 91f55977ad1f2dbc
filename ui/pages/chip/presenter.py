"""Asks for what opens a chip, reads it in a worker, hands the person on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import QObject, Qt, Signal

from base.dates import parse_full_date
from base.errors import DeskError
from citizens.number import is_personal_number
from citizens.person import Person
from citizens.readers.chip.bac import AccessKey
from citizens.readers.chip.reading import ChipReading, read_chip
from citizens.readers.chip.transport import CardTransport, PcscTransport
from citizens.reading import Kind as Code
from citizens.reading import Reading
from ui.jobs import Cancel, Kind, Progress
from ui.pages.chip.view import ChipPanel
from ui.session import Session
from ui.wording import grouped

_READ = Kind("read chip", "Đang đọc chip")
_DETAILS: Mapping[str, str] = MappingProxyType(
    {
        "ethnicity": "Dân tộc",
        "nationality": "Quốc tịch",
        "spouse_name": "Vợ, chồng",
    }
)
"""What the clerk may need for a declaration; religion and features stay where they are."""


class ChipPresenter(QObject):
    """Between the reader and its panel; values live in the panel and go with it."""

    read = Signal(object)
    """A Reading with the person of a chip."""
    _told = Signal(int, int)

    def __init__(self, session: Session, panel: ChipPanel) -> None:
        super().__init__(panel)
        self._session = session
        self._panel = panel
        self._people: list[Person] = []
        self.card_of: Callable[[], CardTransport] = PcscTransport
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)
        self._is_reading = False
        panel.read_wanted.connect(self.start)
        panel.stop_wanted.connect(self.cancel)
        panel.person_chosen.connect(self._on_person)
        panel.again_wanted.connect(self._on_again)

    def begin(self, people: Sequence[Person]) -> None:
        """Ask; the values of people who were scanned are there already."""
        by_number = {person.personal_number: person for person in people}
        self._people = [person for number, person in by_number.items() if number]
        self._panel.begin([_title(person) for person in self._people])
        self._on_person(0)

    def start(self) -> None:
        """Read the chip with the values of the three lines."""
        key = self._key()
        if key is None or self._is_reading:
            return
        self._is_reading = True
        self._panel.show_progress(0, 1)
        fn = partial(_read, self.card_of, key, self._told.emit)
        self._session.jobs.run(fn, self._on_read, self._on_failed, kind=_READ)

    def cancel(self) -> None:
        """Stop the reading."""
        if self._is_reading:
            self._is_reading = False
            self._session.jobs.cancel(_READ)
            self._panel.show_idle()

    def stop(self) -> None:
        """Stop the reading and forget everybody."""
        self.cancel()
        self._people = []
        self._panel.forget()

    def _on_person(self, number: int) -> None:
        if number >= len(self._people):
            self._panel.fill("", "", "")
            return
        person = self._people[number]
        birth = person.birth.as_date if person.birth is not None else None
        self._panel.fill(
            grouped(person.personal_number or ""),
            f"{birth:%d/%m/%Y}" if birth else "",
            f"{person.expiry_date:%d/%m/%Y}" if person.expiry_date else "",
        )

    def _on_again(self) -> None:
        self._panel.people.setCurrentIndex(len(self._people))
        self._on_person(len(self._people))

    def _key(self) -> AccessKey | None:
        """Return what the lines give, or say beside a line what is wrong with it."""
        panel = self._panel
        number = "".join(panel.number.text.split())
        if not is_personal_number(number):
            panel.number.set_problem("Gõ đủ 12 số in trên thẻ.")
            panel.number.line.setFocus()
            return None
        dates = []
        for item in (panel.birth, panel.expiry):
            try:
                dates.append(parse_full_date(item.text))
            except ValueError:
                item.set_problem("Gõ đủ ngày, tháng, năm in trên thẻ, ví dụ 01/02/1990.")
                item.line.setFocus()
                return None
        return AccessKey.of_card(number, dates[0], dates[1])

    def _on_told(self, done: int, of: int) -> None:
        if self._is_reading:
            self._panel.show_progress(done, of)

    def _on_failed(self, error: DeskError) -> None:
        self._is_reading = False
        self._panel.show_idle(error)

    def _on_read(self, found: ChipReading) -> None:
        self._is_reading = False
        person = found.person
        self._panel.show_result(_title(person), _rows(found))
        kind = Code(person.document.value)  # the card that the chip sits in
        self.read.emit(Reading(kind, "", person, review=person.review, notes=found.notes))


def _read(
    card_of: Callable[[], CardTransport],
    key: AccessKey,
    tell: Callable[[int, int], None],
    cancel: Cancel,
    progress: Progress,
) -> ChipReading:
    """In a worker: take the card on the reader, read it, let go of it."""

    def on_step(done: int, of: int) -> None:
        cancel.check()
        tell(done, of)
        progress(done, of)

    card = card_of()
    try:
        return read_chip(card, key, on_step)
    finally:
        card.close()


def _title(person: Person) -> str:
    number = grouped(person.personal_number or "")
    return f"{person.full_name or 'Người chưa rõ tên'} · {number}"


def _rows(found: ChipReading) -> list[tuple[str, str]]:
    person, rows = found.person, []
    if person.birth is not None:
        rows.append(("Ngày sinh", person.birth.shown))
    if person.residence:
        rows.append(("Nơi cư trú", person.residence))
    if person.place_of_origin:
        rows.append(("Quê quán", person.place_of_origin))
    if person.father_name or person.mother_name:
        parents = " · ".join(name for name in (person.father_name, person.mother_name) if name)
        rows.append(("Cha · mẹ", parents))
    if person.expiry_date is not None:
        rows.append(("Có giá trị đến", f"{person.expiry_date:%d/%m/%Y}"))
    rows += [(name, found.details[key]) for key, name in _DETAILS.items() if key in found.details]
    return rows
