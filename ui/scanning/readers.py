"""The other ways to read a card, tied to Tiếp nhận: camera, and chip where it is allowed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from base.errors import DeviceError
from base.settings import Settings
from citizens.person import Person
from citizens.readers.chip.reading import CHIP_ALLOWED
from citizens.readers.chip.transport import find_readers, is_installed
from citizens.reading import Reading
from ui.jobs import Kind
from ui.main_window import MainWindow
from ui.pages.camera.presenter import CameraPresenter
from ui.pages.camera.view import CameraPanel
from ui.pages.chip.presenter import ChipPresenter
from ui.pages.chip.view import ChipPanel
from ui.pages.intake.case import OpenCase
from ui.pages.intake.presenter import IntakePresenter
from ui.scanning.desk import ScanDesk
from ui.scanning.side import Side
from ui.session import Session

_FIND = Kind("look for chip readers")


class Readers(QObject):
    """Opens the panels beside the people and closes them with the page and the case."""

    def __init__(
        self, window: MainWindow, session: Session, intake: IntakePresenter, desk: ScanDesk,
        settings: Settings,
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._session = session
        self._intake = intake
        self._settings = settings
        self._desk = desk
        self._early: list[Person] = []
        self.camera_panel, self.chip_panel = CameraPanel(), ChipPanel()
        self.camera = CameraPresenter(session, settings, self.camera_panel)
        self.chip = ChipPresenter(session, self.chip_panel)
        self.find: Callable[[], Sequence[str]] = find_chip_readers
        self.side = Side(intake.view)
        for panel in (self.camera_panel, self.chip_panel):
            panel.setParent(intake.view)
            panel.closed.connect(self.side.close)
        self._connect()
        window.bind("Shift+F4", self.open_camera)

    def _connect(self) -> None:
        intake, view = self._intake, self._intake.view
        for ways in (view.people.ways, view.start.ways):
            ways.camera_wanted.connect(self.open_camera)
            ways.chip_wanted.connect(self.open_chip)
        self.camera.read.connect(self._desk.hand_on)
        self.chip.read.connect(self._on_chip)
        self.camera.ended.connect(self.side.close)
        self.camera_panel.files_wanted.connect(self._on_files)
        self.side.closed.connect(self._on_side_closed)
        intake.keeper.opened.connect(self._on_case_changed)
        intake.keeper.closed.connect(self._on_case_changed)
        intake.keeper.people_changed.connect(self._on_people_changed)
        intake.people.early_changed.connect(self._on_early_changed)
        view.shown.connect(self.look_for_chip_readers)

    def open_camera(self) -> None:
        """Read cards with the camera, beside the people."""
        self._make_room()
        self.side.show(self.camera_panel)
        self.camera.start()

    def open_chip(self) -> None:
        """Read a chip, beside the people."""
        case = self._intake.keeper.case
        people = [*case.waiting, *case.people.values()] if case is not None else self._early
        self._make_room()
        self.side.show(self.chip_panel)
        self.chip.begin(people)

    def look_for_chip_readers(self) -> None:
        """Offer the chip where it is allowed, installed, and a reader is plugged in."""
        if self._settings.get(CHIP_ALLOWED):
            self._session.jobs.run(self.find, self._on_found, kind=_FIND)
        else:
            self._session.jobs.cancel(_FIND)
            self._on_found(())

    def close(self) -> None:
        """Switch everything off for good."""
        self.side.close()
        self.camera.close()

    def _make_room(self) -> None:
        """Bring the people to the front: the case, or the start page with its tray."""
        view = self._intake.view
        self._session.page_wanted.emit(view.key)
        if view.pane is view.preview:
            view.preview.closed.emit()
        if view.pane is view.done:
            view.show_start()

    def _on_found(self, names: Sequence[str]) -> None:
        for ways in (self._intake.view.people.ways, self._intake.view.start.ways):
            ways.offer_chip(is_there=bool(names))

    def _on_chip(self, reading: Reading) -> None:
        """The chip says more than the code of the same card did: it takes its place."""
        case, person = self._intake.keeper.case, reading.person
        if person is None or case is None or not put_in_place(case, person):
            self._forget_early(reading)
            self._desk.hand_on(reading)
            return
        self._session.tell(f"{person.full_name}: đã thay bằng dữ liệu đọc từ chip.", "card")
        self._intake.keeper.people_changed.emit()
        self._intake.keeper.changed()

    def _forget_early(self, reading: Reading) -> None:
        """Take what a code said of the same person out of the tray; the others stay."""
        people = self._intake.people
        kept = [p for p in self._early if not _is_same(p, reading.person)]
        if len(kept) < len(self._early):
            people.forget_early()
            for person in kept:
                people.reader.person_read.emit(person)

    def _on_files(self) -> None:
        self.side.close()
        self._intake.view.people.files_wanted.emit()

    def _on_side_closed(self, panel: QWidget) -> None:
        (self.camera if panel is self.camera_panel else self.chip).stop()

    def _on_case_changed(self) -> None:
        self.side.close()

    def _on_people_changed(self) -> None:
        case = self._intake.keeper.case
        if case is not None and not case.waiting and self.side.panel is self.camera_panel:
            self.camera.resume()  # the person read has a place: the next card

    def _on_early_changed(self, people: list[Person]) -> None:
        self._early = list(people)


def put_in_place(case: OpenCase, person: Person) -> bool:
    """Put a person in place of what was scanned of the same one; return whether anything was."""
    roles = [key for key, other in case.people.items() if _is_same(other, person)]
    places = [place for place, other in enumerate(case.waiting) if _is_same(other, person)]
    for key in roles:
        case.people[key] = person
    for place in places:
        case.waiting[place] = person
    return bool(roles or places)


def _is_same(person: Person, other: Person | None) -> bool:
    number = person.personal_number
    return number is not None and other is not None and number == other.personal_number


def find_chip_readers() -> list[str]:
    """Return the chip readers that are plugged in; none where nothing for them is installed."""
    if not is_installed():
        return []
    try:
        return find_readers()
    except DeviceError:  # no smart card service: as good as no reader
        return []
