"""The audit log finds every row that was edited, deleted, swapped, added or cut off."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from store.audit import AuditReport, head, verify
from store.store import Store
from tests.unit.store.places import Place, finished

ROWS = 40


@pytest.fixture
def kept(place: Place) -> Iterator[Store]:
    """A store with a chain of 40 rows, whose guards against changing it are taken away."""
    with place.open() as store:
        for number in range(ROWS):
            with store.transaction() as tx:
                tx.audit("viewed", f"hồ sơ {number}", "ghi chú")
        with store.transaction() as tx:
            tx.execute("DROP TRIGGER store_audit_no_update")
            tx.execute("DROP TRIGGER store_audit_no_delete")
        yield store


def _after(store: Store, *statements: str, number: int | None = None) -> AuditReport:
    """Verify after running the statements; each `?` in them is the number."""
    with store.transaction() as tx:
        for statement in statements:
            tx.execute(statement, (number,) * statement.count("?"))
    return verify(store)


def test_an_untouched_chain_holds(kept: Store) -> None:
    assert verify(kept) == AuditReport(True, ROWS, None)


def test_a_new_store_has_an_empty_chain_that_holds(store: Store) -> None:
    assert verify(store) == AuditReport(True, 0, None)


@pytest.mark.parametrize("column", ["at", "kind", "subject", "note"])
@pytest.mark.parametrize("number", [1, 17, ROWS])
def test_an_edited_row_is_named(kept: Store, column: str, number: int) -> None:
    with kept.transaction() as tx:
        assert tx.update("store_audit", {column: "x"}, "number = ?", (number,)) == 1
    assert verify(kept) == AuditReport(False, ROWS, number)


def test_text_moved_from_one_column_to_the_next_is_named(kept: Store) -> None:
    report = _after(
        kept, "UPDATE store_audit SET kind = 'view', subject = 'ed' || subject WHERE number = 9"
    )
    assert report.first_bad == 9


@pytest.mark.parametrize("number", [1, 17])
def test_a_deleted_row_is_named(kept: Store, number: int) -> None:
    report = _after(kept, "DELETE FROM store_audit WHERE number = ?", number=number)
    assert report == AuditReport(False, ROWS - 1, number)


def test_a_deleted_row_whose_gap_was_closed_is_named(kept: Store) -> None:
    report = _after(
        kept,
        "DELETE FROM store_audit WHERE number = 17",
        "UPDATE store_audit SET number = -number WHERE number > 17",
        "UPDATE store_audit SET number = -number - 1 WHERE number < 0",
    )
    assert report.first_bad == 17


def test_two_swapped_rows_are_named(kept: Store) -> None:
    report = _after(
        kept,
        "UPDATE store_audit SET number = 1000 WHERE number = 12",
        "UPDATE store_audit SET number = 12 WHERE number = 30",
        "UPDATE store_audit SET number = 30 WHERE number = 1000",
    )
    assert report == AuditReport(False, ROWS, 12)


@pytest.mark.parametrize("left", [0, 1, ROWS - 1])
def test_rows_cut_off_at_the_end_are_named(kept: Store, left: int) -> None:
    report = _after(kept, "DELETE FROM store_audit WHERE number > ?", number=left)
    assert report == AuditReport(False, left, left + 1)


def test_rows_cut_off_with_the_head_moved_back_are_named(kept: Store) -> None:
    report = _after(
        kept,
        "DELETE FROM store_audit WHERE number > 30",
        "UPDATE store_audit_head SET rows = 30,"
        " mac = (SELECT mac FROM store_audit WHERE number = 30)",
    )
    assert report == AuditReport(False, 30, 31)


def test_a_head_of_an_earlier_day_put_back_is_named(place: Place, kept: Store) -> None:
    """As from an older copy of the store that was opened with the key."""
    with kept.read() as tx:
        old = tx.execute("SELECT rows, mac, seal FROM store_audit_head")[0]
    with kept.transaction() as tx:
        tx.audit("later", "1")
    with kept.transaction() as tx:
        tx.update("store_audit_head", dict(zip(old.keys(), old, strict=True)), "id = 1")
    assert verify(kept) == AuditReport(False, ROWS + 1, ROWS + 1)


@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM store_audit_head", "UPDATE store_audit_head SET seal = zeroblob(32)"],
)
def test_a_lost_or_forged_head_is_named(kept: Store, statement: str) -> None:
    assert _after(kept, statement) == AuditReport(False, ROWS, ROWS + 1)


def test_an_emptied_log_is_not_taken_for_a_new_one(kept: Store) -> None:
    report = _after(kept, "DELETE FROM store_audit", "DELETE FROM store_audit_head")
    assert report == AuditReport(False, 0, 1)


@pytest.mark.parametrize("number", [-5, 0, ROWS + 1])
def test_an_added_row_is_named(kept: Store, number: int) -> None:
    report = _after(
        kept,
        "INSERT INTO store_audit (number, at, kind, subject, note, mac)"
        " SELECT ?, at, kind, subject, note, mac FROM store_audit WHERE number = 40",
        number=number,
    )
    assert report == AuditReport(False, ROWS + 1, 1 if number < 1 else ROWS + 1)


def test_text_that_is_not_utf_8_is_named_without_a_crash(kept: Store) -> None:
    report = _after(kept, "UPDATE store_audit SET note = CAST(x'ff' AS TEXT) WHERE number = 5")
    assert report.first_bad == 5


def test_the_chain_goes_on_over_restarts_and_processes(place: Place) -> None:
    for turn in range(3):
        with place.open() as store, store.transaction() as tx:
            tx.audit("started", str(turn))
    code = "s = place.open()\nwith s.transaction() as tx: tx.audit('started', 'child')"
    assert finished(place.child(code)) == (0, "")
    with place.open() as store:
        assert verify(store) == AuditReport(True, 4, None)


def test_the_head_changes_with_every_row_and_is_hex(store: Store) -> None:
    heads = []
    for _ in range(3):
        with store.transaction() as tx:
            tx.audit("viewed", "1")
            heads.append(head(tx))
    assert len(set(heads)) == 3
    assert {len(bytes.fromhex(text)) for text in heads} == {32}


def test_a_log_without_its_head_takes_no_more_rows(kept: Store) -> None:
    _after(kept, "DELETE FROM store_audit_head")
    with pytest.raises(Exception, match="STORE-05"), kept.transaction() as tx:
        tx.audit("viewed", "1")


def test_rows_cannot_be_changed_by_mistake(store: Store) -> None:
    with store.transaction() as tx:
        tx.audit("viewed", "1")
    for statement in ("UPDATE store_audit SET note = 'x'", "DELETE FROM store_audit"):
        with pytest.raises(Exception, match="append-only"), store.transaction() as tx:
            tx.execute(statement)
    assert verify(store) == AuditReport(True, 1, None)


def test_two_stores_have_different_chains_for_the_same_rows(place: Place, store: Store) -> None:
    second = Place(place.root / "second")
    second.root.mkdir()
    ends = []
    with second.open() as other:
        for one in (store, other):
            with one.transaction() as tx:
                tx.audit("viewed", "1")
                ends.append(head(tx))
    assert ends[0] != ends[1]
