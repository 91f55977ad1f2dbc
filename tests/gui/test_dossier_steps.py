"""Hồ sơ: missing papers asked for and received, one new date, papers printed again."""

from __future__ import annotations

from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from dossiers.dossier import DossierState
from tests.gui.conftest import GRANDMOTHER, Counter
from ui.pages.dossiers.steps.dialogs import ExtendDialog, SupplementDialog, SuppliedDialog

D = TypeVar("D", bound=QDialog)
WAIT_MS = 10_000


@pytest.fixture
def registered(counter: Counter) -> Counter:
    """A birth taken in, shown in Hồ sơ."""
    counter.fill_birth()
    counter.accept()
    counter.window.show_page("dossiers")
    counter.settle()
    return counter


def dialog_of(counter: Counter, kind: type[D]) -> D:
    counter.bot.waitUntil(lambda: bool(counter.window.findChildren(kind)), timeout=WAIT_MS)
    return counter.window.findChildren(kind)[-1]


def state(counter: Counter) -> DossierState:
    row = counter.pages.dossiers_view.model.row(0)
    assert row is not None
    return row.state


def test_papers_are_asked_for_and_the_time_stands_until_they_come(registered: Counter) -> None:
    view = registered.pages.dossiers_view
    assert "Ngày được tính (1): 26/11" in view.detail.said()
    view.detail.supplement.click()
    asking = dialog_of(registered, SupplementDialog)
    assert not asking.go.isEnabled()
    asking.items.setPlainText("Giấy chứng sinh\n\nGiấy tờ tùy thân của mẹ")
    asking.reason.setPlainText("Khoản 1 Điều 16 Luật Hộ tịch")
    asking.go.click()
    registered.bot.waitUntil(lambda: view.preview.isVisible(), timeout=WAIT_MS)
    assert "000001/PBS-" in registered.window.bar.text
    assert view.go_back()
    registered.settle()
    assert state(registered) is DossierState.SUPPLEMENT_REQUESTED
    assert "đang dừng chờ bổ sung" in view.detail.said()
    assert not view.detail.supplement.isVisible()
    assert not view.detail.extend.isVisible()
    view.detail.supplied.click()
    both = dialog_of(registered, SuppliedDialog)
    assert "Đã nhận đủ: hẹn 26/11/2026 17:00" in both.anew.text()  # same day: one way only
    assert not both.go_on.isVisible()
    both.anew.click()
    registered.bot.waitUntil(lambda: state(registered) is DossierState.RECEIVED, timeout=WAIT_MS)
    registered.settle()
    assert "Tính lại từ khi nhận đủ bổ sung" in view.detail.said()
    assert not view.detail.supplied.isVisible()


def test_one_new_day_with_its_letter(registered: Counter) -> None:
    view = registered.pages.dossiers_view
    view.detail.extend.click()
    dialog = dialog_of(registered, ExtendDialog)
    dialog.reason.setPlainText("Chờ xác minh theo khoản 2 Điều 16 Luật Hộ tịch")
    dialog.day.setText("31/02/2027")
    assert dialog.fault.text()
    assert not dialog.go.isEnabled()
    dialog.day.setText("04122026")
    dialog.go.click()
    registered.bot.waitUntil(lambda: view.preview.isVisible(), timeout=WAIT_MS)
    assert "000001/PXL-" in registered.window.bar.text
    view.go_back()
    registered.settle()
    assert "04/12/2026" in view.detail.said()
    assert not view.detail.extend.isVisible()


def test_declarations_are_shown_again_by_f8(registered: Counter) -> None:
    view = registered.pages.dossiers_view
    registered.press(Qt.Key.Key_F8)
    registered.bot.waitUntil(lambda: view.preview.isVisible(), timeout=WAIT_MS)
    registered.settle()
    assert len(view.preview.pages()) >= 1


def test_what_was_taken_in_is_printed_again_from_the_page_after_it(counter: Counter) -> None:
    counter.fill_birth()
    counter.accept()
    view = counter.pages.intake_view
    view.done.forms.click()
    counter.bot.waitUntil(lambda: view.pane is view.preview, timeout=WAIT_MS)
    assert "Tờ khai" in view.preview.title
    view.go_back()
    assert view.pane is view.done


def test_what_has_no_form_offers_no_declaration(counter: Counter) -> None:
    counter.open_case(counter.without_form())
    counter.scan(GRANDMOTHER, "applicant")
    counter.pages.intake_view.work.details.papers.tick_all()
    counter.settle()
    counter.accept()
    counter.window.show_page("dossiers")
    counter.settle()
    assert not counter.pages.dossiers_view.detail.forms.isVisible()
