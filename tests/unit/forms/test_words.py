from __future__ import annotations

from datetime import date, time

import pytest

from forms.derive.words import date_in_words, moment_in_words, number_in_words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2025-03-21", "Ngày hai mươi mốt, tháng ba, năm hai nghìn không trăm hai mươi lăm"),
        ("2026-11-12", "Ngày mười hai, tháng mười một, năm hai nghìn không trăm hai mươi sáu"),
        ("2005-01-05", "Ngày năm, tháng một, năm hai nghìn không trăm linh năm"),
        ("1990-04-15", "Ngày mười lăm, tháng tư, năm một nghìn chín trăm chín mươi"),
        ("2024-04-24", "Ngày hai mươi tư, tháng tư, năm hai nghìn không trăm hai mươi tư"),
        ("2000-12-31", "Ngày ba mươi mốt, tháng mười hai, năm hai nghìn"),
        ("1900-10-10", "Ngày mười, tháng mười, năm một nghìn chín trăm"),
        ("2011-05-01", "Ngày một, tháng năm, năm hai nghìn không trăm mười một"),
        ("2015-06-14", "Ngày mười bốn, tháng sáu, năm hai nghìn không trăm mười lăm"),
        ("2004-07-20", "Ngày hai mươi, tháng bảy, năm hai nghìn không trăm linh bốn"),
        ("1985-08-25", "Ngày hai mươi lăm, tháng tám, năm một nghìn chín trăm tám mươi lăm"),
        ("1951-09-30", "Ngày ba mươi, tháng chín, năm một nghìn chín trăm năm mươi mốt"),
        ("2100-02-11", "Ngày mười một, tháng hai, năm hai nghìn một trăm"),
    ],
)
def test_a_date_is_spelled_as_birth_papers_spell_it(day: str, words: str) -> None:
    assert date_in_words(date.fromisoformat(day)) == words


def test_the_south_says_le() -> None:
    assert date_in_words(date(2005, 1, 5), "lẻ").endswith("hai nghìn không trăm lẻ năm")


def test_a_moment_is_spelled_as_death_papers_spell_it() -> None:
    assert moment_in_words(date(2026, 8, 4), time(6, 10)) == (
        "Sáu giờ, mười phút, ngày bốn, tháng tám, năm hai nghìn không trăm hai mươi sáu"
    )


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (21, "hai mươi mốt"),
        (44, "bốn mươi tư"),
        (101, "một trăm linh một"),
        (1000, "một nghìn"),
        (1010, "một nghìn không trăm mười"),
        (9999, "chín nghìn chín trăm chín mươi chín"),
    ],
)
def test_numbers_in_words(number: int, words: str) -> None:
    assert number_in_words(number) == words


def test_no_number_of_ten_thousand_is_spelled() -> None:
    with pytest.raises(ValueError, match="0 to 9999"):
        number_in_words(10_000)
