"""Qt objects that hang in a cycle are freed by the window's thread, whoever works meanwhile."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.conftest import WAIT_MS
from ui.jobs import Collector


class Knot:
    """An object in a cycle that says which thread frees it."""

    def __init__(self, told: Callable[[int], None]) -> None:
        self.told = told
        self.me = self

    def __del__(self) -> None:
        self.told(threading.get_ident())


@pytest.fixture
def collector(qapp: QApplication) -> Iterator[Collector]:
    made = Collector()
    yield made
    made.stop()


def make_garbage() -> None:
    for _ in range(3000):
        knot: list[object] = []
        knot.append(knot)


def test_a_busy_worker_frees_nothing_of_the_window(collector: Collector, qtbot: QtBot) -> None:
    freed_by: list[int] = []
    Knot(freed_by.append)
    worker = threading.Thread(target=make_garbage)
    worker.start()
    worker.join()
    assert freed_by == []
    qtbot.waitUntil(lambda: freed_by != [], timeout=WAIT_MS)
    assert freed_by == [threading.get_ident()]
    assert collector.thread() is QThread.currentThread()


def test_collecting_is_automatic_again_afterwards(qapp: QApplication) -> None:
    made = Collector()
    assert not gc.isenabled()
    made.stop()
    assert gc.isenabled()
