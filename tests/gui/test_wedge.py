"""A scan touches nothing on the screen, wherever the cursor is; a hand that types is left alone."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QWindow
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
)

from tests.gui.conftest import FATHER, MOTHER, Counter
from tests.gui.scanner_hand import Hand
from tests.gui.wedge_bench import Bench
from ui import dialogs


@pytest.fixture
def bench(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> Bench:
    return Bench(counter, monkeypatch)


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


@pytest.mark.parametrize("gap", [20.0, 40.0])
@pytest.mark.parametrize("text", ["025190864731", "09121990", "H44.10-240105"])
def test_quick_hand_whose_keys_overlap_is_left_alone(bench: Bench, text: str, gap: float) -> None:
    line = bench.counter.pages.intake_view.start.line
    line.setFocus()
    bench.hand.pause()
    bench.hand.roll(text, gap)
    assert line.text() == text
    bench.end()
    assert bench.arrived == []


def test_pasted_card_stays_where_it_was_pasted(bench: Bench) -> None:
    line = bench.counter.window.top_bar.search.line
    line.setFocus()
    QApplication.clipboard().setText(MOTHER)
    bench.hand.pause()
    bench.hand.key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    bench.end()
    assert line.text() == MOTHER
    assert bench.arrived == []


def test_unikey_that_takes_letters_back_is_left_alone(bench: Bench) -> None:
    """A tone key is answered with Backspace and the new letter within a millisecond."""
    line = bench.counter.pages.intake_view.start.line
    line.setFocus()
    bench.hand.pause()
    for before, after in (("khai sinh nguy", ""), ("ee", "ê"), ("n tha", ""), ("j", "ạ")):
        bench.hand.type(before, [95])
        for _ in (before if after == "ê" else "ja") if after else "":
            bench.hand.type("", [0.4])
            bench.hand.key(Qt.Key.Key_Backspace)
        bench.hand.type(after, [0.4])
    bench.hand.type(" 12 thon 3", [80])
    bench.end()
    assert line.text() == "khai sinh nguyên thạ 12 thon 3"
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


def test_silence_in_a_busy_window_ends_no_scan(bench: Bench) -> None:
    """Its timer comes before the keys that were typed while the window was busy."""
    wedge = bench.counter.pages.scanners.desk.wedge
    line = bench.counter.pages.intake_view.start.line
    line.setFocus()
    bench.hand.pause()
    bench.hand.type("003005", [20])
    bench.clock.time += 400
    wedge._silence.timeout.emit()
    assert wedge.is_catching
    bench.clock.time -= 400
    bench.hand.type("000002", [20])
    bench.end()
    assert [a.payload for a in bench.arrived] == ["003005000002"]
    assert line.text() == ""


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
