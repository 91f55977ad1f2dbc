"""The whole case by keyboard: Tab follows the eye, a role opens with its number."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.conftest import FATHER, MOTHER, Counter
from ui.widgets.fitting.words import WordButton
from ui.widgets.parts import button, column, icon_button
from ui.widgets.tab_order import stops


def press(key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> QWidget:
    now = QApplication.focusWidget()
    assert now is not None
    combined = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        combined |= modifier
    QTest.keyClick(now, key, combined)
    after = QApplication.focusWidget()
    assert after is not None
    return after


def open_code(counter: Counter) -> str | None:
    """Return the code of the open case once it is on the screen."""
    counter.settle()  # the search, then the case that it opens
    case = counter.pages.intake.keeper.case
    return case.procedure.code if case else None


def test_tab_goes_from_the_scan_field_through_the_people_to_the_form_and_back(
    counter: Counter,
) -> None:
    counter.open_case()
    counter.scan(MOTHER, "mother")
    counter.scan(FATHER, "father")
    work = counter.pages.intake_view.work
    work.people.scan.setFocus()
    seen = [work.people.scan, *(press(Qt.Key.Key_Tab) for _ in range(12))]
    assert seen == list(stops(work))[list(stops(work)).index(work.people.scan) :][:13]
    names = [w.accessibleName() for w in seen]
    assert names.index("Người yêu cầu là Mẹ") < names.index("Đổi Mẹ") < names.index("Đổi Cha")
    back = [press(Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier) for _ in range(12)]
    assert back == seen[-2::-1]


def test_tab_never_leaves_the_open_case_and_comes_round(counter: Counter) -> None:
    counter.open_case()
    work = counter.pages.intake_view.work
    work.people.scan.setFocus()
    walked = [press(Qt.Key.Key_Tab)]
    while walked[-1] is not work.people.scan and len(walked) < 200:
        walked.append(press(Qt.Key.Key_Tab))
    assert walked[-1] is work.people.scan
    assert len(walked) == len(set(walked)), "a stop that comes twice is a trap"
    assert all(work.isAncestorOf(stop) for stop in walked)
    assert {work.channel, work.unit.box, work.preview} <= set(walked)


def test_a_role_opens_with_its_number_when_nobody_waits(counter: Counter) -> None:
    counter.open_case()
    counter.scan(MOTHER, "mother")
    counter.pages.intake_view.role_key_pressed.emit(1)
    chosen = QApplication.focusWidget()
    assert chosen is not None
    assert chosen.accessibleName() == "Người yêu cầu là Mẹ"
    QTest.keyClick(chosen, Qt.Key.Key_Space)
    counter.settle()
    rows = counter.pages.intake_view.work.form.sheet.rows
    assert rows["requester_name"].editor.value() == "NGUYỄN THỊ LAN"
    assert rows["relationship"].editor.value() == "Mẹ"


def test_enter_opens_what_is_typed_not_what_was_found_a_moment_ago(counter: Counter) -> None:
    start = counter.pages.intake_view.start
    start.line.setFocus()
    QTest.keyClicks(start.line, "dk")
    counter.settle()
    QTest.keyClicks(start.line, " khai sinh")  # the list still shows the answers to “dk”
    QTest.keyClick(start.line, Qt.Key.Key_Return)
    counter.settle()
    assert open_code(counter) == "1.001193"


def test_enter_in_the_search_box_waits_for_its_own_answer(counter: Counter) -> None:
    line = counter.window.top_bar.search.line
    line.setFocus()
    QTest.keyClicks(line, "dk khai sinh")
    QTest.keyClick(line, Qt.Key.Key_Return)
    counter.settle()
    assert open_code(counter) == "1.001193"


def test_keys_of_a_case_press_nothing_while_no_case_is_in_front(counter: Counter) -> None:
    counter.fill_birth()
    counter.accept()
    view = counter.pages.intake_view
    before = QApplication.focusWidget()
    for key in (Qt.Key.Key_F6, Qt.Key.Key_F10, Qt.Key.Key_F11, Qt.Key.Key_F12):
        counter.press(key)
    assert QApplication.focusWidget() is before
    assert view.work.details.isHidden()
    counter.press(Qt.Key.Key_F4)
    assert QApplication.focusWidget() is view.start.scan
    counter.press(Qt.Key.Key_F2)
    counter.press(Qt.Key.Key_F11)
    assert QApplication.focusWidget() is view.start.line


def test_an_acceptance_is_taken_back_by_its_key_from_any_page(counter: Counter) -> None:
    counter.fill_birth()
    counter.accept()
    counter.press(Qt.Key.Key_F3)
    assert "Hoàn tác tiếp nhận  Shift+F9" in buttons_of(counter.window.bar)
    counter.press(Qt.Key.Key_F9, Qt.KeyboardModifier.ShiftModifier)
    counter.settle()
    assert counter.pages.intake_view.pane is counter.pages.intake_view.work
    assert counter.pages.intake.keeper.case is not None


def buttons_of(bar: QWidget) -> str:
    return " ".join(b.text() for b in bar.findChildren(QPushButton) if b.isVisible())


def test_enter_in_the_last_line_goes_to_what_is_missing_then_names_the_next_key(
    counter: Counter,
) -> None:
    counter.fill_birth()
    form = counter.pages.intake_view.work.form
    form.sheet.write("child_birthplace", "")
    counter.settle()
    last = [key for key, item in form.sheet.rows.items() if not item.is_settled][-1]
    form.focus_on(f"/{last}")
    form.sheet.finished.emit(last)
    assert form.key_in_focus == "child_birthplace"
    assert "F9" not in counter.window.bar.text
    counter.type_in("child_birthplace", "Trạm y tế xã Sông Mẫu, tỉnh Phú Thọ")
    counter.settle()
    form.focus_on(f"/{last}")
    form.sheet.finished.emit(last)
    assert form.key_in_focus == last
    assert "F9" in counter.window.bar.text


def test_enter_presses_the_button_that_has_the_focus_and_no_other(qtbot: QtBot) -> None:
    dialog, pressed = QDialog(), list[str]()
    first, second = button("Một"), WordButton("Hai")
    tool, field = icon_button("x", "Ba"), QLineEdit()
    dialog.setLayout(column(first, second, tool, field))
    for item in (first, second, tool):
        item.clicked.connect(partial(pressed.append, item.accessibleName()))
    qtbot.addWidget(dialog)
    dialog.show()
    for item in (first, second, tool):
        QTest.keyClick(item, Qt.Key.Key_Return)
        QTest.keyClick(item, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
        QTest.keyClick(item, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert pressed == ["Một", "Một", "Hai", "Hai", "Ba", "Ba"]
    QTest.keyClick(field, Qt.Key.Key_Return)
    held = QKeyEvent(
        QKeyEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True
    )
    QApplication.sendEvent(first, held)
    assert len(pressed) == 6
