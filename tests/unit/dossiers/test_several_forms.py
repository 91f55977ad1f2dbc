"""One entry, several papers: what they share, and how they are judged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from base.errors import InputError
from dossiers.acceptance import take_in
from dossiers.case import forms as case_forms
from dossiers.case.filling import fill_case
from dossiers.case.forms import declarations, forms_of, further_form
from dossiers.draft import FurtherForm, IntakeDraft, Part
from dossiers.workplace import Workplace
from forms.prefill import Prefilled
from tests.conftest import BIRTH, BIRTH_FORM
from tests.unit.dossiers.papers import (
    AGAIN,
    AGAIN_FORM,
    AGENT,
    COPY,
    COPY_FORM,
    LETTER,
    MOTHER,
    NO_SHEET,
    card,
    filled,
    judged,
    letter,
    said_of,
    sample,
    three_children,
    two_births,
    without_sheet,
)

Answers = Callable[..., dict[str, Any]]


def results(
    workplace: Workplace, draft: IntakeDraft, *same_as: Mapping[str, str]
) -> tuple[Prefilled, ...]:
    reference, today = workplace.reference, workplace.clock().date()
    procedure = reference.catalogue.get(draft.procedure_code, today)
    forms = forms_of(reference, draft, procedure, today)
    done = fill_case(reference.fill_context(), forms, draft.people, same_as)
    return tuple(form.result for form in done)


# --- sharing ---------------------------------------------------------------------------------


def test_what_is_typed_on_the_declaration_fills_the_letter(workplace: Workplace) -> None:
    typed = {
        "requester_name": "NGUYỄN THỊ LAN",
        "requester_dob": "09/09/1990",
        "requester_residence": "xã Sông Mẫu, tỉnh Phú Thọ",
        "requester_id": "Căn cước công dân số 025190000222 do Cục Cảnh sát QLHC về TTXH "
        "cấp ngày 12/08/2021",
        "made_at": "xã Khác",
    }
    draft = filled(workplace, IntakeDraft(BIRTH, answers=typed, further=(letter(),)))
    answers = draft.further[0].answers
    assert answers["principal_name"] == "NGUYỄN THỊ LAN"
    assert answers["principal_dob"] == "1990-09-09"
    assert answers["principal_pin"] == "025190000222"
    assert answers["principal_id_date"] == "2021-08-12"
    assert answers["principal_id_issuer"] == "Cục Cảnh sát QLHC về TTXH"
    assert answers["made_at"] == "xã Khác"
    assert answers["principal_signature"] == "NGUYỄN THỊ LAN"


def test_what_is_typed_on_the_letter_fills_the_declaration(workplace: Workplace) -> None:
    typed = letter(principal_name="LÊ HOÀNG LONG", principal_residence="xã Sông Mẫu")
    draft = filled(workplace, IntakeDraft(BIRTH, answers={}, further=(typed,)))
    assert draft.answers["requester_name"] == "LÊ HOÀNG LONG"
    assert draft.answers["requester_residence"] == "xã Sông Mẫu"


def test_what_is_typed_differently_on_one_paper_stays_there(workplace: Workplace) -> None:
    typed = letter(principal_residence="xã Cũ, tỉnh Phú Thọ")
    draft = IntakeDraft(
        BIRTH,
        answers={"requester_residence": "xã Mới, tỉnh Phú Thọ"},
        people={"requester": card(MOTHER)},
        further=(typed,),
    )
    found = filled(workplace, draft)
    assert found.answers["requester_residence"] == "xã Mới, tỉnh Phú Thọ"
    assert found.further[0].answers["principal_residence"] == "xã Cũ, tỉnh Phú Thọ"
    assert found.further[0].answers["principal_name"] == "NGUYỄN THỊ LAN"


def test_a_year_alone_is_all_that_another_paper_says_too(workplace: Workplace) -> None:
    draft = IntakeDraft(BIRTH, answers={"requester_dob": "1990"}, further=(letter(),))
    assert filled(workplace, draft).further[0].answers["principal_dob"] == "1990"


def test_cards_fill_every_paper_on_which_their_person_stands(workplace: Workplace) -> None:
    people = {"requester": card(MOTHER), "submitter": card(AGENT)}
    draft = filled(workplace, IntakeDraft(BIRTH, people=people, further=(letter(),)))
    answers = draft.further[0].answers
    assert answers["principal_pin"] == "025190000222"
    assert answers["principal_id_date"] == "2021-08-12"
    assert answers["agent_pin"] == "017166000808"


def test_the_child_of_a_birth_is_the_person_of_the_residence_form(
    workplace: Workplace, birth_answers: Answers
) -> None:
    ct01 = further_form(
        workplace.reference.catalogue.get(BIRTH, workplace.clock().date()),
        BIRTH_FORM,
        "ct01_to_khai_thay_doi_thong_tin_cu_tru",
    )
    draft = filled(workplace, IntakeDraft(BIRTH, answers=birth_answers(), further=(ct01,)))
    answers = draft.further[0].answers
    assert answers["subject_name"] == birth_answers()["child_name"]
    assert answers["subject_gender"] == birth_answers()["child_gender"]


def test_events_share_the_requester_and_the_parents_but_never_the_owner(
    workplace: Workplace,
) -> None:
    draft = three_children(workplace)
    first, second, third = (draft.answers, *(form.answers for form in draft.further))
    assert first["requester_name"] == second["requester_name"] == third["requester_name"]
    assert first["mother_name"] == second["mother_name"]
    names = {first["subject_name"], second["subject_name"], third["subject_name"]}
    assert len(names) == 3
    only = FurtherForm(Part.EVENT, AGAIN_FORM)
    bare = filled(workplace, IntakeDraft(AGAIN, answers=dict(first), further=(only,)))
    assert "subject_name" not in bare.further[0].answers
    assert "subject_dob" not in bare.further[0].answers


def test_brothers_and_sisters_share_the_marriage_of_their_parents(
    workplace: Workplace, birth_answers: Answers
) -> None:
    answers = birth_answers(parents_marriage_no="12")
    twin = FurtherForm(Part.EVENT, BIRTH_FORM)
    draft = filled(workplace, IntakeDraft(BIRTH, answers=answers, further=(twin,)))
    assert draft.further[0].answers["parents_marriage_no"] == "12"
    assert "child_name" not in draft.further[0].answers


@pytest.mark.parametrize("role", ["mother", "father"])
def test_the_child_of_another_has_nothing_of_the_first_couple(
    workplace: Workplace, birth_answers: Answers, role: str
) -> None:
    other = {f"{role}_name": "VŨ THỊ HOA", f"{role}_birth": "1999-04-05"}
    first = birth_answers(relationship="Bà nội", parents_marriage_no="12")
    found = two_births(workplace, first, **other).answers
    told = said_of(found, "mother_", "father_", "parents_", "child_ethnicity", "child_hometown")
    # the nationality is worked out, not taken over
    assert told - {f"{role}_nationality"} == set(other)
    assert found["requester_name"] == first["requester_name"]


def test_a_father_whom_the_clerk_took_away_stays_away_with_all_of_his(
    workplace: Workplace, birth_answers: Answers
) -> None:
    first = birth_answers(parents_marriage_no="12")
    found = two_births(workplace, first, father_name="").answers
    assert found["mother_name"] == first["mother_name"]
    assert not [key for key in said_of(found, "father_", "parents_") if found[key]]


def test_a_father_of_the_second_child_alone_is_none_of_the_first(
    workplace: Workplace, birth_answers: Answers
) -> None:
    nobody = {k: None for k in birth_answers() if k.startswith(("father", "parents_marriage"))}
    event = FurtherForm(Part.EVENT, BIRTH_FORM, answers={"father_name": "VŨ VĂN HÒA"})
    draft = IntakeDraft(BIRTH, answers=birth_answers(**nobody), further=(event,))
    found = filled(workplace, draft)
    assert not found.answers.get("father_name")
    assert found.further[0].answers["mother_name"] == found.answers["mother_name"]


@pytest.mark.parametrize(("first", "second"), [("Bản thân", "Vợ"), ("Mẹ", "Em"), ("Con", "Con")])
def test_relatives_of_another_kind_are_offered_the_parents_but_not_given_them(
    workplace: Workplace, first: str, second: str
) -> None:
    answers = {**sample(workplace, AGAIN_FORM), "relationship": first}
    event = FurtherForm(Part.EVENT, AGAIN_FORM, answers={"relationship": second})
    draft = IntakeDraft(AGAIN, answers=answers, further=(event,))
    result = results(workplace, draft)[1]
    assert not said_of(result.answers, "mother_", "father_")
    assert result.suggestions["mother_name"] == (answers["mother_name"],)
    assert result.suggestions["mother_birth"] == ("04/05/1950",)
    assert "mother_name" not in results(workplace, draft)[0].suggestions


def test_who_is_one_person_on_the_first_sheet_is_not_somebody_elses_on_the_next(
    workplace: Workplace, birth_answers: Answers
) -> None:
    event = FurtherForm(Part.EVENT, BIRTH_FORM, answers={"mother_name": "VŨ THỊ HOA"})
    draft = IntakeDraft(BIRTH, answers={}, people={"requester": card(MOTHER)}, further=(event,))
    first, second = results(workplace, draft, {"mother": "requester"})
    assert first.answers["mother_id"] == first.answers["requester_id"]
    assert said_of(second.answers, "mother_") == {"mother_name"}


def test_a_twin_is_offered_the_day_and_the_place_and_a_copy_the_book(
    workplace: Workplace, birth_answers: Answers
) -> None:
    answers = birth_answers(child_dob="2026-11-20")
    twin = FurtherForm(Part.EVENT, BIRTH_FORM)
    twins = results(workplace, IntakeDraft(BIRTH, answers=answers, further=(twin,)))[1]
    assert twins.suggestions["child_dob"] == ("20/11/2026",)
    assert twins.suggestions["child_birthplace"] == (answers["child_birthplace"],)
    assert not {"child_dob", "child_birthplace"} & set(twins.answers)
    first = sample(workplace, COPY_FORM)
    second = FurtherForm(Part.EVENT, COPY_FORM)
    copies = results(workplace, IntakeDraft(COPY, answers=first, further=(second,)))[1]
    assert copies.suggestions["extract_kind"] == (first["extract_kind"],)
    assert copies.suggestions["prev_agency"] == (first["prev_agency"],)


# --- judging ---------------------------------------------------------------------------------


def test_problems_say_on_which_paper_and_in_which_line(
    workplace: Workplace, birth_answers: Answers
) -> None:
    draft = IntakeDraft(BIRTH, answers=birth_answers(), further=(letter(),))
    found = judged(workplace, draft)
    assert not found.can_accept
    assert {p.pointer.rpartition("/")[0] for p in found.errors} == {"/further/0"}
    (scope,) = (p for p in found.errors if p.pointer == "/further/0/scope")
    assert scope.message.startswith("Giấy ủy quyền: ")
    with pytest.raises(InputError) as refused:
        take_in(workplace, draft)
    assert "/further/0/scope" in [f.pointer for f in refused.value.fields]


def test_a_paper_that_the_procedure_does_not_ask_for_never_stops_it(
    workplace: Workplace, birth_answers: Answers
) -> None:
    ct01 = FurtherForm(Part.COMPANION, "ct01_to_khai_thay_doi_thong_tin_cu_tru", "ct01")
    found = judged(workplace, IntakeDraft(BIRTH, answers=birth_answers(), further=(ct01,)))
    assert found.can_accept
    assert any(p.pointer.startswith("/further/0/") for p in found.problems)


def test_fees_are_summed_and_each_event_has_its_own_exemption(
    workplace: Workplace, birth_answers: Answers
) -> None:
    late = birth_answers(child_dob="2026-01-05", copies_wanted=False, copies_count=None)
    on_time = birth_answers(copies_wanted=True, copies_count=2)
    draft = IntakeDraft(
        BIRTH, answers=on_time, further=(FurtherForm(Part.EVENT, BIRTH_FORM, answers=late),)
    )
    found = judged(workplace, draft)
    assert found.fee.total_vnd is None  # the late one is the province's to set
    assert [f.situation.get("late", False) for f in found.forms] == [False, True]
    poor = replace(draft.further[0], situation={"poor_household": True})
    exempt = judged(workplace, replace(draft, further=(poor,)))
    assert exempt.fee.total_vnd == 16_000
    assert "poor_household" not in exempt.situation
    assert any(item.name.endswith("việc 2") for item in exempt.fee.items)


def test_copies_of_every_event_are_one_sum(workplace: Workplace) -> None:
    first = {**sample(workplace, COPY_FORM), "copies_count": 2}
    others = tuple(
        FurtherForm(Part.EVENT, COPY_FORM, answers={**first, "copies_count": n}) for n in (1, 3)
    )
    found = judged(workplace, IntakeDraft(COPY, answers=first, further=others))
    assert found.fee.total_vnd == 6 * 8_000


def test_one_appointment_is_the_latest_of_all_events(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    procedure = workplace.reference.catalogue.get("1.004859", workplace.clock().date())
    answers = sample(workplace, "tk_thay_doi_cai_chinh_bo_sung")
    kinds = [c.when for c in procedure.time_limit.cases]
    assert kinds  # an addition is done the same day, a correction takes days
    quick = {k: v for k, _, v in (w.partition("=") for w in kinds[0])}
    alone = judged(workplace, IntakeDraft("1.004859", answers=answers))
    fast = judged(workplace, IntakeDraft("1.004859", answers=answers, situation=quick))
    event = FurtherForm(
        Part.EVENT, "tk_thay_doi_cai_chinh_bo_sung", answers=answers, situation=quick
    )
    both = judged(workplace, IntakeDraft("1.004859", answers=answers, further=(event,)))
    assert alone.due.due_at is not None
    assert fast.due.due_at is not None
    assert alone.due.due_at != fast.due.due_at
    assert both.due.due_at == max(alone.due.due_at, fast.due.due_at)


def test_the_checklist_asks_for_what_any_event_needs_and_counts_declarations(
    workplace: Workplace,
) -> None:
    draft = three_children(workplace)
    soldier = replace(draft.further[1], situation={"civil_servant": True})
    found = judged(workplace, replace(draft, further=(draft.further[0], soldier)))
    names = [p.name for p in found.checklist.papers]
    assert any("Thủ trưởng cơ quan" in name for name in names)
    assert len(names) == len(set(names))
    made = {p.name: p.count for p in found.papers}
    assert made["Tờ khai đăng ký lại khai sinh"] == 3


def test_making_a_letter_answers_the_question_that_it_stands_for(
    workplace: Workplace, birth_answers: Answers
) -> None:
    before = judged(workplace, IntakeDraft(BIRTH, answers=birth_answers()))
    after = judged(workplace, IntakeDraft(BIRTH, answers=birth_answers(), further=(letter(),)))
    assert "Văn bản ủy quyền" not in [p.name for p in before.checklist.papers]
    assert after.situation["agent"] is True
    assert "Văn bản ủy quyền" in [p.name for p in after.papers]
    assert "Văn bản ủy quyền" not in [p.name for p in after.missing_papers]


def test_an_undertaking_takes_the_place_of_the_birth_notification(
    workplace: Workplace, birth_answers: Answers
) -> None:
    paper = FurtherForm(Part.COMPANION, "van_ban_cam_doan", "cam_doan_viec_sinh")
    found = judged(
        workplace, filled(workplace, IntakeDraft(BIRTH, answers=birth_answers(), further=(paper,)))
    )
    names = [p.name for p in found.checklist.papers]
    assert "Giấy cam đoan về việc sinh" in names
    assert "Giấy chứng sinh" not in names
    assert found.forms[1].name == "Văn bản cam đoan về việc sinh"


def test_what_goes_with_a_case_is_offered_and_what_it_asks_for_comes_first(
    workplace: Workplace, birth_answers: Answers
) -> None:
    answers = birth_answers()
    plain = judged(workplace, IntakeDraft(BIRTH, answers=answers))
    keys = [offer.companion.key for offer in plain.offers]
    assert {"giay_uy_quyen", "cam_doan_viec_sinh", "lam_chung_viec_sinh", "ct01"} <= set(keys)
    assert not any(offer.is_asked_for for offer in plain.offers)
    asked = judged(
        workplace, IntakeDraft(BIRTH, answers=answers, situation={"birth_evidence": "witness"})
    )
    assert asked.offers[0].companion.key == "lam_chung_viec_sinh"
    assert asked.offers[0].is_asked_for
    there = judged(workplace, IntakeDraft(BIRTH, answers=answers, further=(letter(),)))
    assert "giay_uy_quyen" not in [offer.companion.key for offer in there.offers]


def test_a_paper_without_a_known_sheet_is_named_but_cannot_be_made(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(case_forms, "together", lambda: without_sheet("1.000894"))
    answers = sample(workplace, "tk_dang_ky_ket_hon")
    found = judged(workplace, IntakeDraft("1.000894", answers=answers))
    offers = {offer.companion.key: offer for offer in found.offers}
    assert offers[NO_SHEET].schema is None
    assert "giay_uy_quyen" not in offers  # nobody marries by proxy
    assert found.events_offered == ()


def test_a_procedure_with_several_declarations_lets_the_clerk_choose(workplace: Workplace) -> None:
    today = workplace.clock().date()
    entry = workplace.reference.catalogue.get("2.000547", today)
    known = [schema.id for schema in declarations(workplace.reference, entry, today)]
    assert len(known) == 5
    assert known[0] == "tk_ghi_vao_so_khai_sinh"
    death = judged(workplace, IntakeDraft("2.000547", "tk_ghi_vao_so_khai_tu"))
    assert death.situation["foreign_event_kind"] == "death"
    asked = [p.form_id for p in death.checklist.papers if p.use == "submit" and p.form_id]
    assert asked == ["tk_ghi_vao_so_khai_tu"]
    assert not {o.companion.form for o in death.offers} & set(known)


def test_a_birth_with_recognition_needs_both_declarations(workplace: Workplace) -> None:
    answers = sample(workplace, BIRTH_FORM)
    alone = judged(workplace, IntakeDraft("1.000689", answers=answers))
    assert alone.offers[0].companion.form == "tk_nhan_cha_me_con"
    assert alone.offers[0].is_asked_for
    second = FurtherForm(Part.COMPANION, "tk_nhan_cha_me_con", "nhan_cha_me_con")
    both = filled(workplace, IntakeDraft("1.000689", answers=answers, further=(second,)))
    assert both.further[0].answers["recognised_name"] == answers["child_name"]
    assert both.further[0].answers["requester_name"] == answers["requester_name"]
    names = [p.name for p in judged(workplace, both).papers]
    assert names == ["Tờ khai đăng ký khai sinh", "Tờ khai đăng ký nhận cha, mẹ, con"]


def test_either_of_two_declarations_may_be_the_main_one(workplace: Workplace) -> None:
    main = "tk_nhan_cha_me_con"
    birth = FurtherForm(Part.COMPANION, BIRTH_FORM, "khai_sinh")
    draft = IntakeDraft("1.001695", main, {"recognised_name": "LÊ AN"}, further=(birth,))
    assert filled(workplace, draft).further[0].answers["child_name"] == "LÊ AN"


@pytest.mark.parametrize(
    ("code", "further"),
    [
        ("1.000894", FurtherForm(Part.COMPANION, LETTER, LETTER)),
        ("1.000894", FurtherForm(Part.EVENT, "tk_dang_ky_ket_hon")),
        (BIRTH, FurtherForm(Part.EVENT, "tk_dang_ky_khai_tu")),
        (BIRTH, FurtherForm(Part.COMPANION, "van_ban_cam_doan", "cam_doan_quan_he")),
    ],
)
def test_a_paper_that_does_not_go_with_the_procedure_is_refused(
    workplace: Workplace, code: str, further: FurtherForm
) -> None:
    with pytest.raises(InputError) as refused:
        judged(workplace, IntakeDraft(code, further=(further,)))
    assert refused.value.code == "PAPERS-01"


def test_the_agent_of_the_letter_is_the_submitter(
    workplace: Workplace, birth_answers: Answers
) -> None:
    whole = {**sample(workplace, LETTER), "agent_name": "QUÁCH ĐÌNH ƯỚC"}
    found = judged(
        workplace, IntakeDraft(BIRTH, answers=birth_answers(), further=(letter(**whole),))
    )
    assert found.parties.submitter is not None
    assert found.parties.submitter.full_name == "QUÁCH ĐÌNH ƯỚC"
    assert found.parties.applicant is not None
    assert found.parties.applicant.full_name == birth_answers()["requester_name"]
