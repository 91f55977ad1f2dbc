"""Who is who in a case: offered, warned about, taken back, given anew."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton

from dossiers.drafts import load_drafts
from tests.conftest import Desk
from tests.gui.conftest import FATHER, GRANDMOTHER, MOTHER, Counter
from tests.gui.scanner_hand import Hand, HeldClock
from ui.pages.intake.case import OpenCase

CTRL = Qt.KeyboardModifier.ControlModifier
LAN, HUNG = "Nguyễn Thị Lan", "Hà Văn Hùng"
NUMBER = "025201000556"


def case_of(counter: Counter) -> OpenCase:
    case = counter.pages.intake.keeper.case
    assert case is not None
    return case


def names(counter: Counter) -> dict[str, str | None]:
    return {role: person.full_name for role, person in case_of(counter).persons().items()}


def waiting(counter: Counter) -> list[str | None]:
    return [person.full_name for person in case_of(counter).waiting]


def offered(counter: Counter) -> list[str]:
    """The roles on the buttons of the question, from the top."""
    question = counter.pages.intake_view.people._question
    assert question.isVisible()
    buttons = [b for b in question.findChildren(QPushButton) if b.isVisibleTo(question)]
    buttons.sort(key=lambda b: b.y())
    return [b.text() for b in buttons if b.text().startswith("Ctrl+")]


def said(counter: Counter) -> str:
    """Everything that the people pane shows."""
    pane = counter.pages.intake_view.people
    return "\n".join(w.text() for w in pane.findChildren(QLabel) if w.isVisibleTo(pane))


def _text(editor: QLineEdit | QPlainTextEdit) -> str:
    return editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()


def ctrl(counter: Counter, number: int) -> None:
    counter.press(Qt.Key(Qt.Key.Key_0 + number), CTRL)
    counter.settle()


def finish(counter: Counter) -> None:
    """Put the case aside; its steps are over."""
    counter.pages.intake.begin()
    counter.settle()


def test_role_is_undone_with_one_key_and_answers_from_the_card_go_with_it(
    counter: Counter,
) -> None:
    counter.open_case()
    counter.type_in("mother_ethnicity", "Mường")
    counter.scan(MOTHER)
    ctrl(counter, 2)
    assert f"{LAN}: Mẹ." in counter.window.bar.text
    assert case_of(counter).answers["mother_name"] == "NGUYỄN THỊ LAN"
    ctrl(counter, 0)
    assert names(counter) == {}
    assert waiting(counter) == [LAN]
    answers = case_of(counter).answers
    assert {key for key in answers if key.startswith("mother_")} == {"mother_ethnicity"}
    sheet = counter.pages.intake_view.work.form.sheet
    assert sheet.value("mother_name") == ""
    assert sheet.rows["mother_name"].origin.text == ""
    assert f"Đã hoàn tác: {LAN}: Mẹ." in counter.window.bar.text


def test_role_is_undone_with_the_bar_s_button_and_given_anew(counter: Counter) -> None:
    counter.open_case()
    counter.scan(MOTHER)
    ctrl(counter, 3)
    assert names(counter) == {"father": LAN}
    counter.window.bar.press("Hoàn tác")
    counter.settle()
    ctrl(counter, 2)
    assert names(counter) == {"mother": LAN}
    assert case_of(counter).answers.get("father_name") is None
    assert waiting(counter) == []


def test_typed_words_survive_giving_undoing_and_giving_again(counter: Counter) -> None:
    counter.open_case()
    counter.type_in("mother_name", "Nguyễn Thị Lan Anh")
    counter.type_in("mother_residence", "Thôn Một, xã Sông Mẫu")
    counter.scan(MOTHER, "mother")
    ctrl(counter, 0)
    assert case_of(counter).typed["mother_name"] == "NGUYỄN THỊ LAN ANH"
    ctrl(counter, 2)
    ctrl(counter, 0)
    typed = case_of(counter).typed
    assert typed["mother_name"] == "NGUYỄN THỊ LAN ANH"
    assert typed["mother_residence"] == "Thôn Một, xã Sông Mẫu"


def test_line_emptied_by_hand_is_empty_again_after_undo(counter: Counter) -> None:
    counter.open_case()
    counter.scan(MOTHER, "mother")
    counter.pages.intake_view.work.form.sheet.write("mother_name", "")
    counter.settle()
    counter.scan(GRANDMOTHER, "mother")
    assert case_of(counter).answers["mother_name"] == "TRẦN THỊ MẾN"
    ctrl(counter, 0)
    assert case_of(counter).answers.get("mother_name") is None
    assert names(counter) == {"mother": LAN}
    assert waiting(counter) == ["Trần Thị Mến"]


def test_steps_are_undone_one_by_one(counter: Counter) -> None:
    counter.open_case()
    people = counter.pages.intake_view.people
    counter.scan(MOTHER, "mother")
    counter.scan(FATHER, "father")
    people.same_as.emit("requester", "mother")
    people.role_emptied.emit("father")
    counter.settle()
    assert names(counter) == {"mother": LAN, "requester": LAN}
    ctrl(counter, 0)
    assert names(counter) == {"mother": LAN, "father": HUNG, "requester": LAN}
    ctrl(counter, 0)
    assert names(counter) == {"mother": LAN, "father": HUNG}
    ctrl(counter, 0)
    assert (names(counter), waiting(counter)) == ({"mother": LAN}, [HUNG])
    ctrl(counter, 0)
    assert (names(counter), waiting(counter)) == ({}, [LAN, HUNG])
    ctrl(counter, 0)
    assert "Không có vai nào" in counter.window.bar.text


def test_emptying_a_role_takes_its_twin_along_and_brings_it_back(counter: Counter) -> None:
    counter.open_case()
    counter.scan(MOTHER, "mother")
    counter.pages.intake_view.people.same_as.emit("requester", "mother")
    counter.pages.intake_view.people.role_emptied.emit("mother")
    counter.settle()
    assert names(counter) == {}
    ctrl(counter, 0)
    assert names(counter) == {"mother": LAN, "requester": LAN}


def test_person_who_does_not_belong_here_is_not_kept_and_can_be_called_back(
    counter: Counter, desk: Desk
) -> None:
    counter.open_case()
    counter.scan(MOTHER)
    counter.pages.intake_view.people.person_dismissed.emit()
    counter.settle()
    assert waiting(counter) == []
    with desk.open() as workplace:
        assert load_drafts(workplace) == ()
    counter.window.bar.press("Hoàn tác")
    counter.settle()
    assert waiting(counter) == [LAN]


def test_person_with_a_role_can_be_asked_about_again(counter: Counter) -> None:
    counter.open_case()
    counter.scan(MOTHER, "father")
    counter.pages.intake_view.people.role_returned.emit("father")
    counter.settle()
    assert (names(counter), waiting(counter)) == ({}, [LAN])
    ctrl(counter, 0)
    assert (names(counter), waiting(counter)) == ({"father": LAN}, [])


def test_undo_does_not_reach_into_another_case(counter: Counter) -> None:
    counter.open_case()
    counter.scan(MOTHER, "mother")
    finish(counter)
    counter.open_case()
    counter.scan(FATHER)
    ctrl(counter, 0)
    assert waiting(counter) == [HUNG]
    parked = next(iter(counter.pages.intake.keeper.parked.values()))
    assert set(parked.people) == {"mother"}


def test_order_of_a_family_is_learned_and_outlives_the_program(counter: Counter) -> None:
    for _ in range(2):
        counter.open_case()
        counter.scan(MOTHER)
        assert offered(counter)[0] == "Ctrl+2  Mẹ"
        ctrl(counter, 2)
        counter.scan(FATHER)
        ctrl(counter, 3)
        counter.scan(GRANDMOTHER)
        ctrl(counter, 4)
        finish(counter)
    counter.open_case()
    for payload, first, number in (
        (MOTHER, "Ctrl+2  Mẹ", 2),
        (FATHER, "Ctrl+3  Cha", 3),
        (GRANDMOTHER, "Ctrl+4  Người nộp", 4),
    ):
        counter.scan(payload)
        assert offered(counter)[0] == first
        ctrl(counter, number)
    assert len(offered_numbers(counter)) == 0


def offered_numbers(counter: Counter) -> list[str]:
    question = counter.pages.intake_view.people._question
    return [] if question.isHidden() else offered(counter)


def test_learned_order_is_there_in_the_next_run(
    counter: Counter, desk: Desk, start: object
) -> None:
    for _ in range(2):
        counter.open_case()
        counter.scan(GRANDMOTHER)
        assert offered(counter)[0] == "Ctrl+2  Mẹ"
        ctrl(counter, 1)
        finish(counter)
    text = desk.data_dir.settings_file.read_text(encoding="utf-8")
    assert "Mến" not in text
    assert "017166000808" not in text
    counter.window.close()
    assert callable(start)
    again = start(desk)
    again.open_case()
    again.scan(MOTHER)
    assert offered(again)[0] == "Ctrl+1  Người yêu cầu"


def test_undone_role_is_not_learned(counter: Counter) -> None:
    for _ in range(3):
        counter.open_case()
        counter.scan(GRANDMOTHER)
        ctrl(counter, 1)
        ctrl(counter, 0)
        finish(counter)
    counter.open_case()
    counter.scan(MOTHER)
    assert offered(counter)[0] == "Ctrl+2  Mẹ"


def test_each_role_keeps_its_number_wherever_it_is_offered(counter: Counter) -> None:
    counter.open_case()
    counter.scan(FATHER)
    assert offered(counter) == [
        "Ctrl+3  Cha", "Ctrl+1  Người yêu cầu", "Ctrl+4  Người nộp", "Ctrl+2  Mẹ",
    ]  # fmt: skip


def test_second_person_who_waits_is_announced(counter: Counter) -> None:
    counter.open_case()
    counter.scan(MOTHER)
    counter.scan(FATHER)
    assert "Còn 1 người nữa chờ chọn vai." in said(counter)
    ctrl(counter, 2)
    assert "chờ chọn vai" not in said(counter)


def test_mother_scanned_again_gets_a_second_role_by_its_number(counter: Counter) -> None:
    counter.open_case()
    counter.scan(MOTHER, "mother")
    counter.scan(MOTHER)
    assert "đã có trong hồ sơ này (Mẹ)" in counter.window.bar.text
    ctrl(counter, 1)
    assert names(counter) == {"mother": LAN, "requester": LAN}
    assert case_of(counter).same_as == {"requester": "mother"}
    assert "hai vai" not in counter.window.bar.text
    ctrl(counter, 0)
    assert names(counter) == {"mother": LAN}


def test_one_person_as_mother_and_father_is_said_and_can_be_kept(counter: Counter) -> None:
    counter.open_case()
    counter.scan(MOTHER, "mother")
    counter.scan(MOTHER)
    ctrl(counter, 3)
    words = f"{LAN} đang giữ hai vai “Mẹ” và “Cha”"
    assert words in counter.window.bar.text
    assert words in said(counter)
    assert names(counter) == {"mother": LAN, "father": LAN}
    counter.window.bar.press("Vẫn giữ")
    counter.settle()
    assert names(counter) == {"mother": LAN, "father": LAN}
    assert words not in said(counter)
    counter.pages.intake.keeper.changed()
    counter.settle()
    assert words not in said(counter)


def test_doubt_that_was_said_can_be_undone(counter: Counter) -> None:
    counter.open_case()
    counter.scan(MOTHER, "mother")
    counter.scan(MOTHER)
    ctrl(counter, 3)
    counter.window.bar.press("Hoàn tác")
    counter.settle()
    assert names(counter) == {"mother": LAN}
    assert "hai vai" not in said(counter)


def test_question_says_beforehand_what_cannot_be(counter: Counter) -> None:
    counter.open_case()
    counter.type_in("child_dob", "12112001")
    counter.settle()
    counter.scan(MOTHER)
    assert "chỉ hơn 11 tuổi" in said(counter)
    assert offered(counter)[0] == "Ctrl+1  Người yêu cầu"
    ctrl(counter, 2)
    assert names(counter) == {"mother": LAN}
    assert "chỉ hơn 11 tuổi" in counter.window.bar.text


def test_doubt_follows_what_is_typed_later(counter: Counter) -> None:
    counter.open_case()
    counter.scan(MOTHER, "mother")
    counter.type_in("child_dob", "12112001")
    counter.settle()
    assert "chỉ hơn 11 tuổi" in said(counter)
    counter.type_in("child_dob", "12112026")
    counter.settle()
    assert "chỉ hơn" not in said(counter)


def test_kept_doubt_is_looked_at_anew_when_somebody_else_comes(counter: Counter) -> None:
    counter.open_case()
    counter.type_in("child_dob", "12112001")
    counter.scan(MOTHER, "mother")
    counter.pages.intake_view.people.doubt_kept.emit("mother")
    counter.settle()
    assert "chỉ hơn" not in said(counter)
    counter.scan(FATHER.replace("Hà Văn Hùng", "Hà Văn Tám").replace("Nam", "Nữ"), "mother")
    assert "chỉ hơn 11 tuổi" in said(counter)


@pytest.fixture
def hand(counter: Counter) -> Hand:
    clock = HeldClock()
    counter.pages.scanners.desk.wedge.clock = clock
    handle = counter.window.windowHandle()
    assert handle is not None
    return Hand(clock, handle)


@pytest.mark.parametrize("page", ["intake", "outbox"])
def test_scan_from_any_page_then_a_number_gives_the_role(
    counter: Counter, hand: Hand, page: str
) -> None:
    counter.open_case()
    counter.window.show_page(page)
    counter.settle()
    hand.scan(MOTHER, random.Random(3))
    counter.settle()
    hand.pause()
    hand.key(Qt.Key.Key_2, CTRL)
    counter.settle()
    assert names(counter) == {"mother": LAN}


def test_no_role_is_given_by_keys_within_a_scan(counter: Counter, hand: Hand) -> None:
    counter.open_case()
    counter.scan(FATHER)
    hand.pause()
    hand.type(MOTHER[:40], [9])
    hand.key(Qt.Key.Key_2, CTRL)
    hand.key(Qt.Key.Key_0, CTRL)
    hand.type(MOTHER[40:], [9])
    hand.pause()
    counter.bot.waitUntil(lambda: not counter.pages.scanners.desk.wedge.is_catching)
    counter.settle()
    assert names(counter) == {}
    assert waiting(counter) == [HUNG, LAN]


def test_number_typed_quickly_into_a_line_is_one_click_away(counter: Counter, hand: Hand) -> None:
    counter.open_case()
    counter.pages.intake_view.work.form.focus_on("/child_birthplace")
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit | QPlainTextEdit)
    hand.pause()
    hand.type("Số ", [150])
    hand.pause()
    hand.type(NUMBER, [40])
    hand.pause()
    counter.bot.waitUntil(lambda: not counter.pages.scanners.desk.wedge.is_catching)
    counter.settle()
    assert [person.personal_number for person in case_of(counter).waiting] == [NUMBER]
    assert _text(line) == "Số "
    counter.window.bar.press("Ghi vào ô")
    counter.settle()
    assert case_of(counter).waiting == []
    assert _text(line) == f"Số {NUMBER}"
    assert case_of(counter).typed["child_birthplace"] == f"Số {NUMBER}"


def test_number_scanned_where_nothing_can_be_written_offers_nothing(
    counter: Counter, hand: Hand
) -> None:
    counter.open_case()
    counter.window.show_page("outbox")
    counter.settle()
    counter.pages.outbox_view.table.setFocus()
    hand.scan(NUMBER, random.Random(4))
    hand.pause()
    counter.bot.waitUntil(lambda: not counter.pages.scanners.desk.wedge.is_catching)
    counter.settle()
    assert [person.personal_number for person in case_of(counter).waiting] == [NUMBER]
    assert "Ghi vào ô" not in counter.window.bar.text


def test_quick_digits_and_enter_of_a_hand_go_on_to_the_next_line(
    counter: Counter, hand: Hand
) -> None:
    counter.open_case()
    form = counter.pages.intake_view.work.form
    form.focus_on("/child_dob")
    hand.pause()
    hand.type("12112026", [45])
    hand.clock.time += 50
    hand.key(Qt.Key.Key_Return)
    counter.settle()
    assert case_of(counter).answers["child_dob"] == "2026-11-12"
    assert QApplication.focusWidget() is not form.sheet.rows["child_dob"].editor.inputs()[0]
