"""Writing files so that a power cut leaves the old content or the new, never half of it."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from pathlib import Path

from base.errors import StorageError


def disk_error(error: OSError, what: str) -> StorageError:
    """Return the clerk's sentence for a disk that is full or refuses to write."""
    if error.errno == errno.ENOSPC:
        return StorageError(
            "STORE-03",
            f"Ổ đĩa đã đầy, chưa ghi được {what}.",
            "Xoá bớt tệp trên ổ đĩa rồi làm lại; nội dung đang nhập vẫn còn.",
            detail="ENOSPC",
        )
    return StorageError(
        "STORE-02",
        f"Không ghi được {what}.",
        "Kiểm tra ổ đĩa và quyền ghi rồi làm lại; nội dung đang nhập vẫn còn.",
        detail=f"errno {error.errno}",
    )


def write_atomic(path: Path, data: bytes, *, what: str = "tệp", mode: int = 0o600) -> None:
    """Replace a file's content: temp file beside it, fsync, rename, fsync of the folder.

    Raises StorageError STORE-02 (refused) or STORE-03 (disk full); the old file is then intact.
    """
    try:
        handle, temp_name = tempfile.mkstemp(prefix=".tmp-", dir=path.parent)
    except OSError as error:
        raise disk_error(error, what) from error
    temp = Path(temp_name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temp.chmod(mode)
        temp.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise disk_error(error, what) from error
    finally:
        with contextlib.suppress(OSError):
            temp.unlink(missing_ok=True)


def read_at_most(path: Path, most: int) -> bytes:
    """Return a file's bytes, never more than one beyond `most`: who asks refuses what is longer.

    A sparse file or a device may be larger than the memory. Raises OSError.
    """
    with path.open("rb") as stream:
        return stream.read(most + 1)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # a directory cannot be opened there; NTFS journals the rename
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
