"""One transaction: all of it or nothing, and nothing outside it."""

from __future__ import annotations

import threading

import pytest

from base.errors import StorageError
from store.driver import ConstraintError, StatementError
from store.store import Store, Transaction
from tests.unit.store.places import Place, add, texts


def _write_and_fail(store: Store) -> None:
    with store.transaction() as tx:
        tx.insert("notes", {"text": "hai"})
        tx.audit("note", "2")
        _ = 1 / 0


def _end_at_the_end(store: Store) -> None:
    with store.transaction() as tx:
        tx.insert("notes", {"text": "một"})
        tx.execute("ROLLBACK")


def _end_in_the_middle(store: Store) -> None:
    with store.transaction() as tx:
        tx.execute("ROLLBACK")
        tx.insert("notes", {"text": "hai"})


def _swallow_a_full_disk(store: Store) -> None:
    with store.transaction() as tx:
        tx.insert("notes", {"text": "một"})
        with pytest.raises(StorageError, match="STORE-03"):
            tx.insert("notes", {"text": "x" * 300_000})
        tx.insert("notes", {"text": "hai"})


def test_a_block_that_raises_leaves_nothing(store: Store) -> None:
    add(store, "một")
    with pytest.raises(ZeroDivisionError):
        _write_and_fail(store)
    assert texts(store) == ["một"]
    with store.read() as tx:
        assert tx.execute("SELECT count(*) FROM store_audit")[0][0] == 0


def test_an_error_of_the_room_passes_as_it_is(store: Store) -> None:
    with pytest.raises(FileNotFoundError), store.transaction():
        raise FileNotFoundError("a file of the room's own")


def test_insert_gives_the_rowid_and_update_the_number_of_rows(store: Store) -> None:
    with store.transaction() as tx:
        assert [tx.insert("notes", {"text": t, "size": 1}) for t in ("a", "b")] == [1, 2]
        assert tx.update("notes", {"size": 7}, "size = ?", (1,)) == 2
        assert tx.update("notes", {"size": 8}, "text = ?", ("none",)) == 0
        rows = tx.execute("SELECT id, size FROM notes WHERE text = :t", {"t": "b"})
    assert (rows[0]["id"], rows[0][1], rows[0].keys(), len(rows[0])) == (2, 7, ["id", "size"], 2)


def test_values_are_bound_and_names_are_quoted(store: Store) -> None:
    hostile = "x'); DROP TABLE notes; --"
    add(store, hostile)
    with store.transaction() as tx, pytest.raises(StatementError):
        tx.insert('notes" (text) VALUES (1); --', {"text": "y"})
    with store.transaction() as tx, pytest.raises(StatementError):
        tx.insert("notes", {'text") VALUES (1); --': "y"})
    assert texts(store) == [hostile]


@pytest.mark.parametrize("table", ["nots", "Notes2", ""])
def test_a_mistyped_table_is_refused_and_not_made(store: Store, table: str) -> None:
    with store.transaction() as tx:
        with pytest.raises(StatementError):
            tx.insert(table, {"text": "x"})
        with pytest.raises(StatementError):
            tx.update(table, {"text": "x"}, "id = 1")
        with pytest.raises(StatementError):
            tx.db[table].insert({"text": "x"})
    with store.read() as tx:
        names = {row[0] for row in tx.execute("SELECT name FROM sqlite_schema")}
    assert table not in names


def test_a_mistyped_column_or_a_wrong_type_is_refused(store: Store) -> None:
    with store.transaction() as tx:
        with pytest.raises(StatementError):
            tx.insert("notes", {"text": "x", "colour": 1})
        with pytest.raises(ConstraintError):
            tx.insert("notes", {"text": "x", "size": "large"})
        with pytest.raises(ConstraintError):
            tx.insert("lines", {"note": 404})


def test_a_refused_row_leaves_the_transaction_usable(store: Store) -> None:
    with store.transaction() as tx:
        tx.insert("notes", {"text": "một"})
        with pytest.raises(ConstraintError, match=r"notes\.text"):
            tx.insert("notes", {"text": "một"})
        tx.insert("notes", {"text": "hai"})
    assert texts(store) == ["một", "hai"]


def test_reading_sees_one_snapshot_and_cannot_write(place: Place) -> None:
    with place.open() as one, place.open() as other:
        add(one, "một")
        with one.read() as tx:
            add(other, "hai")
            assert tx.execute("SELECT count(*) FROM notes")[0][0] == 1
            for write in (
                lambda: tx.insert("notes", {"text": "x"}),
                lambda: tx.audit("note", "x"),
                lambda: tx.execute("DELETE FROM notes"),
            ):
                with pytest.raises(StatementError):
                    write()
        assert texts(one) == ["một", "hai"]
        add(one, "ba")


def test_a_transaction_inside_another_is_a_bug(store: Store) -> None:
    with store.transaction() as tx:
        tx.insert("notes", {"text": "một"})
        for begin in (store.transaction, store.read):
            with pytest.raises(StatementError), begin():
                pytest.fail("nested")
    assert texts(store) == ["một"]


def test_a_leaked_transaction_is_of_no_use(store: Store) -> None:
    leaked: list[Transaction] = []
    with store.transaction() as tx:
        leaked.append(tx)
    with store.read() as tx:
        leaked.append(tx)
    for tx in leaked:
        with pytest.raises(StatementError):
            tx.insert("notes", {"text": "x"})
        with pytest.raises(StatementError):
            _ = tx.db
    with store.transaction(), pytest.raises(StatementError):
        leaked[0].insert("notes", {"text": "x"})
    assert texts(store) == []


def test_a_room_that_ends_the_transaction_itself_is_found_out(store: Store) -> None:
    for end in (_end_at_the_end, _end_in_the_middle):
        with pytest.raises(StatementError):
            end(store)
    assert texts(store) == []


def test_a_full_disk_that_was_swallowed_does_not_store_the_rest_row_by_row(store: Store) -> None:
    pages = store._connection.execute("PRAGMA page_count").fetchone()[0]
    store._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StatementError):
        _swallow_a_full_disk(store)
    assert texts(store) == []


def test_another_thread_must_open_its_own(store: Store) -> None:
    raised: list[StatementError] = []

    def work() -> None:
        try:
            add(store, "một")
        except StatementError as error:
            raised.append(error)

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    assert len(raised) == 1
    assert texts(store) == []


def test_closing_twice_is_fine(place: Place) -> None:
    store = place.open()
    store.close()
    store.close()
