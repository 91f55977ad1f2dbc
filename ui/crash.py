"""What happens after a bug: a file without values, the draft saved, a new start offered."""

from __future__ import annotations

import faulthandler
import logging
import platform
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QObject, Qt, Signal

from base.bugs import describe

_log = logging.getLogger(__name__)


class CrashHook(QObject):
    """Catches bugs of every thread and tells the window's thread once.

    Qt calls the hook in the thread of the bug, hence the queued signal.
    """

    crashed = Signal(str)
    """A bug was written to this file."""
    _caught = Signal(object)

    def __init__(self, logs_dir: Path) -> None:
        super().__init__()
        self._logs_dir = logs_dir
        self._native: TextIO | None = None
        self._reported = False
        self._caught.connect(self._on_caught, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over the hooks of the interpreter; a crash in native code leaves its own file."""
        sys.excepthook = self._hook
        threading.excepthook = self._thread_hook
        self._native = (self._logs_dir / "native-crash.txt").open("w", encoding="utf-8")
        faulthandler.enable(self._native)

    def uninstall(self) -> None:
        """Give the hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        if self._native is not None:
            faulthandler.disable()
            self._native.close()
            self._native = None

    def report(self, error: BaseException) -> None:
        """Report a bug that was caught elsewhere; from any thread."""
        self._caught.emit(error)

    def _hook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.report(error.with_traceback(trace))

    def _thread_hook(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.report(args.exc_value)

    def _on_caught(self, error: BaseException) -> None:
        path = write_report(self._logs_dir, error)
        if not self._reported:  # one box; what follows from the first bug is only written down
            self._reported = True
            self.crashed.emit(str(path))


def write_report(logs_dir: Path, error: BaseException) -> Path:
    """Write where the bug happened: versions and code path, no message and no value."""
    now = datetime.now(UTC)
    path = logs_dir / f"bug-{now:%Y%m%d-%H%M%S-%f}.txt"
    lines = [
        f"at {now.isoformat(timespec='seconds')}",
        f"python {platform.python_version()} pyside {pyside_version} {platform.system()}",
        *describe(error),
    ]
    try:
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    except OSError as disk:
        _log.error("bug report not written: errno %s", disk.errno)
    _log.error("bug %s", type(error).__name__)
    return path
