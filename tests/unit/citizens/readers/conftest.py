"""Files are read as patiently as a busy test machine needs."""

from __future__ import annotations

import pytest

from citizens.readers import child_files


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limits are for a child that is stuck; tests of that set their own."""
    for name in ("_START_S", "_PAGE_S", "_HEIC_S", "_ALL_S"):
        monkeypatch.setattr(child_files, name, 55.0)
