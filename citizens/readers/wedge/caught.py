"""The scan that is being typed, and when it is over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from citizens.readers.framing import LINE_ENDS, LONGEST, is_whole_card, scans_in, wants_more
from citizens.readers.scanner_profile import ScannerProfile
from citizens.readers.wedge.alt_codes import AltCode, Piece, joined
from citizens.readers.wedge.events import Answer, Ending, KeyEvent, Scan, Typed
from citizens.repair import strip_frame

_WHOLE_MS = 60  # silence after a text that is whole
_IDLE_MS = 120  # silence after any other text
_STALLED_MS = 400  # silence within a card: a scanner that was held up, not one that has ended
_QUICKEST_HAND_MS = 25  # not even two fingers in turn keep this up for six keys
_SHORTEST = 9  # nothing that desks scan is shorter
_NUMBERS = (9, 12)
_CARD_BEGUN = re.compile(r"[0-9]{12}\|")
_EXTRA_DIGITS = re.compile(r"([0-9]+)([0-9]{12}\|.*)", re.DOTALL)
_NEW_CARD_PARTS = 11
_NEW_CARD_YEAR = "2024"


@dataclass(frozen=True, slots=True)
class Pace:
    """When the first keys began, and the longest time between two of them."""

    since_ms: float
    slowest_ms: float


class Caught:
    """What has come of one scan; empty between scans."""

    def __init__(self, profile: ScannerProfile) -> None:
        self._profile = profile
        self._slow_ms = max(0, profile.gap_ms - _WHOLE_MS)
        self._pieces: list[Piece] = []
        self._home = 0
        self._is_editor = False
        self._slowest_ms = 0.0
        self.since_ms = 0.0
        self._line_ended = False
        self.last_ms = 0.0

    def __bool__(self) -> bool:
        return bool(self._pieces)

    def begin(self, pieces: Sequence[Piece], home: int, event: KeyEvent, first: Pace) -> None:
        """Take over the first keys; `home` is the widget that they went to."""
        self._pieces, self._home, self._is_editor = list(pieces), home, event.is_editor
        self.last_ms, self._line_ended = event.at_ms, False
        self.since_ms, self._slowest_ms = first.since_ms, first.slowest_ms

    def beat(self, at_ms: float) -> None:
        """A key came, whether it types or not."""
        self._slowest_ms = max(self._slowest_ms, at_ms - self.last_ms)
        self.last_ms = at_ms

    def add(self, text: Sequence[Piece]) -> None:
        """Append characters or Alt codes; beyond the longest code nothing is kept."""
        if text and len(self._pieces) < LONGEST:
            self._pieces += text
            self._line_ended = False

    def drop(self, count: int) -> None:
        """Take back what an input method takes back; the scan goes on even when nothing is left."""
        if count:
            del self._pieces[max(1, len(self._pieces) - count) :]

    def end_line(self, sign: str) -> bool:
        """Take a line end; return whether the scan is over, or can have more lines."""
        self._line_ended = True
        if not wants_more(self._straight()):
            return True
        self._pieces.append(sign)
        return False

    def is_over(self, now_ms: float) -> bool:
        """Whether silence has ended it."""
        silence_ms = now_ms - self.last_ms
        return bool(self._pieces) and silence_ms >= _WHOLE_MS and silence_ms >= self.patience_ms()

    def patience_ms(self) -> float:
        """How long silence must last to end it."""
        text = self._straight()
        if self._line_ended or _is_surely_whole(text):
            return _WHOLE_MS + self._slow_ms
        if _CARD_BEGUN.match(strip_frame(text)) and not is_whole_card(text):
            return _STALLED_MS
        return _IDLE_MS + self._slow_ms

    def has_hands_pace(self) -> bool:
        """Whether it went to an editor no quicker than a hand can type."""
        return self._is_editor and self._slowest_ms >= _QUICKEST_HAND_MS

    def finish(self, *, by_suffix: bool, by_fingers: bool) -> Answer:
        """Empty it: scans to deliver, or text that goes back to the hand that typed it."""
        text = joined(self._pieces, self._profile).strip(LINE_ENDS)
        by_suffix = by_suffix or self._line_ended
        self._pieces = []
        is_nothing = _is_no_code(text) and (self._is_editor or not by_suffix)
        if is_nothing or (by_fingers and not is_whole_card(text)):
            return Answer(give_back=(Typed(self._home, text),))
        extra, text = _without_extra_digits(text)
        ending = Ending.SUFFIX if by_suffix else Ending.SILENCE
        # a scanner with its own layout is put right by its profile, later and as a whole
        texts = (text,) if self._profile.keys else scans_in(text)
        home = self._home if self._is_editor else 0
        scans = tuple(Scan(one, ending, self._slowest_ms, home) for one in texts)
        return Answer(give_back=(Typed(self._home, extra),) if extra else (), scans=scans)

    def _straight(self) -> str:
        return self._profile.straighten(joined(self._pieces, self._profile))


def ends_line(piece: AltCode, profile: ScannerProfile) -> bool:
    """Whether an Alt code is a line end."""
    return piece.char(profile) in LINE_ENDS


def _is_surely_whole(text: str) -> bool:
    """Whether nothing can follow: a new card has eleven parts, an old one seven."""
    if not is_whole_card(text):
        return False
    parts = text.split("|")
    return len(parts) >= _NEW_CARD_PARTS or parts[6].strip()[-4:] < _NEW_CARD_YEAR


def _is_no_code(text: str) -> bool:
    """Whether quick digits are none of the numbers on papers: a practised hand, or a text macro."""
    return len(text) < _SHORTEST or (text.isdigit() and len(text) not in _NUMBERS)


def _without_extra_digits(text: str) -> tuple[str, str]:
    """Part digits that a hand typed just before a card from the card."""
    match = _EXTRA_DIGITS.fullmatch(text)
    return (match[1], match[2]) if match and is_whole_card(match[2]) else ("", text)
