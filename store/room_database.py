"""sqlite-utils for rooms, inside the store's discipline.

Only tables that a migration made, no columns added on the way, transactions by the store alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NoReturn

from sqlcipher3 import dbapi2
from sqlite_utils.db import Database, Table

from store.driver import SqlValue, StatementError, named_errors


class RoomTable(Table):
    """A table that exists, with the columns it has."""

    def value_or_default(self, key: str, value: SqlValue) -> SqlValue:
        """Refuse `alter=True`; everything else as sqlite-utils does."""
        chosen = super().value_or_default(key, value)
        if key == "alter" and chosen:
            raise StatementError("alter=True: columns are added by migrations")
        return chosen

    def add_missing_columns(self, records: object) -> NoReturn:
        """Refuse: columns are added by migrations."""
        raise StatementError("columns are added by migrations")


class RoomDatabase(Database):
    """A Database over the store's connection, of use inside one transaction only."""

    def __init__(self, connection: dbapi2.Connection) -> None:
        super().__init__(connection, recursive_triggers=False, execute_plugins=False, strict=True)
        self._names: frozenset[str] | None = None

    def table(self, table_name: str, **kwargs: Any) -> RoomTable:  # noqa: ANN401 - as inherited
        """Return an existing table; StatementError for a mistyped name."""
        if self._names is None:
            self._names = frozenset(self.table_names())
        if table_name not in self._names:
            raise StatementError(f"no such table: {table_name}")
        return RoomTable(self, table_name, **kwargs)

    def __getitem__(self, table_name: str) -> RoomTable:
        return self.table(table_name)

    def execute(
        self, sql: str, parameters: Sequence[SqlValue] | dict[str, SqlValue] | None = None
    ) -> dbapi2.Cursor:
        """Run one statement; raise the store's own exceptions."""
        with named_errors():
            return super().execute(sql, parameters)

    def create_table(self, *args: object, **kwargs: object) -> NoReturn:
        """Refuse: tables are made by migrations."""
        raise StatementError("tables are made by migrations")

    def begin(self) -> NoReturn:
        """Refuse: transactions belong to the store."""
        raise StatementError("transactions belong to the store")

    commit = rollback = close = begin
