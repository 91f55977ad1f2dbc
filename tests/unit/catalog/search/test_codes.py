"""Codes in a text: with what stands before, behind and around them."""

from __future__ import annotations

import pytest

from catalog.catalogue import Catalogue


def codes(catalogue: Catalogue, query: str) -> list[str]:
    return [hit.procedure.code for hit in catalogue.search(query)]


@pytest.mark.parametrize(
    "query",
    [
        "mã 1.001193",
        "mã thủ tục: 1.001193",
        "TTHC 1.001193",
        "thu tuc 1.001193",
        "1.001193.000.00.00.H44",
        "1.001193.000.00.00.H49",
        "1.001193.H44",
        "1,001193",
        "(1.001193)",
        "Thủ tục đăng ký khai sinh (mã số 1.001193) nộp ở đâu",
        "1.001193 chứng thực bản sao",
        "x" * 5000 + " 1.001193",
    ],
)
def test_a_code_within_a_text_is_what_the_text_means(catalogue: Catalogue, query: str) -> None:
    hits = catalogue.search(query)
    assert [hit.procedure.code for hit in hits] == ["1.001193"]
    assert hits[0].why == "khớp mã thủ tục"
    assert hits[0].is_sure


def test_of_two_codes_the_first_stands_first(catalogue: Catalogue) -> None:
    assert codes(catalogue, "2.000815 hay 1.001193") == ["2.000815", "1.001193"]


@pytest.mark.parametrize("query", ["mã 1.0011", "TTHC 001193", "mã số: 1.00119"])
def test_a_part_of_a_code_may_be_announced(catalogue: Catalogue, query: str) -> None:
    assert "1.001193" in codes(catalogue, query)


@pytest.mark.parametrize("query", ["1.999999", "mã 1.999999", "1.999999.000.00.00.H44"])
def test_a_code_that_nobody_has_brings_nothing_that_looks_sure(
    catalogue: Catalogue, query: str
) -> None:
    assert not any(hit.is_sure for hit in catalogue.search(query))


@pytest.mark.parametrize("query", ["1.116316", "mã 1.116316", "1116316"])
def test_a_successor_that_the_catalogue_lacks_leads_to_what_it_replaces(
    catalogue: Catalogue, query: str
) -> None:
    (hit,) = catalogue.search(query)
    assert hit.procedure.code == "1.013723"
    assert hit.why == "không còn áp dụng, thay bằng 1.116316 chưa có trong danh mục"


@pytest.mark.parametrize("number", ["001193001193", "10011930", "0901001193", "21.0011931"])
def test_digits_within_a_longer_number_are_no_code(catalogue: Catalogue, number: str) -> None:
    assert all("mã thủ tục" not in hit.why for hit in catalogue.search(f"tên {number}"))


@pytest.mark.parametrize("query", ["2.001009", "mã 2.001009", "2.001009.000.00.00.H31"])
def test_the_first_of_several_successors_stands_first(catalogue: Catalogue, query: str) -> None:
    hits = catalogue.search(query)
    assert [hit.procedure.code for hit in hits] == ["2.001406", "2.001035", "2.001009"]
    assert hits[0].why == "thay cho 2.001009 không còn áp dụng"
    assert hits[0].is_sure


@pytest.mark.parametrize("query", ["con 3 tuổi khai sinh", "làm căn cước năm 2026"])
def test_a_short_number_in_a_sentence_is_no_code(catalogue: Catalogue, query: str) -> None:
    assert all("mã thủ tục" not in hit.why for hit in catalogue.search(query))
