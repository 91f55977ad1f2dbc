"""A scan finds its way: to the open case, the tray, a line for codes, the register."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

from tests.gui.conftest import FATHER, GRANDMOTHER, MOTHER, WAIT_MS, Counter
from tests.gui.scanner_hand import Hand, HeldClock
from ui import dialogs

CODE = "H44.10-240105-0001"


@pytest.fixture
def hand(counter: Counter) -> Hand:
    clock = HeldClock()
    counter.pages.scanners.desk.wedge.clock = clock
    handle = counter.window.windowHandle()
    assert handle is not None
    return Hand(clock, handle)


def scan(counter: Counter, hand: Hand, payload: str) -> None:
    in_front(counter)
    hand.scan(payload, random.Random(5))
    counter.settle()


def in_front(counter: Counter) -> None:
    """A box that closed gives the keyboard back to the window, as a window manager does."""
    counter.window.activateWindow()
    counter.bot.waitUntil(counter.window.isActiveWindow)


@pytest.mark.parametrize("page", ["intake", "dossiers", "outbox"])
def test_person_reaches_the_open_case_from_every_page(
    counter: Counter, hand: Hand, page: str
) -> None:
    counter.open_case()
    counter.window.show_page(page)
    counter.settle()
    scan(counter, hand, MOTHER)
    case = counter.pages.intake.keeper.case
    assert case is not None
    assert [p.full_name for p in case.waiting] == ["Nguyễn Thị Lan"]
    assert counter.window.page is counter.pages.intake_view


def test_person_waits_in_the_tray_until_a_case_is_opened(counter: Counter, hand: Hand) -> None:
    tray = counter.pages.intake_view.start.tray
    counter.window.show_page("outbox")
    for payload in (MOTHER, FATHER, MOTHER):
        scan(counter, hand, payload)
    assert counter.window.page is counter.pages.intake_view
    assert tray.said().count("Nguyễn Thị Lan") == 1
    assert "Hà Văn Hùng" in tray.said()
    counter.open_case()
    case = counter.pages.intake.keeper.case
    assert case is not None
    assert [p.full_name for p in case.waiting] == ["Nguyễn Thị Lan", "Hà Văn Hùng"]
    assert "Nguyễn Thị Lan" not in tray.said()


def test_tray_can_be_emptied(counter: Counter, hand: Hand) -> None:
    tray = counter.pages.intake_view.start.tray
    scan(counter, hand, MOTHER)
    tray.emptied.emit()
    counter.open_case()
    case = counter.pages.intake.keeper.case
    assert case is not None
    assert case.waiting == []


def test_earlier_dossier_of_a_person_is_one_key_away(counter: Counter, hand: Hand) -> None:
    counter.fill_birth()
    counter.accept()
    scan(counter, hand, GRANDMOTHER)
    assert counter.pages.intake_view.pane is counter.pages.intake_view.start
    assert "Ctrl+1" not in counter.pages.intake_view.start.tray.said()
    scan(counter, hand, MOTHER)
    assert "Ctrl+1" in counter.pages.intake_view.start.tray.said()
    counter.pages.intake_view.role_key_pressed.emit(1)
    counter.settle()
    assert counter.window.page is counter.pages.dossiers_view
    assert "NGUYỄN THỊ LAN" in counter.pages.dossiers_view.detail.said()


def test_code_that_is_known_opens_its_dossier(counter: Counter, hand: Hand) -> None:
    counter.fill_birth()
    counter.accept()
    counter.pages.intake_view.done.code.entered.emit(CODE)
    counter.settle()
    counter.window.show_page("outbox")
    counter.settle()
    scan(counter, hand, CODE)
    assert counter.window.page is counter.pages.dossiers_view
    assert CODE in counter.pages.dossiers_view.detail.said()


def test_new_code_is_offered_to_the_dossier_in_front_and_not_written(
    counter: Counter, hand: Hand
) -> None:
    counter.fill_birth()
    counter.accept()
    counter.window.show_page("dossiers")
    counter.settle()
    counter.pages.dossiers_view.table.setFocus()
    scan(counter, hand, CODE)
    entry = counter.pages.dossiers_view.detail.code
    assert entry.line.text() == CODE
    assert entry.line.hasFocus()
    assert CODE not in counter.pages.dossiers_view.detail.said()
    hand.pause()
    hand.key(Hand.ENTER)
    counter.bot.waitUntil(lambda: not entry.isVisible(), timeout=WAIT_MS)
    assert CODE in counter.pages.dossiers_view.detail.said()


def test_code_scanned_into_its_line_is_written_at_once(counter: Counter, hand: Hand) -> None:
    counter.fill_birth()
    counter.accept()
    in_front(counter)
    assert counter.pages.intake_view.done.code.line.hasFocus()
    scan(counter, hand, CODE)
    counter.window.show_page("dossiers")
    counter.settle()
    assert CODE in counter.pages.dossiers_view.detail.said()


def test_card_scanned_into_the_line_for_codes_is_a_person(counter: Counter, hand: Hand) -> None:
    counter.fill_birth()
    counter.accept()
    scan(counter, hand, GRANDMOTHER)
    assert "Trần Thị Mến" in counter.pages.intake_view.start.tray.said()


def test_provisional_number_opens_its_dossier(counter: Counter, hand: Hand) -> None:
    counter.fill_birth()
    counter.accept()
    counter.window.show_page("outbox")
    counter.settle()
    number = counter.pages.outbox_view.model.row(0)
    assert number is not None
    scan(counter, hand, number.provisional_number)
    assert counter.window.page is counter.pages.dossiers_view
    assert number.provisional_number in counter.pages.dossiers_view.detail.said()


def test_scan_while_a_question_stands_is_not_taken(counter: Counter, hand: Hand) -> None:
    counter.open_case()

    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QDialog)
        handle = box.windowHandle()
        assert handle is not None
        Hand(hand.clock, handle).scan(MOTHER, random.Random(6))
        box.reject()

    QTimer.singleShot(50, answer)
    assert not dialogs.ask(counter.window, "Hỏi?", "", yes="Có")
    counter.settle()
    case = counter.pages.intake.keeper.case
    assert case is not None
    assert case.waiting == []
    assert "Trả lời câu hỏi" in counter.window.bar.text


def test_typing_in_a_form_goes_on_where_a_scan_came(counter: Counter, hand: Hand) -> None:
    counter.open_case()
    line = counter.pages.intake_view.work.form
    line.focus_on("/requester_name")
    hand.pause()
    hand.type("lan", [120])
    scan(counter, hand, FATHER)
    hand.pause()
    hand.type("g", [120])
    counter.settle()
    case = counter.pages.intake.keeper.case
    assert case is not None
    assert case.typed["requester_name"] == "lang"
    assert [p.full_name for p in case.waiting] == ["Hà Văn Hùng"]
