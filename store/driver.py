"""The one door to sqlcipher3: raw-key connections, and every driver error by its cause."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from sqlcipher3 import dbapi2

from base.errors import StorageError
from base.files import disk_error

SqlValue: TypeAlias = Any
"""What a column holds: the STRICT table says which of int, float, str, bytes or None it is."""

BUSY_WAIT_S = 5.0


class Row(Protocol):
    """One result row, read by column name or by index."""

    def __getitem__(self, key: str | int) -> SqlValue: ...
    def __iter__(self) -> Iterator[SqlValue]: ...
    def __len__(self) -> int: ...
    def keys(self) -> list[str]:
        """Return the column names."""
        ...


class ConstraintError(Exception):
    """A rule of the schema refused the row (unique, foreign key, check, type).

    The room that wrote it turns it into an InputError where the clerk can mend it.
    """


class StatementError(RuntimeError):
    """The statement itself is wrong: a bug, not trouble with the disk."""


def connect(path: Path, key: bytes, *, create: bool = False) -> dbapi2.Connection:
    """Open an encrypted database with its raw 32-byte key; the driver never opens transactions.

    Raises StorageError STORE-05 when the file cannot be read with the key, STORE-09 when the
    place cannot carry a write-ahead log.
    """
    if create:
        # The driver would create it readable for everybody; -wal and -shm inherit its mode.
        try:
            path.touch(mode=0o600)
        except OSError as error:
            raise disk_error(error, "kho dữ liệu") from error
    with named_errors():
        connection = dbapi2.connect(
            f"{path.absolute().as_uri()}?mode=rw",
            uri=True,
            timeout=BUSY_WAIT_S,
            isolation_level=None,
        )
        try:
            _prepare(connection, key)
        except BaseException:
            connection.close()
            raise
    return connection


def _prepare(connection: dbapi2.Connection, key: bytes) -> None:
    connection.row_factory = dbapi2.Row
    # Otherwise a wrong key or a damaged page is also reported on stderr.
    connection.execute("PRAGMA cipher_log = off")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    if mode != "wal":
        raise place_error(f"journal_mode {mode}")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA recursive_triggers = ON")


def copy_database(source: dbapi2.Connection, target: Path, key: bytes) -> None:
    """Write a consistent encrypted copy beside running readers and writers (backup API).

    SQLCipher can only copy into a target that has a key; a plain copy of the file would miss the
    write-ahead log.
    """
    copy = connect(target, key, create=True)
    try:
        with named_errors():
            source.backup(copy)
    finally:
        copy.close()


def remove_database(path: Path) -> None:
    """Remove a database file and its log files; missing ones are fine."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def integrity_problems(connection: dbapi2.Connection) -> tuple[str, ...]:
    """Return what the file's own checks find: page MACs, structure, foreign keys."""
    problems = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
    if problems:  # a page without a valid MAC makes the next checks stop in the middle
        return tuple(problems)
    found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
    problems += [text for text in found if text != "ok"]
    return (*problems, *broken_references(connection))


def broken_references(connection: dbapi2.Connection) -> tuple[str, ...]:
    """Return one line per row that points to no row."""
    rows = connection.execute("PRAGMA foreign_key_check").fetchall()
    return tuple(f"{row[0]} rowid {row[1]} -> {row[2]}" for row in rows)


@contextlib.contextmanager
def named_errors() -> Iterator[None]:
    """Turn any error of the driver into a StorageError, ConstraintError or StatementError."""
    try:
        yield
    except (dbapi2.Error, dbapi2.Warning) as error:
        raise named(error) from error


def named(error: Exception) -> Exception:
    """Return the exception that names the cause of a driver error."""
    code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
    if code in (dbapi2.SQLITE_CONSTRAINT, dbapi2.SQLITE_MISMATCH):
        return ConstraintError(str(error))
    make = {
        dbapi2.SQLITE_BUSY: busy_error,
        dbapi2.SQLITE_LOCKED: busy_error,
        dbapi2.SQLITE_READONLY: read_only_error,
        dbapi2.SQLITE_FULL: full_error,
        dbapi2.SQLITE_CORRUPT: damaged_error,
        dbapi2.SQLITE_NOTADB: damaged_error,
        dbapi2.SQLITE_IOERR: io_error,
        dbapi2.SQLITE_CANTOPEN: io_error,
    }.get(code)
    return StatementError(str(error)) if make is None else make(str(error))


def busy_error(detail: str) -> StorageError:
    """Return STORE-04."""
    return StorageError(
        "STORE-04",
        "Kho dữ liệu đang bận vì một cửa sổ hoặc một lệnh khác đang ghi.",
        "Chờ vài giây rồi làm lại; nội dung đang nhập vẫn còn.",
        detail=detail,
    )


def read_only_error(detail: str) -> StorageError:
    """Return STORE-02."""
    return StorageError(
        "STORE-02",
        "Kho dữ liệu chỉ đọc được, không ghi được.",
        "Kiểm tra quyền ghi vào thư mục dữ liệu rồi làm lại; nội dung đang nhập vẫn còn.",
        detail=detail,
    )


def full_error(detail: str) -> StorageError:
    """Return STORE-03."""
    return StorageError(
        "STORE-03",
        "Ổ đĩa đã đầy, chưa ghi được vào kho dữ liệu.",
        "Xoá bớt tệp trên ổ đĩa rồi làm lại; nội dung đang nhập vẫn còn.",
        detail=detail,
    )


def damaged_error(detail: str) -> StorageError:
    """Return STORE-05: the key is right (it was checked apart), so the file is not."""
    return StorageError(
        "STORE-05",
        "Tệp kho dữ liệu bị hỏng; khoá thì đúng.",
        "Đừng xoá tệp nào. Khôi phục từ bản sao lưu gần nhất (backup restore).",
        detail=detail,
    )


def place_error(detail: str) -> StorageError:
    """Return STORE-09."""
    return StorageError(
        "STORE-09",
        "Thư mục dữ liệu nằm ở nơi không giữ được kho an toàn (ổ mạng hoặc thư mục đồng bộ).",
        "Chọn thư mục trên ổ đĩa của máy này, ngoài OneDrive, rồi mở lại chương trình.",
        detail=detail,
    )


def io_error(detail: str) -> StorageError:
    """Return STORE-13."""
    return StorageError(
        "STORE-13",
        "Không mở hoặc không đọc, ghi được tệp kho dữ liệu.",
        "Kiểm tra ổ đĩa, quyền truy cập và phần mềm diệt vi-rút, rồi mở lại chương trình.",
        detail=detail,
    )
