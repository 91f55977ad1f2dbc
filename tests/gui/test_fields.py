"""Editors of form lines: raw while typing, tidy when left, Enter to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from forms.choices.lists import named
from forms.schema import Field, FieldType, Required, Severity
from tests.gui.conftest import WAIT_MS, commit
from tests.gui.stage import put_up
from ui.widgets.fields.base import FieldEditor
from ui.widgets.fields.choices import FewField, ManyField, TickField, YesNoField
from ui.widgets.fields.lines import CountField, DateField, FiguresField, LineField, NameField
from ui.widgets.fields.lists.entries import EntriesField
from ui.widgets.fields.lists.rows import RowsField
from ui.widgets.fields.longs import LongField, NotesField
from ui.widgets.fields.pick import PickField
from ui.widgets.fields.row import FieldRow, Mark
from ui.widgets.fields.table import EDITORS, make_editor


def line(kind: FieldType, *choices: str, required: Required = Required.NO) -> Field:
    """Return a line of a form."""
    return Field("key", "Nhãn", kind, required, choices=choices)


Show = Callable[..., QWidget]


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Show]:
    """Show editors in a window, the first with the cursor."""
    kept: list[QWidget] = []

    def run(*editors: FieldEditor) -> QWidget:
        window = QWidget()
        kept.append(window)
        layout = QVBoxLayout(window)
        for editor in editors:
            layout.addWidget(editor)
        qtbot.addWidget(window)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        editors[0].focus()
        qtbot.waitUntil(editors[0].has_focus)
        return window

    yield run
    kept.clear()


@pytest.mark.parametrize("kind", [k for k in FieldType if k is not FieldType.PICTURE])
def test_every_type_but_a_picture_has_an_editor_with_a_name(qtbot: QtBot, kind: FieldType) -> None:
    columns = (line(FieldType.NAME),) if kind is FieldType.ROWS else ()
    editor = make_editor(replace(line(kind, "Một", "Hai"), columns=columns))
    assert editor is not None
    qtbot.addWidget(editor)
    assert all("Nhãn" in item.accessibleName() for item in editor.inputs())


def test_a_picture_is_not_typed() -> None:
    assert make_editor(line(FieldType.PICTURE)) is None
    assert set(EDITORS) == set(FieldType) - {FieldType.PICTURE}


def test_name_stays_as_typed_until_the_line_is_left(qtbot: QtBot, show: Show) -> None:
    name, other = NameField(), LineField()
    show(name, other)
    commit(name, "nguyễn  thị lan")
    assert name.line.text() == "nguyễn  thị lan"
    other.focus()
    qtbot.waitUntil(lambda: name.value() == "NGUYỄN THỊ LAN")


def test_letters_that_an_input_method_is_composing_are_left_alone(qtbot: QtBot, show: Show) -> None:
    name = NameField()
    show(name)
    event = QInputMethodEvent("nguyê", [])
    QApplication.sendEvent(name.line, event)
    assert name.value() == ""
    commit(name, "nguyễn")
    assert name.value() == "nguyễn"


def test_edited_is_told_for_the_clerk_only(qtbot: QtBot) -> None:
    for editor in (LineField(), LongField(), PickField(lambda: named(("Cha", "Mẹ")))):
        qtbot.addWidget(editor)
        with qtbot.assertNotEmitted(editor.edited):
            editor.set_value("Cha")
        with qtbot.waitSignal(editor.edited, timeout=WAIT_MS):
            commit(editor, "x")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("12112026", "12/11/2026"),
        ("1/2/1990", "01/02/1990"),
        ("2026-11-12", "12/11/2026"),
        ("02/1990", "02/1990"),
        ("1990", "1990"),
        ("31/02/2026", "31/02/2026"),
        ("không rõ", "không rõ"),
    ],
)
def test_date_takes_its_written_shape_when_left(qtbot: QtBot, typed: str, shown: str) -> None:
    date = DateField()
    qtbot.addWidget(date)
    commit(date, typed)
    assert date.value() == typed
    date.tidy()
    assert date.value() == shown


def test_number_is_grouped_for_reading_and_bare_for_typing_and_copying(
    qtbot: QtBot, show: Show
) -> None:
    number, other = FiguresField(), LineField()
    show(other, number)
    number.set_value("025190001234")
    assert number.line.text() == "025 190 001 234"
    assert number.value() == "025190001234"
    for _ in range(2):  # coming with Tab marks it, the first time as later
        number.focus()
        qtbot.waitUntil(number.has_focus)
        assert number.line.text() == number.line.selectedText() == "025190001234"
        other.focus()
        qtbot.waitUntil(other.has_focus)
    number.focus()
    qtbot.waitUntil(number.has_focus)
    other.focus()
    qtbot.waitUntil(lambda: number.line.text() == "025 190 001 234")


def test_enter_finishes_a_line_and_ctrl_enter_is_the_pages(qtbot: QtBot, show: Show) -> None:
    for editor in (LineField(), LongField(), FewField(("Nam", "Nữ")), TickField(), NotesField()):
        show(editor)
        with qtbot.waitSignal(editor.finished, timeout=WAIT_MS):
            QTest.keyClick(editor.inputs()[0], Qt.Key.Key_Return)
        with qtbot.assertNotEmitted(editor.finished):
            QTest.keyClick(
                editor.inputs()[0], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
            )


def test_notes_take_a_line_break_with_shift_enter(qtbot: QtBot, show: Show) -> None:
    notes = NotesField()
    show(notes)
    commit(notes, "một")
    QTest.keyClick(notes.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    commit(notes, "hai")
    notes.tidy()
    assert str(notes.value()).replace("\u2028", "\n") == "một\nhai"


def test_list_gives_one_entry_a_line(qtbot: QtBot) -> None:
    entries = EntriesField("Nhãn")
    qtbot.addWidget(entries)
    entries.set_value(["Một", "Hai"])
    assert entries.value() == ["Một", "Hai"]


def test_table_has_a_row_more_when_enter_ends_the_last_one(qtbot: QtBot, show: Show) -> None:
    columns = (
        Field("name", "Họ tên", FieldType.NAME, Required.YES),
        Field("birth", "Ngày sinh", FieldType.DATE, Required.NO),
    )
    table = RowsField(replace(line(FieldType.ROWS), columns=columns))
    show(table)
    commit(table.inputs()[0], "hà minh an")
    QTest.keyClick(table.inputs()[0], Qt.Key.Key_Return)
    commit(table.inputs()[1], "12112026")
    QTest.keyClick(table.inputs()[1], Qt.Key.Key_Return)
    assert table.value() == [{"name": "HÀ MINH AN", "birth": "12/11/2026"}]
    assert len(table.inputs()) == 4
    with qtbot.waitSignal(table.finished, timeout=WAIT_MS):
        QTest.keyClick(table.inputs()[2], Qt.Key.Key_Return)
    table.set_value([{"name": "A"}, {"name": "B"}, {"name": "C"}])
    assert [row["name"] for row in table.value()] == ["A", "B", "C"]
    table.set_value([])
    assert table.value() == []


def test_long_text_grows_with_its_lines(qtbot: QtBot, show: Show) -> None:
    long = LongField()
    window = show(long)
    window.resize(260, 300)
    low = long.box.height()
    long.set_value("Căn cước công dân số 025190000222 do Cục Cảnh sát QLHC về TTXH cấp ngày")
    qtbot.waitUntil(lambda: long.box.height() > low)
    long.set_value("")
    qtbot.waitUntil(lambda: long.box.height() == low)


def test_chosen_button_can_be_taken_back(qtbot: QtBot, show: Show) -> None:
    sex = FewField(("Nam", "Nữ"))
    show(sex)
    female = sex.inputs()[1]
    QTest.mouseClick(female, Qt.MouseButton.LeftButton)
    assert sex.value() == "Nữ"
    QTest.mouseClick(female, Qt.MouseButton.LeftButton)
    assert sex.value() == ""


def test_required_yes_or_no_is_never_answered_silently(qtbot: QtBot) -> None:
    editor = make_editor(line(FieldType.BOOL, required=Required.YES))
    assert isinstance(editor, YesNoField)
    qtbot.addWidget(editor)
    assert editor.value() == ""
    editor.set_value(False)
    assert editor.value() == "Không"


def test_few_choices_are_buttons_and_many_a_list(qtbot: QtBot) -> None:
    few = make_editor(line(FieldType.CHOICE, "Cha", "Mẹ"))
    many = make_editor(line(FieldType.CHOICE, *(f"Lựa chọn {n}" for n in range(9))))
    open_list = make_editor(line(FieldType.RELATIONSHIP, "Cha", "Mẹ"))
    for editor in (few, many, open_list):
        assert editor is not None
        qtbot.addWidget(editor)
    assert isinstance(few, FewField)
    assert isinstance(many, ManyField)
    assert isinstance(open_list, PickField)
    open_list.set_value("Bác ruột")
    assert open_list.value() == "Bác ruột"
    many.set_value("Không có")
    assert many.value() == ""


def test_count_keeps_what_is_no_number_for_the_rules_to_say(qtbot: QtBot) -> None:
    count = CountField()
    qtbot.addWidget(count)
    commit(count, "hai")
    assert count.value() == "hai"


def test_problem_takes_the_place_of_the_origin_and_names_itself(qtbot: QtBot) -> None:
    editor = LineField()
    row = FieldRow(line(FieldType.TEXT), editor)
    qtbot.addWidget(row)
    row.show()
    row.set_origin(Mark("từ thẻ", "card"))
    row.set_problem("Chưa ghi.", Severity.ERROR, "NĐ 123")
    assert editor.line.property("state") == "error"
    assert editor.line.accessibleDescription() == "Chưa ghi."
    row.set_problem("", None)
    assert editor.line.property("state") == ""


def test_offer_is_no_answer_until_it_is_taken(qtbot: QtBot) -> None:
    editor = NameField()
    row = FieldRow(line(FieldType.NAME), editor)
    qtbot.addWidget(row)
    row.set_offers(["NGUYỄN"])
    assert editor.value() == ""
    offer = next(b for b in row.findChildren(QWidget) if b.accessibleName() == "Lấy gợi ý NGUYỄN")
    with qtbot.waitSignal(row.edited, timeout=WAIT_MS):
        offer.click()  # type: ignore[attr-defined]
    assert editor.value() == "NGUYỄN"


def test_a_table_of_many_columns_has_the_whole_width_below_its_label(
    qtbot: QtBot, show: Show
) -> None:
    kinds = (FieldType.NAME, FieldType.DATE, FieldType.GENDER, FieldType.ID_NUMBER, FieldType.TEXT)
    columns = tuple(replace(line(kind), key=kind, label="Mối quan hệ với chủ hộ") for kind in kinds)
    few, many = (FieldRow(replace(line(FieldType.ROWS), columns=columns[:n])) for n in (2, 5))
    window = put_up(qtbot, few, many)
    assert window.width() >= many.width()
    assert few.editor.x() > many.editor.x() == 0
    assert many.editor.y() >= many.label_height
    assert many.editor.width() > few.editor.width()
    name, day, sex, *_ = many.editor.inputs()
    assert name.width() > day.width() > sex.width()
    heads = [head for head in many.findChildren(QLabel) if head.text() == columns[0].label]
    assert all(head.height() >= head.heightForWidth(head.width()) for head in heads)


def test_an_offer_below_a_filled_line_says_whose_it_is(qtbot: QtBot) -> None:
    row = FieldRow(line(FieldType.TEXT))
    window = put_up(qtbot, row)
    row.editor.set_value("Khu 3, xã Sông Mẫu, tỉnh Phú Thọ")
    home = "Khu 5, phường Nông Trang, tỉnh Phú Thọ"
    row.set_offers([home], {home: "hồ sơ trước của mẹ"})
    window.setFocus()  # the line is left
    assert row._below is not None
    (link,) = row._below.findChildren(QPushButton)
    assert link.words.startswith("Hồ sơ trước của mẹ: phường Nông Trang")  # type: ignore[attr-defined]
    assert home in link.toolTip()
