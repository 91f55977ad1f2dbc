from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from base.clock import parse_moment
from base.dates import PartialDate
from dossiers.acceptance import take_in
from dossiers.draft import IntakeDraft, TickedPaper
from dossiers.intake import Assessment, assess
from dossiers.situation import copies_of
from dossiers.workplace import Workplace
from tests.conftest import BIRTH, BIRTH_FORM
from tests.unit.dossiers.papers import card, sample

Answers = Callable[..., dict[str, Any]]


def judge(
    workplace: Workplace,
    answers: dict[str, Any],
    moment: str = "2026-11-26T08:30",
    **changes: Any,  # noqa: ANN401
) -> Assessment:
    draft = IntakeDraft(BIRTH, form_id=BIRTH_FORM, answers=answers, **changes)
    return assess(workplace.reference, draft, parse_moment(moment))


def test_an_on_time_birth_is_free_and_due_the_same_day(
    workplace: Workplace, birth_answers: Answers
) -> None:
    found = judge(workplace, birth_answers(copies_wanted=False, copies_count=None))
    assert found.can_accept
    assert "late" not in found.situation
    assert found.fee.total_vnd == 0
    assert found.due.due_at == parse_moment("2026-11-26T17:00")


def test_after_fifteen_hours_the_next_working_day_counts(
    workplace: Workplace, birth_answers: Answers
) -> None:
    found = judge(workplace, birth_answers(), moment="2026-11-27T15:01")
    assert found.due.due_at == parse_moment("2026-11-30T17:00")


@pytest.mark.parametrize(("born", "is_late"), [("2026-09-27", False), ("2026-09-26", True)])
def test_the_sixty_first_day_is_late_and_the_fee_is_the_provinces(
    workplace: Workplace, birth_answers: Answers, born: str, is_late: bool
) -> None:
    found = judge(workplace, birth_answers(child_dob=born))
    assert found.situation.get("late", False) is is_late
    assert (found.fee.total_vnd is None) is is_late
    assert found.can_accept  # late is a warning, never a refusal


def test_copies_are_counted_into_the_fee(workplace: Workplace, birth_answers: Answers) -> None:
    found = judge(workplace, birth_answers(copies_wanted=True, copies_count=3))
    assert found.fee.total_vnd == 24_000


def test_a_missing_paper_is_named_until_it_is_ticked(
    workplace: Workplace, birth_answers: Answers
) -> None:
    before = judge(workplace, birth_answers())
    assert before.missing_papers
    ticked = tuple(TickedPaper(p.name) for p in before.missing_papers)
    assert judge(workplace, birth_answers(), papers=ticked).missing_papers == ()


def test_the_declaration_filled_in_here_is_never_missing(
    workplace: Workplace, birth_answers: Answers
) -> None:
    found = judge(workplace, birth_answers())
    asked = [paper.name for paper in found.checklist.papers if paper.use == "submit"]
    assert "Tờ khai đăng ký khai sinh" in asked
    assert [paper.name for paper in found.papers] == ["Tờ khai đăng ký khai sinh"]
    assert "Tờ khai đăng ký khai sinh" not in [paper.name for paper in found.missing_papers]


def test_a_procedure_without_known_papers_says_where_to_look(workplace: Workplace) -> None:
    names_only = next(
        p
        for p in workplace.reference.catalogue.all(workplace.clock().date())
        if p.detail_level == "name_only" and p.status == "current"
    )
    draft = IntakeDraft(names_only.code, answers={"applicant_name": "LÊ HOÀNG LONG"})
    found = assess(workplace.reference, draft, workplace.clock())
    assert "Cổng DVCQG" in " ".join(w.text for w in found.warnings)
    assert found.checklist.papers == ()


def test_the_addressee_may_be_another_unit(workplace: Workplace, birth_answers: Answers) -> None:
    assert judge(workplace, birth_answers()).competent_unit == workplace.profile.authority
    other = "Ủy ban nhân dân xã Bên Cạnh"
    assert judge(workplace, birth_answers(), competent_unit=other).competent_unit == other


@pytest.mark.parametrize(
    ("code", "unit"),
    [
        ("1.014063", "Công an xã Sông Mẫu"),  # đổi thẻ căn cước
        ("1.001909", "BHXH cơ sở"),
        ("3.000527", "Ủy ban nhân dân xã Sông Mẫu"),  # at the police, decided by the commune
    ],
)
def test_who_decides_is_the_agency_whose_procedure_it_is(
    workplace: Workplace, code: str, unit: str
) -> None:
    draft = IntakeDraft(code, answers={"applicant_name": "LÊ HOÀNG LONG"})
    assert assess(workplace.reference, draft, workplace.clock()).competent_unit == unit


