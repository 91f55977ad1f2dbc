"""A requester who acts by authority: the letter is his, whose case it is authorises him."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from dossiers.draft import FurtherForm, IntakeDraft, Part, TickedPaper
from dossiers.workplace import Workplace
from tests.conftest import BIRTH
from tests.unit.dossiers.papers import AGENT, card, filled, judged, letter, sample

Answers = Callable[..., dict[str, Any]]
BY_AUTHORITY = "Người được ủy quyền"
LETTER_LINES: dict[str, object] = {
    "scope": "Đăng ký khai sinh cho con, nhận kết quả",
    "term": "01 tháng",
    "no_remuneration": True,
    "relation": "Chị ruột",
}


@pytest.fixture
def by_agent(workplace: Workplace, birth_answers: Answers) -> IntakeDraft:
    """A birth for which somebody else than the parents asks, before any letter."""
    typed = {k: v for k, v in birth_answers().items() if not k.startswith("requester_")}
    typed["relationship"] = BY_AUTHORITY
    return filled(workplace, IntakeDraft(BIRTH, answers=typed, people={"requester": card(AGENT)}))


def codes(workplace: Workplace, draft: IntakeDraft) -> list[str]:
    return [problem.code for problem in judged(workplace, draft).problems]


def test_the_letter_is_filled_with_the_requester_as_the_agent_of_a_parent(
    workplace: Workplace, by_agent: IntakeDraft
) -> None:
    draft = filled(workplace, replace(by_agent, further=(letter(**LETTER_LINES),)))
    answers = draft.further[0].answers
    assert answers["agent_name"] == by_agent.answers["requester_name"]
    assert answers["principal_name"] == by_agent.answers["mother_name"]
    assert not [p for p in judged(workplace, draft).errors if "agent" in p.pointer]


def test_a_parent_named_on_the_letter_is_that_parent(
    workplace: Workplace, by_agent: IntakeDraft
) -> None:
    father = by_agent.answers["father_name"]
    named = letter(**LETTER_LINES, principal_name=father)
    draft = filled(workplace, replace(by_agent, further=(named,)))
    assert draft.further[0].answers["agent_name"] == by_agent.answers["requester_name"]
    assert "CASE-08" not in codes(workplace, draft)
    parties = judged(workplace, draft).parties
    assert parties.applicant is not None
    assert parties.submitter is not None
    assert parties.applicant.full_name == father
    assert parties.submitter.full_name == by_agent.answers["requester_name"]


def test_who_is_not_on_the_declaration_may_authorise_and_is_not_compared(
    workplace: Workplace, by_agent: IntakeDraft
) -> None:
    named = letter(**LETTER_LINES, principal_name="TRẦN VĂN KHÁC", principal_dob="1950-02-03")
    draft = filled(workplace, replace(by_agent, further=(named,)))
    assert "CASE-08" not in codes(workplace, draft)
    assert draft.further[0].answers["principal_name"] == "TRẦN VĂN KHÁC"


@pytest.mark.parametrize("way", ["made here", "ticked", "named"])
def test_a_letter_in_the_case_ends_the_warning_that_asks_for_it(
    workplace: Workplace, by_agent: IntakeDraft, way: str
) -> None:
    before = judged(workplace, by_agent)
    assert "FORM-62" in [p.code for p in before.problems]
    assert "Văn bản ủy quyền" in [paper.name for paper in before.missing_papers]
    ways: dict[str, dict[str, Any]] = {
        "made here": {"further": (letter(**LETTER_LINES),)},
        "ticked": {"papers": (TickedPaper("Văn bản ủy quyền"),)},
        "named": {"authorisation_paper": "Giấy ủy quyền số 12/2026"},
    }
    changed = replace(by_agent, **ways[way])
    assert "FORM-62" not in codes(workplace, filled(workplace, changed))


def test_the_mother_may_sign_the_birth_and_the_father_the_recognition(
    workplace: Workplace,
) -> None:
    birth = sample(workplace, "tk_dang_ky_khai_sinh")
    signer = {"requester_name": "LÊ HOÀNG LONG", "requester_dob": "1991-04-05"}
    other = FurtherForm(Part.COMPANION, "tk_nhan_cha_me_con", "nhan_cha_me_con", signer)
    draft = filled(workplace, IntakeDraft("1.000689", answers=birth, further=(other,)))
    lines = [p.pointer for p in judged(workplace, draft).problems if p.code == "CASE-08"]
    assert not [line for line in lines if "requester" in line]


def test_one_requester_with_two_births_is_still_a_slip_of_the_pen(workplace: Workplace) -> None:
    birth = sample(workplace, "tk_dang_ky_khai_sinh")
    born = {"requester_name": birth["requester_name"], "requester_dob": "1950-01-02"}
    other = FurtherForm(Part.COMPANION, "tk_nhan_cha_me_con", "nhan_cha_me_con", born)
    draft = IntakeDraft("1.000689", answers=birth, further=(other,))
    found = [p for p in judged(workplace, draft).problems if p.pointer.endswith("requester_dob")]
    assert {"CASE-02", "CASE-08"} & {p.code for p in found}


@pytest.mark.parametrize(
    ("form", "code", "own", "other", "changes"),
    [
        ("tk_dang_ky_khai_sinh", "FORM-63", "1.000689", "1.001193", {"parents_marriage": None}),
        ("tk_dang_ky_ket_hon", "FORM-82", "2.000806", "1.000894", {"groom_nationality": "Lào"}),
        ("tk_dang_ky_khai_sinh", "FORM-82", "2.000528", "1.001193", {"mother_nationality": "Lào"}),
        ("tk_dang_ky_khai_sinh", "FORM-82", "1.001695", "1.000689", {"father_nationality": "Lào"}),
        (
            "tk_nhan_cha_me_con",
            "FORM-82",
            "2.000779",
            "1.001022",
            {"recogniser_nationality": "Lào"},
        ),
    ],
)
def test_no_warning_sends_to_the_procedure_that_is_being_done(
    workplace: Workplace, form: str, code: str, own: str, other: str, changes: dict[str, Any]
) -> None:
    gone = tuple(key for key, value in changes.items() if value is None)
    answers = {**sample(workplace, form), **changes}
    answers = {k: v for k, v in answers.items() if not (gone and k.startswith(gone))}
    assert code in codes(workplace, IntakeDraft(other, form, answers=answers))
    assert code not in codes(workplace, IntakeDraft(own, form, answers=answers))
