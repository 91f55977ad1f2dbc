"""What a typed word may mean."""

from __future__ import annotations

import pytest

from catalog.search.vocabulary import Vocabulary


@pytest.fixture
def vocabulary() -> Vocabulary:
    return Vocabulary([
        ("dang", "ky", "khai", "sinh"), ("dang", "ky", "ket", "hon"), ("giay", "khai", "tu"),
        ("chung", "thuc"), ("quyen", "su", "dung", "dat"), ("duong",),
    ])  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ddawng", "dang"), ("kys", "ky"), ("hoon", "hon"), ("giaays", "giay"), ("giaasy", "giay"),
        ("thuwcj", "thuc"), ("quyeenf", "quyen"), ("ddaats", "dat"), ("dduwowngf", "duong"),
        ("chuwngs", "chung"),
    ],
)  # fmt: skip
def test_telex_keys_are_undone(vocabulary: Vocabulary, typed: str, meant: str) -> None:
    assert meant in vocabulary.keys_undone(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("d9a8ng", "dang"),
        ("ky1", "ky"),
        ("gia6y1", "giay"),
        ("giay61", "giay"),
        ("d9u7o7ng2", "duong"),
    ],
)
def test_vni_keys_are_undone(vocabulary: Vocabulary, typed: str, meant: str) -> None:
    assert meant in vocabulary.keys_undone(typed)


@pytest.mark.parametrize("typed", ["b2", "ct07", "kt3", "1khai", "khai0", "khai"])
def test_what_is_no_word_with_keys_stays_as_it_is(vocabulary: Vocabulary, typed: str) -> None:
    assert vocabulary.keys_undone(typed) == []


def test_a_letter_before_another_vowel_is_no_tone() -> None:
    """Or “visa” would be “vía”."""
    kerb = Vocabulary([("via",)])
    assert kerb.keys_undone("vias") == ["via"]
    assert kerb.keys_undone("visa") == []


def test_a_word_longer_than_any_syllable_is_near_none(vocabulary: Vocabulary) -> None:
    assert vocabulary.near("d" + "a" * 200) == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("khia", "khai"), ("kai", "khai"), ("khaai", "khai"), ("khsi", "khai"), ("snih", "sinh"),
        ("chungg", "chung"), ("hcung", "chung"),
    ],
)  # fmt: skip
def test_one_slip_is_forgiven(vocabulary: Vocabulary, typed: str, meant: str) -> None:
    assert meant in vocabulary.near(typed)


@pytest.mark.parametrize("typed", ["xyz", "kh", "khaisinh", "sihhn"])
def test_two_slips_are_not(vocabulary: Vocabulary, typed: str) -> None:
    assert "khai" not in vocabulary.near(typed)
    assert "sinh" not in vocabulary.near(typed)


@pytest.mark.parametrize(
    ("run", "parts"),
    [
        ("khaisinh", ["khai", "sinh"]),
        ("dangkykethon", ["dang", "ky", "ket", "hon"]),
        ("dangkykhais", ["dang", "ky", "khai", "s"]),
        ("khai", None),
        ("xxxyyyzzz", None),
    ],
)
def test_words_written_together_are_parted(
    vocabulary: Vocabulary, run: str, parts: list[str] | None
) -> None:
    assert vocabulary.split(run) == parts


def test_a_beginning_brings_all_its_words(vocabulary: Vocabulary) -> None:
    assert list(vocabulary.starting_with("k")) == ["ket", "khai", "ky"]
    assert list(vocabulary.starting_with("khai")) == ["khai"]
    assert list(vocabulary.starting_with("z")) == []
