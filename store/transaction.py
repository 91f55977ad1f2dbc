"""One open transaction: plain SQL, two small helpers, the audit log, and sqlite-utils on demand.

`insert` and `update` are written here and not taken from sqlite-utils because importing that costs
60 to 130 ms, which the short commands cannot spare. `.db` imports it on first use.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from base.errors import StorageError
from store.audit import AuditTrail
from store.driver import Row, SqlValue, StatementError, named_errors

if TYPE_CHECKING:
    from store.room_database import RoomDatabase


class Transaction:
    """What a room works with between the begin and the end of one transaction."""

    def __init__(self, connection: dbapi2.Connection, trail: AuditTrail, *, writable: bool) -> None:
        self._connection = connection
        self._trail = trail
        self._writable = writable
        self._over = False
        self._database: RoomDatabase | None = None

    def execute(
        self, sql: str, params: Sequence[SqlValue] | Mapping[str, SqlValue] = ()
    ) -> list[Row]:
        """Run one statement and return all its rows."""
        return list(self._run(sql, params))

    def insert(self, table: str, values: Mapping[str, SqlValue]) -> int:
        """Add one row and return its rowid."""
        columns = ", ".join(_quoted(name) for name in values)
        marks = ", ".join("?" * len(values))
        sql = f"INSERT INTO {_quoted(table)} ({columns}) VALUES ({marks})"  # noqa: S608 - quoted
        rowid: int = self._run(sql, tuple(values.values())).lastrowid
        return rowid

    def update(
        self,
        table: str,
        values: Mapping[str, SqlValue],
        where: str,
        params: Sequence[SqlValue] = (),
    ) -> int:
        """Change the rows that `where` (with `?` marks) names and return how many they were."""
        settings = ", ".join(f"{_quoted(name)} = ?" for name in values)
        sql = f"UPDATE {_quoted(table)} SET {settings} WHERE {where}"  # noqa: S608 - quoted, marks
        changed: int = self._run(sql, (*values.values(), *params)).rowcount
        return changed

    def audit(self, kind: str, subject: str, note: str = "") -> None:
        """Append to the audit log: it stands if and only if this transaction commits.

        `subject` is an id, never a citizen's name or number.
        """
        self._trail.append(self, kind, subject, note)

    @property
    def db(self) -> RoomDatabase:
        """sqlite-utils over this transaction, for a room's storage module."""
        self._check_open()
        if self._database is None:
            from store.room_database import RoomDatabase

            self._database = RoomDatabase(self._connection)
        return self._database

    def end(self) -> None:
        """Make the object useless, so that a leaked one cannot write outside its transaction."""
        self._over = True

    def _run(self, sql: str, params: Sequence[SqlValue] | Mapping[str, SqlValue]) -> dbapi2.Cursor:
        self._check_open()
        try:
            with named_errors():
                return self._connection.execute(sql, params)
        except StorageError as error:
            if error.code == "STORE-02" and not self._writable:
                raise StatementError("this transaction only reads") from error
            raise

    def _check_open(self) -> None:
        # A full disk makes SQLite roll back by itself; going on would write row by row.
        if self._over or not self._connection.in_transaction:
            raise StatementError("the transaction is over")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
