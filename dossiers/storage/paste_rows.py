"""SQL of the orders in which values are handed over to other systems."""

from __future__ import annotations

import json
from datetime import datetime

from dossiers.storage.dossier_rows import utc_text
from store.store import Transaction


def save(
    tx: Transaction, place: tuple[str, str], used: tuple[str, ...], left_out: tuple[str, ...],
    at: datetime,
) -> None:  # fmt: skip
    """Store the order for a (system, form) in place of an earlier one."""
    tx.execute(
        "INSERT INTO paste_order (system, form_id, used, left_out, updated_at)"
        " VALUES (?, ?, ?, ?, ?) ON CONFLICT (system, form_id) DO UPDATE SET"
        " used = excluded.used, left_out = excluded.left_out, updated_at = excluded.updated_at",
        (*place, json.dumps(used), json.dumps(left_out), utc_text(at)),
    )


def load_all(tx: Transaction) -> dict[tuple[str, str], tuple[list[str], list[str]]]:
    """Return (used, left out) by (system, form)."""
    rows = tx.execute("SELECT system, form_id, used, left_out FROM paste_order")
    return {
        (r["system"], r["form_id"]): (json.loads(r["used"]), json.loads(r["left_out"]))
        for r in rows
    }


def delete(tx: Transaction, place: tuple[str, str]) -> None:
    """Forget the order for a (system, form)."""
    tx.execute("DELETE FROM paste_order WHERE system = ? AND form_id = ?", place)
