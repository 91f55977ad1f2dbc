"""Tiếp nhận, end to end on real rooms: scan, fill, check, preview, accept, undo."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit

from base.errors import StorageError
from catalog.catalogue import load_catalogue
from dossiers.dossier import DossierState, OutboxState
from dossiers.register import list_dossiers, open_dossier
from tests.conftest import Desk
from tests.gui.conftest import (
    BIRTH,
    GRANDMOTHER,
    MOTHER,
    WAIT_MS,
    Counter,
    commit,
)
from ui import dialogs
from ui.pages.intake.incomplete.dialog import IncompleteDialog, Way
from ui.widgets.shell.result_bar import Message


def answers(counter: Counter) -> dict[str, object]:
    """Return the answers of the open case."""
    case = counter.pages.intake.keeper.case
    assert case is not None
    return dict(case.answers)


def shown(counter: Counter, key: str) -> object:
    """Return what a line shows."""
    return counter.pages.intake_view.work.form.sheet.value(key)


def test_procedure_is_found_without_marks_and_opened_with_enter(counter: Counter) -> None:
    start = counter.pages.intake_view.start
    start.line.setFocus()
    commit(start.line, "dk khai sinh")
    counter.bot.waitUntil(lambda: (e := start.list.entry()) is not None and e.key == BIRTH)
    assert BIRTH in (start.list.entry() or pytest.fail("nothing found")).detail
    QTest.keyClick(start.line, Qt.Key.Key_Return)
    counter.settle()
    assert counter.pages.intake_view.pane is counter.pages.intake_view.work
    assert counter.pages.intake.keeper.case is not None


def test_f9_takes_the_line_with_the_cursor_as_if_it_had_been_left(counter: Counter) -> None:
    counter.open_case(counter.without_form())
    form = counter.pages.intake_view.work.form
    form.focus_on("/applicant_name")
    commit(form.sheet.rows["applicant_name"].editor, "trần thị mến")
    counter.pages.intake_view.work.details.papers.tick_all()
    counter.settle()
    counter.press(Qt.Key.Key_F9)
    counter.bot.waitUntil(lambda: counter.pages.intake_view.pane is counter.pages.intake_view.done)
    counter.window.show_page("dossiers")
    counter.settle()
    assert "TRẦN THỊ MẾN" in counter.pages.dossiers_view.detail.said()


def test_live_strip_shows_due_fee_and_papers(counter: Counter) -> None:
    counter.open_case()
    strip = counter.pages.intake_view.work.strip
    assert "Hẹn trả" in strip.due.text()
    assert "hôm nay" in strip.due.text()
    assert "miễn nếu đăng ký khai sinh đúng hạn" in strip.fee.text()  # no date is written yet
    counter.type_in("child_dob", "12112026")
    counter.settle()
    assert "miễn (đăng ký khai sinh đúng hạn)" in strip.fee.text()
    before = strip.papers.text()
    counter.pages.intake_view.work.details.papers.tick_all()
    counter.settle()
    assert strip.papers.text() != before
    counter.type_in("copies_count", "2")
    counter.settle()
    assert "16.000 đ" in strip.fee.text()
    assert shown(counter, "copies_wanted") == "Có"  # a number says so


def test_errors_stand_beside_the_line_only_once_it_was_left(counter: Counter) -> None:
    counter.open_case()
    work = counter.pages.intake_view.work
    assert not work.errors.isVisible()
    counter.type_in("child_dob", "31/02/2026")
    counter.settle()
    assert work.errors.isVisible()
    assert work.form.sheet.rows["child_dob"].editor.inputs()[0].property("state") == "error"
    counter.type_in("child_name", "Hà Minh An")
    counter.settle()
    assert shown(counter, "child_dob") == "31/02/2026"


def test_acceptance_is_refused_with_a_list_that_leads_to_each_line(counter: Counter) -> None:
    counter.open_case()
    counter.scan(MOTHER, "mother")
    work = counter.pages.intake_view.work
    work.accept_wanted.emit()
    counter.settle()
    assert counter.pages.intake_view.pane is work
    assert work.errors.isVisible()
    work.errors.chosen.emit("/child_name")
    counter.bot.waitUntil(lambda: work.form.sheet.rows["child_name"].editor.has_focus())
    assert answers(counter)["mother_name"] == "NGUYỄN THỊ LAN"


def test_main_job_from_card_to_dossier(counter: Counter, desk: Desk) -> None:
    counter.fill_birth()
    assert answers(counter)["child_dob_words"] == (
        "Ngày mười hai, tháng mười một, năm hai nghìn không trăm hai mươi sáu"
    )
    counter.accept()
    assert "SONGMAU-26-000001" in counter.window.bar.text
    assert counter.pages.intake.keeper.case is None
    counter.window.close()
    with desk.open() as workplace:
        (row,) = list_dossiers(workplace)
        dossier = open_dossier(workplace, row.id)
    assert row.state is DossierState.RECEIVED
    assert row.outbox_state is OutboxState.NO_GATEWAY
    assert dossier.record.answers["child_dob"] == "2026-11-12"
    assert dossier.record.answers["child_name"] == "HÀ MINH AN"
    assert dossier.record.applicant.personal_number == "025190000222"
    assert len(dossier.record.papers) > 0


def test_acceptance_can_be_taken_back_and_the_number_is_not_used_again(counter: Counter) -> None:
    counter.fill_birth()
    counter.accept()
    counter.window.bar.press("Hoàn tác tiếp nhận")
    counter.settle()
    assert counter.pages.intake_view.pane is counter.pages.intake_view.work
    assert shown(counter, "child_name") == "HÀ MINH AN"
    counter.accept()
    assert "SONGMAU-26-000002" in counter.window.bar.text


def test_acceptance_can_be_taken_back_when_the_next_case_is_open(counter: Counter) -> None:
    counter.fill_birth()
    counter.accept()
    counter.pages.intake.begin()
    counter.open_case(counter.without_form())
    counter.scan(GRANDMOTHER, "applicant")
    counter.window.bar.press("Hoàn tác tiếp nhận")
    counter.settle()
    case = counter.pages.intake.keeper.case
    assert case is not None
    assert case.procedure.code == BIRTH


def test_another_message_leaves_the_running_undo_on_the_bar(counter: Counter) -> None:
    counter.fill_birth()
    counter.accept()
    counter.pages.intake.begin()
    counter.program.window.tell(Message("Đã quét thêm một người.", "card"))
    assert counter.window.bar.text == "Đã quét thêm một người."
    counter.window.bar.press("Hoàn tác tiếp nhận")
    counter.settle()
    case = counter.pages.intake.keeper.case
    assert case is not None
    assert case.procedure.code == BIRTH


def test_citizen_leaves_the_screen_with_the_case(counter: Counter) -> None:
    counter.fill_birth()
    counter.accept()
    counter.pages.intake.begin()
    counter.settle()
    counter.window.bar.clear()
    counter.open_case(counter.without_form())
    said = [w.text() for w in counter.window.findChildren(QLabel)]
    said += [w.text() for w in counter.window.findChildren(QLineEdit)]
    said += [w.toPlainText() for w in counter.window.findChildren(QPlainTextEdit)]
    assert not [text for text in said if "LAN" in text or "025190000222" in text]


def test_undo_is_offered_for_its_seconds_only(counter: Counter) -> None:
    counter.fill_birth()
    counter.accept()
    bar = counter.window.bar
    for _ in range(11):
        bar.countdown.second.timeout.emit()
    bar.press("Hoàn tác tiếp nhận")
    counter.settle()
    assert counter.pages.intake_view.pane is counter.pages.intake_view.done


def test_official_code_is_written_down_and_a_used_one_refused(counter: Counter) -> None:
    counter.fill_birth()
    counter.accept()
    counter.pages.intake_view.done.code.line.take("H44.10-261126-0001")
    counter.settle()
    assert "H44.10-261126-0001" in counter.window.bar.text
    counter.pages.intake.begin()
    counter.open_case(counter.without_form())
    counter.scan(GRANDMOTHER, "applicant")
    counter.pages.intake_view.work.details.papers.tick_all()
    counter.settle()
    counter.accept()
    counter.pages.intake_view.done.code.line.take("H44.10-261126-0001")
    counter.settle()
    assert "DOSSIER-08" in counter.window.bar.text
    assert counter.pages.intake_view.done.code.line.text() == "H44.10-261126-0001"


def test_procedure_without_a_form_needs_the_applicant_alone(counter: Counter) -> None:
    counter.open_case(counter.without_form())
    work = counter.pages.intake_view.work
    assert not work.preview.isEnabled()
    work.details.papers.tick_all()
    counter.settle()
    work.accept_wanted.emit()
    counter.settle()
    assert counter.pages.intake_view.pane is work
    counter.type_in("applicant_name", "Trần Thị Mến")
    counter.settle()
    counter.accept()


def test_missing_papers_are_the_clerks_decision(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def refuse(parent: object, question: str, detail: str, **words: str) -> bool:
        asked.append(question)
        return False

    monkeypatch.setattr(dialogs, "ask", refuse)
    counter.open_case(counter.without_form())
    counter.scan(GRANDMOTHER, "applicant")
    counter.pages.intake_view.work.accept_wanted.emit()
    counter.settle()
    assert "Còn thiếu" in asked[0]
    assert counter.pages.intake_view.pane is counter.pages.intake_view.work


def test_preview_shows_the_pages_and_escape_goes_back(counter: Counter) -> None:
    counter.fill_birth()
    view = counter.pages.intake_view
    counter.press(Qt.Key.Key_F8)
    counter.bot.waitUntil(lambda: view.pane is view.preview, timeout=WAIT_MS)
    counter.settle()
    assert len(view.preview.pages()) == 1
    assert view.preview.pages()[0].width() > 600
    counter.press(Qt.Key.Key_Escape)
    assert view.pane is view.work
    assert not view.preview.pages()


def test_preview_with_errors_is_a_draft(counter: Counter) -> None:
    counter.open_case()
    view = counter.pages.intake_view
    view.work.preview_wanted.emit()
    counter.bot.waitUntil(lambda: view.pane is view.preview, timeout=WAIT_MS)
    assert "nháp" in view.preview.title


def test_without_a_printer_the_bar_offers_to_save(
    counter: Counter, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("ui.pages.paper_desk.printer_names", list)
    counter.fill_birth()
    view = counter.pages.intake_view
    view.work.preview_wanted.emit()
    counter.bot.waitUntil(lambda: view.pane is view.preview, timeout=WAIT_MS)
    counter.settle()
    counter.press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    counter.settle()
    assert "PRINT-01" in counter.window.bar.text
    target = tmp_path / "to-khai.pdf"
    monkeypatch.setattr(dialogs, "pick_save_pdf", lambda parent, proposed: target)
    counter.window.bar.press("Lưu PDF")
    counter.settle()
    assert target.read_bytes().startswith(b"%PDF")


def test_slip_is_printed_here_only_when_the_clerk_says_the_line_is_down(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    counter.fill_birth()
    counter.accept()
    view = counter.pages.intake_view
    monkeypatch.setattr(dialogs, "ask", lambda *texts, **words: False)
    view.done.slip_wanted.emit()
    counter.settle()
    assert view.pane is view.done
    monkeypatch.setattr(dialogs, "ask", lambda *texts, **words: True)
    view.done.slip_wanted.emit()
    counter.bot.waitUntil(lambda: view.pane is view.preview, timeout=WAIT_MS)
    assert len(view.preview.pages()) == 1


def incomplete(counter: Counter) -> IncompleteDialog:
    """Press F10 and return the dialog."""
    counter.press(Qt.Key.Key_F10)
    counter.bot.waitUntil(lambda: bool(counter.window.findChildren(IncompleteDialog)))
    return counter.window.findChildren(IncompleteDialog)[-1]


def test_incomplete_case_is_parked_with_what_is_missing(counter: Counter) -> None:
    counter.open_case()
    counter.scan(MOTHER, "mother")
    dialog = incomplete(counter)
    assert "Giấy chứng sinh" in dialog.decision(Way.PARK).lines
    dialog.note.setPlainText("Hẹn quay lại chiều mai")
    dialog.decide(Way.PARK)
    counter.settle()
    assert counter.pages.intake.keeper.case is None
    assert "Giấy chứng sinh" in counter.window.bar.text
    (parked,) = counter.pages.intake.keeper.parked
    counter.pages.intake.keeper.resume(parked)
    counter.settle()
    case = counter.pages.intake.keeper.case
    assert case is not None
    assert "Hẹn quay lại chiều mai" in case.note
    assert shown(counter, "mother_name") == "NGUYỄN THỊ LAN"


def test_a_sheet_of_what_is_missing_is_numbered_shown_and_remembered(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mẫu số 02: a second one is asked about, since it may be asked for once only."""
    counter.fill_birth()
    view = counter.pages.intake_view
    dialog = incomplete(counter)
    dialog.note.setPlainText("Bản chụp sổ hộ khẩu cũ")
    dialog.reason.setPlainText("Khoản 1 Điều 16 Luật Hộ tịch")
    dialog.decide(Way.SUPPLEMENT)
    counter.bot.waitUntil(lambda: view.pane is view.preview, timeout=WAIT_MS)
    assert "000001/PBS-" in view.preview.title
    counter.press(Qt.Key.Key_Escape)
    counter.bot.waitUntil(lambda: view.pane is view.work, timeout=WAIT_MS)
    again = incomplete(counter)
    words = [label.text() for label in again.findChildren(QLabel)]
    assert any("000001/PBS-" in text for text in words)
    assert again.note.toPlainText() == "Bản chụp sổ hộ khẩu cũ"
    asked: list[str] = []
    monkeypatch.setattr(dialogs, "ask", lambda *texts, **words: asked.append(texts[1]))
    again.decide(Way.SUPPLEMENT)
    counter.settle()
    assert "000001/PBS-" in asked[0]
    assert view.pane is view.work


