"""Pickers: lists in order, and finding a commune while typing."""

from __future__ import annotations

import pytest

from citizens.addresses.search import (
    commune_of,
    communes_of,
    province_of,
    provinces,
    search_communes,
)


def found(text: str, limit: int = 8) -> list[str]:
    hits = search_communes(text, limit)
    return [f"{hit.commune.full_name}, {hit.province.name}" for hit in hits]


def test_provinces_and_communes_come_in_the_order_of_their_names() -> None:
    assert [p.name for p in provinces()][:3] == ["An Giang", "Bắc Ninh", "Cà Mau"]
    assert len(provinces()) == 34
    phu_tho = communes_of("25")
    assert len(phu_tho) == 148
    assert phu_tho[0].name == "An Bình"


def test_unknown_codes_have_nothing() -> None:
    assert communes_of("99") == ()
    assert province_of("99") is None
    assert commune_of("99999") is None


def test_codes_lead_to_units() -> None:
    assert commune_of("26485") is not None
    province = province_of("25")
    assert province is not None
    assert province.full_name == "Tỉnh Phú Thọ"
    assert found("26485") == ["Phường Nhơn Trạch, Đồng Nai"]


@pytest.mark.parametrize(
    "text", ["viet tri", "Việt Trì", "VIỆT TRÌ", "viet tri phu tho", "p viet tri"]
)
def test_a_name_is_found_with_and_without_marks(text: str) -> None:
    assert found(text)[0] == "Phường Việt Trì, Phú Thọ"


def test_beginnings_of_words_are_enough() -> None:
    assert "Phường Việt Trì, Phú Thọ" in found("vi tri", 30)


def test_unit_word_puts_that_kind_first() -> None:
    assert found("xa hoa binh")[0].startswith("Xã Hòa Bình")
    assert found("phuong hoa binh")[0].startswith("Phường Hòa Bình")


def test_province_after_the_name_narrows() -> None:
    assert found("hoa binh phu tho") == ["Phường Hòa Bình, Phú Thọ"]


def test_old_commune_leads_to_the_one_of_today_and_says_so() -> None:
    (hit,) = search_communes("thuy van viet tri phu tho")
    assert hit.commune.name == "Nông Trang"
    assert hit.via == "Xã Thụy Vân, Thành phố Việt Trì, Tỉnh Phú Thọ"
    assert "Phường Nông Trang, Phú Thọ" in found("thụy vân")


def test_limit_holds_and_nothing_is_found_twice() -> None:
    hits = search_communes("tân", 50)
    assert len(hits) == 50
    assert len({hit.commune.code for hit in hits}) == 50


@pytest.mark.parametrize("text", ["", "  ", "zzz", "!!!"])
def test_nothing_is_found_for_nothing(text: str) -> None:
    assert search_communes(text) == ()
