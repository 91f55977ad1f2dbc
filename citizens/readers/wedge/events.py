"""What the window tells the recogniser about keys, and what it is told to do with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Act(StrEnum):
    """What happened. OVERRIDE = Qt's ShortcutOverride, COMMIT = text from an input method."""

    PRESS = "press"
    RELEASE = "release"
    OVERRIDE = "override"
    COMMIT = "commit"


class Key(StrEnum):
    """The kind of key. KEYPAD = numeric keypad (digits, "+") while Alt is held; TEXT = any other
    key that types; MODIFIER = Shift, Ctrl, Caps Lock alone; OTHER = arrows, Esc, Ctrl+X …"""

    TEXT = "text"
    ENTER = "enter"
    TAB = "tab"
    BACKSPACE = "backspace"
    ALT = "alt"
    KEYPAD = "keypad"
    MODIFIER = "modifier"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class KeyEvent:
    """One event as a QWindow sees it (never the copies that widgets get).

    `at_ms` is monotonic, of the event rather than of its handling, so that a busy window does not
    look like silence. `target` names the widget that has the focus, `is_editor` whether text can be
    written there. `code` is the toolkit's number of the key and pairs a release with its press.
    `removes`: characters that a COMMIT replaces.
    """

    act: Act
    at_ms: float
    text: str = field(default="", repr=False)
    key: Key = Key.TEXT
    target: int = 0
    code: int = 0
    is_repeat: bool = False
    removes: int = 0
    is_editor: bool = False

    @property
    def identity(self) -> tuple[Key, int | str]:
        """What a press and its release have in common."""
        return self.key, self.code or self.text.casefold()


class Ending(StrEnum):
    """What ended a scan."""

    SUFFIX = "suffix"
    SILENCE = "silence"


@dataclass(frozen=True, slots=True)
class Scan:
    """One scan as it was typed; `slowest_gap_ms` between two of its keys, for the scanner test.

    `home`: the editor that had the focus, where digits alone might have been meant; 0 for none.
    """

    text: str = field(repr=False)
    ended_by: Ending = Ending.SUFFIX
    slowest_gap_ms: float = 0.0
    home: int = 0


@dataclass(frozen=True, slots=True)
class Leak:
    """Characters that reached a widget before the scan was recognised."""

    target: int
    count: int


@dataclass(frozen=True, slots=True)
class Typed:
    """Text that was taken for a scan and was typed by a hand: it belongs into the widget."""

    target: int
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What to do, in this order: take back, give back, deliver scans, then pass or swallow.

    Swallowing an OVERRIDE means accepting it, so that no shortcut fires.
    """

    swallow: bool = False
    take_back: tuple[Leak, ...] = ()
    give_back: tuple[Typed, ...] = ()
    scans: tuple[Scan, ...] = ()

    def then(self, later: Answer) -> Answer:
        """Return both answers as one; what happens to the event is decided by the later one."""
        return Answer(
            later.swallow,
            self.take_back + later.take_back,
            self.give_back + later.give_back,
            self.scans + later.scans,
        )


PASS = Answer()
SWALLOW = Answer(swallow=True)
