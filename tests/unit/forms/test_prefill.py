from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from base.dates import PartialDate
from base.errors import InputError
from citizens.person import DocumentKind, Person, Sex
from forms.library import load_library
from forms.prefill import FillContext, ValueOrigin, prefill
from forms.schema import FormSchema
from forms.views import judge
from tests.unit.forms.conftest import TODAY

MOTHER = Person(
    full_name="Đỗ Thị Mỹ Hằng",
    personal_number="025190000222",
    birth=PartialDate(1990, 9, 9),
    sex=Sex.FEMALE,
    residence="Tổ 5, Gia Cẩm, Việt Trì, Phú Thọ",
    issue_date=date(2021, 8, 12),
    issuer="Cục Cảnh sát QLHC về TTXH",
    document=DocumentKind.CCCD,
)
FATHER = Person(
    full_name="Nguyễn Văn Đạt",
    personal_number="025090000123",
    birth=PartialDate(1990),
    sex=Sex.MALE,
    document=DocumentKind.CCCD,
)
CONTEXT = FillContext("Ủy ban nhân dân phường Nông Trang", "Phường Nông Trang", TODAY)


def test_a_card_fills_the_lines_of_its_role(birth: FormSchema) -> None:
    got = prefill(birth, {"mother": MOTHER}, context=CONTEXT)
    assert {k: v for k, v in got.answers.items() if k.startswith("mother")} == {
        "mother_name": "ĐỖ THỊ MỸ HẰNG",
        "mother_birth": "1990-09-09",
        "mother_nationality": "Việt Nam",
        "mother_residence": "Tổ 5, Gia Cẩm, Việt Trì, Phú Thọ",
        "mother_id": "Căn cước công dân số 025190000222 do Cục Cảnh sát QLHC về TTXH"
        " cấp ngày 12/08/2021",
    }
    assert got.sources["mother_name"] == ValueOrigin("card", "mother")
    assert got.sources["mother_residence"] == ValueOrigin(
        "card", "mother", "theo thẻ cấp 2021, hỏi lại"
    )
    assert got.sources["mother_nationality"] == ValueOrigin("computed")
    assert "requester_name" not in got.answers


def test_the_centre_and_the_day_are_filled_with_their_origin(birth: FormSchema) -> None:
    got = prefill(birth, {}, context=CONTEXT)
    assert got.answers == {
        "addressee": "Ủy ban nhân dân phường Nông Trang",
        "made_at": "Phường Nông Trang",
        "made_date": "2026-11-26",
        "child_nationality": "Việt Nam",
    }
    assert {k: s.kind for k, s in got.sources.items()} == {
        "addressee": "profile",
        "made_at": "profile",
        "made_date": "computed",
        "child_nationality": "default",
    }


def test_the_requester_who_is_the_mother_is_called_so(birth: FormSchema) -> None:
    got = prefill(birth, {"mother": MOTHER, "requester": MOTHER}, context=CONTEXT)
    assert got.answers["relationship"] == "Mẹ"
    assert got.answers["requester_dob"] == "1990-09-09"
    assert got.answers["requester_signature"] == "ĐỖ THỊ MỸ HẰNG"
    assert got.sources["relationship"] == ValueOrigin("computed")


def test_a_role_may_be_said_to_be_another(birth: FormSchema) -> None:
    context = replace(CONTEXT, same_as={"requester": "father"})
    got = prefill(birth, {"father": FATHER}, context=context)
    assert got.answers["requester_name"] == "NGUYỄN VĂN ĐẠT"
    assert got.answers["relationship"] == "Cha"
    assert got.sources["requester_id"] == ValueOrigin("card", "father")
    assert got.answers["father_birth"] == "1990"
    assert got.answers["requester_dob"] == "1990"


def test_same_as_also_takes_what_was_typed_for_the_other(birth: FormSchema) -> None:
    context = replace(CONTEXT, same_as={"requester": "mother"})
    typed = {"mother_name": "BÙI THỊ MƠ", "mother_birth": "01/01/1966", "mother_id": "017166000808"}
    got = prefill(birth, {}, context=context, answers=typed)
    assert got.answers["requester_name"] == "BÙI THỊ MƠ"
    assert got.answers["requester_dob"] == "1966-01-01"
    assert got.answers["relationship"] == "Mẹ"
    assert got.sources["requester_name"] == ValueOrigin("computed", "mother")


