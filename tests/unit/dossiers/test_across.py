"""Rules that look over all papers of one case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from base.errors import InputError
from dossiers.acceptance import take_in
from dossiers.draft import FurtherForm, IntakeDraft, KeptWarning, Part
from dossiers.intake import Assessment
from dossiers.workplace import Workplace
from forms.schema import Problem, Severity
from forms.together.kin import spelling
from tests.conftest import BIRTH, BIRTH_FORM
from tests.unit.dossiers.papers import COPY, COPY_FORM, LETTER, filled, judged, letter, sample

Answers = Callable[..., dict[str, Any]]
DEATH, DEATH_FORM = "1.000656", "tk_dang_ky_khai_tu"
WITNESS_FORM, WITNESS = "van_ban_lam_chung_viec_sinh", "lam_chung_viec_sinh"
CT01 = "ct01_to_khai_thay_doi_thong_tin_cu_tru"
MANS = "Căn cước công dân số 017088000777 do Cục Cảnh sát QLHC về TTXH cấp ngày 12/08/2021"


def event(form_id: str, answers: dict[str, Any]) -> FurtherForm:
    return FurtherForm(Part.EVENT, form_id, answers=answers)


def witness(workplace: Workplace, **answers: object) -> FurtherForm:
    whole = {**sample(workplace, WITNESS_FORM), **answers}
    return FurtherForm(Part.COMPANION, WITNESS_FORM, WITNESS, whole)


def across(found: Assessment) -> list[Problem]:
    return [p for p in found.problems if p.code.startswith("CASE-")]


def codes(found: Assessment) -> list[tuple[str, str]]:
    return [(p.pointer, p.code) for p in across(found)]


@pytest.fixture
def birth(workplace: Workplace, birth_answers: Answers) -> Callable[..., Assessment]:
    """Return what is found of two births: the sample's, and one with these changes."""

    def judge(**changes: object) -> Assessment:
        draft = IntakeDraft(BIRTH, answers=birth_answers())
        second = event(BIRTH_FORM, birth_answers(**changes))
        return judged(workplace, replace(draft, further=(second,)))

    return judge


@pytest.fixture
def death(workplace: Workplace) -> Callable[..., Assessment]:
    """Return the same of two deaths."""

    def judge(**changes: object) -> Assessment:
        answers = sample(workplace, DEATH_FORM)
        second = {k: v for k, v in {**answers, **changes}.items() if v is not None}
        draft = IntakeDraft(DEATH, answers=answers, further=(event(DEATH_FORM, second),))
        return judged(workplace, draft)

    return judge


# --- one person, one event ----------------------------------------------------------------------


def test_the_same_child_twice_is_refused(
    workplace: Workplace, birth_answers: Answers, birth: Callable[..., Assessment]
) -> None:
    found = birth()
    (problem,) = across(found)
    assert (problem.pointer, problem.code) == ("/further/0/child_name", "CASE-01")
    assert problem.severity is Severity.ERROR
    assert problem.message.startswith("Tờ khai 2: ")
    assert problem.basis
    twice = event(BIRTH_FORM, birth_answers())
    with pytest.raises(InputError) as refused:
        take_in(workplace, IntakeDraft(BIRTH, answers=birth_answers(), further=(twice,)))
    assert [(f.pointer, f.code) for f in refused.value.fields] == [
        ("/further/0/child_name", "CASE-01")
    ]


def test_the_same_child_with_another_sex_is_still_the_same(
    birth: Callable[..., Assessment],
) -> None:
    (problem,) = across(birth(child_gender="Nam"))
    assert problem.code == "CASE-01"
    assert "giới tính ghi khác nhau" in problem.message


def test_twins_are_two(birth: Callable[..., Assessment]) -> None:
    assert across(birth(child_name="NGUYỄN ĐỖ MINH BẢO")) == []
    assert across(birth(child_name="NGUYỄN ĐỖ MINH ÂN")) == [], "An and Ân are two names"


def test_the_same_deceased_twice_is_refused(death: Callable[..., Assessment]) -> None:
    assert codes(death()) == [("/further/0/deceased_name", "CASE-01")]


def test_one_name_without_day_and_number_may_be_two_people(
    workplace: Workplace,
) -> None:
    answers = {**sample(workplace, DEATH_FORM), "deceased_dob": "1945"}
    answers = {k: v for k, v in answers.items() if k != "deceased_id"}
    draft = IntakeDraft(DEATH, answers=answers, further=(event(DEATH_FORM, answers),))
    (problem,) = across(judged(workplace, draft))
    assert (problem.code, problem.severity) == ("CASE-04", Severity.WARNING)
    older = event(DEATH_FORM, {**answers, "deceased_dob": "1920"})
    assert across(judged(workplace, replace(draft, further=(older,)))) == []


