"""Fixtures of the desk tests."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from base.clock import fixed_clock
from base.paths import DataDir
from desk.storage import MIGRATIONS
from store.keys import KeyFile
from store.store import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty encrypted store with the desk's tables."""
    data = DataDir(tmp_path / "data")
    key = KeyFile(tmp_path / "key.txt", data.root)
    clock = fixed_clock(datetime(2026, 11, 26, 1, 30, tzinfo=UTC))
    with open_store(data, key, (MIGRATIONS,), clock) as opened:
        yield opened
