"""What saves the clerk a stroke or a look: offers, idle lines, questions, room for the form."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from forms.schema import FieldType
from tests.gui.conftest import FATHER, MOTHER, Counter
from tests.gui.keystrokes.clerk import ALT, ENTER, SHIFT, Clerk
from tests.gui.stage import line, put_up
from ui.pages.intake.panes.work_pane import WorkPane
from ui.widgets.fields.row import FieldRow
from ui.widgets.fields.table import make_editor
from ui.widgets.pickers.home import home
from ui.widgets.pickers.offers import OfferPanel

K = Qt.Key
SMALL, USUAL = (1093, 614), (1366, 768)


@pytest.fixture
def clerk(counter: Counter) -> Clerk:
    counter.open_case()
    counter.scan(MOTHER, "mother")
    counter.scan(FATHER, "father")
    counter.window.bar.clear()
    return Clerk(counter)


def work_of(counter: Counter) -> WorkPane:
    return counter.pages.intake_view.work


def offers(counter: Counter) -> OfferPanel | None:
    shown = [p for p in counter.window.findChildren(OfferPanel) if p.isVisible()]
    return shown[0] if shown else None


def at_name(counter: Counter, clerk: Clerk) -> None:
    work_of(counter).form.focus_on("/child_name")
    clerk.look()


def name(counter: Counter) -> str:
    return str(work_of(counter).form.sheet.value("child_name"))


# --- several offers --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "taken"),
    [
        ((), "HÀ "),
        ((K.Key_Down,), "NGUYỄN "),
        ((K.Key_M,), "NGUYỄN "),
        ((K.Key_M, K.Key_C), "HÀ "),
        ((K.Key_Down, K.Key_Up), "HÀ "),
    ],
)
def test_one_of_two_surnames_is_marked_and_taken_with_enter(
    counter: Counter, clerk: Clerk, keys: tuple[Qt.Key, ...], taken: str
) -> None:
    at_name(counter, clerk)
    clerk.key(ENTER, ALT)
    for key in keys:
        clerk.key(key)
    assert name(counter) == ""  # nothing is taken by looking
    clerk.key(ENTER)
    assert name(counter) == taken
    assert clerk.line == "child_name"  # the rest is typed on
    assert offers(counter) is None


def test_alt_enter_again_marks_the_next_and_comes_round(counter: Counter, clerk: Clerk) -> None:
    at_name(counter, clerk)
    marked = []
    for _ in range(3):
        clerk.key(ENTER, ALT)
        panel = offers(counter)
        assert panel is not None
        assert panel.list.current is not None
        marked.append((panel.list.current.text, panel.list.current.detail))
    assert marked == [("HÀ", "theo cha"), ("NGUYỄN", "theo mẹ"), ("HÀ", "theo cha")]


def test_typing_instead_closes_the_offers_and_loses_no_letter(
    counter: Counter, clerk: Clerk
) -> None:
    at_name(counter, clerk)
    clerk.key(ENTER, ALT)
    clerk.type("t")
    assert offers(counter) is None
    clerk.type("ran an")
    clerk.key(ENTER)
    assert name(counter) == "TRAN AN"


def test_escape_closes_the_offers_alone(counter: Counter, clerk: Clerk) -> None:
    at_name(counter, clerk)
    clerk.key(ENTER, ALT)
    clerk.key(K.Key_Escape)
    assert offers(counter) is None
    assert clerk.line == "child_name"
    assert name(counter) == ""


def test_what_is_offered_is_told_in_the_line_and_beside_it_and_taken_by_mouse(
    counter: Counter, clerk: Clerk
) -> None:
    row = work_of(counter).form.sheet.rows["child_name"]
    (box,) = row.editor.inputs()
    assert box.property("placeholderText") == "Alt+Enter: theo cha · theo mẹ"
    links = {b.text(): b for b in row.findChildren(QPushButton) if b.isVisibleTo(row)}
    assert set(links) == {"Cha: HÀ", "Mẹ: NGUYỄN"}
    links["Mẹ: NGUYỄN"].click()
    assert name(counter) == "NGUYỄN "
    clerk.look()
    assert counter.pages.intake.keeper.case is not None
    assert counter.pages.intake.keeper.case.answers["child_name"] == "NGUYỄN"


def test_an_offer_stands_clear_of_what_is_wrong_with_the_line(
    counter: Counter, clerk: Clerk
) -> None:
    row = work_of(counter).form.sheet.rows["child_name"]
    row.editor.left.emit()
    clerk.look()
    link = next(b for b in row.findChildren(QPushButton) if b.text() == "Cha: HÀ")
    messages = [w for w in row.findChildren(QWidget) if w.property("role") == "error"]
    (message,) = [w for w in messages if w.isVisibleTo(row)]
    assert not on(row, link).intersects(on(row, message))


@pytest.mark.parametrize("kind", [FieldType.ETHNICITY, FieldType.PLACE, FieldType.TEXT])
def test_every_kind_of_line_takes_one_of_several_offers(qtbot: QtBot, kind: FieldType) -> None:
    field = line(kind)
    editor = make_editor(field)
    assert editor is not None
    row = FieldRow(field, editor)
    window = put_up(qtbot, row)
    row.set_offers(("Tày", "Mường"), {"Tày": "theo cha", "Mường": "theo mẹ"})
    QTest.keyClick(editor.inputs()[0], ENTER, ALT)
    (panel,) = window.findChildren(OfferPanel)
    assert panel.isVisible()
    QTest.keyClick(editor.inputs()[0], K.Key_M)
    QTest.keyClick(editor.inputs()[0], ENTER)
    assert editor.value() == "Mường"
    assert not panel.isVisible()


def test_an_offer_for_another_text_is_not_taken(qtbot: QtBot) -> None:
    field = line(FieldType.TEXT)
    editor = make_editor(field)
    assert editor is not None
    row = FieldRow(field, editor)
    window = put_up(qtbot, row)
    row.set_offers(("Tày",))
    QTest.keyClicks(editor.inputs()[0], "Nung")
    QTest.keyClick(editor.inputs()[0], ENTER, ALT)
    assert editor.value() == "Nung"
    assert not window.findChildren(OfferPanel)


# --- idle lines ------------------------------------------------------------------------------


def test_enter_goes_past_the_number_of_copies_at_once_when_none_are_wanted(
    counter: Counter, clerk: Clerk
) -> None:
    form = work_of(counter).form
    form.focus_on("/copies_wanted")
    clerk.key(K.Key_Right)  # Không
    assert not form.sheet.rows["copies_count"].editor.isEnabled()
    clerk.key(ENTER)
    assert clerk.line not in ("copies_wanted", "copies_count")
    form.focus_on("/copies_wanted")
    clerk.key(K.Key_Left)  # Có
    clerk.key(ENTER)
    assert clerk.line == "copies_count"


def test_a_number_that_contradicts_stays_open_to_be_mended(counter: Counter, clerk: Clerk) -> None:
    counter.type_in("copies_wanted", "Có")
    counter.type_in("copies_count", "2")
    counter.type_in("copies_wanted", "Không")
    clerk.look()
    assert work_of(counter).form.sheet.rows["copies_count"].editor.isEnabled()


# --- questions -------------------------------------------------------------------------------


def test_the_papers_lead_to_one_key_that_answers_what_is_left(
    counter: Counter, clerk: Clerk
) -> None:
    details = work_of(counter).details
    clerk.key(K.Key_F11)
    clerk.key(K.Key_Space)  # Giấy chứng sinh
    clerk.look()
    shown = {key: box.currentText() for key, box in details.questions.boxes.items()}
    assert shown["birth_evidence"] == "theo giấy đã nhận: Giấy chứng sinh bản giấy"
    assert shown["abandoned"] == "theo tờ khai: Không"
    asked = {key for key, text in shown.items() if text.startswith("chưa hỏi")}
    assert asked == {"surrogacy", "no_residence_data"}
    clerk.key(ENTER)
    assert clerk.focus is details.questions.usual
    assert details.situation() == {}  # coming to the key answers nothing
    clerk.key(K.Key_Space)
    clerk.look()
    assert details.situation() == {"surrogacy": False, "no_residence_data": False}
    assert not details.questions.usual.isVisible()
    case = counter.pages.intake.keeper.case
    assert case is not None
    assert case.contact is not None
    assert case.contact.situation == {"surrogacy": False, "no_residence_data": False}


def test_a_fee_by_pages_asks_how_many_there_are(counter: Counter) -> None:
    counter.open_case("2.000815")
    counter.scan(MOTHER, "applicant")
    clerk = Clerk(counter)
    questions = work_of(counter).details.questions
    assert "copies" not in questions.boxes  # nothing to multiply yet
    clerk.key(K.Key_F11)
    questions.boxes["pages"].setFocus()
    clerk.type("12")
    clerk.look()
    questions.boxes["copies"].setFocus()
    clerk.type("2")
    clerk.look()
    assert work_of(counter).details.situation() == {"pages": 12, "copies": 2}
    judged = counter.pages.intake.keeper.last
    assert judged is not None
    assessment = judged.assessment
    assert assessment.fee.total_vnd == 2 * (2 * 2_000 + 10 * 1_000)
    assert [offer.companion.key for offer in assessment.offers] == ["loi_chung_ban_sao"]


def test_the_key_for_a_usual_case_shows_first_what_it_will_answer(
    counter: Counter, clerk: Clerk
) -> None:
    counter.window.resize(*SMALL)
    clerk.look()
    details = work_of(counter).details
    clerk.key(K.Key_F11, SHIFT)
    assert details.questions.usual.isVisible()
    assert details.situation() == {}
    clerk.key(K.Key_F11, SHIFT)
    assert set(details.situation()) == {"birth_evidence", "surrogacy", "no_residence_data"}


def test_a_question_comes_when_the_form_makes_it_matter_and_the_rest_on_demand(
    counter: Counter, clerk: Clerk
) -> None:
    questions = work_of(counter).details.questions
    assert "poor_household" not in questions.boxes
    questions.more.click()
    assert {"poor_household", "foreign_element"} <= set(questions.boxes)
    questions.more.click()
    counter.type_in("child_dob", "05032026")
    clerk.look()
    assert "poor_household" in questions.boxes
    assert "foreign_element" not in questions.boxes


def test_what_the_form_says_can_be_changed_and_taken_back(counter: Counter, clerk: Clerk) -> None:
    questions = work_of(counter).details.questions
    counter.type_in("parents_marriage_no", "15")
    clerk.look()
    box = questions.boxes["parents_married"]
    assert box.currentText() == "theo tờ khai: Có"
    questions.give("parents_married", False)
    clerk.look()
    assessment = counter.pages.intake.keeper.last
    assert assessment is not None
    assert assessment.assessment.situation["parents_married"] is False
    box.setCurrentIndex(0)
    questions.changed.emit()
    clerk.look()
    assert questions.answers() == {}


# --- room ------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [SMALL, USUAL])
def test_the_form_keeps_half_of_the_window_with_the_list_of_errors(
    counter: Counter, clerk: Clerk, size: tuple[int, int]
) -> None:
    work = work_of(counter)
    counter.window.resize(*size)
    for key in work.form.sheet.rows:
        work.form.sheet.left.emit(key)
    clerk.look()
    assert work.errors.isVisible()
    assert work.form.height() >= size[1] // 2


def test_shift_f8_goes_from_error_to_error_and_round(counter: Counter, clerk: Clerk) -> None:
    form = work_of(counter).form
    for key in ("child_dob", "child_gender"):
        form.sheet.left.emit(key)
    clerk.look()
    seen = []
    for _ in range(3):
        clerk.key(K.Key_F8, SHIFT)
        seen.append(clerk.line)
    assert seen == ["child_dob", "child_gender", "child_dob"]


@pytest.mark.parametrize("size", [SMALL, USUAL])
def test_the_result_bar_covers_neither_people_nor_form_nor_details(
    counter: Counter, size: tuple[int, int]
) -> None:
    counter.fill_birth()
    counter.window.resize(*size)
    counter.accept()
    bar, view = counter.window.bar, counter.pages.intake_view
    assert bar.isVisible()
    buttons = view.done.findChildren(QPushButton)
    assert not any(on(counter.window, bar).intersects(on(counter.window, b)) for b in buttons)
    counter.pages.intake.begin()
    counter.settle()
    assert not on(counter.window, bar).intersects(on(counter.window, view.pane))
    counter.open_case()
    counter.scan(MOTHER)
    work = work_of(counter)
    assert bar.isVisible()
    shown = [work.people, work.form, work.details, work.unit, work.strip]
    for part in (part for part in shown if part.isVisible()):
        assert not on(counter.window, bar).intersects(on(counter.window, part))
    before = work.form.height()
    bar.clear()
    counter.settle()
    assert work.form.height() > before


# --- the office ------------------------------------------------------------------------------


def test_the_competent_office_is_picked_from_the_list(counter: Counter, clerk: Clerk) -> None:
    unit = work_of(counter).unit
    assert unit.value() == "Ủy ban nhân dân xã Sông Mẫu"
    unit.box.setFocus()
    unit.box.selectAll()
    clerk.type("thuy van")
    clerk.key(K.Key_Down, ALT)
    clerk.key(K.Key_Down)
    clerk.key(ENTER)
    clerk.look()
    case = counter.pages.intake.keeper.case
    assert case is not None
    assert case.contact is not None
    assert case.contact.competent_unit == unit.value()
    assert unit.value().startswith("Ủy ban nhân dân ")
    assert unit.box.document().blockCount() == 1


def test_pickers_start_from_the_centre_that_the_profile_names_now(counter: Counter) -> None:
    session = counter.pages.intake._session
    reference = session.reference
    profile = msgspec.structs.replace(
        reference.profile, authority="Ủy ban nhân dân xã Khác", province="Tỉnh Khác"
    )
    before = home()
    session.take_reference(replace(reference, profile=profile))
    assert (home().authority, home().province) == ("Ủy ban nhân dân xã Khác", "Tỉnh Khác")
    session.take_reference(reference)
    assert home() == before


def on(window: QWidget, part: QWidget | None) -> QRect:
    """Return where a part lies in a window."""
    assert part is not None
    return QRect(part.mapTo(window, QPoint(0, 0)), part.size())
