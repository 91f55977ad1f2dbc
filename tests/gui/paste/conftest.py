"""A dossier on the paste helper, and hands for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from dossiers.dossier import Dossier
from dossiers.register import list_dossiers, open_dossier
from dossiers.workplace import Workplace
from tests.gui.conftest import WAIT_MS, Counter
from tests.gui.scanner_hand import Hand, HeldClock
from ui.paste.keys.hotkey import GlobalKey, Hotkey
from ui.paste.window import PasteWindow

CODE = "H44.10-261126-0001"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Qt raises every tool window; the offscreen platform has no stack and warns."""
    ignored = pytest.mark.qt_log_ignore("propagateSizeHints", "does not support raise")
    for item in items:
        if "tests/gui/paste" in item.path.as_posix():
            item.add_marker(ignored, append=False)


@pytest.fixture(autouse=True)
def empty_clipboard(qapp: QApplication) -> Iterator[None]:
    """Nothing of a test stays on the clipboard, whatever it does."""
    QGuiApplication.clipboard().clear()
    yield
    QGuiApplication.clipboard().clear()


class FakeKey(GlobalKey):
    """A global key that a test presses."""

    def __init__(self) -> None:
        super().__init__()
        self.held: str = ""

    @property
    def is_supported(self) -> bool:
        return True

    def hold(self, hotkey: Hotkey) -> None:
        self.held = hotkey.text

    def release(self) -> None:
        self.held = ""


def clip() -> str:
    return QGuiApplication.clipboard().text()


def helper(counter: Counter) -> PasteWindow:
    return counter.pages.paste.helper.window


def take_in(counter: Counter) -> str:
    """Take a birth in; return the dossier's id."""
    counter.fill_birth()
    counter.accept()
    counter.window.bar.clear()
    return newest(counter).row.id


class Taker(QObject):
    """Takes what a job gives."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[object] = []

    def take(self, value: object) -> None:
        self.found.append(value)


def on_store(counter: Counter, fn: Callable[[Workplace], object]) -> object:
    """Run something in the thread of the store and wait for it."""
    taker = Taker()
    counter.pages.paste.session.on_store(fn, taker.take)
    counter.bot.waitUntil(lambda: bool(taker.found), timeout=WAIT_MS)
    return taker.found[0]


def newest(counter: Counter) -> Dossier:
    found = on_store(counter, lambda w: open_dossier(w, list_dossiers(w)[0].id))
    assert isinstance(found, Dossier)
    return found


def press_f7(counter: Counter) -> PasteWindow:
    counter.press(Qt.Key.Key_F7)
    counter.settle()
    return helper(counter)


def front(window: PasteWindow) -> QWidget:
    """Return the page of the helper that is in front."""
    return window.page


def type_key(window: PasteWindow, key: Qt.Key) -> None:
    """Press a key where the cursor of the helper is."""
    QTest.keyClick(window.focusWidget() or window, key)


def go_to_the_end(window: PasteWindow) -> list[str]:
    """Go through all values as with Ctrl+V after each; return what was pasted."""
    pasted = []
    while front(window) is window.step:
        pasted.append(clip())
        window.step.next.click()
    return pasted


@pytest.fixture
def hand(counter: Counter) -> Hand:
    """A scanner that types at the helper."""
    clock = HeldClock()
    counter.pages.scanners.desk.wedge.clock = clock
    take_in(counter)
    window = press_f7(counter)
    go_to_the_end(window)
    window.take_keyboard()
    counter.bot.waitUntil(window.isActiveWindow)
    window.code.begin()
    handle = window.windowHandle()
    assert handle is not None
    return Hand(clock, handle)
