"""Fees by hand: phí and lệ phí apart, exemptions, date windows, and null where nobody knows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from catalog.catalogue import Catalogue
from catalog.fees import Fee, fee_for
from catalog.procedure import Procedure
from catalog.situations import Situation
from tests.unit.catalog.conftest import TODAY

Get = Callable[[str], Procedure]
YEAR_END, NEW_YEAR = date(2026, 12, 31), date(2027, 1, 1)


def kinds(fee: Fee) -> list[tuple[str, int | None]]:
    return [(item.kind, item.amount_vnd) for item in fee.items]


def test_birth_on_time_is_free_and_says_why(procedure: Get) -> None:
    fee = fee_for(procedure("1.001193"), {}, on=TODAY)
    assert kinds(fee) == [("le_phi", 0)]
    assert fee.total_vnd == 0
    assert fee.exempt is not None
    assert fee.exempt.reason == "Đăng ký khai sinh đúng hạn (trong 60 ngày)"
    assert fee.warnings == ()


def test_late_birth_waits_for_the_provinces_amount(procedure: Get) -> None:
    fee = fee_for(procedure("1.001193"), {"late": True}, on=TODAY)
    assert kinds(fee) == [("le_phi", None)]
    assert fee.total_vnd is None
    assert fee.exempt is None
    assert fee.warnings == ("Chưa có mức của tỉnh (HĐND cấp tỉnh quy định).",)


@pytest.mark.parametrize("group", ["merit_family", "poor_household", "disabled"])
def test_late_birth_is_free_for_the_exempted_groups(procedure: Get, group: str) -> None:
    fee = fee_for(procedure("1.001193"), {"late": True, group: True}, on=TODAY)
    assert fee.total_vnd == 0
    assert fee.exempt is not None
    assert fee.exempt.kinds == ("le_phi",)
    assert fee.exempt.reason in fee.items[0].basis


def test_copies_are_a_phi_of_8000_each_beside_the_free_le_phi(procedure: Get) -> None:
    fee = fee_for(procedure("1.001193"), {}, copies=3, on=TODAY)
    assert kinds(fee) == [("le_phi", 0), ("phi", 24_000)]
    assert fee.items[1].basis == "Thông tư 281/2016/TT-BTC"
    assert "3 bản" in fee.items[1].name
    assert fee.total_vnd == 24_000


def test_copies_do_not_hide_that_the_late_fee_is_unknown(procedure: Get) -> None:
    fee = fee_for(procedure("1.001193"), {"late": True}, copies=2, on=TODAY)
    assert kinds(fee) == [("le_phi", None), ("phi", 16_000)]
    assert fee.total_vnd is None


def test_the_group_exemption_does_not_reach_the_copies_but_is_pointed_out(procedure: Get) -> None:
    fee = fee_for(procedure("1.001193"), {"poor_household": True}, copies=1, on=TODAY)
    assert fee.total_vnd == 8_000
    assert any("Thông tư 281/2016" in warning for warning in fee.warnings)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("1.000894", "Kết hôn của công dân Việt Nam cư trú ở trong nước"),
        ("1.004837", "Đăng ký giám hộ"),
        ("1.000656", "Đăng ký khai tử đúng hạn (trong 15 ngày)"),
        ("1.003583", "Đăng ký lưu động"),
    ],
)
def test_what_the_law_makes_free_is_free(procedure: Get, code: str, reason: str) -> None:
    fee = fee_for(procedure(code), {}, on=TODAY)
    assert fee.total_vnd == 0
    assert fee.exempt is not None
    assert fee.exempt.reason == reason


@pytest.mark.parametrize("code", ["1.004873", "1.004859", "2.000806", "1.001022", "1.001612"])
def test_what_the_province_sets_is_null(procedure: Get, code: str) -> None:
    fee = fee_for(procedure(code), {}, on=TODAY)
    assert fee.items
    assert fee.total_vnd is None
    assert any("Chưa có mức của tỉnh" in warning for warning in fee.warnings)


@pytest.mark.parametrize(
    ("copies", "pages", "total"),
    [
        (1, 1, 2_000),
        (0, 1, 2_000),
        (1, 2, 4_000),
        (1, 3, 5_000),
        (2, 3, 10_000),
        (1, 198, 200_000),
        (1, 199, 200_000),
        (3, 500, 600_000),
        (1, 0, None),
    ],
)
def test_certified_copies_are_counted_by_page_with_a_cap_per_copy(
    procedure: Get, copies: int, pages: int, total: int | None
) -> None:
    fee = fee_for(procedure("2.000815"), {}, copies=copies, pages=pages, on=TODAY)
    assert [item.kind for item in fee.items] == ["phi"]
    assert fee.total_vnd == total


@pytest.mark.parametrize(
    ("code", "total"),
    [
        ("2.000884", 10_000),
        ("2.000992", 10_000),
        ("2.001035", 50_000),
        ("2.001019", 50_000),
        ("2.001016", 50_000),
        ("2.001406", 50_000),
        ("2.000913", 30_000),
        ("2.000927", 25_000),
        ("2.000908", 0),
    ],
)
def test_certification_fees(procedure: Get, code: str, total: int) -> None:
    fee = fee_for(procedure(code), {}, on=TODAY)
    assert fee.total_vnd == total
    assert {item.kind for item in fee.items} == {"phi"}


def test_a_farm_mortgage_is_certified_free(procedure: Get) -> None:
    assert fee_for(procedure("2.001035"), {"farm_loan": True}, on=TODAY).total_vnd == 0


@pytest.mark.parametrize(
    ("code", "situation", "total"),
    [
        ("1.004222", {}, 20_000),
        ("1.004222", {"channel": "online"}, 10_000),
        ("1.004222", {"channel": "post"}, None),
        ("1.004222", {"child": True}, 0),
        ("1.004194", {}, 15_000),
        ("1.004194", {"channel": "online"}, 7_000),
        ("1.004194", {"by_list": True, "people": 4}, 40_000),
        ("1.004194", {"by_list": True, "people": 4, "channel": "online"}, 20_000),
        ("1.004194", {"by_list": True}, None),
        ("1.010038", {}, 10_000),
        ("1.010038", {"channel": "online"}, 5_000),
        ("2.001263", {}, 400_000),
        ("2.001263", {"adoption_relation": "step_parent"}, 0),
        ("2.001263", {"special_needs_child": True}, 0),
        ("1.003005", {}, 4_500_000),
    ],
)
def test_residence_and_adoption(
    procedure: Get, code: str, situation: Situation, total: int | None
) -> None:
    assert fee_for(procedure(code), situation, on=TODAY).total_vnd == total


@pytest.mark.parametrize(
    ("code", "day", "total"),
    [
        ("1.014063", YEAR_END, 25_000),
        ("1.014063", NEW_YEAR, 50_000),
        ("1.014064", YEAR_END, 35_000),
        ("1.014064", NEW_YEAR, 70_000),
        ("1.014364", YEAR_END, 25_000),
        ("1.014364", NEW_YEAR, 50_000),
    ],
)
def test_the_turn_of_the_year_changes_the_amount(
    procedure: Get, code: str, day: date, total: int
) -> None:
    assert fee_for(procedure(code), {}, on=day).total_vnd == total


@pytest.mark.parametrize("code", ["1.005040", "1.013234", "1.013239", "3.000347", "3.000348"])
def test_where_text_and_number_disagree_the_text_is_shown(procedure: Get, code: str) -> None:
    fee = fee_for(procedure(code), {}, on=TODAY)
    assert fee.total_vnd is None
    assert fee.exempt is None
    assert any(procedure(code).fee_text in warning for warning in fee.warnings)


def test_copies_of_extracts_cost_at_least_one(procedure: Get) -> None:
    assert fee_for(procedure("2.000635"), {}, on=TODAY).total_vnd == 8_000
    assert fee_for(procedure("2.000635"), {}, copies=5, on=TODAY).total_vnd == 40_000


WAIVED: Situation = {"channel": "online", "vneid_five_papers": True}


@pytest.mark.parametrize(
    ("day", "total"),
    [
        (date(2026, 8, 14), 8_000),
        (date(2026, 8, 15), 0),
        (date(2027, 2, 28), 0),
        (date(2027, 3, 1), 8_000),
    ],
)
def test_the_waiver_for_vneid_users_holds_in_its_window_only(
    procedure: Get, day: date, total: int
) -> None:
    fee = fee_for(procedure("2.000635"), WAIVED, on=day)
    assert fee.total_vnd == total
    assert (fee.exempt is not None and fee.exempt.doubt) == (total == 0)


def test_the_waiver_needs_the_online_channel(procedure: Get) -> None:
    assert fee_for(procedure("2.000635"), {"vneid_five_papers": True}, on=TODAY).total_vnd == 8_000


def test_without_data_the_total_is_unknown_not_zero(catalogue: Catalogue) -> None:
    bare = next(p for p in catalogue.all(TODAY) if not p.fees)
    fee = fee_for(bare, {}, on=TODAY)
    assert (fee.items, fee.total_vnd, fee.exempt) == ((), None, None)
    assert fee.warnings == ("Chưa có dữ liệu phí, lệ phí, xem Cổng DVCQG.",)


def test_a_total_is_the_sum_of_its_lines_or_unknown(catalogue: Catalogue) -> None:
    for entry in catalogue.all(TODAY):
        fee = fee_for(entry, {}, copies=1, pages=2, on=TODAY)
        amounts = [item.amount_vnd for item in fee.items]
        unknown = not amounts or None in amounts
        assert fee.total_vnd == (None if unknown else sum(a or 0 for a in amounts)), entry.code


def test_without_the_page_count_the_tariff_is_told_and_the_number_asked_for(procedure: Get) -> None:
    fee = fee_for(procedure("2.000815"), {}, on=TODAY)
    (item,) = fee.items
    assert item.amount_words == (
        "2.000 đ/trang; từ trang thứ 3: 1.000 đ/trang; tối đa 200.000 đ/bản (chưa nhập số trang)"
    )
    assert (fee.total_vnd, fee.total_words) == (None, "chưa nhập số trang")
    assert fee.asks == ("copies", "pages")
    assert not any("tỉnh" in text for text in fee.warnings)


def test_without_the_head_count_the_tariff_is_told(procedure: Get) -> None:
    fee = fee_for(procedure("1.004194"), {"by_list": True}, on=TODAY)
    assert fee.items[0].amount_words == "10.000 đ/người (chưa nhập số người)"
    assert (fee.total_words, fee.asks) == ("chưa nhập số người", ("people",))


def test_only_what_the_province_sets_waits_for_the_province(catalogue: Catalogue) -> None:
    said = set()
    for entry in catalogue.all(TODAY):
        fee = fee_for(entry, {}, on=TODAY)
        if fee.total_vnd is None and fee.items:
            said.add((bool(entry.fee_set_by), fee.total_words))
    assert said == {
        (True, "chưa có mức của tỉnh"), (False, "chưa xác định được mức thu"),
        (False, "chưa nhập số trang"),
    }  # fmt: skip


def test_a_fee_without_data_has_no_sum_of_the_province(procedure: Get) -> None:
    fee = fee_for(procedure("1.010772"), {}, on=TODAY)
    assert (fee.items, fee.total_words) == ((), "chưa có dữ liệu")
    assert fee.warnings == ("Chưa có dữ liệu phí, lệ phí, xem Cổng DVCQG.",)


@pytest.mark.parametrize(("copies", "total"), [(0, 10_000), (1, 10_000), (3, 30_000)])
def test_signatures_cost_per_paper(procedure: Get, copies: int, total: int) -> None:
    fee = fee_for(procedure("2.000884"), {"merit_family": True}, copies=copies, on=TODAY)
    assert fee.total_vnd == total
    assert fee.asks == (("copies",) if not copies else ())
    assert fee.warnings == ()


def test_what_is_free_in_this_case_does_not_wait_for_the_province(procedure: Get) -> None:
    fee = fee_for(procedure("1.001193"), {"late": True, "poor_household": True}, on=TODAY)
    assert fee.total_vnd == 0
    assert fee.warnings == ()