def test_one_person_may_ask_for_several_copies_but_hardly_for_the_same_ones(
    workplace: Workplace,
) -> None:
    answers = sample(workplace, COPY_FORM)
    draft = IntakeDraft(COPY, answers=answers, further=(event(COPY_FORM, answers),))
    (problem,) = across(judged(workplace, draft))
    assert (problem.code, problem.severity) == ("CASE-04", Severity.WARNING)
    other = event(COPY_FORM, {**answers, "prev_agency": "UBND xã Khác"})
    assert across(judged(workplace, replace(draft, further=(other,)))) == []


# --- numbers ------------------------------------------------------------------------------------


def test_one_number_under_two_names_is_refused(death: Callable[..., Assessment]) -> None:
    (problem,) = across(death(deceased_name="CAO THỊ YẾN"))
    assert (problem.pointer, problem.code) == ("/further/0/deceased_id", "CASE-02")
    assert problem.severity is Severity.ERROR
    assert "Căn cước" in problem.basis


def test_one_number_with_two_births_is_refused(death: Callable[..., Assessment]) -> None:
    assert codes(death(deceased_dob="1950")) == [
        ("/further/0/deceased_name", "CASE-01"),
        ("/further/0/deceased_dob", "CASE-02"),
    ]


def test_one_person_with_two_numbers_is_warned_of(
    workplace: Workplace, birth_answers: Answers
) -> None:
    mother = birth_answers()["mother_id"]
    assert "017088000777" not in mother
    second = birth_answers(child_name="NGUYỄN ĐỖ MINH BẢO", mother_id=MANS)
    draft = IntakeDraft(BIRTH, answers=birth_answers(), further=(event(BIRTH_FORM, second),))
    found = judged(workplace, draft)
    assert ("/further/0/mother_id", "CASE-03") in codes(found)
    assert not any(p.code == "CASE-03" for p in found.errors)


def test_a_number_is_compared_between_declaration_and_companions(
    workplace: Workplace, birth_answers: Answers
) -> None:
    agent = {"agent_name": "QUÁCH ĐÌNH ƯỚC", "agent_pin": "025090000123"}
    paper = letter(**{**sample(workplace, LETTER), **agent})
    draft = IntakeDraft(BIRTH, answers=birth_answers(), further=(paper,))
    assert "025090000123" in birth_answers()["father_id"]
    found = [p for p in across(judged(workplace, draft)) if p.pointer == "/further/0/agent_pin"]
    assert [p.code for p in found] == ["CASE-02"]
    assert "“Cha” của “Tờ khai”" in found[0].message


def test_an_agent_who_is_the_principal_is_refused(
    workplace: Workplace, birth_answers: Answers
) -> None:
    paper = letter(scope="nộp hồ sơ")
    draft = filled(workplace, IntakeDraft(BIRTH, answers=birth_answers(), further=(paper,)))
    given = draft.further[0].answers
    same = {f"agent_{k}": given[f"principal_{k}"] for k in ("name", "dob", "pin")}
    twice = replace(draft.further[0], answers={**given, **same})
    found = judged(workplace, replace(draft, further=(twice,)))
    assert "FORM-55" in [p.code for p in found.errors]


@pytest.mark.parametrize(
    ("one", "two", "is_same"),
    [
        ("HÒA", "Hoà", True),
        ("THÚY", "THUÝ", True),
        ("AN", "ÂN", False),
        ("LAN ANH", "LANANH", False),
        ("ĐAN", "DAN", False),
    ],
)
def test_the_place_of_a_tone_mark_makes_no_other_name(one: str, two: str, is_same: bool) -> None:
    assert (spelling(one) == spelling(two)) is is_same


# --- one person on several papers ---------------------------------------------------------------


def test_whom_a_companion_is_about_is_called_as_on_the_declaration(
    workplace: Workplace, birth_answers: Answers
) -> None:
    paper = FurtherForm(Part.COMPANION, CT01, "ct01", {"subject_name": "NGUYỄN ĐỖ MINH ÂN"})
    draft = filled(workplace, IntakeDraft(BIRTH, answers=birth_answers(), further=(paper,)))
    found = judged(workplace, draft)
    assert ("/further/0/subject_name", "CASE-08") in codes(found)
    assert found.can_accept


