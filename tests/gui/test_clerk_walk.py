"""Where a clerk's walk through the window stumbled: focus, words and sight stay where they were."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from base.errors import InputError
from tests.gui.conftest import BIRTH, FATHER, GRANDMOTHER, MOTHER, WAIT_MS, Counter
from tests.gui.keystrokes.clerk import CTRL, SHIFT, Clerk
from tests.gui.test_intake_page import incomplete
from tests.gui.test_several_of_one_paper import (
    add_by_keys,
    by_menu,
    case_of,
    strip_of,
    three_children,
    two_witnesses,
)
from ui import dialogs
from ui.pages.intake.incomplete.dialog import Way
from ui.pages.intake.panes.work_pane import WorkPane
from ui.widgets.error_list import row_words

K = Qt.Key
SMALL = (1093, 614)
EVENT = "Thêm người, việc: Tờ khai đăng ký khai sinh"


@pytest.fixture
def clerk(counter: Counter) -> Clerk:
    counter.window.resize(*SMALL)
    return Clerk(counter)


def work_of(counter: Counter) -> WorkPane:
    return counter.pages.intake_view.work


def is_seen_whole(item: QWidget) -> bool:
    return item.visibleRegion().boundingRect() == item.rect()


@by_menu
def test_the_key_to_the_next_error_goes_round_all_papers(counter: Counter, clerk: Clerk) -> None:
    two_witnesses(counter)
    counter.window.activateWindow()  # the menu had the keyboard, and no window manager is here
    case, work = case_of(counter), work_of(counter)
    case.forms[0].visited.add("child_name")
    for form in case.forms[1:]:
        form.visited |= {line.key for line in form.schema.fields}
    counter.pages.intake.keeper.judge.touch()
    counter.settle()
    wanted = list(work.errors._pointers)
    assert len({pointer.rpartition("/")[0] for pointer in wanted}) == 3
    seen = []
    for _ in range(len(wanted) + 1):
        clerk.key(K.Key_F8, SHIFT)
        clerk.look()
        seen.append(f"{case.form.base.pointer}/{work.form.key_in_focus}")
    assert seen[:-1] == wanted
    assert seen[-1] == work.errors._pointers[0]  # lines gone through may have joined the list


@pytest.mark.parametrize("size", [SMALL, (1366, 768)])
def test_after_the_usual_answers_space_ticks_no_more_than_one_paper(
    counter: Counter, clerk: Clerk, size: tuple[int, int]
) -> None:
    counter.window.resize(*size)
    counter.open_case()
    counter.scan(MOTHER, "mother")
    work = work_of(counter)
    clerk.key(K.Key_F11)
    for _ in range(3):
        clerk.key(K.Key_F11, SHIFT)
        clerk.look()
    assert not work.details.questions.usual.isVisible()
    assert isinstance(clerk.focus, QCheckBox)
    work.details.papers.tick_all()
    clerk.look()
    for line in work.details.papers._lines:
        line.tick()
    clerk.look()
    work.details.begin()
    assert not (isinstance(clerk.focus, QPushButton) and clerk.focus.text() == "Đủ cả")


def test_no_answer_is_taken_unseen_and_none_that_lowers_the_fee(
    counter: Counter, clerk: Clerk
) -> None:
    counter.open_case()
    counter.scan(MOTHER, "mother")
    counter.type_in("child_dob", "05032026")
    counter.settle()
    details = work_of(counter).details
    lines = details.questions.usual_lines()
    assert "poor_household" in details.questions._lines
    assert "poor_household" not in lines
    seen: set[str] = set()
    for _ in range(8):
        clerk.key(K.Key_F11, SHIFT)
        counter.settle()
        if details.situation():
            break
        seen |= {key for key, line in lines.items() if is_seen_whole(line)}
    assert set(details.situation()) == lines.keys() <= seen


def test_what_was_said_of_a_citizen_goes_with_the_case(counter: Counter, clerk: Clerk) -> None:
    counter.open_case()
    counter.scan(FATHER, "father")
    bar = counter.window.bar
    assert "Hà Văn Hùng" in bar.text
    clerk.key(K.Key_F8)
    view = counter.pages.intake_view
    counter.bot.waitUntil(lambda: view.pane is view.preview, timeout=WAIT_MS)
    assert bar.text == ""
    clerk.key(K.Key_Escape)
    counter.scan(MOTHER, "mother")
    assert "Nguyễn Thị Lan" in bar.text
    clerk.key(K.Key_F2)
    assert bar.text == ""
    counter.pages.intake_view.start.scan.take(GRANDMOTHER)
    counter.settle()
    counter.open_case(BIRTH)
    assert "Hà Văn Hùng" not in bar.text


def test_an_acceptance_can_still_be_undone_when_the_next_case_is_begun(counter: Counter) -> None:
    counter.fill_birth()
    counter.accept()
    counter.pages.intake.begin()
    assert counter.window.bar.text.startswith("Đã tiếp nhận, số tạm")
    counter.open_case()
    counter.scan(FATHER, "father")
    counter.pages.intake.begin()
    assert "Hà Văn Hùng" not in counter.window.bar.text
    counter.window.bar.press("Hoàn tác tiếp nhận")
    counter.settle()
    assert case_of(counter).main.answers["child_name"] == "HÀ MINH AN"


@by_menu
def test_a_paper_just_added_begins_where_something_is_to_be_written(
    counter: Counter, clerk: Clerk
) -> None:
    counter.fill_birth()
    add_by_keys(counter, EVENT)
    counter.window.activateWindow()  # the menu had the keyboard, and no window manager is here
    counter.bot.waitUntil(lambda: work_of(counter).form.key_in_focus is not None)
    assert clerk.line == "child_name"
    clerk.type("minh binh")
    counter.settle()
    form = work_of(counter).form
    assert form.sheet.value("child_name").casefold().endswith("binh")
    assert "binh" not in str(next(iter(form.sheet.rows.values())).editor.value()).casefold()
    add_by_keys(counter, "Giấy ủy quyền")
    counter.window.activateWindow()
    counter.bot.waitUntil(lambda: form.key_in_focus is not None)
    field = form.sheet.rows[clerk.line]
    assert field.editor.is_empty


def test_notes_of_the_procedure_are_not_called_warnings(counter: Counter) -> None:
    counter.fill_birth()
    strip = work_of(counter).strip
    assert strip.warnings.text().endswith(" lưu ý") or strip.warnings.isHidden()


@by_menu
def test_the_preview_opens_at_the_paper_on_the_screen(counter: Counter, clerk: Clerk) -> None:
    two_witnesses(counter)
    counter.window.activateWindow()  # the menu had the keyboard, and no window manager is here
    view = counter.pages.intake_view
    strip_of(counter).tabs[1].click()
    counter.settle()
    clerk.key(K.Key_F8)
    counter.bot.waitUntil(lambda: view.pane is view.preview, timeout=WAIT_MS)
    counter.settle()
    preview, bar = view.preview, view.preview._scroll.verticalScrollBar()
    assert preview.paper_in_sight == 1
    second = bar.value()
    assert second > 0
    clerk.key(K.Key_PageDown, CTRL)
    assert view.pane is preview
    assert bar.value() > second
    clerk.key(K.Key_PageUp, CTRL)
    assert bar.value() == second
    clerk.key(K.Key_Home)
    counter.settle()
    assert bar.value() == 0
    clerk.key(K.Key_End)
    counter.settle()
    assert preview.paper_in_sight == 2
    shown = preview._title.text()
    assert shown == preview.title or "…" in shown
    assert shown[-12:] == preview.title[-12:]  # what stands last is never cut: “(nháp)”


def test_escape_from_the_papers_goes_back_to_the_same_line(counter: Counter, clerk: Clerk) -> None:
    counter.open_case()
    form = work_of(counter).form
    form.focus_on("/child_hometown")
    clerk.key(K.Key_F11)
    assert clerk.line == ""
    clerk.key(K.Key_Escape)
    assert form.key_in_focus == "child_hometown"
    clerk.key(K.Key_F11)
    clerk.key(K.Key_F11)
    assert form.key_in_focus == "child_hometown"


def test_a_line_that_is_gone_to_is_in_sight_with_what_is_wrong(
    counter: Counter, clerk: Clerk
) -> None:
    counter.open_case()
    counter.scan(MOTHER, "mother")
    clerk.key(K.Key_F9)
    counter.settle()
    form = work_of(counter).form
    row = form.sheet.rows[form.key_in_focus or ""]
    counter.bot.waitUntil(lambda: is_seen_whole(row), timeout=WAIT_MS)


@pytest.mark.parametrize(
    ("name", "message", "shown"),
    [
        ("Người làm chứng · Thị Mến · Tôi xác nhận", "Chưa ghi “Tôi xác nhận”.",
         "Thị Mến: chưa ghi Tôi xác nhận"),
        ("Kính gửi", "Chưa ghi “Kính gửi” (Kính gửi).", "Kính gửi: chưa ghi"),
        ("Họ tên", "Chưa ghi “Họ tên” (Mẹ).", "Họ tên (Mẹ): chưa ghi"),
        ("Tờ khai 2 · Ngày sinh", "Chưa tới ngày.", "Tờ khai 2 · Ngày sinh: Chưa tới ngày."),
    ],
)  # fmt: skip
def test_a_row_of_the_list_says_nothing_twice(name: str, message: str, shown: str) -> None:
    assert row_words(name, message) == shown


def test_papers_out_of_sight_are_counted(counter: Counter, clerk: Clerk) -> None:
    three_children(counter)
    strip = strip_of(counter)
    while strip.suggestions and len(strip.tabs) < 7:
        strip.suggestions[0].click()
        counter.settle()
    strip_of(counter).tabs[0].click()
    counter.settle()
    hidden = sum(not is_seen_whole(tab) for tab in strip.tabs)
    assert strip.behind.isVisible() == (hidden > 0)
    assert strip.tabs[1].text().startswith("TK 2") or hidden == 0
    assert strip.tabs[1].accessibleName() == "Giấy 2: Tờ khai 2 · Minh Bình"
    if hidden:
        assert strip.behind.text() == f"+{hidden} ›"
        strip.tabs[-1].click()
        counter.settle()
        assert strip.before.isEnabled()


def test_the_main_declaration_says_that_it_stays(counter: Counter, clerk: Clerk) -> None:
    counter.open_case()
    clerk.key(K.Key_F12, SHIFT)
    assert counter.window.bar.text == "Tờ khai chính không bỏ được."


def test_who_does_not_accept_with_a_paper_missing_comes_to_that_paper(
    counter: Counter, clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialogs, "ask", lambda *_, **__: False)
    counter.open_case(counter.without_form())
    counter.scan(GRANDMOTHER, "applicant")
    clerk.key(K.Key_F9)
    counter.settle()
    assert isinstance(clerk.focus, QCheckBox)
    assert clerk.focus.isVisible()


def test_the_details_leave_the_form_with_the_key_that_goes_on(
    counter: Counter, clerk: Clerk
) -> None:
    counter.open_case()
    counter.scan(MOTHER, "mother")
    work = work_of(counter)
    for key in (K.Key_F6, K.Key_F9):
        clerk.key(K.Key_F11)
        assert work.details.isVisible()
        clerk.key(key)
        counter.settle()
        assert not work.details.isVisible()
        assert work.form.key_in_focus is not None
    clerk.key(K.Key_F11)
    work.details._scroll.verticalScrollBar().setValue(200)
    counter.open_case()
    assert not work.details.isVisible()
    assert work.details._scroll.verticalScrollBar().value() == 0


def test_an_error_goes_with_its_page_its_case_or_esc_and_a_note_comes_back(
    counter: Counter, clerk: Clerk
) -> None:
    bar, session = counter.window.bar, counter.pages.intake._session
    refused = InputError("DOSSIER-01", "Không còn được tiếp nhận.", "Tìm thủ tục thay thế.")
    for leave in (K.Key_F2, K.Key_F3, K.Key_Escape):
        counter.window.show_page("intake")
        session.fail(refused)
        assert "DOSSIER-01" in bar.text
        clerk.key(leave)
        assert bar.text == ""
    counter.window.show_page("intake")
    counter.open_case()
    session.tell("Còn thiếu: Giấy chứng sinh", "warning", seconds=0)
    clerk.key(K.Key_F3)
    assert bar.text == ""
    counter.window.show_page("intake")
    assert "Giấy chứng sinh" in bar.text


def test_a_sheet_of_what_is_missing_ends_with_what_becomes_of_the_case(
    counter: Counter,
) -> None:
    counter.fill_birth()
    view, bar = counter.pages.intake_view, counter.window.bar
    dialog = incomplete(counter)
    dialog.note.setPlainText("Bản chụp sổ hộ khẩu cũ")
    dialog.reason.setPlainText("Khoản 1 Điều 16 Luật Hộ tịch")
    dialog.decide(Way.SUPPLEMENT)
    counter.bot.waitUntil(lambda: view.pane is view.preview, timeout=WAIT_MS)
    assert "Mẫu số 02, số 000001/PBS-" in bar.text
    counter.press(K.Key_Escape)
    assert "F2" in bar.text
    bar.press("Để dở")
    counter.settle()
    assert view.pane is view.start
    assert len(counter.pages.intake.keeper.parked) == 1


def test_what_is_not_the_communes_is_seen_before_and_after_it_is_opened(counter: Counter) -> None:
    view = counter.pages.intake_view
    view.start.searched.emit("doi can cuoc")
    counter.settle()
    found = (view.start.list.entry(view.start.list.model().index(n, 0)) for n in range(5))
    assert any(entry is not None and "của Công an cấp xã" in entry.detail for entry in found)
    counter.open_case("1.014063")
    assert "hướng dẫn người dân đến nơi đó" in view.work.form.remark.text()
    assert view.work.unit.value() == "Công an xã Sông Mẫu"
    counter.open_case()
    assert view.work.form.remark.isHidden()
