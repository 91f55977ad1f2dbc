"""Keys and spelling of names, unit words."""

from __future__ import annotations

import pytest

from citizens.addresses.unit_words import Kind, unit_word_before
from citizens.addresses.words import Closeness, closeness, name_key, read_words, spelling_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hòa Bình", "Hoà Bình"), ("Mỹ Đình", "Mĩ Đình"), ("Quý Quân", "Quí Quân"),
        ("Ea H'Leo", "Ea H’leo"), ("Đắk Lắk", "Đắc Lắc"), ("Bắc Kạn", "Bắc Cạn"),
        ("Phan Rang - Tháp Chàm", "Phan Rang-Tháp Chàm"), ("Hòa Tú II", "Hòa Tú 2"),
        ("Đakrông", "Đa Krông"), ("Xăm Khòe", "Săm Khoè"), ("05", "5"), ("VI", "6"),
        ("Lao\u0300 Cai", "Lào Cai"),
    ],
)  # fmt: skip
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Tân Thành", "Tân Thanh A"), ("An", "Ân Thi"), ("Chư Sê", "Cư Sê"), ("10", "1"), ("50", "5")],
)
def test_other_names_have_other_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(
    ("written", "official", "expected"),
    [
        ("Hoà Bình", "Hòa Bình", Closeness.SAME),
        ("Mĩ Đình", "Mỹ Đình", Closeness.SAME),
        ("Đăk Tô", "Đắk Tô", Closeness.SAME),
        ("Viet Tri", "Việt Trì", Closeness.FEWER_MARKS),
        ("Viêt Trì", "Việt Trì", Closeness.FEWER_MARKS),
        ("Tân Thành", "Tân Thạnh", Closeness.OTHER_MARKS),
        ("Thành An", "Thanh An", Closeness.OTHER_MARKS),
        ("Sa Pả", "Sa Pa", Closeness.OTHER_MARKS),
    ],
)
def test_spelling_is_compared_mark_by_mark(
    written: str, official: str, expected: Closeness
) -> None:
    assert closeness(spelling_of(written), spelling_of(official)) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("thị xã Phú Thọ", Kind.TOWN), ("TX.Phú Thọ", Kind.TOWN), ("T.X Phú Thọ", Kind.TOWN),
        ("xã Phú Thọ", Kind.COMMUNE), ("X. Phú Thọ", Kind.COMMUNE), ("T.P Phú Thọ", Kind.CITY),
        ("thanh pho Phú Thọ", Kind.CITY), ("TT. Phú Thọ", Kind.TOWNSHIP),
        ("Q Phú Thọ", Kind.URBAN_DISTRICT),
    ],
)  # fmt: skip
def test_unit_words_in_full_and_short(text: str, kind: Kind) -> None:
    words = read_words(text)
    found = unit_word_before(words, len(words) - 2)
    assert found is not None
    assert found[0] == kind


@pytest.mark.parametrize("text", ["Phượng Phú Thọ", "Xá Phú Thọ", "xã, Phú Thọ", "Quán Phú Thọ"])
def test_words_that_only_look_like_unit_words_are_none(text: str) -> None:
    words = read_words(text)
    assert unit_word_before(words, len(words) - 2) is None
