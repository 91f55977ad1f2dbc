"""What hangs below a line: opened by a key, taken by a key, closed by Esc, never in the way."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from forms.choices.agencies import Home
from forms.choices.lists import ethnicities
from forms.schema import FieldType, PlaceForm
from tests.gui.conftest import WAIT_MS, commit
from tests.gui.stage import ALT, Show, line, press, put_up
from ui.widgets.fields.address import AddressField
from ui.widgets.fields.base import ARROW, FieldEditor
from ui.widgets.fields.identity import IdPaperField
from ui.widgets.fields.lines import LineField
from ui.widgets.fields.pick import AgencyField, PickField
from ui.widgets.fields.row import FieldRow
from ui.widgets.pickers.home import set_home
from ui.widgets.pickers.options import Option, OptionModel
from ui.widgets.pickers.paper import PaperPanel
from ui.widgets.pickers.places import PlacePicker
from ui.widgets.pickers.suggestions import Suggestions

OLD = "Khu 3, phường Gia Cẩm, thành phố Việt Trì, tỉnh Phú Thọ"
NEW = "Khu 3, phường Việt Trì, tỉnh Phú Thọ"


@pytest.fixture(autouse=True)
def at_home(qapp: QApplication) -> Iterator[None]:
    """A made-up centre in Phú Thọ."""
    set_home(Home("Ủy ban nhân dân xã Sông Mẫu", "Tỉnh Phú Thọ"))
    yield
    set_home(Home())


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Show]:
    """Show lines in a window, the first with the cursor."""
    kept: list[QWidget] = []

    def run(*items: QWidget) -> QWidget:
        kept.append(put_up(qtbot, *items))
        return kept[-1]

    yield run
    kept.clear()


def suggestions(editor: FieldEditor) -> Suggestions:
    assert isinstance(editor.panel, Suggestions)
    return editor.panel


def places(editor: AddressField) -> PlacePicker:
    assert isinstance(editor.panel, PlacePicker)
    return editor.panel


def address(**more: object) -> AddressField:
    return AddressField(line(FieldType.ADDRESS, **more))


# --- lists -----------------------------------------------------------------------------------


def test_nothing_is_made_until_it_is_opened(show: Show) -> None:
    editors = (PickField(ethnicities), address(), AgencyField(line(FieldType.AGENCY)),
               IdPaperField())  # fmt: skip
    show(*editors)
    assert all(editor.panel is None for editor in editors)


def test_typing_suggests_and_leaves_the_typed_letters_alone(show: Show) -> None:
    pick = PickField(ethnicities)
    show(pick)
    commit(pick, "cao l")
    assert pick.line.text() == "cao l"
    assert suggestions(pick).list.texts() == ["Sán Chay"]
    assert suggestions(pick).list.current is None
    press(Qt.Key.Key_Return)  # means what is typed
    assert pick.value() == "cao l"
    assert not suggestions(pick).isVisible()


def test_down_and_enter_take_a_suggestion_and_go_on(qtbot: QtBot, show: Show) -> None:
    pick = PickField(ethnicities)
    show(pick)
    commit(pick, "cao lan")
    press(Qt.Key.Key_Down)
    with qtbot.waitSignals([pick.edited, pick.finished], timeout=WAIT_MS):
        press(Qt.Key.Key_Return)
    assert pick.value() == "Sán Chay"
    assert not suggestions(pick).isVisible()


def test_letters_being_composed_open_nothing(show: Show) -> None:
    pick = PickField(ethnicities)
    show(pick)
    QApplication.sendEvent(pick.line, QInputMethodEvent("mươ", []))
    assert pick.panel is None


def test_alt_down_opens_the_whole_list_at_what_is_written(show: Show) -> None:
    pick = PickField(ethnicities)
    pick.set_value("Mường")
    show(pick)
    press(Qt.Key.Key_Down, ALT)
    assert len(suggestions(pick).list.texts()) == 54
    current = suggestions(pick).list.current
    assert current is not None
    assert current.text == "Mường"
    press(Qt.Key.Key_Up, ALT)
    assert not suggestions(pick).isVisible()


def test_the_arrow_opens_it_too(show: Show) -> None:
    for editor in (PickField(ethnicities), AgencyField(line(FieldType.AGENCY))):
        show(editor)
        target = editor.inputs()[0]
        QTest.mouseClick(
            target, Qt.MouseButton.LeftButton, pos=QPoint(target.width() - ARROW // 2, 10)
        )
        assert suggestions(editor).isVisible()


def test_leaving_the_line_closes_the_list_and_tidies_once(qtbot: QtBot, show: Show) -> None:
    pick, other = PickField(ethnicities), LineField()
    show(pick, other)
    left: list[str] = []
    pick.left.connect(lambda: left.append(pick.value()))
    commit(pick, "kinh")
    other.focus()
    qtbot.waitUntil(lambda: bool(left))
    assert left == ["Kinh"]
    assert pick.panel is None or not pick.panel.isVisible()


def test_another_word_stays(qtbot: QtBot, show: Show) -> None:
    pick, other = PickField(ethnicities), LineField()
    show(pick, other)
    commit(pick, "Tộc  khác")
    other.focus()
    qtbot.waitUntil(lambda: pick.value() == "Tộc khác")


# --- addresses -------------------------------------------------------------------------------


def test_esc_closes_the_picker_only_and_the_cursor_is_back(qtbot: QtBot, show: Show) -> None:
    editor = address()
    show(editor)
    press(Qt.Key.Key_Down, ALT)
    assert places(editor).search.hasFocus()
    assert editor.has_focus()
    with qtbot.assertNotEmitted(editor.left):
        press(Qt.Key.Key_Escape)
    assert not places(editor).isVisible()
    assert editor.box.hasFocus()


def test_an_old_name_is_searched_and_the_unit_of_today_taken(qtbot: QtBot, show: Show) -> None:
    editor = address()
    editor.set_value("khu 3")
    show(editor)
    press(Qt.Key.Key_Down, ALT)
    picker = places(editor)
    assert picker.detail.text() == "khu 3"
    commit(picker.search, "gia cam viet tri")
    assert picker.communes.texts() == ["Phường Việt Trì"]
    with qtbot.waitSignal(editor.edited, timeout=WAIT_MS):
        press(Qt.Key.Key_Return)
    assert editor.value() == "khu 3, phường Việt Trì, tỉnh Phú Thọ"
    assert editor.box.hasFocus()


def test_two_levels_province_then_commune_by_keys(show: Show) -> None:
    editor = address()
    show(editor)
    press(Qt.Key.Key_Down, ALT)
    picker = places(editor)
    assert picker.provinces.current is not None
    assert picker.provinces.current.text == "Phú Thọ"
    communes = picker.communes.texts()
    assert len(communes) > 100
    press(Qt.Key.Key_Tab)
    assert picker.provinces.hasFocus()
    press(Qt.Key.Key_Down)
    assert picker.communes.texts() != communes
    press(Qt.Key.Key_Return)
    assert picker.search.hasFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert str(editor.value()).count(",") == 1


def test_old_units_are_offered_only_where_a_line_quotes_an_old_paper(show: Show) -> None:
    for form, first in (
        (None, "Phường Việt Trì"),
        (PlaceForm.AS_WRITTEN, "Phường Gia Cẩm, Thành phố Việt Trì, Tỉnh Phú Thọ"),
    ):
        editor = address(place_form=form)
        show(editor)
        press(Qt.Key.Key_Down, ALT)
        commit(places(editor).search, "gia cam viet tri")
        assert places(editor).communes.texts()[0] == first


def test_a_click_elsewhere_closes_the_picker_and_leaves_the_line(qtbot: QtBot, show: Show) -> None:
    editor, other = address(), LineField()
    window = show(editor, other)
    press(Qt.Key.Key_Down, ALT)
    with qtbot.waitSignal(editor.left, timeout=WAIT_MS):
        other.focus()
    assert not places(editor).isVisible()
    editor.focus()
    press(Qt.Key.Key_Down, ALT)
    assert places(editor).isVisible()
    handle = window.windowHandle()
    assert handle is not None
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, pos=QPoint(5, window.height() - 5))
    assert not places(editor).isVisible()


def test_the_picker_goes_with_its_line(qtbot: QtBot, show: Show) -> None:
    editor = address()
    window = show(editor)
    press(Qt.Key.Key_Down, ALT)
    editor.setParent(None)
    editor.deleteLater()
    qtbot.waitUntil(lambda: not window.findChildren(PlacePicker))


def test_an_old_address_gets_a_quiet_offer_once_it_is_left(qtbot: QtBot, show: Show) -> None:
    row, other = FieldRow(line(FieldType.ADDRESS), address()), LineField()
    show(row, other)
    commit(row.editor, OLD)
    row.set_offers([NEW])
    assert not links(row)
    other.focus()
    qtbot.waitUntil(lambda: len(links(row)) == 1)
    assert row.editor.value() == OLD  # nothing changed by itself
    with qtbot.waitSignal(row.edited, timeout=WAIT_MS):
        links(row)[0].click()
    assert row.editor.value() == NEW


def test_alt_enter_takes_the_only_offer(qtbot: QtBot, show: Show) -> None:
    row = FieldRow(line(FieldType.ADDRESS), address())
    row.editor.set_value(OLD)
    show(row)
    row.set_offers([NEW])
    with qtbot.waitSignal(row.edited, timeout=WAIT_MS):
        press(Qt.Key.Key_Return, ALT)
    assert row.editor.value() == NEW


def test_a_split_commune_is_the_clerks_to_choose(qtbot: QtBot, show: Show) -> None:
    row, other = FieldRow(line(FieldType.ADDRESS), address()), LineField()
    row.editor.set_value(OLD)
    show(row, other)
    parts = [f"Khu 3, xã {name}, tỉnh Phú Thọ" for name in "ABCD"]
    row.set_offers(parts)
    with qtbot.assertNotEmitted(row.edited):
        press(Qt.Key.Key_Return, ALT)
    other.focus()
    qtbot.waitUntil(lambda: len(links(row)) == 4)  # three and “all of them”
    links(row)[1].click()
    assert row.editor.value() == parts[1]


def links(row: FieldRow) -> list[QPushButton]:
    return [b for b in row.findChildren(QPushButton) if b.isVisible()]


# --- agencies, papers ------------------------------------------------------------------------


def test_an_agency_begins_with_the_centre_and_narrows_while_open(show: Show) -> None:
    editor = AgencyField(line(FieldType.AGENCY))
    show(editor)
    press(Qt.Key.Key_Down, ALT)
    assert suggestions(editor).list.texts()[0] == "Ủy ban nhân dân xã Sông Mẫu"
    commit(editor, "ubnd gia cẩm, việt trì")
    assert suggestions(editor).list.texts() == ["Ủy ban nhân dân phường Việt Trì, tỉnh Phú Thọ"]
    assert editor.value() == "ubnd gia cẩm, việt trì"
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert editor.value() == "Ủy ban nhân dân phường Việt Trì, tỉnh Phú Thọ"


def test_a_paper_is_written_part_by_part_and_its_issuer_follows(show: Show) -> None:
    editor = IdPaperField()
    show(editor)
    press(Qt.Key.Key_Down, ALT)
    assert isinstance(editor.panel, PaperPanel)
    for part, text in ((editor.panel.number, "025 190 000 222"), (editor.panel.issued, "15102024")):
        assert part.hasFocus()
        commit(part, text)
        press(Qt.Key.Key_Return)
    assert editor.panel.issuer.text() == "Bộ Công an"
    press(Qt.Key.Key_Return)
    assert editor.value() == ("Thẻ căn cước số 025190000222 do Bộ Công an cấp ngày 15/10/2024")


def test_a_part_half_typed_stands_in_the_line_and_esc_takes_it_back(
    qtbot: QtBot, show: Show
) -> None:
    editor = IdPaperField()
    editor.set_value("Căn cước công dân số 025190000222 cấp ngày 20/11/2021")
    show(editor)
    press(Qt.Key.Key_Down, ALT)
    assert isinstance(editor.panel, PaperPanel)
    editor.panel.number.selectAll()
    with qtbot.waitSignal(editor.edited):
        QTest.keyClicks(editor.panel.number, "0251")
    assert editor.value().startswith("Căn cước công dân số 0251 ")
    press(Qt.Key.Key_Escape)
    assert editor.value() == "Căn cước công dân số 025190000222 cấp ngày 20/11/2021"


def test_an_issuer_that_was_written_is_left_alone(show: Show) -> None:
    editor = IdPaperField()
    editor.set_value("Căn cước công dân số 025190000222 do Công an tỉnh cấp ngày 20/11/2021")
    show(editor)
    press(Qt.Key.Key_Down, ALT)
    assert isinstance(editor.panel, PaperPanel)
    assert editor.panel.issuer.text() == "Công an tỉnh"
    assert editor.panel.kind.currentText() == "Căn cước công dân"


def test_options_are_a_sound_model_that_says_its_details(qtmodeltester: ModelTester) -> None:
    model = OptionModel()
    model.show_options([Option("Sán Chay", "gồm Cao Lan"), Option("Kinh")])
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    spoken = model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Sán Chay. gồm Cao Lan"
    assert model.data(model.index(1), Qt.ItemDataRole.AccessibleTextRole) == "Kinh"
