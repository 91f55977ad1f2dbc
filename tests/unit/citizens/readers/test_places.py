"""The pieces of a picture on which costly copies are tried."""

from __future__ import annotations

import random

import pytest
from PIL import Image, ImageDraw, ImageFilter

from citizens.readers.pixels.places import PIECE_PIXELS, pieces
from tests.unit.citizens.made_up import make_card
from tests.unit.citizens.readers.pictures_of_cards import code

_SIZES = [(1, 1), (640, 480), (641, 480), (1280, 720), (720, 1280), (3000, 40), (4000, 3000)]


@pytest.mark.parametrize("size", [*_SIZES, (6900, 5200)])
def test_pieces_lie_in_the_picture_are_small_and_one_is_all_of_it(size: tuple[int, int]) -> None:
    picture = Image.new("L", size, 90)
    found = pieces(picture)
    for piece in found:
        left, top, right, bottom = piece.box
        assert 0 <= left < right <= size[0]
        assert 0 <= top < bottom <= size[1]
        cut = piece.cut(picture)
        assert cut.width * cut.height <= PIECE_PIXELS * 1.1
    assert any(piece.box == (0, 0, *size) for piece in found)
    assert len(set(found)) == len(found) <= 7


@pytest.mark.parametrize("size", _SIZES[:2])
def test_of_a_small_picture_every_pixel_is_used(size: tuple[int, int]) -> None:
    first = pieces(Image.new("L", size))[0]
    assert (first.box, first.factor) == ((0, 0, *size), 1)


def _page(size: tuple[int, int], rng: random.Random) -> Image.Image:
    """A page with print on it, the grain of a camera, and no code."""
    page = Image.new("L", size, 200)
    draw = ImageDraw.Draw(page)
    for line in range(25):
        place = (rng.randrange(size[0] // 3), size[1] * line // 25)
        draw.text(place, "Giay khong co gia tri " * 2, fill=60, font_size=size[1] // 50)
    grain = Image.frombytes("L", size, rng.randbytes(size[0] * size[1]))
    return Image.blend(page, grain, 0.06)


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (3000, 4000)])
@pytest.mark.parametrize("seed", range(3))
def test_the_first_piece_holds_the_blurred_code_of_a_page(size: tuple[int, int], seed: int) -> None:
    rng = random.Random(seed)
    page = _page(size, rng)
    blurred = code(make_card(seed).payload, 3).filter(ImageFilter.GaussianBlur(1.4))
    left = rng.randrange(size[0] - blurred.width)
    top = rng.randrange(size[1] - blurred.height)
    page.paste(blurred, (left, top))
    box = pieces(page)[0].box
    assert box[0] <= left + 12
    assert box[1] <= top + 12
    assert box[2] >= left + blurred.width - 12
    assert box[3] >= top + blurred.height - 12
