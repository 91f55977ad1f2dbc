"""Thủ tục: found, read, answered, kept at hand, and brought to the intake."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
)

from dossiers.consulting.card import Card
from tests.conftest import BIRTH, Desk
from tests.gui.conftest import WAIT_MS, Counter, commit
from tests.gui.test_look import CONTROLS, in_a_scroll_area, visible
from ui.pages.catalogue.presenter import CataloguePresenter
from ui.pages.catalogue.tabs import BROWSE, CHANGES, WANTED
from ui.pages.catalogue.view import CatalogueView
from ui.widgets.parts import ElidedLabel

GONE, INSTEAD, POLICE, COPY = "2.001023", "3.000722", "1.004222", "2.000815"
CTRL = Qt.KeyboardModifier.ControlModifier


class Catalogue:
    """The page with a hand for it."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        counter.window.show_page("catalogue")
        place = counter.pages.catalogue
        counter.bot.waitUntil(lambda: place.view is not None, timeout=WAIT_MS)
        assert place.view is not None
        assert place.presenter is not None
        self.view: CatalogueView = place.view
        self.presenter: CataloguePresenter = place.presenter
        counter.settle()

    def search(self, text: str) -> list[str]:
        """Type a text; return the titles found."""
        self.view.list.line.clear()
        commit(self.view.list.line, text)
        self.counter.bot.waitUntil(lambda: self.view.list._answered == text, timeout=WAIT_MS)
        self.counter.settle()
        return self.view.list.list.titles()

    def details(self) -> list[str]:
        """Return the second lines of the list."""
        found = self.view.list.list
        model = found.model()
        entries = [found.entry(model.index(row, 0)) for row in range(found.rows)]
        return [entry.detail for entry in entries if entry is not None]

    def open(self, code: str) -> None:
        """Take a procedure."""
        self.presenter.open_procedure(code)
        self.counter.settle()

    def answer(self, key: str, value: str) -> None:
        """Answer one question."""
        self.view.card.questions.give(key, value)
        self.counter.settle()

    def said(self) -> str:
        """Return what the card says."""
        return self.view.card.said()

    def turn(self, tab: int) -> None:
        """Bring a tab to the front."""
        self.view.tabs.turn(tab)
        self.counter.settle()


def shown(page: Catalogue) -> Card:
    """Return the card in front."""
    found = page.presenter.card.shown
    assert found is not None
    return found.card


@pytest.fixture
def page(counter: Counter) -> Catalogue:
    return Catalogue(counter)


# --- the list --------------------------------------------------------------------------------


def test_ctrl_t_opens_the_page_with_the_cursor_in_the_search(counter: Counter) -> None:
    counter.press(Qt.Key.Key_T, CTRL)
    page = Catalogue(counter)
    counter.bot.waitUntil(page.view.list.line.hasFocus, timeout=WAIT_MS)


def test_search_says_why_and_whose_it_is(page: Catalogue) -> None:
    assert page.search("thuong tru")[0] == "Đăng ký thường trú"
    assert page.details()[0].startswith(f"{POLICE} · của Công an cấp xã · ")
    assert page.search("dk ks")[0] == "Đăng ký khai sinh"
    assert "“đăng ký khai sinh”: đăng ký khai sinh" in page.details()[0]


def test_filters_narrow_search_and_list_what_there_is(page: Catalogue) -> None:
    filters = page.view.list.filters
    filters.fields.setCurrentIndex(filters.fields.findData("Chứng thực"))
    filters.changed.emit()
    page.counter.settle()
    assert len(page.details()) > 5
    assert all("Chứng thực" in detail for detail in page.details())
    assert page.search("khai sinh hoac ban sao")
    assert all("Chứng thực" in detail for detail in page.details())
    filters.fields.setCurrentIndex(0)
    index = next(
        n
        for n in range(filters.agencies.count())
        if filters.agencies.itemText(n).startswith("Thuế")
    )
    filters.agencies.setCurrentIndex(index)
    page.view.list.line.clear()
    filters.changed.emit()
    page.counter.settle()
    assert page.details()
    assert all("của Thuế cơ sở" in detail for detail in page.details())


