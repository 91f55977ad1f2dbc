"""SQL of the upkeep: which files the rows name, and search words that are to be made anew."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from store.store import Transaction

_BLOB_NAME = re.compile(rb'"([0-9a-f]{64})"')
_SEARCH_WORDS = "search words"
_ATTACHMENTS = "SELECT blob FROM attachment"


def named_blobs(tx: Transaction, among: Sequence[str] | None = None) -> set[str]:
    """Return the blobs that dossiers and drafts name: all of them, or which of some."""
    if among is None:
        rows = tx.execute(_ATTACHMENTS)
    else:
        marks = ", ".join("?" for _ in among)
        rows = tx.execute(_ATTACHMENTS + f" WHERE blob IN ({marks})", tuple(among))
    return {row["blob"] for row in rows} | _named_by_drafts(tx)


def attachment_blobs(tx: Transaction) -> set[str]:
    """Return the blobs that dossiers name."""
    return {row["blob"] for row in tx.execute(_ATTACHMENTS)}


def _named_by_drafts(tx: Transaction) -> set[str]:
    """Return whatever may be a name in a draft, so that also another program's drafts count."""
    found: set[str] = set()
    for row in tx.execute("SELECT content FROM draft"):
        found.update(name.decode() for name in _BLOB_NAME.findall(bytes(row["content"])))
    return found


@dataclass(frozen=True, slots=True)
class IndexedRow:
    """One dossier's search words with what they are made of; no record: no such dossier."""

    row: int
    words: str = field(repr=False)
    record: bytes | None = field(repr=False)
    dossier_code: str | None


def rows_to_index(tx: Transaction, limit: int) -> tuple[IndexedRow, ...]:
    """Return the next rows whose words an earlier program made; none when all is done."""
    rows = tx.execute(
        "SELECT s.rowid AS row, s.words, d.record, d.dossier_code"
        " FROM upkeep u JOIN dossier_search s ON s.rowid > u.after_row AND s.rowid <= u.until_row"
        " LEFT JOIN dossier d ON d.id = s.dossier_id"
        " WHERE u.task = ? ORDER BY s.rowid LIMIT ?",
        (_SEARCH_WORDS, limit),
    )
    return tuple(
        IndexedRow(
            r["row"],
            r["words"],
            None if r["record"] is None else bytes(r["record"]),
            r["dossier_code"],
        )
        for r in rows
    )


def rows_left_to_index(tx: Transaction) -> int:
    """Return how many dossiers may still have an earlier program's search words."""
    rows = tx.execute(
        "SELECT count(*) AS n FROM upkeep u JOIN dossier_search s"
        " ON s.rowid > u.after_row AND s.rowid <= u.until_row WHERE u.task = ?",
        (_SEARCH_WORDS,),
    )
    return int(rows[0]["n"])


def set_words(tx: Transaction, row: int, words: str) -> None:
    """Replace the search words of one row."""
    tx.execute("UPDATE dossier_search SET words = ? WHERE rowid = ?", (words, row))


def note_indexed(tx: Transaction, row: int) -> None:
    """Remember how far it went."""
    tx.execute("UPDATE upkeep SET after_row = ? WHERE task = ?", (row, _SEARCH_WORDS))


def end_indexing(tx: Transaction) -> None:
    """Nothing is left to index."""
    tx.execute("DELETE FROM upkeep WHERE task = ?", (_SEARCH_WORDS,))
