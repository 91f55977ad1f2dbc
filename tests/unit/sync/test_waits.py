from __future__ import annotations

import random

import pytest

from sync.waits import CAP_S, wait_s


@pytest.mark.parametrize("attempts", [1, 2, 5, 10, 100, 100_000])
def test_the_wait_grows_and_never_passes_five_minutes(attempts: int) -> None:
    draws = [wait_s(attempts, draw=random.Random(seed)) for seed in range(50)]
    assert all(0 < d <= CAP_S for d in draws)
    assert len(set(draws)) > 1
    if attempts == 1:
        assert max(draws) <= 5


def test_a_time_that_the_server_names_wins_within_reason() -> None:
    draw = random.Random(1)
    assert wait_s(9, 30, draw=draw) == 30
    assert wait_s(1, 86_400, draw=draw) == 3600
    assert wait_s(1, -5, draw=draw) == 0
