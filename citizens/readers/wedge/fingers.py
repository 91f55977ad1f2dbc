"""Tells fingers from a scanner: a hand that types quickly puts a key down before the last is up.

A finger rests on its key for 50 ms and more, so a hand whose keys come less than 60 ms apart must
overlap them. A scanner reports each key down and up before the next one, at any speed.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from citizens.readers.wedge.events import Act, Key, KeyEvent

_OVERLAP_MS = 5  # less is a keyboard report in which one key goes up as the next goes down
_LEAST = 2
_SHARE = 3  # at least every third key; one key typed just before a scan proves nothing
_MOST = 64


@dataclass(slots=True)
class _Tap:
    """One key: when it came down, when the next one did, whether it was still down then."""

    identity: tuple[Key, int | str]
    at_ms: float
    next_ms: float | None = None
    is_up: bool = False
    overlaps: bool = False


class Fingers:
    """The last keys with how long they were held."""

    def __init__(self) -> None:
        self._taps: deque[_Tap] = deque(maxlen=_MOST)

    def see(self, event: KeyEvent) -> None:
        """Take a press or release of a key that types; anything else tells nothing here."""
        if event.key in (Key.MODIFIER, Key.ALT, Key.KEYPAD) or event.is_repeat:
            return
        if event.act is Act.PRESS:
            if self._taps:
                self._taps[-1].next_ms = event.at_ms
            self._taps.append(_Tap(event.identity, event.at_ms))
        elif event.act is Act.RELEASE:
            self._release(event)

    def typed(self, since_ms: float) -> bool:
        """Whether the keys since a moment were a hand's."""
        taps = [tap for tap in self._taps if tap.at_ms >= since_ms]
        overlaps = sum(tap.overlaps for tap in taps)
        return overlaps >= _LEAST and overlaps * _SHARE >= len(taps)

    def _release(self, event: KeyEvent) -> None:
        for tap in reversed(self._taps):
            if tap.identity == event.identity:
                if not tap.is_up:
                    held_on_ms = event.at_ms - tap.next_ms if tap.next_ms is not None else 0.0
                    tap.is_up, tap.overlaps = True, held_on_ms >= _OVERLAP_MS
                return
