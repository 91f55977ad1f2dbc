"""F7: a dossier's values go to the clipboard one by one, and the code closes its outbox row."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from dossiers.dossier import OutboxState
from tests.gui.conftest import FATHER, WAIT_MS, Counter
from tests.gui.paste.conftest import (
    CODE,
    FakeKey,
    clip,
    front,
    go_to_the_end,
    newest,
    press_f7,
    take_in,
    type_key,
)
from ui.paste.keys.hotkey import DEFAULT
from ui.paste.keys.windows import WindowsKey
from ui.paste.window import is_hands_off


def test_from_acceptance_to_the_code_without_typing_a_value_twice(counter: Counter) -> None:
    dossier_id = take_in(counter)
    window = press_f7(counter)
    assert window.isVisible()
    pasted = go_to_the_end(window)
    assert all(pasted), "no step has nothing to paste"
    assert pasted[:4] == ["1.001193", "Thủ tục đăng ký khai sinh", "NGUYỄN THỊ LAN", "025190000222"]
    assert {"HÀ MINH AN", "12/11/2026", "025090000123", "15/10/2024", "HÀ VĂN HÙNG"} <= {*pasted}
    assert clip() == "", "nothing is left while the code is asked for"
    assert front(window) is window.code
    window.code.code.line.take(CODE)
    counter.settle()
    dossier = newest(counter)
    assert dossier.row.id == dossier_id
    assert dossier.row.outbox_state is OutboxState.ENTERED_BY_HAND
    assert dossier.row.dossier_code == CODE
    assert CODE in window.code.said
    counter.window.show_page("outbox")
    counter.settle()
    assert counter.pages.outbox_view.model.rowCount() == 0


def test_the_same_by_keyboard_alone(counter: Counter) -> None:
    take_in(counter)
    press_f7(counter)
    window = press_f7(counter)  # once more: the keyboard goes to the helper
    counter.bot.waitUntil(window.isActiveWindow)
    first = clip()
    type_key(window, Qt.Key.Key_Return)
    second = clip()
    type_key(window, Qt.Key.Key_Left)
    assert (clip(), clip() == second) == (first, False)
    type_key(window, Qt.Key.Key_Right)
    assert clip() == second
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert front(window) is window.jump
    type_key(window, Qt.Key.Key_Escape)
    assert front(window) is window.step
    for _ in range(80):
        if front(window) is window.code:
            break
        type_key(window, Qt.Key.Key_Return)
    assert front(window) is window.code
    counter.bot.waitUntil(window.code.code.line.hasFocus)
    QTest.keyClicks(window.code.code.line, CODE)
    type_key(window, Qt.Key.Key_Return)
    counter.bot.waitUntil(lambda: CODE in window.code.said, timeout=WAIT_MS)
    counter.settle()
    type_key(window, Qt.Key.Key_Escape)
    type_key(window, Qt.Key.Key_Escape)
    assert not window.isVisible()
    assert clip() == ""


def test_a_wrong_code_is_said_beside_the_line_and_can_be_mended(counter: Counter) -> None:
    take_in(counter)
    window = press_f7(counter)
    go_to_the_end(window)
    window.code.code.line.take("không phải mã")
    counter.settle()
    assert "DOSSIER-07" in window.code.said
    assert window.code.code.line.text() == "không phải mã"
    assert newest(counter).row.outbox_state is OutboxState.NO_GATEWAY
    window.code.code.line.take(CODE)
    counter.settle()
    assert "DOSSIER-07" not in window.code.said
    assert newest(counter).row.dossier_code == CODE


def test_a_code_of_another_dossier_is_refused(counter: Counter) -> None:
    take_in(counter)
    counter.pages.intake_view.done.code.line.take(CODE)
    counter.settle()
    counter.open_case(counter.without_form())
    counter.scan(FATHER, "applicant")
    counter.pages.intake_view.work.details.papers.tick_all()
    counter.settle()
    counter.accept()
    window = press_f7(counter)
    go_to_the_end(window)
    window.code.code.line.take(CODE)
    counter.settle()
    assert "DOSSIER-08" in window.code.said


def test_values_show_grouped_and_are_copied_ungrouped(counter: Counter) -> None:
    take_in(counter)
    window = press_f7(counter)
    while "025190000222" not in clip():
        window.step.next.click()
    assert window.step.value.text() == "025 190 000 222"
    assert clip() == "025190000222"


def test_it_says_that_the_systems_order_is_not_known(counter: Counter) -> None:
    take_in(counter)
    assert "theo thứ tự tờ khai" in press_f7(counter).step.note.accessibleName()


def test_coming_up_takes_no_focus_and_clicks_leave_it_where_it_is(counter: Counter) -> None:
    take_in(counter)
    window = press_f7(counter)
    assert window.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert bool(window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint)
    assert is_hands_off(window)
    window.take_keyboard()
    assert not is_hands_off(window), "to be typed in"
    counter.window.activateWindow()
    counter.bot.waitUntil(lambda: is_hands_off(window))
    window.show_code()
    assert not is_hands_off(window), "the line for the code can be clicked into"


def test_the_global_key_goes_on_but_not_past_the_code_or_the_list(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = counter.pages.paste.helper.presenter._key
    take_in(counter)
    window = press_f7(counter)
    first = clip()
    key.pressed.emit()
    assert clip() != first
    window.step.all.click()
    before = clip()
    key.pressed.emit()
    assert front(window) is window.jump
    assert clip() == before
    window.jump.closed.emit()
    go_to_the_end(window)
    key.pressed.emit()
    assert front(window) is window.code


def test_the_global_key_is_held_only_while_the_helper_is_there(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = FakeKey()
    monkeypatch.setattr(counter.pages.paste.helper.presenter, "_key", key)
    take_in(counter)
    window = press_f7(counter)
    assert key.held == DEFAULT
    assert DEFAULT in window.step.next.text()
    window.order.hotkey_chosen.emit("Ctrl+F9")
    assert key.held == "Ctrl+F9"
    window.order.hotkey_chosen.emit("")
    assert key.held == ""
    assert "Ctrl" not in window.step.next.text()
    window.order.hotkey_chosen.emit("Ctrl+F8")
    window.close()
    assert key.held == ""


def test_a_key_that_another_program_holds_is_told_and_the_rest_works(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Taken:
        def register(self, key_id: int, modifiers: int, code: int) -> bool:
            return False

        def unregister(self, key_id: int) -> None:
            raise AssertionError("was never held")

    monkeypatch.setattr(counter.pages.paste.helper.presenter, "_key", WindowsKey(Taken()))
    take_in(counter)
    window = press_f7(counter)
    assert "PASTE-02" in counter.window.bar.text
    assert window.isVisible()
    assert clip()


def test_an_interrupted_dossier_goes_on_where_it_stood(counter: Counter) -> None:
    take_in(counter)
    window = press_f7(counter)
    for _ in range(5):
        window.step.next.click()
    where, value = window.step.what.accessibleName(), clip()
    window.close()
    assert clip() == ""
    assert window.step.value.text() == ""
    assert window.jump.list.count() == 0
    press_f7(counter)
    assert (window.step.what.accessibleName(), clip()) == (where, value)


def test_empty_lines_are_in_the_list_and_copy_nothing(counter: Counter) -> None:
    take_in(counter)
    window = press_f7(counter)
    window.step.all.click()
    texts = [window.jump.list.item(n).text() for n in range(window.jump.list.count())]
    empty = next(n for n, text in enumerate(texts) if text.endswith("(trống)"))
    window.jump.list.itemActivated.emit(window.jump.list.item(empty))
    assert front(window) is window.step
    assert window.step.value.text() == "(để trống)"
    assert clip() == ""
    assert "trống" in window.step.state.text()
    window.step.next.click()
    assert clip()


def test_headings_of_the_list_lead_nowhere(counter: Counter) -> None:
    take_in(counter)
    window = press_f7(counter)
    window.step.all.click()
    heading = window.jump.list.item(0)
    assert heading.text() == "Thủ tục"
    window.jump.list.itemActivated.emit(heading)
    assert front(window) is window.jump


def test_after_its_time_the_value_is_gone_and_can_be_copied_again(counter: Counter) -> None:
    take_in(counter)
    window = press_f7(counter)
    value = clip()
    counter.pages.paste.helper.presenter.clipboard._timer.timeout.emit()
    assert clip() == ""
    assert "Chép" in window.step.state.text()
    window.step.copy.click()
    assert clip() == value
