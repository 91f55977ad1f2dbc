"""Cards and the centre fill every civil-status sheet; who asks for himself says so by himself."""

from __future__ import annotations

from pathlib import Path

import pytest

from base.dates import PartialDate
from citizens.person import DocumentKind, Person, Sex
from forms.prefill import FillContext, prefill
from forms.schema import Slot
from forms.schema_reader import read_schema
from tests.unit.forms.cases import form
from tests.unit.forms.conftest import DECLARATIONS, TODAY

PERSON = Person(
    full_name="Đỗ Thị Mỹ Hằng",
    personal_number="025190000222",
    birth=PartialDate(1990, 9, 9),
    sex=Sex.FEMALE,
    residence="Tổ 5, phường Nông Trang, tỉnh Phú Thọ",
    document=DocumentKind.CAN_CUOC,
)
CONTEXT = FillContext("Ủy ban nhân dân phường Nông Trang", "Phường Nông Trang", TODAY)
ON_A_CARD = {Slot.FULL_NAME, Slot.BIRTH, Slot.SEX, Slot.IDENTITY_LINE, Slot.NUMBER, Slot.RESIDENCE}


@pytest.mark.parametrize("folder", DECLARATIONS, ids=lambda f: f.name)
def test_a_card_fills_every_line_of_its_role_that_a_card_knows(folder: Path) -> None:
    schema = read_schema(folder)
    for role in schema.roles:
        got = prefill(schema, {role.key: PERSON}, context=CONTEXT)
        lines = [f for f in schema.fields if f.role == role.key and f.slot in ON_A_CARD]
        assert lines
        assert {f.key for f in lines} <= set(got.answers), role.key
        assert all(got.sources[f.key].kind == "card" for f in lines)


@pytest.mark.parametrize("folder", DECLARATIONS, ids=lambda f: f.name)
def test_authority_place_and_day_are_never_typed(folder: Path) -> None:
    got = prefill(read_schema(folder), {}, context=CONTEXT)
    assert {"addressee", "made_at", "made_date"} <= set(got.answers)
    assert not {"addressee", "made_at", "made_date"} & set(got.missing)


def test_an_elder_with_a_year_on_the_card_can_ask() -> None:
    elder = Person(full_name="Cao Thị Én", personal_number="025145000012",
                   birth=PartialDate(1945), sex=Sex.FEMALE)  # fmt: skip
    got = prefill(form("tk_dang_ky_khai_tu"), {"requester": elder}, context=CONTEXT)
    assert got.answers["requester_dob"] == "1945"


@pytest.mark.parametrize(
    ("form_id", "role"),
    [
        ("tk_cap_ban_sao_trich_luc", "subject"),
        ("tk_cap_xac_nhan_tinh_trang_hon_nhan", "subject"),
        ("tk_thay_doi_cai_chinh_bo_sung", "subject"),
        ("tk_dang_ky_lai_khai_sinh", "subject"),
    ],
)
def test_one_card_is_enough_for_who_asks_for_himself(form_id: str, role: str) -> None:
    context = FillContext(CONTEXT.authority, CONTEXT.place, TODAY, same_as={role: "requester"})
    got = prefill(form(form_id), {"requester": PERSON}, context=context)
    assert got.answers["relationship"] == "Bản thân"
    assert got.answers[f"{role}_name"] == got.answers["requester_signature"] == "ĐỖ THỊ MỸ HẰNG"


def test_whoever_recognises_a_child_writes_no_relationship_to_herself() -> None:
    context = FillContext(
        CONTEXT.authority, CONTEXT.place, TODAY, same_as={"recogniser": "requester"}
    )
    got = prefill(form("tk_nhan_cha_me_con"), {"requester": PERSON}, context=context)
    assert "relationship" not in got.answers
    assert "relationship" not in got.missing


def test_both_cards_leave_two_numbers_and_the_copies_to_ask_of_a_couple() -> None:
    groom = Person(full_name="Lê Hoàng Long", personal_number="025200000555",
                   birth=PartialDate(2000, 7, 14), sex=Sex.MALE)  # fmt: skip
    people = {"bride": PERSON, "groom": groom}
    got = prefill(form("tk_dang_ky_ket_hon"), people, context=CONTEXT)
    assert got.missing == ("bride_marriage_order", "groom_marriage_order", "copies_wanted")
