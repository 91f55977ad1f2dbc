"""The twelve digits are hints."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from base.dates import PartialDate
from citizens.charset.lexicon import provinces_by_code
from citizens.number import (
    hinted_birth_year,
    hinted_province,
    hinted_sex,
    is_old_number,
    is_personal_number,
    number_notes,
)
from citizens.person import Sex


@pytest.mark.parametrize(
    ("number", "sex", "year"),
    [
        ("025090000123", Sex.MALE, 1990),
        ("025190000222", Sex.FEMALE, 1990),
        ("025200000555", Sex.MALE, 2000),
        ("025321000345", Sex.FEMALE, 2021),
        ("025400000000", Sex.MALE, 2100),
        ("025999000000", Sex.FEMALE, 2399),
    ],
)
def test_fourth_digit_hints_at_sex_and_century(number: str, sex: Sex, year: int) -> None:
    assert hinted_sex(number) is sex
    assert hinted_birth_year(number) == year


def test_all_63_provinces_are_known_and_the_gaps_are_not() -> None:
    assert len(provinces_by_code()) == 63
    assert hinted_province("017088000777") == "Hoà Bình"
    assert hinted_province("003088000777") is None
    assert hinted_province("135099000010") is None


def test_agreement_gives_no_note() -> None:
    assert number_notes("025190000222", Sex.FEMALE, PartialDate(1990, 9, 9)) == ()
    assert number_notes("025190000222") == ()


def test_each_disagreement_gives_its_note() -> None:
    notes = number_notes("003190000222", Sex.MALE, PartialDate(1991))
    assert [n.code for n in notes] == [
        "province_code_unknown",
        "sex_digit_mismatch",
        "birth_year_digit_mismatch",
    ]


def test_only_ascii_digits_count() -> None:
    assert is_personal_number("025190000222")
    assert not is_personal_number("٠٢٥١٩٠٠٠٠٢٢٢")
    assert is_old_number("131000456")
    assert not is_old_number("13100045６")


def test_no_sample_in_this_folder_has_a_number_of_an_unreserved_person() -> None:
    data = json.loads((Path(__file__).parent / "qr_samples.json").read_text(encoding="utf-8"))
    numbers = {s["expect"]["fields"].get("id12") for s in data["samples"] if s["expect"]["fields"]}
    assert len(numbers - {None}) == 18
