"""Thủ tục: what a card says of fees by the page, papers of some cases and what is not taken in."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.gui.conftest import WAIT_MS, Counter
from tests.gui.test_catalogue_page import COPY, CTRL, POLICE, Catalogue, shown
from ui.pages.catalogue.tabs import BROWSE, CALENDAR


@pytest.fixture
def page(counter: Counter) -> Catalogue:
    return Catalogue(counter)


def test_a_fee_by_the_page_tells_its_tariff_and_not_the_province(page: Catalogue) -> None:
    page.open(COPY)
    said = page.said()
    assert "2.000 đ/trang; từ trang thứ 3: 1.000 đ/trang; tối đa 200.000 đ/bản" in said
    assert "phí, lệ phí: chưa nhập số trang" in said
    assert "mức của tỉnh" not in said
    page.answer("pages", "4")
    page.answer("copies", "2")
    assert "12.000 đ" in page.said()


def test_a_paper_of_some_cases_is_marked_and_not_counted(page: Catalogue) -> None:
    page.open("1.010040")
    said = page.said()
    assert "01 bản chính · nếu thuộc trường hợp" in said
    assert "1 giấy tờ phải nộp" in said


def test_one_of_several_papers_has_one_tick(page: Catalogue) -> None:
    page.open("1.013232")
    page.answer("no_database_data", "true")
    names = page.view.card.papers.names
    assert len([name for name in names if name.startswith("Một trong")]) == 1
    assert "Giấy chứng nhận quyền sử dụng đất được cấp" in page.said()
    assert not [name for name in names if name.startswith("Giấy chứng nhận")]


def test_what_no_list_confirms_is_not_taken_in(page: Catalogue) -> None:
    page.open("2.000620")
    assert not page.view.card.take.isEnabled()
    assert "Thủ tục chưa đối chiếu." in page.said()


def test_a_successor_that_is_not_here_is_told_as_such(page: Catalogue) -> None:
    page.open("1.013723")
    assert "Dùng: 1.116316 (chưa có trong danh mục, xem Cổng DVCQG)." in page.said()


def test_what_decides_the_papers_is_asked_first_and_enter_goes_on(page: Catalogue) -> None:
    page.open(POLICE)
    questions = page.view.card.questions
    assert questions.keys[0] == "case"
    assert questions._boxes["case"].hasFocus()
    assert "Trả lời câu “Thuộc trường hợp nào?”" in page.said()
    for key in questions.keys[1:]:
        page.counter.press(Qt.Key.Key_Return)
        assert questions._boxes[key].hasFocus()
    page.counter.press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() not in questions._boxes.values()


def test_an_answer_that_its_box_cuts_stands_below_it(page: Catalogue) -> None:
    page.counter.window.resize(1093, 614)
    page.open(POLICE)
    questions = page.view.card.questions
    (case,) = [q for q in shown(page).questions if q.key == "case"]
    longest = max(case.choices, key=lambda choice: len(choice.label))
    assert questions.said_whole("case") == ""
    page.answer("case", longest.value)
    assert questions.said_whole("case") == longest.label
    assert questions.said_whole("channel") == ""


def test_no_page_is_printed_before_its_papers_are_decided(page: Catalogue) -> None:
    page.open(POLICE)
    page.view.list.line.setFocus()
    page.counter.press(Qt.Key.Key_P, CTRL)
    page.counter.settle()
    assert not page.view.is_previewing
    assert "“Thuộc trường hợp nào?” trước" in page.counter.window.bar.text
    assert page.view.card.questions._boxes["case"].hasFocus()


def test_a_note_is_written_and_stays_in_sight(page: Catalogue) -> None:
    page.open(COPY)
    notes = page.view.card.notes
    notes.add.click()
    page.counter.settle()
    assert notes.editor.text.hasFocus()
    assert not notes.editor.text.visibleRegion().isEmpty()
    notes.editor.text.setPlainText("Xã hẹn trả buổi sáng")
    notes.editor.save()
    page.counter.settle()
    assert notes.add.hasFocus()
    assert not notes.add.visibleRegion().isEmpty()


def test_ctrl_t_leads_to_the_search_line_from_every_tab(page: Catalogue) -> None:
    page.turn(CALENDAR)
    page.counter.press(Qt.Key.Key_T, CTRL)
    page.counter.settle()
    assert page.view.tab == BROWSE
    page.counter.bot.waitUntil(page.view.list.line.hasFocus, timeout=WAIT_MS)