def test_an_empty_line_shows_pinned_then_opened_then_usual(page: Catalogue) -> None:
    assert all("hay dùng" in detail for detail in page.details())
    page.open("1.004884")
    page.open("1.000656")
    page.counter.press(Qt.Key.Key_D, CTRL)
    page.counter.settle()
    details = page.details()
    assert details[0].startswith("1.000656")
    assert details[0].endswith("đã ghim")
    assert details[1].startswith("1.004884")
    assert details[1].endswith("mới mở")
    again = Catalogue(page.counter)
    assert again.details()[0] == details[0]


def test_pins_and_recents_are_there_after_a_restart(
    start: Callable[[Desk], Counter], desk: Desk
) -> None:
    first = start(desk)
    page = Catalogue(first)
    page.open(COPY)
    page.presenter.card.toggle_pin()
    first.settle()
    first.window.close()
    second = Catalogue(start(desk))
    assert second.details()[0].startswith(COPY)
    assert second.details()[0].endswith("đã ghim")


def test_enter_takes_what_is_typed_and_goes_to_the_case(page: Catalogue) -> None:
    commit(page.view.list.line, "dk ks")
    QTest.keyClick(page.view.list.line, Qt.Key.Key_Return)
    page.counter.bot.waitUntil(lambda: page.presenter.card.code == BIRTH, timeout=WAIT_MS)
    page.counter.settle()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert page.view.card.isAncestorOf(focus)


def test_arrows_show_the_card_without_remembering_it(page: Catalogue) -> None:
    page.search("chung thuc")
    QTest.keyClick(page.view.list.line, Qt.Key.Key_Down)
    entry = page.view.list.list.entry()
    assert entry is not None
    page.counter.bot.waitUntil(lambda: page.presenter.card.code == entry.key, timeout=WAIT_MS)
    page.counter.settle()
    assert page.presenter.kept.rows.shelf.recents == ()


# --- the card --------------------------------------------------------------------------------


def test_answers_change_papers_fee_and_summary_at_once(page: Catalogue) -> None:
    page.open(BIRTH)
    assert "Văn bản ủy quyền" not in page.view.card.papers.names
    assert "không thu" in page.said()
    page.answer("agent", "true")
    page.answer("copies", "2")
    assert "Văn bản ủy quyền" in page.view.card.papers.names
    assert "Phí cấp bản sao" in page.said()
    assert "16.000 đ" in page.said()
    page.answer("late", "true")
    assert "chưa có mức của tỉnh" in page.said()


def test_ticks_stay_and_what_the_office_finds_itself_has_none(page: Catalogue) -> None:
    page.open(BIRTH)
    page.view.card.papers.tick("Giấy chứng sinh")
    page.answer("agent", "true")
    assert page.view.card.papers.ticked() == {"Giấy chứng sinh"}
    said = page.said()
    assert "Không được yêu cầu nộp" in said
    assert "Giấy chứng nhận kết hôn của cha, mẹ (cơ quan tự tra cứu)" in said
    assert "Giấy chứng nhận kết hôn của cha, mẹ" not in page.view.card.papers.names


def test_the_card_shows_fee_basis_appointment_steps_and_source(page: Catalogue) -> None:
    page.open(POLICE)
    said = page.said()
    for part in (
        "Lệ phí đăng ký thường trú: 20.000 đ", "Căn cứ: ", "Nộp đủ bây giờ: 17:00 thứ Hai",
        "Ngày được tính: ", "Các bước: ", "xong trước 17:00 07/12/2026", "Nguồn: ",
        "của Công an cấp xã", "hướng dẫn người dân đến nơi đó",
    ):  # fmt: skip
        assert part in said


def test_doubt_and_missing_data_are_said(page: Catalogue) -> None:
    catalogue = page.counter.pages.intake.start.reference.catalogue
    every = catalogue.all(catalogue.status_date)
    page.open(next(p.code for p in every if p.confidence == "low"))
    assert "độ tin cậy thấp" in page.said()
    page.open(next(p.code for p in every if p.offerable and not p.papers))
    assert "Chưa có dữ liệu thành phần hồ sơ, xem Cổng DVCQG" in page.said()


