"""Qt's key and input method events in the words of the burst recogniser."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent

from citizens.readers.framing import is_whole_card
from citizens.readers.wedge.events import Act, Key, KeyEvent
from ui.scanning.editors import Target

_ACTS = {
    QEvent.Type.KeyPress: Act.PRESS,
    QEvent.Type.KeyRelease: Act.RELEASE,
    QEvent.Type.ShortcutOverride: Act.OVERRIDE,
}
_KEYS: dict[int, Key] = {
    Qt.Key.Key_Return: Key.ENTER,
    Qt.Key.Key_Enter: Key.ENTER,
    Qt.Key.Key_Tab: Key.TAB,
    Qt.Key.Key_Backspace: Key.BACKSPACE,
    Qt.Key.Key_Alt: Key.ALT,
    Qt.Key.Key_Shift: Key.MODIFIER,
    Qt.Key.Key_Control: Key.MODIFIER,
    Qt.Key.Key_Meta: Key.MODIFIER,
    Qt.Key.Key_AltGr: Key.MODIFIER,
    Qt.Key.Key_CapsLock: Key.MODIFIER,
    Qt.Key.Key_NumLock: Key.MODIFIER,
}
_KEYPAD: dict[int, str] = {ord(sign): sign for sign in "0123456789+"} | {
    Qt.Key.Key_Insert: "0",  # the same keys while Num Lock is off
    Qt.Key.Key_End: "1",
    Qt.Key.Key_Down: "2",
    Qt.Key.Key_PageDown: "3",
    Qt.Key.Key_Left: "4",
    Qt.Key.Key_Clear: "5",
    Qt.Key.Key_Right: "6",
    Qt.Key.Key_Home: "7",
    Qt.Key.Key_Up: "8",
    Qt.Key.Key_PageUp: "9",
}
_ALT = Qt.KeyboardModifier.AltModifier
_COMMAND = Qt.KeyboardModifier.ControlModifier | _ALT | Qt.KeyboardModifier.MetaModifier
_ALT_GR = Qt.KeyboardModifier.ControlModifier | _ALT  # how Windows shows the key AltGr
_NONE = Qt.KeyboardModifier.NoModifier
_LEAP_MS = 60_000
_DRIFT_MS = 1.0
_QUICKEST_REPEAT_MS = 8
_LETTER = 3  # a letter with its marks apart


class EventClock:
    """Milliseconds of events and of now on one scale, whatever scale the platform stamps with.

    The smallest distance between stamp and handling is taken for the distance of the two scales,
    so that keys which waited in a busy window keep the gaps in which they were typed.
    """

    def __init__(self) -> None:
        self._distance: float | None = None
        self._last = 0.0

    def now(self) -> float:
        """Return the time."""
        return monotonic() * 1000

    def at(self, stamp: int) -> float:
        """Return when an event with this stamp (0 = none) happened; never runs backwards."""
        now = self.now()
        if stamp:
            self._last = max(self._last, min(now, stamp + self._distance_to(now - stamp)))
        else:
            self._last = now
        return self._last

    def _distance_to(self, seen: float) -> float:
        known = self._distance
        if known is None or abs(seen - known) > _LEAP_MS:
            known = seen
        self._distance = min(seen, known + _DRIFT_MS)
        return self._distance


class Repeats:
    """Tells a held key from a quick scanner's "00", which X11 also marks as a repeated key."""

    def __init__(self) -> None:
        self._code = 0
        self._at_ms = 0.0

    def is_held(self, event: QKeyEvent, at_ms: float) -> bool:
        """Whether a hand holds this key down: no keyboard repeats as quickly as scanners type."""
        is_quick = event.key() == self._code and at_ms - self._at_ms < _QUICKEST_REPEAT_MS
        if event.type() == QEvent.Type.KeyPress:
            self._code, self._at_ms = event.key(), at_ms
        return event.isAutoRepeat() and not is_quick


def key_event(event: QKeyEvent, at_ms: float, target: Target, *, is_held: bool) -> KeyEvent:
    """Return a press, a release or a ShortcutOverride."""
    kind = _kind(event)
    text = _KEYPAD[event.key()] if kind is Key.KEYPAD else event.text()
    act, code = _ACTS[event.type()], int(event.key())
    return KeyEvent(
        act, at_ms, text, kind, target.number, code, is_held, is_editor=target.is_editor
    )


def commit_event(event: QInputMethodEvent, at_ms: float, target: Target) -> KeyEvent:
    """Return what an input method types: letter by letter from a scanner, words from a hand.

    Dictation and methods that compose give many letters at once; only a whole card is a scan then.
    """
    text, removes = event.commitString(), event.replacementLength()
    is_scan = len(text) <= _LETTER or is_whole_card(text)
    key = Key.TEXT if is_scan else Key.OTHER
    return KeyEvent(
        Act.COMMIT, at_ms, text, key, target.number, removes=removes, is_editor=target.is_editor
    )


def _kind(event: QKeyEvent) -> Key:
    held = event.modifiers()
    is_keypad = bool(held & _ALT and held & Qt.KeyboardModifier.KeypadModifier)
    if is_keypad and event.key() in _KEYPAD:
        return Key.KEYPAD
    known = _KEYS.get(event.key())
    if known is not None:
        return known
    command = held & _COMMAND
    if event.text().isprintable() and event.text() and command in (_NONE, _ALT_GR):
        return Key.TEXT
    return Key.OTHER
