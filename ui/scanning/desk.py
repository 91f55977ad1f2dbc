"""Where a scan goes: to the open case, to a line for codes, to the register, or to the test."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from base.errors import DeskError
from base.settings import Settings
from citizens.readers.scanner_profile import (
    KEYBOARD,
    ScannerProfile,
    load_profile,
    read_scanned,
    save_profile,
)
from citizens.readers.wedge.events import Ending, Scan
from citizens.reading import Kind, Reading
from dossiers.dossier import Dossier
from dossiers.register import open_dossier
from ui.main_window import MainWindow
from ui.pages.intake.keeper import TypedMemory
from ui.pages.intake.presenter import IntakePresenter
from ui.scanning.arrived import Arrived
from ui.scanning.number_offer import NumberOffer
from ui.scanning.wedge import Wedge
from ui.session import Session
from ui.widgets.code_entry import CodeEntry

_TEST_GAP_MS = 200  # while a scanner is tested, it may be as slow as any


class ScanDesk(QObject):
    """Takes scans from every scanner and hands each to whom it is meant for."""

    def __init__(
        self, window: MainWindow, session: Session, intake: IntakePresenter, settings: Settings
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._intake = intake
        self._settings = settings
        self._test: Callable[[Arrived], None] | None = None
        self._code = ""
        self.first_entry: Callable[[], CodeEntry | None] | None = None  # above the pages
        self.wedge = Wedge(TypedMemory(intake.keeper).keep)
        self.wedge.scanned.connect(self._on_typed)
        self._offer = NumberOffer(session, intake.people.newcomers, self.wedge)
        intake.keeper.closed.connect(self.wedge.forget)
        self._use_profile()

    def start(self) -> None:
        """Catch scans from now on."""
        self.wedge.start()

    def stop(self) -> None:
        """Catch no more."""
        self.wedge.stop()

    def begin_test(self, take: Callable[[Arrived], None]) -> None:
        """Scans go to the test of the scanner, as they come."""
        self._test = take
        self.wedge.use(ScannerProfile(gap_ms=_TEST_GAP_MS))

    def end_test(self) -> None:
        """Scans go where they are meant for again."""
        if self._test is not None:
            self._test = None
            self._use_profile()

    def remember(self, profile: ScannerProfile) -> None:
        """Store what the test found; raise StorageError STORE-02 when the disk refuses."""
        save_profile(self._settings, profile)

    def take(self, arrived: Arrived) -> None:
        """Hand a scan on. A question on the screen comes first: it cannot be passed over."""
        is_asking = QApplication.activeModalWidget() is not None
        if is_asking and self._offer.write_at_once(arrived):
            return
        if _is_asking(self._session):
            return
        if self._test is not None:
            self._test(arrived)  # which says whether the scanner does well
        else:
            profile = load_profile(self._settings, arrived.device)
            self._session.jobs.run(partial(_read, arrived, profile), self._on_read)

    def hand_on(self, reading: Reading) -> None:
        """Hand on what a camera or a chip reader has read by itself."""
        if not _is_asking(self._session):
            self._on_read((reading, None))

    def _use_profile(self) -> None:
        profile = load_profile(self._settings, KEYBOARD)
        self._intake.people.reader.profile = profile
        self.wedge.use(profile)

    def _on_typed(self, scan: Scan) -> None:
        has_suffix = scan.ended_by is Ending.SUFFIX
        self.take(Arrived(scan.text, KEYBOARD, scan.slowest_gap_ms, has_suffix, scan.home))

    def _on_read(self, read: tuple[Reading, Arrived | None]) -> None:
        reading, arrived = read
        self._session.scan_seen.emit()
        entry = self._entry()
        if reading.person is not None:
            self._show_people()
            self._intake.people.reader.take(reading)
            self._offer.make(reading, arrived)
        elif entry is not None and entry.line.hasFocus():
            entry.line.take(reading.value or reading.payload)
        elif reading.kind is Kind.DOSSIER_CODE and reading.value and entry is not None:
            self._code = reading.value
            fn = partial(open_dossier, key=reading.value)
            self._session.on_store(fn, self._on_known, self._on_new)
        else:
            self._intake.people.reader.take(reading)

    def _entry(self) -> CodeEntry | None:
        """Return the line for an official code that can be written in: the paste helper's, else
        that of the page in front."""
        above = self.first_entry() if self.first_entry is not None else None
        if above is not None:
            return above
        page = self._window.page
        entries = page.findChildren(CodeEntry) if page is not None else []
        return next((e for e in entries if e.isVisible() and e.isEnabled()), None)

    def _show_people(self) -> None:
        if self._window.page is not self._intake.view:
            self._session.page_wanted.emit(self._intake.view.key)
        self._intake.show_people()

    def _on_known(self, dossier: Dossier) -> None:
        self._session.dossier_wanted.emit(dossier.row.id)

    def _on_new(self, error: DeskError) -> None:
        """Nobody has this code yet: it is offered to the dossier in front, to be confirmed."""
        entry = self._entry()
        if entry is None:
            self._session.fail(error)
            return
        entry.set_text(self._code)
        self._session.tell(
            f"Mã {self._code} chưa có trong sổ. Bấm Enter để ghi mã này cho hồ sơ đang xem.", "card"
        )


def _read(arrived: Arrived, profile: ScannerProfile) -> tuple[Reading, Arrived]:
    return read_scanned(arrived.payload, profile), arrived


def _is_asking(session: Session) -> bool:
    """Whether a question stands on the screen; then say that the scan was not taken."""
    if QApplication.activeModalWidget() is None:
        return False
    session.tell(
        "Mã vừa quét chưa được nhận vì màn hình đang hỏi. Trả lời câu hỏi rồi quét lại.",
        "warning",
    )
    return True
