"""The rendering process as the parent sees it: started once, given a time limit, replaced."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
from collections.abc import Sequence

from base.errors import DeviceError
from base.paths import PROJECT_DIR
from forms.rendering.frames import read_frame, write_frame

COMMAND = (sys.executable, "-m", "forms.rendering")
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)


class ChildGoneError(Exception):
    """The process ended without an answer."""


class Child:
    """One running process, asked by one thread at a time."""

    def __init__(self, command: Sequence[str]) -> None:
        """Start it; raise DeviceError PDF-03 when the system cannot."""
        try:
            self._process = subprocess.Popen(
                list(command),
                cwd=PROJECT_DIR,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=_NO_WINDOW,
            )
        except OSError as error:
            raise gone(f"start: errno {error.errno}") from error
        self._late = threading.Event()

    def ask(self, docx: bytes, limit_s: float) -> bytes:
        """Return the answer to one document.

        Raises ChildGoneError when the process dies, DeviceError PDF-02 after the time limit. At the
        limit the process is killed: that ends a blocked write or read on every system.
        """
        watchdog = threading.Timer(limit_s, self._kill_late)
        watchdog.start()
        try:
            answer = self._exchange(docx)
        finally:
            watchdog.cancel()
        if answer is not None:
            return answer
        if self._late.is_set():
            raise DeviceError(
                "PDF-02",
                "Tạo bản in quá lâu nên đã dừng.",
                "Làm lại; nếu vẫn vậy, mở tệp .docx bằng Word để in.",
                detail=f"over {limit_s} s",
            )
        raise ChildGoneError

    def stop(self) -> None:
        """End the process at once and wait until it is gone."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # what is still unsent is not needed any more
                    pipe.close()

    def _exchange(self, docx: bytes) -> bytes | None:
        if self._process.stdin is None or self._process.stdout is None:
            return None
        try:
            write_frame(self._process.stdin, docx)
            return read_frame(self._process.stdout)
        except OSError:  # the process is gone
            return None

    def _kill_late(self) -> None:
        self._late.set()
        self._process.kill()


def gone(detail: str) -> DeviceError:
    """Return the error for a rendering process that does not run."""
    return DeviceError(
        "PDF-03",
        "Bộ phận tạo bản in không chạy được.",
        "Đóng rồi mở lại chương trình; nếu vẫn vậy, cài lại.",
        detail=detail,
    )
