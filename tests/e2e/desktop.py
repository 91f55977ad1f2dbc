"""The real window on a virtual X screen, driven by key presses as a clerk's hands would."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from base.paths import PROJECT_DIR

SCREEN = "1366x768x24"
_SLOW_S = 25.0


@contextmanager
def virtual_screen() -> Iterator[str]:
    """Yield the name of a fresh X display (`:N`); Xvfb picks a free number itself."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", SCREEN, "-nolisten", "tcp"],
        pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    try:
        with os.fdopen(reading) as stream:
            yield f":{stream.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


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
        """Press keys one after the other (`F8`, `ctrl+k`)."""
        for name in names:
            self._xdotool("key", name)
            time.sleep(pause_s)

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

    def is_visible(self) -> bool:
        """Whether the window is on the screen."""
        done = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", "Một cửa"],
            env=self.environment, capture_output=True, check=False,
        )  # fmt: skip
        return done.returncode == 0

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
            ["xdotool", *words], env=self.environment, check=True, capture_output=True, text=True
        ).stdout


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
        yield opened
    finally:
        opened.close()
        if process.stderr is not None:
            process.stderr.close()
