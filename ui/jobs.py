"""The one door to work outside the window's thread; results come back as signals on that thread."""

from __future__ import annotations

import gc
import inspect
import itertools
import threading
from collections.abc import Callable, Collection
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from base.errors import DeskError

Progress = Callable[[int, int], None]
"""What `fn` takes as `progress`: tells how many of how many steps are done."""
Lane = Literal["db", "work"]
_WORKERS: dict[Lane, int] = {"db": 1, "work": 2}  # one thread owns the store for its whole life
SLOW_MS = 300
COLLECT_EVERY_MS = 1000
_OLD_EVERY = 10  # rounds between collections of the older generations


class CancelledError(Exception):
    """Raised inside a job by `Cancel.check` once nobody wants its result any more."""


class Cancel:
    """A job's token: `fn` takes it as an argument named `cancel` and looks at it between steps."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def set(self) -> None:
        """Ask the job to stop."""
        self._event.set()

    @property
    def is_set(self) -> bool:
        """Whether the job should stop."""
        return self._event.is_set()

    def check(self) -> None:
        """Raise CancelledError when the job should stop."""
        if self.is_set:
            raise CancelledError


@dataclass(frozen=True, slots=True)
class Kind:
    """What a job is: of one kind only the newest counts. A label is shown when it takes long."""

    name: str
    label: str = ""


@dataclass(slots=True)
class _Ticket:
    number: int
    kind: Kind
    done: Callable[[Any], None]
    failed: Callable[[DeskError], None] | None
    can_stop: bool = False
    cancel: Cancel = field(default_factory=Cancel)
    future: Future[None] | None = None


@dataclass(frozen=True, slots=True)
class _Outcome:
    number: int
    value: Any = field(default=None, repr=False)
    error: BaseException | None = None


class Jobs(QObject):
    """Lanes of workers. Made and used in the window's thread; `close` waits for all of them."""

    slow_started = Signal(str, bool)
    """A labelled job has run for 300 ms; the second value says whether it can be stopped."""
    slow_ended = Signal()
    """No labelled job is running any more."""
    progressed = Signal(int, int)
    """A labelled job has done so many of so many steps."""
    refused = Signal(object)
    """A job without its own `failed` met a DeskError."""
    _finished = Signal(object)

    def __init__(self, on_bug: Callable[[BaseException], None]) -> None:
        super().__init__()
        self._on_bug = on_bug
        self._numbers = itertools.count(1)
        self._is_closed = False
        self._tickets: dict[int, _Ticket] = {}
        self._pools = {
            lane: ThreadPoolExecutor(count, thread_name_prefix=lane)
            for lane, count in _WORKERS.items()
        }
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._slow = QTimer(self, interval=SLOW_MS, singleShot=True)
        self._slow.timeout.connect(self._show_slow)

    def run(
        self,
        fn: Callable[..., Any],
        done: Callable[[Any], None],
        failed: Callable[[DeskError], None] | None = None,
        lane: Lane = "work",
        kind: Kind | None = None,
    ) -> int:
        """Run `fn` in a lane and hand its result to `done` in this thread; return its number.

        `done` and `failed` are bound methods of QObjects: if the object is gone by then, or a
        newer job of the same kind was started, the result is dropped. A DeskError goes to
        `failed`, anything else to the crash hook.
        """
        _require_bound(done)
        _require_bound(failed)
        number = next(self._numbers)
        if self._is_closed:  # a timer that fires while the program ends
            return number
        ticket = _Ticket(number, kind or Kind(f"#{number}"), done, failed)
        self.cancel(ticket.kind)
        self._tickets[number] = ticket
        ticket.future = self._pools[lane].submit(self._work, ticket, self._prepare(fn, ticket))
        if ticket.kind.label and not self._slow.isActive():
            self._slow.start()
        return number

    def cancel(self, kind: Kind) -> None:
        """Drop the jobs of one kind; those that look at their token stop early."""
        for ticket in [t for t in self._tickets.values() if t.kind.name == kind.name]:
            self._drop(ticket)

    def cancel_slow(self) -> None:
        """Drop every labelled job that can be stopped: the button beside the progress."""
        for ticket in [t for t in self._tickets.values() if t.kind.label and t.can_stop]:
            self._drop(ticket)

    def report_bug(self, error: BaseException) -> None:
        """Hand a bug met outside a job to the crash hook."""
        self._on_bug(error)

    @property
    def is_idle(self) -> bool:
        """Whether no result is awaited."""
        return not self._tickets

    def close(self, last: Callable[[], None] | None = None) -> None:
        """Let running jobs end, run `last` in the db lane (closing the store), join the threads.

        What was started with lane "db" is finished first: a save is never cut off.
        """
        self._is_closed = True
        for ticket in list(self._tickets.values()):
            ticket.cancel.set()
        if last is not None:
            self._pools["db"].submit(last).result()
        self._pools["work"].shutdown(wait=True, cancel_futures=True)
        self._pools["db"].shutdown(wait=True)
        self._tickets.clear()
        self._slow.stop()

    def _prepare(self, fn: Callable[..., Any], ticket: _Ticket) -> Callable[[], Any]:
        offered: dict[str, Any] = {
            "cancel": ticket.cancel,
            "progress": partial(self._progress, ticket),
        }
        extras = {name: value for name, value in offered.items() if name in _parameters(fn)}
        ticket.can_stop = "cancel" in extras
        return partial(fn, **extras)

    def _progress(self, ticket: _Ticket, step: int, steps: int) -> None:
        if not ticket.cancel.is_set:
            self.progressed.emit(step, steps)

    def _work(self, ticket: _Ticket, fn: Callable[[], Any]) -> None:
        try:
            outcome = _Outcome(ticket.number, value=fn())
        except Exception as error:  # noqa: BLE001 - the one place: handed to failed or crash hook
            outcome = _Outcome(ticket.number, error=error)
        if shiboken6.isValid(self):
            self._finished.emit(outcome)

    def _deliver(self, outcome: _Outcome) -> None:
        ticket = self._tickets.pop(outcome.number, None)
        self._hide_slow()
        error = outcome.error
        if error is not None and not isinstance(error, DeskError | CancelledError):
            self._on_bug(error)
        if ticket is None or isinstance(error, CancelledError):
            return
        if error is None:
            _call(ticket.done, outcome.value)
        elif isinstance(error, DeskError):
            _call(ticket.failed or self._refuse, error)

    def _refuse(self, error: DeskError) -> None:
        self.refused.emit(error)

    def _drop(self, ticket: _Ticket) -> None:
        ticket.cancel.set()
        if ticket.future is not None:
            ticket.future.cancel()
        self._tickets.pop(ticket.number, None)
        self._hide_slow()

    def _show_slow(self) -> None:
        shown = next((t for t in self._tickets.values() if t.kind.label), None)
        if shown is not None:
            self.slow_started.emit(shown.kind.label, shown.can_stop)

    def _hide_slow(self) -> None:
        if not any(t.kind.label for t in self._tickets.values()):
            self._slow.stop()
            self.slow_ended.emit()


