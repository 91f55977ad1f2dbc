"""What is handed over of a dossier, and the clerk's own order of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from base.errors import InputError
from dossiers.acceptance import take_in, void
from dossiers.by_hand.hand_over import (
    HandOver,
    hand_over_dossier,
    hand_over_draft,
    hand_over_of_draft,
)
from dossiers.by_hand.orders import forget_order, load_orders, save_order
from dossiers.draft import FurtherForm, IntakeDraft, Part
from dossiers.drafts import new_draft_id
from dossiers.register import enter_by_hand
from dossiers.workplace import Workplace
from exchange.records import Party
from forms.targets.order import Order, default_order
from forms.targets.steps import steps_in_order
from forms.targets.writing import DateStyle
from tests.conftest import BIRTH, BIRTH_FORM, Desk

Answers = Callable[..., dict[str, Any]]


def birth(answers: dict[str, Any], **more: Any) -> IntakeDraft:  # noqa: ANN401
    return IntakeDraft(BIRTH, form_id=BIRTH_FORM, answers=answers, **more)


def pasted(found: HandOver, system: str = "tinh") -> dict[str, str]:
    paper = found.papers[0]
    target = next(t for t in paper.targets if t.system == system)
    used = default_order(paper.items, target).used
    steps = steps_in_order(paper.items, used, paper.values, DateStyle.DAY_FIRST)
    return {step.id: step.text for step in steps if step.text}


def test_a_dossier_gives_its_person_first_and_then_its_declaration(
    workplace: Workplace, birth_answers: Answers
) -> None:
    dossier = take_in(workplace, birth(birth_answers(child_dob="2026-11-20")))
    found = hand_over_dossier(workplace, dossier.row.id)
    values = pasted(found)
    assert (found.dossier_id, found.dossier_code, found.errors) == (dossier.row.id, None, 0)
    assert found.papers[0].order_key == BIRTH_FORM
    assert next(iter(values)) == "@procedure_code"
    assert values["@procedure_code"] == BIRTH
    assert values["@applicant_name"] == birth_answers()["requester_name"]
    assert values["child_dob"] == "20/11/2026"
    assert not any(key.startswith("@submitter") for key in values), "the applicant came himself"


def test_hotich_is_asked_for_the_declaration_alone(
    workplace: Workplace, birth_answers: Answers
) -> None:
    dossier = take_in(workplace, birth(birth_answers()))
    values = pasted(hand_over_dossier(workplace, dossier.row.id), "ho_tich")
    assert values
    assert not any(key.startswith("@") for key in values)


def test_whoever_hands_it_in_for_another_is_asked_for_apart(
    workplace: Workplace, birth_answers: Answers
) -> None:
    submitter = Party(full_name="QUÁCH ĐÌNH ƯỚC", personal_number="017088000777")
    draft = birth(birth_answers(), submitter=submitter, authorisation_paper="Giấy uỷ quyền")
    values = pasted(hand_over_dossier(workplace, take_in(workplace, draft).row.id))
    assert values["@submitter_name"] == "QUÁCH ĐÌNH ƯỚC"
    assert values["@submitter_number"] == "017088000777"
    assert values["@submitter_paper"] == "Giấy uỷ quyền"


def test_a_procedure_without_a_form_still_has_its_applicant(workplace: Workplace) -> None:
    draft = IntakeDraft("2.000815", answers={"applicant_name": "LÊ HOÀNG LONG"})
    found = hand_over_dossier(workplace, take_in(workplace, draft).row.id)
    assert pasted(found)["@applicant_name"] == "LÊ HOÀNG LONG"
    assert [t.system for t in found.papers[0].targets] == ["tinh", "cong_dvcqg", "khac"]


def test_an_open_case_is_handed_over_as_typed_and_says_what_is_wrong(
    workplace: Workplace, birth_answers: Answers
) -> None:
    draft = birth(birth_answers(child_dob="24/12/2026"), draft_id=new_draft_id())
    found = hand_over_draft(workplace.reference, draft, workplace.clock())
    assert found.key == draft.draft_id
    assert found.dossier_id is None
    assert found.errors > 0, "born in the future"
    assert pasted(found)["child_dob"] == "24/12/2026"


def test_an_open_case_becomes_its_dossier_once_it_is_taken_in(
    workplace: Workplace, birth_answers: Answers
) -> None:
    draft = birth(birth_answers(), draft_id=new_draft_id())
    assert draft.draft_id is not None
    assert hand_over_of_draft(workplace, draft.draft_id) is None
    dossier = take_in(workplace, draft, undo_s=10)
    found = hand_over_of_draft(workplace, draft.draft_id)
    assert found is not None
    assert found.dossier_id == dossier.row.id
    void(workplace, dossier.row.id, "Bấm nhầm")
    assert hand_over_of_draft(workplace, draft.draft_id) is None
    assert hand_over_dossier(workplace, dossier.row.id).is_voided


def test_every_further_form_is_a_paper_of_its_own_without_the_dossiers_lines(
    workplace: Workplace, birth_answers: Answers
) -> None:
    twin = FurtherForm(Part.EVENT, BIRTH_FORM, answers=birth_answers(child_name="TRẦN GIA LINH"))
    found = hand_over_draft(
        workplace.reference, birth(birth_answers(), further=(twin,)), workplace.clock()
    )
    first, second = found.papers
    assert second.values["child_name"] == "TRẦN GIA LINH"
    assert first.values["child_name"] == birth_answers()["child_name"]
    assert not any(item.is_of_dossier for item in second.items)
    assert first.order_key != second.order_key


def test_the_code_shows_once_it_is_there(workplace: Workplace, birth_answers: Answers) -> None:
    dossier = take_in(workplace, birth(birth_answers()))
    enter_by_hand(workplace, dossier.row.id, "H44.10-261126-0001")
    assert hand_over_dossier(workplace, dossier.row.id).dossier_code == "H44.10-261126-0001"


def test_an_unknown_dossier_is_refused(workplace: Workplace) -> None:
    with pytest.raises(InputError) as refused:
        hand_over_dossier(workplace, "nobody")
    assert refused.value.code == "DOSSIER-05"


def test_values_show_in_no_repr(workplace: Workplace, birth_answers: Answers) -> None:
    dossier = take_in(workplace, birth(birth_answers()))
    shown = repr(hand_over_dossier(workplace, dossier.row.id))
    assert birth_answers()["child_name"] not in shown


def test_an_order_is_kept_for_one_system_and_one_form_over_a_restart(desk: Desk) -> None:
    first, second = Order(("b", "a"), ("c",)), Order(("a",), ("b", "c"))
    with desk.open() as workplace:
        save_order(workplace, "tinh", BIRTH_FORM, second)
        save_order(workplace, "tinh", BIRTH_FORM, first)
        save_order(workplace, "ho_tich", BIRTH_FORM, second)
    with desk.open() as workplace:
        assert load_orders(workplace) == {
            ("tinh", BIRTH_FORM): first,
            ("ho_tich", BIRTH_FORM): second,
        }
        forget_order(workplace, "tinh", BIRTH_FORM)
        assert set(load_orders(workplace)) == {("ho_tich", BIRTH_FORM)}
