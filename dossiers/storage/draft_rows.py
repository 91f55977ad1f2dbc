"""SQL of drafts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from dossiers.storage.dossier_rows import utc_text
from store.store import Transaction


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One stored draft; content is JSON."""

    id: str
    title: str = field(repr=False)
    parked: bool
    updated_at: datetime
    content: bytes = field(repr=False)


def save(tx: Transaction, row: DraftRow) -> None:
    """Store a draft, replacing its earlier state."""
    tx.execute(
        "INSERT INTO draft (id, title, parked, updated_at, content) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET title = excluded.title, parked = excluded.parked,"
        " updated_at = excluded.updated_at, content = excluded.content",
        (row.id, row.title, int(row.parked), utc_text(row.updated_at), row.content),
    )


def load_all(tx: Transaction) -> tuple[DraftRow, ...]:
    """Return every draft, the last touched first."""
    rows = tx.execute(
        "SELECT id, title, parked, updated_at, content FROM draft ORDER BY updated_at DESC, id DESC"
    )
    return tuple(
        DraftRow(
            r["id"],
            r["title"],
            bool(r["parked"]),
            datetime.fromisoformat(r["updated_at"]),
            bytes(r["content"]),
        )
        for r in rows
    )


def delete(tx: Transaction, draft_id: str) -> None:
    """Remove a draft."""
    tx.execute("DELETE FROM draft WHERE id = ?", (draft_id,))
