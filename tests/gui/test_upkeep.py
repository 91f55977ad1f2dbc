"""The store is kept tidy beside the work, in the thread of the store, without a word."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator

import pytest

from base.errors import StorageError
from dossiers.upkeep.leftovers import SAFE_AGE_S
from dossiers.upkeep.steps import Step
from tests.conftest import Desk
from tests.gui.conftest import WAIT_MS, Counter
from ui.pages.upkeep import START_MS, Upkeep

Start = Callable[[Desk], Counter]


def leave_something(desk: Desk) -> None:
    with desk.open() as workplace:
        workplace.store.blobs.put(b"nobody's")
        long_ago = time.time() - SAFE_AGE_S - 60
        for path in workplace.store.data_dir.blobs_dir.iterdir():
            os.utime(path, (long_ago, long_ago))


def run(counter: Counter) -> None:
    """Let it work now, without its pauses."""
    upkeep = counter.pages.upkeep
    with counter.bot.waitSignal(upkeep.ended, timeout=WAIT_MS):
        upkeep.timer.start(0)


def blobs(desk: Desk) -> list[str]:
    with desk.open() as workplace:
        return list(workplace.store.blobs.names())


def test_it_waits_until_the_clerk_has_begun(start: Start, desk: Desk) -> None:
    leave_something(desk)
    counter = start(desk)
    timer = counter.pages.upkeep.timer
    assert timer.isActive()
    assert timer.interval() == START_MS
    counter.open_case()
    assert len(blobs(desk)) == 1


def test_leftovers_go_while_the_window_is_open(start: Start, desk: Desk) -> None:
    leave_something(desk)
    counter = start(desk)
    counter.open_case()
    run(counter)
    assert blobs(desk) == []
    assert counter.window.bar.text == ""


def test_every_step_is_a_job_of_its_own(
    start: Start, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that a save of the clerk never waits for more than one step."""
    steps = iter([Step(indexed=40), Step(indexed=40), Step(removed=50)])
    monkeypatch.setattr("ui.pages.upkeep.upkeep", lambda store: steps)
    counter = start(desk)
    ran: list[int] = []
    counter.pages.upkeep.timer.timeout.connect(lambda: ran.append(1))
    run(counter)
    assert len(ran) == 4  # three, and the look that finds nothing more


def test_trouble_is_left_for_the_next_start(
    start: Start, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(store: object) -> Iterator[Step]:
        yield Step()
        raise StorageError("STORE-04", "Kho dữ liệu đang bận.", "Chờ vài giây.")

    monkeypatch.setattr("ui.pages.upkeep.upkeep", busy)
    counter = start(desk)
    run(counter)
    assert counter.window.bar.text == ""
    assert not counter.pages.upkeep.timer.isActive()


def test_it_ends_with_the_window(start: Start, desk: Desk) -> None:
    counter = start(desk)
    upkeep: Upkeep = counter.pages.upkeep
    counter.window.close()
    assert not upkeep.timer.isActive()
