"""The real window on a virtual X screen, driven by key presses as a clerk's hands would.

The hand waits for the program, never the other way round: after each key until the program and
all that it started sleep again. A scanner is a device and keeps its pace however busy the PC is,
so the keyboard and the screen run before everything else where that is allowed.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from base.paths import PROJECT_DIR

SCREEN = "1366x768x24"
_SLOW_S = 150.0  # a limit for a machine that is busy with other things, not a measure
_LOOK_S = 0.01
_QUIET_S = 0.03
_LONG_QUIET_S = 0.1  # what was typed is judged and looked for a little later
_SLEEPING = "SIZ"  # states of Linux: sleeping, idle, ended


@contextmanager
def virtual_screen() -> Iterator[str]:
    """Yield the name of a fresh X display (`:N`); Xvfb picks a free number itself."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        [*at_once(), "Xvfb", "-displayfd", str(writing), "-screen", "0", SCREEN,
         "-nolisten", "tcp"],
        pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    try:
        with os.fdopen(reading) as stream:
            yield f":{stream.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


@cache
def at_once() -> tuple[str, ...]:
    """Return what starts a program that runs before all others; nothing where that is refused."""
    words = ("chrt", "--rr", "1")
    if shutil.which(words[0]) is None:
        return ()
    done = subprocess.run([*words, "true"], capture_output=True, check=False)
    return words if done.returncode == 0 else ()


def is_asleep(process: int) -> bool:
    """Whether a process and all that it started have nothing to do until something happens."""
    try:
        threads = list(Path(f"/proc/{process}/task").iterdir())
        for thread in threads:
            state = (thread / "stat").read_text().rpartition(")")[2].split()[0]
            children = (thread / "children").read_text().split()
            if state not in _SLEEPING or not all(is_asleep(int(child)) for child in children):
                return False
    except OSError:  # one that ended while it was looked at
        return False
    return True


def wait_for(condition: Callable[[], bool], what: str, seconds: float = _SLOW_S) -> None:
    """Wait until something is so; fail with its name."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError(f"waited {seconds} s for {what}")


@dataclass
class Window:
    """One run of the program with its window."""

    process: subprocess.Popen[bytes]
    environment: dict[str, str]

    def keys(self, *names: str, pause_s: float = 0.15) -> None:
        """Press keys one after the other (`F8`, `ctrl+k`), each when the one before is done."""
        for name in names:
            self._xdotool("key", name)
            time.sleep(pause_s)
            self.rest(min(pause_s, _LONG_QUIET_S))

    def rest(self, quiet_s: float = _QUIET_S) -> None:
        """Wait until the program has done what it was asked for and sleeps."""
        quiet_s = max(quiet_s, _QUIET_S)
        until, quiet_since = time.monotonic() + _SLOW_S, time.monotonic()
        while (now := time.monotonic()) - quiet_since < quiet_s:
            assert now < until, f"the program does not rest within {_SLOW_S} s"
            assert self.process.poll() is None, "the program has ended"
            time.sleep(_LOOK_S)
            if not is_asleep(self.process.pid):
                quiet_since = time.monotonic()

    def type(self, text: str, *, delay_ms: int = 12) -> None:
        """Type ASCII text."""
        self._xdotool("type", "--delay", str(delay_ms), text)

    def scan(self, payload: str) -> None:
        """Send a payload as a scanner in hex mode does: hex digits, then Enter."""
        self._xdotool("type", "--delay", "2", payload.encode().hex())
        self.keys("Return", pause_s=0.6)

    def focus(self) -> None:
        """Give the topmost window or box the keyboard: there is no window manager here."""
        windows = self._xdotool("search", "--onlyvisible", "--name", "Một cửa").split()
        self._xdotool("windowfocus", windows[-1])
        time.sleep(0.3)
        self.rest()

    def is_visible(self) -> bool:
        """Whether the window is on the screen."""
        assert self.process.poll() is None, "the program has ended"
        done = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", "Một cửa"],
            env=self.environment, capture_output=True, check=False,
        )  # fmt: skip
        return done.returncode == 0

    @contextmanager
    def held_up(self, after_s: float, for_s: float) -> Iterator[None]:
        """Let the program stand still for a while, as a PC does that is busy with other things."""

        def hold_up() -> None:
            time.sleep(after_s)
            self.process.send_signal(signal.SIGSTOP)
            time.sleep(for_s)
            self.process.send_signal(signal.SIGCONT)

        hand = threading.Thread(target=hold_up)
        hand.start()
        try:
            yield
        finally:
            hand.join()

    def kill(self) -> None:
        """End the program without warning, as a power cut does."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def close(self) -> None:
        """End what is left."""
        if self.process.poll() is None:
            self.kill()

    def _xdotool(self, *words: str) -> str:
        return subprocess.run(
            [*at_once(), "xdotool", *words],
            env=self.environment, check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip


@contextmanager
def window(display: str, data: Path) -> Iterator[Window]:
    """Start the program and yield its window once it has the keyboard."""
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    process = subprocess.Popen(
        [sys.executable, "main.py", "--data-dir", str(data)],
        cwd=PROJECT_DIR, env=environment, stderr=subprocess.PIPE,
    )  # fmt: skip
    opened = Window(process, environment)
    try:
        wait_for(opened.is_visible, "the window")
        opened.focus()
        time.sleep(1.5)
        opened.rest()
        yield opened
    finally:
        opened.close()
        if process.stderr is not None:
            process.stderr.close()
