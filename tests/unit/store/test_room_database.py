"""sqlite-utils inside a transaction: its conveniences, without its liberties."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from store.driver import ConstraintError, StatementError
from store.room_database import RoomDatabase
from store.store import Store
from tests.unit.store.places import Place, add, finished, texts


def _write_and_fail(store: Store) -> None:
    with store.transaction() as tx:
        tx.db["notes"].insert({"text": "ba"})
        with tx.db.atomic():
            tx.db["notes"].insert({"text": "bốn"})
        _ = 1 / 0


def _write_and_fail_inside(database: RoomDatabase) -> None:
    with database.atomic():
        database["notes"].insert({"text": "hai"})
        _ = 1 / 0


def test_rows_written_through_it_stand_or_fall_with_the_transaction(store: Store) -> None:
    with store.transaction() as tx:
        tx.db["notes"].insert_all({"text": f"số {n}"} for n in range(250))
        tx.db["notes"].upsert({"id": 1, "text": "một"}, pk="id")
        tx.db["notes"].delete_where("id > ?", [2])
    with pytest.raises(ZeroDivisionError):
        _write_and_fail(store)
    assert texts(store) == ["một", "số 1"]


def test_a_savepoint_inside_can_be_given_up(store: Store) -> None:
    with store.transaction() as tx:
        tx.insert("notes", {"text": "một"})
        with pytest.raises(ZeroDivisionError):
            _write_and_fail_inside(tx.db)
    assert texts(store) == ["một"]


def test_what_it_wrote_is_there_for_another_process(place: Place) -> None:
    with place.open() as store:
        with store.transaction() as tx:
            tx.db["notes"].insert({"text": "một"})
        child = place.child("from tests.unit.store.places import texts\nprint(texts(place.open()))")
        assert finished(child) == (0, "['một']\n")


def test_reading_through_it(store: Store) -> None:
    add(store, "một", "hai")
    with store.read() as tx:
        assert list(tx.db.query("SELECT text FROM notes ORDER BY id")) == [
            {"text": "một"},
            {"text": "hai"},
        ]
        assert tx.db["notes"].get(2)["text"] == "hai"
        assert [row["id"] for row in tx.db["notes"].rows_where("text = ?", ["hai"])] == [2]


@pytest.mark.parametrize(
    "liberty",
    [
        lambda db: db["notes"].insert({"text": "x", "colour": 1}, alter=True),
        lambda db: db["notes"].insert({"text": "x"}, alter=True),
        lambda db: db["notes"].insert_all([{"text": "x", "colour": 1}], alter=True),
        lambda db: db["notes"].upsert({"id": 1, "colour": 1}, pk="id", alter=True),
        lambda db: db["notes"].update(1, {"colour": 1}, alter=True),
        lambda db: db["notes"].add_missing_columns([{"colour": 1}]),
        lambda db: db.table("notes", alter=True).insert({"text": "x", "colour": 1}),
        lambda db: db.create_table("more", {"id": int}),
        lambda db: db["more"].insert({"id": 1}),
        lambda db: db["more"].create({"id": int}),
        lambda db: db.begin(),
        lambda db: db.commit(),
        lambda db: db.rollback(),
        lambda db: db.close(),
    ],
)
def test_liberties_are_refused_and_change_nothing(
    store: Store, liberty: Callable[[RoomDatabase], object]
) -> None:
    add(store, "một")
    with store.transaction() as tx:
        before = tx.db.schema
        with pytest.raises(StatementError):
            liberty(tx.db)
        assert tx.db.schema == before
    assert texts(store) == ["một"]


def test_it_raises_the_stores_own_exceptions(store: Store) -> None:
    add(store, "một")
    with store.transaction() as tx:
        with pytest.raises(ConstraintError):
            tx.db["notes"].insert({"text": "một"})
        with pytest.raises(ConstraintError):
            tx.db["lines"].insert({"note": 404})
        with pytest.raises(StatementError):
            tx.db.execute("SELECT * FROM nowhere")
