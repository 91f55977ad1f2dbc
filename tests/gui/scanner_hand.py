"""A scanner and a hand that type at the window itself, as the system delivers keys."""

from __future__ import annotations

import itertools
import random

from PySide6.QtCore import Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest

from ui.scanning.key_events import EventClock

SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


class HeldClock(EventClock):
    """Time stands still until a key moves it: one busy test machine must not look like silence."""

    def __init__(self) -> None:
        super().__init__()
        self.time = 1000.0

    def now(self) -> float:
        """The held time."""
        return self.time

    def at(self, stamp: int) -> float:
        """Every event happens now."""
        return self.time


class Hand:
    """Sends key after key to a window and moves the time between them."""

    ENTER = Qt.Key.Key_Return

    def __init__(self, clock: HeldClock, window: QWindow) -> None:
        self.clock = clock
        self.window = window

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """One key down and up: ShortcutOverride, press, shortcut map, release."""
        QTest.keyClick(self.window, key, modifier)

    def type(self, text: str, gaps: list[float]) -> None:
        """Type a text; the gaps (ms) are taken in turn."""
        for char, gap in zip(text, itertools.cycle(gaps), strict=False):
            self.clock.time += gap
            self._char(char)

    def roll(self, text: str, gap: float) -> None:
        """Type quickly: each key is down before the one before it is up."""
        before = ""
        for char in text:
            self.clock.time += gap
            self._send(QTest.KeyAction.Press, char)
            self.clock.time += 9
            if before:
                self._send(QTest.KeyAction.Release, before)
            before = char
        self.clock.time += gap
        self._send(QTest.KeyAction.Release, before)

    def scan(self, text: str, rng: random.Random, *, suffix: bool = True) -> None:
        """Type as a scanner does, with or without Enter at the end."""
        self.clock.time += 1000
        self.type(text, [rng.uniform(1, 40) for _ in range(23)])
        if suffix:
            self.clock.time += rng.uniform(1, 40)
            self.key(Qt.Key.Key_Return)

    def pause(self, ms: float = 1000) -> None:
        """Nothing is typed for a while."""
        self.clock.time += ms

    def _char(self, char: str) -> None:
        self._send(QTest.KeyAction.Click, char)

    def _send(self, action: QTest.KeyAction, char: str) -> None:
        held = SHIFT if char.isupper() else NONE
        QTest.sendKeyEvent(action, self.window, _code(char), char, held, -1)


def _code(char: str) -> Qt.Key:
    code = ord(char.upper())
    return Qt.Key(code) if code < 0x100 else Qt.Key.Key_unknown