def test_a_scan_never_overwrites_what_was_typed(birth: FormSchema) -> None:
    typed = {"mother_name": "ĐỖ MỸ HẰNG", "made_date": "25/11/2026", "child_nationality": "Lào"}
    got = prefill(birth, {"mother": MOTHER}, context=CONTEXT, answers=typed)
    assert got.answers["mother_name"] == "ĐỖ MỸ HẰNG"
    assert got.answers["made_date"] == "2026-11-25"
    assert got.answers["child_nationality"] == "Lào"
    assert got.sources["mother_name"] == ValueOrigin("typed")


def test_an_emptied_line_is_filled_again(birth: FormSchema) -> None:
    got = prefill(birth, {"mother": MOTHER}, context=CONTEXT, answers={"mother_name": " "})
    assert got.answers["mother_name"] == "ĐỖ THỊ MỸ HẰNG"


def test_the_date_in_words_follows_the_date_in_the_words_of_the_place(birth: FormSchema) -> None:
    typed = {"child_dob": "05/01/2005"}
    north = prefill(birth, {}, context=CONTEXT, answers=typed)
    south = prefill(birth, {}, context=replace(CONTEXT, zero_ten="lẻ"), answers=typed)
    assert north.answers["child_dob_words"].endswith("linh năm")
    assert south.answers["child_dob_words"].endswith("lẻ năm")


def test_names_ethnicity_and_hometown_of_the_child_are_never_taken_silently(
    birth: FormSchema,
) -> None:
    typed = {"mother_ethnicity": "Mường", "father_ethnicity": "Kinh"}
    got = prefill(birth, {"mother": MOTHER, "father": FATHER}, context=CONTEXT, answers=typed)
    assert not {"child_name", "child_ethnicity", "child_hometown"} & set(got.answers)
    assert got.suggestions == {
        "child_name": ("NGUYỄN", "ĐỖ"),
        "child_ethnicity": ("Kinh", "Mường"),
        "mother_residence": ("Tổ 5, phường Việt Trì, tỉnh Phú Thọ",),
    }
    assert got.answers["mother_residence"] == MOTHER.residence  # offered, not changed
    taken = prefill(birth, {}, context=CONTEXT, answers={**typed, "child_ethnicity": "Kinh"})
    assert "child_ethnicity" not in taken.suggestions


@pytest.mark.parametrize(
    ("people", "typed", "offers", "whose"),
    [
        ({"father": "Thượng Cửu"}, {}, ("Thượng Cửu",), ["theo chip của cha"]),
        (
            {"father": "Thượng Cửu, Phú Thọ", "mother": "Kim Bôi, Phú Thọ"}, {},
            ("Thượng Cửu, Phú Thọ", "Kim Bôi, Phú Thọ"),
            ["theo chip của cha", "theo chip của mẹ"],
        ),
        (
            {"father": "Kim Bôi", "mother": "Kim Bôi"}, {}, ("Kim Bôi",),
            ["theo chip của cha, mẹ"],
        ),
        ({"father": "Kim Bôi"}, {"child_hometown": "Hà Nội"}, (), []),
        ({"father": None}, {}, (), []),
    ],
)  # fmt: skip
def test_a_hometown_is_offered_by_the_parents_chips_and_says_whose_it_is(
    birth: FormSchema,
    people: dict[str, str | None],
    typed: dict[str, str],
    offers: tuple[str, ...],
    whose: list[str],
) -> None:
    cards = {role: replace(MOTHER, place_of_origin=place) for role, place in people.items()}
    got = prefill(birth, cards, context=CONTEXT, answers=typed)
    assert got.answers.get("child_hometown") == typed.get("child_hometown")
    assert got.suggestions.get("child_hometown", ()) == offers
    assert list(got.offer_notes.get("child_hometown", {}).values()) == whose


