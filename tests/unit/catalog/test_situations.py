"""Conditions and the questions behind them."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from base.errors import InputError
from catalog.catalogue import DATA, Catalogue
from catalog.procedure import Procedure
from catalog.situations import (
    Situation,
    because,
    holds,
    number_of,
    parse_situation,
    questions_for,
)
from tests.unit.catalog.conftest import TODAY

Get = Callable[[str], Procedure]


@pytest.mark.parametrize(
    ("conditions", "situation", "expected"),
    [
        ((), {}, True),
        (("late",), {}, False),
        (("late",), {"late": True}, True),
        (("late",), {"late": "false"}, False),
        (("late",), {"late": "có"}, True),
        (("late",), {"late": "không"}, False),
        (("late",), {"late": 0}, False),
        (("!late",), {}, True),
        (("!late",), {"late": True}, False),
        (("channel=direct|post",), {}, True),
        (("channel=direct|post",), {"channel": "online"}, False),
        (("channel=direct|post",), {"channel": "postal"}, True),
        (("birth_evidence=notification",), {}, True),
        (("birth_evidence=notification",), {"birth_evidence": "witness"}, False),
        (("has_old_copy",), {}, True),
        (("!has_old_copy",), {"has_old_copy": False}, True),
        (("case=c1",), {}, False),
        (("case=c1",), {"case": "c1"}, True),
        (("late", "agent"), {"late": True}, False),
        (("unheard_of",), {}, False),
    ],
)
def test_conditions_hold_as_written(
    conditions: tuple[str, ...], situation: Situation, *, expected: bool
) -> None:
    assert holds(conditions, situation) is expected


def conditions_of(procedure: Procedure) -> list[str]:
    found = [c for paper in procedure.papers for c in paper.when]
    found += [c for rate in procedure.fees for c in rate.when]
    found += [c for exemption in procedure.exemptions for c in exemption.when]
    return found + [c for case in procedure.time_limit.cases for c in case.when]


def test_every_key_used_in_the_data_has_a_question(catalogue: Catalogue) -> None:
    known = {spec["key"] for spec in msgspec.json.decode((DATA / "situations.json").read_bytes())}
    for procedure in catalogue.all(TODAY):
        keys = {c.lstrip("!").partition("=")[0] for c in conditions_of(procedure)}
        assert keys <= known, procedure.code
        assert keys <= {q.key for q in questions_for(procedure)}, procedure.code


def test_every_value_used_in_the_data_is_a_choice(catalogue: Catalogue) -> None:
    for procedure in catalogue.all(TODAY):
        choices = {q.key: {c.value for c in q.choices} for q in questions_for(procedure)}
        for condition in conditions_of(procedure):
            key, equals, values = condition.lstrip("!").partition("=")
            assert not equals or set(values.split("|")) <= choices[key], condition


def test_birth_registration_asks_what_matters(procedure: Get) -> None:
    keys = [q.key for q in questions_for(procedure("1.001193"))]
    assert {"late", "agent", "birth_evidence", "abandoned", "poor_household", "channel"} <= set(
        keys
    )
    assert "guardianship_kind" not in keys


def test_a_procedure_with_published_cases_asks_which_one(procedure: Get) -> None:
    question = next(q for q in questions_for(procedure("1.013225")) if q.key == "case")
    assert question.kind == "choice"
    assert "Đối với công trình nhà ở riêng lẻ" in [c.label for c in question.choices]


def test_questions_end_with_a_question_mark_and_have_answers(catalogue: Catalogue) -> None:
    for procedure in catalogue.all(TODAY):
        for question in questions_for(procedure):
            assert question.text.endswith("?")
            assert question.choices or question.kind == "number"
            values = [choice.value for choice in question.choices]
            assert question.default is None or question.default in values


def test_pairs_become_typed_answers() -> None:
    assert parse_situation(["late=true", "birth_evidence=witness", "people=4", "agent"]) == {
        "late": True, "birth_evidence": "witness", "people": 4, "agent": True,
    }  # fmt: skip
    assert parse_situation(["late=khong", "channel=postal"]) == {"late": False, "channel": "post"}


@pytest.mark.parametrize("pair", ["latte=true", "late=maybe", "birth_evidence=rumour", "people=x"])
def test_an_unknown_key_or_answer_is_refused(pair: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_situation([pair])
    assert caught.value.code == "CAT-02"


def test_a_condition_reads_as_a_reason(procedure: Get) -> None:
    assert because(("agent",), procedure("1.001193")) == "ủy quyền cho người khác thực hiện"
    assert because(("unheard_of",), procedure("1.001193")) == ""


@pytest.mark.parametrize(("value", "expected"), [(3, 3), ("4", 4), (True, None), ("nhiều", None)])
def test_a_count_is_a_whole_number_or_unknown(value: str | int, expected: int | None) -> None:
    assert number_of("people", {"people": value}) == expected


def test_a_number_that_is_none_is_refused_with_a_sentence_for_numbers() -> None:
    for value in ("-3", "10001", "ba", "9" * 5000, "1.5", ""):
        with pytest.raises(InputError) as refused:
            parse_situation([f"pages={value}"])
        assert refused.value.code == "CAT-02"
        assert refused.value.next_step == "Ghi một số nguyên từ 0 đến 10.000."
        assert len(refused.value.message) < 200
    assert parse_situation(["pages=10000", "copies=0"]) == {"pages": 10_000, "copies": 0}


def test_a_count_of_thousands_of_digits_in_a_file_is_no_count() -> None:
    assert number_of("pages", {"pages": "9" * 5000}) is None


def test_a_case_must_be_one_of_the_procedure(procedure: Get) -> None:
    residence = procedure("1.004222")
    assert parse_situation(["case=c6"], procedure=residence) == {"case": "c6"}
    with pytest.raises(InputError) as refused:
        parse_situation(["case=zzz"], procedure=residence)
    assert refused.value.code == "CAT-02"
    assert "c1, c2, c3, c4, c5, c6" in refused.value.next_step
    with pytest.raises(InputError) as no_cases:
        parse_situation(["case=c1"], procedure=procedure("1.001193"))
    assert "không chia trường hợp" in no_cases.value.next_step


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("2.000815", "Số bản sao cần chứng thực?"),
        ("2.000884", "Số giấy tờ cần chứng thực chữ ký?"),
        ("1.001193", "Số bản sao xin cấp?"),
    ],
)
def test_a_question_is_asked_in_the_words_of_its_procedure(
    procedure: Get, code: str, text: str
) -> None:
    (copies,) = [q for q in questions_for(procedure(code)) if q.key == "copies"]
    assert copies.text == text


def test_no_text_of_the_catalogue_repeats_a_word_by_mistake() -> None:
    for path in (DATA / "procedures").glob("*.json"):
        text = path.read_text("utf-8")
        assert "đội nhân nhân" not in text, path.name
        assert "hoặc hoặc" not in text, path.name
