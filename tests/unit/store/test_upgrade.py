"""Upgrades: whole or not at all, rehearsed on a copy, and open to the version before."""

from __future__ import annotations

from pathlib import Path

import pytest

from base.errors import StorageError
from store.migrations import RoomMigrations
from store.store import Store
from tests.unit.store.places import NOTES, Place, add, finished, texts

FIRST = {"0001_notes.sql": NOTES}
SECOND = {
    "0002_colour.sql": "ALTER TABLE notes ADD COLUMN colour TEXT;\n"
    "UPDATE notes SET colour = 'xanh';"
}


def _schema(store: Store) -> list[tuple[object, ...]]:
    with store.read() as tx:
        rows = tx.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name")
        return [tuple(row) for row in rows]


def _version_one(place: Place) -> RoomMigrations:
    folder = place.root / "old"
    folder.mkdir(exist_ok=True)
    (folder / "0001_notes.sql").write_text(NOTES)
    return RoomMigrations("notes", folder)


def _start(place: Place, *notes: str) -> None:
    with place.open(_version_one(place)) as store:
        add(store, *notes)


def test_rows_are_carried_into_the_new_schema(place: Place) -> None:
    _start(place, "một", "hai")
    with place.open(place.room("notes", FIRST | SECOND)) as store, store.read() as tx:
        rows = tx.execute("SELECT text, colour FROM notes ORDER BY id")
        assert [tuple(row) for row in rows] == [("một", "xanh"), ("hai", "xanh")]


def test_fresh_is_the_same_as_migrated(place: Place, tmp_path: Path) -> None:
    other_room = {"0001_more.sql": "CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT;"}
    _start(place)
    place.open(place.room("notes", FIRST | SECOND)).close()
    rooms = place.room("notes", {}), place.room("more", other_room)
    fresh_place = Place(tmp_path / "fresh")
    fresh_place.root.mkdir()
    with place.open(*rooms) as migrated, fresh_place.open(*rooms) as fresh:
        assert _schema(migrated) == _schema(fresh)
        assert any(name == "notes" for _, name, _, _ in _schema(fresh))


@pytest.mark.parametrize(
    "broken",
    [
        "INSERT INTO notes (text) VALUES ('ba'); INSERT INTO nowhere VALUES (1);",
        "INSERT INTO notes (text) VALUES ('ba'); INSERT INTO notes (text) VALUES ('ba');",
        "CREATE TABLE loose (a INTEGER);",
        "PRAGMA foreign_keys = OFF; INSERT INTO lines (note) VALUES (99);",
        "INSERT INTO lines (note) VALUES (99);",
        "CREATE TABLE half (a INTEGER) STRICT",
    ],
)
def test_an_upgrade_that_fails_in_the_middle_leaves_the_old_version(
    place: Place, broken: str
) -> None:
    _start(place, "một")
    with place.open(_version_one(place)) as store:
        before = _schema(store)
    room = place.room("notes", FIRST | SECOND | {"0003_broken.sql": broken})
    with pytest.raises(StorageError) as caught:
        place.open(room)
    assert caught.value.code == "STORE-07"
    with place.open(_version_one(place)) as store:
        assert _schema(store) == before
        assert texts(store) == ["một"]
    assert list(place.data.root.glob("store.upgrade*")) == []


