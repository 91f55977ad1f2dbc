"""What a desk keeps at hand: its favourite procedures and those that it opened last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from catalog import storage
from catalog.catalogue import Catalogue
from store.store import Transaction

RECENT = 12
"""How many of the procedures opened last are remembered."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Codes: favourites in the order in which they were added, recents the last opened first."""

    favourites: tuple[str, ...] = ()
    recents: tuple[str, ...] = ()


def shelf_of(tx: Transaction) -> Shelf:
    """Return what the desk keeps at hand."""
    return Shelf(storage.favourites(tx), storage.recents(tx))


def set_favourite(
    tx: Transaction, catalogue: Catalogue, code: str, *, is_on: bool, moment: datetime
) -> Shelf:
    """Keep a procedure at hand, or no longer; InputError CAT-01 for a code that does not exist."""
    if is_on:
        catalogue.get(code, catalogue.status_date)
        storage.put_favourite(tx, code, moment)
    else:
        storage.remove_favourite(tx, code)
    return shelf_of(tx)


def remember_opened(tx: Transaction, code: str, moment: datetime) -> Shelf:
    """Put a procedure first among those opened last; the oldest falls off."""
    storage.put_recent(tx, code, moment, keep=RECENT)
    return shelf_of(tx)
