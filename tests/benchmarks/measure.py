"""Medians, and the table that a benchmark run prints."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Measured:
    """One thing against its baseline, both measured in this run (milliseconds)."""

    name: str
    median_ms: float
    worst_ms: float
    baseline: str
    baseline_ms: float

    @property
    def ratio(self) -> float:
        return self.median_ms / self.baseline_ms

    def __str__(self) -> str:
        return (
            f"{self.name}: median {self.median_ms:.2f} ms, worst {self.worst_ms:.2f} ms; "
            f"{self.baseline}: {self.baseline_ms:.2f} ms; ratio {self.ratio:.2f}"
        )


def times_ms(action: Callable[[], object], rounds: int) -> list[float]:
    """Return how long each round took, after one round to warm up."""
    action()
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        action()
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def compare(
    name: str,
    action: Callable[[], object],
    baseline_name: str,
    baseline: Callable[[], object],
    rounds: int,
) -> Measured:
    """Measure an action and its baseline alternately-near in time."""
    base = times_ms(baseline, rounds)
    taken = times_ms(action, rounds)
    base += times_ms(baseline, rounds)
    return Measured(
        name, statistics.median(taken), max(taken), baseline_name, statistics.median(base)
    )


def process(arguments: Sequence[str], environment: dict[str, str]) -> Callable[[], object]:
    """Return an action that runs a whole Python process and checks its exit status."""

    def run() -> object:
        return subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=environment, check=True,
            capture_output=True,
        )  # fmt: skip

    return run
