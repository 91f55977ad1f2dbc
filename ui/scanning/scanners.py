"""All scanners of the desk with what the shell shows of them."""

from __future__ import annotations

from PySide6.QtCore import QObject

from base.errors import DeskError
from base.settings import Settings
from ui.main_window import MainWindow
from ui.pages.intake.presenter import IntakePresenter
from ui.pages.scanner.presenter import ScannerPresenter
from ui.pages.scanner.view import ScannerView
from ui.scanning.desk import ScanDesk
from ui.scanning.serial_link import SerialLink
from ui.session import Session


class Scanners(QObject):
    """Starts and ends them together; tells how the one on a serial port stands."""

    def __init__(
        self, window: MainWindow, session: Session, intake: IntakePresenter, settings: Settings
    ) -> None:
        super().__init__(window)
        self._session = session
        self._bar = window.top_bar
        self.desk = ScanDesk(window, session, intake, settings)
        self.serial = SerialLink(session.jobs)
        self._connect(self.serial)
        self.view = ScannerView()
        ScannerPresenter(session, self.desk, self.view)
        self._window = window
        self._back_to = intake.view.key
        window.add_page(self.view)
        self.view.closed.connect(self._on_closed)
        self._bar.scanner_wanted.connect(self._on_wanted)

    def start(self) -> None:
        """Catch scans from now on."""
        self.desk.start()
        self.serial.start()

    def stop(self) -> None:
        """Catch no more."""
        self.desk.stop()
        self.serial.stop()

    def _connect(self, serial: SerialLink) -> None:
        serial.arrived.connect(self.desk.take)
        serial.opened.connect(self._on_opened)
        serial.lost.connect(self._on_lost)

    def _on_wanted(self) -> None:
        page = self._window.page
        if page is not None and page is not self.view:
            self._back_to = page.key
        self._window.show_page(self.view.key)

    def _on_closed(self) -> None:
        self._window.show_page(self._back_to)

    def _on_opened(self, name: str) -> None:
        self._bar.show_scanner(f"Máy quét cổng COM: {name}")

    def _on_lost(self, error: DeskError) -> None:
        self._bar.show_scanner_lost(error.sentence)
        self._session.tell(error.sentence, "warning", seconds=0)
