"""SQL of the outbox and of the lease for draining it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dossiers.dossier import OutboxRow, OutboxState
from dossiers.storage.dossier_rows import utc_text
from exchange.records import content_hash
from store.store import Row, Transaction

_ROW = """
    SELECT o.dossier_id, d.provisional_number, d.procedure_name, d.applicant_name,
           d.due_at, o.state, o.attempts,
           o.next_try_at, o.reason, o.payload, o.field_errors, o.package_id
    FROM outbox o JOIN dossier d ON d.id = o.dossier_id
"""


def insert(
    tx: Transaction,
    dossier_id: str,
    *,
    state: OutboxState,
    reason: str,
    hold_until: datetime,
    payload: bytes,
) -> None:
    """Freeze what will be sent of a dossier."""
    tx.insert(
        "outbox",
        {
            "dossier_id": dossier_id,
            "state": state.value,
            "reason": reason,
            "hold_until": utc_text(hold_until),
            "payload": payload,
            "payload_sha256": content_hash(payload),
        },
    )


def state_of(tx: Transaction, dossier_id: str) -> OutboxState | None:
    """Return where the sending of a dossier stands."""
    rows = tx.execute("SELECT state FROM outbox WHERE dossier_id = ?", (dossier_id,))
    return OutboxState(rows[0]["state"]) if rows else None


@dataclass(frozen=True, slots=True)
class Change:
    """What a row becomes; a package id once set stays."""

    state: OutboxState
    reason: str = ""
    next_try_at: datetime | None = None
    field_errors: Sequence[Mapping[str, Any]] = ()
    package_id: str | None = None


def change(tx: Transaction, dossier_id: str, new: Change) -> None:
    """Move a row to a state."""
    values: dict[str, Any] = {
        "state": new.state.value,
        "reason": new.reason,
        "next_try_at": utc_text(new.next_try_at) if new.next_try_at else None,
        "field_errors": json.dumps(list(new.field_errors), ensure_ascii=False),
    }
    if new.package_id is not None:
        values["package_id"] = new.package_id
    tx.update("outbox", values, "dossier_id = ?", (dossier_id,))


def count_attempt(tx: Transaction, dossier_id: str) -> None:
    """Note that a send begins: a kill from here on leaves the row in `sending`."""
    tx.execute(
        "UPDATE outbox SET state = ?, attempts = attempts + 1 WHERE dossier_id = ?",
        (OutboxState.SENDING.value, dossier_id),
    )


def move_all(tx: Transaction, old: OutboxState, new: OutboxState, reason: str) -> None:
    """Move every row of a state, such as when a gateway appears."""
    tx.update("outbox", {"state": new.value, "reason": reason}, "state = ?", (old.value,))


def all_rows(tx: Transaction, limit: int = 1000) -> tuple[OutboxRow, ...]:
    """Return the outbox, what still has to go first, then newest first."""
    rows = tx.execute(
        _ROW + " ORDER BY o.state IN ('accepted', 'entered_by_hand', 'handed_over', 'parked'),"
        " d.received_at DESC LIMIT ?",
        (limit,),
    )
    return tuple(_row(r) for r in rows)


def rows_in(tx: Transaction, states: Sequence[OutboxState]) -> tuple[OutboxRow, ...]:
    """Return the rows in any of the states, oldest first."""
    marks = ", ".join("?" for _ in states)
    rows = tx.execute(
        _ROW + f" WHERE o.state IN ({marks}) ORDER BY d.received_at, d.id",
        tuple(s.value for s in states),
    )
    return tuple(_row(r) for r in rows)


def due_rows(tx: Transaction, now: datetime) -> tuple[OutboxRow, ...]:
    """Return the waiting rows whose undo time is over and whose next try has come."""
    moment = utc_text(now)
    rows = tx.execute(
        _ROW + " WHERE o.state = ? AND o.hold_until <= ?"
        " AND (o.next_try_at IS NULL OR o.next_try_at <= ?) ORDER BY d.received_at, d.id",
        (OutboxState.WAITING.value, moment, moment),
    )
    return tuple(_row(r) for r in rows)


def exportable_rows(tx: Transaction, now: datetime) -> tuple[OutboxRow, ...]:
    """Return every row that may be carried out by hand now."""
    states = (OutboxState.WAITING, OutboxState.NO_GATEWAY)
    held = tx.execute("SELECT dossier_id FROM outbox WHERE hold_until > ?", (utc_text(now),))
    still_held = {row["dossier_id"] for row in held}
    return tuple(r for r in rows_in(tx, states) if r.id not in still_held)


def counts(tx: Transaction) -> dict[OutboxState, int]:
    """Return how many rows stand in each state."""
    rows = tx.execute("SELECT state, count(*) AS n FROM outbox GROUP BY state")
    return {OutboxState(r["state"]): int(r["n"]) for r in rows}


def take_lease(tx: Transaction, owner: str, now: datetime, until: datetime) -> bool:
    """Take the right to drain; False while another process holds it."""
    rows = tx.execute(
        "INSERT INTO drain_lease (name, owner, until) VALUES ('outbox', ?, ?)"
        " ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until = excluded.until"
        " WHERE drain_lease.until <= ? OR drain_lease.owner = excluded.owner RETURNING owner",
        (owner, utc_text(until), utc_text(now)),
    )
    return bool(rows)


def drop_lease(tx: Transaction, owner: str) -> None:
    """Give the right to drain back."""
    tx.execute("DELETE FROM drain_lease WHERE owner = ?", (owner,))


def _row(row: Row) -> OutboxRow:
    return OutboxRow(
        id=row["dossier_id"],
        provisional_number=row["provisional_number"],
        procedure_name=row["procedure_name"],
        state=OutboxState(row["state"]),
        attempts=row["attempts"],
        next_try_at=datetime.fromisoformat(row["next_try_at"]) if row["next_try_at"] else None,
        reason=row["reason"],
        payload=bytes(row["payload"]),
        field_errors=tuple(json.loads(row["field_errors"])),
        package_id=row["package_id"],
        applicant_name=row["applicant_name"],
        due_at=datetime.fromisoformat(row["due_at"]) if row["due_at"] else None,
    )
