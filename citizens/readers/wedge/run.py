"""The last quick keys: what a scan looks like before it is known to be one."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise

from citizens.readers.scanner_profile import ScannerProfile
from citizens.readers.wedge.alt_codes import AltCode, Piece
from citizens.readers.wedge.events import Key, KeyEvent, Leak
from citizens.readers.wedge.starts import start_of_scan

_GAP_MS = 60
_MOST = 40


@dataclass(slots=True)
class _Quick:
    """One character: what came, what it means here, when, where it went."""

    piece: Piece
    char: str
    at_ms: float
    target: int
    leaked: int


class Run:
    """Keys that followed each other closely; a pause or a key that types nothing ends the run."""

    def __init__(self, profile: ScannerProfile) -> None:
        self._profile = profile
        self._keys: list[_Quick] = []
        self._last_ms = float("-inf")

    @property
    def slowest_ms(self) -> float:
        """The longest time between two of its keys."""
        return max((b.at_ms - a.at_ms for a, b in pairwise(self._keys)), default=0.0)

    def clear(self) -> None:
        """Forget everything."""
        self._keys = []

    def beat(self, at_ms: float) -> None:
        """A key that belongs to a character but types none: Alt and the keypad."""
        if at_ms - self._last_ms >= self._profile.gap_ms:
            self.clear()
        self._last_ms = at_ms

    def leak(self, target: int, count: int) -> None:
        """A widget did get the last key, or the letter of the last Alt code."""
        if self._keys:
            self._keys[-1].target = target
            self._keys[-1].leaked = count

    def add(self, event: KeyEvent) -> int | None:
        """Take a press or commit that a widget will get; return where a scan begins, if one does.

        Then this last key is not given to the widget, so it does not count as leaked.
        """
        self.beat(event.at_ms)
        if event.is_repeat:
            self.clear()
        elif event.key is Key.BACKSPACE:
            self._remove(1)
        elif event.key is not Key.TEXT or not event.text:
            self.clear()
        else:
            self._remove(event.removes)
            new = [self._quick(char, char, event.at_ms, event.target, 1) for char in event.text]
            self._keys = [*self._keys, *new][-_MOST:]
            # a commit that replaces is never swallowed: what it replaces would stay
            start = None if event.removes else self._start()
            for key in new if start is not None else ():
                key.leaked = 0
            return start
        return None

    def add_code(self, code: AltCode, at_ms: float, target: int) -> int | None:
        """Take an Alt code; return where a scan begins, if one does."""
        self.beat(at_ms)
        char = code.char(self._profile)
        self._keys = [*self._keys, self._quick(code, char, at_ms, target, 0)][-_MOST:]
        return self._start()

    def since(self, start: int) -> float:
        """Return when the key at a place in the run came."""
        return self._keys[start].at_ms

    def hand_over(self, start: int) -> tuple[list[Piece], tuple[Leak, ...], int]:
        """Return the scan's pieces so far, what leaked of them, and the widget they were in."""
        keys, self._keys = self._keys[start:], self._keys[start:]
        leaks = tuple(
            Leak(target, count)
            for target, group in groupby(keys, key=lambda key: key.target)
            if (count := sum(key.leaked for key in group))
        )
        return [key.piece for key in keys], leaks, keys[0].target

    def _quick(self, piece: Piece, char: str, at_ms: float, target: int, leaked: int) -> _Quick:
        return _Quick(piece, self._profile.keys.get(char, char), at_ms, target, leaked)

    def _start(self) -> int | None:
        text = "".join(key.char for key in self._keys)
        return start_of_scan(text, is_slow=self._profile.gap_ms > _GAP_MS)

    def _remove(self, count: int) -> None:
        """Characters vanish from the widget; more than the run knows of ends the run."""
        if count > len(self._keys):
            self.clear()
        elif count:
            del self._keys[-count:]