def test_a_sheet_without_a_reason_is_not_printed_and_nothing_is_lost(counter: Counter) -> None:
    counter.fill_birth()
    incomplete(counter).decide(Way.REFUSAL)
    counter.settle()
    assert "NOTICE-01" in counter.window.bar.text
    assert counter.pages.intake_view.pane is counter.pages.intake_view.work
    assert counter.pages.intake.keeper.case is not None


def test_incomplete_case_goes_for_good_only_after_a_question(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    counter.open_case()
    counter.scan(MOTHER, "mother")
    monkeypatch.setattr(dialogs, "ask", lambda *texts, **words: False)
    incomplete(counter).decide(Way.DISCARD)
    counter.settle()
    assert counter.pages.intake.keeper.case is not None
    monkeypatch.setattr(dialogs, "ask", lambda *texts, **words: True)
    incomplete(counter).decide(Way.DISCARD)
    counter.settle()
    assert counter.pages.intake.keeper.case is None
    assert not counter.pages.intake.keeper.parked


def test_f6_walks_the_sections_and_enter_the_lines(counter: Counter) -> None:
    counter.open_case()
    form = counter.pages.intake_view.work.form
    form.focus_on("/requester_name")
    counter.bot.waitUntil(lambda: form.tabs.marked == 1)
    counter.press(Qt.Key.Key_F6)
    counter.bot.waitUntil(lambda: form.sheet.rows["child_name"].editor.has_focus())
    name = form.sheet.rows["child_name"].editor.inputs()[0]
    QTest.keyClick(name, Qt.Key.Key_Return)
    counter.bot.waitUntil(lambda: form.sheet.rows["child_dob"].editor.has_focus())
    counter.press(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    counter.bot.waitUntil(lambda: form.sheet.rows["requester_name"].editor.has_focus())


def test_details_lie_over_the_form_on_a_narrow_window_and_beside_it_on_a_wide_one(
    counter: Counter,
) -> None:
    counter.open_case()
    work = counter.pages.intake_view.work
    counter.window.resize(1093, 614)
    counter.bot.waitUntil(lambda: not work.details.isVisible())
    work.strip.details_wanted.emit()
    assert work.details.isVisible()
    counter.press(Qt.Key.Key_Escape)
    assert not work.details.isVisible()
    counter.window.resize(1366, 768)
    counter.bot.waitUntil(lambda: work.details.isVisible())


def test_repealed_procedure_leads_to_its_successor_or_says_so(counter: Counter) -> None:
    gone = [e for e in load_catalogue().entries if e.status in {"repealed", "superseded"}]
    successor = next(e for e in gone if e.replaced_by)
    counter.open_case(successor.code)
    case = counter.pages.intake.keeper.case
    assert case is not None
    assert case.procedure.code == successor.replaced_by[0]
    assert successor.code in counter.window.bar.text


def test_full_disk_leaves_everything_where_it_was(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object, **kwargs: object) -> None:
        raise StorageError("STORE-03", "Ổ đĩa đã đầy.", "Xóa bớt tệp rồi làm lại.")

    counter.fill_birth()
    monkeypatch.setattr("ui.pages.intake.finish_presenter.take_in", full)
    counter.pages.intake_view.work.accept_wanted.emit()
    counter.keep_warnings()
    counter.settle()
    assert "STORE-03" in counter.window.bar.text
    assert counter.pages.intake_view.work.isEnabled()
    assert shown(counter, "child_name") == "HÀ MINH AN"


@pytest.mark.parametrize(
    ("code", "error"), [("2.000620", "DOSSIER-12"), ("1.013723", "DOSSIER-01")]
)
def test_what_is_not_taken_in_opens_no_case(counter: Counter, code: str, error: str) -> None:
    counter.pages.intake.start.open_procedure(code)
    counter.settle()
    assert error in counter.window.bar.text
    assert counter.pages.intake.keeper.case is None


def test_unknown_procedure_is_told(counter: Counter) -> None:
    counter.pages.intake.start.open_procedure("9.999999")
    assert "CAT-01" in counter.window.bar.text