def test_a_replaced_procedure_leads_to_its_successor_with_a_sentence(page: Catalogue) -> None:
    page.open(GONE)
    assert page.presenter.card.code == INSTEAD
    assert f"được thay bằng {INSTEAD}" in page.said()
    page.view.card.opened.emit(GONE)  # “Xem thủ tục cũ”
    page.counter.settle()
    assert page.presenter.card.code == GONE
    assert not page.view.card.take.isEnabled()
    page.view.card.take_in.emit()
    page.counter.settle()
    assert page.counter.window.page is not None
    assert page.counter.window.page.key == "catalogue"


def test_an_empty_form_of_the_procedure_can_be_seen(page: Catalogue) -> None:
    page.open(BIRTH)
    page.view.card.form_wanted.emit("tk_dang_ky_khai_sinh")
    page.counter.bot.waitUntil(lambda: page.view.is_previewing, timeout=WAIT_MS)
    assert page.view.preview.title == "TỜ KHAI ĐĂNG KÝ KHAI SINH"
    page.counter.press(Qt.Key.Key_Escape)
    assert not page.view.is_previewing


def test_ctrl_p_shows_the_a5_page_of_the_answered_case(page: Catalogue) -> None:
    page.open(BIRTH)
    page.answer("agent", "true")
    page.counter.press(Qt.Key.Key_P, CTRL)
    page.counter.bot.waitUntil(lambda: page.view.is_previewing, timeout=WAIT_MS)
    (picture,) = page.view.preview.pages()
    assert round(picture.height() / picture.width(), 2) == round(210 / 148, 2)


def test_a_page_without_room_warns_the_clerk(page: Catalogue) -> None:
    page.open("1.013239")
    page.view.card.page_wanted.emit()
    page.counter.bot.waitUntil(lambda: page.view.is_previewing, timeout=WAIT_MS)
    page.counter.settle()
    assert "không đủ chỗ cho" in page.counter.window.bar.text


# --- into the intake -------------------------------------------------------------------------


def test_ctrl_enter_begins_the_case_with_the_ticks(page: Catalogue) -> None:
    counter = page.counter
    page.open(counter.without_form())
    name = next(p.name for p in shown(page).checklist.papers if p.use == "submit")
    page.view.card.papers.tick(name)
    counter.press(Qt.Key.Key_Return, CTRL)
    counter.settle()
    assert counter.window.page is counter.pages.intake_view
    case = counter.pages.intake.keeper.case
    assert case is not None
    assert case.procedure.code == shown(page).procedure.code
    ticked = counter.pages.intake_view.work.details.papers.papers()
    assert [paper.name for paper in ticked] == [name]


def test_answers_go_with_the_case(page: Catalogue) -> None:
    page.open(COPY)
    page.answer("copies", "3")
    page.view.card.take_in.emit()
    page.counter.settle()
    case = page.counter.pages.intake.keeper.case
    assert case is not None
    assert case.contact is not None
    assert case.contact.situation["copies"] == 3


def test_what_the_form_tells_is_left_to_the_form(page: Catalogue) -> None:
    page.open(BIRTH)
    page.answer("late", "true")
    page.answer("channel", "post")
    page.view.card.take_in.emit()
    page.counter.settle()
    case = page.counter.pages.intake.keeper.case
    assert case is not None
    assert case.contact is not None
    assert case.contact.channel == "post"
    assert "late" not in case.contact.situation


def test_a_case_in_work_is_parked_not_lost(page: Catalogue) -> None:
    counter = page.counter
    counter.window.show_page("intake")
    counter.open_case(BIRTH)
    counter.type_in("child_name", "Hà Minh An")
    counter.settle()
    counter.window.show_page("catalogue")
    page.open(COPY)
    page.view.card.take_in.emit()
    counter.settle()
    parked = counter.pages.intake.keeper.parked.values()
    assert [case.typed["child_name"] for case in parked] == ["HÀ MINH AN"]


# --- notes -----------------------------------------------------------------------------------


def write_note(page: Catalogue, text: str) -> None:
    """Write a note on the procedure shown, and save it with Ctrl+Enter."""
    page.view.card.notes.write()
    page.view.card.notes.editor.text.setPlainText(text)
    page.counter.press(Qt.Key.Key_Return, CTRL)
    page.counter.settle()


