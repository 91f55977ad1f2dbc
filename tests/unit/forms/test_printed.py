from __future__ import annotations

from typing import Any

import pytest

from desk.centre import sample_profile
from forms.prefill import FillContext, filled_answers, prefill
from forms.printed import printed_lines, printed_value
from forms.schema import Field, FieldType, FormSchema, PrintAs, Required
from tests.unit.forms.cases import form
from tests.unit.forms.conftest import TODAY

TWO = ("residence", "ethnicity", "nationality")


def test_lines_marked_2_stay_blank_for_whoever_has_a_number(
    birth: FormSchema, birth_answers: dict[str, Any]
) -> None:
    lines = printed_lines(birth, birth_answers)
    blank = {key for key, text in lines.items() if not text}
    assert blank == {
        "requester_residence", "mother_residence", "mother_ethnicity", "mother_nationality",
        "father_residence", "father_ethnicity", "father_nationality",
    }  # fmt: skip
    assert lines["child_ethnicity"] == "Kinh"


def test_a_dead_parent_is_always_told(birth: FormSchema, birth_answers: dict[str, Any]) -> None:
    lines = printed_lines(birth, {**birth_answers, "mother_residence": "Đã chết năm 2020"})
    assert lines["mother_residence"] == "Đã chết năm 2020"
    assert not lines["father_residence"]


@pytest.mark.parametrize(
    ("form_id", "day"),
    [
        ("tk_dang_ky_khai_sinh", "made_date"),
        ("ms_phieu_tu_choi", "issue_place_date"),
        ("giay_uy_quyen", "made_at_date"),
    ],
)
def test_a_sheet_that_knows_only_the_centre_is_made_on_another_day(form_id: str, day: str) -> None:
    schema = form(form_id)
    profile = sample_profile()
    context = FillContext(profile.authority, profile.place, TODAY, profile=profile)
    empty = filled_answers(schema, {}, context=context, answers={})
    name = next(line.key for line in schema.fields if line.type is FieldType.NAME)
    begun = filled_answers(schema, {}, context=context, answers={name: "LÊ AN"})
    assert not printed_lines(schema, empty).get(day)
    assert printed_lines(schema, begun)[day]


def test_no_day_of_registration_is_invented() -> None:
    context = FillContext("Ủy ban nhân dân phường Nông Trang", "Phường Nông Trang", TODAY)
    for form_id in ("giay_khai_sinh", "giay_chung_nhan_ket_hon"):
        given = prefill(form(form_id), {}, context=context, answers={"cert_no": "1"})
        assert "reg_date" not in given.answers
        assert "reg_date" in given.missing


def test_each_person_is_judged_alone(birth: FormSchema, birth_answers: dict[str, Any]) -> None:
    answers = {**birth_answers, "mother_id": "Hộ chiếu số C1234567"}
    lines = printed_lines(birth, answers)
    assert all(lines[f"mother_{name}"] for name in TWO)
    assert not any(lines[f"father_{name}"] for name in TWO)


def test_a_foreigner_with_twelve_digits_has_every_line(
    birth: FormSchema, birth_answers: dict[str, Any]
) -> None:
    father = {"father_id": "Căn cước Malaysia số 900101145678", "father_nationality": "Malaysia"}
    lines = printed_lines(birth, {**birth_answers, **father})
    assert all(lines[f"father_{name}"] for name in TWO)
    given = {**birth_answers, "father_nationality": "Malaysia"}
    assert printed_lines(birth, given)["father_nationality"] == "Malaysia"


def test_the_switch_prints_everything(birth: FormSchema, birth_answers: dict[str, Any]) -> None:
    lines = printed_lines(birth, {**birth_answers, "print_full": True})
    assert all(lines.values())
    assert lines["mother_residence"] == birth_answers["mother_residence"]


def test_the_answers_themselves_are_untouched(
    birth: FormSchema, birth_answers: dict[str, Any]
) -> None:
    before = dict(birth_answers)
    printed_lines(birth, birth_answers)
    assert birth_answers == before


@pytest.mark.parametrize(
    ("kind", "print_as", "value", "text"),
    [
        ("date", "plain", "2026-11-05", "05/11/2026"),
        ("date", "spelled_date", "2026-11-05", "ngày 05 tháng 11 năm 2026"),
        ("year_or_date", "plain", "1990", "1990"),
        ("year_or_date", "spelled_date", "1985", "năm 1985"),
        ("year_or_date", "spelled_date", "1985-02", "tháng 02 năm 1985"),
        ("year_or_date", "spelled_date_start", "1985", "Năm 1985"),
        ("text", "clock", "8:30", "08 giờ 30 phút"),
        ("text", "clock", "14h", "14 giờ 00 phút"),
        ("text", "clock", "8 giờ sáng", "8 giờ sáng"),
        ("text", "clock", "Không rõ", "không rõ giờ"),
        ("year_or_date", "plain", "1990-02", "02/1990"),
        ("date", "plain", "không rõ", "không rõ"),
        ("datetime", "plain", "2026-11-23T01:30:00+00:00",
         "08 giờ 30 phút, ngày 23 tháng 11 năm 2026"),
        ("datetime", "plain", "mai", "mai"),
        ("name", "capitals", "Nguyễn Thị Đượm", "NGUYỄN THỊ ĐƯỢM"),
        ("number", "two_digits", 1, "01"),
        ("number", "plain", 12, "12"),
    ],
)  # fmt: skip
def test_a_value_is_written_as_papers_write_it(
    kind: str, print_as: str, value: object, text: str
) -> None:
    line = Field("x", "Dòng", FieldType(kind), Required.NO, print_as=PrintAs(print_as))
    assert printed_value(line, value) == text
