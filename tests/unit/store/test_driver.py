"""Connections keep the store's discipline, and driver errors carry their cause."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from base.errors import StorageError
from store.driver import (
    ConstraintError,
    StatementError,
    connect,
    copy_database,
    integrity_problems,
    named,
    named_errors,
    remove_database,
)

KEY = bytes(range(32))


def test_a_connection_is_durable_strict_about_references_and_keeps_temporary_data_in_memory(
    tmp_path: Path,
) -> None:
    connection = connect(tmp_path / "a.db", KEY, create=True)
    values = {
        name: connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "temp_store", "busy_timeout")
    }
    connection.close()
    assert values == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "temp_store": 2,
        "busy_timeout": 5000,
    }


def test_connecting_never_makes_a_database_unless_asked(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as caught:
        connect(tmp_path / "a.db", KEY)
    assert caught.value.code == "STORE-13"
    assert not (tmp_path / "a.db").exists()


def test_a_path_with_signs_that_mean_something_in_a_uri_is_opened(tmp_path: Path) -> None:
    folder = tmp_path / "Hồ sơ #1 100%?mode=ro"
    folder.mkdir()
    connection = connect(folder / "a.db", KEY, create=True)
    connection.execute("CREATE TABLE t (a INTEGER) STRICT")
    connection.close()
    assert (folder / "a.db").stat().st_size > 0


def test_a_wrong_key_says_nothing_on_stderr(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    connection = connect(tmp_path / "a.db", KEY, create=True)
    connection.execute("CREATE TABLE t (a INTEGER) STRICT")
    connection.close()
    with pytest.raises(StorageError) as caught:
        connect(tmp_path / "a.db", bytes(32))
    assert caught.value.code == "STORE-05"
    assert capfd.readouterr() == ("", "")


def test_a_database_in_clear_is_refused(tmp_path: Path) -> None:
    clear = dbapi2.connect(str(tmp_path / "a.db"))
    clear.execute("CREATE TABLE t (a INTEGER)")
    clear.close()
    with pytest.raises(StorageError) as caught:
        connect(tmp_path / "a.db", KEY)
    assert caught.value.code == "STORE-05"


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("INSERT INTO t VALUES (1, 'a')", ConstraintError),
        ("INSERT INTO t VALUES ('x', 'b')", ConstraintError),
        ("INSERT INTO t VALUES (2, 7.5)", None),
        ("INSERT INTO t VALUES (2, x'00')", ConstraintError),
        ("INSERT INTO t VALUES (NULL, NULL)", ConstraintError),
        ("INSERT INTO u VALUES (99)", ConstraintError),
        ("SELECT * FROM nowhere", StatementError),
        ("SELECT ?", StatementError),
        ("SELECT 1; SELECT 2", StatementError),
        ("not sql", StatementError),
    ],
)
def test_errors_of_a_statement_are_the_schemas_word_or_a_bug(
    tmp_path: Path, statement: str, kind: type[Exception] | None
) -> None:
    connection = connect(tmp_path / "a.db", KEY, create=True)
    connection.execute("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT NOT NULL) STRICT")
    connection.execute("CREATE TABLE u (t INTEGER REFERENCES t (a)) STRICT")
    connection.execute("INSERT INTO t VALUES (1, 'a')")
    try:
        if kind is None:
            connection.execute(statement)
        else:
            with pytest.raises(kind), named_errors():
                connection.execute(statement)
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (dbapi2.SQLITE_BUSY, "STORE-04"),
        (dbapi2.SQLITE_LOCKED, "STORE-04"),
        (dbapi2.SQLITE_READONLY, "STORE-02"),
        (dbapi2.SQLITE_FULL, "STORE-03"),
        (dbapi2.SQLITE_CORRUPT, "STORE-05"),
        (dbapi2.SQLITE_NOTADB, "STORE-05"),
        (dbapi2.SQLITE_IOERR, "STORE-13"),
        (dbapi2.SQLITE_IOERR | (12 << 8), "STORE-13"),  # an extended code
        (dbapi2.SQLITE_CANTOPEN, "STORE-13"),
    ],
)
def test_trouble_of_the_disk_has_its_own_code_and_a_next_step(number: int, code: str) -> None:
    error = dbapi2.OperationalError("text")
    error.sqlite_errorcode = number
    found = named(error)
    assert isinstance(found, StorageError)
    assert found.code == code
    assert found.next_step


def test_a_copy_takes_what_is_still_in_the_log_and_keeps_a_key(tmp_path: Path) -> None:
    source = connect(tmp_path / "a.db", KEY, create=True)
    source.execute("CREATE TABLE t (a INTEGER) STRICT")
    source.execute("INSERT INTO t VALUES (5)")
    copy_database(source, tmp_path / "b.db", KEY)
    source.close()
    copy = connect(tmp_path / "b.db", KEY)
    assert copy.execute("SELECT a FROM t").fetchone()[0] == 5
    assert integrity_problems(copy) == ()
    copy.close()
    assert b"SQLite format" not in (tmp_path / "b.db").read_bytes()
    remove_database(tmp_path / "b.db")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.db"]


def test_a_reference_to_nothing_is_a_problem(tmp_path: Path) -> None:
    connection = connect(tmp_path / "a.db", KEY, create=True)
    connection.execute("CREATE TABLE t (a INTEGER PRIMARY KEY) STRICT")
    connection.execute("CREATE TABLE u (t INTEGER REFERENCES t (a)) STRICT")
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("INSERT INTO u VALUES (4)")
    assert integrity_problems(connection) == ("u rowid 1 -> t",)
    connection.close()
