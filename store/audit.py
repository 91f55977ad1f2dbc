"""The audit log: a chain of keyed MACs, appended in the transaction that it tells about.

Found by `verify`: a row edited, deleted, swapped, inserted, rows cut off at the end (the sealed
head row knows length and end), a head that was changed or removed. Not found by the store alone:
a whole older copy of the store put back, or a chain rebuilt by somebody who holds the data key.
Against these `head` is printed on slips and kept by the hub: a later chain must contain it.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Protocol

from base.clock import Clock
from store.driver import Row, SqlValue, damaged_error

if TYPE_CHECKING:
    from store.store import Store

_START = bytes(32)  # what the first row's MAC covers in place of a row before it
_READ_ROWS = 1000


class Executes(Protocol):
    """The part of a transaction that the log needs."""

    def execute(self, sql: str, params: Sequence[SqlValue] = ()) -> list[Row]:
        """Run one statement and return its rows."""
        ...


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What a check of the chain found; `first_bad` is the first position that does not hold."""

    ok: bool
    rows: int
    first_bad: int | None


class AuditTrail:
    """Appends to the chain and checks it, with the store's audit key."""

    def __init__(self, key: bytes, clock: Clock) -> None:
        self._key = key
        self._clock = clock

    def start(self, tx: Executes) -> None:
        """Seal the empty chain of a new store, unless the chain was started before."""
        if not tx.execute("SELECT 1 FROM store_audit_head"):
            tx.execute(
                "INSERT INTO store_audit_head (id, rows, mac, seal) VALUES (1, 0, ?, ?)",
                (_START, self._seal(0, _START)),
            )

    def append(self, tx: Executes, kind: str, subject: str, note: str) -> None:
        """Add one row and move the head; raise StorageError STORE-05 when there is no head."""
        last, before = _head(tx)
        number = last + 1
        at = self._clock().astimezone(UTC).isoformat(timespec="milliseconds")
        told = [text.encode() for text in (at, kind, subject, note)]
        mac = self._mac(before, number, told)
        tx.execute(
            "INSERT INTO store_audit (number, at, kind, subject, note, mac)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (number, at, kind, subject, note, mac),
        )
        tx.execute(
            "UPDATE store_audit_head SET rows = ?, mac = ?, seal = ? WHERE id = 1",
            (number, mac, self._seal(number, mac)),
        )

    def check(self, tx: Executes) -> AuditReport:
        """Recompute the whole chain and compare its end with the sealed head."""
        first_bad = self._first_bad(tx)
        rows: int = tx.execute("SELECT count(*) FROM store_audit")[0][0]
        return AuditReport(first_bad is None, rows, first_bad)

    def _first_bad(self, tx: Executes) -> int | None:
        good, mac = 0, _START
        for row in _rows(tx):
            number, *told, stored = tuple(row)
            if number != good + 1:
                return good + 1
            mac = self._mac(mac, number, told)
            if not hmac.compare_digest(mac, stored):
                return good + 1
            good = number
        heads = tx.execute("SELECT rows, mac, seal FROM store_audit_head")
        if len(heads) != 1:
            return good + 1
        sealed, end, seal = tuple(heads[0])
        if sealed < 0 or not hmac.compare_digest(seal, self._seal(sealed, end)):
            return good + 1
        return None if (sealed, end) == (good, mac) else min(sealed, good) + 1

    def _mac(self, before: bytes, number: int, told: Sequence[bytes]) -> bytes:
        # With its length before each part no two rows have the same bytes.
        parts = [b"row", before, number.to_bytes(8, "big")]
        parts += [part for text in told for part in (len(text).to_bytes(4, "big"), text)]
        return hmac.digest(self._key, b"".join(parts), "sha256")

    def _seal(self, rows: int, mac: bytes) -> bytes:
        return hmac.digest(self._key, b"head" + rows.to_bytes(8, "big") + mac, "sha256")


def verify(store: Store) -> AuditReport:
    """Check the store's whole chain on one snapshot."""
    with store.read() as tx:
        return store.audit_trail.check(tx)


def head(tx: Executes) -> str:
    """Return the chain's end as 64 hex digits, to be anchored outside the store."""
    return _head(tx)[1].hex()


def _head(tx: Executes) -> tuple[int, bytes]:
    rows = tx.execute("SELECT rows, mac FROM store_audit_head WHERE id = 1")
    if not rows:
        raise damaged_error("audit head missing")
    return rows[0]["rows"], rows[0]["mac"]


def _rows(tx: Executes) -> Iterator[Row]:
    last = -(2**63)  # also a row smuggled in below the first one is seen
    # As bytes: a forged row may hold text that is not UTF-8.
    while rows := tx.execute(
        "SELECT number, CAST(at AS BLOB), CAST(kind AS BLOB), CAST(subject AS BLOB),"
        " CAST(note AS BLOB), mac FROM store_audit WHERE number > ? ORDER BY number LIMIT ?",
        (last, _READ_ROWS),
    ):
        yield from rows
        last = rows[-1]["number"]
