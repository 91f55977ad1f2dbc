"""The same paper several times on the screen: added and taken away by keys, told apart, kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton

from dossiers.register import list_dossiers, open_dossier
from tests.conftest import Desk
from tests.gui.conftest import CHILD, GRANDMOTHER, WAIT_MS, Counter
from ui import dialogs
from ui.pages.dossiers.detail import DossierDetail
from ui.pages.intake.case import OpenCase
from ui.pages.intake.papers.strip import PaperStrip

WITNESS = "lam_chung_viec_sinh"
SHIFT = Qt.KeyboardModifier.ShiftModifier
FIRST, SECOND = "Người làm chứng · Thị Mến", "Người làm chứng · Hoàng Long"
MARRIAGE = "1.000894"
RESIDENCE = {
    "addressee": "Công an xã Sông Mẫu",
    "householder_name": "HÀ VĂN HÙNG",
    "householder_relation": "Con",
    "householder_pin": "025090000123",
    "request_content": "Đăng ký thường trú theo cha tại khu 3, xã Sông Mẫu.",
    "declarant_signature": "HÀ VĂN HÙNG",
}  # the householder is the father whom the birth's card names


def case_of(counter: Counter) -> OpenCase:
    case = counter.pages.intake.keeper.case
    assert case is not None
    return case


def strip_of(counter: Counter) -> PaperStrip:
    return counter.pages.intake_view.work.papers


def texts(counter: Counter) -> list[str]:
    """Return what the papers are called, without the number of what is wrong on them."""
    return [tab.accessibleName().partition(": ")[2] for tab in strip_of(counter).tabs]


def shown(counter: Counter, key: str) -> object:
    return counter.pages.intake_view.work.form.sheet.value(key)


def menu_after_f12(counter: Counter) -> QMenu:
    counter.press(Qt.Key.Key_F12)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def add_by_keys(counter: Counter, text: str) -> None:
    """F12, then the figure before the paper."""
    menu = menu_after_f12(counter)
    offered = [action.text() for action in menu.actions()]
    number = next(n for n, words in enumerate(offered, 1) if words.partition("  ")[2] == text)
    QTest.keyClick(menu, Qt.Key(Qt.Key.Key_0 + number))
    counter.settle()


def two_witnesses(counter: Counter) -> None:
    counter.open_case()
    add_by_keys(counter, "Người làm chứng")
    counter.scan(GRANDMOTHER, "witness")
    add_by_keys(counter, "Người làm chứng (giấy thứ 2)")
    counter.type_in("witness_name", "Lê Hoàng Long")
    counter.settle()


def three_children(counter: Counter) -> None:
    counter.fill_birth()
    for name in ("Hà Minh Bình", "Hà Minh Châu"):
        strip_of(counter).add_event.click()
        counter.settle()
        for key, text in {**CHILD, "child_name": name}.items():
            if not shown(counter, key):  # brothers and sisters share some of it
                counter.type_in(key, text)
        counter.settle()


by_menu = pytest.mark.qt_log_ignore("does not support (raise|grabbing)|propagateSizeHints")


@by_menu
def test_a_second_witness_is_added_by_keys_and_is_a_person_of_its_own(counter: Counter) -> None:
    counter.open_case()
    add_by_keys(counter, "Người làm chứng")
    assert texts(counter) == ["Tờ khai", "Người làm chứng"]
    counter.scan(GRANDMOTHER, "witness")
    add_by_keys(counter, "Người làm chứng (giấy thứ 2)")
    assert texts(counter)[2] == "Người làm chứng 2/2"  # nobody stands on it yet
    assert shown(counter, "witness_name") in ("", None)
    assert "witness" not in case_of(counter).persons()
    counter.type_in("witness_name", "Lê Hoàng Long")
    counter.settle()
    assert texts(counter) == ["Tờ khai", FIRST, SECOND]


def saying_yes(heard: list[str], place: int) -> Callable[..., bool]:
    """Return a question that is answered with yes, and keeps one of its texts."""

    def ask(*words: str, **_: object) -> bool:
        heard.append(words[place])
        return True

    return ask


@by_menu
def test_one_is_taken_away_by_keys_and_the_other_stays_as_it_is(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_witnesses(counter)
    asked: list[str] = []
    monkeypatch.setattr(dialogs, "ask", saying_yes(asked, 1))
    counter.press(Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    counter.settle()
    counter.press(Qt.Key.Key_F12, SHIFT)
    counter.settle()
    assert asked == [f"Bỏ “{FIRST}” khỏi hồ sơ này?"]
    assert texts(counter) == ["Tờ khai", "Người làm chứng"]
    strip_of(counter).chosen.emit(1)
    counter.settle()
    assert shown(counter, "witness_name") == "LÊ HOÀNG LONG"


@by_menu
def test_the_declaration_itself_is_never_taken_away_by_the_key(counter: Counter) -> None:
    two_witnesses(counter)
    strip_of(counter).chosen.emit(0)
    counter.settle()
    counter.press(Qt.Key.Key_F12, SHIFT)
    counter.settle()
    assert len(case_of(counter).forms) == 3


@by_menu
def test_nothing_is_taken_away_behind_the_preview(counter: Counter) -> None:
    two_witnesses(counter)
    view = counter.pages.intake_view
    view.work.preview_wanted.emit()
    counter.bot.waitUntil(lambda: view.pane is view.preview, timeout=WAIT_MS)
    counter.press(Qt.Key.Key_F12, SHIFT)
    counter.settle()
    assert len(case_of(counter).forms) == 3


@by_menu
def test_every_child_gets_its_own_residence_form_beside_the_others(counter: Counter) -> None:
    three_children(counter)
    add_by_keys(counter, "CT01 cư trú · Minh Châu")
    add_by_keys(counter, "CT01 cư trú · Minh An")
    assert texts(counter)[3:] == ["CT01 cư trú · Minh An", "CT01 cư trú · Minh Châu"]
    assert shown(counter, "subject_name") == "HÀ MINH AN"
    offered = [action.text() for action in menu_after_f12(counter).actions()]
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    assert [text.partition("  ")[2] for text in offered if "CT01" in text] == [
        "CT01 cư trú · Minh Bình"
    ]


@by_menu
def test_what_is_made_for_a_child_goes_with_its_declaration(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    three_children(counter)
    for name in ("Minh Bình", "Minh Châu"):
        add_by_keys(counter, f"CT01 cư trú · {name}")
    said: list[str] = []
    monkeypatch.setattr(dialogs, "ask", saying_yes(said, 2))
    strip_of(counter).chosen.emit(1)
    counter.settle()
    counter.press(Qt.Key.Key_F12, SHIFT)
    counter.settle()
    assert "“CT01 cư trú · Minh Bình”" in said[0]
    assert texts(counter)[1:] == ["Tờ khai 2 · Minh Châu", "CT01 cư trú · Minh Châu"]
    assert case_of(counter).forms[2].answers["subject_name"] == "HÀ MINH CHÂU"


@by_menu
def test_f12_adds_a_person_or_event_too(counter: Counter) -> None:
    counter.fill_birth()
    add_by_keys(counter, "Thêm người, việc: Tờ khai đăng ký khai sinh")
    assert texts(counter) == ["Tờ khai 1 · Minh An", "Tờ khai 2"]


@by_menu
def test_an_error_leads_to_the_right_one_of_two(counter: Counter) -> None:
    counter.open_case()
    add_by_keys(counter, "Người làm chứng")
    add_by_keys(counter, "Người làm chứng (giấy thứ 2)")
    counter.type_in("witness_name", "Lê Hoàng Long")
    counter.settle()
    work = counter.pages.intake_view.work
    work.accept_wanted.emit()
    counter.settle()
    named = [
        text for one in work.errors.findChildren(QPushButton) for text in one.text().split("\n")
    ]
    assert any(text.startswith("Hoàng Long: chưa ghi Ngày, tháng, năm sinh") for text in named)
    counter.window.activateWindow()
    work.errors.chosen.emit("/further/1/witness_dob")
    counter.bot.waitUntil(lambda: work.form.sheet.rows["witness_dob"].editor.has_focus())
    counter.settle()
    assert case_of(counter).shown == 2
    assert shown(counter, "witness_name") == "LÊ HOÀNG LONG"


@by_menu
def test_all_of_them_come_back_after_a_crash(start: Callable[[Desk], Counter], desk: Desk) -> None:
    first = start(desk)
    two_witnesses(first)
    first.window.close()
    second = start(desk)
    second.settle()
    assert texts(second) == ["Tờ khai", FIRST, SECOND]
    assert case_of(second).shown == 2


@by_menu
def test_letters_for_either_party_stand_apart_and_are_not_handed_in(
    counter: Counter, desk: Desk
) -> None:
    counter.open_case(MARRIAGE)
    counter.type_in("groom_name", "Lê Hoàng Long")
    counter.settle()
    for text in ("Xác minh bên nam", "Xác minh bên nam (giấy thứ 2)", "Xác minh bên nữ"):
        add_by_keys(counter, text)
    assert texts(counter) == [
        "Tờ khai", "Xác minh bên nam 1/2", "Xác minh bên nam 2/2", "Xác minh bên nữ",
    ]  # fmt: skip
    strip_of(counter).chosen.emit(2)
    counter.settle()
    assert shown(counter, "subject_name") == "LÊ HOÀNG LONG"
    details = counter.pages.intake_view.work.details
    assert not any("xác minh" in label.text() for label in details.papers.findChildren(QLabel))


@by_menu
def test_what_comes_in_beyond_the_checklist_stands_below_it_and_in_the_dossier(
    counter: Counter, desk: Desk
) -> None:
    counter.fill_birth()
    strip = counter.pages.intake_view.work.strip
    before = strip.papers.text()
    add_by_keys(counter, "CT01 cư trú")
    assert strip.papers.text() == before
    details = counter.pages.intake_view.work.details

    def said() -> list[str]:
        return [label.text() for label in details.papers.findChildren(QLabel)]

    received = "Tờ khai thay đổi thông tin cư trú (mẫu CT01) (01 bản chính, nộp thêm)"
    assert received not in said()
    assert any("chưa ghi đủ để ký" in text.text() for text in details.findChildren(QLabel))
    for key, text in RESIDENCE.items():
        counter.type_in(key, text)
    counter.settle()
    assert said()[-1] == received
    assert not any("chưa ghi đủ để ký" in text.text() for text in details.findChildren(QLabel))
    counter.accept()
    counter.settle()
    counter.window.close()
    with desk.open() as workplace:
        (row,) = list_dossiers(workplace)
        dossier = open_dossier(workplace, row.id)
    record = dossier.record
    detail = DossierDetail()
    counter.bot.addWidget(detail)
    detail.show_dossier(dossier)
    assert "Tờ khai thay đổi thông tin cư trú (mẫu CT01) (1), nộp thêm" in detail.said()
    assert detail.said().count("nộp thêm") == 1
    assert [(form.companion, form.event) for form in record.further] == [("ct01", 1)]
    assert [paper.name for paper in record.papers if paper.extra] == [
        "Tờ khai thay đổi thông tin cư trú (mẫu CT01)"
    ]


def test_one_child_twice_stands_in_the_list_of_errors_and_leads_to_its_line(
    counter: Counter, desk: Desk
) -> None:
    counter.fill_birth()
    strip_of(counter).add_event.click()
    counter.settle()
    for key, text in CHILD.items():
        counter.type_in(key, text)
    counter.settle()
    counter.press(Qt.Key.Key_F9)
    errors = counter.pages.intake_view.work.errors
    assert errors.isVisible()
    said = [button.text() for button in errors.findChildren(QPushButton)]
    assert any("Người này đã khai ở “Tờ khai 1”" in text for text in said)
    counter.window.activateWindow()
    errors.chosen.emit("/further/0/child_name")
    form = counter.pages.intake_view.work.form
    counter.bot.waitUntil(lambda: form.key_in_focus == "child_name")
    counter.type_in("child_name", "HÀ MINH BÌNH")
    counter.settle()
    judged = counter.pages.intake.keeper.last
    assert judged is not None
    assert not any(p.code == "CASE-01" for p in judged.assessment.problems)
