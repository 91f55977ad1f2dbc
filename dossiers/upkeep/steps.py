"""The whole upkeep as small steps, between which others may write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dossiers.upkeep.leftovers import SAFE_AGE_S, sweep
from dossiers.upkeep.reindex import reindex
from store.store import Store


@dataclass(frozen=True, slots=True)
class Step:
    """What one step did."""

    indexed: int = 0  # dossiers whose search words were looked at
    removed: int = 0  # files that no row named


def upkeep(store: Store, *, age_s: float = SAFE_AGE_S) -> Iterator[Step]:
    """Do what there is to do; no transaction is open between two steps.

    Raises StorageError STORE-xx; what was done by then is done.
    """
    for indexed in reindex(store):
        yield Step(indexed=indexed)
    for removed in sweep(store, age_s=age_s):
        yield Step(removed=removed)
