"""A scan touches nothing on the screen, wherever the cursor is; a hand that types is left alone."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import pairwise
from typing import TypeGuard

import pytest
import shiboken6
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QWindow
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from tests.gui.conftest import FATHER, MOTHER, WAIT_MS, Counter
from tests.gui.scanner_hand import Hand, HeldClock
from ui import dialogs
from ui.scanning.arrived import Arrived
from ui.scanning.desk import ScanDesk

PAYLOADS = (MOTHER, FATHER, "H44.10-240105-0001", "025190000222", "000.00.12.H62-261126-0003")
BURSTS = 42
EDITORS = (QLineEdit, QPlainTextEdit)


class Bench:
    """The program with a scanner, a hand, and eyes for every side effect."""

    def __init__(self, counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
        self.counter = counter
        self.clock = HeldClock()
        counter.pages.scanners.desk.wedge.clock = self.clock
        self.arrived: list[Arrived] = []
        monkeypatch.setattr(ScanDesk, "take", lambda _, arrived: self.arrived.append(arrived))
        handle = counter.window.windowHandle()
        assert handle is not None
        self.hand = Hand(self.clock, handle)
        self.clicks: list[str] = []
        self._watched: set[QAbstractButton] = set()

    def focusable(self) -> list[QWidget]:
        """Everything on the page in front that can have the cursor."""
        return [
            w
            for w in self.counter.window.findChildren(QWidget)
            if w.isVisible() and w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]

    def put_focus(self, rng: random.Random) -> QWidget:
        """Put the cursor somewhere; leaving a line judges the case, which may draw lists anew."""
        while True:
            focus = rng.choice(self.focusable())
            focus.setFocus()
            self.end()
            if shiboken6.isValid(focus) and focus.hasFocus():
                return focus

    def state(self) -> dict[str, object]:
        """What a key could have changed."""
        window, view = self.counter.window, self.counter.pages.intake_view
        widgets = [w for w in window.findChildren(QWidget) if w.isVisible()]
        for item in widgets:
            if isinstance(item, QAbstractButton) and item not in self._watched:
                self._watched.add(item)
                item.pressed.connect(lambda: self.clicks.append("pressed"))
                item.clicked.connect(lambda: self.clicks.append("clicked"))
        case = self.counter.pages.intake.keeper.case
        texts = [w.text() for w in widgets if isinstance(w, QLineEdit)]
        texts += [w.toPlainText() for w in widgets if isinstance(w, QPlainTextEdit)]
        return {
            "texts": texts,
            "choices": [w.currentIndex() for w in widgets if isinstance(w, QComboBox)],
            "checked": [(w.accessibleName(), w.isChecked()) for w in widgets if _is_box(w)],
            "clicks": list(self.clicks),
            "typed": dict(case.typed) if case else {},
            "page": (window.page, view.pane),
            "focus": QApplication.focusWidget(),
        }

    def end(self) -> None:
        """Let silence end what has no Enter, and the case be judged."""
        self.hand.pause()
        wedge = self.counter.pages.scanners.desk.wedge
        judge, jobs = self.counter.pages.intake.keeper.judge, self.counter.program.jobs

        def is_over() -> bool:
            return not wedge.is_catching and not judge.is_pending and jobs.is_idle

        self.counter.bot.waitUntil(is_over, timeout=WAIT_MS)


def _is_box(widget: QWidget) -> TypeGuard[QAbstractButton]:
    """Whether it can be on or off."""
    return isinstance(widget, QAbstractButton) and widget.isCheckable()


@pytest.fixture
def bench(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> Bench:
    return Bench(counter, monkeypatch)


def scenes(counter: Counter) -> Iterator[str]:
    """Every page with something on it."""
    yield "start"
    counter.open_case()
    counter.pages.intake_view.work.channel.setFocus()
    yield "case"
    counter.pages.intake_view.work.strip.details_wanted.emit()
    yield "details"
    for key in ("dossiers", "outbox"):
        counter.window.show_page(key)
        counter.settle()
        yield key


def test_scans_leave_no_trace_whatever_has_the_focus(bench: Bench) -> None:
    rng = random.Random(20261126)
    sent, traces = [], []
    for scene in scenes(bench.counter):
        bench.counter.settle()
        for _ in range(BURSTS):
            focus = bench.put_focus(rng)
            name = f"{scene} {type(focus).__name__} {focus.accessibleName()}"
            before, payload = bench.state(), rng.choice(PAYLOADS)
            bench.hand.scan(payload, rng, suffix=rng.random() < 0.8)
            bench.end()
            sent.append(payload)
            after = bench.state()
            traces += [
                f"{name} {key}: {before[key]} > {after[key]}"
                for key in before
                if before[key] != after[key]
            ]
    assert traces == []
    assert [a.payload for a in bench.arrived] == sent
    assert len(sent) >= 200


@pytest.mark.parametrize("suffix", [True, False])
def test_box_that_asks_is_not_answered_by_a_scan(bench: Bench, *, suffix: bool) -> None:
    rng = random.Random(1)
    seen: list[bool] = []

    def scan() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QDialog)
        handle = box.windowHandle()
        assert isinstance(handle, QWindow)
        hand = Hand(bench.clock, handle)
        for payload in (MOTHER, FATHER):
            hand.scan(payload, rng, suffix=suffix)
            bench.end()
        seen.append(box.isVisible())
        box.reject()

    QTimer.singleShot(50, scan)
    assert not dialogs.ask(bench.counter.window, "Hỏi?", "Chi tiết", yes="Có")
    assert seen == [True]
    assert [a.payload for a in bench.arrived] == [MOTHER, FATHER]


@pytest.mark.parametrize("gap", [70.0, 90.0, 180.0])
def test_typing_hand_is_left_alone(bench: Bench, gap: float) -> None:
    bench.counter.open_case()
    form = bench.counter.pages.intake_view.work.form
    form.focus_on("/requester_id_number")
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    bench.hand.type("025190000222", [gap])
    assert "".join(line.text().split()) == "025190000222"
    bench.end()
    assert bench.arrived == []


def test_quick_digits_that_are_no_code_go_back_into_the_line(bench: Bench) -> None:
    line = bench.counter.pages.intake_view.start.line
    line.setFocus()
    bench.hand.type("20261126", [30])
    bench.end()
    assert line.text() == "20261126"
    assert bench.arrived == []


def test_selected_text_comes_back_with_its_selection(bench: Bench) -> None:
    line = bench.counter.window.top_bar.search.line
    line.setFocus()
    bench.hand.type("khai sinh", [150])
    line.setSelection(2, 4)
    bench.hand.scan(MOTHER, random.Random(2))
    assert (line.text(), line.selectedText()) == ("khai sinh", "ai s")
    assert [a.payload for a in bench.arrived] == [MOTHER]


def test_text_of_several_lines_comes_back_with_its_cursor(bench: Bench) -> None:
    bench.counter.open_case()
    box = next(
        w
        for w in bench.counter.window.findChildren(QPlainTextEdit)
        if w.isVisible() and not w.isReadOnly()
    )
    box.setPlainText("Thôn Một\nxã Sông Mẫu")
    box.setFocus()
    cursor = box.textCursor()
    cursor.setPosition(5)
    box.setTextCursor(cursor)
    bench.hand.scan(FATHER, random.Random(3))
    assert (box.toPlainText(), box.textCursor().position()) == ("Thôn Một\nxã Sông Mẫu", 5)


def test_line_from_a_card_is_not_typed_after_a_scan(bench: Bench) -> None:
    """A field that leaked characters touched for a moment is still "từ thẻ"."""
    counter = bench.counter
    counter.fill_birth()
    counter.pages.intake_view.work.form.focus_on("/mother_name")
    case = counter.pages.intake.keeper.case
    assert case is not None
    before = dict(case.typed)
    assert "mother_name" not in before
    bench.hand.scan(FATHER, random.Random(4))
    counter.settle()
    assert case.typed == before


def test_input_method_that_commits_a_scan_is_swallowed_too(bench: Bench) -> None:
    line = bench.counter.pages.intake_view.start.line
    line.setFocus()
    bench.counter.bot.wait(150)  # the wedge looks for the focus now and then
    bench.hand.pause()
    for char in MOTHER:
        bench.clock.time += 12
        event = QInputMethodEvent()
        event.setCommitString(char)
        QApplication.sendEvent(line, event)
    bench.end()
    assert line.text() == ""
    assert [a.payload for a in bench.arrived] == [MOTHER]


@pytest.mark.parametrize(("gap", "is_scan"), [(2.0, True), (33.0, False)])
def test_same_digits_in_a_row_are_a_scan_unless_a_hand_holds_the_key(
    bench: Bench, gap: float, *, is_scan: bool
) -> None:
    """X11 marks the second of two equal keys as repeated when both come within a millisecond."""
    line = bench.counter.pages.intake_view.start.line
    line.setFocus()
    bench.hand.pause()
    text = MOTHER if is_scan else "0" * 12
    for last, char in zip(" " + text, text, strict=False):
        bench.clock.time += gap
        code = Qt.Key(ord(char.upper())) if char.isascii() else Qt.Key.Key_unknown
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, char, last == char)
            QApplication.sendEvent(bench.hand.window, event)
    bench.end()
    assert [a.payload for a in bench.arrived] == ([MOTHER] if is_scan else [])
    assert line.text() == ("" if is_scan else text)


def test_words_and_numbers_of_an_input_method_are_a_hand_s(bench: Bench) -> None:
    line = bench.counter.pages.intake_view.start.line
    line.setFocus()
    bench.counter.bot.wait(150)
    for text in ("025190000222", " khai", " sinh"):
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(line, event)
    bench.end()
    assert line.text() == "025190000222 khai sinh"
    assert bench.arrived == []


def test_keys_that_waited_in_a_busy_window_keep_their_gaps() -> None:
    from ui.scanning.key_events import EventClock

    class Busy(EventClock):
        time = 5000.0

        def now(self) -> float:
            return self.time

    clock = Busy()
    first = clock.at(100)
    clock.time += 70
    assert clock.at(170) - first == 70
    clock.time += 420  # busy: three keys come at once
    times = [clock.at(stamp) for stamp in (240, 310, 380)]
    assert [b - a for a, b in pairwise(times)] == pytest.approx([70, 70], abs=3)
