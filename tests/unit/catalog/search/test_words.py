"""Words of a text."""

from __future__ import annotations

import unicodedata

import pytest

from catalog.search.marks import marked
from catalog.search.words import (
    LONGEST,
    MOST_WORDS,
    all_marked_words_of,
    is_read_whole,
    query_words,
    typed_words,
    words_of,
)


def test_taking_many_texts_apart_at_once_changes_nothing() -> None:
    texts = ["Đăng ký khai sinh", "", "Căm-pu-chi-a | Lào", "“Tổ quốc ghi công”"]
    found = all_marked_words_of(texts)
    assert [words for words, _ in found] == [words_of(text) for text in texts]
    assert found[0][1] == tuple(map(marked, ("đăng", "ký", "khai", "sinh")))


def test_a_query_keeps_what_was_typed_beside_the_folded_word() -> None:
    assert typed_words(" Sổ  ĐỎ\n") == (("so", "sổ"), ("do", "đỏ"))
    assert typed_words("?!") == ()


def test_a_query_is_read_to_its_end_while_it_is_a_sentence() -> None:
    sentence = "Nghiêng nghiêng " * (MOST_WORDS // 2)
    assert query_words(sentence) == (typed_words(sentence), True)
    assert query_words(unicodedata.normalize("NFD", sentence)) == (typed_words(sentence), True)
    assert query_words("  " * 4000 + "khai sinh") == (typed_words("khai sinh"), True)
    assert query_words("") == ((), True)


@pytest.mark.parametrize(
    "query",
    ["khai sinh " * 13, "a" * (LONGEST + 1), "đăngkýkhaisinh " * 20, "a" * 10_000, "á?" * 5000],
)
def test_of_more_than_a_sentence_whole_words_at_the_beginning_are_read(query: str) -> None:
    words, whole = query_words(query)
    assert not whole
    assert not is_read_whole(query)
    assert 0 < len(words) <= MOST_WORDS
    assert sum(len(word) + 1 for word, _ in words) <= LONGEST + 1
    assert len(words) == 1 or words == typed_words(query)[: len(words)]
