"""Words of a text."""

from __future__ import annotations

from catalog.search.marks import marked
from catalog.search.words import all_marked_words_of, typed_words, words_of


def test_taking_many_texts_apart_at_once_changes_nothing() -> None:
    texts = ["Đăng ký khai sinh", "", "Căm-pu-chi-a | Lào", "“Tổ quốc ghi công”"]
    found = all_marked_words_of(texts)
    assert [words for words, _ in found] == [words_of(text) for text in texts]
    assert found[0][1] == tuple(map(marked, ("đăng", "ký", "khai", "sinh")))


def test_a_query_keeps_what_was_typed_beside_the_folded_word() -> None:
    assert typed_words(" Sổ  ĐỎ\n") == (("so", "sổ"), ("do", "đỏ"))
    assert typed_words("?!") == ()
