"""Marks of Vietnamese words: left out is allowed, another one is not."""

from __future__ import annotations

import pytest

from base.text import fold
from catalog.search.marks import LEVEL, Marked, folded_and_marked, marked, may_be


@pytest.mark.parametrize(
    ("typed", "meant", "expected"),
    [
        ("khai", "khai", True),
        ("dat", "đất", True),
        ("đat", "đất", True),
        ("đât", "đất", True),
        ("đất", "đất", True),
        ("đò", "độ", False),
        ("cát", "cất", False),
        ("côn", "con", False),
        ("đứng", "dụng", False),
        ("đổi", "đối", False),
        ("hoà", "hòa", True),
        ("thuỷ", "thủy", True),
        ("sữa", "sửa", True),
        ("mua", "mùa", True),
        ("mùa", "mua", False),
        ("khâ", "khẩu", True),
        ("rạ", "rạp", True),
        ("lộ", "lợi", False),
    ],
)
def test_a_word_may_be_another_when_marks_are_missing_only(
    typed: str, meant: str, expected: bool
) -> None:
    assert may_be(marked(typed), marked(meant)) is expected


@pytest.mark.parametrize(
    ("typed", "meant", "expected"),
    [("thuê", "thuê", True), ("thuê", "thuế", False), ("ba", "bà", False), ("ba", "bản", True)],
)
def test_a_word_that_is_meant_without_a_tone_is_no_other_but_the_beginning_of_a_longer_one(
    typed: str, meant: str, expected: bool
) -> None:
    assert may_be(Marked(typed, LEVEL), marked(meant)) is expected


@pytest.mark.parametrize("word", ["đăng", "khuỷu", "ngoằn", "nghĩa", "ủy", "abc12", "ý", "straße"])
def test_folding_one_word_is_folding_as_everywhere(word: str) -> None:
    assert folded_and_marked(word)[0] == fold(word)
