"""A real window over a real desk, offscreen unless MOTCUA_ONSCREEN is set."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from base.clock import fixed_clock, legal_date, parse_moment
from tests.conftest import MORNING, Desk
from ui.app import make_application
from ui.jobs import Jobs
from ui.main_window import MainWindow
from ui.pages.build import Pages
from ui.pages.intake.keeping.dialog import KeepDialog
from ui.program import Program
from ui.widgets.fields.base import FieldEditor

if not os.environ.get("MOTCUA_ONSCREEN"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

WAIT_MS = 20_000  # a limit for a machine that is busy with other things, not a measure
NEVER_MS = 3_600_000
MOTHER = (
    "025190000222|131000456|Nguyễn Thị Lan|09091990|Nữ|Khu 3, Thụy Vân, Việt Trì, Phú Thọ|12082021"
)
FATHER = "025090000123||Hà Văn Hùng|01021990|Nam|Khu 3, Thụy Vân, Việt Trì, Phú Thọ|15102024||||"
GRANDMOTHER = "017166000808||Trần Thị Mến|01011966|Nữ|Xóm Chằm, Vĩnh Đồng, Kim Bôi|15052021"
BIRTH = "1.001193"
CHILD = {
    "child_name": "Hà Minh An",
    "child_dob": "12112026",
    "child_gender": "Nữ",
    "child_ethnicity": "Kinh",
    "child_birthplace": "Trạm y tế xã Sông Mẫu, tỉnh Phú Thọ",
    "child_hometown": "xã Sông Mẫu, tỉnh Phú Thọ",
    "copies_wanted": "Không",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform warns about every top-level window's smallest size."""
    for item in items:
        if "tests/gui" in item.path.as_posix():
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints"))


class PatientBot(QtBot):
    """Waits for a condition as long as a busy machine may take, unless a test says otherwise."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = WAIT_MS) -> None:
        """Wait until something is so."""
        super().waitUntil(callback, timeout=timeout)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> PatientBot:
    """A hand for Qt with more patience than pytest-qt's own."""
    return PatientBot(request)


@pytest.fixture(autouse=True)
def themed(qapp: QApplication) -> QApplication:
    """Fonts and style sheet as in the program."""
    if not qapp.styleSheet():
        make_application()
    return qapp


@dataclass
class Bugs:
    """What the jobs reported as bugs."""

    found: list[BaseException] = field(default_factory=list)

    def report(self, error: BaseException) -> None:
        """Keep one."""
        self.found.append(error)


@pytest.fixture
def bugs() -> Iterator[Bugs]:
    """No test may leave a bug behind unless it takes it out."""
    kept = Bugs()
    yield kept
    assert not kept.found


@pytest.fixture
def jobs(qapp: QApplication, bugs: Bugs) -> Iterator[Jobs]:
    """Lanes of workers, joined at the end."""
    made = Jobs(bugs.report)
    yield made
    made.close()


