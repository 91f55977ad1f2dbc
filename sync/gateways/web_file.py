"""Fetching one file from the line: only when it has changed, on from where the line broke."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from base.errors import DeskError, NetworkError, StorageError
from base.files import disk_error
from exchange.signed import MAX_BYTES
from store.place import exclusive_lock
from sync.gateways.address import clean_address
from sync.gateways.download import PAUSE_S, Download
from sync.gateways.failures import too_slow
from sync.gateways.kept_file import Fetched, KeptFile
from sync.gateways.wire import Wire

_POLL_S = 0.05
_LAST_S = 1.0
_LOCK_WAIT_S = 3.0
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much, and how long: for one answer, for everything, before a broken line is mended."""

    most_bytes: int = MAX_BYTES
    read_s: float = 20.0
    whole_s: float = 1200.0  # 64 MB over half a megabit
    pause_s: float = PAUSE_S


def fetch_file(
    address: str,
    folder: Path,
    *,
    limits: Limits | None = None,
    check: Callable[[], None] | None = None,
    progress: Progress | None = None,
) -> Fetched:
    """Return the file at an address; `folder` keeps it, and its beginning when the line breaks.

    `check` is called about 20 times a second and may raise: the line is then cut at once. Raises
    InputError NET-01, NetworkError NET-03 … NET-15, StorageError STORE-02 or STORE-03.
    """
    limits = limits or Limits()
    wanted = clean_address(address)
    with _alone(folder):
        wire = Wire(limits.read_s)
        beside = _Beside(
            Download(
                wanted,
                KeptFile(folder),
                wire,
                most_bytes=limits.most_bytes,
                pause_s=limits.pause_s,
            )
        )
        beside.start()
        try:
            beside.wait(limits.whole_s, check, progress)
        finally:
            wire.cut()  # looking a name up cannot be cut: its thread is then left to itself
            beside.join(_LAST_S)
        return beside.result()


def forget(folder: Path) -> None:
    """Drop what was fetched: it is not what it should be, and is asked for anew next time."""
    KeptFile(folder).drop()


class _Beside(threading.Thread):
    """One download in a thread of its own; a bug ends the thread and is told as such."""

    def __init__(self, download: Download) -> None:
        super().__init__(name="download", daemon=True)
        self._download = download
        self._fetched: Fetched | None = None
        self._error: DeskError | None = None

    def run(self) -> None:
        try:
            self._fetched = self._download.run()
        except DeskError as error:
            self._error = error

    def wait(
        self, whole_s: float, check: Callable[[], None] | None, progress: Progress | None
    ) -> None:
        deadline = time.monotonic() + whole_s
        while self.is_alive():
            self.join(_POLL_S)
            if check is not None:
                check()
            if progress is not None:
                progress(self._download.done, self._download.size)
            if time.monotonic() >= deadline and self.is_alive():
                raise too_slow("whole")

    def result(self) -> Fetched:
        if self._error is not None:
            raise self._error
        if self._fetched is None:
            raise RuntimeError("the download ended without a result")
        return self._fetched


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one process at a time fetch into a folder."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise disk_error(error, "tệp danh mục đang tải") from error
    try:
        with exclusive_lock(folder / "lock", wait_s=_LOCK_WAIT_S):
            yield
    except StorageError as error:
        if error.code != "STORE-10":
            raise
        raise NetworkError(
            "NET-15", "Một cửa sổ khác đang tải danh mục.", "Chờ cửa sổ đó xong rồi làm lại."
        ) from error
