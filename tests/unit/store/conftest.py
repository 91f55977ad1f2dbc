"""Fixtures of the store tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.store import Store
from tests.unit.store.places import Place


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """An empty data folder with a key file to come."""
    return Place(tmp_path)


@pytest.fixture
def store(place: Place) -> Iterator[Store]:
    """An open store with the notes room."""
    with place.open() as opened:
        yield opened
