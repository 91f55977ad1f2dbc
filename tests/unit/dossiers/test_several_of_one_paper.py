"""One case, the same paper several times: a second witness, a CT01 for every child, two letters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import msgspec
import pytest

from base.errors import InputError
from dossiers.acceptance import take_in
from dossiers.by_hand.hand_over import hand_over_dossier
from dossiers.draft import FurtherForm, IntakeDraft, KeptWarning, Part
from dossiers.drafts import load_drafts, new_draft_id, save_draft
from dossiers.handouts.slip import slip_answers
from dossiers.intake import Assessment
from dossiers.outbox import list_outbox, outgoing
from dossiers.register import open_dossier, search_dossiers
from dossiers.workplace import Workplace
from exchange.records import DossierRecord, FilledForm, Paper
from tests.conftest import BIRTH, BIRTH_FORM, Desk
from tests.unit.dossiers.papers import AGENT, MOTHER, card, filled, judged, letter, sample

Answers = Callable[..., dict[str, Any]]
WITNESS_FORM, WITNESS = "van_ban_lam_chung_viec_sinh", "lam_chung_viec_sinh"
CT01_FORM = "ct01_to_khai_thay_doi_thong_tin_cu_tru"
INQUIRY = "van_ban_de_nghi_xac_minh_tinh_trang_hon_nhan"
MARRIAGE, MARRIAGE_FORM = "1.000894", "tk_dang_ky_ket_hon"
STATUS, STATUS_FORM = "1.004873", "tk_cap_xac_nhan_tinh_trang_hon_nhan"
CT01_NAME = "Tờ khai thay đổi thông tin cư trú (mẫu CT01)"


def witness(**answers: object) -> FurtherForm:
    return FurtherForm(Part.COMPANION, WITNESS_FORM, WITNESS, answers)


def ct01(event: int = 0, **answers: object) -> FurtherForm:
    return FurtherForm(Part.COMPANION, CT01_FORM, "ct01", answers, event=event)


def inquiry(key: str, event: int = 0, **answers: object) -> FurtherForm:
    return FurtherForm(Part.COMPANION, INQUIRY, key, answers, event=event)


def child(name: str, **answers: object) -> FurtherForm:
    return FurtherForm(Part.EVENT, BIRTH_FORM, answers={"child_name": name, **answers})


def whole_witness(workplace: Workplace, name: str) -> FurtherForm:
    pin = {"LONG": "017088000777", "LÂM": "017166000808"}[name.split()[-1]]
    whole = {**sample(workplace, WITNESS_FORM), "witness_name": name, "witness_signature": name}
    return witness(**{**whole, "witness_pin": pin})


def whole_ct01(workplace: Workplace, event: int) -> FurtherForm:
    """Return a CT01 that could be signed; whom it is about stands on the declaration."""
    whole = sample(workplace, CT01_FORM)
    return ct01(event, **{k: v for k, v in whole.items() if not k.startswith("subject_")})


def offered(found: Assessment, key: str) -> list[tuple[str, int, int]]:
    return [(o.key, o.event, o.number) for o in found.offers if o.companion.key == key]


def marriage(workplace: Workplace, *further: FurtherForm) -> IntakeDraft:
    """Return a marriage whose paper has every line; its parties were known by their cards."""
    return IntakeDraft(MARRIAGE, answers=sample(workplace, MARRIAGE_FORM), further=further)


# --- whose they are ----------------------------------------------------------------------------


def test_each_witness_is_a_person_of_the_papers_own(
    workplace: Workplace, birth_answers: Answers
) -> None:
    first = witness(witness_name="LÊ HOÀNG LONG", text="Tôi thấy", made_at="xã Khác")
    second = replace(witness(), people={"witness": card(AGENT)})
    draft = IntakeDraft(BIRTH, answers=birth_answers(), further=(first, second, witness()))
    one, two, three = (form.answers for form in filled(workplace, draft).further)
    assert one["witness_name"] == "LÊ HOÀNG LONG"
    assert two["witness_name"] == "TRẦN THỊ MẾN"
    assert "witness_name" not in three
    assert "text" not in two  # what one saw is not what the other saw
    assert two["made_at"] == three["made_at"] == birth_answers()["made_at"]


def test_a_card_of_the_first_witness_never_fills_the_second(workplace: Workplace) -> None:
    first = replace(witness(), people={"witness": card(AGENT)})
    draft = filled(workplace, IntakeDraft(BIRTH, further=(first, witness())))
    assert draft.further[0].answers["witness_pin"] == "017166000808"
    assert "witness_pin" not in draft.further[1].answers


def test_a_residence_form_takes_the_child_of_its_own_declaration(
    workplace: Workplace, birth_answers: Answers
) -> None:
    further = (
        child("HÀ MINH BÌNH", child_dob="2026-11-12", child_gender="Nam"),
        child("HÀ MINH CHÂU", child_dob="2026-11-13", child_gender="Nữ"),
        ct01(3),
        ct01(1),
        ct01(2, householder_name="HÀ VĂN HÙNG"),
    )
    draft = filled(workplace, IntakeDraft(BIRTH, answers=birth_answers(), further=further))
    third, first, second = (form.answers for form in draft.further[2:])
    assert (third["subject_name"], third["subject_gender"]) == ("HÀ MINH CHÂU", "Nữ")
    assert (second["subject_name"], second["subject_dob"]) == ("HÀ MINH BÌNH", "2026-11-12")
    assert first["subject_name"] == birth_answers()["child_name"]
    assert {form["householder_name"] for form in (first, second, third)} == {"HÀ VĂN HÙNG"}


def test_a_paper_without_a_declaration_gets_the_first_that_has_none(
    workplace: Workplace, birth_answers: Answers
) -> None:
    further = (ct01(), child("HÀ MINH BÌNH"), ct01(1), child("HÀ MINH CHÂU"), ct01())
    draft = filled(workplace, IntakeDraft(BIRTH, answers=birth_answers(), further=further))
    names = [f.answers["subject_name"] for f in draft.further if f.part is Part.COMPANION]
    assert names == ["HÀ MINH BÌNH", birth_answers()["child_name"], "HÀ MINH CHÂU"]


def test_what_is_typed_on_a_paper_of_one_event_fills_that_declaration_alone(
    workplace: Workplace, birth_answers: Answers
) -> None:
    further = (FurtherForm(Part.EVENT, BIRTH_FORM), ct01(2, subject_name="HÀ MINH BÌNH"))
    draft = filled(workplace, IntakeDraft(BIRTH, answers=birth_answers(), further=further))
    assert draft.further[0].answers["child_name"] == "HÀ MINH BÌNH"
    assert draft.answers["child_name"] == birth_answers()["child_name"]


def test_a_paper_of_one_event_follows_what_differs_on_its_declaration(
    workplace: Workplace, birth_answers: Answers
) -> None:
    recognised = FurtherForm(Part.COMPANION, "tk_nhan_cha_me_con", "nhan_cha_me_con")
    second = child("HÀ MINH BÌNH", requester_residence="xã Thứ Hai, tỉnh Phú Thọ")
    further = (recognised, replace(recognised, event=2), second)
    answers = birth_answers(requester_residence="xã Thứ Nhất, tỉnh Phú Thọ")
    draft = filled(workplace, IntakeDraft("1.000689", answers=answers, further=further))
    found = [form.answers["requester_residence"] for form in draft.further[:2]]
    assert found == ["xã Thứ Nhất, tỉnh Phú Thọ", "xã Thứ Hai, tỉnh Phú Thọ"]


def test_a_card_scanned_for_one_event_stands_on_its_papers(workplace: Workplace) -> None:
    recognised = FurtherForm(Part.COMPANION, "tk_nhan_cha_me_con", "nhan_cha_me_con", event=2)
    second = replace(child("HÀ MINH BÌNH"), people={"requester": card(AGENT)})
    draft = IntakeDraft(
        "1.000689", people={"requester": card(MOTHER)}, further=(second, recognised)
    )
    assert filled(workplace, draft).further[1].answers["requester_name"] == "TRẦN THỊ MẾN"


def test_letters_about_either_party_and_about_one_at_another_place(workplace: Workplace) -> None:
    further = (
        inquiry("xac_minh_ben_nam", asked_address="xã Một", declared_status="Chưa kết hôn"),
        inquiry("xac_minh_ben_nam", asked_address="xã Hai"),
        inquiry("xac_minh_ben_nu"),
    )
    draft = filled(workplace, marriage(workplace, *further))
    here, there, bride = (form.answers for form in draft.further)
    assert here["subject_name"] == there["subject_name"] == draft.answers["groom_name"]
    assert here["subject_id"] == there["subject_id"]
    assert (here["asked_address"], there["asked_address"]) == ("xã Một", "xã Hai")
    assert there["declared_status"] == "Chưa kết hôn"  # said once, of the same person
    assert bride["subject_name"] == draft.answers["bride_name"]
    assert (here["subject_gender"], bride["subject_gender"]) == ("Nam", "Nữ")
    assert "declared_status" not in bride
    assert bride["purpose"] == "Đăng ký kết hôn"
    assert "doc_no" not in bride  # the office's to give


def test_a_letter_repeats_the_status_that_the_declaration_states(workplace: Workplace) -> None:
    answers = sample(workplace, STATUS_FORM)
    draft = IntakeDraft(STATUS, answers=answers, further=(inquiry("xac_minh_hon_nhan"),))
    (found,) = (form.answers for form in filled(workplace, draft).further)
    assert found["subject_name"] == answers["subject_name"]
    assert found["declared_status"] == answers["marital_status"]
    assert found["purpose"] == "Cấp Giấy xác nhận tình trạng hôn nhân"


# --- telling them apart -------------------------------------------------------------------------


def test_every_paper_has_a_label_a_name_and_a_key_of_its_own(
    workplace: Workplace, birth_answers: Answers
) -> None:
    further = (witness(), ct01(2), child("HÀ MINH BÌNH"), witness(), ct01(1))
    found = judged(workplace, IntakeDraft(BIRTH, answers=birth_answers(), further=further))
    assert [form.label for form in found.forms] == [
        "Tờ khai", "Người làm chứng 1/2", "CT01 cư trú 2", "Tờ khai 2", "Người làm chứng 2/2",
        "CT01 cư trú 1",
    ]  # fmt: skip
    keys = [form.key for form in found.forms if form.companion]
    assert keys == [WITNESS, "ct01", f"{WITNESS}#2", "ct01#2"]
    names = [form.name for form in found.forms]
    assert len(set(names[1:])) == len(names[1:])


def test_one_of_a_kind_is_called_as_ever(workplace: Workplace, birth_answers: Answers) -> None:
    draft = IntakeDraft(BIRTH, answers=birth_answers(), further=(witness(), ct01()))
    labels = [form.label for form in judged(workplace, draft).forms]
    assert labels == ["Tờ khai", "Người làm chứng", "CT01 cư trú"]


def test_letters_of_the_same_person_are_counted_within_their_declaration(
    workplace: Workplace,
) -> None:
    answers = sample(workplace, STATUS_FORM)
    key = "xac_minh_hon_nhan"
    event = FurtherForm(Part.EVENT, STATUS_FORM, answers={**answers, "subject_name": "LÊ AN"})
    further = (event, inquiry(key, 1), inquiry(key, 2), inquiry(key, 2))
    found = judged(workplace, IntakeDraft(STATUS, answers=answers, further=further))
    assert [form.label for form in found.forms[2:]] == [
        "Đề nghị xác minh 1",
        "Đề nghị xác minh 2 1/2",
        "Đề nghị xác minh 2 2/2",
    ]


def test_an_error_leads_to_the_paper_on_which_it_is(
    workplace: Workplace, birth_answers: Answers
) -> None:
    further = (whole_witness(workplace, "LÊ HOÀNG LONG"), witness(witness_name="LÊ AN 2"))
    found = judged(workplace, IntakeDraft(BIRTH, answers=birth_answers(), further=further))
    assert {p.pointer.split("/")[2] for p in found.errors} == {"1"}
    digits = next(p for p in found.errors if p.code == "FORM-40")
    assert digits.pointer == "/further/1/witness_name"
    assert digits.message.startswith("Người làm chứng 2/2: ")


def test_a_kept_warning_stays_with_its_own_paper(
    workplace: Workplace, birth_answers: Answers
) -> None:
    def one_word(name: str, *kept: KeptWarning) -> FurtherForm:
        return replace(whole_witness(workplace, name), kept=kept)

    kept = KeptWarning("/witness_name", "FORM-44", "Chỉ có một chữ")
    further = (one_word("LONG"), one_word("LÂM", kept))
    found = judged(workplace, IntakeDraft(BIRTH, answers=birth_answers(), further=further))
    reasons = {
        w.problem.pointer: w.reason for w in found.rule_warnings if w.problem.code == "FORM-44"
    }
    assert reasons == {
        "/further/0/witness_name": None,
        "/further/1/witness_name": "Chỉ có một chữ",
    }


# --- what may be added --------------------------------------------------------------------------


def test_one_more_witness_is_always_offered_but_asked_for_only_once(
    workplace: Workplace, birth_answers: Answers
) -> None:
    case = IntakeDraft(BIRTH, answers=birth_answers(), situation={"birth_evidence": "witness"})
    before = judged(workplace, case)
    after = judged(workplace, replace(case, further=(witness(),)))
    assert before.offers[0].companion.key == WITNESS
    assert before.offers[0].is_asked_for
    assert offered(after, WITNESS) == [(WITNESS, 0, 2)]
    assert not any(offer.is_asked_for for offer in after.offers)


def test_a_paper_of_its_own_is_offered_for_every_declaration_without_one(
    workplace: Workplace, birth_answers: Answers
) -> None:
    children = (child("HÀ MINH BÌNH"), child("HÀ MINH CHÂU"))
    case = IntakeDraft(BIRTH, answers=birth_answers(), further=children)
    assert offered(judged(workplace, case), "ct01") == [
        ("ct01", 1, 1), ("ct01@2", 2, 1), ("ct01@3", 3, 1),
    ]  # fmt: skip
    found = judged(workplace, replace(case, further=(*children, ct01(2))))
    assert [event for _, event, _ in offered(found, "ct01")] == [1, 3]
    names = {o.event: o.owner_name for o in found.offers if o.companion.key == "ct01"}
    assert names[3] == "HÀ MINH CHÂU"


def test_each_recognised_child_needs_its_declaration(
    workplace: Workplace, birth_answers: Answers
) -> None:
    recognised = FurtherForm(Part.COMPANION, "tk_nhan_cha_me_con", "nhan_cha_me_con", event=1)
    case = IntakeDraft(
        "1.000689", answers=birth_answers(), further=(child("HÀ MINH BÌNH"), recognised)
    )
    (offer,) = (o for o in judged(workplace, case).offers if o.is_asked_for)
    assert (offer.companion.key, offer.event) == ("nhan_cha_me_con", 2)


def test_letters_are_offered_for_both_parties_again_and_again(workplace: Workplace) -> None:
    further = (inquiry("xac_minh_ben_nu"), inquiry("xac_minh_ben_nu"))
    found = judged(workplace, marriage(workplace, *further))
    assert offered(found, "xac_minh_ben_nu") == [("xac_minh_ben_nu", 0, 3)]
    assert offered(found, "xac_minh_ben_nam") == [("xac_minh_ben_nam", 0, 1)]
    assert not any(offer.is_asked_for for offer in found.offers)


def test_a_letter_gives_the_time_that_verifying_takes(workplace: Workplace) -> None:
    """Luật Hộ tịch: five working days when something must be verified, else the same day."""
    plain, asked = marriage(workplace), marriage(workplace, inquiry("xac_minh_ben_nu"))
    assert judged(workplace, plain).due.counted_days == (date(2026, 11, 26),)
    due = judged(workplace, asked).due
    assert due.counted_days[-1] == date(2026, 12, 3)
    assert len(due.counted_days) == 5
    assert any("phải xác minh" in text for text in due.warnings)


@pytest.mark.parametrize(
    ("further", "code"),
    [
        ((letter(), letter()), "PAPERS-03"),
        ((ct01(1), ct01(1)), "PAPERS-03"),
        ((ct01(), ct01()), "PAPERS-03"),
        ((ct01(2),), "PAPERS-04"),
        ((ct01(-1),), "PAPERS-04"),
        ((child("LÊ AN"), replace(letter(), event=2)), "PAPERS-04"),
        ((replace(witness(), companion="ct01#2"),), "PAPERS-01"),
    ],
)
def test_what_there_is_only_once_or_not_at_all_is_refused(
    workplace: Workplace, further: tuple[FurtherForm, ...], code: str
) -> None:
    with pytest.raises(InputError) as refused:
        judged(workplace, IntakeDraft(BIRTH, further=further))
    assert refused.value.code == code


# --- received or written here -------------------------------------------------------------------


def test_two_witnesses_are_two_originals_of_one_paper_of_the_checklist(
    workplace: Workplace, birth_answers: Answers
) -> None:
    further = tuple(whole_witness(workplace, name) for name in ("LÊ HOÀNG LONG", "LÊ HOÀNG LÂM"))
    dossier = take_in(workplace, IntakeDraft(BIRTH, answers=birth_answers(), further=further))
    lines = slip_answers(workplace, dossier)["documents"]
    assert "Văn bản của người làm chứng xác nhận về việc sinh (02 bản chính)" in lines
    assert not any(paper.extra for paper in dossier.record.papers)


def test_a_paper_beyond_the_checklist_is_received_but_is_none_of_its_papers(
    workplace: Workplace, birth_answers: Answers
) -> None:
    second = child("HÀ MINH BÌNH", **_rest(birth_answers()))
    further = (second, whole_ct01(workplace, 1), whole_ct01(workplace, 2))
    draft = filled(workplace, IntakeDraft(BIRTH, answers=birth_answers(), further=further))
    before = judged(workplace, replace(draft, further=draft.further[:1]))
    found = judged(workplace, draft)
    assert [p.name for p in found.missing_papers] == [p.name for p in before.missing_papers]
    assert found.checklist == before.checklist
    dossier = take_in(workplace, draft)
    assert dossier.record.papers[-1] == Paper(name=CT01_NAME, kind="original", count=2, extra=True)
    assert [paper.extra for paper in dossier.record.papers[:-1]] == [False]
    assert slip_answers(workplace, dossier)["documents"][-1] == (
        f"{CT01_NAME} (02 bản chính), nộp thêm, không thuộc thành phần hồ sơ của thủ tục"
    )


def _rest(answers: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in answers.items() if k != "child_name"}


def test_a_letter_that_the_office_writes_is_never_handed_in_nor_asked_for(
    workplace: Workplace,
) -> None:
    keys = ("xac_minh_ben_nu", "xac_minh_ben_nam", "xac_minh_ben_nam")
    draft = marriage(workplace, *map(inquiry, keys))
    alone, found = judged(workplace, replace(draft, further=())), judged(workplace, draft)
    assert found.can_accept == alone.can_accept is True
    assert found.papers == alone.papers
    assert any(p.pointer.startswith("/further/2/") for p in found.problems)  # warned of, no more
    dossier = take_in(workplace, draft)
    assert "xác minh" not in "\n".join(slip_answers(workplace, dossier)["documents"])
    assert {form.made_by for form in dossier.record.further} == {"office"}


# --- kept ----------------------------------------------------------------------------------------


def test_the_dossier_says_which_of_several_each_paper_is(desk: Desk) -> None:
    with desk.open() as workplace:
        answers = sample(workplace, BIRTH_FORM)
        further = (
            child("HÀ MINH BÌNH", **_rest(answers)),
            ct01(2),
            whole_witness(workplace, "LÊ HOÀNG LONG"),
            whole_witness(workplace, "LÊ HOÀNG LÂM"),
        )
        draft = filled(workplace, IntakeDraft(BIRTH, answers=answers, further=further))
        accepted = take_in(workplace, draft)
    with desk.open() as workplace:
        found = open_dossier(workplace, accepted.row.provisional_number)
        assert found == accepted
        assert [(f.companion, f.event) for f in found.record.further] == [
            ("", 2), ("ct01", 2), (WITNESS, 0), (f"{WITNESS}#2", 0),
        ]  # fmt: skip
        (row,) = list_outbox(workplace)
        sent = msgspec.json.decode(outgoing(workplace, row).payload, type=DossierRecord)
        assert sent.further == found.record.further
        assert [r.id for r in search_dossiers(workplace, "le hoang lam")] == [found.row.id]
        titles = [paper.title for paper in hand_over_dossier(workplace, found.row.id).papers]
        assert len(set(titles)) == len(titles)


def test_a_draft_with_several_of_a_kind_comes_back_as_it_was(desk: Desk) -> None:
    further = (
        child("HÀ MINH BÌNH"),
        ct01(2, householder_name="LÊ LONG"),
        witness(text="một"),
        replace(witness(text="hai"), kept=(KeptWarning("/witness_name", "FORM-44", "vì"),)),
    )
    draft = IntakeDraft(BIRTH, BIRTH_FORM, further=further, draft_id=new_draft_id())
    with desk.open() as workplace:
        save_draft(workplace, draft, title="Hai cháu")
    with desk.open() as workplace:
        (saved,) = load_drafts(workplace)
        assert saved.draft.further == further
        assert [form.key for form in judged(workplace, saved.draft).forms[3:]] == [
            WITNESS, f"{WITNESS}#2",
        ]  # fmt: skip


def test_what_was_kept_before_there_were_several_reads_as_the_first(
    workplace: Workplace, birth_answers: Answers
) -> None:
    plain: dict[str, Any] = msgspec.to_builtins(ct01())
    del plain["event"]
    old = msgspec.convert(plain, FurtherForm)
    draft = IntakeDraft(BIRTH, answers=birth_answers(), further=(child("LÊ AN"), old))
    assert judged(workplace, draft).forms[2].event == 1
    filled_form = take_in(workplace, filled(workplace, _one_ct01(birth_answers()))).record.further[
        0
    ]
    record = msgspec.to_builtins(filled_form)
    for key in ("companion", "event", "made_by"):
        del record[key]
    read = msgspec.convert(record, FilledForm)
    assert (read.companion, read.event, read.made_by) == ("", 0, "citizen")


def _one_ct01(answers: dict[str, Any]) -> IntakeDraft:
    return IntakeDraft(BIRTH, answers=answers, further=(ct01(),))