def test_an_upgrade_with_no_room_on_the_disk_names_it_and_leaves_the_old_version(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    _start(place, "một")
    real = __import__("store.upgrade", fromlist=["connect"]).connect

    def cramped(path: Path, key: bytes) -> object:
        connection = real(path, key)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection

    monkeypatch.setattr("store.upgrade.connect", cramped)
    growing = {"0002_big.sql": "INSERT INTO notes (text) VALUES (hex(zeroblob(200000)));"}
    with pytest.raises(StorageError) as caught:
        place.open(place.room("notes", FIRST | growing))
    assert caught.value.code == "STORE-03"
    with place.open(_version_one(place)) as store:
        assert texts(store) == ["một"]


def test_the_version_before_still_opens_and_writes(place: Place) -> None:
    _start(place, "một")
    place.open(place.room("notes", FIRST | SECOND)).close()
    with place.open(_version_one(place)) as store:
        add(store, "hai")
        assert texts(store) == ["một", "hai"]


def test_a_store_of_a_newer_program_that_took_something_away_is_refused(place: Place) -> None:
    contracted = SECOND | {
        "0003_no_size.sql": "-- oldest-reader: 0002\nALTER TABLE notes DROP COLUMN size;"
    }
    _start(place, "một")
    place.open(place.room("notes", FIRST | contracted)).close()
    with pytest.raises(StorageError) as caught:
        place.open(_version_one(place))
    assert caught.value.code == "STORE-06"
    middle = place.root / "middle"
    middle.mkdir()
    for name, text in (FIRST | SECOND).items():
        (middle / name).write_text(text)
    with place.open(RoomMigrations("notes", middle)) as store:
        assert texts(store) == ["một"]


def test_a_migration_with_a_lower_number_that_came_later_is_run(place: Place) -> None:
    place.open(place.room("notes", {"0001_notes.sql": NOTES, "0003_c.sql": "SELECT 1;"})).close()
    late = {"0002_b.sql": "CREATE TABLE late (id INTEGER PRIMARY KEY) STRICT;"}
    with place.open(place.room("notes", late)) as store:
        assert any(name == "late" for _, name, _, _ in _schema(store))


def test_a_table_may_be_rebuilt_although_others_refer_to_it(place: Place) -> None:
    with place.open(_version_one(place)) as store, store.transaction() as tx:
        note = tx.insert("notes", {"text": "một", "size": 4})
        tx.insert("lines", {"note": note})
    rebuild = """
CREATE TABLE new_notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
INSERT INTO new_notes (id, text) SELECT id, text FROM notes;
DROP TABLE notes;
ALTER TABLE new_notes RENAME TO notes;
"""
    with place.open(place.room("notes", FIRST | {"0002_rebuild.sql": rebuild})) as store:
        assert texts(store) == ["một"]
        with store.read() as tx:
            assert tx.execute("SELECT count(*) FROM lines")[0][0] == 1
            assert tx.execute("PRAGMA foreign_keys")[0][0] == 1


def test_full_text_search_tables_are_allowed(place: Place) -> None:
    fts = {"0002_search.sql": "CREATE VIRTUAL TABLE search USING fts5 (words);"}
    with place.open(place.room("notes", FIRST | fts)) as store, store.transaction() as tx:
        tx.execute("INSERT INTO search VALUES ('khai sinh')")
        assert tx.execute("SELECT count(*) FROM search WHERE search MATCH 'khai'")[0][0] == 1


def test_another_process_that_has_the_store_open_goes_on_and_loses_nothing(place: Place) -> None:
    with place.open(_version_one(place)) as old:
        add(old, "trước")
        with place.open(place.room("notes", FIRST | SECOND)) as new:
            add(old, "giữa")
            add(new, "sau")
            assert texts(new) == texts(old) == ["trước", "giữa", "sau"]


@pytest.mark.parametrize("where", ["_rehearse", "_note_oldest_reader", "copied"])
def test_an_upgrade_killed_anywhere_is_done_at_the_next_start(place: Place, where: str) -> None:
    _start(place, "một")
    place.room("notes", FIRST | SECOND)
    code = f"""
import store.upgrade as u
real = u._run
def on_copy_then_die(connection, upgrade, pending, calls=[]):
    real(connection, upgrade, pending)
    os._exit(9)
if {where!r} == "copied": u._run = on_copy_then_die
else: setattr(u, {where!r}, lambda *a: os._exit(9))
place.open(place.room("notes", {{}}))
"""
    assert finished(place.child(code)) == (9, "")
    with place.open(_version_one(place)) as store:
        assert texts(store) == ["một"]
    with place.open(place.room("notes", {})) as store, store.read() as tx:
        assert tx.execute("SELECT colour FROM notes")[0][0] == "xanh"
    assert list(place.data.root.glob("store.upgrade*")) == []


def test_two_processes_that_upgrade_at_once_do_it_once(place: Place) -> None:
    _start(place, "một")
    place.room("notes", FIRST | {"0002_add.sql": "INSERT INTO notes (text) VALUES ('từ bản mới');"})
    code = "place.open(place.room('notes', {})).close()"
    children = [place.child(code) for _ in range(3)]
    assert [finished(child) for child in children] == [(0, "")] * 3
    with place.open(place.room("notes", {})) as store:
        assert texts(store) == ["một", "từ bản mới"]


def test_sqlite_utils_reads_the_books_that_it_keeps(place: Place) -> None:
    from sqlite_utils.migrations import Migrations

    with place.open(place.room("notes", FIRST | SECOND)) as store, store.read() as tx:
        rows = tx.execute("SELECT migration_set, name FROM _sqlite_migrations ORDER BY id")
        assert [tuple(row) for row in rows] == [
            ("store", "0001_bookkeeping"),
            ("notes", "0001_notes"),
            ("notes", "0002_colour"),
        ]
        applied = Migrations("notes").applied(tx.db)
        assert [migration.name for migration in applied] == ["0001_notes", "0002_colour"]
        tables = tx.execute("SELECT name, strict FROM pragma_table_list WHERE type = 'table'")
        assert {row["name"] for row in tables if not row["strict"]} <= {
            "sqlite_schema",
            "sqlite_temp_schema",
        }
