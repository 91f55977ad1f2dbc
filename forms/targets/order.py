"""The order in use for one system and one form, and how a clerk changes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from forms.targets import Target
from forms.targets.items import Item


@dataclass(frozen=True, slots=True)
class Order:
    """What is handed over, in order, and what the clerk decided to leave out."""

    used: tuple[str, ...]
    left_out: tuple[str, ...] = ()

    def moved(self, item_id: str, by: int) -> Order:
        """Return the order with one item moved; at the ends it stays where it is."""
        place = self.used.index(item_id)
        rest = [i for i in self.used if i != item_id]
        rest.insert(min(max(place + by, 0), len(rest)), item_id)
        return Order(tuple(rest), self.left_out)

    def without(self, item_id: str) -> Order:
        """Return the order with one item left out."""
        used = tuple(i for i in self.used if i != item_id)
        return Order(used, (item_id, *(i for i in self.left_out if i != item_id)))

    def with_item(self, item_id: str, after: str | None = None) -> Order:
        """Return the order with an item taken in, behind another one or at the end."""
        used = [i for i in self.used if i != item_id]
        place = used.index(after) + 1 if after in used else len(used)
        used.insert(place, item_id)
        return Order(tuple(used), tuple(i for i in self.left_out if i != item_id))


def default_order(items: Sequence[Item], target: Target) -> Order:
    """Return the system's own order where it is known, else the order of the sheet."""
    there = [item.id for item in items]
    if target.is_known:
        used = tuple(i for i in target.items if i in there)
    else:
        has_form = any(not item.is_of_dossier for item in items)
        used = tuple(i.id for i in items if i.is_offered and _is_asked(i, target, has_form))
    return Order(used, tuple(i for i in there if i not in used))


def arranged(saved: Order | None, items: Sequence[Item], target: Target) -> Order:
    """Return the clerk's order for the form as it is now.

    What the form no longer has is dropped; lines that are new in it come last.
    """
    usual = default_order(items, target)
    if saved is None:
        return usual
    there = {item.id for item in items}
    used = [i for i in saved.used if i in there]
    known = {*saved.used, *saved.left_out}
    used += [i for i in usual.used if i not in known]
    rest = [item.id for item in items if item.id not in used]
    return Order(tuple(used), tuple(rest))


def _is_asked(item: Item, target: Target, has_form: bool) -> bool:
    return not item.is_of_dossier or target.asks_dossier or not has_form
