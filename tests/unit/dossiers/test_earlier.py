from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from dossiers.acceptance import take_in
from dossiers.consulting.earlier import earlier_values
from dossiers.draft import IntakeDraft
from dossiers.workplace import Workplace
from forms.schema import Slot
from tests.conftest import BIRTH, BIRTH_FORM

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


def test_a_number_that_no_dossier_names_has_no_history(
    workplace: Workplace, birth_answers: Answers
) -> None:
    accept(workplace, birth_answers())
    assert earlier_values(workplace, "025190000333") is None
