"""What is not surely meant is shown as such, with the way to the list of what is missing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.gui.conftest import WAIT_MS, Counter, commit
from tests.gui.test_catalogue_page import Catalogue
from ui.pages.catalogue.tabs import WANTED
from ui.pages.intake.panes.start_pane import StartPane

DOUBT = "Có thể không phải"


def begin(counter: Counter, text: str) -> StartPane:
    """Type a text where a case begins; return the pane once it has answered."""
    counter.window.show_page("intake")
    pane = counter.pages.intake_view.start
    pane.line.clear()
    commit(pane.line, text)
    counter.bot.waitUntil(lambda: pane._answered == text, timeout=WAIT_MS)
    counter.settle()
    return pane


def test_the_catalogue_says_that_it_may_lack_what_was_meant(counter: Counter) -> None:
    page = Catalogue(counter)
    assert page.search("làm visa")
    assert page.view.list.caption.startswith(DOUBT)
    page.view.list.missing_button.click()
    counter.settle()
    assert page.view.tabs.tab == WANTED
    assert page.view.wanted.said.line.text() == "làm visa"


def test_enter_opens_no_answer_that_may_be_none(counter: Counter) -> None:
    page = Catalogue(counter)
    page.open("1.001193")
    page.search("làm visa")
    page.view.list.line.setFocus()
    counter.press(Qt.Key.Key_Return)
    counter.settle()
    assert page.presenter.card.code == "1.001193"
    counter.press(Qt.Key.Key_Down)
    counter.press(Qt.Key.Key_Return)
    counter.settle()
    assert page.presenter.card.code != "1.001193"


def test_what_is_surely_meant_is_counted_as_before(counter: Counter) -> None:
    page = Catalogue(counter)
    page.search("khai sinh")
    assert page.view.list.caption.endswith("thủ tục khớp nhất")
    page.search("mã 1.001193")
    assert page.view.list.caption == "1 thủ tục"


def test_of_a_text_that_is_too_long_it_is_said_how_much_was_read(counter: Counter) -> None:
    page = Catalogue(counter)
    page.search("khai sinh " * 30 + "cho con")
    assert "tối đa 24 từ" in page.view.list.caption


@pytest.mark.parametrize(
    ("text", "caption"),
    [("làm visa", DOUBT), ("zzzqqqxxy", "Không tìm thấy"), ("khai sinh", "12 thủ tục")],
)
def test_where_a_case_begins_the_same_is_said(counter: Counter, text: str, caption: str) -> None:
    pane = begin(counter, text)
    assert pane.caption.startswith(caption)
    assert ("thủ tục còn thiếu (Ctrl+T" in pane.caption) is not caption.startswith("12")
