"""SQL of the papers that were given for an open case, or for a dossier.

The column `draft_id` holds the id of either.
"""

from __future__ import annotations

from datetime import datetime

from dossiers.storage.dossier_rows import utc_text
from store.store import Transaction


def insert(tx: Transaction, case_id: str, kind: str, doc_no: str, year: int, at: datetime) -> None:
    """Note that a paper was given."""
    tx.insert(
        "notice",
        {"draft_id": case_id, "kind": kind, "doc_no": doc_no, "year": year, "at": utc_text(at)},
    )


def of_case(tx: Transaction, case_id: str) -> list[tuple[str, str, datetime]]:
    """Return (kind, number, moment) of what was given for a case, oldest first."""
    rows = tx.execute(
        "SELECT kind, doc_no, at FROM notice WHERE draft_id = ? ORDER BY id", (case_id,)
    )
    return [(r["kind"], r["doc_no"], datetime.fromisoformat(r["at"])) for r in rows]