@pytest.mark.parametrize(
    ("written", "on_card", "is_warned"),
    [
        ("1952", PartialDate(1952), False),
        ("1952", PartialDate(1953), True),  # not what the card says
        ("1952", PartialDate(1952, 3, 4), True),  # the card says more
        ("1952", None, True),
    ],
)
def test_a_year_alone_is_enough_where_the_card_says_no_more(
    workplace: Workplace,
    birth_answers: Answers,
    written: str,
    on_card: PartialDate | None,
    is_warned: bool,
) -> None:
    person = replace(card("017152000321||Bùi Thị Mơ|1952|Nữ|Kim Bôi|15052021"), birth=on_card)
    answers = birth_answers(requester_dob=written)
    for people, wanted in (({"requester": person}, is_warned), ({}, True)):
        found = judge(workplace, answers, people=people)
        warned = [p.pointer for p in found.problems if p.code == "FORM-28"]
        assert warned == (["/requester_dob"] if wanted else [])
    assert not any(p.code == "FORM-28" for p in judge(workplace, birth_answers()).problems)


@pytest.mark.parametrize(
    ("sexes", "typed_over", "said"),
    [(("Nữ", "Nam"), False, []), (("Nam", "Nam"), False, ["error"]), (("Nam", "Nam"), True, [])],
)
def test_two_scanned_cards_of_one_sex_stop_a_marriage(
    workplace: Workplace, sexes: tuple[str, str], typed_over: bool, said: list[str]
) -> None:
    """Who was typed over a scan is no longer whom the card is of."""
    bride = card(f"025305000909||Đinh Khánh Uyên|08032005|{sexes[0]}|Nông Trang|30032023")
    groom = card(f"025200000555||Lê Hoàng Long|14072000|{sexes[1]}|Nông Trang|30032023")
    answers = sample(workplace, "tk_dang_ky_ket_hon") | {
        "bride_id": "Thẻ căn cước số 025305000909",
        "groom_id": "Hộ chiếu số C1234567" if typed_over else "Thẻ căn cước số 025200000555",
    }
    draft = IntakeDraft("1.000894", answers=answers, people={"bride": bride, "groom": groom})
    found = assess(workplace.reference, draft, workplace.clock())
    told = [p for p in found.problems if p.code == "SHEET-19"]
    assert [p.severity.value for p in told] == said
    assert found.can_accept is not bool(said)


def test_a_marriage_is_the_case_of_its_first_party(workplace: Workplace) -> None:
    schema = workplace.reference.library.for_procedure("1.000894", workplace.clock().date())
    assert schema is not None
    sample = json.loads((schema.folder / "sample.json").read_text(encoding="utf-8"))
    found = assess(workplace.reference, IntakeDraft("1.000894", answers=sample), workplace.clock())
    assert found.parties.requester is None
    assert found.parties.applicant is not None
    assert found.parties.applicant.full_name == sample[f"{schema.roles[0].key}_name"]
    assert take_in(workplace, IntakeDraft("1.000894", answers=sample)).row.applicant_name


@pytest.mark.parametrize(
    ("answers", "copies"),
    [
        ({}, 0),
        ({"copies_wanted": False}, 0),
        ({"copies_wanted": True}, 1),
        ({"copies_wanted": True, "copies_count": 3}, 3),
        ({"copies_count": 3}, 3),
    ],
)
def test_copies_count_also_on_a_form_that_only_asks_for_copies(
    answers: dict[str, Any], copies: int
) -> None:
    assert copies_of(answers) == copies


def test_a_paper_of_some_cases_is_neither_missing_nor_in_the_way(workplace: Workplace) -> None:
    draft = IntakeDraft("1.010040", answers={"applicant_name": "LÊ HOÀNG LONG"})
    found = assess(workplace.reference, draft, parse_moment("2026-11-26T08:30"))
    conditional = [p.name for p in found.checklist.papers if p.is_conditional]
    assert conditional == ["Giấy tờ, tài liệu khác (nếu có)"]
    assert not {p.name for p in found.missing_papers} & set(conditional)


def test_what_a_database_replaces_is_not_missing(workplace: Workplace) -> None:
    draft = IntakeDraft(
        "1.013225", answers={"applicant_name": "LÊ HOÀNG LONG"}, situation={"case": "c7"}
    )
    found = assess(workplace.reference, draft, parse_moment("2026-11-26T08:30"))
    assert len(found.missing_papers) == 2
    assert not [p for p in found.missing_papers if "đất đai" in p.name]
