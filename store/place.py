"""Where a store may stand, and the lock for creating and upgrading it."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from base.errors import StorageError
from base.files import disk_error
from store.driver import place_error

_DRIVE_REMOTE = 4  # GetDriveTypeW, winbase.h
_SYNC_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_POLL_S = 0.05


def check_place(root: Path, environment: Mapping[str, str]) -> None:
    """Raise StorageError STORE-09 for a network drive or a synchronised folder.

    A write-ahead log needs shared memory of one machine; sync programs copy it half-written.
    """
    resolved = root.resolve()
    for name in _SYNC_VARIABLES:
        folder = environment.get(name)
        if folder and resolved.is_relative_to(Path(folder).resolve()):
            raise place_error(f"inside {name}")
    if str(resolved).startswith("\\\\") or _is_remote_drive(resolved.anchor):
        raise place_error("network drive")


def _is_remote_drive(anchor: str) -> bool:
    if sys.platform != "win32":
        return False
    import ctypes  # only Windows has drive types

    return bool(ctypes.windll.kernel32.GetDriveTypeW(anchor) == _DRIVE_REMOTE)


@contextlib.contextmanager
def exclusive_lock(path: Path, *, wait_s: float = 30.0) -> Iterator[None]:
    """Hold the only lock on a file; a process that dies lets it go.

    Raises StorageError STORE-10 when another process keeps it for longer than `wait_s`.
    """
    try:
        stream = path.open("ab")
    except OSError as error:
        raise disk_error(error, "tệp khoá của kho dữ liệu") from error
    with stream:
        deadline = time.monotonic() + wait_s
        while not _try_lock(stream):
            if time.monotonic() >= deadline:
                raise StorageError(
                    "STORE-10",
                    "Một cửa sổ khác đang tạo hoặc nâng cấp kho dữ liệu.",
                    "Chờ cửa sổ đó xong rồi mở lại; nếu không thấy, khởi động lại máy.",
                )
            time.sleep(_POLL_S)
        try:
            yield
        finally:
            _unlock(stream)


def _try_lock(stream: BinaryIO) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            stream.seek(0)
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _unlock(stream: BinaryIO) -> None:
    if sys.platform == "win32":
        import msvcrt

        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_UNLCK, 1)
    else:
        import fcntl

        fcntl.flock(stream.fileno(), fcntl.LOCK_UN)
