"""Everyday phrases: classes, gaps, marks, numbers; who keeps a word that two phrases want."""

from __future__ import annotations

import pytest

from catalog.search.marks import LEVEL, Marked, marked
from catalog.search.phrases import FILLER, Meaning, Phrase, PhraseBook
from catalog.search.words import typed_words

BOOK = PhraseBook(
    (
        Phrase(say=("{kin} {die}",), mean="đăng ký khai tử", codes=("1.000656",)),
        Phrase(say=("{lost} căn cước",), mean="cấp lại thẻ căn cước", codes=("1.014064",)),
        Phrase(say=("{lost} sổ hộ nghèo",), mean="công nhận hộ nghèo"),
        Phrase(say=("{elder} trợ cấp",), mean="trợ cấp hưu trí xã hội"),
        Phrase(say=("con đò",), mean="phương tiện thủy nội địa"),
        Phrase(say=("mở tiệm",), mean="hộ kinh doanh"),
        Phrase(say=("mở cửa",), mean="mở"),
        Phrase(say=("mở hàng",), mean="mở"),
        Phrase(say=("tiệm net",), mean="trò chơi điện tử"),
        Phrase(say=("[hộ tịch]",), mean="đăng ký hộ tịch"),
    ),
    {
        "kin": ("mẹ", "ông nội"),
        "die": ("mất", "qua đời"),
        "lost": ("mất", "rớt"),
        "elder": ("75-110 tuổi", "cụ già"),
    },
)


def found(query: str, weight: float = 1.0) -> list[Meaning]:
    typed = typed_words(query)
    slots = BOOK.slots(typed, [weight] * len(typed))
    return [meaning for _, meaning in BOOK.find(slots)]


def means(query: str) -> list[str]:
    return [meaning.mean for meaning in found(query)]


def test_a_lost_paper_outranks_the_death_of_who_lost_it() -> None:
    lost, died = found("mẹ mất căn cước")
    assert (lost.mean, died.mean) == ("cấp lại thẻ căn cước", "đăng ký khai tử")
    assert died.strength < lost.strength / 1.5
    assert means("mẹ mất") == ["đăng ký khai tử"]


def test_the_rarer_of_two_phrases_keeps_the_word_that_both_want() -> None:
    net, shop = found("mở tiệm net")
    assert net.mean == "trò chơi điện tử"
    assert shop.strength < net.strength


@pytest.mark.parametrize("age", [75, 80, 110])
def test_a_range_of_numbers_stands_for_each(age: int) -> None:
    assert means(f"ông {age} tuổi trợ cấp") == ["trợ cấp hưu trí xã hội"]


@pytest.mark.parametrize("age", [74, 111, 7])
def test_numbers_outside_the_range_do_not(age: int) -> None:
    assert means(f"ông {age} tuổi trợ cấp") == []


def test_other_marks_are_another_word() -> None:
    assert means("con do") == ["phương tiện thủy nội địa"]
    assert means("con đo") == ["phương tiện thủy nội địa"]
    assert means("côn độ") == []
    assert means("mẹ mặt") == []


def test_words_apart_weaken_a_phrase_and_too_far_apart_end_it() -> None:
    near, far = found("mất căn cước")[0], found("mất cái căn cước")[0]
    assert far.strength < near.strength
    assert means("mất một hai ba căn cước") == []


def test_a_phrase_of_three_words_is_found_in_any_order_but_weaker() -> None:
    straight, turned = found("mất sổ hộ nghèo")[0], found("sổ hộ nghèo mất")[0]
    assert turned.mean == straight.mean
    assert turned.strength < straight.strength


def test_words_that_are_not_read_are_in_no_phrase() -> None:
    assert found("mẹ mất", weight=-1.0) == []


def test_of_two_members_of_a_class_the_longer_one_is_meant() -> None:
    book = PhraseBook(
        (Phrase(say=("{card}",), mean="thẻ"),), {"card": ("chứng minh", "chứng minh nhân dân")}
    )
    typed = typed_words("chứng minh nhân dân")
    assert [places for places, _ in book.find(book.slots(typed, [1.0] * 4))] == [{0, 1, 2, 3}]


def test_a_phrase_in_brackets_must_be_all_that_is_said() -> None:
    assert means("hộ tịch") == ["đăng ký hộ tịch"]
    assert means("mở hộ tịch") == []


def test_filler_beside_a_phrase_in_brackets_is_nothing_said() -> None:
    typed = typed_words("giấy hộ tịch")
    slots = BOOK.slots(typed, [FILLER, 1.0, 1.0])
    assert [meaning.mean for _, meaning in BOOK.find(slots)] == ["đăng ký hộ tịch"]


def test_a_word_that_is_meant_as_written_is_in_no_phrase_with_other_marks() -> None:
    typed = typed_words("mẹ mât")
    marks = [marked("mẹ"), Marked("mât", LEVEL)]
    assert [m.mean for _, m in BOOK.find(BOOK.slots(typed, [1.0, 1.0]))] == ["đăng ký khai tử"]
    assert BOOK.find(BOOK.slots(typed, [1.0, 1.0], marks)) == []
