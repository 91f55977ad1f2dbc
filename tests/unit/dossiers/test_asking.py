"""Only what can change the case is asked; what the case says itself is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from base.clock import parse_moment
from catalog.situations import SituationValue
from dossiers.case.asking import Asked, Known, Origin, known_of, questions_asked, usual_answers
from dossiers.draft import FurtherForm, IntakeDraft, Part, TickedPaper
from dossiers.intake import assess
from dossiers.workplace import Workplace
from tests.conftest import BIRTH, BIRTH_FORM

Answers = Callable[..., dict[str, Any]]
MARRIAGE = (
    "parents_marriage_no", "parents_marriage_book", "parents_marriage_date",
    "parents_marriage_place",
)  # fmt: skip
UNMARRIED = dict.fromkeys(MARRIAGE)
NO_PARENTS = {"mother_name": None, "father_name": None, **UNMARRIED}
EVIDENCE = (TickedPaper("Giấy chứng sinh"),)
MOMENT = "2026-11-26T08:30"


def ask(workplace: Workplace, draft: IntakeDraft, position: int | None = None) -> dict[str, Asked]:
    """Return the questions about a case by their keys."""
    assessment = assess(workplace.reference, draft, parse_moment(MOMENT))
    assert assessment.schema is not None
    known = known_of(draft, assessment, position, assessment.schema)
    asked = questions_asked(workplace.reference, draft, assessment, known)
    return {one.question.key: one for one in asked}


def birth(answers: dict[str, Any], **more: Any) -> IntakeDraft:  # noqa: ANN401
    return IntakeDraft(BIRTH, form_id=BIRTH_FORM, answers=answers, **more)


def opened(asked: dict[str, Asked]) -> set[str]:
    return {key for key, one in asked.items() if one.is_open}


def said(asked: dict[str, Asked], key: str) -> tuple[SituationValue | None, Origin]:
    return asked[key].answer, asked[key].origin


def test_a_usual_birth_is_asked_two_things_once_the_evidence_is_there(
    workplace: Workplace, birth_answers: Answers
) -> None:
    draft = birth(birth_answers())
    assert opened(ask(workplace, draft)) == {"birth_evidence", "surrogacy", "no_residence_data"}
    asked = ask(workplace, replace(draft, papers=EVIDENCE))
    assert opened(asked) == {"surrogacy", "no_residence_data"}
    assert said(asked, "birth_evidence") == ("notification", Origin.PAPER)


def test_exemptions_are_asked_only_where_there_is_a_fee(
    workplace: Workplace, birth_answers: Answers
) -> None:
    groups = {"merit_family", "poor_household", "disabled"}
    assert not groups & opened(ask(workplace, birth(birth_answers())))
    late = birth(birth_answers(child_dob="2026-03-05"))
    assert groups <= opened(ask(workplace, late))


def test_an_answer_ends_the_question_and_what_it_made_matter(
    workplace: Workplace, birth_answers: Answers
) -> None:
    late = birth(birth_answers(child_dob="2026-03-05"), situation={"poor_household": True})
    asked = ask(workplace, late)
    assert said(asked, "poor_household") == (True, Origin.CLERK)
    assert not {"merit_family", "disabled"} & opened(asked)  # free already


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, (True, Origin.FORM)),
        ({**UNMARRIED, "parents_marriage_no": "không rõ"}, (True, Origin.FORM)),
        ({**UNMARRIED, "father_name": None}, (False, Origin.FORM)),
        (UNMARRIED, (None, Origin.NOBODY)),  # both named: the block may still be filled
        (NO_PARENTS, (None, Origin.NOBODY)),
    ],
)
def test_the_form_tells_whether_the_parents_are_married(
    workplace: Workplace,
    birth_answers: Answers,
    changes: dict[str, Any],
    expected: tuple[SituationValue | None, Origin],
) -> None:
    answers = birth_answers(
        **{"parents_marriage_no": "15", "parents_marriage_book": "01/2020", **changes}
    )
    assert said(ask(workplace, birth(answers)), "parents_married") == expected


def test_a_child_without_named_parents_may_be_abandoned_and_is_asked_about(
    workplace: Workplace, birth_answers: Answers
) -> None:
    assert said(ask(workplace, birth(birth_answers())), "abandoned") == (False, Origin.FORM)
    assert "abandoned" in opened(ask(workplace, birth(birth_answers(**NO_PARENTS))))


def test_what_the_clerk_says_wins_over_form_and_papers(
    workplace: Workplace, birth_answers: Answers
) -> None:
    answers = {"abandoned": True, "parents_married": False, "birth_evidence": "electronic"}
    asked = ask(workplace, birth(birth_answers(), situation=answers, papers=EVIDENCE))
    assert {key: said(asked, key) for key in answers} == {
        key: (value, Origin.CLERK) for key, value in answers.items()
    }


def test_a_foreign_parent_is_told_by_the_nationality(
    workplace: Workplace, birth_answers: Answers
) -> None:
    foreign = birth(birth_answers(father_nationality="Lào"))
    assert said(ask(workplace, foreign), "foreign_element") == (True, Origin.FORM)
    usual = birth(birth_answers(father_nationality="VIỆT NAM", mother_nationality=None))
    assert said(ask(workplace, usual), "foreign_element") == (None, Origin.NOBODY)


def test_the_second_event_has_its_own_answers(workplace: Workplace, birth_answers: Answers) -> None:
    twin = FurtherForm(
        Part.EVENT,
        BIRTH_FORM,
        answers=birth_answers(child_dob="2026-03-05"),
        situation={"poor_household": True},
    )
    draft = birth(birth_answers(), further=(twin,))
    assert said(ask(workplace, draft, 0), "poor_household") == (True, Origin.CLERK)
    assert said(ask(workplace, draft), "poor_household") == (None, Origin.NOBODY)


def test_the_usual_answers_change_neither_papers_nor_fee(
    workplace: Workplace, birth_answers: Answers
) -> None:
    draft = birth(birth_answers(child_dob="2026-03-05"))
    usual = usual_answers(tuple(ask(workplace, draft).values()))
    assert usual["birth_evidence"] == "notification"
    assert "poor_household" not in usual  # who may pay nothing is always asked
    moment = parse_moment(MOMENT)
    before = assess(workplace.reference, draft, moment)
    after = assess(workplace.reference, replace(draft, situation=usual), moment)
    assert (after.checklist.papers, after.fee, after.due) == (
        before.checklist.papers, before.fee, before.due
    )  # fmt: skip
    left = opened(ask(workplace, replace(draft, situation=usual)))
    assert left == {"poor_household", "merit_family", "disabled"}


def test_no_usual_answer_of_any_procedure_grants_an_exemption(workplace: Workplace) -> None:
    reference, moment = workplace.reference, parse_moment(MOMENT)
    for procedure in reference.catalogue.all(moment.date()):
        if not procedure.offerable:
            continue
        draft = IntakeDraft(procedure.code)
        assessment = assess(reference, draft, moment)
        schema = assessment.schema
        if schema is None:
            continue
        known = known_of(draft, assessment, None, schema)
        usual = usual_answers(questions_asked(reference, draft, assessment, known))
        granting = {
            condition
            for exemption in procedure.exemptions
            for condition in exemption.when
            if usual.get(condition.partition("=")[0]) is True
        }
        assert not granting, procedure.code


def test_of_answers_that_only_count_together_the_first_is_asked(workplace: Workplace) -> None:
    """2.000908: who asks for another's copy shows the relation where no data base has it."""
    draft = IntakeDraft("2.000908")
    assessment = assess(workplace.reference, draft, parse_moment(MOMENT))
    for by_clerk, expected in (({}, "on_behalf"), ({"on_behalf": True}, "no_civil_status_data")):
        known = Known(by_clerk, {}, {**assessment.situation, **by_clerk})
        asked = questions_asked(workplace.reference, draft, assessment, known)
        assert expected in {one.question.key for one in asked if one.is_open}


def test_a_default_with_fewer_papers_than_any_other_answer_is_no_usual_case(
    workplace: Workplace,
) -> None:
    """1.003005: absent birth parents mean one more paper, so somebody must say which it is."""
    draft = IntakeDraft("1.003005")
    assessment = assess(workplace.reference, draft, parse_moment(MOMENT))
    asked = questions_asked(
        workplace.reference, draft, assessment, Known({}, {}, assessment.situation)
    )
    one = next(a for a in asked if a.question.key == "birth_parents")
    assert one.is_open
    assert one.usual == "present"
    assert "birth_parents" not in usual_answers(asked)
