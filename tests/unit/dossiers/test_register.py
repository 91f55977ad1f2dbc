from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from base.errors import InputError
from dossiers.acceptance import take_in
from dossiers.dossier import OutboxState
from dossiers.draft import IntakeDraft
from dossiers.outbox import list_outbox
from dossiers.register import enter_by_hand, open_dossier, search_dossiers
from dossiers.workplace import Workplace
from exchange.slip_code import SlipCode, parse_provisional_number
from tests.conftest import BIRTH, BIRTH_FORM

Answers = Callable[..., dict[str, Any]]
CODE = "H44.10-261126-0001"


def accept(workplace: Workplace, answers: dict[str, Any]) -> str:
    draft = IntakeDraft(BIRTH, form_id=BIRTH_FORM, answers=answers)
    return take_in(workplace, draft).row.id


@pytest.mark.parametrize(
    "query", ["tran gia bao", "Trần Gia", "bao tr", "1.001193", "TRẦN GIA BẢO"]
)
def test_search_needs_no_tone_marks_and_finds_by_beginnings(
    workplace: Workplace, birth_answers: Answers, query: str
) -> None:
    wanted = accept(workplace, birth_answers(child_name="TRẦN GIA BẢO"))
    accept(workplace, birth_answers(child_name="TRẦN ĐỨC ANH"))
    found = search_dossiers(workplace, query)
    assert wanted in [row.id for row in found]
    if query != "1.001193":
        assert len(found) == 1


def test_everybody_whose_number_is_on_a_form_is_found_by_it(
    workplace: Workplace, birth_answers: Answers
) -> None:
    father = "Căn cước công dân số 025090000123 do Cục Cảnh sát QLHC về TTXH cấp ngày 12/08/2021"
    wanted = accept(workplace, birth_answers(father_id=father))
    assert [row.id for row in search_dossiers(workplace, "025090000123")] == [wanted]


def test_search_text_is_never_a_query_language(
    workplace: Workplace, birth_answers: Answers
) -> None:
    accept(workplace, birth_answers())
    for text in ('"', "a OR b", "NEAR(", "*", "words:x", "'; DROP TABLE dossier", "(((("):
        search_dossiers(workplace, text)


def test_a_scanned_slip_finds_its_dossier(workplace: Workplace, birth_answers: Answers) -> None:
    wanted = open_dossier(workplace, accept(workplace, birth_answers()))
    number = parse_provisional_number(wanted.row.provisional_number)
    assert number is not None
    assert open_dossier(workplace, str(SlipCode(number, {"H": "ABCDEF"}))) == wanted


def test_the_official_code_closes_the_outbox_row_and_is_findable(
    workplace: Workplace, birth_answers: Answers
) -> None:
    dossier_id = accept(workplace, birth_answers())
    done = enter_by_hand(workplace, dossier_id, f" {CODE.lower()} ")
    assert done.row.dossier_code == CODE
    assert done.row.outbox_state is OutboxState.ENTERED_BY_HAND
    assert open_dossier(workplace, CODE).row.id == dossier_id
    assert [r.id for r in search_dossiers(workplace, "H44 261126")] == [dossier_id]
    assert [e.kind for e in done.events] == ["received", "entered_by_hand"]
    again = enter_by_hand(workplace, dossier_id, CODE)
    assert again.events == done.events


def test_a_code_that_another_dossier_has_is_refused(
    workplace: Workplace, birth_answers: Answers
) -> None:
    first, second = accept(workplace, birth_answers()), accept(workplace, birth_answers())
    enter_by_hand(workplace, first, CODE)
    with pytest.raises(InputError) as refused:
        enter_by_hand(workplace, second, CODE)
    assert refused.value.code == "DOSSIER-08"
    assert {r.id: r.state for r in list_outbox(workplace)}[second] is OutboxState.NO_GATEWAY


def test_a_second_code_never_replaces_the_first(
    workplace: Workplace, birth_answers: Answers
) -> None:
    dossier_id = accept(workplace, birth_answers())
    enter_by_hand(workplace, dossier_id, CODE)
    with pytest.raises(InputError) as refused:
        enter_by_hand(workplace, dossier_id, "H44.10-261126-0002")
    assert refused.value.code == "DOSSIER-09"


@pytest.mark.parametrize("text", ["", "abc", "025190000222", "https://example.gov.vn/x"])
def test_what_is_no_official_code_is_refused(
    workplace: Workplace, birth_answers: Answers, text: str
) -> None:
    dossier_id = accept(workplace, birth_answers())
    with pytest.raises(InputError) as refused:
        enter_by_hand(workplace, dossier_id, text)
    assert refused.value.code == "DOSSIER-07"


def test_an_unknown_dossier_says_where_to_look(workplace: Workplace) -> None:
    with pytest.raises(InputError) as refused:
        open_dossier(workplace, "SM-26-000001-X")
    assert refused.value.code == "DOSSIER-05"
