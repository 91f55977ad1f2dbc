"""Keys that save keys: past what is filled, into the form, to the papers, one more paper."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.gui.conftest import MOTHER, Counter
from tests.gui.keystrokes.clerk import ALT, CTRL, ENTER, Clerk
from ui.pages.intake.panes.work_pane import WorkPane
from ui.widgets.shell.key_help import KeyHelp

TAB, SPACE = Qt.Key.Key_Tab, Qt.Key.Key_Space
F6, F11, F12 = Qt.Key.Key_F6, Qt.Key.Key_F11, Qt.Key.Key_F12
NOTIFICATION = "Đã nộp: Giấy chứng sinh"


@pytest.fixture
def clerk(counter: Counter) -> Clerk:
    counter.open_case()
    counter.scan(MOTHER, "mother")
    return Clerk(counter)


def work_of(counter: Counter) -> WorkPane:
    return counter.pages.intake_view.work


def test_f6_goes_into_the_form_at_the_first_line_still_open(clerk: Clerk) -> None:
    assert clerk.line == ""
    clerk.key(F6)
    assert clerk.line == "requester_name"
    clerk.key(F6)
    assert clerk.line == "child_name"


def test_enter_goes_past_what_is_filled_or_stays_blank_and_tab_does_not(clerk: Clerk) -> None:
    clerk.key(F6)
    clerk.walk("child_hometown")
    clerk.key(ENTER)
    assert clerk.line == "father_name"  # the mother's lines: from her card, or blank on paper
    clerk.walk("child_hometown", Qt.Key.Key_Backtab)
    clerk.key(TAB)
    assert clerk.line == "mother_name"


def test_enter_stops_at_a_filled_line_that_is_wrong(counter: Counter, clerk: Clerk) -> None:
    form = work_of(counter).form
    form.focus_on("/mother_birth")
    clerk.key(TAB)  # looked at and left
    form.focus_on("/child_dob")
    clerk.type("12111985")  # before the mother was born
    clerk.walk("child_hometown")
    clerk.look()
    clerk.key(ENTER)
    assert clerk.line == "mother_birth"


def test_a_role_taken_with_a_key_leaves_the_cursor_in_the_scan_field(
    counter: Counter, clerk: Clerk
) -> None:
    clerk.key(Qt.Key.Key_1, CTRL)
    clerk.key(SPACE)
    clerk.look()
    assert clerk.focus is work_of(counter).people.scan
    assert work_of(counter).form.sheet.value("requester_name") == "NGUYỄN THỊ LAN"


@pytest.mark.parametrize("width", [1093, 1366])
def test_papers_are_ticked_without_a_mouse(counter: Counter, clerk: Clerk, width: int) -> None:
    counter.window.resize(width, 768)
    clerk.key(F11)
    assert clerk.focus.accessibleName() == NOTIFICATION
    papers = work_of(counter).details.papers
    clerk.key(ENTER)
    assert papers.papers() == ()  # Enter goes on; it is what scanners end with
    assert clerk.focus.accessibleName() != NOTIFICATION
    work_of(counter).form.focus_on("/child_name")
    clerk.key(F11)
    clerk.key(SPACE)
    clerk.look()
    assert [paper.name for paper in papers.papers()] == ["Giấy chứng sinh"]


@pytest.mark.parametrize("back", [F11, Qt.Key.Key_Escape])
def test_from_the_papers_over_the_form_the_cursor_comes_back_to_it(
    counter: Counter, clerk: Clerk, back: Qt.Key
) -> None:
    clerk.key(F11)
    for _ in range(30):
        assert work_of(counter).details.isAncestorOf(clerk.focus)
        clerk.key(TAB)
    clerk.key(back)
    assert not work_of(counter).details.isVisible()
    assert clerk.line == "requester_name"


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)")
def test_f12_adds_the_paper_with_the_figure_before_its_name(counter: Counter, clerk: Clerk) -> None:
    clerk.key(F12)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    texts = [action.text() for action in menu.actions()]
    number = next(n for n, text in enumerate(texts, start=1) if "Cam đoan việc sinh" in text)
    assert texts[number - 1].startswith(f"&{number} ")
    clerk.key(Qt.Key(Qt.Key.Key_0 + number))
    clerk.look()
    assert [tab.text() for tab in work_of(counter).papers.tabs] == ["Tờ khai", "Cam đoan việc sinh"]
    assert QApplication.activePopupWidget() is None


def test_arrows_choose_among_a_few_from_the_start(counter: Counter, clerk: Clerk) -> None:
    form = work_of(counter).form
    form.focus_on("/child_gender")
    clerk.key(Qt.Key.Key_Right)
    assert form.sheet.value("child_gender") == "Nữ"
    clerk.key(Qt.Key.Key_Left)
    assert form.sheet.value("child_gender") == "Nam"
    clerk.look()
    case = counter.pages.intake.keeper.case
    assert case is not None
    assert case.typed["child_gender"] == "Nam"


def test_a_surname_that_was_taken_is_typed_on(counter: Counter, clerk: Clerk) -> None:
    form = work_of(counter).form
    form.focus_on("/child_name")
    clerk.key(ENTER, ALT)
    clerk.type(" an")
    clerk.key(ENTER)
    assert form.sheet.value("child_name") == "NGUYỄN AN"


def test_the_sheet_of_keys_fits_into_the_smallest_usual_window(
    counter: Counter, clerk: Clerk
) -> None:
    clerk.key(Qt.Key.Key_F1)
    sheet = counter.window.findChild(KeyHelp)
    assert isinstance(sheet, KeyHelp)
    assert sheet.isVisible()
    assert counter.window.rect().contains(sheet.geometry())
