"""The one door to work outside the window's thread."""

from __future__ import annotations

import threading
import time

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from base.errors import DeskError, InputError
from tests.gui.conftest import WAIT_MS, Bugs
from ui.jobs import SLOW_MS, Cancel, CancelledError, Jobs, Kind

WAIT_S = WAIT_MS / 1000


class Receiver(QObject):
    """Keeps what is delivered, and in which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.values: list[object] = []
        self.errors: list[DeskError] = []
        self.threads: list[QThread] = []

    def on_value(self, value: object) -> None:
        self.values.append(value)
        self.threads.append(QThread.currentThread())

    def on_error(self, error: DeskError) -> None:
        self.errors.append(error)
        self.threads.append(QThread.currentThread())


@pytest.fixture
def receiver(qapp: QApplication) -> Receiver:
    return Receiver()


def test_result_is_delivered_in_the_window_thread(
    jobs: Jobs, receiver: Receiver, qtbot: QtBot, qapp: QApplication
) -> None:
    jobs.run(threading.get_ident, receiver.on_value)
    qtbot.waitUntil(lambda: bool(receiver.values))
    assert receiver.values[0] != threading.get_ident()
    assert receiver.threads == [qapp.thread()]


@pytest.mark.parametrize("plain", [print, lambda value: value])
def test_receiver_must_be_a_bound_method_of_a_qobject(jobs: Jobs, plain: object) -> None:
    with pytest.raises(TypeError):
        jobs.run(int, plain)  # type: ignore[arg-type]


def test_known_error_goes_to_failed_in_the_window_thread(
    jobs: Jobs, receiver: Receiver, qtbot: QtBot, qapp: QApplication
) -> None:
    def refuse() -> None:
        raise InputError("TEST-00", "Sai.", "Sửa.")

    jobs.run(refuse, receiver.on_value, receiver.on_error)
    qtbot.waitUntil(lambda: bool(receiver.errors))
    assert receiver.errors[0].code == "TEST-00"
    assert receiver.threads == [qapp.thread()]
    assert not receiver.values


def test_known_error_without_a_receiver_is_told_by_the_jobs(
    jobs: Jobs, receiver: Receiver, qtbot: QtBot
) -> None:
    def refuse() -> None:
        raise InputError("TEST-00", "Sai.", "Sửa.")

    with qtbot.waitSignal(jobs.refused, timeout=WAIT_MS) as told:
        jobs.run(refuse, receiver.on_value)
    assert told.args[0].code == "TEST-00"


def test_bug_goes_to_the_crash_hook(
    jobs: Jobs, receiver: Receiver, qtbot: QtBot, bugs: Bugs
) -> None:
    def stumble() -> None:
        raise KeyError("x")

    jobs.run(stumble, receiver.on_value, receiver.on_error)
    qtbot.waitUntil(lambda: bool(bugs.found))
    assert isinstance(bugs.found.pop(), KeyError)
    assert not receiver.values
    assert not receiver.errors


def test_newer_job_of_a_kind_drops_the_result_of_the_older(
    jobs: Jobs, receiver: Receiver, qtbot: QtBot
) -> None:
    gate = threading.Event()

    def slow() -> str:
        gate.wait(WAIT_S)
        return "old"

    kind = Kind("search")
    jobs.run(slow, receiver.on_value, kind=kind)
    jobs.run(lambda: "new", receiver.on_value, kind=kind)
    qtbot.waitUntil(lambda: bool(receiver.values))
    gate.set()
    qtbot.wait(50)
    assert receiver.values == ["new"]


def test_cancelled_job_sees_its_token_and_delivers_nothing(
    jobs: Jobs, receiver: Receiver, qtbot: QtBot
) -> None:
    started, stopped = threading.Event(), threading.Event()

    def patient(cancel: Cancel) -> None:
        started.set()
        while True:
            time.sleep(0.002)
            try:
                cancel.check()
            except CancelledError:
                stopped.set()
                raise

    kind = Kind("scan", "Đang đọc")
    jobs.run(patient, receiver.on_value, receiver.on_error, kind=kind)
    assert started.wait(WAIT_S)
    jobs.cancel_slow()
    assert stopped.wait(WAIT_S)
    qtbot.wait(30)
    assert not receiver.values
    assert not receiver.errors
    assert jobs.is_idle


def test_db_lane_keeps_its_thread_after_a_pause(
    jobs: Jobs, receiver: Receiver, qtbot: QtBot
) -> None:
    jobs.run(threading.get_ident, receiver.on_value, lane="db")
    qtbot.waitUntil(lambda: len(receiver.values) == 1)
    qtbot.wait(200)
    jobs.run(threading.get_ident, receiver.on_value, lane="db")
    qtbot.waitUntil(lambda: len(receiver.values) == 2)
    assert receiver.values[0] == receiver.values[1]


def test_only_a_labelled_job_that_takes_long_is_shown(
    jobs: Jobs, receiver: Receiver, qtbot: QtBot
) -> None:
    gate = threading.Event()
    shown: list[str] = []
    jobs.slow_started.connect(lambda label, can_stop: shown.append(label))
    jobs.run(lambda: gate.wait(WAIT_S), receiver.on_value, kind=Kind("quiet"))
    jobs._slow.setInterval(WAIT_MS)  # also on a slow machine one job is quick
    jobs.run(lambda: 1, receiver.on_value, kind=Kind("quick", "Nhanh"))
    assert jobs._slow.isActive()
    qtbot.waitUntil(lambda: receiver.values == [1])
    assert not jobs._slow.isActive()
    assert not shown
    jobs._slow.setInterval(SLOW_MS)
    with qtbot.waitSignal(jobs.slow_started, timeout=WAIT_MS) as told:
        jobs.run(lambda: gate.wait(WAIT_S), receiver.on_value, kind=Kind("slow", "Đang dựng"))
    assert told.args == ["Đang dựng", False]
    jobs.cancel_slow()
    assert not jobs.is_idle
    assert shown == ["Đang dựng"]
    with qtbot.waitSignal(jobs.slow_ended, timeout=WAIT_MS):
        gate.set()


def test_close_finishes_saves_and_closes_the_store_in_their_thread(
    qapp: QApplication, receiver: Receiver, bugs: Bugs
) -> None:
    jobs = Jobs(bugs.report)
    done: list[tuple[str, int]] = []

    def save() -> None:
        time.sleep(0.05)
        done.append(("save", threading.get_ident()))

    def shut() -> None:
        done.append(("shut", threading.get_ident()))

    jobs.run(save, receiver.on_value, lane="db")
    jobs.close(shut)
    assert [what for what, _ in done] == ["save", "shut"]
    assert done[0][1] == done[1][1]
    jobs.run(save, receiver.on_value, lane="db")  # a late timer: nothing happens, nothing breaks
    assert len(done) == 2


def test_result_for_an_object_that_is_gone_is_dropped(jobs: Jobs, qtbot: QtBot) -> None:
    gate = threading.Event()
    gone = Receiver()
    values = gone.values
    jobs.run(lambda: gate.wait(WAIT_S), gone.on_value)
    gone.deleteLater()
    qtbot.wait(20)
    gate.set()
    qtbot.waitUntil(lambda: jobs.is_idle)
    assert not values