# --- witnesses ----------------------------------------------------------------------------------


def test_a_witness_is_neither_requester_nor_parent(
    workplace: Workplace, birth_answers: Answers
) -> None:
    answers = birth_answers()
    mother = {"witness_name": answers["mother_name"], "witness_dob": answers["mother_birth"]}
    paper = witness(workplace, **mother, witness_pin="025190000222")
    found = judged(workplace, IntakeDraft(BIRTH, answers=answers, further=(paper,)))
    warned = [p for p in across(found) if p.code == "CASE-05"]
    assert [p.pointer for p in warned] == ["/further/0/witness_name"]
    assert warned[0].severity is Severity.WARNING
    stranger = judged(workplace, IntakeDraft(BIRTH, answers=answers, further=(witness(workplace),)))
    assert across(stranger) == []


def test_two_witnesses_are_two_people(workplace: Workplace, birth_answers: Answers) -> None:
    papers = (witness(workplace), witness(workplace))
    found = judged(workplace, IntakeDraft(BIRTH, answers=birth_answers(), further=papers))
    assert codes(found) == [("/further/1/witness_name", "CASE-05")]


def test_witnesses_in_a_table_are_looked_at_too(workplace: Workplace) -> None:
    answers = sample(workplace, BIRTH_FORM)
    rows = [
        {"full_name": answers["father_name"], "pin": "025090000123"},
        {"full_name": "BÙI THỊ MƠ", "pin": "017166000808"},
        {"full_name": "BÙI THỊ MƠ", "pin": "017166000808"},
    ]
    paper = FurtherForm(Part.COMPANION, "van_ban_cam_doan", "cam_doan_quan_he", {"witnesses": rows})
    draft = IntakeDraft("1.000689", answers=answers, further=(paper,))
    assert [c for c in codes(judged(workplace, draft)) if c[1] == "CASE-05"] == [
        ("/further/0/witnesses/0/full_name", "CASE-05"),
        ("/further/0/witnesses/2/full_name", "CASE-05"),
    ]


# --- births of one mother -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("born", "warns"),
    [
        ("2026-11-10", False),  # the sample's child: 12/11/2026
        ("2026-11-05", False),
        ("2026-09-30", True),
        ("2026-05-17", True),
        ("2026-05-16", False),
        ("2024-01-02", False),
    ],
)
def test_two_births_of_one_mother_are_twins_or_half_a_year_apart(
    birth: Callable[..., Assessment], born: str, warns: bool
) -> None:
    found = birth(child_name="NGUYỄN ĐỖ MINH BẢO", child_dob=born)
    assert (("/further/0/child_dob", "CASE-06") in codes(found)) is warns


def test_two_mothers_may_give_birth_when_they_will(birth: Callable[..., Assessment]) -> None:
    found = birth(
        child_name="NGUYỄN ĐỖ MINH BẢO",
        child_dob="2026-09-30",
        mother_name="BÙI THỊ MƠ",
        mother_id="Căn cước công dân số 017166000808",
        mother_birth="1986-09-30",
    )
    assert codes(found) == []


# --- kept warnings ------------------------------------------------------------------------------


def test_a_warning_is_kept_until_either_paper_says_something_else(
    workplace: Workplace, birth_answers: Answers
) -> None:
    changes = {"child_name": "NGUYỄN ĐỖ MINH BẢO", "child_dob": "2026-09-30"}
    draft = IntakeDraft(
        BIRTH, answers=birth_answers(), further=(event(BIRTH_FORM, birth_answers(**changes)),)
    )

    def warning(draft: IntakeDraft) -> Any:  # noqa: ANN401 - a RuleWarning
        found = judged(workplace, draft).rule_warnings
        return next(w for w in found if w.problem.code == "CASE-06")

    first = warning(draft)
    assert first.is_open
    kept = KeptWarning("/child_dob", "CASE-06", "đã đối chiếu", first.fingerprint)
    draft = replace(draft, further=(replace(draft.further[0], kept=(kept,)),))
    assert warning(draft).reason == "đã đối chiếu"
    other_day = replace(draft, answers=birth_answers(child_dob="2026-11-11"))
    assert warning(other_day).is_open
    dossier = take_in(workplace, draft)
    (stored,) = (w for w in dossier.record.warnings if w.code == "CASE-06")
    assert (stored.pointer, stored.reason) == ("/further/0/child_dob", "đã đối chiếu")
