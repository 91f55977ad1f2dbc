"""Removing attachments that no row names: of a transaction rolled back, or of a draft dropped."""

from __future__ import annotations

import time
from collections.abc import Iterator

from dossiers.storage import upkeep_rows
from store.store import Store

SAFE_AGE_S = 86_400.0
"""Younger files may belong to a case that is being saved right now."""
_BATCH = 50  # files removed while the write lock is held


def leftovers(store: Store, *, age_s: float = SAFE_AGE_S) -> list[str]:
    """Return the names of old attachments that neither a dossier nor a draft names."""
    old = store.blobs.last_put_before(_moment(age_s))
    if not old:
        return []
    with store.read() as tx:
        named = upkeep_rows.named_blobs(tx)
    return [name for name in old if name not in named]


def sweep(store: Store, *, age_s: float = SAFE_AGE_S) -> Iterator[int]:
    """Remove leftovers, a few with each step; yields how many went.

    A kill between two files does no harm. What a case names is never removed: rows are looked at
    again under the write lock, and who names a file makes sure of it under the same lock.
    """
    # No lock stands before these: only their age says that nobody is writing them.
    yield store.blobs.delete_half_written(_moment(max(age_s, SAFE_AGE_S)))
    names = leftovers(store, age_s=age_s)
    for start in range(0, len(names), _BATCH):
        yield _remove(store, names[start : start + _BATCH], _moment(age_s))


def count_missing(store: Store) -> int:
    """Return how many attachments of dossiers have no file."""
    with store.read() as tx:
        named = upkeep_rows.attachment_blobs(tx)
    return len(named.difference(store.blobs.names()))


def _remove(store: Store, names: list[str], moment: float) -> int:
    with store.transaction() as tx:
        named = upkeep_rows.named_blobs(tx, names)
        gone = sum(store.blobs.delete_older(n, moment) for n in names if n not in named)
        if gone:
            tx.audit("leftovers_removed", store.store_id, f"{gone}")
    return gone


def _moment(age_s: float) -> float:
    return time.time() - age_s  # files carry the PC's clock, whatever the desk's clock says