def test_an_own_hometown_comes_from_the_own_chip_only_as_an_offer() -> None:
    again = load_library().get("tk_dang_ky_lai_khai_sinh", CONTEXT.today)
    person = replace(MOTHER, place_of_origin="Kim Bôi, Phú Thọ")
    got = prefill(again, {"subject": person}, context=CONTEXT)
    assert "subject_hometown" not in got.answers
    assert got.offer_notes["subject_hometown"] == {"Kim Bôi, Phú Thọ": "theo chip"}


@pytest.mark.parametrize(
    ("authority", "police"),
    [
        ("Ủy ban nhân dân xã Sông Mẫu", "Công an xã Sông Mẫu"),
        ("UBND phường Việt Trì", "Công an phường Việt Trì"),
        ("Uỷ ban nhân dân đặc khu Cô Tô", "Công an đặc khu Cô Tô"),
        ("Ủy ban nhân dân tỉnh Phú Thọ", None),
        ("Sở Tư pháp", None),
        ("", None),
    ],
)
def test_a_residence_form_goes_to_the_police_of_the_commune_as_a_default(
    authority: str, police: str | None
) -> None:
    residence = load_library().get("ct01_to_khai_thay_doi_thong_tin_cu_tru", CONTEXT.today)
    got = prefill(residence, {}, context=replace(CONTEXT, authority=authority))
    assert got.answers.get("addressee") == police
    if police:
        assert got.sources["addressee"] == ValueOrigin("profile", note="mặc định, khác thì sửa")
    other = {"addressee": "Công an xã Hương Cần"}
    kept = prefill(residence, {}, context=replace(CONTEXT, authority=authority), answers=other)
    assert kept.answers["addressee"] == "Công an xã Hương Cần"


def test_missing_names_what_must_still_be_asked_in_the_order_of_the_sheet(
    birth: FormSchema,
) -> None:
    passport = Person(full_name="Bùi Thị Mơ", birth=PartialDate(1966, 1, 1))
    got = prefill(birth, {"mother": passport}, context=CONTEXT)
    assert got.missing == (
        "requester_name", "requester_dob", "requester_id", "relationship", "child_name",
        "child_dob", "child_dob_words", "child_gender", "child_ethnicity", "child_birthplace",
        "child_hometown", "mother_ethnicity", "mother_nationality", "mother_residence",
        "mother_id", "copies_wanted", "requester_signature",
    )  # fmt: skip


def test_cards_and_a_few_typed_lines_make_a_form_without_errors(birth: FormSchema) -> None:
    typed: dict[str, Any] = {
        "child_name": "NGUYỄN ĐỖ MINH AN", "child_dob": "12/11/2026", "child_gender": "Nữ",
        "child_ethnicity": "Kinh", "child_birthplace": "Bệnh viện mẫu, phường Nông Trang",
        "child_hometown": "Phường Nông Trang, tỉnh Phú Thọ", "copies_wanted": False,
    }  # fmt: skip
    people = {"mother": MOTHER, "father": FATHER, "requester": MOTHER}
    got = prefill(birth, people, context=CONTEXT, answers=typed)
    assert got.missing == ()
    codes = {p.code for p in judge(birth, got.answers, today=TODAY) if p.severity == "error"}
    assert codes == set()


@pytest.mark.parametrize("role", ["child", "Mẹ", ""])
def test_a_role_that_the_form_does_not_have_is_refused(birth: FormSchema, role: str) -> None:
    with pytest.raises(InputError) as caught:
        prefill(birth, {role: MOTHER}, context=CONTEXT)
    assert caught.value.code == "FORM-12"
    assert "mother" in caught.value.next_step


def test_nothing_personal_is_in_the_repr(birth: FormSchema) -> None:
    got = prefill(birth, {"mother": MOTHER}, context=CONTEXT)
    assert "HẰNG" not in repr(got)
    assert "025190000222" not in repr(got)


def test_a_guess_is_not_taken_until_the_clerk_confirms_it(birth: FormSchema) -> None:
    guessed = replace(MOTHER, review=("full_name", "residence"))
    found = prefill(birth, {"mother": guessed}, context=CONTEXT)
    assert "mother_name" not in found.answers
    assert "mother_residence" not in found.answers
    assert found.answers["mother_id"]
    assert prefill(birth, {"mother": MOTHER}, context=CONTEXT).answers["mother_name"]
