"""Tells a scanner that types from a hand that types, on any page and with the focus anywhere.

Fed with every key event of the window, it answers for each whether the window may have it. Six
quick keys that begin like a scan are recognised before the first space or Enter, so no button is
ever pressed; the five that reached an editor are taken back. Keys of a scanner are less than 60 ms
apart; people type digits at 70 ms and more.

Digits alone, which hands type too, at the number pad faster than anything else:

1. Keys that overlap are a hand's, whatever the speed (`Fingers`): they pass, and what was swallowed
   before that was plain is given back with its Enter or Tab.
2. Digits that are no number of a person (9 or 12) are nothing that a desk scans: a date, a phone, a
   code of 6 or 8 digits. They are written into the line they went to, whether Enter follows or not;
   the Enter goes with them only at a pace that a hand can have (a gap of 25 ms or more).
3. 9 or 12 digits without overlap are a scan. `Scan.home` names the line that had the focus, so that
   the window can offer to write them there instead: nothing typed is lost.

Pure: no clock and no toolkit. The owner calls `tick` after `wait_ms`, when no event is waiting.
"""

from __future__ import annotations

from citizens.readers.framing import LINE_ENDS
from citizens.readers.scanner_profile import NO_PROFILE, ScannerProfile
from citizens.readers.wedge.alt_codes import AltCode, AltKeys
from citizens.readers.wedge.caught import Caught, Pace, ends_line
from citizens.readers.wedge.events import PASS, SWALLOW, Act, Answer, Ending, Key, KeyEvent
from citizens.readers.wedge.fingers import Fingers
from citizens.readers.wedge.run import Run

_SECOND_SUFFIX_MS = 60  # CR LF, or CR TAB
_LATE_SUFFIX_MS = 300  # a suffix after silence ended the scan, as some scanners send it
_NEVER = float("-inf")
_SIGNS = {Key.ENTER: "\r", Key.TAB: "\t"}
_LATE = ("\r", "\n", "\t", "|")  # also the empty parts at the end of a card


