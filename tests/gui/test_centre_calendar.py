"""Thủ tục, Lịch nghỉ: what the centre says of its days counts at once."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from tests.gui.conftest import Counter
from ui.pages.catalogue.panes.calendar_pane import CalendarPane
from ui.pages.catalogue.tabs import CALENDAR

WAIT_MS = 10_000


@pytest.fixture
def pane(counter: Counter) -> CalendarPane:
    """The tab, opened by Ctrl+T and F6."""
    place = counter.pages.catalogue
    counter.window.show_page("catalogue")
    counter.bot.waitUntil(lambda: place.view is not None, timeout=WAIT_MS)
    assert place.view is not None
    place.view.tabs.turn(CALENDAR)
    counter.settle()
    return place.view.tabs.calendar


def days(pane: CalendarPane) -> list[date]:
    rows = [pane.model.row(n) for n in range(pane.model.rowCount())]
    return [row.day for row in rows if row is not None]


def say(counter: Counter, pane: CalendarPane, day: str, why: str) -> None:
    pane.day.line.setText(day)
    pane.name.line.setText(why)
    counter.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    counter.settle()


def test_a_day_off_counts_at_once_and_can_be_taken_back(
    counter: Counter, pane: CalendarPane
) -> None:
    assert pane.day.line.hasFocus()
    assert date(2026, 11, 24) in days(pane)
    assert pane.chosen is not None
    assert pane.chosen.day == date(2026, 11, 24)  # the last one listed, for none follows
    assert not pane.back.isEnabled()
    say(counter, pane, "30112026", "Mất điện theo lịch")
    assert not counter.pages.intake.start.reference.calendar.is_working(date(2026, 11, 30))
    assert date(2026, 11, 30) in days(pane)
    assert pane.day.text == ""
    assert pane.chosen is not None
    assert pane.chosen.day == date(2026, 11, 30)
    seen = pane.table.visualRect(pane.table.currentIndex())
    assert pane.table.viewport().rect().contains(seen)  # the message took room from the table
    pane.back.click()
    counter.settle()
    assert counter.pages.intake.start.reference.calendar.is_working(date(2026, 11, 30))


def test_a_hole_or_a_wrong_day_stays_to_be_mended(counter: Counter, pane: CalendarPane) -> None:
    say(counter, pane, "31022026", "x")
    assert pane.day.problem
    assert pane.day.text == "31022026"
    say(counter, pane, "30112026", "")
    assert pane.name.problem
    assert date(2026, 11, 30) not in days(pane)


def test_saturday_duty_is_switched_on_and_off(counter: Counter, pane: CalendarPane) -> None:
    saturday = date(2026, 11, 28)
    pane.duty.click()
    counter.settle()
    assert counter.pages.intake.start.reference.calendar.is_duty(saturday)
    pane.duty.click()
    counter.settle()
    assert not counter.pages.intake.start.reference.calendar.is_duty(saturday)


def test_a_year_without_announcement_says_so(counter: Counter, pane: CalendarPane) -> None:
    assert not pane.unknown.isVisible()
    after = next(b for b in pane.findChildren(QPushButton) if b.accessibleName() == "Năm sau")
    for _ in range(5):
        after.click()
    counter.settle()
    assert pane.unknown.isVisible()
    assert pane.complete.isVisible()
    assert "2031" in pane.title.text()
