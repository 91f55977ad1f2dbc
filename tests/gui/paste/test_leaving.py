"""Which dossier F7 means, and that nothing of a citizen stays behind."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import Qt

from dossiers.acceptance import void
from dossiers.dossier import DossierState
from tests.gui.conftest import WAIT_MS, Counter
from tests.gui.paste.conftest import (
    CODE,
    clip,
    go_to_the_end,
    helper,
    newest,
    on_store,
    press_f7,
    take_in,
    type_key,
)
from tests.gui.scanner_hand import Hand
from ui.widgets.tab_order import stops


def test_an_open_case_is_handed_over_before_it_is_taken_in_and_stays_at_hand(
    counter: Counter,
) -> None:
    counter.fill_birth()
    window = press_f7(counter)
    assert "chưa tiếp nhận" in window.windowTitle()
    window.step.next.click()
    window.step.next.click()
    where = window.step.what.accessibleName()
    counter.accept()
    counter.bot.waitUntil(lambda: "SONGMAU" in window.windowTitle(), timeout=WAIT_MS)
    counter.settle()
    assert window.step.what.accessibleName() == where
    go_to_the_end(window)
    window.code.code.line.take(CODE)
    counter.settle()
    assert newest(counter).row.dossier_code == CODE


def test_before_acceptance_the_end_says_to_take_the_case_in(counter: Counter) -> None:
    counter.fill_birth()
    window = press_f7(counter)
    go_to_the_end(window)
    assert "F9" in window.code.said
    assert not window.code.code.isVisible()


def test_an_open_case_with_errors_says_so(counter: Counter) -> None:
    counter.fill_birth()
    counter.type_in("child_dob", "24122026")
    counter.settle()
    assert "chỗ phải sửa" in press_f7(counter).step.note.accessibleName()


def test_what_was_typed_a_moment_ago_is_handed_over(counter: Counter) -> None:
    counter.fill_birth()
    counter.type_in("child_name", "Hà Minh Khôi")
    counter.press(Qt.Key.Key_F7)  # not judged again yet
    counter.bot.waitUntil(helper(counter).isVisible, timeout=WAIT_MS)
    assert "HÀ MINH KHÔI" in go_to_the_end(helper(counter))


def test_the_next_citizen_finds_no_helper_and_no_clipboard(counter: Counter) -> None:
    counter.fill_birth()
    window = press_f7(counter)
    assert clip()
    counter.press(Qt.Key.Key_F2)  # parked
    counter.settle()
    assert not window.isVisible()
    assert clip() == ""
    assert window.step.value.text() == ""


def test_f7_just_before_the_next_citizen_shows_nothing_any_more(counter: Counter) -> None:
    take_in(counter)
    counter.press(Qt.Key.Key_F7)
    counter.open_case()
    assert not helper(counter).isVisible()
    assert clip() == ""


def test_a_dossier_leaves_with_the_next_case(counter: Counter) -> None:
    take_in(counter)
    window = press_f7(counter)
    counter.open_case()
    assert not window.isVisible()
    assert clip() == ""


def test_an_undone_acceptance_takes_the_helper_away(counter: Counter) -> None:
    take_in(counter)
    window = press_f7(counter)
    key = newest(counter).row.id
    on_store(counter, lambda w: void(w, key, "Bấm nhầm"))
    counter.pages.paste.session.dossiers_changed.emit()
    counter.settle()
    assert newest(counter).row.state is DossierState.VOIDED
    assert not window.isVisible()
    assert clip() == ""


def test_the_end_of_the_program_leaves_nothing_on_the_clipboard(counter: Counter) -> None:
    take_in(counter)
    window = press_f7(counter)
    assert clip()
    counter.window.close()
    assert clip() == ""
    assert not window.isVisible()


@pytest.mark.parametrize("page", ["dossiers", "outbox"])
def test_f7_and_the_button_open_the_dossier_of_the_page(counter: Counter, page: str) -> None:
    take_in(counter)
    counter.pages.intake.begin()
    counter.window.show_page(page)
    counter.settle()
    window = press_f7(counter)
    assert window.isVisible()
    window.close()
    view = counter.pages.dossiers_view.detail if page == "dossiers" else counter.pages.outbox_view
    button = view.paste if page == "dossiers" else view.code.paste  # type: ignore[union-attr]
    assert button.isVisible()
    button.click()
    counter.settle()
    assert window.isVisible()


def test_f7_with_nothing_in_front_says_what_to_do(counter: Counter) -> None:
    press_f7(counter)
    assert not helper(counter).isVisible()
    assert "F3" in counter.window.bar.text


def test_f7_on_an_untouched_case_hands_nothing_over(counter: Counter) -> None:
    counter.open_case()
    press_f7(counter)
    assert not helper(counter).isVisible()
    assert "còn trống" in counter.window.bar.text


def test_a_scanned_code_closes_the_dossier_of_the_helper(counter: Counter, hand: Hand) -> None:
    counter.bot.waitUntil(helper(counter).code.code.line.hasFocus)
    hand.scan(CODE, random.Random(5))
    counter.settle()
    assert newest(counter).row.dossier_code == CODE


def test_a_code_from_a_serial_scanner_waits_in_the_helpers_line(
    counter: Counter, hand: Hand
) -> None:
    counter.window.activateWindow()
    counter.bot.waitUntil(counter.window.isActiveWindow)
    hand = Hand(hand.clock, counter.window.windowHandle())
    hand.scan(CODE, random.Random(5))
    counter.settle()
    assert helper(counter).code.code.line.text() == CODE
    assert newest(counter).row.dossier_code is None, "confirmed by the clerk, not by the scanner"


def test_everything_on_the_helper_has_a_name_and_can_be_reached_by_tab(counter: Counter) -> None:
    take_in(counter)
    window = press_f7(counter)
    for page, wanted in (
        (window.step, {window.step.systems, window.step.all, window.step.next, window.step.skip}),
        (window.jump, {window.jump.list, window.jump.arrange}),
        (window.order, {window.order.list, window.order.toggle, window.order.dates}),
    ):
        if page is window.jump:
            window.step.all.click()
        if page is window.order:
            window.jump.arrange.click()
        reached = list(stops(page))
        assert wanted <= set(reached)
        assert all(stop.accessibleName() for stop in reached)


def test_no_citizen_stands_in_the_title_of_the_window(counter: Counter) -> None:
    take_in(counter)
    assert press_f7(counter).windowTitle() == "Trợ lý dán · SONGMAU-26-000001-X"


def test_a_code_written_on_the_helper_is_known_on_the_page_of_the_result(counter: Counter) -> None:
    counter.fill_birth()
    counter.accept()
    done = counter.pages.intake_view.done
    window = press_f7(counter)
    go_to_the_end(window)
    window.code.code.line.take(CODE)
    counter.settle()
    assert not done.code.isVisible()
    assert CODE in done._next.text()
    assert counter.window.bar.countdown.rest is None
    assert window.code.is_over
    type_key(window, Qt.Key.Key_Escape)
    assert not window.isVisible()
