"""Prints what was measured at the end of the run."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.benchmarks.measure import Measured

_RESULTS = pytest.StashKey[list[Measured]]()


@pytest.fixture
def report(request: pytest.FixtureRequest) -> Callable[[Measured], Measured]:
    """Keep one result for the table."""
    found = request.config.stash.setdefault(_RESULTS, [])

    def keep(measured: Measured) -> Measured:
        found.append(measured)
        return measured

    return keep


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print the table."""
    for measured in config.stash.get(_RESULTS, []):
        terminalreporter.write_line(str(measured))
