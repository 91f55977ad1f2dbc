"""A line to this PC only: no proxy of the machine, no other host."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.gateways.kept_file import Fetched
from sync.gateways.web_file import Limits, fetch_file
from tests.unit.sync.line_hand import FILE, QUICK, Fetch
from tests.unit.sync.line_server import PATH, Publisher, serving

PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def publisher(no_proxy: None) -> Iterator[Publisher]:
    with serving() as server:
        yield server


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "line"


@pytest.fixture
def fetch(publisher: Publisher, folder: Path) -> Fetch:
    """Fetch from the server of the test."""
    publisher.shelf.file = FILE

    def run(path: str = PATH, limits: Limits = QUICK) -> Fetched:
        return fetch_file(publisher.at(path), folder, limits=limits)

    return run
