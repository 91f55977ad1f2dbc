"""A person who was here before: what was typed then comes back with its origin."""

from __future__ import annotations

from tests.gui.conftest import BIRTH, MOTHER, Counter


def test_what_was_typed_for_a_person_comes_back_in_the_next_case(counter: Counter) -> None:
    counter.fill_birth()
    counter.type_in("mother_ethnicity", "Mường")
    counter.settle()
    counter.accept()
    counter.open_case(BIRTH)
    counter.scan(MOTHER, "mother")
    judged = counter.pages.intake.keeper.last
    assert judged is not None
    assert judged.answers["mother_ethnicity"] == "Mường"
    origin = judged.sources["mother_ethnicity"]
    assert (origin.kind, origin.note) == ("earlier", "hồ sơ ngày 26/11/2026")


def test_a_history_arriving_after_the_case_went_is_dropped(counter: Counter) -> None:
    counter.fill_birth()
    counter.accept()
    counter.open_case(BIRTH)
    keeper = counter.pages.intake.keeper
    first = keeper.case
    assert first is not None
    counter.pages.intake_view.people.scan.take(MOTHER)
    keeper.park()
    counter.open_case(BIRTH)
    assert keeper.case is not None
    assert keeper.case is not first
    assert keeper.case.earlier == {}
