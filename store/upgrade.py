"""Bringing a store up to date: rehearsed on a copy, then done in one transaction.

sqlite-utils keeps the books (its `Migrations`, one set per room). Each file runs statement by
statement; all rooms' files share one BEGIN IMMEDIATE, so other processes see the old schema or the
new one. The store is changed in place and not swapped for the copy: another process may have it
open, and what it wrote to a swapped-out file would be lost.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2
from sqlite_utils.db import Database
from sqlite_utils.migrations import Migrations

from base.errors import StorageError
from store.audit import AuditTrail
from store.driver import (
    Row,
    SqlValue,
    StatementError,
    broken_references,
    connect,
    copy_database,
    integrity_problems,
    named,
    named_errors,
    remove_database,
)
from store.migrations import Migration, RoomMigrations, pending_migrations, statements


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What an upgrade needs to know of the store."""

    rooms: Sequence[RoomMigrations]
    trail: AuditTrail
    copy: Path  # where the rehearsal's copy may stand
    key: bytes  # of the database


def fill(connection: dbapi2.Connection, upgrade: Upgrade) -> None:
    """Run everything that a new, empty store lacks."""
    if pending := pending_migrations(connection, upgrade.rooms):
        _run(connection, upgrade, pending)


def bring_up_to_date(connection: dbapi2.Connection, upgrade: Upgrade) -> None:
    """Run what the store lacks; call it under the store's lock.

    Raises StorageError STORE-07 when a file fails (on the copy, or here): nothing has changed then.
    """
    pending = pending_migrations(connection, upgrade.rooms)
    if not pending:  # another process was faster
        return
    _rehearse(connection, upgrade, pending)
    _run(connection, upgrade, pending)


def _rehearse(
    connection: dbapi2.Connection, upgrade: Upgrade, pending: Sequence[Migration]
) -> None:
    try:
        remove_database(upgrade.copy)  # left by a process that was killed
        copy_database(connection, upgrade.copy, upgrade.key)
        copy = connect(upgrade.copy, upgrade.key)
        try:
            _run(copy, upgrade, pending)
            if problems := integrity_problems(copy):
                raise _failed(f"copy: {problems[0]}")
        finally:
            copy.close()
    finally:
        with contextlib.suppress(OSError):  # a scanner may hold it; the next upgrade removes it
            remove_database(upgrade.copy)


def _run(connection: dbapi2.Connection, upgrade: Upgrade, pending: Sequence[Migration]) -> None:
    # Rebuilding a table needs references unchecked meanwhile; they are checked before the commit.
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        with named_errors():
            connection.execute("BEGIN IMMEDIATE")
        try:
            _apply(connection, upgrade, pending)
            with named_errors():
                connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
    finally:
        connection.execute("PRAGMA foreign_keys = ON")


def _apply(connection: dbapi2.Connection, upgrade: Upgrade, pending: Sequence[Migration]) -> None:
    try:
        database = Database(
            connection, recursive_triggers=False, execute_plugins=False, strict=True
        )
        for room in upgrade.rooms:
            _room_set(room, pending).apply(database)
        for migration in pending:
            _note_oldest_reader(database, migration)
        upgrade.trail.start(_Plain(connection))
        if problems := (*broken_references(connection), *_loose_tables(connection)):
            raise _failed(problems[0])
    except (dbapi2.Error, dbapi2.Warning) as error:
        cause = named(error)
        raise (cause if isinstance(cause, StorageError) else _failed(str(error))) from error
    except StatementError as error:
        raise _failed(str(error)) from error


def _room_set(room: RoomMigrations, pending: Sequence[Migration]) -> Migrations:
    migrations = Migrations(room.room)
    for migration in pending:
        if migration.room == room.room:
            migrations(name=migration.name)(_step(migration))
    return migrations


def _step(migration: Migration) -> Callable[[Database], None]:
    def run(database: Database) -> None:
        try:
            found = statements(migration.sql())
        except ValueError as error:
            raise _failed(f"{migration.room} {migration.name}: {error}") from error
        for statement in found:
            database.execute(statement)

    return run


def _note_oldest_reader(database: Database, migration: Migration) -> None:
    database.execute(
        "INSERT INTO store_rooms (room, oldest_reader) VALUES (?, ?) ON CONFLICT (room)"
        " DO UPDATE SET oldest_reader = max(oldest_reader, excluded.oldest_reader)",
        (migration.room, migration.oldest_reader() or 0),
    )


def _loose_tables(connection: dbapi2.Connection) -> tuple[str, ...]:
    """Return the tables that are not STRICT; those of virtual tables are none of ours."""
    rows = connection.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        " AND strict = 0 AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    ).fetchall()
    return tuple(f"table {row[0]} is not STRICT" for row in rows)


@dataclass(frozen=True, slots=True)
class _Plain:
    """The audit log's way to the connection during an upgrade."""

    connection: dbapi2.Connection

    def execute(self, sql: str, params: Sequence[SqlValue] = ()) -> list[Row]:
        found: list[Row] = self.connection.execute(sql, params).fetchall()
        return found


def _failed(detail: str) -> StorageError:
    return StorageError(
        "STORE-07",
        "Chưa nâng cấp được kho dữ liệu; kho vẫn giữ nguyên như bản cũ.",
        "Mở lại bằng bản trước của chương trình để làm việc tiếp, và báo bộ phận hỗ trợ.",
        detail=detail,
    )
