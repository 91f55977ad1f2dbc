"""A window that obeys the recogniser as Qt's would: editors, buttons, a default button, shortcuts.

Also the hands and scanners that type into it, with synthetic time stamps.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count

from citizens.readers.burst import Burst
from citizens.readers.wedge.events import Act, Answer, Ending, Key, KeyEvent

EDITOR, SECOND_EDITOR, BUTTON, CHECK_BOX, COMBO = range(1, 6)
WIDGETS = (EDITOR, SECOND_EDITOR, BUTTON, CHECK_BOX, COMBO)
EDITORS = (EDITOR, SECOND_EDITOR)


@dataclass
class Window:
    """Does with passed events what widgets do; counts what must not happen by a scan."""

    burst: Burst = field(default_factory=Burst)
    texts: dict[int, str] = field(default_factory=lambda: dict.fromkeys(EDITORS, ""))
    clicks: int = 0
    toggles: int = 0
    accepted: int = 0
    jumps: int = 0
    shortcuts: int = 0
    down: set[int] = field(default_factory=set)
    scans: list[str] = field(default_factory=list)
    endings: list[Ending] = field(default_factory=list)
    now: float = 0.0

    def feed(self, event: KeyEvent) -> Answer:
        answer = self.burst.feed(event)
        self._obey(answer)
        if not answer.swallow:
            self._apply(event)
        return answer

    def play(self, events: Iterable[KeyEvent]) -> None:
        """Feed events as they come, and the timer between them."""
        for event in events:
            self.wait_until(event.at_ms)
            if event.act is Act.PRESS:
                override = KeyEvent(
                    Act.OVERRIDE, event.at_ms, event.text, event.key, event.target, event.code
                )
                self.feed(override)
            self.feed(event)

    def wait_until(self, at_ms: float) -> None:
        """Let the timer run out where it does before `at_ms`."""
        before, self.now = self.now, at_ms
        if at_ms - before < 50:
            return
        last = self.burst.wait_ms(0.0)
        if last is not None and last < at_ms:
            self._obey(self.burst.tick(last))

    def settle(self, at_ms: float) -> None:
        self._obey(self.burst.tick(at_ms + 1000))

    def _obey(self, answer: Answer) -> None:
        for leak in answer.take_back:
            if leak.target in EDITORS:
                text = self.texts[leak.target]
                assert len(text) >= leak.count
                self.texts[leak.target] = text[: len(text) - leak.count]
        for typed in answer.give_back:
            if typed.target in EDITORS:
                self.texts[typed.target] += typed.text
        self.scans += [scan.text for scan in answer.scans]
        self.endings += [scan.ended_by for scan in answer.scans]

    def _apply(self, event: KeyEvent) -> None:
        if event.act is Act.OVERRIDE:
            self.shortcuts += event.text in ("|", "\r")
        elif event.act is Act.RELEASE:
            self._release(event)
        elif event.key is Key.ENTER:
            if event.target == BUTTON:
                self.clicks += 1
            else:
                self.accepted += 1
        elif event.key is Key.TAB:
            self.jumps += 1
        elif event.target in EDITORS:
            self._edit(event)
        elif event.text == " ":
            self.down.add(event.target)

    def _edit(self, event: KeyEvent) -> None:
        text = self.texts[event.target]
        if event.key is Key.BACKSPACE:
            self.texts[event.target] = text[:-1]
        elif event.key is Key.TEXT:
            self.texts[event.target] = text[: len(text) - event.removes] + event.text

    def _release(self, event: KeyEvent) -> None:
        if event.text == " " and event.target in self.down:
            self.down.discard(event.target)
            self.clicks += event.target == BUTTON
            self.toggles += event.target == CHECK_BOX

    @property
    def side_effects(self) -> tuple[int, ...]:
        return self.clicks, self.toggles, self.accepted, self.jumps, self.shortcuts, len(self.down)


class Typist:
    """Makes the events of hands and scanners; time only goes forward."""

    def __init__(self, seed: int = 0) -> None:
        self.rng = random.Random(seed)
        self.now = 1000.0
        self._codes = count(1)

    def pause(self, least: float, most: float | None = None) -> None:
        self.now += least if most is None else self.rng.uniform(least, most)

    def key(self, text: str, target: int, key: Key = Key.TEXT, hold: float = 0.4) -> list[KeyEvent]:
        """Press and release, the release within `hold` milliseconds."""
        at, code = self.now, ord(text.upper()[0]) if text else hash(key) % 9973
        return [
            KeyEvent(Act.PRESS, at, text, key, target, code, is_editor=target in EDITORS),
            KeyEvent(Act.RELEASE, at + hold, text, key, target, code),
        ]

    def types(self, text: str, target: int, least: float = 70, most: float = 220) -> list[KeyEvent]:
        """A hand: keys overlap now and then, "\\r" is Enter, "\\b" Backspace."""
        events: list[KeyEvent] = []
        for char in text:
            self.pause(least, most)
            special = {"\r": Key.ENTER, "\b": Key.BACKSPACE, "\t": Key.TAB}.get(char, Key.TEXT)
            events += self.key(char, target, special, self.rng.uniform(20, 120))
        return in_order(events)

    def rolls(
        self, text: str, target: int, gap: tuple[float, float], hold: float
    ) -> list[KeyEvent]:
        """Quick fingers: the next key is down before the last one is up, unless it is the same."""
        downs: list[float] = []
        for before, char in zip(" " + text, text, strict=False):
            self.pause(*((100, 140) if char == before else gap))
            downs.append(self.now)
        events: list[KeyEvent] = []
        for place, char in enumerate(text):
            again = text.find(char, place + 1)
            most = downs[again] - downs[place] - 8 if again > 0 else hold
            special = {"\r": Key.ENTER, "\t": Key.TAB}.get(char, Key.TEXT)
            self.now = downs[place]
            events += self.key(char, target, special, min(hold, most))
        return in_order(events)

    def scans(
        self,
        text: str,
        target: int,
        *,
        gap: float = 3.0,
        jitter: float = 0.0,
        suffix: str = "\r",
    ) -> list[KeyEvent]:
        """A scanner: even keys, Shift around capitals."""
        events: list[KeyEvent] = []
        for char in text + suffix:
            self.pause(gap, gap + jitter) if jitter else self.pause(gap)
            special = {"\r": Key.ENTER, "\t": Key.TAB}.get(char, Key.TEXT)
            shift = self.key("", target, Key.MODIFIER) if char.isupper() or char == "|" else []
            events += [*shift[:1], *self.key(char, target, special), *shift[1:]]
        return events

    def scans_by_alt(
        self,
        codes: Sequence[str],
        target: int,
        *,
        gap: float = 2.0,
        echo: Sequence[str] | None = None,
        suffix: str = "\r",
    ) -> list[KeyEvent]:
        """A scanner in Alt mode: each item of two or more digits a code, one character a key.

        `echo` is what the system types for each code ("" where the page has no letter).
        """
        events: list[KeyEvent] = []
        for index, item in enumerate(codes):
            self.pause(gap)
            if len(item) == 1:
                events += self.key(item, target)
                continue
            alt = self.key("", target, Key.ALT)
            events.append(alt[0])
            for digit in item:
                self.pause(gap)
                kind = Key.TEXT if digit.isalpha() else Key.KEYPAD
                events += self.key(digit, target, kind)
            self.pause(gap)
            events.append(KeyEvent(Act.RELEASE, self.now, "", Key.ALT, target, alt[0].code))
            if echo is not None and echo[index]:
                self.pause(0.5)
                events += self.key(echo[index], target)
        if suffix:
            self.pause(gap)
            events += self.key(suffix, target, Key.ENTER)
        return events


def in_order(events: list[KeyEvent]) -> list[KeyEvent]:
    """By time; a press before its own release."""
    return sorted(events, key=lambda event: event.at_ms)
