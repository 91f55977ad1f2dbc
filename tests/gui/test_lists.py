"""Hồ sơ and Chờ gửi: what was taken in, found again, and brought on its way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from dossiers.dossier import OutboxState
from exchange.keys import encryption_public, new_signing_key
from exchange.trust import parse_trust, write_trust
from tests.conftest import Desk
from tests.gui.conftest import GRANDMOTHER, WAIT_MS, Counter, commit
from ui import dialogs
from ui.pages.intake.keeper import parked_titles

Start = Callable[[Desk], Counter]
HALF = "H44.10-2611"


def take_two(counter: Counter) -> None:
    """Take a birth and one more dossier in."""
    counter.fill_birth()
    counter.accept()
    counter.pages.intake.begin()
    counter.open_case(counter.without_form())
    counter.scan(GRANDMOTHER, "applicant")
    counter.pages.intake_view.work.details.papers.tick_all()
    counter.settle()
    counter.accept()


def texts(counter: Counter, column: int) -> list[str]:
    """Return a column of the dossier list."""
    model = counter.pages.dossiers_view.model
    return [model.data(model.index(row, column)) for row in range(model.rowCount())]


def test_f3_finds_a_person_without_marks(counter: Counter) -> None:
    take_two(counter)
    counter.press(Qt.Key.Key_F3)
    counter.settle()
    assert texts(counter, 1) == ["TRẦN THỊ MẾN", "NGUYỄN THỊ LAN"]
    commit(counter.pages.dossiers_view.line, "nguyen lan")
    counter.bot.waitUntil(lambda: texts(counter, 1) == ["NGUYỄN THỊ LAN"])


def test_nothing_found_says_where_else_to_look(counter: Counter) -> None:
    counter.window.show_page("dossiers")
    counter.settle()
    empty = counter.pages.dossiers_view.empty
    assert "Tiếp nhận hồ sơ đầu tiên" in empty.text()
    commit(counter.pages.dossiers_view.line, "khong co ai")
    counter.bot.waitUntil(lambda: "không dấu" in empty.text())


def test_detail_shows_one_dossier_with_its_history(counter: Counter) -> None:
    take_two(counter)
    counter.window.show_page("dossiers")
    counter.settle()
    view = counter.pages.dossiers_view
    view.choose(view.model.row(1).id)  # type: ignore[union-attr]
    counter.settle()
    said = view.detail.said()
    assert "SONGMAU-26-000001" in said
    assert "025 190 000 222" in said
    assert "Tiếp nhận" in said


def test_code_written_in_the_list_takes_the_row_out_of_the_outbox(counter: Counter) -> None:
    take_two(counter)
    counter.window.show_page("dossiers")
    counter.settle()
    counter.pages.dossiers_view.detail.code.line.take("H44.10-261126-0002")
    counter.settle()
    assert "H44.10-261126-0002" in texts(counter, 0)
    counter.window.show_page("outbox")
    counter.settle()
    assert counter.pages.outbox_view.model.rowCount() == 1


def test_outbox_says_there_is_no_place_to_send_to(counter: Counter) -> None:
    take_two(counter)
    counter.window.show_page("outbox")
    counter.settle()
    view = counter.pages.outbox_view
    assert not view.send.isEnabled()
    assert "Chưa có nơi nhận" in view.explanation
    assert "Nhập từng hồ sơ" in view.explanation
    assert counter.window.status.word == "chưa có nơi nhận"
    assert view.chosen is not None
    assert view.chosen.state is OutboxState.NO_GATEWAY


def test_code_is_entered_in_the_outbox_and_a_wrong_one_stays_to_be_mended(
    counter: Counter,
) -> None:
    take_two(counter)
    counter.window.show_page("outbox")
    counter.settle()
    view = counter.pages.outbox_view
    view.code.line.take("không phải mã")
    counter.settle()
    assert "DOSSIER-07" in counter.window.bar.text
    assert view.code.line.text() == "không phải mã"
    view.code.line.take("H44.10-261126-0003")
    counter.settle()
    assert view.model.rowCount() == 1


def test_export_without_the_provinces_key_says_what_is_missing(
    counter: Counter, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    take_two(counter)
    monkeypatch.setattr(dialogs, "pick_folder", lambda parent, title: tmp_path / "usb")
    counter.pages.outbox_view.export_wanted.emit()
    counter.settle()
    assert "SYNC-01" in counter.window.bar.text


def test_gateway_gets_the_package_once_the_undo_time_is_over(
    start: Start, desk: Desk, tmp_path: Path
) -> None:
    folder = tmp_path / "nhan"
    folder.mkdir()
    desk.use_folder(folder)
    with desk.open() as workplace:
        now = workplace.clock()
    trust = write_trust("Tỉnh mẫu", encryption_public(bytes(range(32))), new_signing_key(), now)
    desk.trust(parse_trust(trust))
    counter = start(desk)
    counter.fill_birth()
    counter.accept()
    counter.pages.outbox.send_now()
    counter.settle()
    assert not list(folder.iterdir())
    counter.window.close()
    later = start(desk, "2026-11-26T08:31")  # type: ignore[call-arg]
    assert len(list(folder.iterdir())) == 1  # the last run's dossier goes at the start
    assert later.window.status.word == "có nơi nhận"
    later.window.show_page("dossiers")
    later.settle()
    assert texts(later, 3) == ["đã xuất gói, chờ xác nhận"]
    later.pages.outbox.send_now()
    later.settle()
    assert "Không có hồ sơ nào chờ gửi" in later.window.bar.text


def test_search_in_the_top_bar_finds_procedures_and_people(counter: Counter) -> None:
    take_two(counter)
    search = counter.window.top_bar.search
    search.line.setFocus()
    commit(search.line, "nguyen thi lan")
    counter.bot.waitUntil(lambda: "NGUYỄN THỊ LAN" in search.titles())
    commit(search.line, "")
    search.line.clear()
    commit(search.line, "khai tu")
    counter.bot.waitUntil(lambda: any("khai tử" in title for title in search.titles()))


def test_number_that_is_scanned_opens_its_dossier(counter: Counter) -> None:
    counter.fill_birth()
    counter.accept()
    counter.pages.intake.begin()
    counter.pages.intake_view.start.scan.take("SONGMAU-26-000001-X")
    counter.settle()
    assert counter.window.page is counter.pages.dossiers_view
    assert "SONGMAU-26-000001-X" in counter.pages.dossiers_view.detail.said()


def test_half_a_code_does_not_go_over_to_the_next_dossier(counter: Counter) -> None:
    counter.fill_birth()
    counter.accept()
    view = counter.pages.intake_view
    first = counter.pages.intake.finish._done._dossier_id()
    QTest.keyClicks(view.done.code.line, HALF)
    counter.press(Qt.Key.Key_F2)
    counter.open_case(counter.without_form())
    counter.scan(GRANDMOTHER, "applicant")
    view.work.details.papers.tick_all()
    counter.settle()
    counter.accept()
    assert view.done.code.line.text() == ""
    counter.window.show_page("outbox")
    counter.settle()
    outbox = counter.pages.outbox_view
    QTest.keyClicks(outbox.code.line, HALF)
    counter.pages.outbox.reload()  # the same row again: what is typed stays
    counter.settle()
    assert outbox.code.line.text() == HALF
    outbox.table.selectRow(1 - outbox.table.currentIndex().row())
    assert outbox.code.line.text() == ""
    outbox.table.selectRow(outbox.model.find(first or ""))
    QTest.keyClicks(outbox.code.line, f"{HALF}26-0001")
    QTest.keyClick(outbox.code.line, Qt.Key.Key_Return)
    outbox.table.selectRow(1 - outbox.table.currentIndex().row())  # before the burst is over
    counter.settle()
    assert outbox.chosen is not None
    assert outbox.chosen.id != first  # the one that Enter was pressed for is gone
    assert outbox.model.rowCount() == 1


def test_shift_f2_and_the_search_bring_a_parked_case_back(counter: Counter) -> None:
    counter.fill_birth()
    counter.press(Qt.Key.Key_F2)
    counter.settle()
    keeper, search = counter.pages.intake.keeper, counter.window.top_bar.search
    ((parked, title),) = parked_titles(keeper.parked)
    counter.press(Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    counter.settle()
    assert keeper.case is not None
    assert (keeper.case.draft_id, keeper.case.title) == (parked, title)
    counter.press(Qt.Key.Key_F2)
    counter.settle()
    search.line.setFocus()
    commit(search.line, "khai sinh")
    counter.bot.waitUntil(lambda: title in search.titles(), timeout=WAIT_MS)
    counter.press(Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    counter.settle()
    counter.press(Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    counter.settle()
    assert "Không có hồ sơ nào đang dở" in counter.window.bar.text
