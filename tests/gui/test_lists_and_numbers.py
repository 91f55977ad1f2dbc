"""Numbers with their notes, copies, dates; lists and tables by keys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from forms.schema import FieldType
from tests.gui.conftest import WAIT_MS, commit
from tests.gui.stage import CTRL, Show, line, press, put_up
from ui.widgets.fields.lines import CopiesField, DateField, LineField, NumberField
from ui.widgets.fields.lists.entries import EntriesField
from ui.widgets.fields.lists.rows import RowsField
from ui.widgets.fields.row import FieldRow


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Show]:
    """Show lines in a window, the first with the cursor."""
    kept: list[QWidget] = []

    def run(*items: QWidget) -> QWidget:
        kept.append(put_up(qtbot, *items))
        return kept[-1]

    yield run
    kept.clear()


# --- numbers, dates, copies ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "said"),
    [("025190000222", ""), ("003090000001", "63 mã tỉnh"), ("131000456", "hết giá trị"),
     ("02519000022", "11 chữ số"), ("B1234567", "")],
)  # fmt: skip
def test_a_number_is_remarked_on_and_never_refused(qtbot: QtBot, number: str, said: str) -> None:
    editor = NumberField()
    qtbot.addWidget(editor)
    editor.set_value(number)
    assert said in editor.note()
    assert bool(editor.note()) == bool(said)
    assert editor.value() == number


def test_the_note_stands_below_the_line_that_was_left(qtbot: QtBot, show: Show) -> None:
    row, other = FieldRow(line(FieldType.ID_NUMBER), NumberField()), LineField()
    window = show(row, other)
    commit(row.editor, "02519000022")
    other.focus()
    qtbot.waitUntil(
        lambda: any("11 chữ số" in w.text() for w in window.findChildren(QLabel) if w.isVisible())
    )


def test_copies_are_counted_with_the_arrow_keys(show: Show) -> None:
    copies = CopiesField()
    show(copies)
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Up)
    assert copies.value() == "2"
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    assert copies.value() == "không"
    copies.set_value(999)
    press(Qt.Key.Key_Up)
    assert copies.value() == "999"


def test_copies_that_are_not_answered_stay_empty(show: Show) -> None:
    copies = CopiesField()
    show(copies)
    copies.tidy()
    assert copies.value() == ""
    commit(copies, "03")
    copies.tidy()
    assert copies.value() == "3"


def test_a_date_says_what_it_lacks(qtbot: QtBot) -> None:
    for partial, text, said in ((False, "1990", True), (True, "1990", False),
                                (False, "ngày 1 tháng 2 năm 1990", False)):  # fmt: skip
        date = DateField(partial=partial)
        qtbot.addWidget(date)
        date.set_value(text)
        assert bool(date.note()) is said
    assert date.value() == "01/02/1990"


# --- lists and tables ------------------------------------------------------------------------


def table() -> RowsField:
    columns = (line(FieldType.NAME, key="name"), line(FieldType.TEXT, key="kin"))
    return RowsField(line(FieldType.ROWS, columns=columns))


def test_rows_are_moved_taken_away_and_put_back_with_keys(show: Show) -> None:
    rows = table()
    rows.set_value([{"name": "A"}, {"name": "B", "kin": "Mẹ"}, {"name": "C"}])
    show(rows)
    rows.inputs()[2].setFocus()
    press(Qt.Key.Key_Up, CTRL)
    assert [row["name"] for row in rows.value()] == ["B", "A", "C"]
    assert rows.inputs()[0].hasFocus()
    press(Qt.Key.Key_Delete, CTRL)
    assert [row["name"] for row in rows.value()] == ["A", "C"]
    back = next(b for b in rows.findChildren(QPushButton) if "Lấy lại" in b.text())
    assert back.isVisible()
    back.click()
    assert rows.value()[0] == {"name": "B", "kin": "Mẹ"}
    assert not back.isVisible()


def test_the_last_row_is_emptied_not_lost(show: Show) -> None:
    entries = EntriesField("Thành phần hồ sơ")
    show(entries)
    commit(entries, "Giấy chứng sinh")
    press(Qt.Key.Key_Delete, CTRL)
    assert entries.value() == []
    assert len(entries.inputs()) == 1
    assert entries.inputs()[0].hasFocus()


def test_enter_adds_an_entry_and_leaves_from_an_empty_one(qtbot: QtBot, show: Show) -> None:
    entries = EntriesField("Thành phần hồ sơ")
    show(entries)
    for text in ("Giấy chứng sinh", "Tờ khai"):
        focus = QApplication.focusWidget()
        assert isinstance(focus, QLineEdit)
        commit(focus, text)
        press(Qt.Key.Key_Return)
    assert entries.value() == ["Giấy chứng sinh", "Tờ khai"]
    with qtbot.waitSignal(entries.finished, timeout=WAIT_MS):
        press(Qt.Key.Key_Return)
