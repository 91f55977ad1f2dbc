"""People of a case: scanned, given a role, compared with the card; what was typed stays."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from tests.gui.conftest import (
    FATHER,
    GRANDMOTHER,
    MOTHER,
    Counter,
)
from ui.pages.build import SAMPLES_DIR


def answers(counter: Counter) -> dict[str, object]:
    """Return the answers of the open case."""
    case = counter.pages.intake.keeper.case
    assert case is not None
    return dict(case.answers)


def shown(counter: Counter, key: str) -> object:
    """Return what a line shows."""
    return counter.pages.intake_view.work.form.sheet.value(key)


def test_cards_fill_their_blocks_and_say_where_values_come_from(counter: Counter) -> None:
    counter.open_case()
    counter.scan(MOTHER, "mother")
    counter.scan(FATHER, "father")
    counter.pages.intake_view.people.same_as.emit("requester", "mother")
    counter.settle()
    found = answers(counter)
    assert found["mother_name"] == "NGUYỄN THỊ LAN"
    assert found["father_name"] == "HÀ VĂN HÙNG"
    assert found["requester_name"] == "NGUYỄN THỊ LAN"
    assert found["relationship"] == "Mẹ"
    rows = counter.pages.intake_view.work.form.sheet.rows
    assert shown(counter, "mother_birth") == "09/09/1990"
    assert rows["mother_name"].origin.text == "từ thẻ"
    assert rows["relationship"].origin.text == "tự tính"
    assert rows["mother_residence"].origin.text == "để trống khi in (2)"


def test_residence_of_a_card_is_marked_with_its_year_once_it_is_printed(counter: Counter) -> None:
    counter.open_case()
    counter.scan(MOTHER, "mother")
    rows = counter.pages.intake_view.work.form.sheet.rows
    rows["print_full"].editor.inputs()[0].click()  # type: ignore[attr-defined]
    counter.settle()
    assert rows["mother_residence"].origin.text == "theo thẻ cấp 2021, hỏi lại"
    assert rows["mother_residence"].origin.tone == "warning"


def test_second_scan_does_not_overwrite_typed_name(counter: Counter) -> None:
    counter.open_case()
    counter.type_in("mother_name", "Nguyễn Thị Lan Anh")
    counter.scan(MOTHER, "mother")
    assert shown(counter, "mother_name") == "NGUYỄN THỊ LAN ANH"
    counter.scan(GRANDMOTHER, "mother")
    assert shown(counter, "mother_name") == "NGUYỄN THỊ LAN ANH"
    assert "017166000808" in str(shown(counter, "mother_id"))


def test_line_that_was_emptied_by_hand_is_filled_by_the_next_card(counter: Counter) -> None:
    counter.open_case()
    counter.scan(MOTHER, "mother")
    counter.pages.intake_view.work.form.sheet.write("mother_name", "")
    counter.settle()
    assert shown(counter, "mother_name") == ""
    counter.scan(GRANDMOTHER, "mother")
    assert shown(counter, "mother_name") == "TRẦN THỊ MẾN"


def test_role_is_given_with_ctrl_and_its_number(counter: Counter) -> None:
    counter.open_case()
    counter.scan(MOTHER)
    counter.pages.intake_view.people.scan.setFocus()
    counter.press(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    counter.settle()
    assert answers(counter)["mother_name"] == "NGUYỄN THỊ LAN"


def test_two_cards_scanned_at_once_are_both_kept(counter: Counter) -> None:
    counter.open_case()
    counter.pages.intake_view.people.scan.take(MOTHER)
    counter.pages.intake_view.people.scan.take(FATHER)
    counter.settle()
    case = counter.pages.intake.keeper.case
    assert case is not None
    assert {p.full_name for p in case.waiting} == {"Nguyễn Thị Lan", "Hà Văn Hùng"}


def test_same_card_twice_is_one_person(counter: Counter) -> None:
    counter.open_case()
    counter.scan(MOTHER, "mother")
    counter.scan(MOTHER)
    case = counter.pages.intake.keeper.case
    assert case is not None
    assert not case.waiting
    assert "đã có trong hồ sơ" in counter.window.bar.text


def test_card_scanned_before_the_procedure_waits_for_it(counter: Counter) -> None:
    counter.pages.intake_view.start.scan.take(MOTHER)
    counter.settle()
    counter.open_case()
    case = counter.pages.intake.keeper.case
    assert case is not None
    assert [p.full_name for p in case.waiting] == ["Nguyễn Thị Lan"]


def test_picture_of_a_card_is_read_from_a_dropped_file(counter: Counter) -> None:
    counter.open_case()
    people = counter.pages.intake_view.people
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(SAMPLES_DIR / "cccd-me.png"))])
    event = QDropEvent(
        QPointF(10, 10), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    people.dropEvent(event)
    counter.settle()
    case = counter.pages.intake.keeper.case
    assert case is not None
    assert len(case.waiting) == 1


@pytest.mark.parametrize(
    ("name", "code"),
    [("mo-khong-doc-duoc.jpg", "SCAN-01"), ("khong-co-ma.png", "SCAN-01")],
)
def test_picture_without_a_readable_code_says_what_to_do(
    counter: Counter, name: str, code: str
) -> None:
    counter.open_case()
    counter.type_in("child_name", "Hà Minh An")
    counter.pages.intake_view.people.files_dropped.emit([SAMPLES_DIR / name])
    counter.settle()
    assert code in counter.window.bar.text
    assert shown(counter, "child_name") == "HÀ MINH AN"


def test_code_that_is_no_card_fills_nothing(counter: Counter) -> None:
    counter.open_case()
    counter.scan("https://example.vn/khong-mo")
    case = counter.pages.intake.keeper.case
    assert case is not None
    assert case.is_untouched
    assert counter.window.bar.text


def test_doubtful_value_must_be_confirmed_before_acceptance(counter: Counter) -> None:
    counter.fill_birth()
    case = counter.pages.intake.keeper.case
    assert case is not None
    case.people["mother"] = replace(case.people["mother"], review=("full_name",))
    counter.pages.intake.keeper.people_changed.emit()
    counter.pages.intake.keeper.changed()
    counter.settle()
    mark = counter.pages.intake_view.work.form.sheet.rows["mother_name"].origin
    assert mark.text == "cần đối chiếu"
    assert shown(counter, "mother_name") == ""
    counter.pages.intake_view.work.accept_wanted.emit()
    counter.settle()
    assert counter.pages.intake_view.pane is counter.pages.intake_view.work
    assert "đối chiếu" in counter.window.bar.text
    counter.pages.intake_view.people.confirmed.emit("mother", "full_name")
    counter.settle()
    assert shown(counter, "mother_name") == "NGUYỄN THỊ LAN"
    counter.accept()
