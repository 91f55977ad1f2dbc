"""Numbered SQL files of each room, and which of them a store still lacks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sqlcipher3 import dbapi2

from base.errors import StorageError
from store.driver import damaged_error, named_errors

_FILE = re.compile(r"(\d{4})_[a-z0-9_]+\.sql")
_OLDEST_READER = re.compile(r"^-- oldest-reader: (\d{4})$", re.MULTILINE)
_COMMENTS = re.compile(r"\A(?:\s+|--[^\n]*(?:\n|\Z)|/\*.*?\*/)*", re.DOTALL)
_FORBIDDEN = re.compile(
    r"(?:BEGIN|COMMIT|END|ROLLBACK|SAVEPOINT|RELEASE|VACUUM|ATTACH|DETACH|PRAGMA)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Migration:
    """One file `NNNN_name.sql`."""

    room: str
    number: int
    path: Path

    @property
    def name(self) -> str:
        """Its name in the bookkeeping, the file's name without `.sql`."""
        return self.path.stem

    def sql(self) -> str:
        """Return its text."""
        return self.path.read_text(encoding="utf-8")

    def oldest_reader(self) -> int | None:
        """Return the number of the oldest migration that a program must know afterwards.

        Given by a line `-- oldest-reader: NNNN` in a file that takes something away; None when
        every earlier program can still use the store.
        """
        match = _OLDEST_READER.search(self.sql())
        return int(match[1]) if match else None


@dataclass(frozen=True)
class RoomMigrations:
    """The migrations of one room: the files of one folder, forward only."""

    room: str
    folder: Path

    @cached_property
    def files(self) -> tuple[Migration, ...]:
        """Its migrations in order; ValueError for a misnamed or doubly numbered file."""
        found = []
        for path in sorted(self.folder.glob("*.sql")):
            match = _FILE.fullmatch(path.name)
            if match is None:
                raise ValueError(f"{path.name}: name it NNNN_name.sql")
            found.append(Migration(self.room, int(match[1]), path))
        if len({migration.number for migration in found}) != len(found):
            raise ValueError(f"{self.room}: two migrations with one number")
        return tuple(found)

    @property
    def latest(self) -> int:
        """The highest number, 0 when there is none."""
        return max((migration.number for migration in self.files), default=0)


def statements(sql: str) -> tuple[str, ...]:
    """Split SQL text into its statements; ValueError when one is unfinished or may not be there.

    Semicolons in strings, comments and trigger bodies do not end a statement. Statements that
    would end the migration's transaction, or do nothing inside one, are refused.
    """
    found: list[str] = []
    pending = ""
    for piece in re.split(r"(?<=;)", sql):
        pending += piece
        if dbapi2.complete_statement(pending):
            found.append(pending)
            pending = ""
    bare = [(text, _COMMENTS.sub("", text)) for text in (*found, pending)]
    if bare.pop()[1]:
        raise ValueError("the last statement does not end with a semicolon")
    for _, text in bare:
        if word := _FORBIDDEN.match(text):
            raise ValueError(f"{word[0]} may not stand in a migration")
    return tuple(text.strip() for text, rest in bare if rest.strip(";"))


def pending_migrations(
    connection: dbapi2.Connection, rooms: Sequence[RoomMigrations]
) -> tuple[Migration, ...]:
    """Return what the store lacks, in order; all of it for an empty database."""
    if is_empty(connection):
        return tuple(migration for room in rooms for migration in room.files)
    with named_errors():
        rows = connection.execute("SELECT migration_set, name FROM _sqlite_migrations").fetchall()
    applied = {(row[0], row[1]) for row in rows}
    return tuple(
        migration
        for room in rooms
        for migration in room.files
        if (room.room, migration.name) not in applied
    )


def is_empty(connection: dbapi2.Connection) -> bool:
    """Tell whether the database has no bookkeeping, thus was never filled."""
    query = "SELECT count(*) FROM sqlite_schema WHERE name = '_sqlite_migrations'"
    with named_errors():
        return not connection.execute(query).fetchone()[0]


def refuse_newer(connection: dbapi2.Connection, rooms: Sequence[RoomMigrations]) -> None:
    """Raise StorageError STORE-06 when a newer program took away what this one still needs."""
    with named_errors():
        rows = connection.execute("SELECT room, oldest_reader FROM store_rooms").fetchall()
    oldest = {row[0]: row[1] for row in rows}
    for room in rooms:
        if room.latest < oldest.get(room.room, 0):
            raise StorageError(
                "STORE-06",
                "Kho dữ liệu đã được một bản mới hơn của chương trình nâng cấp.",
                "Cài bản mới của chương trình rồi mở lại; dữ liệu còn nguyên.",
                detail=f"{room.room} knows {room.latest}, needs {oldest[room.room]}",
            )


def refuse_emptied(connection: dbapi2.Connection) -> None:
    """Raise StorageError STORE-05 for a store that was filled once and now has no tables."""
    if is_empty(connection):
        raise damaged_error("no bookkeeping")
