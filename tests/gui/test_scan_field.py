"""A scan is one text, however it comes, and presses nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout
from pytestqt.qtbot import QtBot

from tests.gui.conftest import WAIT_MS
from ui.widgets.code_entry import CodeEntry
from ui.widgets.scan_field import IDLE_MS, ScanField

ASCII = "025190000222|131000456|Nguyen Thi Lan|09091990|Nu|Khu 3, Thuy Van|12082021"


def shown(qtbot: QtBot) -> ScanField:
    field = ScanField()
    qtbot.addWidget(field)
    field.show()
    field.setFocus()
    return field


def test_burst_that_ends_with_enter_is_one_scan(qtbot: QtBot) -> None:
    field = shown(qtbot)
    with qtbot.waitSignal(field.scanned, timeout=WAIT_MS) as got:
        QTest.keyClicks(field, ASCII)
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert got.args == [ASCII]
    assert field.text() == ""


def test_burst_without_enter_ends_with_silence(qtbot: QtBot) -> None:
    field = shown(qtbot)
    with qtbot.waitSignal(field.scanned, timeout=WAIT_MS) as got:
        QTest.keyClicks(field, ASCII)
    assert got.args == [ASCII]


def test_lines_of_a_machine_readable_zone_stay_together(qtbot: QtBot) -> None:
    field = shown(qtbot)
    lines = ["IDVNM1900002225025190000222<<0", "9009091F3009094VNM<<<<<<<<<<<4"]
    got: list[str] = []
    field.scanned.connect(got.append)
    for line in lines:
        QTest.keyClicks(field, line)
        QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(got))
    assert got == ["\n".join(lines)]


def test_slow_typing_waits_for_enter(qtbot: QtBot) -> None:
    field = shown(qtbot)
    with qtbot.assertNotEmitted(field.scanned, wait=IDLE_MS + 60):
        for figure in "025190":
            QTest.keyClick(field, Qt.Key(ord(figure)), delay=70)
    with qtbot.waitSignal(field.scanned, timeout=WAIT_MS) as got:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert got.args == ["025190"]


def test_final_enter_presses_no_button(qtbot: QtBot) -> None:
    dialog = QDialog()
    field, button = ScanField(), QPushButton("OK")
    button.setDefault(True)
    layout = QVBoxLayout(dialog)
    layout.addWidget(field)
    layout.addWidget(button)
    pressed: list[bool] = []
    button.clicked.connect(pressed.append)
    qtbot.addWidget(dialog)
    dialog.show()
    field.setFocus()
    with qtbot.waitSignal(field.scanned, timeout=WAIT_MS):
        QTest.keyClicks(field, ASCII)
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert not pressed
    assert dialog.isVisible()


def test_no_input_method_works_in_the_scan_field(qtbot: QtBot) -> None:
    field = shown(qtbot)
    assert not field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_code_is_taken_by_enter_and_by_the_button(qtbot: QtBot) -> None:
    entry = CodeEntry()
    qtbot.addWidget(entry)
    entry.show()
    codes: list[str] = []
    entry.entered.connect(codes.append)
    QTest.keyClicks(entry.line, "H44.10-261126-0001")
    QTest.keyClick(entry.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(codes) == 1)
    entry.set_text("H44.10-261126-0002")
    entry.findChildren(QPushButton)[0].click()
    assert codes == ["H44.10-261126-0001", "H44.10-261126-0002"]
