"""How hard a still picture is tried, and what is never taken for a code."""

from __future__ import annotations

import random
from typing import Any

import pytest
import segno
import zxingcpp
from PIL import Image, ImageFilter

from citizens.readers import decoding, zbar
from citizens.readers.decoding import STILL_WORK, Code, Work, decode_still
from tests.unit.citizens.made_up import make_card
from tests.unit.citizens.readers.pictures_of_cards import card, code


class _Counted(Work):
    """Remembers what was asked for and what was given."""

    def __init__(self, units: float = STILL_WORK) -> None:
        super().__init__(units)
        self.spent = 0.0

    def take(self, units: float) -> bool:
        is_given = super().take(units)
        self.spent += units * is_given
        return is_given


def _grain(width: int, height: int) -> Image.Image:
    return Image.frombytes("L", (width, height), random.Random(5).randbytes(width * height))


@pytest.mark.parametrize("size", [(1, 1), (300, 200), (1280, 720), (1080, 1920), (4000, 3000)])
def test_a_failed_still_costs_at_most_the_work_allowed(size: tuple[int, int]) -> None:
    work = _Counted()
    assert decode_still(_grain(*size), work) == ()
    assert 0 < work.spent <= STILL_WORK


def test_the_same_picture_costs_the_same_work_whatever_the_clock_says() -> None:
    costs = []
    for _ in range(2):
        work = _Counted()
        decode_still(_grain(700, 500), work)
        costs.append(work.spent)
    assert costs[0] == costs[1]


def test_without_work_left_a_picture_still_gets_its_plain_look(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(zbar, "second_opinion", lambda _: pytest.fail("asked without work"))
    payload = make_card(1).payload
    assert [found.data for found in decode_still(card(payload), Work(0))] == [payload.encode()]
    blurred = card(payload, 3).filter(ImageFilter.GaussianBlur(1.4))
    assert decode_still(blurred, Work(0)) == ()
    assert [found.data for found in decode_still(blurred)] == [payload.encode()]


def test_zbar_is_asked_once_on_a_picture_of_two_megapixels_at_most(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[int, int]] = []

    def second_opinion(picture: Image.Image) -> tuple[Code, ...]:
        asked.append(picture.size)
        return ()

    monkeypatch.setattr(zbar, "second_opinion", second_opinion)
    decode_still(Image.new("L", (4000, 3000), 200))
    assert asked == [(1334, 1000)]


def test_a_blurred_code_far_off_in_a_big_photo_is_read() -> None:
    payload = make_card(4).payload
    photo = Image.new("L", (4000, 3000), 150)
    photo.paste(card(payload, 3).filter(ImageFilter.GaussianBlur(1.4)), (2900, 700))
    assert [found.data for found in decode_still(photo)] == [payload.encode()]


@pytest.mark.parametrize("pixels_per_module", [9, 20, 48])
def test_a_code_out_of_focus_that_fills_the_picture_is_read(pixels_per_module: int) -> None:
    payload = make_card(6).payload
    photo = code(payload, pixels_per_module).filter(
        ImageFilter.GaussianBlur(0.6 * pixels_per_module)
    )
    assert decode_still(photo, Work(0)) == ()
    assert [found.data for found in decode_still(photo)] == [payload.encode()]


@pytest.mark.parametrize("size", [(1600, 1200), (4000, 3000), (5200, 3600)])
def test_a_card_and_a_pdf417_beside_it_are_both_found(size: tuple[int, int]) -> None:
    payload, number = make_card(2).payload, "025090000123"
    made = zxingcpp.create_barcode(number, zxingcpp.BarcodeFormat.PDF417)
    painted: Any = zxingcpp.write_barcode_to_image(made, scale=4)
    shown = memoryview(painted)
    assert shown.shape is not None
    bars = Image.frombytes("L", (shown.shape[1], shown.shape[0]), shown.tobytes())
    photo = Image.new("L", size, 220)
    photo.paste(code(payload, 6), (60, 60))
    photo.paste(bars, (size[0] - bars.width - 80, 700))
    found = {found.symbology: found.data for found in decode_still(photo)}
    assert found == {"QRCode": payload.encode(), "PDF417": number.encode()}


def test_a_micro_qr_is_never_taken_for_a_code() -> None:
    """Its check is weak: one was seen in the noise of a blurred card where there was none."""
    symbol = segno.make_micro("408")
    rows = [bytes(0 if dark else 255 for dark in row) for row in symbol.matrix_iter(scale=8)]
    picture = Image.frombytes("L", (len(rows[0]), len(rows)), b"".join(rows))
    assert zxingcpp.read_barcodes(picture)[0].text == "408"
    assert decode_still(picture) == ()
    assert decoding.look(picture) == ()
