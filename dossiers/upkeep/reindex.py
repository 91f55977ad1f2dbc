"""Search words of dossiers that an earlier program took in, made as today's program makes them."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from base.text import fold
from dossiers.storage import dossier_rows, upkeep_rows
from dossiers.storage.upkeep_rows import IndexedRow
from exchange.records import DossierRecord
from store.store import Store

_BATCH = 40  # dossiers looked at while the write lock is held


def left_to_index(store: Store) -> int:
    """Return how many dossiers may still lack search words."""
    with store.read() as tx:
        return upkeep_rows.rows_left_to_index(tx)


def reindex(store: Store) -> Iterator[int]:
    """Make the words anew, a few dossiers with each step; yields how many were looked at.

    How far it went lies in the store with the words, so it goes on where it was broken off.
    """
    if not left_to_index(store):  # on most days
        return
    while done := _next(store):
        yield done


def _next(store: Store) -> int:
    with store.transaction() as tx:
        rows = upkeep_rows.rows_to_index(tx, _BATCH)
        for row in rows:
            words = _words(row)
            if words != row.words:
                upkeep_rows.set_words(tx, row.row, words)
        if rows:
            upkeep_rows.note_indexed(tx, rows[-1].row)
        else:
            upkeep_rows.end_indexing(tx)
    return len(rows)


def _words(row: IndexedRow) -> str:
    if row.record is None:
        return row.words
    try:
        record = msgspec.json.decode(row.record, type=DossierRecord)
    except msgspec.DecodeError:  # opening the dossier says so; what finds it stays
        return row.words
    words = dossier_rows.search_words(record)
    return f"{words} {fold(row.dossier_code)}" if row.dossier_code else words
