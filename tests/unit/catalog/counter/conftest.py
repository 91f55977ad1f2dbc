"""A real encrypted store with the tables of the desk and of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from base.clock import fixed_clock
from base.paths import DataDir
from catalog.storage import MIGRATIONS
from desk.storage import MIGRATIONS as DESK
from store.keys import KeyFile
from store.store import Store, open_store

NOW = datetime(2026, 11, 26, 1, 30, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    data_dir = DataDir(tmp_path / "data").make()
    keys = KeyFile(tmp_path / "key", data_dir.root)
    with open_store(data_dir, keys, (DESK, MIGRATIONS), fixed_clock(NOW)) as opened:
        yield opened
