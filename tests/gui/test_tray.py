"""People before there is a case: they wait, show earlier dossiers, and go with the case."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from citizens.person import Person
from tests.gui.conftest import FATHER, GRANDMOTHER, MOTHER, Counter

LAN, HUNG, MEN = "Nguyễn Thị Lan", "Hà Văn Hùng", "Trần Thị Mến"


def scan(counter: Counter, payload: str) -> None:
    counter.pages.intake_view.start.scan.take(payload)
    counter.settle()


def said(counter: Counter) -> str:
    return counter.pages.intake_view.start.tray.said()


def waiting(counter: Counter) -> list[str | None]:
    case = counter.pages.intake.keeper.case
    assert case is not None
    return [person.full_name for person in case.waiting]


def test_earlier_dossiers_go_with_the_person(counter: Counter) -> None:
    counter.fill_birth()
    counter.accept()
    counter.pages.intake.begin()
    for payload in (GRANDMOTHER, MOTHER):
        scan(counter, payload)
    assert said(counter).count("Ctrl+1") == 1
    assert "Ctrl+2" not in said(counter)
    counter.pages.intake_view.start.tray.emptied.emit()
    counter.settle()
    assert "Ctrl+1" not in said(counter)
    assert "Chưa có ai." in said(counter)


def test_key_opens_the_earlier_dossier_and_the_person_still_waits(counter: Counter) -> None:
    counter.fill_birth()
    counter.accept()
    counter.pages.intake.begin()
    scan(counter, MOTHER)
    counter.press(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    counter.settle()
    assert counter.window.page is counter.pages.dossiers_view
    counter.window.show_page("intake")
    counter.settle()
    assert LAN in said(counter)
    counter.open_case()
    assert waiting(counter) == [LAN]


def test_tray_is_empty_once_the_case_has_the_people_and_after_it(counter: Counter) -> None:
    scan(counter, MOTHER)
    counter.open_case()
    assert waiting(counter) == [LAN]
    counter.pages.intake.begin()
    counter.settle()
    assert "Chưa có ai." in said(counter)
    assert LAN not in said(counter)
    counter.open_case()
    assert waiting(counter) == []


def test_person_in_a_parked_case_is_not_asked_for_twice_when_it_comes_back(
    counter: Counter,
) -> None:
    counter.open_case()
    counter.scan(MOTHER, "mother")
    counter.pages.intake.begin()
    scan(counter, MOTHER)
    scan(counter, FATHER)
    (draft_id,) = counter.pages.intake.keeper.parked
    counter.pages.intake.keeper.resume(draft_id)
    counter.settle()
    assert waiting(counter) == [HUNG]
    assert "Chưa có ai." in said(counter)


def test_card_scanned_while_a_case_is_taken_in_is_the_next_citizen_s(counter: Counter) -> None:
    counter.fill_birth()
    view = counter.pages.intake_view
    view.work.accept_wanted.emit()
    assert not view.work.isEnabled()
    counter.pages.intake.people.reader.person_read.emit(Person(MEN, "017166000808"))
    counter.keep_warnings()
    counter.bot.waitUntil(lambda: view.pane is view.done)
    counter.settle()
    assert MEN in said(counter)
    counter.open_case()
    assert waiting(counter) == [MEN]


def test_card_scanned_while_acceptance_fails_joins_the_case(counter: Counter) -> None:
    counter.fill_birth()
    view = counter.pages.intake_view
    view.work.form.sheet.write("child_name", "")
    counter.settle()
    view.work.accept_wanted.emit()
    counter.pages.intake.people.reader.person_read.emit(Person(MEN, "017166000808"))
    counter.settle()
    assert view.pane is view.work
    assert waiting(counter) == [MEN]
    assert MEN not in said(counter)


def test_large_family_does_not_push_the_tray_out_of_the_window(counter: Counter) -> None:
    counter.window.resize(1093, 614)
    for number in range(12):
        person = Person(f"Hà Văn {number}", f"00301{number:07d}")
        counter.pages.intake.people.reader.person_read.emit(person)
    counter.settle()
    tray = counter.pages.intake_view.start.tray
    assert counter.window.height() == 614
    (scroll,) = tray.findChildren(QScrollArea)
    assert scroll.verticalScrollBar().maximum() > 0
    assert tray.mapTo(counter.window, tray.rect().bottomLeft()).y() < 614


def test_people_without_a_number_are_told_apart_by_name_and_birth(counter: Counter) -> None:
    reader = counter.pages.intake.people.reader
    scan(counter, GRANDMOTHER)
    for person in (Person("Hà Thị Sáu"), Person("Hà Thị Bảy"), Person("Hà Thị Sáu")):
        reader.person_read.emit(person)
    counter.settle()
    assert said(counter).count("Hà Thị Sáu") == 1
    assert "Hà Thị Bảy" in said(counter)
    assert MEN in said(counter)
