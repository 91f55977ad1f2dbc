"""A clerk with a keyboard and a scanner, no mouse: what is pressed is counted."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget

from tests.gui.conftest import WAIT_MS, Counter
from tests.gui.keystrokes.telex import is_telex, telex_keys
from tests.gui.scanner_hand import NONE, Hand, HeldClock

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
ENTER = Qt.Key.Key_Return
_PACE_MS = 180.0  # slower than any scanner
_MOST_STEPS = 40
_HELD = (CTRL, SHIFT, ALT)


@dataclass(slots=True)
class Pressed:
    """What a case has cost."""

    keys: int = 0
    telex: int = 0
    scans: int = 0
    clicks: int = 0


class _Mouse(QObject):
    """Sees every click in the program."""

    def __init__(self, pressed: Pressed) -> None:
        super().__init__()
        self._pressed = pressed

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count, and let it through."""
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(watched, QWindow):
            self._pressed.clicks += 1
        return False


def _box() -> QWidget | None:
    """The question over the window."""
    box = QApplication.activeModalWidget()
    return box if box is not None and box.isActiveWindow() else None


class Clerk:
    """Looks at the screen, types and scans; calls nothing of the program."""

    def __init__(self, counter: Counter) -> None:
        self._counter = counter
        self._clock = HeldClock()
        counter.pages.scanners.desk.wedge.clock = self._clock
        self._rng = random.Random(11)
        self.pressed = Pressed()
        self._mouse = _Mouse(self.pressed)
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self._mouse)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        """Press a key; what is held with it counts as a key of its own."""
        for _ in range(times):
            self.pressed.keys += 1 + sum(bool(modifier & held) for held in _HELD)
            self._clock.time += _PACE_MS
            self._hand().key(key, modifier)

    def type(self, text: str) -> None:
        """Type a text: plain words key by key, words with marks as Unikey hands them over."""
        cost = telex_keys(text)
        self.pressed.keys += cost
        for number, word in enumerate(text.split(" ")):
            if number:
                self._hand().type(" ", [_PACE_MS])
            if is_telex(word):
                self.pressed.telex += telex_keys(word)
                self._commit(word)
            else:
                self._hand().type(word, [_PACE_MS])

    def scan(self, payload: str) -> None:
        """Hold a card under the scanner."""
        self.pressed.scans += 1
        self._hand().scan(payload, self._rng)
        self.look()

    def look(self) -> None:
        """Wait until the screen stands still."""
        self._clock.time += 1000
        self._counter.settle()

    def take_in(self) -> None:
        """F9, and Enter where warnings are to be kept, with the reason that is proposed."""
        view, bot = self._counter.pages.intake_view, self._counter.bot
        self.key(Qt.Key.Key_F9)
        bot.waitUntil(lambda: view.pane is view.done or _box() is not None, timeout=WAIT_MS)
        if _box() is not None:
            self.key(ENTER)
        bot.waitUntil(lambda: view.pane is view.done, timeout=WAIT_MS)
        self.look()

    @property
    def line(self) -> str:
        """The line of the form with the cursor; empty when it is elsewhere."""
        rows = self._counter.pages.intake_view.work.form.sheet.rows
        return next((key for key, item in rows.items() if item.editor.has_focus()), "")

    @property
    def focus(self) -> QWidget:
        """What has the cursor."""
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def walk(self, key: str, step: Qt.Key = ENTER) -> None:
        """Go on line by line until a line has the cursor."""
        for _ in range(_MOST_STEPS):
            if self.line == key:
                return
            self.key(step)
        raise AssertionError(f"never came to {key}, now at {self.line}")

    def fill(self, texts: Sequence[tuple[str, str]]) -> None:
        """Walk to each line and type in it, and leave the last with Enter."""
        for key, text in texts:
            self.walk(key)
            self.type(text)
            self.key(ENTER)

    def _commit(self, text: str) -> None:
        self._clock.time += _PACE_MS * len(text)
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(self.focus, event)

    def _hand(self) -> Hand:
        """The hand at the window in front: a menu, a box, or the main window."""
        front = QApplication.activePopupWidget() or QApplication.activeWindow()
        handle = (front or self._counter.window).windowHandle()
        assert handle is not None
        return Hand(self._clock, handle)
