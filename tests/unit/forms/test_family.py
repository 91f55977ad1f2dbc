"""People of a form beside each other: what the forms' own rules say of them, and who comes next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from base.dates import parse_partial_date
from base.settings import Settings
from citizens.person import Person, Sex
from forms.family.doubts import (
    Doubt,
    DoubtKind,
    Gathering,
    doubts,
    doubts_about,
    is_same_person,
)
from forms.family.kinship import kinship_of
from forms.family.order import ROLE_ORDER, RoleOrder, load_order, rank_roles
from forms.library import load_library
from forms.schema import Role, Sheet
from tests.unit.forms.cases import form
from tests.unit.forms.conftest import TODAY

BIRTH, AGAIN = "tk_dang_ky_khai_sinh", "tk_dang_ky_lai_khai_sinh"
LAN = Person("Nguyễn Thị Lan", "025190000222", birth=parse_partial_date("09091990"), sex=Sex.FEMALE)
HUNG = Person("Hà Văn Hùng", "025090000123", birth=parse_partial_date("01021990"), sex=Sex.MALE)
MEN = Person("Trần Thị Mến", "017166000808", birth=parse_partial_date("01011966"), sex=Sex.FEMALE)
AN = Person("Hà Minh An", "025305000909", birth=parse_partial_date("12112015"), sex=Sex.FEMALE)


def gathering(
    form_id: str, people: Mapping[str, Person], typed: Mapping[str, str] | None = None
) -> Gathering:
    schema = form(form_id)
    roles = (*schema.roles, Role("submitter", "Người nộp"))
    return Gathering(schema, roles, people, typed or {}, {"submitter": "requester"})


def kinds(found: tuple[Doubt, ...]) -> list[tuple[DoubtKind, tuple[str, ...]]]:
    return [(doubt.kind, doubt.roles) for doubt in found]


@pytest.mark.parametrize(
    ("form_id", "one", "other"),
    [
        (BIRTH, "mother", "father"),
        (AGAIN, "subject", "mother"),
        ("giay_khai_sinh", "mother", "father"),
        ("tk_dang_ky_ket_hon", "bride", "groom"),
        ("tk_ghi_chu_ket_hon", "wife", "husband"),
        ("tk_dang_ky_khai_tu", "requester", "deceased"),
        ("tk_dang_ky_khai_tu", "submitter", "deceased"),
        ("tk_ghi_vao_so_nuoi_con_nuoi", "child", "adoptive_mother"),
        ("tk_dang_ky_giam_ho", "guardian", "ward"),
        ("tk_nhan_cha_me_con", "recogniser", "recognised"),
    ],
)
def test_one_person_in_two_roles_that_exclude_each_other_is_doubtful(
    form_id: str, one: str, other: str
) -> None:
    (doubt,) = doubts(gathering(form_id, {one: LAN, other: replace(LAN, sex=None)}), TODAY)
    assert doubt.kind is DoubtKind.TWO_ROLES
    assert set(doubt.roles) == {one, other}
    assert doubt.message.startswith("Nguyễn Thị Lan đang giữ hai vai")


@pytest.mark.parametrize(
    ("form_id", "one", "other"),
    [
        (BIRTH, "requester", "mother"),
        (BIRTH, "requester", "submitter"),
        (AGAIN, "requester", "subject"),
        ("tk_dang_ky_giam_ho", "requester", "guardian"),
        ("tk_cap_xac_nhan_tinh_trang_hon_nhan", "requester", "subject"),
        ("tk_dien_tu_lien_thong_khai_sinh", "mother", "householder"),
    ],
)
def test_usual_second_roles_are_not(form_id: str, one: str, other: str) -> None:
    assert doubts(gathering(form_id, {one: LAN, other: LAN}), TODAY) == ()


def test_every_form_s_parents_spouses_and_the_dead_are_told_apart() -> None:
    """The rules of all forms together say it: no form is named anywhere in the program."""
    labels = {"Mẹ": "Cha", "Vợ": "Chồng", "Bên nữ": "Bên nam", "Mẹ nuôi": "Cha nuôi"}
    for summary in load_library().summaries():
        if summary.head.sheet is Sheet.MISSING:
            continue
        schema = form(summary.head.id)
        by_label = {role.label: role.key for role in schema.roles}
        kinship = kinship_of(schema)
        for one, other in labels.items():
            if one in by_label and other in by_label:
                assert kinship.excludes(by_label[one], by_label[other]), schema.id
                assert kinship.sexes[by_label[one]] is Sex.FEMALE
                assert kinship.sexes[by_label[other]] is Sex.MALE


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"child_dob": "12/11/2026"}, []),
        ({"child_dob": "12112001"}, [(DoubtKind.PARENT_AGE, ("mother",))]),
        ({"child_dob": "08/09/2002"}, [(DoubtKind.PARENT_AGE, ("mother",))]),
        ({"child_dob": "09/09/2002"}, []),
        ({"child_dob": "2002"}, []),
        ({"child_dob": "01/01/1985"}, [(DoubtKind.PARENT_AGE, ("mother",))]),
        ({"child_dob": "chưa rõ"}, []),
        ({}, []),
    ],
)
def test_parent_is_at_least_twelve_years_older(
    typed: dict[str, str], expected: list[tuple[DoubtKind, tuple[str, ...]]]
) -> None:
    assert kinds(doubts(gathering(BIRTH, {"mother": LAN}, typed), TODAY)) == expected


def test_what_is_typed_goes_before_the_card() -> None:
    typed = {"child_dob": "12/11/2026", "mother_birth": "09/09/2020"}
    (doubt,) = doubts(gathering(BIRTH, {"mother": LAN}, typed), TODAY)
    assert doubt.message == (
        "“Mẹ” sinh 09/09/2020, “Người được khai sinh” sinh 12/11/2026: chỉ hơn 6 tuổi. "
        "Xem lại vai hoặc ngày sinh."
    )


def test_a_child_with_a_card_of_its_own_is_compared_by_the_cards() -> None:
    found = doubts(gathering(AGAIN, {"subject": LAN, "mother": AN}), TODAY)
    assert kinds(found) == [(DoubtKind.PARENT_AGE, ("mother", "subject"))]
    assert "phải sinh trước con" in found[0].message
    assert doubts(gathering(AGAIN, {"subject": AN, "mother": LAN}), TODAY) == ()


@pytest.mark.parametrize(("word", "expected"), [("Mẹ", 0), ("Con", 1), ("", 0), ("Người thân", 0)])
def test_a_line_of_the_form_says_who_is_the_parent(word: str, expected: int) -> None:
    people = {"recogniser": MEN, "recognised": LAN}
    found = doubts(gathering("tk_nhan_cha_me_con", people, {"recognised_as": word}), TODAY)
    assert len(found) == expected


def test_spouses_of_any_age_are_the_rules_matter() -> None:
    young = replace(AN, birth=parse_partial_date("01012015"))
    assert doubts(gathering("tk_dang_ky_ket_hon", {"bride": young, "groom": HUNG}), TODAY) == ()


@pytest.mark.parametrize(("born", "count"), [("27112026", 1), ("26112026", 0), ("2026", 0)])
def test_nobody_is_born_after_today(born: str, count: int) -> None:
    person = replace(LAN, birth=parse_partial_date(born))
    found = doubts(gathering(BIRTH, {"requester": person}), date(2026, 11, 26))
    assert len(found) == count
    assert all(doubt.kind is DoubtKind.NOT_BORN for doubt in found)


def test_only_what_a_role_would_bring_is_said_about_it() -> None:
    taken = gathering(BIRTH, {"mother": LAN}, {"child_dob": "12/11/2026"})
    assert doubts_about(taken, "father", HUNG, TODAY) == ()
    assert kinds(doubts_about(taken, "father", LAN, TODAY)) == [
        (DoubtKind.TWO_ROLES, ("mother", "father"))
    ]
    assert doubts_about(taken, "requester", LAN, TODAY) == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (LAN, replace(LAN, full_name="NGUYEN THI LAN", residence="Khu 3"), True),
        (LAN, replace(LAN, personal_number="025190000000"), False),
        (replace(LAN, personal_number=None), replace(LAN, old_number="131000456"), True),
        (replace(LAN, personal_number=None), replace(MEN, full_name=LAN.full_name), False),
        (Person("Lan"), Person("Lan", phone="0900000001"), False),
        (Person(old_number="131000456"), Person("Lan", old_number="131000456"), True),
    ],
)
def test_two_readings_of_one_person_are_one_person(one: Person, other: Person, same: bool) -> None:
    assert is_same_person(one, other) is same
    assert is_same_person(other, one) is same


ROLES = ("requester", "mother", "father", "submitter")


def rank(order: RoleOrder, taken: set[str], sex: Sex | None) -> str:
    ranked = rank_roles(
        ROLES,
        next_after=order.next_after(BIRTH, taken),
        sexes=kinship_of(form(BIRTH)).sexes,
        sex=sex,
        avoided=taken,
    )
    assert sorted(ranked) == sorted(ROLES)
    return ranked[0]


def test_before_anything_is_learned_sex_and_the_sheet_decide() -> None:
    order = RoleOrder()
    assert rank(order, set(), Sex.FEMALE) == "mother"
    assert rank(order, set(), Sex.MALE) == "father"
    assert rank(order, {"mother"}, Sex.FEMALE) == "requester"
    assert rank(order, set(), None) == "requester"


def test_what_clerks_do_is_learned_for_each_place_in_the_order() -> None:
    order = RoleOrder()
    for _ in range(2):
        order.learn(BIRTH, (), "mother")
        order.learn(BIRTH, ("mother",), "father")
        order.learn(BIRTH, ("mother", "father"), "submitter")
    assert rank(order, set(), None) == "mother"
    assert rank(order, {"mother"}, None) == "father"
    assert rank(order, {"mother", "father"}, Sex.FEMALE) == "submitter"
    assert order.next_after("tk_dang_ky_ket_hon", ()) == {}


def test_a_man_is_not_offered_the_mother_s_role_however_usual_it_is() -> None:
    order = RoleOrder()
    for _ in range(20):
        order.learn(BIRTH, (), "mother")
    assert rank(order, set(), Sex.MALE) == "father"


def test_one_slip_does_not_turn_the_order_and_an_undone_one_leaves_nothing() -> None:
    order = RoleOrder()
    order.learn(BIRTH, (), "requester")
    assert rank(order, set(), Sex.FEMALE) == "mother"
    order.unlearn(BIRTH, (), "requester")
    order.unlearn(BIRTH, (), "requester")
    assert order.next_after(BIRTH, ()) == {"requester": 0}


def test_a_new_habit_takes_over_from_an_old_one() -> None:
    order = RoleOrder()
    for _ in range(200):
        order.learn(BIRTH, (), "mother")
    for _ in range(20):
        order.learn(BIRTH, (), "requester")
    assert rank(order, set(), None) == "requester"


def test_the_order_is_kept_without_anybody_s_data(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    order = RoleOrder()
    order.learn(BIRTH, (), "mother")
    order.learn(BIRTH, ("mother",), "father")
    order.save(Settings(path))
    again = load_order(Settings(path))
    assert again.next_after(BIRTH, {"mother"}) == {"father": 1}
    text = path.read_text(encoding="utf-8")
    assert not any(char.isdigit() and char != "1" for char in text)
    assert "Lan" not in text


@pytest.mark.parametrize("stored", ["", "{", "[]", '{"a": 1}', '{"a": {"b": {"c": "x"}}}'])
def test_an_order_that_cannot_be_read_counts_as_none(tmp_path: Path, stored: str) -> None:
    settings = Settings(tmp_path / "settings.json")
    settings.put(ROLE_ORDER, stored)
    assert load_order(settings).next_after(BIRTH, ()) == {}
