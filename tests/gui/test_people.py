"""People of a case: scanned, given a role, compared with the card; what was typed stays."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QPushButton, QScrollArea

from tests.gui.conftest import (
    BIRTH,
    FATHER,
    GRANDMOTHER,
    MOTHER,
    Counter,
)
from ui.pages.build import SAMPLES_DIR
from ui.widgets.fitting.words import WordButton


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


@pytest.mark.parametrize(
    ("procedure", "person", "role", "never", "may"),
    [
        ("1.000656", MOTHER, "requester", "deceased", set()),
        ("1.000894", MOTHER, "bride", "groom", set()),
        (BIRTH, FATHER, "father", "mother", {"requester"}),
    ],
)
def test_a_link_offers_nobody_who_cannot_be_it(
    counter: Counter, procedure: str, person: str, role: str, never: str, may: set[str]
) -> None:
    counter.open_case(procedure)
    counter.scan(person, role)
    partners = counter.pages.intake.people.role_desk.advice.partners()
    assert partners[never] == []
    assert {key for key, others in partners.items() if others} - {"submitter"} == may
    cards = counter.pages.intake_view.people._cards
    assert {key for key, card in cards.items() if card.findChildren(WordButton)} == may


def test_who_is_written_in_a_role_is_not_offered_as_somebody_else(counter: Counter) -> None:
    counter.open_case()
    counter.scan(MOTHER, "mother")
    advice = counter.pages.intake.people.role_desk.advice
    sheet = counter.pages.intake_view.work.form.sheet
    sheet.write("requester_name", "Trần Thị Mến")
    assert advice.partners()["requester"] == []
    sheet.write("requester_name", "Nguyễn Thị Lan")
    assert [other.key for other in advice.partners()["requester"]] == ["mother"]


@pytest.mark.parametrize("procedure", ["1.004859", "1.004873"])
def test_the_people_are_never_wider_than_their_column(counter: Counter, procedure: str) -> None:
    counter.window.resize(1093, 614)
    counter.open_case(procedure)
    counter.scan(MOTHER, "requester")
    counter.scan(FATHER)
    pane = counter.pages.intake_view.people
    (scroll,) = pane.findChildren(QScrollArea)
    room = scroll.viewport().rect()
    seen = [w for w in pane.findChildren(QPushButton) if scroll.isAncestorOf(w) and w.isVisible()]
    assert len(seen) > 3
    for button in seen:
        left = button.mapTo(scroll.viewport(), QPoint(0, 0)).x()
        assert left >= 0, button.text()
        assert left + button.width() <= room.width(), button.text()
        lines = button.fontMetrics().size(0, button.text())
        assert lines.width() <= button.width(), button.text()
        assert lines.height() <= button.height(), button.text()
