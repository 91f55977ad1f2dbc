"""Warnings of rules: kept with a reason, taken up again, decided once at F9."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from dossiers.dossier import Dossier
from dossiers.drafts import load_drafts
from dossiers.kept.reasons import usual_reasons
from dossiers.register import list_dossiers, open_dossier
from exchange.records import AcceptedWarning
from tests.conftest import Desk
from tests.gui.conftest import CHILD, WAIT_MS, Counter, commit
from ui.pages.intake.keeping.dialog import KeepDialog
from ui.widgets.fields.row import FieldRow

UNMARRIED = ("/father_name", "FORM-63")
FIRST = usual_reasons()[0].text
LETTER = "giay_uy_quyen"
RESIDENCES = ("requester_residence", "mother_residence", "father_residence")


def stored(counter: Counter, desk: Desk) -> Dossier:
    counter.window.close()
    with desk.open() as workplace:
        (row,) = list_dossiers(workplace)
        return open_dossier(workplace, row.id)


def only(dossier: Dossier) -> AcceptedWarning:
    (warning,) = dossier.record.warnings
    return warning


def decision(counter: Counter) -> KeepDialog:
    found = counter.decision()
    assert found is not None
    return found


def line_of(dialog: KeepDialog) -> QLineEdit:
    found = dialog.reason.lineEdit()
    assert found is not None
    return found


def press_f9(counter: Counter) -> None:
    counter.press(Qt.Key.Key_F9)
    counter.settle()


def line(counter: Counter, key: str) -> FieldRow:
    return counter.pages.intake_view.work.form.sheet.rows[key]


def message(counter: Counter, key: str) -> str:
    """Return what is said beside a line; empty when nothing is wrong."""
    side = line(counter, key)._side
    assert side is not None
    return side.message.text() if not side.message.isHidden() else ""


def go_to(counter: Counter, key: str) -> None:
    counter.window.activateWindow()
    counter.pages.intake_view.work.form.focus_on(f"/{key}")
    counter.bot.waitUntil(line(counter, key).editor.has_focus)


def buttons(counter: Counter, text: str) -> list[QPushButton]:
    found = counter.pages.intake_view.work.errors.findChildren(QPushButton)
    return [b for b in found if b.text() == text and b.isVisible()]


def left_alone(counter: Counter) -> None:
    """Fill a birth and leave the line that is warned of."""
    counter.fill_birth()
    go_to(counter, "father_name")
    go_to(counter, "child_name")
    counter.settle()


def ctrl_g(counter: Counter) -> None:
    counter.press(Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    counter.settle()


def test_f9_asks_once_and_enter_keeps_all_and_accepts(counter: Counter, desk: Desk) -> None:
    counter.fill_birth()
    press_f9(counter)
    dialog = decision(counter)
    assert dialog.reason.currentText() == FIRST
    assert line_of(dialog).selectedText() == FIRST
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    view = counter.pages.intake_view
    counter.bot.waitUntil(lambda: view.pane is view.done, timeout=WAIT_MS)
    counter.settle()
    warning = only(stored(counter, desk))
    assert (warning.pointer, warning.code) == UNMARRIED
    assert warning.reason == FIRST
    assert warning.basis == "Nghị định 123/2015/NĐ-CP Điều 15"


def test_the_decision_names_line_article_and_the_way_back(counter: Counter) -> None:
    counter.fill_birth()
    press_f9(counter)
    said = "\n".join(label.text() for label in decision(counter).findChildren(QLabel))
    assert "chưa có thông tin kết hôn" in said
    assert "Nghị định 123/2015/NĐ-CP Điều 15" in said
    assert "FORM-63" in said


def test_esc_goes_back_to_the_first_one_and_nothing_is_stored(counter: Counter, desk: Desk) -> None:
    counter.fill_birth()
    press_f9(counter)
    QTest.keyClick(decision(counter).reason, Qt.Key.Key_Escape)
    counter.window.activateWindow()  # no window manager here does it
    counter.bot.waitUntil(line(counter, "father_name").editor.has_focus, timeout=WAIT_MS)
    counter.settle()
    work = counter.pages.intake_view.work
    assert work.isEnabled()
    assert "kết hôn" in message(counter, "father_name")
    assert work.errors.isVisible()
    assert counter.decision() is None
    counter.window.close()
    with desk.open() as workplace:
        assert list_dossiers(workplace) == ()


def test_no_open_warning_no_question(counter: Counter, desk: Desk) -> None:
    counter.fill_birth()
    for key, text in (
        ("parents_marriage_no", "12/2020"),
        ("parents_marriage_book", "01"),
        ("parents_marriage_date", "01022020"),
        ("parents_marriage_place", "UBND xã Sông Mẫu, tỉnh Phú Thọ"),
    ):
        counter.type_in(key, text)
    counter.settle()
    press_f9(counter)
    assert counter.decision() is None
    assert counter.pages.intake_view.pane is counter.pages.intake_view.done
    assert stored(counter, desk).record.warnings == []


def test_a_sheet_that_may_be_replaced_is_no_question(
    start: Callable[..., Counter], desk: Desk
) -> None:
    counter = start(desk, "2027-03-02T08:30")
    counter.fill_birth()
    keeper = counter.pages.intake.keeper
    assert keeper.last is not None
    codes = {p.code for p in keeper.last.assessment.problems}
    assert "FORM-37" in codes
    press_f9(counter)
    asked = {code for _, code in _asked(decision(counter))}
    assert asked >= {"FORM-63"}
    assert "FORM-37" not in asked


def _asked(dialog: KeepDialog) -> set[tuple[str, str]]:
    words = [label.text() for label in dialog.findChildren(QLabel)]
    return {("", w.rsplit("·", 1)[1].strip()) for w in words if w.startswith("Căn cứ")}


def test_a_reason_of_ones_own_is_typed_over_the_proposed_one(counter: Counter, desk: Desk) -> None:
    counter.fill_birth()
    press_f9(counter)
    dialog = decision(counter)
    commit(line_of(dialog), "Cha, mẹ kết hôn ở nước ngoài")
    QTest.keyClick(dialog.reason, Qt.Key.Key_Return)
    view = counter.pages.intake_view
    counter.bot.waitUntil(lambda: view.pane is view.done, timeout=WAIT_MS)
    counter.settle()
    assert only(stored(counter, desk)).reason == "Cha, mẹ kết hôn ở nước ngoài"


def test_arrows_choose_a_usual_reason(counter: Counter) -> None:
    counter.fill_birth()
    press_f9(counter)
    dialog = decision(counter)
    QTest.keyClick(dialog.reason, Qt.Key.Key_Down)
    assert dialog.reason.currentText() == usual_reasons()[1].text


@pytest.mark.parametrize("blank", ["", "   "])
def test_an_empty_reason_is_never_stored_unseen(counter: Counter, blank: str) -> None:
    counter.fill_birth()
    press_f9(counter)
    dialog = decision(counter)
    dialog.reason.setEditText(blank)
    QTest.keyClick(dialog.reason, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.reason.currentText() == FIRST


def test_ctrl_g_keeps_the_warning_of_the_line_and_again_takes_it_up(counter: Counter) -> None:
    left_alone(counter)
    go_to(counter, "father_name")
    assert "Ctrl+G" in message(counter, "father_name")
    ctrl_g(counter)
    QTest.keyClick(decision(counter).reason, Qt.Key.Key_Return)
    counter.settle()
    assert message(counter, "father_name") == ""
    assert line(counter, "father_name").origin.text.startswith("đã giữ: ")
    assert FIRST in line(counter, "father_name").origin.tip
    go_to(counter, "father_name")
    ctrl_g(counter)
    assert "kết hôn" in message(counter, "father_name")
    assert counter.decision() is None


def test_a_kept_warning_is_not_asked_for_again(counter: Counter, desk: Desk) -> None:
    left_alone(counter)
    ctrl_g(counter)
    QTest.keyClick(decision(counter).reason, Qt.Key.Key_Return)
    counter.settle()
    press_f9(counter)
    assert counter.decision() is None
    assert only(stored(counter, desk)).reason == FIRST


def test_the_list_keeps_and_takes_up_again(counter: Counter) -> None:
    left_alone(counter)
    (keep,) = buttons(counter, "Giữ…")
    keep.click()
    QTest.keyClick(decision(counter).reason, Qt.Key.Key_Return)
    counter.settle()
    assert not buttons(counter, "Giữ…")
    (again,) = buttons(counter, "Bỏ giữ")
    again.click()
    counter.settle()
    assert len(buttons(counter, "Giữ…")) == 1


def test_it_is_open_again_when_a_value_changes_that_the_rule_looks_at(counter: Counter) -> None:
    left_alone(counter)
    ctrl_g(counter)
    QTest.keyClick(decision(counter).reason, Qt.Key.Key_Return)
    counter.settle()
    counter.type_in("child_hometown", "xã khác")  # not its matter
    counter.settle()
    assert buttons(counter, "Bỏ giữ")
    counter.pages.intake_view.work.form.sheet.write("father_name", "Hà Văn Hưng")
    counter.settle()
    assert not buttons(counter, "Bỏ giữ")
    assert "kết hôn" in message(counter, "father_name")


def test_a_reason_half_typed_is_in_the_draft_and_stands_there_again(
    start: Callable[[Desk], Counter], desk: Desk
) -> None:
    first = start(desk)
    left_alone(first)
    ctrl_g(first)
    QTest.keyClick(line_of(decision(first)), Qt.Key.Key_End)
    QTest.keyClicks(line_of(decision(first)), " theo")
    first.pages.intake.keeper.save_now()  # as its timer does
    first.settle()
    with desk.open() as workplace:  # what a crash leaves
        (saved,) = load_drafts(workplace)
    assert saved.view["unfinished"] == {f"keep {UNMARRIED[0]}:{UNMARRIED[1]}": f"{FIRST} theo"}
    first.window.close()
    again = start(desk)
    go_to(again, "father_name")
    ctrl_g(again)
    assert decision(again).reason.currentText() == f"{FIRST} theo"
    QTest.keyClick(decision(again).reason, Qt.Key.Key_Return)
    again.settle()
    case = again.pages.intake.keeper.case
    assert case is not None
    assert case.unfinished == {}


def test_kept_warnings_survive_a_crash(start: Callable[[Desk], Counter], desk: Desk) -> None:
    first = start(desk)
    left_alone(first)
    ctrl_g(first)
    QTest.keyClick(decision(first).reason, Qt.Key.Key_Return)
    first.settle()
    first.window.close()
    with desk.open() as workplace:
        (saved,) = load_drafts(workplace)
    assert [(k.pointer, k.code, k.reason) for k in saved.draft.kept] == [(*UNMARRIED, FIRST)]
    again = start(desk)
    assert line(again, "father_name").origin.text.startswith("đã giữ: ")
    press_f9(again)
    assert again.decision() is None


def test_after_undo_the_reason_is_still_there(counter: Counter) -> None:
    counter.fill_birth()
    counter.accept()
    counter.window.bar.press("Hoàn tác tiếp nhận")
    counter.settle()
    assert buttons(counter, "Bỏ giữ")
    press_f9(counter)
    assert counter.decision() is None
    assert counter.pages.intake_view.pane is counter.pages.intake_view.done


def test_errors_come_first_and_no_reason_is_asked_for(counter: Counter) -> None:
    counter.fill_birth()
    counter.pages.intake_view.work.form.sheet.write("child_name", "")
    counter.settle()
    press_f9(counter)
    assert counter.decision() is None
    assert counter.pages.intake_view.work.errors.isVisible()
    assert counter.pages.intake_view.work.isEnabled()


def test_a_warning_of_another_paper_is_kept_on_that_paper(counter: Counter, desk: Desk) -> None:
    counter.fill_birth()
    counter.pages.intake.papers.add_companion("ct01")
    counter.settle()
    press_f9(counter)
    assert counter.decision() is not None
    counter.keep_warnings()
    view = counter.pages.intake_view
    counter.bot.waitUntil(lambda: view.pane is view.done, timeout=WAIT_MS)
    counter.settle()
    warnings = stored(counter, desk).record.warnings
    assert {w.reason for w in warnings} == {FIRST}
    pointers = [w.pointer for w in warnings]
    assert any(p.startswith("/further/0/") for p in pointers)
    assert "/father_name" in pointers


def test_the_dossier_shows_what_was_kept_and_why(counter: Counter) -> None:
    counter.fill_birth()
    counter.accept()
    counter.window.show_page("dossiers")
    counter.settle()
    said = counter.pages.dossiers_view.detail.said()
    assert "Cảnh báo đã giữ" in said
    assert FIRST in said
    assert "Nghị định 123/2015/NĐ-CP Điều 15" in said


def test_nothing_is_said_of_warnings_where_there_were_none(counter: Counter) -> None:
    counter.open_case(counter.without_form())
    counter.type_in("applicant_name", CHILD["child_name"])
    counter.pages.intake_view.work.details.papers.tick_all()
    counter.settle()
    press_f9(counter)
    counter.window.show_page("dossiers")
    counter.settle()
    shown = counter.pages.dossiers_view.detail.warnings
    assert not any(part.isVisible() for part in shown)


def test_old_places_are_one_warning_and_one_key_writes_them_all_anew(counter: Counter) -> None:
    counter.fill_birth()
    line(counter, "print_full").editor.inputs()[0].click()  # type: ignore[attr-defined]
    counter.settle()
    before = {key: line(counter, key).editor.value() for key in RESIDENCES}
    press_f9(counter)
    dialog = decision(counter)
    said = [one.text() for one in dialog.findChildren(QLabel)]
    assert sum("FORM-66" in text for text in said) == 1
    assert any(text.startswith("3 dòng: Nơi cư trú (Người yêu cầu)") for text in said)
    QTest.keyClick(dialog.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    counter.settle()
    assert {line(counter, key).editor.value() for key in RESIDENCES} == {
        "Khu 3, phường Nông Trang, tỉnh Phú Thọ"
    }
    assert counter.pages.intake_view.work.isEnabled()
    counter.window.bar.press("Hoàn tác")
    counter.settle()
    assert {key: line(counter, key).editor.value() for key in RESIDENCES} == before
    case = counter.pages.intake.keeper.case
    assert case is not None
    assert not set(RESIDENCES) & set(case.typed)


def test_no_reason_that_is_proposed_says_that_something_was_checked() -> None:
    assert not any(word in FIRST.casefold() for word in ("đối chiếu", "tra cứu", "kiểm tra"))
