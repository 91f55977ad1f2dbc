"""Puts the pages together once the desk is open; runs after the first paint."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from base.clock import Clock, local
from base.paths import RESOURCES_DIR
from base.settings import Settings
from dossiers.dossier import OutboxState
from forms.choices.agencies import Home
from store.store import Store
from sync.gateways.gateway import Line
from ui.jobs import Jobs, Kind
from ui.main_window import MainWindow
from ui.pages.catalogue.page import CataloguePlace
from ui.pages.dossiers.presenter import DossiersPresenter
from ui.pages.dossiers.view import DossiersView
from ui.pages.everything import SearchDesk
from ui.pages.first_run.presenter import FirstRunPresenter
from ui.pages.first_run.view import FirstRunView
from ui.pages.intake.presenter import IntakePresenter
from ui.pages.intake.view import IntakeView
from ui.pages.outbox.presenter import OutboxPresenter
from ui.pages.outbox.view import OutboxView
from ui.pages.scanner.ways_presenter import WaysPresenter
from ui.pages.upkeep import Upkeep
from ui.paste.desk import PasteDesk
from ui.printing import printer_names
from ui.scanning.readers import Readers
from ui.scanning.scanners import Scanners
from ui.session import Session
from ui.widgets.pickers.home import set_home
from ui.widgets.pickers.units import Units

_PRINTERS = Kind("look for printers")
_OPEN = (OutboxState.NO_GATEWAY, OutboxState.WAITING, OutboxState.UNKNOWN, OutboxState.REFUSED)
SAMPLES_DIR = RESOURCES_DIR / "samples"
_SAMPLES = {
    "cccd-me.png": "Mẹ: căn cước công dân",
    "can-cuoc-cha.png": "Cha: thẻ căn cước",
    "can-cuoc-cha-chup-nghieng.jpg": "Cha: ảnh chụp nghiêng",
    "cccd-ba.png": "Bà: căn cước công dân",
    "can-cuoc-con.png": "Con: thẻ căn cước",
    "ban-quet.pdf": "Bản quét PDF",
    "phieu-ma-ho-so.png": "Phiếu có mã hồ sơ",
    "mo-khong-doc-duoc.jpg": "Ảnh mờ, không đọc được",
}


def first_run_page(jobs: Jobs, store: Store, clock: Clock) -> FirstRunView:
    """Return the page that asks who this centre is."""
    view = FirstRunView()
    FirstRunPresenter(jobs, store, clock, view)
    return view


def build_pages(window: MainWindow, session: Session, settings: Settings) -> Pages:
    """Make every page, tie them to the window, bring back what was open."""
    pages = Pages(window, session, settings)
    pages.start()
    return pages


class Pages(QObject):
    """All pages and what ties them to the shell."""

    def __init__(self, window: MainWindow, session: Session, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self.intake_view = IntakeView(sample_cards())
        self.intake = IntakePresenter(session, self.intake_view)
        self.intake.people.remember(settings)
        self.dossiers_view = DossiersView()
        self.dossiers = DossiersPresenter(session, self.dossiers_view)
        self.outbox_view = OutboxView()
        self.outbox = OutboxPresenter(session, self.outbox_view)
        for view in (self.intake_view, self.dossiers_view, self.outbox_view):
            window.add_page(view)
        self.catalogue = CataloguePlace(window, session, self.intake, settings)
        session.said.connect(window.tell)
        session.undo_over.connect(window.bar.end_countdown)
        session.page_wanted.connect(window.show_page)
        session.dossier_wanted.connect(self._show_dossier)
        session.catalogue_changed.connect(partial(_tell_pickers, session))
        session.scan_seen.connect(window.top_bar.show_scanner)
        session.scan_doubted.connect(window.top_bar.show_scanner_doubted)
        self.scanners = Scanners(window, session, self.intake, settings)
        self.readers = Readers(window, session, self.intake, self.scanners.desk, settings)
        self.scanners.view.camera_wanted.connect(self.readers.open_camera)
        WaysPresenter(session, settings, self.scanners.view, self.readers)
        self.paste = PasteDesk(window, session, self.intake, settings)
        self.scanners.desk.first_entry = self.paste.code_line
        self.outbox.counted.connect(self._on_counted)
        self.intake.keeper.parked_changed.connect(window.top_bar.show_parked)
        self.intake.keeper.opened.connect(window.top_bar.search.forget)
        self.intake.keeper.closed.connect(window.top_bar.search.forget)
        everything = SearchDesk(window, session, self.intake)
        everything.dossier_wanted.connect(self._show_dossier)
        self.upkeep = Upkeep(session)
        self._connect_shell()

    def _connect_shell(self) -> None:
        bar, window = self._window.top_bar, self._window
        bar.search.setEnabled(True)
        window.bind("F2", self._on_new)
        window.bind("F3", self._on_find)
        window.bind("F4", self._on_people)
        window.status.show_mode(f"{self._session.workplace.profile.clerk or 'Một người dùng'}")

    def start(self) -> None:
        """Show the intake page and begin what runs in the background."""
        self._window.show_page("intake")
        self.intake.restore()
        self.outbox.start()
        self.scanners.start()
        self.upkeep.start()
        self._session.jobs.run(printer_names, self._on_printers, kind=_PRINTERS)
        profile = self._session.workplace.profile
        Units(self).start(self._session.jobs, Home(profile.authority, profile.province))

    def close(self) -> None:
        """Save what is open and let scanners and camera go."""
        self.upkeep.stop()
        self.scanners.stop()
        self.readers.close()
        self.paste.close()
        self.save_now()

    def save_now(self) -> None:
        """Save the open case; called at the end."""
        self.intake.keeper.save_now()

    def _show_dossier(self, key: str) -> None:
        self._window.show_page("dossiers")
        self.dossiers.find(key)

    def _on_new(self) -> None:
        self._window.show_page("intake")
        self.intake.begin()
        self._window.top_bar.search.forget()

    def _on_find(self) -> None:
        self._window.show_page("dossiers")
        self.dossiers_view.focus_search()

    def _on_people(self) -> None:
        self._window.show_page("intake")
        self.intake_view.focus_scan()

    def _on_printers(self, names: list[str]) -> None:
        self._window.top_bar.show_printers(names)

    def _on_counted(self, counts: dict[OutboxState, int]) -> None:
        waiting = sum(counts.get(state, 0) for state in _OPEN)
        self._window.rail.count("outbox", waiting)
        if not self.outbox.has_gateway:
            text = f"{waiting} hồ sơ chờ nhập vào hệ thống tỉnh" if waiting else ""
            self._window.status.show_state("chưa có nơi nhận", "warning", text)
        elif self.outbox.line is Line.DOWN:
            since = f"từ {local(self.outbox.line_since):%H:%M}"
            text = f"{since} · {waiting} hồ sơ chờ gửi, đã lưu đủ trên máy"
            self._window.status.show_state("mất đường truyền", "error", text)
        else:
            text = f"{waiting} hồ sơ chờ gửi" if waiting else "không có hồ sơ chờ gửi"
            self._window.status.show_state("có nơi nhận", "ok", text)


def _tell_pickers(session: Session) -> None:
    profile = session.reference.profile
    set_home(Home(profile.authority, profile.province))  # the centre may be another one


def sample_cards() -> list[tuple[str, Path]]:
    """Return the pictures of made-up cards that ship with the program, with a title each."""
    paths = ((title, SAMPLES_DIR / name) for name, title in _SAMPLES.items())
    return [(title, path) for title, path in paths if path.exists()]
