"""What of a case counts as handed in; a child whose birth is registered with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from dossiers.acceptance import take_in
from dossiers.case.filling import SHARED, fill_case
from dossiers.case.forms import forms_of
from dossiers.draft import FurtherForm, IntakeDraft, Part, TickedPaper
from dossiers.handouts.slip import slip_answers
from dossiers.workplace import Workplace
from forms.schema import Severity
from tests.conftest import BIRTH, BIRTH_FORM
from tests.unit.dossiers.papers import filled, judged, sample

Answers = Callable[..., dict[str, Any]]
CT01_FORM = "ct01_to_khai_thay_doi_thong_tin_cu_tru"
CT01_NAME = "Tờ khai thay đổi thông tin cư trú (mẫu CT01)"
BOTH, RECOGNITION = "1.000689", "tk_nhan_cha_me_con"
RECOGNITION_NAME = "Tờ khai đăng ký nhận cha, mẹ, con"


def ct01(workplace: Workplace, **changes: object) -> FurtherForm:
    whole = {k: v for k, v in sample(workplace, CT01_FORM).items() if not k.startswith("subject_")}
    return FurtherForm(Part.COMPANION, CT01_FORM, "ct01", {**whole, **changes})


def recognition(event: int = 0, **answers: object) -> FurtherForm:
    return FurtherForm(Part.COMPANION, RECOGNITION, "nhan_cha_me_con", answers, event=event)


def with_papers(workplace: Workplace, *papers: FurtherForm) -> IntakeDraft:
    answers = sample(workplace, BIRTH_FORM)
    return filled(workplace, IntakeDraft(BIRTH, answers=answers, further=papers))


# --- ready to be signed -------------------------------------------------------------------------


def test_a_paper_beyond_the_checklist_that_is_almost_empty_is_not_received(
    workplace: Workplace,
) -> None:
    empty = FurtherForm(Part.COMPANION, CT01_FORM, "ct01")
    draft = with_papers(workplace, empty)
    found = judged(workplace, draft)
    assert found.can_accept
    assert CT01_NAME not in [p.name for p in found.papers]
    assert [w.text for w in found.warnings if w.code == "paper_not_ready"] == [
        f"“{CT01_NAME}” chưa ghi đủ để ký: chưa tính là giấy đã nộp, không ghi vào giấy tiếp nhận."
    ]
    dossier = take_in(workplace, draft)
    assert not any(CT01_NAME in line for line in slip_answers(workplace, dossier)["documents"])
    assert dossier.record.further[0].form_id == CT01_FORM, "it stays with the dossier"


def test_one_that_could_be_signed_is_received(workplace: Workplace) -> None:
    found = judged(workplace, with_papers(workplace, ct01(workplace)))
    assert [p.name for p in found.papers if p.is_extra] == [CT01_NAME]
    assert not any(w.code == "paper_not_ready" for w in found.warnings)


def test_one_of_two_that_is_not_ready_is_not_counted(workplace: Workplace) -> None:
    answers = sample(workplace, BIRTH_FORM)
    twin = FurtherForm(Part.EVENT, BIRTH_FORM, answers={**answers, "child_name": "HÀ AN BÌNH"})
    papers = (twin, ct01(workplace), ct01(workplace, request_content=""))
    found = judged(workplace, with_papers(workplace, *papers))
    assert [p.count for p in found.papers if p.is_extra] == [1]


def test_what_the_clerk_ticked_is_received_whatever_was_typed_here(workplace: Workplace) -> None:
    empty = FurtherForm(Part.COMPANION, CT01_FORM, "ct01")
    ticked = TickedPaper(CT01_NAME, is_extra=True)
    draft = replace(with_papers(workplace, empty), papers=(ticked,))
    assert ticked in judged(workplace, draft).papers


# --- one for each event -------------------------------------------------------------------------


def test_a_declaration_for_one_child_does_not_serve_another(workplace: Workplace) -> None:
    answers = sample(workplace, BIRTH_FORM)
    twin = FurtherForm(Part.EVENT, BIRTH_FORM, answers={**answers, "child_name": "HÀ AN BÌNH"})

    def missing(*papers: FurtherForm) -> dict[str, int]:
        draft = IntakeDraft(BOTH, answers=answers, further=(twin, *papers))
        found = judged(workplace, filled(workplace, draft))
        return {p.name: p.count for p in found.missing_papers}

    assert missing()[RECOGNITION_NAME] == 1  # none yet: the paper as such
    assert missing(recognition(1))[RECOGNITION_NAME] == 1
    assert missing(recognition(2))[RECOGNITION_NAME] == 1
    assert RECOGNITION_NAME not in missing(recognition(1), recognition(2))
    assert "Tờ khai đăng ký khai sinh" not in missing()


def test_a_paper_of_the_whole_case_serves_every_event(
    workplace: Workplace, birth_answers: Answers
) -> None:
    twin = FurtherForm(
        Part.EVENT, BIRTH_FORM, answers=birth_answers(child_name="NGUYỄN ĐỖ MINH BẢO")
    )
    letter = FurtherForm(Part.COMPANION, "giay_uy_quyen", "giay_uy_quyen")
    draft = IntakeDraft(BIRTH, answers=birth_answers(), further=(twin, letter))
    names = [p.name for p in judged(workplace, draft).missing_papers]
    assert "Văn bản ủy quyền" not in names


# --- a child whose birth is registered here -----------------------------------------------------


def test_what_stands_on_the_birth_sheet_is_not_asked_again(workplace: Workplace) -> None:
    answers = {**sample(workplace, BIRTH_FORM), "child_ethnicity": "Mường"}
    draft = IntakeDraft(BOTH, answers=answers, further=(recognition(),))
    given = filled(workplace, draft).further[0].answers
    assert given["recognised_ethnicity"] == "Mường"
    assert given["recognised_nationality"] == answers["child_nationality"]
    assert given["recognised_gender"] == answers["child_gender"]
    reference, today = workplace.reference, workplace.clock().date()
    forms = forms_of(reference, draft, reference.catalogue.get(BOTH, today), today)
    sources = fill_case(reference.fill_context(), forms, {})[1].result.sources
    assert sources["recognised_ethnicity"].kind == SHARED


def test_it_is_carried_over_the_other_way_round_too(workplace: Workplace) -> None:
    answers = sample(workplace, BIRTH_FORM)
    bare = {k: v for k, v in answers.items() if k not in ("child_ethnicity", "child_nationality")}
    typed = recognition(recognised_ethnicity="Mường", recognised_nationality="Lào")
    draft = filled(workplace, IntakeDraft(BOTH, answers=bare, further=(typed,)))
    assert draft.answers["child_ethnicity"] == "Mường"
    assert draft.answers["child_nationality"] == "Lào"


def test_each_child_keeps_its_own_ethnicity(workplace: Workplace) -> None:
    answers = {**sample(workplace, BIRTH_FORM), "child_ethnicity": "Kinh"}
    own = {k: v for k, v in answers.items() if k != "child_ethnicity"}
    twin = FurtherForm(Part.EVENT, BIRTH_FORM, answers={**own, "child_name": "HÀ AN BÌNH"})
    typed = recognition(2, recognised_ethnicity="Mường")
    further = (twin, recognition(1), typed)
    draft = filled(workplace, IntakeDraft(BOTH, answers=answers, further=further))
    assert draft.answers["child_ethnicity"] == "Kinh"
    assert draft.further[0].answers["child_ethnicity"] == "Mường"
    assert draft.further[1].answers["recognised_ethnicity"] == "Kinh"
    without = filled(workplace, replace(draft, answers=answers, further=(twin,)))
    assert without.further[0].answers["child_ethnicity"] == "Kinh", "else as the first"


def test_a_newborn_is_asked_for_no_paper_that_nobody_has_yet(workplace: Workplace) -> None:
    answers = sample(workplace, BIRTH_FORM)
    draft = filled(workplace, IntakeDraft(BOTH, answers=answers, further=(recognition(),)))
    found = judged(workplace, draft)
    assert not any(p.pointer == "/further/0/recognised_id" for p in found.problems)
    named = recognition(recognised_id="Giấy khai sinh số 01/2026")
    again = judged(workplace, replace(draft, further=(named,)))
    assert not any(p.pointer == "/further/0/recognised_id" for p in again.problems)


def test_who_is_old_enough_for_a_card_must_name_it(workplace: Workplace) -> None:
    answers = {**sample(workplace, BIRTH_FORM), "child_dob": "2012-11-26"}
    draft = filled(workplace, IntakeDraft(BOTH, answers=answers, further=(recognition(),)))
    (problem,) = (
        p for p in judged(workplace, draft).problems if p.pointer == "/further/0/recognised_id"
    )
    assert (problem.code, problem.severity) == ("FORM-20", Severity.ERROR)


def test_a_recognition_alone_still_asks_for_the_child_s_paper(workplace: Workplace) -> None:
    answers = {k: v for k, v in sample(workplace, RECOGNITION).items() if k != "recognised_id"}
    found = judged(workplace, IntakeDraft("1.001022", answers=answers))
    assert ("/recognised_id", "FORM-20") in [(p.pointer, p.code) for p in found.errors]


def test_where_the_parents_live_is_offered_for_the_newborn_never_taken(
    workplace: Workplace,
) -> None:
    answers = sample(workplace, BIRTH_FORM)
    draft = IntakeDraft(BOTH, answers=answers, further=(recognition(),))
    reference, today = workplace.reference, workplace.clock().date()
    forms = forms_of(reference, draft, reference.catalogue.get(BOTH, today), today)
    result = fill_case(reference.fill_context(), forms, {})[1].result
    assert "recognised_residence" not in result.answers
    assert result.suggestions["recognised_residence"] == (
        answers["mother_residence"], answers["father_residence"],
    )  # fmt: skip
