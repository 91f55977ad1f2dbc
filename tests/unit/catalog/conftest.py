"""One catalogue and one calendar for all tests of the room: both are read-only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from catalog.calendar import WorkingCalendar
from catalog.catalogue import Catalogue, load_catalogue
from catalog.procedure import Procedure

TODAY = date(2026, 11, 26)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="session")
def calendar() -> WorkingCalendar:
    return WorkingCalendar.load()


@pytest.fixture(scope="session")
def procedure(catalogue: Catalogue) -> Callable[[str], Procedure]:
    return lambda code: catalogue.get(code, TODAY)