class Burst:
    """One recogniser for one window; lives in the window's thread."""

    def __init__(self, profile: ScannerProfile = NO_PROFILE) -> None:
        self._profile = profile
        self._run = Run(profile)
        self._caught = Caught(profile)
        self._fingers = Fingers()
        self._alt = AltKeys()
        self._echo: AltCode | None = None
        self._swallowed: set[tuple[Key, int | str]] = set()
        self._guard_until_ms = _NEVER

    @property
    def is_active(self) -> bool:
        """Whether a scan is being typed right now."""
        return bool(self._caught)

    def wait_ms(self, now_ms: float) -> float | None:
        """Return how long to wait before `tick` can end the scan; None when there is none."""
        if not self._caught:
            return None
        return max(0.0, self._caught.last_ms + self._caught.patience_ms() - now_ms)

    def tick(self, now_ms: float) -> Answer:
        """End what silence has ended."""
        return self._finish(by_suffix=False) if self._caught.is_over(now_ms) else PASS

    def feed(self, event: KeyEvent) -> Answer:
        """Judge one event."""
        ended = self.tick(event.at_ms)
        self._fingers.see(event)
        if event.act is Act.OVERRIDE:
            is_ours = self.is_active or event.key is Key.KEYPAD or self._is_late_suffix(event)
            answer = SWALLOW if is_ours else PASS
        elif event.key in (Key.ALT, Key.KEYPAD) or self._alt.takes(event.text):
            answer = self._alt_key(event)
        elif event.act is Act.RELEASE:
            answer = self._released(event)
        elif self._caught:
            answer = self._within(event)
        else:
            answer = self._outside(event)
        return ended.then(answer)

    def _released(self, event: KeyEvent) -> Answer:
        """A widget that saw the press sees the release, and only then."""
        if event.identity not in self._swallowed:
            return PASS
        self._swallowed.discard(event.identity)
        return SWALLOW

    def _within(self, event: KeyEvent) -> Answer:
        """A press or commit while a scan is being typed: all of it stays here."""
        if event.is_repeat:  # a key that a hand has been holding since before
            return SWALLOW if event.identity in self._swallowed else PASS
        self._swallowed.add(event.identity)
        if event.key is Key.MODIFIER:
            return SWALLOW
        self._caught.beat(event.at_ms)
        if event.key in _SIGNS or (event.text and event.text in LINE_ENDS):
            return self._line_end(_SIGNS.get(event.key, event.text), event)
        if event.key is Key.BACKSPACE:
            self._caught.drop(1)
        elif event.key is Key.TEXT and not self._is_echo(event.text):
            self._caught.drop(event.removes)
            self._caught.add(event.text)
        return SWALLOW

    def _outside(self, event: KeyEvent) -> Answer:
        """A press or commit by a hand, or one of the first keys of a scan."""
        if self._is_late_suffix(event):
            self._swallowed.add(event.identity)
            self._guard_until_ms = max(self._guard_until_ms, event.at_ms + _SECOND_SUFFIX_MS)
            return SWALLOW
        self._swallowed.discard(event.identity)
        if event.key is Key.MODIFIER:
            return PASS
        if event.key is Key.TEXT and self._is_echo(event.text):
            self._run.leak(event.target, len(event.text))
            return PASS
        start = self._run.add(event)
        if start is None:
            return PASS
        if self._fingers.typed(self._run.since(start)):
            self._run.leak(event.target, len(event.text))
            return PASS
        self._swallowed.add(event.identity)
        return self._begin(start, event)

    def _begin(self, start: int, event: KeyEvent) -> Answer:
        """From here on it is a scan: take back what got through and swallow this key."""
        since_ms = self._run.since(start)
        pieces, leaks, home = self._run.hand_over(start)
        self._caught.begin(pieces, home, event, Pace(since_ms, self._run.slowest_ms))
        return Answer(swallow=True, take_back=leaks)

    def _alt_key(self, event: KeyEvent) -> Answer:
        """Alt and its digits. Digits never reach a widget: the system types the letter itself."""
        if self._caught:
            self._caught.beat(event.at_ms)
        self._run.beat(event.at_ms)
        if event.key is not Key.ALT:
            if event.act is Act.PRESS:
                self._alt.digit(event.text)
            return SWALLOW
        if event.act is Act.RELEASE:
            return self._alt_released(event)
        if event.is_repeat:
            return SWALLOW if event.identity in self._swallowed else PASS
        self._alt.press()
        self._echo = None
        if not self._caught:
            self._swallowed.discard(event.identity)
            return PASS
        self._swallowed.add(event.identity)
        return SWALLOW

    def _alt_released(self, event: KeyEvent) -> Answer:
        had_digits = self._alt.is_typing
        code = self._alt.release()
        self._echo = code
        answer = self._released(event)
        if had_digits:  # a menu bar takes Alt alone for a call, and the digits are hidden from it
            answer = SWALLOW
        if code is None:
            return answer
        if not self._caught:
            start = self._run.add_code(code, event.at_ms, event.target)
            return answer if start is None else self._begin(start, event)
        if ends_line(code, self._profile):
            return self._line_end(code.char(self._profile), event)
        self._caught.add((code,))
        return SWALLOW

    def _is_echo(self, text: str) -> bool:
        """Whether the text is what the system made of the Alt code just typed."""
        code, self._echo = self._echo, None
        return code is not None and bool(text) and code.can_show_as(text)

    def _is_late_suffix(self, event: KeyEvent) -> bool:
        is_suffix = event.key in _SIGNS or event.text in _LATE
        return not self._caught and is_suffix and event.at_ms < self._guard_until_ms

    def _line_end(self, sign: str, event: KeyEvent) -> Answer:
        """A line end: the end of the scan, unless what came so far can have more lines."""
        is_hand = self._fingers.typed(self._caught.since_ms)
        if not (self._caught.end_line(sign) or is_hand):
            return SWALLOW
        goes_on = is_hand or self._caught.has_hands_pace()
        answer = self._finish(by_suffix=True)
        if answer.scans or not goes_on:
            self._guard_until_ms = max(self._guard_until_ms, event.at_ms + _SECOND_SUFFIX_MS)
            return answer.then(SWALLOW)
        self._swallowed.discard(event.identity)
        return answer.then(PASS)

    def _finish(self, *, by_suffix: bool) -> Answer:
        by_fingers = self._fingers.typed(self._caught.since_ms)
        answer = self._caught.finish(by_suffix=by_suffix, by_fingers=by_fingers)
        self._run.clear()
        is_typing = not answer.scans
        is_late = any(scan.ended_by is Ending.SILENCE for scan in answer.scans)
        grace_ms = _LATE_SUFFIX_MS if is_late else _SECOND_SUFFIX_MS
        self._guard_until_ms = _NEVER if is_typing else self._caught.last_ms + grace_ms
        return answer
