"""SQL files of a room: how they are found, split and compared with what a store has."""

from __future__ import annotations

import pytest

from store.migrations import statements
from tests.unit.store.places import Place

TRIGGER = """CREATE TRIGGER t AFTER INSERT ON a BEGIN
  UPDATE a SET x = CASE WHEN x > 1 THEN 2 ELSE 3 END;
  INSERT INTO b VALUES ('; END;');
END;"""


def test_files_come_in_the_order_of_their_numbers(place: Place) -> None:
    room = place.room("r", {"0002_b.sql": "", "0010_c.sql": "", "0001_a.sql": "", "readme.md": ""})
    assert [m.number for m in room.files] == [1, 2, 10]
    assert [m.name for m in room.files] == ["0001_a", "0002_b", "0010_c"]
    assert room.latest == 10
    assert place.room("empty", {}).latest == 0


@pytest.mark.parametrize("name", ["1_a.sql", "0001-a.sql", "0001_A.sql", "0001_.sql", "a.sql"])
def test_a_misnamed_file_is_a_bug(place: Place, name: str) -> None:
    with pytest.raises(ValueError, match="NNNN_name"):
        _ = place.room("r", {name: ""}).files


def test_one_number_for_two_files_is_a_bug(place: Place) -> None:
    with pytest.raises(ValueError, match="one number"):
        _ = place.room("r", {"0001_a.sql": "", "0001_b.sql": ""}).files


@pytest.mark.parametrize(
    ("sql", "count"),
    [
        ("", 0),
        ("  \n-- only a remark; with a semicolon\n/* and; another */", 0),
        (";;", 0),
        ("SELECT 1;", 1),
        ("SELECT 1; -- a; b\n SELECT 2;\n-- the end; really", 2),
        ("INSERT INTO a VALUES ('x; y', \"z;\", [w;], `v;`);SELECT 1;", 2),
        ("/* ; */ SELECT ';' /* ; */;\n", 1),
        ("INSERT INTO a VALUES ('it''s; fine'); SELECT 1;", 2),
        (TRIGGER + "\nSELECT 1;", 2),
        ("-- a trigger\n" + TRIGGER.replace("CREATE", "create temp"), 1),
    ],
)
def test_statements_end_where_sqlite_ends_them(sql: str, count: int) -> None:
    assert len(statements(sql)) == count


def test_a_trigger_stays_in_one_piece() -> None:
    assert statements("SELECT 1;" + TRIGGER) == ("SELECT 1;", TRIGGER)


@pytest.mark.parametrize("sql", ["SELECT 1", "SELECT 1; SELECT", "CREATE TABLE a (b TEXT", "'a;"])
def test_an_unfinished_statement_is_refused(sql: str) -> None:
    with pytest.raises(ValueError, match="semicolon"):
        statements(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "COMMIT;",
        "SELECT 1; -- x\n commit ;",
        "/* y */ BEGIN;",
        "END TRANSACTION;",
        "ROLLBACK;",
        "savepoint a;",
        "RELEASE a;",
        "VACUUM;",
        "ATTACH 'x' AS y;",
        "DETACH y;",
        "PRAGMA foreign_keys = OFF;",
    ],
)
def test_what_would_break_the_transaction_is_refused(sql: str) -> None:
    with pytest.raises(ValueError, match="may not stand"):
        statements(sql)


def test_a_word_that_only_begins_like_a_forbidden_one_is_fine() -> None:
    assert statements("ENDINGS;") == ("ENDINGS;",)


def test_the_oldest_reader_is_read_from_its_line(place: Place) -> None:
    room = place.room(
        "r",
        {
            "0001_a.sql": "SELECT 1;",
            "0002_b.sql": "-- Drops what 0001 made.\n-- oldest-reader: 0001\nSELECT 1;",
            "0003_c.sql": "SELECT '-- oldest-reader: 0009';",
        },
    )
    assert [m.oldest_reader() for m in room.files] == [None, 1, None]
