"""2,000 scans over everything that can have the cursor: no trace on the screen or in the case."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
)

from tests.gui.conftest import Counter
from tests.gui.scanner_hand import Hand
from tests.gui.wedge_bench import PAYLOADS, Bench
from ui.widgets.parts import column
from ui.widgets.shell.result_bar import Action, Message

BURSTS = 2000
BATCH = 10  # scans with the same cursor between two looks at everything
_WEIGHTS = (1, 1, 3, 3, 3)  # cards are long


@pytest.fixture
def bench(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> Bench:
    return Bench(counter, monkeypatch)


def _nobody(bench: Bench) -> QWidget | None:
    """A page where nothing has the cursor."""
    focus = QApplication.focusWidget()
    if focus is not None:
        focus.clearFocus()
    return None


def _combo(bench: Bench) -> QWidget | None:
    box = bench.counter.pages.intake_view.work.channel
    box.setFocus()
    box.showPopup()
    return box.view()


def _menu(bench: Bench) -> QWidget | None:
    menu = next(m for m in bench.counter.window.findChildren(QMenu) if m.actions())
    menu.popup(bench.counter.window.mapToGlobal(bench.counter.window.rect().center()))
    return menu


def _dialog(bench: Bench) -> QWidget | None:
    """A box whose OK is pressed by Enter from anywhere in it."""
    dialog = QDialog(bench.counter.window)
    answers = QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
    buttons = QDialogButtonBox(answers)
    buttons.accepted.connect(dialog.accept)
    dialog.setLayout(column(QLineEdit("đội 4"), QCheckBox("Có"), QPlainTextEdit("a\nb"), buttons))
    dialog.open()
    bench.counter.bot.waitUntil(dialog.isActiveWindow)
    return dialog


def _keeping(bench: Bench) -> QWidget | None:
    """The decision about warnings, in which Enter takes the dossier in."""
    _in_front(bench)
    bench.counter.window.show_page("intake")
    bench.counter.fill_birth()
    bench.counter.pages.intake_view.work.accept_wanted.emit()
    dialog = bench.counter.decision()
    assert dialog is not None
    bench.counter.bot.waitUntil(dialog.isActiveWindow)
    return dialog


def _in_front(bench: Bench) -> None:
    """The window has the keyboard, also after a box over it was closed."""
    bench.counter.window.activateWindow()
    bench.counter.bot.waitUntil(bench.counter.window.isActiveWindow)
    bench.counter.settle()


def _close(extra: QWidget | None) -> None:
    if isinstance(extra, QDialog):
        assert extra.isVisible()
        extra.reject()
        extra.deleteLater()
    elif isinstance(extra, QMenu):
        extra.close()
    elif extra is not None:
        extra.window().close()


def _pages(bench: Bench) -> Iterator[str]:
    """Every page with something on it."""
    counter, view = bench.counter, bench.counter.pages.intake_view
    yield "start"
    view.start.line.setText("dk khai sinh")
    view.start.searched.emit("dk khai sinh")
    counter.settle()
    yield "search"
    counter.fill_birth()
    view.work.strip.details_wanted.emit()
    yield "case"
    view.work.preview_wanted.emit()
    counter.settle()
    yield "preview"
    view.preview.closed.emit()
    counter.accept()
    yield "done"
    counter.open_case()
    for key in ("dossiers", "outbox"):
        counter.window.show_page(key)
        counter.settle()
        yield key
    counter.window.show_page("intake")


def _overlays() -> list[Callable[[Bench], QWidget | None]]:
    return [_nobody, _combo, _menu, _dialog, _keeping]


class _Shots:
    """Fires scans and looks at everything after each handful."""

    def __init__(self, bench: Bench, seed: int) -> None:
        self.bench = bench
        self.rng = random.Random(seed)
        self.sent: list[str] = []
        self.traces: list[str] = []

    def fire(self, scene: str, count: int) -> None:
        """Some scans where the cursor is now."""
        focus = QApplication.focusWidget()
        name = f"{scene} {type(focus).__name__} {focus.accessibleName() if focus else ''}"
        before = self.bench.state()
        hand = Hand(self.bench.clock, self.bench.window())
        for _ in range(count):
            payload = self.rng.choices(PAYLOADS, _WEIGHTS)[0]
            hand.scan(payload, self.rng, suffix=self.rng.random() < 0.8)
            self.sent.append(payload)
        self.bench.end()
        after = self.bench.state()
        self.traces += [
            f"{name} {key}: {before[key]} > {after[key]}"
            for key in before
            if before[key] != after[key]
        ]


@pytest.mark.timeout(600)
@pytest.mark.qt_log_ignore("propagateSizeHints", "support raise", "grabbing the keyboard")
def test_two_thousand_scans_leave_no_trace_whatever_has_the_focus(bench: Bench) -> None:
    shots = _Shots(bench, 20261126)
    kinds: set[str] = set()

    def undone() -> None:
        shots.traces.append("undone")

    for page in _pages(bench):
        _in_front(bench)
        bench.counter.window.tell(Message("Đã làm.", "ok", (Action("Hoàn tác", undone),), 0))
        for _ in range(24):
            kinds.add(type(bench.put_focus(shots.rng)).__name__)
            shots.fire(page, BATCH)
    for overlay in _overlays():
        extra = overlay(bench)
        bench.counter.bot.wait(150)  # the wedge looks for new windows now and then
        places = 5 if extra is None or isinstance(extra, QDialog) else 2
        for _ in range(places):
            if isinstance(extra, QDialog):
                kinds.add(type(bench.put_focus(shots.rng, extra)).__name__)
            shots.fire(overlay.__name__, BATCH)
        _close(extra)
        _in_front(bench)
    assert shots.traces == []
    while len(shots.sent) < BURSTS:
        kinds.add(type(bench.put_focus(shots.rng)).__name__)
        shots.fire("rest", BATCH)
    assert [a.payload for a in bench.arrived] == shots.sent
    assert shots.traces == []
    assert {"QLineEdit", "QComboBox", "QPushButton", "ScanField"} <= kinds
