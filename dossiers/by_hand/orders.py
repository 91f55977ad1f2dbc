"""The clerk's own order for a system and a form; kept in the store, without any value."""

from __future__ import annotations

from dossiers.storage import paste_rows
from dossiers.workplace import Workplace
from forms.targets.order import Order


def load_orders(workplace: Workplace) -> dict[tuple[str, str], Order]:
    """Return every order that was arranged here, by (system, form id)."""
    with workplace.store.read() as tx:
        rows = paste_rows.load_all(tx)
    return {place: Order(tuple(used), tuple(left)) for place, (used, left) in rows.items()}


def save_order(workplace: Workplace, system: str, form_id: str, order: Order) -> None:
    """Keep an order for the next time."""
    with workplace.store.transaction() as tx:
        paste_rows.save(tx, (system, form_id), order.used, order.left_out, workplace.clock())


def forget_order(workplace: Workplace, system: str, form_id: str) -> None:
    """Go back to the default order."""
    with workplace.store.transaction() as tx:
        paste_rows.delete(tx, (system, form_id))
