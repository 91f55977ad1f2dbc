"""A form that stands in several cases does not say which case it is; the clerk does."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from base.text import fold
from catalog.checklist import Needed, checklist_for
from dossiers.case.forms import implied_by_choice
from dossiers.draft import FurtherForm, IntakeDraft, Part
from dossiers.workplace import Workplace
from tests.unit.dossiers.papers import judged, sample

CT01 = "ct01_to_khai_thay_doi_thong_tin_cu_tru"
ABROAD, BIRTH_FORM, DEATH_FORM = "2.000547", "tk_ghi_vao_so_khai_sinh", "tk_ghi_vao_so_khai_tu"
RESIDENCE = ["1.004222", "1.004194", "1.002755", "1.010038"]
HEAD_OF_SHELTER = "người đứng đầu cơ sở trợ giúp xã hội"


def names(papers: Sequence[Needed]) -> str:
    return " · ".join(paper.name for paper in papers)


@pytest.mark.parametrize("code", RESIDENCE)
def test_a_form_of_every_case_leaves_the_question_to_the_clerk(
    workplace: Workplace, code: str
) -> None:
    found = judged(workplace, IntakeDraft(code, answers=sample(workplace, CT01)))
    assert "case" not in found.situation
    assert "case" not in found.settled
    assert [question.key for question in found.checklist.deciding] == ["case"]
    assert found.checklist.undecided


@pytest.mark.parametrize("code", RESIDENCE)
def test_the_clerks_case_is_kept(workplace: Workplace, code: str) -> None:
    draft = IntakeDraft(code, answers=sample(workplace, CT01), situation={"case": "c2"})
    assert judged(workplace, draft).situation["case"] == "c2"


def test_only_the_care_case_lists_the_paper_of_the_shelter_and_no_household_misses_it(
    workplace: Workplace,
) -> None:
    for case, asks in (("c1", True), ("c3", False), ("c6", False)):
        answers = sample(workplace, CT01)
        draft = IntakeDraft("1.004222", answers=answers, situation={"case": case})
        found = judged(workplace, draft)
        assert (HEAD_OF_SHELTER in names(found.checklist.papers)) is asks, case
        assert HEAD_OF_SHELTER not in names(found.missing_papers)
        assert ("xác nhận về việc chăm sóc" in names(found.missing_papers)) is asks


@pytest.mark.parametrize("code", RESIDENCE)
def test_what_every_case_asks_for_is_on_the_list_before_the_case_is_known(
    workplace: Workplace, code: str
) -> None:
    procedure = workplace.reference.catalogue.get(code, workplace.clock().date())
    open_list = checklist_for(procedure, {})
    assert [paper.form_id for paper in open_list.papers] == [CT01]
    assert [form.form_id for form in open_list.forms] == [CT01]
    (paper,) = open_list.papers
    assert fold(paper.why) == "phai nop.", "no case is given as the reason"
    decided = checklist_for(procedure, {"case": "c1"})
    assert [p.form_id for p in decided.papers].count(CT01) == 1


def test_a_form_of_one_kind_alone_answers_which_kind_it_is(workplace: Workplace) -> None:
    procedure = workplace.reference.catalogue.get(ABROAD, workplace.clock().date())
    assert implied_by_choice(procedure, DEATH_FORM) == {"foreign_event_kind": "death"}
    answers = sample(workplace, DEATH_FORM)
    found = judged(workplace, IntakeDraft(ABROAD, DEATH_FORM, answers=answers))
    assert found.situation["foreign_event_kind"] == "death"
    assert "foreign_event_kind" in found.settled


def test_an_answer_against_the_form_stands_and_stays_open_to_change(workplace: Workplace) -> None:
    kind = {"foreign_event_kind": "death"}
    answers = sample(workplace, BIRTH_FORM)
    found = judged(workplace, IntakeDraft(ABROAD, BIRTH_FORM, answers=answers, situation=kind))
    assert found.situation["foreign_event_kind"] == "death"
    assert "foreign_event_kind" not in found.settled


def test_the_declaration_is_the_one_for_what_was_answered(workplace: Workplace) -> None:
    for kind, form in (("birth", BIRTH_FORM), ("death", DEATH_FORM)):
        found = judged(workplace, IntakeDraft(ABROAD, situation={"foreign_event_kind": kind}))
        assert found.schema is not None
        assert found.schema.id == form


def test_an_event_of_another_kind_keeps_its_own(workplace: Workplace) -> None:
    death = FurtherForm(Part.EVENT, DEATH_FORM, answers=sample(workplace, DEATH_FORM))
    draft = IntakeDraft(
        ABROAD,
        BIRTH_FORM,
        answers=sample(workplace, BIRTH_FORM),
        situation={"foreign_event_kind": "birth"},
        further=(death,),
    )
    kinds = [form.situation["foreign_event_kind"] for form in judged(workplace, draft).forms]
    assert kinds == ["birth", "death"]
