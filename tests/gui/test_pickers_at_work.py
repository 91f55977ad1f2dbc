"""Pickers inside the running program: offers for a card's address, Esc, scans."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from citizens.addresses.table import load_table, use_table
from citizens.addresses.unit_file import TABLE_FILE
from forms.choices.agencies import Home
from tests.gui.conftest import FATHER, MOTHER, WAIT_MS, Counter
from tests.gui.stage import ALT
from tests.gui.wedge_bench import Bench
from ui.jobs import Jobs
from ui.widgets.pickers.home import home, set_home
from ui.widgets.pickers.units import Units


def test_an_old_address_of_a_card_is_offered_anew_and_taken(counter: Counter) -> None:
    counter.open_case()
    counter.scan(MOTHER, "mother")
    form = counter.pages.intake_view.work.form
    row = form.sheet.rows["mother_residence"]
    assert row.editor.value() == "Khu 3, Thụy Vân, Việt Trì, Phú Thọ"
    assert row.origin.text
    form.focus_on("/mother_residence")
    counter.bot.waitUntil(row.editor.has_focus)
    counter.press(Qt.Key.Key_Return, ALT)
    counter.settle()
    case = counter.pages.intake.keeper.case
    assert case is not None
    assert case.typed["mother_residence"] == "Khu 3, phường Nông Trang, tỉnh Phú Thọ"


def test_esc_in_a_picker_is_not_the_pages(counter: Counter) -> None:
    counter.open_case()
    form = counter.pages.intake_view.work.form
    form.focus_on("/mother_residence")
    editor = form.sheet.rows["mother_residence"].editor
    counter.bot.waitUntil(editor.has_focus)
    counter.press(Qt.Key.Key_Down, ALT)
    counter.press(Qt.Key.Key_Escape)
    assert editor.panel is not None
    assert not editor.panel.isVisible()
    assert counter.pages.intake_view.pane is counter.pages.intake_view.work


def test_scans_leave_no_trace_in_an_open_picker(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = Bench(counter, monkeypatch)
    rng = random.Random(11)
    counter.open_case()
    form = counter.pages.intake_view.work.form
    for key in ("mother_residence", "mother_id", "mother_ethnicity", "parents_marriage_place"):
        editor = form.sheet.rows[key].editor
        form.focus_on(f"/{key}")
        counter.bot.waitUntil(editor.has_focus)
        counter.settle()
        editor.open_picker()
        bench.end()
        assert editor.panel is not None
        before = bench.state()
        for payload in (MOTHER, FATHER):
            bench.hand.scan(payload, rng)
            bench.end()
        assert bench.state() == before
        editor.panel.close_panel()
    assert len(bench.arrived) == 8


def test_the_table_of_units_is_read_before_anybody_asks(jobs: Jobs, qtbot: QtBot) -> None:
    read: list[int] = []

    def source() -> bytes:
        read.append(1)
        return TABLE_FILE.read_bytes()

    use_table(source)
    units = Units()
    with qtbot.waitSignal(units.ready, timeout=WAIT_MS):
        units.start(jobs, Home("Ủy ban nhân dân xã Sông Mẫu", "Tỉnh Phú Thọ"))
    load_table()
    assert read == [1]
    assert home().province == "Tỉnh Phú Thọ"
    set_home(Home())
