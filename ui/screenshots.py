"""Pictures of the real windows with made-up people in them, for `demo` and for looking at."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, QPoint, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QWidget

from base.clock import Clock, legal_date, system_clock
from base.paths import DataDir
from dossiers.reference import Reference
from ui.app import make_application
from ui.main_window import MainWindow
from ui.pages.build import SAMPLES_DIR, Pages
from ui.pages.intake.incomplete.dialog import IncompleteDialog
from ui.pages.intake.keeping.dialog import KeepDialog
from ui.program import Program

_SIZES = ((1093, 614), (1366, 768), (1920, 1080))
_POLL_MS = 20
_LIMIT_MS = 30_000
_SETTLED_POLLS = 12
_BIRTH = "1.001193"
_TYPED = (
    ("child_name", "Hà Minh An"),
    ("child_dob", "12112026"),
    ("child_gender", "Nữ"),
    ("child_ethnicity", "Kinh"),
    ("child_birthplace", "Trạm y tế xã Sông Mẫu, tỉnh Phú Thọ"),
    ("child_hometown", "xã Sông Mẫu, tỉnh Phú Thọ"),
    ("parents_marriage_no", "12"),
    ("parents_marriage_book", "01/2022"),
    ("parents_marriage_date", "20052022"),
    ("parents_marriage_place", "UBND xã Sông Mẫu, tỉnh Phú Thọ"),
    ("copies_wanted", "Có"),
    ("copies_count", "2"),
)


class ScreenshotError(Exception):
    """The windows did not come to rest in time."""


class Camera(QObject):
    """Waits for the window to come to rest, then takes a picture."""

    def __init__(self, program: Program, folder: Path) -> None:
        super().__init__()
        self._program = program
        self._folder = folder
        self.files: list[Path] = []

    def shoot(self, name: str, widget: QWidget | None = None) -> None:
        """Take a picture of the window, or of one widget, once it is at rest."""
        self.settle()
        path = self._folder / f"{name}.png"
        (widget or self._program.window).grab().save(str(path))
        self.files.append(path)

    def settle(self) -> None:
        """Wait until nothing is computed or saved and the answers have been drawn."""
        quiet = 0

        def is_quiet() -> bool:
            nonlocal quiet
            quiet = quiet + 1 if self._program.jobs.is_idle else 0
            return quiet > _SETTLED_POLLS

        self.wait(is_quiet)

    def wait(self, condition: Callable[[], bool]) -> None:
        """Let the window work until something holds; raise ScreenshotError when it never does."""
        loop = QEventLoop()
        left = _LIMIT_MS // _POLL_MS
        timer = QTimer(interval=_POLL_MS)

        def look() -> None:
            nonlocal left
            left -= 1
            if condition() or left <= 0:
                loop.quit()

        timer.timeout.connect(look)
        timer.start()
        loop.exec()
        timer.stop()
        if left <= 0:
            raise ScreenshotError("the windows did not come to rest")


class Tour(QObject):
    """Goes through the program as a clerk would, and takes a picture at each stop."""

    def __init__(self, program: Program, camera: Camera) -> None:
        super().__init__()
        self._program = program
        self._camera = camera

    @property
    def _pages(self) -> Pages:
        if self._program.pages is None:
            raise ScreenshotError("the pages are not there")
        return self._program.pages

    def go(self) -> None:
        """Take every picture."""
        window = self._program.window
        window.resize(*_SIZES[0])
        QCursor.setPos(QPoint(4000, 4000))  # no button looks as if the mouse were on it
        window.show()
        self._program.open()
        self._camera.wait(lambda: window.page is not None)
        if window.page is not None and window.page.key == "first_run":
            self._camera.shoot("01-khai-bao-don-vi")
            window.page.sample_wanted.emit()  # type: ignore[attr-defined]
        self._camera.wait(lambda: self._program.pages is not None)
        for step in self._steps():
            step()
            self._camera.settle()
        window.close()

    def _steps(self) -> Iterator[Callable[[], None]]:
        yield self._search
        yield from self._first_case()
        yield self._incomplete
        yield self._accept
        yield self._slip
        yield self._second_case
        yield self._lists

    def _search(self) -> None:
        self._camera.settle()
        start = self._pages.intake_view.start
        start.line.setText("dk khai sinh")
        start.searched.emit("dk khai sinh")
        self._camera.shoot("02-tim-thu-tuc")

    def _first_case(self) -> Iterator[Callable[[], None]]:
        yield lambda: self._pages.intake.start.open_procedure(_BIRTH)
        yield lambda: self._scan("cccd-me.png")
        yield lambda: self._camera.shoot("03-nguoi-nay-la-ai")
        yield lambda: self._pages.intake.people.give_role("mother")
        yield lambda: self._scan("can-cuoc-cha.png")
        yield lambda: self._pages.intake.people.give_role("father")
        yield lambda: self._pages.intake_view.people.same_as.emit("requester", "mother")
        yield self._type
        yield self._shoot_case
        yield self._preview

    def _scan(self, card: str) -> None:
        self._pages.intake_view.people.files_dropped.emit([SAMPLES_DIR / card])

    def _type(self) -> None:
        form = self._pages.intake_view.work.form
        for key, text in _TYPED:
            form.sheet.write(key, text)
        form.focus_on("/child_name")

    def _shoot_case(self) -> None:
        work = self._pages.intake_view.work
        for size in _SIZES:
            self._program.window.resize(*size)
            self._camera.shoot(f"04-to-khai-{size[0]}x{size[1]}")
        self._program.window.resize(*_SIZES[0])
        self._camera.settle()
        work.toggle_details()
        self._camera.shoot("05-thanh-phan-ho-so")
        work.details.papers.tick_all()
        self._camera.settle()
        work.close_details()

    def _preview(self) -> None:
        view = self._pages.intake_view
        view.work.preview_wanted.emit()
        self._camera.wait(lambda: view.pane is view.preview)
        self._camera.shoot("06-xem-truoc-to-khai")
        view.preview.closed.emit()

    def _incomplete(self) -> None:
        self._pages.intake_view.work.incomplete_wanted.emit()
        self._camera.settle()
        for dialog in self._program.window.findChildren(IncompleteDialog):
            self._camera.shoot("07-chua-du", dialog)
            dialog.reject()

    def _accept(self) -> None:
        view = self._pages.intake_view
        view.work.accept_wanted.emit()
        self._camera.settle()
        for dialog in self._program.window.findChildren(KeepDialog):
            self._camera.shoot("07b-giu-canh-bao", dialog)
            dialog.go.click()
        self._camera.wait(lambda: view.pane is view.done)
        self._camera.shoot("08-da-tiep-nhan")

    def _slip(self) -> None:
        view = self._pages.intake_view
        if not self._pages.outbox.has_gateway:
            return  # then the provincial system prints it
        view.done.slip_wanted.emit()
        self._camera.wait(lambda: view.pane is view.preview)
        self._camera.shoot("09-giay-tiep-nhan")
        view.preview.closed.emit()

    def _second_case(self) -> None:
        intake, view = self._pages.intake, self._pages.intake_view
        intake.begin()
        intake.start.open_procedure(_without_form(intake.start.reference))
        self._camera.settle()
        self._scan("cccd-ba.png")
        self._camera.settle()
        intake.people.give_role_number(1)
        self._camera.settle()
        view.work.details.papers.tick_all()
        self._camera.shoot("10-thu-tuc-chua-co-to-khai")
        view.work.accept_wanted.emit()
        self._camera.wait(lambda: view.pane is view.done)

    def _lists(self) -> None:
        intake = self._pages.intake
        intake.start.open_procedure(_BIRTH)
        self._camera.settle()
        self._scan("can-cuoc-con.png")
        self._camera.settle()
        intake.begin()  # that case is parked now
        self._program.window.bar.clear()
        self._program.window.show_page("dossiers")
        self._camera.shoot("11-ho-so")
        self._program.window.show_page("outbox")
        self._camera.shoot("12-cho-gui")
        self._program.window.show_page("catalogue")
        self._camera.settle()
        self._camera.wait(lambda: self._pages.catalogue.view is not None)
        self._pages.catalogue.open().open_procedure(_BIRTH)
        self._camera.settle()
        self._camera.shoot("13-thu-tuc")


def _without_form(reference: Reference) -> str:
    """Return a procedure that the library has no form for."""
    day = legal_date(reference.clock())
    return next(
        p.code
        for p in reference.catalogue.all(day)
        if p.offerable
        and len(p.papers) > 1
        and reference.library.for_procedure(p.code, day) is None
    )


def take_screenshots(data_dir: DataDir, out_dir: Path, clock: Clock = system_clock) -> list[Path]:
    """Open the desk of a data directory, take made-up people in, return the pictures."""
    application = make_application()
    out_dir.mkdir(parents=True, exist_ok=True)
    program = Program(MainWindow(), data_dir.make(), clock)
    camera = Camera(program, out_dir)
    tour = Tour(program, camera)
    try:
        tour.go()
    finally:
        application.closeAllWindows()
    return camera.files


def main() -> int:
    """`python -m ui.screenshots DATA_DIR OUT_DIR`."""
    data_dir, out_dir = sys.argv[1:3]
    take_screenshots(DataDir(Path(data_dir)), Path(out_dir))
    return 0


if __name__ == "__main__":
    sys.exit(main())
