"""The first start asks who this centre is, or lets one try."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from base.paths import DataDir
from tests.conftest import Desk
from tests.gui.conftest import WAIT_MS, Counter
from ui.pages.first_run.view import FirstRunView

Start = Callable[[Desk], Counter]
CENTRE = {
    "parent_org": "UBND XÃ SÔNG MẪU",
    "unit": "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG XÃ SÔNG MẪU",
    "centre": "Trung tâm Phục vụ hành chính công xã Sông Mẫu",
    "authority": "Ủy ban nhân dân xã Sông Mẫu",
    "place": "Sông Mẫu",
    "province": "Phú Thọ",
    "tag": "sm01",
    "clerk": "Cán bộ mẫu",
    "phone": "",
    "hours": "07:00-11:30, 13:30-17:30",
}


def first_page(counter: Counter) -> FirstRunView:
    """Return the page of a desk that nobody has set up."""
    page = counter.window.page
    assert isinstance(page, FirstRunView)
    return page


def test_filled_form_founds_the_desk(start: Start, data_dir: DataDir) -> None:
    counter = start(Desk(data_dir))
    page = first_page(counter)
    for key, text in CENTRE.items():
        page.lines[key].set_text(text)
    with counter.bot.waitSignal(counter.program.ready, timeout=WAIT_MS):
        page.save.click()
    counter.settle()
    profile = counter.pages.intake.start.reference.profile
    assert profile.tag == "SM01"
    assert profile.hours[0].spans == [("07:00", "11:30"), ("13:30", "17:30")]
    assert counter.window.page is counter.pages.intake_view


def test_empty_lines_are_named_below_themselves(start: Start, data_dir: DataDir) -> None:
    counter = start(Desk(data_dir))
    page = first_page(counter)
    page.lines["parent_org"].set_text("UBND XÃ SÔNG MẪU")
    page.save.click()
    counter.settle()
    assert page.lines["unit"].problem
    assert not page.lines["parent_org"].problem
    assert page.lines["parent_org"].text == "UBND XÃ SÔNG MẪU"


def test_hours_that_are_none_are_named(start: Start, data_dir: DataDir) -> None:
    counter = start(Desk(data_dir))
    page = first_page(counter)
    for key, text in CENTRE.items():
        page.lines[key].set_text(text)
    page.lines["hours"].set_text("bảy giờ")
    page.save.click()
    counter.settle()
    assert page.lines["hours"].problem
    assert counter.window.page is page


def test_sample_centre_is_one_click_away(start: Start, data_dir: DataDir) -> None:
    counter = start(Desk(data_dir))
    with counter.bot.waitSignal(counter.program.ready, timeout=WAIT_MS):
        first_page(counter).sample.click()
    counter.settle()
    assert counter.pages.intake.start.reference.profile.tag == "SONGMAU"


def test_enter_goes_through_the_lines_and_ctrl_enter_saves(start: Start, data_dir: DataDir) -> None:
    counter = start(Desk(data_dir))
    page = first_page(counter)
    assert page.lines["parent_org"].line.hasFocus()
    for key in list(CENTRE)[1:]:
        counter.press(Qt.Key.Key_Return)
        assert page.lines[key].line.hasFocus()
    counter.press(Qt.Key.Key_Return)
    assert page.save.hasFocus()
    counter.press(Qt.Key.Key_Return)
    counter.settle()
    assert page.lines["unit"].problem
    for key, text in CENTRE.items():
        page.lines[key].set_text(text)
    with counter.bot.waitSignal(counter.program.ready, timeout=WAIT_MS):
        counter.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
