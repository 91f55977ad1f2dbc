"""Favourites keep their order, recents turn over, and only procedures that exist are kept."""

from __future__ import annotations

from datetime import timedelta

import pytest

from base.errors import InputError
from catalog.catalogue import Catalogue
from catalog.counter.shelf import RECENT, Shelf, remember_opened, set_favourite, shelf_of
from store.store import Store
from tests.unit.catalog.counter.conftest import NOW

BIRTH, DEATH, COPY = "1.001193", "1.000656", "2.000815"


def pin(store: Store, catalogue: Catalogue, code: str, *, is_on: bool = True) -> Shelf:
    with store.transaction() as tx:
        return set_favourite(tx, catalogue, code, is_on=is_on, moment=NOW)


def opened(store: Store, *codes: str) -> Shelf:
    shelf = Shelf()
    for minute, code in enumerate(codes):
        with store.transaction() as tx:
            shelf = remember_opened(tx, code, NOW + timedelta(minutes=minute))
    return shelf


def test_favourites_stand_as_they_were_added_and_pinning_twice_moves_nothing(
    store: Store, catalogue: Catalogue
) -> None:
    for code in (DEATH, BIRTH, DEATH):
        shelf = pin(store, catalogue, code)
    assert shelf.favourites == (DEATH, BIRTH)
    assert pin(store, catalogue, DEATH, is_on=False).favourites == (BIRTH,)


def test_a_procedure_that_does_not_exist_is_not_pinned(store: Store, catalogue: Catalogue) -> None:
    with pytest.raises(InputError) as caught:
        pin(store, catalogue, "9.999999")
    assert caught.value.code == "CAT-01"
    with store.read() as tx:
        assert shelf_of(tx) == Shelf()


def test_one_that_has_left_the_catalogue_can_still_be_unpinned(
    store: Store, catalogue: Catalogue
) -> None:
    assert pin(store, catalogue, "9.999999", is_on=False) == Shelf()


def test_what_was_opened_last_stands_first_and_once(store: Store) -> None:
    assert opened(store, BIRTH, COPY, BIRTH).recents == (BIRTH, COPY)


def test_two_in_one_second_keep_their_order(store: Store) -> None:
    with store.transaction() as tx:
        for code in (BIRTH, COPY, DEATH):
            remember_opened(tx, code, NOW)
        assert shelf_of(tx).recents == (DEATH, COPY, BIRTH)


def test_the_oldest_fall_off(store: Store) -> None:
    codes = [f"1.{number:06d}" for number in range(RECENT + 3)]
    assert opened(store, *codes).recents == tuple(reversed(codes))[:RECENT]