class Watch(QObject):
    """One function with a thread of its own until it is told to stop, such as a scanner's reader.

    It gets a function that tells something and an event that is set when it should end.
    """

    told = Signal(object)
    """What it told; connected with a queue, so it arrives in the receiver's thread."""
    _failed = Signal(object)

    def __init__(
        self,
        fn: Callable[[Callable[[Any], None], threading.Event], None],
        told: Callable[[Any], None],
        on_bug: Callable[[BaseException], None],
    ) -> None:
        super().__init__()
        _require_bound(told)
        self._fn, self._on_bug = fn, on_bug
        self._stop = threading.Event()
        self.told.connect(told, Qt.ConnectionType.QueuedConnection)
        self._failed.connect(self._on_failed, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._work, name="watch", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End it and wait for that; nothing is told afterwards."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()

    def _work(self) -> None:
        try:
            self._fn(self._tell, self._stop)
        except Exception as error:  # noqa: BLE001 - a bug like any other, told in the window
            if not self._stop.is_set():
                self._failed.emit(error)

    def _tell(self, value: object) -> None:
        if not self._stop.is_set():
            self.told.emit(value)

    def _on_failed(self, error: BaseException) -> None:
        self._on_bug(error)


def _parameters(fn: Callable[..., Any]) -> Collection[str]:
    try:
        return inspect.signature(fn).parameters
    except ValueError:  # a function written in C that does not say
        return ()


def _require_bound(receiver: Callable[..., Any] | None) -> None:
    if receiver is not None and not isinstance(getattr(receiver, "__self__", None), QObject):
        raise TypeError("a job's receiver must be a bound method of a QObject")


def _call(receiver: Callable[[Any], None], value: object) -> None:
    if shiboken6.isValid(getattr(receiver, "__self__", None)):  # the page may be gone by now
        receiver(value)


class Collector(QObject):
    """Runs Python's cyclic collector in the window's thread only, by a timer.

    A Qt object that a worker's allocation happens to free crashes Qt.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rounds = 0
        self._was_automatic = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self, interval=COLLECT_EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the young objects, and now and then the old ones."""
        self._rounds += 1
        threshold = gc.get_threshold()[0]
        if self._rounds % _OLD_EVERY == 0:
            gc.collect(2)
        elif gc.get_count()[0] > threshold:
            gc.collect(1)

    def stop(self) -> None:
        """Give automatic collection back."""
        self._timer.stop()
        if self._was_automatic:
            gc.enable()
