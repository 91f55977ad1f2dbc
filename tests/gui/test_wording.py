"""Numbers, money and moments as they are read aloud."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest

from catalog.fees import Fee
from catalog.fees import FeeItem as Item
from dossiers.dossier import DossierState, OutboxState
from exchange.records import FeeItem
from tests.unit.exchange.samples import record
from ui.pages.intake.panes.live_strip import fee_lines
from ui.wording import (
    OUTBOX_WORDS,
    STATE_WORDS,
    clipped,
    fee_total,
    grouped,
    moment_words,
    money,
    sentence_case,
)

NOW = datetime(2026, 11, 26, 1, 30, tzinfo=UTC)  # 08:30 in Vietnam


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("025190001234", "025 190 001 234"),
        ("131000456", "131 000 456"),
        ("1234", "1 234"),
        ("A1", "A1"),
    ],
)
def test_numbers_are_grouped_in_threes(number: str, shown: str) -> None:
    assert grouped(number) == shown


def test_a_fee_that_says_what_it_is_is_not_called_so_twice() -> None:
    items = tuple(
        Item(name, kind, 8_000, "theo văn bản công bố")
        for name, kind in (
            ("Phí, lệ phí", "le_phi"), ("Lệ phí đăng ký", "le_phi"), ("cấp bản sao", "phi"),
        )
    )  # fmt: skip
    assert [line.partition(":")[0] for line in fee_lines(Fee(items, 24_000))] == [
        "Phí, lệ phí", "Lệ phí đăng ký", "Phí cấp bản sao",
    ]  # fmt: skip


def test_money_has_points_and_its_sign() -> None:
    assert money(8000) == "8.000 đ"
    assert money(1_250_000) == "1.250.000 đ"


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 11, 26, 9, 30, tzinfo=UTC), "16:30 hôm nay"),
        (datetime(2026, 11, 27, 3, 0, tzinfo=UTC), "10:00 ngày mai 27/11"),
        (datetime(2026, 11, 29, 18, 0, tzinfo=UTC), "01:00 thứ Hai 30/11/2026"),
    ],
)
def test_moments_are_said_by_the_clock_in_vietnam(moment: datetime, words: str) -> None:
    assert moment_words(moment, NOW) == words


def test_titles_keep_their_figures() -> None:
    assert sentence_case("TỜ KHAI THAY ĐỔI (MẪU CT01)") == "Tờ khai thay đổi (mẫu CT01)"
    assert sentence_case("Giấy ủy quyền") == "Giấy ủy quyền"


def test_long_text_is_cut_with_an_ellipsis() -> None:
    assert clipped("Khai sinh cho người", 10) == "Khai sinh…"
    assert clipped("ngắn", 10) == "ngắn"


def test_every_state_has_a_word() -> None:
    assert set(OUTBOX_WORDS) == set(OutboxState)
    assert set(STATE_WORDS) == set(DossierState)


@pytest.mark.parametrize(
    ("amounts", "words"),
    [
        ([], "chưa có dữ liệu"),
        ([(0, "Luật")], "không phải nộp"),
        ([(8000, "Thông tư"), (1000, "Thông tư")], "9.000 đ"),
        ([(8000, "Thông tư"), (None, "Nghị quyết của HĐND cấp tỉnh")], "chưa có mức của tỉnh"),
        ([(None, "Thông tư 226/2016/TT-BTC")], "chưa xác định được mức thu"),
    ],
)
def test_only_a_fee_of_the_province_waits_for_the_province(
    amounts: list[tuple[int | None, str]], words: str
) -> None:
    fee = [
        FeeItem(name="Phí", kind="phi", amount_vnd=amount, basis=basis) for amount, basis in amounts
    ]
    assert fee_total(msgspec.structs.replace(record(1), fee=fee)) == words
