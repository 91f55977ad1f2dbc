"""Two births of one request with half of the parents: who asks as mother or father is in both."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dossiers.workplace import Workplace
from tests.unit.dossiers.papers import said_of, two_births

Answers = Callable[..., dict[str, Any]]

FATHER_ASKS = {
    "relationship": "Cha",
    "requester_name": "NGUYỄN VĂN ĐẠT",
    "requester_dob": "1990-02-01",
    "requester_id": "Căn cước công dân số 025090000123",
}


@pytest.mark.parametrize("said", [{}, {"relationship": "Mẹ"}, {"relationship": "mẹ đẻ"}], ids=str)
@pytest.mark.parametrize(("mine", "other"), [("mother", "father"), ("father", "mother")])
def test_a_parent_who_asks_is_the_parent_of_the_half_brother_too(
    workplace: Workplace, birth_answers: Answers, mine: str, other: str, said: dict[str, str]
) -> None:
    first = birth_answers(parents_marriage_no="12", **(FATHER_ASKS if mine == "father" else {}))
    same = {k: v.replace("Mẹ", "Bố").replace("mẹ", "cha") for k, v in said.items()}
    named = {f"{other}_name": "VŨ THANH HÒA", **(same if mine == "father" else said)}
    found = two_births(workplace, first, **named).answers
    block = said_of(first, f"{mine}_")
    assert len(block) == 6
    assert {key: found.get(key) for key in block} == {key: first[key] for key in block}
    assert said_of(found, f"{other}_") - {f"{other}_nationality"} == {f"{other}_name"}
    assert not said_of(found, "parents_")
    assert found["relationship"] == named.get("relationship", first["relationship"])


@pytest.mark.parametrize(
    "second",
    [
        {"relationship": "Bà ngoại"},
        {"relationship": "Mẹ kế"},
        {"relationship": "Mẹ", "requester_name": "TRẦN THỊ MẾN"},
        {"mother_name": "", "relationship": "Mẹ"},
    ],
    ids=str,
)
def test_who_does_not_ask_as_the_same_parent_is_not_given(
    workplace: Workplace, birth_answers: Answers, second: dict[str, str]
) -> None:
    found = two_births(workplace, birth_answers(), father_name="VŨ VĂN HÒA", **second).answers
    assert not [key for key in said_of(found, "mother_", "parents_") if found[key]]


def test_the_relation_to_the_child_of_another_mother_is_asked(
    workplace: Workplace, birth_answers: Answers
) -> None:
    found = two_births(workplace, birth_answers(), mother_name="VŨ THỊ HOA").answers
    assert "relationship" not in found
