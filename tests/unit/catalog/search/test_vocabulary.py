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
    assert meant in vocabulary.telex(typed)


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
