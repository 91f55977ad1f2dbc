"""Catches a scanner that types, whatever has the focus; nothing of a scan reaches a widget.

Keys are looked at where they enter a window: widgets and their parents get copies of them. Input
methods write to the focus widget directly, so that is watched for theirs. What decides is
`Burst`; here Qt's events are told to it and what it says is done.
"""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget

from citizens.readers.burst import Burst
from citizens.readers.scanner_profile import NO_PROFILE, ScannerProfile
from citizens.readers.wedge.events import Act, Answer, Key, KeyEvent
from ui.scanning.editors import Keep, Targets, Trail, give_back
from ui.scanning.key_events import EventClock, Repeats, commit_event, key_event

_KEY_EVENTS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride)
_LOOK_MS = 100
_SHORT_SILENCE_MS = 62  # the shortest that can end a scan
_LONG_AGO_MS = 500  # no gap within a scan is longer
_LATE_MS = 15  # a timer that is later than this says that the window was busy
_AGAIN_MS = 60  # for the keys that waited meanwhile
_MOST_LOOKS = 15  # on a PC that is busy all the time a scan ends too


class _Silence(QTimer):
    """Tells silence from a busy window, whose timers are late and come before keys that wait."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, singleShot=True)
        self.setTimerType(Qt.TimerType.PreciseTimer)
        self._due_ms = 0.0
        self._looks = 0

    def begin(self, now_ms: float) -> None:
        """Wait for the shortest silence after a key."""
        self._looks = 0
        self.wait(_SHORT_SILENCE_MS, now_ms)

    def wait(self, wait_ms: int, now_ms: float) -> None:
        """Wait on."""
        self._due_ms = now_ms + wait_ms
        self.start(wait_ms)

    def was_busy(self, now_ms: float) -> bool:
        """Whether this may be no silence: then it looks again, after the keys that waited."""
        if now_ms - self._due_ms <= _LATE_MS or self._looks >= _MOST_LOOKS:
            return False
        self._looks += 1
        self.wait(_AGAIN_MS, now_ms)
        return True


class Wedge(QObject):
    """One for the whole program, in the window's thread."""

    scanned = Signal(object)
    """One whole Scan."""

    def __init__(self, keep: Keep | None = None, clock: EventClock | None = None) -> None:
        super().__init__()
        self.clock = clock or EventClock()
        self._burst = Burst()
        self._trail = Trail(keep)
        self._targets = Targets()
        self._repeats = Repeats()
        self._focus: QWidget | None = None
        self._look = QTimer(self, interval=_LOOK_MS)  # the signal also tells of dying widgets
        self._look.timeout.connect(self._on_look)
        self._last_ms = 0.0
        self._silence = _Silence(self)
        self._silence.timeout.connect(self._on_silence)

    def start(self) -> None:
        """Watch the windows that there are and every one that gets the focus later."""
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._watch)
        for window in QGuiApplication.topLevelWindows():
            self._watch(window)
        self._look.start()

    def stop(self) -> None:
        """Let the windows go."""
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.disconnect(self._watch)
        for window in QGuiApplication.topLevelWindows():
            window.removeEventFilter(self)
        self._look.stop()
        self._follow(None)
        self._silence.stop()
        self.forget()

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # once, however often it is asked for

    def _on_look(self) -> None:
        # a list or menu that pops up gets keys before the system says that it has the focus
        for window in QGuiApplication.topLevelWindows():
            self._watch(window)
        self._follow(QApplication.focusWidget())

    def _follow(self, focus: QWidget | None) -> None:
        """Look at what input methods write into the widget that has the focus."""
        if focus is self._focus:
            return
        if self._focus is not None and shiboken6.isValid(self._focus):
            self._focus.removeEventFilter(self)
        self._focus = focus
        if focus is not None:
            focus.installEventFilter(self)

    @property
    def is_catching(self) -> bool:
        """Whether a scan is being typed right now."""
        return self._burst.is_active

    def forget(self) -> None:
        """Let go of what the fields held before the last keys."""
        self._trail.forget()

    def give_back(self, home: int, text: str) -> None:
        """Write what was taken for a scan into the line that it was typed into, if it is there."""
        give_back(self._targets.widget(home), text)

    def use(self, profile: ScannerProfile = NO_PROFILE) -> None:
        """Recognise scans as this scanner types them."""
        self._obey(self._burst.tick(float("inf")))
        self._burst = Burst(profile)
        self.forget()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Swallow what belongs to a scan."""
        if isinstance(watched, QWindow):
            if event.type() in _KEY_EVENTS and isinstance(event, QKeyEvent):
                at_ms = self.clock.at(event.timestamp())
                is_held = self._repeats.is_held(event, at_ms)
                key = key_event(event, at_ms, self._targets.current(), is_held=is_held)
                return self._judge(key, event)
        elif isinstance(event, QInputMethodEvent) and event.commitString():
            key = commit_event(event, self.clock.at(0), self._targets.current())
            return self._judge(key, event)
        return False

    def _judge(self, key: KeyEvent, event: QEvent) -> bool:
        answer = self._burst.feed(key)
        if not answer.swallow and key.act in (Act.PRESS, Act.COMMIT):
            self._remember(key)
        self._obey(answer)
        if self._burst.is_active:  # to ask after each key how long its silence may last is dear
            self._silence.begin(self.clock.now())
        else:
            self._silence.stop()
        if answer.swallow and key.act is Act.OVERRIDE:
            event.accept()
        return answer.swallow

    def _remember(self, key: KeyEvent) -> None:
        """Keep how the widget stands before the key that it is about to get."""
        if key.at_ms - self._last_ms > _LONG_AGO_MS:
            self._trail.forget()
        self._last_ms = key.at_ms
        widget = self._targets.widget(key.target)
        if key.key is Key.TEXT and key.text:
            self._trail.before(widget, key.target, len(key.text) - key.removes)
        elif key.key is Key.BACKSPACE:
            self._trail.before(widget, key.target, -1)
        elif key.key not in (Key.MODIFIER, Key.ALT):
            self._trail.forget()

    def _obey(self, answer: Answer) -> None:
        for leak in answer.take_back:
            self._trail.take_back(leak.target, leak.count)
        for typed in answer.give_back:
            give_back(self._targets.widget(typed.target), typed.text)
        if answer.scans or answer.take_back:
            self.forget()
        for scan in answer.scans:
            self.scanned.emit(scan)

    def _on_silence(self) -> None:
        now = self.clock.now()
        if self._silence.was_busy(now):
            return
        self._obey(self._burst.tick(now))
        wait_ms = self._burst.wait_ms(now)
        if wait_ms is not None:
            self._silence.wait(int(wait_ms) + 2, now)