def test_a_note_is_written_marked_and_found_again(page: Catalogue) -> None:
    page.open(BIRTH)
    write_note(page, "Trạm y tế thôn Mẫu cấp giấy viết tay.")
    assert page.counter.pages.intake.keeper.case is None  # Ctrl+Enter saved it, nothing else
    said = page.said()
    assert "Trạm y tế thôn Mẫu cấp giấy viết tay." in said
    assert "chưa công bố" in said
    assert "26/11/2026 08:30" in said
    assert "Đăng ký khai sinh" in page.search("giay viet tay")
    assert any("ghi chú của xã" in detail for detail in page.details())


def test_a_wrong_note_says_beside_the_line_what_is_wrong(page: Catalogue) -> None:
    page.open(BIRTH)
    page.view.card.notes.write()
    editor = page.view.card.notes.editor
    editor.link.set_text("khong phai dia chi")
    editor.save()
    page.counter.settle()
    assert "https://" in editor.link.problem
    assert "CAT-40" in editor.problem
    assert "Ghi nội dung" in editor.problem


def test_a_deleted_note_can_be_brought_back(page: Catalogue) -> None:
    page.open(BIRTH)
    write_note(page, "Ghi chú")
    (note,) = page.presenter.kept.rows.notes
    page.view.card.notes.withdrawn.emit(note.id)
    page.counter.settle()
    assert "Ghi chú" not in page.view.card.notes.texts
    page.counter.window.bar.press("Hoàn tác")
    page.counter.settle()
    assert page.view.card.notes.texts == ("Ghi chú",)


def test_an_unsaved_note_waits_for_its_procedure(page: Catalogue) -> None:
    page.open(BIRTH)
    page.view.card.notes.write()
    page.view.card.notes.editor.text.setPlainText("viết dở")
    page.open(COPY)
    assert not page.view.card.notes.editor.isVisible()
    page.open(BIRTH)
    assert page.view.card.notes.editor.isVisible()
    assert page.view.card.notes.editor.written()[1].text == "viết dở"


# --- looks -----------------------------------------------------------------------------------


def scenes(page: Catalogue) -> Iterator[str]:
    """Go through the page as a clerk sees it."""
    page.open(GONE)
    yield "redirect"
    page.open(POLICE)
    yield "police"
    page.open(BIRTH)
    page.view.card.notes.write()
    yield "note"
    page.turn(CHANGES)
    yield "changes"
    page.turn(WANTED)
    yield "wanted"


@pytest.mark.parametrize("size", [(960, 540), (1093, 614)])  # 960 = Full HD at 200 %
def test_every_control_is_named_whole_and_inside(page: Catalogue, size: tuple[int, int]) -> None:
    window = page.counter.window
    window.resize(*size)
    wrong = []
    for scene in scenes(page):
        page.counter.bot.wait(30)
        whole = window.rect()
        for control in visible(window, CONTROLS):
            named = control.accessibleName() or (
                isinstance(control, QAbstractButton) and control.text()
            )
            inner = isinstance(control.parentWidget(), QComboBox | QLineEdit)
            if not named and not inner and not control.objectName().startswith("qt_"):
                wrong.append(f"{scene}: nameless {type(control).__name__}")
            box = QRect(control.mapTo(window, QPoint()), control.size())
            if not in_a_scroll_area(control) and not whole.contains(box):
                wrong.append(f"{scene}: outside {control.accessibleName()}")
        for button in visible(window, QPushButton):
            if button.width() < button.sizeHint().width():
                wrong.append(f"{scene}: cut {button.accessibleName()}")
        for item in visible(window, QLabel):
            assert isinstance(item, QLabel)
            if isinstance(item, ElidedLabel) or not item.text() or not item.wordWrap():
                continue
            if item.height() < item.heightForWidth(item.width()) - 1:
                wrong.append(f"{scene}: low {item.text()[:40]}")
    assert not wrong


def test_tab_walks_the_card_and_f6_the_tabs(page: Catalogue) -> None:
    page.open(BIRTH)
    page.view.list.begin()
    seen = set()
    for _ in range(40):
        page.counter.press(Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        seen.add(focus.accessibleName() if focus is not None else "")
    assert {
        "Đã có: Giấy chứng sinh",
        "Đã quá hạn đăng ký?",
        "Phiếu A5 cho người dân (Ctrl+P)",
    } <= seen
    page.counter.press(Qt.Key.Key_F6)
    assert page.view.tab == CHANGES
    page.counter.press(Qt.Key.Key_Escape)
    assert page.view.tab == BROWSE
