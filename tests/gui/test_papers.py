"""Several papers of one case on the screen: the strip, sharing, errors, preview, drafts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from citizens.person import Person
from dossiers.case import forms as case_forms
from dossiers.draft import FurtherForm, Part
from dossiers.register import list_dossiers, open_dossier
from tests.conftest import Desk
from tests.gui.conftest import BIRTH, CHILD, FATHER, GRANDMOTHER, MOTHER, WAIT_MS, Counter
from tests.unit.dossiers.papers import without_sheet
from ui import dialogs
from ui.pages.intake.case import OpenCase, open_case
from ui.pages.intake.papers.changes import add_paper
from ui.pages.intake.papers.open_form import OpenForm, hand_over, write_through
from ui.pages.intake.papers.strip import PaperStrip

LETTER = "giay_uy_quyen"
ID_LINE = "Thẻ căn cước số 025190000222 do Bộ Công an cấp ngày 10/10/2025"
AGAIN, AGAIN_FORM = "1.004884", "tk_dang_ky_lai_khai_sinh"


def case_of(counter: Counter) -> OpenCase:
    case = counter.pages.intake.keeper.case
    assert case is not None
    return case


def strip_of(counter: Counter) -> PaperStrip:
    return counter.pages.intake_view.work.papers


def shown(counter: Counter, key: str) -> object:
    return counter.pages.intake_view.work.form.sheet.value(key)


def add(counter: Counter, key: str) -> None:
    strip_of(counter).companion_wanted.emit(key)
    counter.settle()


def texts(counter: Counter) -> list[str]:
    """Return what the papers are called, without the number of what is wrong on them."""
    return [tab.accessibleName().partition(": ")[2] for tab in strip_of(counter).tabs]


def fill_letter(counter: Counter) -> None:
    """Write what only the letter of authorisation asks for."""
    for key, text in (("scope", "Nộp hồ sơ, nhận kết quả"), ("term", "01 tháng")):
        counter.type_in(key, text)
    counter.type_in("no_remuneration", "Có")
    counter.settle()


def test_the_strip_offers_what_goes_with_the_procedure(counter: Counter) -> None:
    counter.open_case()
    strip = strip_of(counter)
    assert strip.isVisible()
    assert texts(counter) == ["Tờ khai"]
    offered = [action.text() for action in strip.more.menu_of_choices.actions()]
    assert "Giấy ủy quyền" in offered
    assert strip.add_event.isVisible()
    assert not strip.declaration.isVisible()
    assert not strip.drop.isVisible()


def test_a_paper_without_a_sheet_is_named_but_not_offered(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(case_forms, "together", lambda: without_sheet("1.000894"))
    counter.open_case("1.000894")
    actions = strip_of(counter).more.menu_of_choices.actions()
    (missing,) = (a for a in actions if "Thông báo dừng" in a.text())
    assert "chưa có mẫu" in missing.text()
    assert not missing.isEnabled()
    assert not strip_of(counter).add_event.isVisible()


def test_what_the_case_asks_for_stands_as_a_button_of_its_own(counter: Counter) -> None:
    counter.open_case()
    counter.scan(MOTHER, "requester")
    assert not strip_of(counter).suggestions
    counter.scan(GRANDMOTHER, "submitter")
    (suggested,) = strip_of(counter).suggestions
    assert "Giấy ủy quyền" in suggested.text()
    suggested.click()
    counter.settle()
    assert texts(counter) == ["Tờ khai", "Giấy ủy quyền"]
    assert shown(counter, "principal_name") == "NGUYỄN THỊ LAN"
    assert shown(counter, "agent_name") == "TRẦN THỊ MẾN"
    assert not strip_of(counter).suggestions


def test_a_value_changed_on_one_paper_changes_on_the_other(counter: Counter) -> None:
    counter.open_case()
    counter.type_in("requester_name", "Lê Hoàng Long")
    counter.settle()
    add(counter, LETTER)
    assert shown(counter, "principal_name") == "LÊ HOÀNG LONG"
    form = counter.pages.intake_view.work.form
    form.sheet.write("principal_name", "LÊ HOÀNG LÂM")
    counter.settle()
    counter.press(Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    counter.settle()
    assert case_of(counter).shown == 0
    assert shown(counter, "requester_name") == "LÊ HOÀNG LÂM"


@pytest.mark.parametrize(
    ("typed", "there", "other_child", "wanted"),
    [
        ("Kinh", "Kinh", False, "Mường"),  # the same was typed there: it follows
        ("Kinh", "Tày", False, "Tày"),
        ("Kinh", "Kinh", True, "Kinh"),  # another child has been scanned there
    ],
)
def test_a_fact_goes_to_every_line_that_says_it_of_the_same_person(
    desk: Desk, typed: str, there: str, other_child: bool, wanted: str
) -> None:
    birth, recognition = birth_and_recognition(desk)
    for form, key, text in (
        (birth, "child_ethnicity", typed), (recognition, "recognised_ethnicity", there)
    ):  # fmt: skip
        form.typed[key] = text
        form.answers = dict(form.typed)
    if other_child:
        birth.people["child"] = Person(full_name="A", personal_number="025190000222")
        recognition.people["recognised"] = Person(full_name="B")
    write_through([birth, recognition], birth, "child_ethnicity", "Mường")
    assert recognition.typed["recognised_ethnicity"] == wanted


@pytest.mark.parametrize(
    ("typed", "kept", "wanted"),
    [
        ({"recognised_ethnicity": "Tày"}, {}, {"child_ethnicity": "Tày"}),
        ({"recognised_ethnicity": "Tày"}, {"child_ethnicity": "Kinh"}, {"child_ethnicity": "Kinh"}),
        ({"recognised_ethnicity": ""}, {}, {}),
        ({"requester_id": ID_LINE}, {}, {"requester_id": ID_LINE}),
        ({"recognised_relationship": "con"}, {}, {}),  # of that paper alone
    ],
)
def test_what_a_dropped_paper_said_stays_where_it_means_the_same(
    desk: Desk, typed: dict[str, str], kept: dict[str, str], wanted: dict[str, str]
) -> None:
    birth, recognition = birth_and_recognition(desk)
    recognition.typed, birth.typed = dict(typed), dict(kept)
    hand_over([birth], recognition)
    assert birth.typed == wanted


def test_of_an_identity_line_that_no_other_paper_has_the_parts_stay(desk: Desk) -> None:
    birth, _ = birth_and_recognition(desk)
    with desk.open() as workplace:
        procedure = workplace.reference.catalogue.get(BIRTH, workplace.clock().date())
        case = open_case(workplace.reference, procedure, "d")
        add_paper(case, workplace.reference, FurtherForm(Part.COMPANION, LETTER, LETTER))
    birth.typed = {"requester_id": ID_LINE}
    letter = case.forms[1]
    hand_over([letter], birth)
    assert letter.typed == {
        "principal_pin": "025190000222",
        "principal_id_date": "2025-10-10",
        "principal_id_issuer": "Bộ Công an",
    }


def birth_and_recognition(desk: Desk) -> tuple[OpenForm, OpenForm]:
    """Return both declarations of one child, of one case."""
    with desk.open() as workplace:
        procedure = workplace.reference.catalogue.get("1.000689", workplace.clock().date())
        forms = open_case(workplace.reference, procedure, "d").forms
    by_form = {form.schema.id: form for form in forms}
    return by_form["tk_dang_ky_khai_sinh"], by_form["tk_nhan_cha_me_con"]


def test_a_value_typed_differently_on_one_paper_stays_there(counter: Counter) -> None:
    counter.open_case()
    counter.scan(MOTHER, "requester")
    sheet = counter.pages.intake_view.work.form.sheet
    sheet.write("requester_residence", "xã Mới, tỉnh Phú Thọ")
    counter.settle()
    add(counter, LETTER)
    sheet.write("principal_residence", "xã Khác, tỉnh Phú Thọ")
    counter.settle()
    main = case_of(counter).main
    main.typed["requester_residence"] = "xã Thứ Ba, tỉnh Phú Thọ"
    counter.pages.intake.keeper.changed()
    counter.settle()
    sheet.write("principal_residence", "xã Khác Nữa, tỉnh Phú Thọ")
    counter.settle()
    assert main.answers["requester_residence"] == "xã Thứ Ba, tỉnh Phú Thọ"


def test_keys_walk_the_papers_around_the_end(counter: Counter) -> None:
    counter.open_case()
    add(counter, LETTER)
    add(counter, "cam_doan_viec_sinh")
    seen = []
    for _ in range(3):
        counter.press(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        counter.settle()
        seen.append(case_of(counter).shown)
    assert seen == [0, 1, 2]
    assert strip_of(counter).tabs[2].isChecked()


def test_an_undertaking_settles_its_question_and_swaps_the_papers(counter: Counter) -> None:
    counter.open_case()
    add(counter, "cam_doan_viec_sinh")
    judged = counter.pages.intake.keeper.last
    assert judged is not None
    names = [p.name for p in judged.assessment.checklist.papers]
    assert "Giấy chứng sinh" not in names
    assert shown(counter, "kind") == "Việc sinh là có thật"
    asked = counter.pages.intake_view.work.details.situation()
    assert "birth_evidence" not in asked


def test_errors_of_every_paper_are_listed_and_lead_to_paper_and_line(counter: Counter) -> None:
    counter.fill_birth()
    add(counter, LETTER)
    strip_of(counter).chosen.emit(0)
    counter.settle()
    view = counter.pages.intake_view
    view.work.details.papers.tick_all()
    counter.settle()
    view.work.accept_wanted.emit()
    counter.settle()
    assert view.pane is view.work
    assert case_of(counter).shown == 1  # the first error stands there
    assert view.work.errors.isVisible()
    strip_of(counter).chosen.emit(0)
    counter.settle()
    counter.window.activateWindow()
    view.work.errors.chosen.emit("/further/0/scope")
    counter.bot.waitUntil(lambda: "scope" in view.work.form.sheet.rows)
    counter.bot.waitUntil(lambda: view.work.form.sheet.rows["scope"].editor.has_focus())
    counter.settle()
    assert strip_of(counter).tabs[1].text().startswith("Giấy ủy quyền  (")


def test_preview_shows_all_papers_in_their_order(counter: Counter) -> None:
    counter.fill_birth()
    add(counter, LETTER)
    fill_letter(counter)
    view = counter.pages.intake_view
    view.work.preview_wanted.emit()
    counter.bot.waitUntil(lambda: view.pane is view.preview, timeout=WAIT_MS)
    assert len(view.preview.pages()) == 2
    assert "1 giấy khác" in view.preview.title


def test_an_electronic_form_has_nothing_to_print_and_says_why(counter: Counter) -> None:
    counter.open_case("3.000722")
    work = counter.pages.intake_view.work
    assert not work.preview.isEnabled()
    assert work.form.remark.isVisible()
    assert "không in" in work.form.remark.text()
    counter.open_case(BIRTH)
    assert not work.form.remark.isVisible()
    assert work.preview.isEnabled()


def add_children(counter: Counter) -> None:
    """One requester declares three people, the first of them typed."""
    counter.open_case(AGAIN)
    counter.scan(MOTHER, "requester")
    for name in ("Hà Minh An", "Hà Minh Bình", "Hà Minh Châu"):
        if case_of(counter).main.typed.get("subject_name"):
            strip_of(counter).add_event.click()
            counter.settle()
        counter.type_in("subject_name", name)
        counter.settle()


def test_one_requester_declares_several_people(counter: Counter) -> None:
    add_children(counter)
    counter.scan(GRANDMOTHER, "submitter")
    case = case_of(counter)
    assert case.shown == 2
    assert case.persons()["submitter"].full_name == "Trần Thị Mến"
    assert [form.part for form in case.forms] == [Part.MAIN, Part.EVENT, Part.EVENT]
    assert texts(counter) == [
        "Tờ khai 1 · Minh An",
        "Tờ khai 2 · Minh Bình",
        "Tờ khai 3 · Minh Châu",
    ]
    assert {form.answers["requester_name"] for form in case.forms} == {"NGUYỄN THỊ LAN"}
    strip_of(counter).chosen.emit(0)
    counter.settle()
    assert shown(counter, "subject_name") == "HÀ MINH AN"


def test_people_of_an_event_are_its_own(counter: Counter) -> None:
    counter.open_case()
    counter.scan(MOTHER, "mother")
    strip_of(counter).add_event.click()
    counter.settle()
    assert shown(counter, "mother_name") == "NGUYỄN THỊ LAN"  # brothers and sisters share her
    counter.scan(FATHER, "father")
    strip_of(counter).chosen.emit(0)
    counter.settle()
    assert shown(counter, "father_name") in ("", None)  # the first child may have none
    offered = counter.pages.intake.keeper.last
    assert offered is not None
    assert offered.offers["father_name"] == ("HÀ VĂN HÙNG",)
    assert shown(counter, "child_name") in ("", None)


def test_a_paper_is_taken_away_only_on_the_word_when_something_is_on_it(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_children(counter)
    monkeypatch.setattr(dialogs, "ask", lambda *texts, **words: False)
    strip_of(counter).drop.click()
    counter.settle()
    assert len(case_of(counter).forms) == 3
    monkeypatch.setattr(dialogs, "ask", lambda *texts, **words: True)
    strip_of(counter).chosen.emit(1)
    counter.settle()
    strip_of(counter).drop.click()
    counter.settle()
    assert texts(counter) == ["Tờ khai 1 · Minh An", "Tờ khai 2 · Minh Châu"]


def test_what_was_typed_only_on_a_paper_taken_away_stays_on_the_declaration(
    counter: Counter,
) -> None:
    counter.open_case()
    add(counter, LETTER)
    counter.type_in("principal_name", "Lê Hoàng Long")
    counter.settle()
    assert case_of(counter).main.answers["requester_name"] == "LÊ HOÀNG LONG"
    counter.pages.intake.papers.drop_without_asking()
    counter.settle()
    assert texts(counter) == ["Tờ khai"]
    assert shown(counter, "requester_name") == "LÊ HOÀNG LONG"


def test_the_clerk_chooses_among_the_declarations_of_a_procedure(counter: Counter) -> None:
    counter.open_case("2.000547")
    counter.type_in("requester_name", "Lê Hoàng Long")
    counter.settle()
    strip_of(counter).declaration_wanted.emit("tk_ghi_vao_so_khai_tu")
    counter.settle()
    assert case_of(counter).schema.id == "tk_ghi_vao_so_khai_tu"
    assert shown(counter, "requester_name") == "LÊ HOÀNG LONG"
    judged = counter.pages.intake.keeper.last
    assert judged is not None
    assert judged.assessment.situation["foreign_event_kind"] == "death"


def test_a_birth_with_recognition_opens_with_both_declarations(counter: Counter) -> None:
    counter.open_case("1.000689")
    assert texts(counter) == ["Tờ khai", "Nhận cha, mẹ, con"]
    assert case_of(counter).shown == 0
    for key, text in CHILD.items():
        counter.type_in(key, text)
    counter.settle()
    assert case_of(counter).forms[1].answers["recognised_name"] == "HÀ MINH AN"


def test_all_papers_come_back_after_a_crash(start: Callable[[Desk], Counter], desk: Desk) -> None:
    first = start(desk)
    add_children(first)
    add(first, LETTER)
    fill_letter(first)
    first.window.close()
    second = start(desk)
    case = case_of(second)
    assert case.shown == 3
    assert shown(second, "scope") == "Nộp hồ sơ, nhận kết quả"
    assert shown(second, "principal_name") == "NGUYỄN THỊ LAN"
    second.settle()
    assert texts(second)[1] == "Tờ khai 2 · Minh Bình"


def test_a_case_with_several_papers_is_taken_in_as_one_dossier(
    counter: Counter, desk: Desk
) -> None:
    counter.fill_birth()
    counter.scan(GRANDMOTHER, "submitter")
    add(counter, LETTER)
    fill_letter(counter)
    counter.pages.intake_view.work.details.papers.tick_all()
    counter.settle()
    counter.accept()
    counter.window.close()
    with desk.open() as workplace:
        (row,) = list_dossiers(workplace)
        record = open_dossier(workplace, row.id).record
    assert [form.form_id for form in record.further] == [LETTER]
    assert record.further[0].answers["agent_name"] == "TRẦN THỊ MẾN"
    assert record.submitter.full_name.upper() == "TRẦN THỊ MẾN"
    assert "Văn bản ủy quyền" in [paper.name for paper in record.papers]
