"""Vietnamese spelling by rule."""

from __future__ import annotations

import unicodedata

import pytest

from citizens.charset.syllables import (
    ACCENTED,
    is_syllable,
    is_unaccented_syllable,
    may_have_lost_a_letter,
    split_tone,
)

_REAL = """
    Nguyễn Văn Đạt Thụy Vân Việt Trì Phú Thọ Trần Thị Ngọc Ánh Ngũ Kiên Vĩnh Tường Phúc Quách Đình
    Ước Xóm Chằm Đồng Kim Bôi Hòa Hoà Bình Huỳnh Thượng Cửu Khuyên Quyền Quốc Quỳnh Giang Gìn Giếng
    Giết Ghi Nghĩa Nghiêm Yên Yến Ý Lý Mỹ Thy Uyên Oanh Hoàng Hoạch Khuê Duy Tuấn Xuân Duyên Nguyệt
    Tuyết Ông Ích Quý Qúy Quyết Thuở Uông Ươm Út Giới Huyền Hiền Hựu Lửa Mưa Xoong Thuế Khuya
"""
_FALSE = """
    Ksor Niê Blơr Anna Đắk Nguyn Vn Thiò TrâÌn Kpă iên gê cen kà ngi Niêụ hạch́ thòc cáệ Nguyễễn
"""


def test_there_are_134_accented_letters() -> None:
    assert len(ACCENTED) == 134
    assert all(unicodedata.is_normalized("NFC", letter) for letter in ACCENTED)
    assert {"đ", "Đ", "ễ", "Ự", "ý", "Ă"} <= ACCENTED


@pytest.mark.parametrize("word", _REAL.split())
def test_real_syllables_are_known_in_any_case(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(word.upper())
    assert is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize("word", _FALSE.split())
def test_other_words_are_not(word: str) -> None:
    assert not is_syllable(word)


def test_tone_and_letters_come_apart() -> None:
    assert split_tone("Huyền") == ("huyên", "\u0300")
    assert split_tone("Hòa") == split_tone("Hoà") == ("hoa", "\u0300")
    assert split_tone("Lan") == ("lan", "")


@pytest.mark.parametrize("word", ["Nguyen", "Van", "Dat", "Thuy", "Viet", "Tri", "Phu", "Duong"])
def test_words_without_marks_are_recognised(word: str) -> None:
    assert is_unaccented_syllable(word)


@pytest.mark.parametrize("word", ["Nguyn", "Vn", "t", "Ksor", "Krong"])
def test_other_words_without_marks_are_not(word: str) -> None:
    assert not is_unaccented_syllable(word)


@pytest.mark.parametrize("word", ["Nguyn", "Vn", "Th", "Trn", "Phng", "Hng"])
def test_words_that_lost_a_letter_are_suspected(word: str) -> None:
    assert may_have_lost_a_letter(word)


@pytest.mark.parametrize("word", ["Ksor", "Niê", "Blơr", "Anna", "Rmah", "Kpă", "Lan", "Pleiku"])
def test_names_of_other_spellings_are_not_suspected(word: str) -> None:
    assert not may_have_lost_a_letter(word)
