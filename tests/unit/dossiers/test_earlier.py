from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from dossiers.acceptance import take_in, void
from dossiers.consulting.earlier import earlier_values
from dossiers.draft import IntakeDraft
from dossiers.workplace import Workplace
from forms.schema import Slot
from tests.conftest import BIRTH, BIRTH_FORM, Desk

Answers = Callable[..., dict[str, Any]]
MOTHER = "025190000222"
ID_LINE = f"Thẻ căn cước số {MOTHER} do Bộ Công an cấp ngày 10/10/2025"


def accept(workplace: Workplace, answers: dict[str, Any]) -> str:
    draft = IntakeDraft(BIRTH, form_id=BIRTH_FORM, answers=answers)
    return take_in(workplace, draft).row.provisional_number


def test_the_lines_of_the_bearer_are_found_and_nobody_elses(
    workplace: Workplace, birth_answers: Answers
) -> None:
    said = {
        "mother_id": ID_LINE, "mother_residence": "Khu 9, xã Sông Mẫu",
        "mother_ethnicity": "Mường", "father_ethnicity": "Kinh",
    }  # fmt: skip
    number = accept(workplace, birth_answers(**said))
    found = earlier_values(workplace, MOTHER)
    assert found is not None
    assert found.values[Slot.ETHNICITY] == "Mường"
    assert found.values[Slot.RESIDENCE] == "Khu 9, xã Sông Mẫu"
    assert (found.day, found.number) == (date(2026, 11, 26), number)


def test_of_each_kind_the_newest_value_counts_with_its_own_day(
    desk: Desk, birth_answers: Answers
) -> None:
    as_mother = {"mother_id": ID_LINE, "mother_ethnicity": "Mường", "mother_residence": "Khu 9"}
    as_requester = {
        "requester_id": ID_LINE, "requester_residence": "Khu 2", "relationship": "Bà",
        "mother_id": ID_LINE.replace(MOTHER, "025190000333"),
    }  # fmt: skip
    for moment, said in (("2026-11-20T09:00", as_mother), ("2026-11-26T09:00", as_requester)):
        with desk.open(moment) as workplace:
            accept(workplace, birth_answers(**{"made_date": moment[:10], **said}))
    with desk.open("2026-11-26T10:00") as workplace:
        found = earlier_values(workplace, MOTHER)
    assert found is not None
    assert (found.values[Slot.RESIDENCE], found.values[Slot.ETHNICITY]) == ("Khu 2", "Mường")
    assert found.note(Slot.RESIDENCE) == "hồ sơ ngày 26/11/2026"
    assert found.note(Slot.ETHNICITY) == "hồ sơ ngày 20/11/2026"
    assert found.values[Slot.ISSUE_DATE] == "2025-10-10"


def test_a_voided_dossier_and_a_number_under_another_name_say_nothing(
    workplace: Workplace, birth_answers: Answers
) -> None:
    answers = birth_answers(mother_id=ID_LINE, mother_ethnicity="Mường")
    draft = IntakeDraft(BIRTH, form_id=BIRTH_FORM, answers=answers)
    taken = take_in(workplace, draft)
    assert earlier_values(workplace, MOTHER, "Bùi Thị Mơ") is None
    assert earlier_values(workplace, MOTHER, answers["mother_name"].title()) is not None
    void(workplace, taken.row.id, "Nhập nhầm")
    assert earlier_values(workplace, MOTHER) is None


def test_a_number_that_no_dossier_names_has_no_history(
    workplace: Workplace, birth_answers: Answers
) -> None:
    accept(workplace, birth_answers())
    assert earlier_values(workplace, "025190000333") is None
