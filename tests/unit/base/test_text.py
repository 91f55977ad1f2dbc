from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from base.text import clean_line, clean_text, fold


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("a\r\nb", "a\nb"),
        ("a\fb", "a\nb"),
        ("x\ud800y", "xy"),
        ("a\x00b\x1b", "ab"),
        ("\u202eabc", "abc"),
        (unicodedata.normalize("NFD", "Nguyễn Đạt"), "Nguyễn Đạt"),
    ],
)
def test_what_would_spoil_paper_is_cleaned(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean


def test_a_line_has_single_spaces_and_no_breaks() -> None:
    assert clean_line("  Nguyễn \t Thị\nLan  ") == "Nguyễn Thị Lan"


def test_folding_makes_d_of_đ_and_drops_marks() -> None:
    assert fold("ĐĂNG KÝ Khai  Sinh") == "dang ky khai sinh"
    assert fold("Ước") == "uoc"


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)