@dataclass
class Counter:
    """The running program with a hand for it."""

    program: Program
    bot: QtBot

    @property
    def window(self) -> MainWindow:
        """The main window."""
        return self.program.window

    @property
    def pages(self) -> Pages:
        """Its pages."""
        assert self.program.pages is not None
        return self.program.pages

    def press(
        self,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Press a key where the cursor is."""
        self.window.activateWindow()
        self.bot.waitUntil(self.window.isActiveWindow)
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def settle(self) -> None:
        """Wait until nothing is computed or saved."""
        quiet = 0

        def is_quiet() -> bool:
            nonlocal quiet
            if self.program.pages is not None:
                self.pages.save_now()  # what the timer would do a little later
            soon = self.program.pages is not None and (
                self.pages.intake.keeper.judge.is_pending or self.pages.intake.keeper.saver.is_dirty
            )
            quiet = quiet + 1 if self.program.jobs.is_idle and not soon else 0
            return quiet > 2

        self.bot.waitUntil(is_quiet, timeout=WAIT_MS)

    def open_case(self, code: str = BIRTH) -> None:
        """Start a case of a procedure."""
        self.pages.intake.start.open_procedure(code)
        self.settle()

    def scan(self, payload: str, role: str | None = None) -> None:
        """Scan a card and say who it is."""
        self.pages.intake_view.people.scan.take(payload)
        self.settle()
        if role is not None:
            self.pages.intake.people.give_role(role)
            self.settle()

    def type_in(self, key: str, text: str) -> None:
        """Type in a line as an input method does, and leave it."""
        form = self.pages.intake_view.work.form
        form.focus_on(f"/{key}")
        editor = form.sheet.rows[key].editor
        if "FewField" in {c.__name__ for c in type(editor).__mro__}:
            next(b for b in editor.inputs() if b.text() == text).click()  # type: ignore[attr-defined]
        else:
            commit(editor, text)
        editor.tidy()
        editor.left.emit()

    def fill_birth(self) -> None:
        """Open a birth registration and fill everything."""
        self.open_case()
        self.scan(MOTHER, "mother")
        self.scan(FATHER, "father")
        self.pages.intake_view.people.same_as.emit("requester", "mother")
        for key, text in CHILD.items():
            self.type_in(key, text)
        self.pages.intake_view.work.details.papers.tick_all()
        self.settle()

    def decision(self) -> KeepDialog | None:
        """Return the decision about warnings that is on the screen."""
        self.settle()
        found = [d for d in self.window.findChildren(KeepDialog) if d.isVisible()]
        return found[0] if found else None

    def keep_warnings(self) -> None:
        """Press Enter in the decision about warnings, if there is one."""
        dialog = self.decision()
        if dialog is not None:
            QTest.keyClick(dialog.reason, Qt.Key.Key_Return)
            self.window.activateWindow()  # no window manager here does it
            self.bot.waitUntil(self.window.isActiveWindow)

    def without_form(self) -> str:
        """Return a procedure that the library has no form for, with papers to hand in."""
        reference = self.pages.intake.start.reference
        day = legal_date(reference.clock())
        return next(
            p.code
            for p in reference.catalogue.all(day)
            if p.offerable
            and any(paper.use == "submit" and not paper.when for paper in p.papers)
            and reference.library.for_procedure(p.code, day) is None
        )

    def accept(self) -> None:
        """F9, until the result is shown; warnings without a reason are kept with Enter."""
        view = self.pages.intake_view
        view.work.accept_wanted.emit()
        self.keep_warnings()
        self.bot.waitUntil(lambda: view.pane is view.done, timeout=WAIT_MS)
        self.settle()


def _keep_messages(window: MainWindow) -> None:
    """No message and no undo runs out by the clock: on a busy machine a test may come later."""
    window.bar.countdown.second.setInterval(NEVER_MS)
    window.bar._expiry.timeout.disconnect(window.bar.clear)


def commit(editor: FieldEditor | QWidget, text: str) -> None:
    """Send a text as an input method commits it."""
    target = editor.inputs()[0] if isinstance(editor, FieldEditor) else editor
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(target, event)


@pytest.fixture
def start(
    qtbot: QtBot, bugs: Bugs, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[Desk], Counter]]:
    """Start the program over a desk; several times in one test when needed."""
    monkeypatch.setattr("ui.crash.CrashHook.report", lambda _, error: bugs.report(error))
    monkeypatch.setattr("ui.scanning.serial_link.find_spec", lambda _: None)  # this PC's own ports
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    programs: list[Program] = []

    def run(desk: Desk, moment: str = MORNING) -> Counter:
        window = MainWindow()
        _keep_messages(window)
        desk.data_dir.make()
        program = Program(window, desk.data_dir, fixed_clock(parse_moment(moment)))
        programs.append(program)
        window.show()
        with qtbot.waitSignal(program.ready, timeout=WAIT_MS):
            program.open()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow, timeout=WAIT_MS)
        counter = Counter(program, qtbot)
        counter.settle()
        return counter

    yield run
    for program in programs:
        program.window.close()
        program.window.deleteLater()
    for handler in root.handlers:
        if handler not in handlers:
            handler.close()
    root.handlers = handlers
    root.setLevel(level)


@pytest.fixture
def counter(start: Callable[[Desk], Counter], desk: Desk) -> Counter:
    """The program over a made-up centre without a gateway."""
    return start(desk)
