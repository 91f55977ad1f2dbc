"""Camera frames of made-up cards: distance, tilt, blur, noise, JPEG, bad light, glare."""

from __future__ import annotations

import io
import math
import random
from dataclasses import dataclass, replace

import segno
from PIL import Image, ImageChops, ImageDraw, ImageFilter

CARD_MM = (85.6, 54.0)
_TABLE = 105
_PAPER = 215


@dataclass(frozen=True)
class Shot:
    """How one frame was taken; the defaults are a good webcam in good light."""

    payload: str
    size: tuple[int, int] = (1280, 720)
    fills: float = 0.8
    code_mm: float = 18.0
    turn: float = 0.0
    tilt: float = 0.0
    blur: float = 0.5
    noise: float = 3.0
    quality: int = 85
    light: float = 1.0
    glare: float = 0.0
    seed: int = 0

    def office(self) -> Shot:
        return replace(self, blur=0.8, noise=5.0, quality=70)

    def dim(self) -> Shot:
        return replace(self, blur=1.1, noise=9.0, quality=60, light=0.45)


def frame(shot: Shot) -> Image.Image:
    """Take the picture."""
    rng = random.Random(shot.seed)
    px_per_mm = shot.fills * shot.size[0] / CARD_MM[0]
    picture = _placed(_card(shot, 2 * px_per_mm), shot, rng).reduce(2)
    picture = picture.filter(ImageFilter.GaussianBlur(shot.blur))
    picture = ImageChops.multiply(picture, _light(shot, rng))
    if shot.glare:
        picture = ImageChops.lighter(picture, _lamp(shot, px_per_mm))
    picture = _noisy(picture, shot)
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=shot.quality)
    return Image.open(buffer).convert("L")


def film(shot: Shot, count: int) -> list[Image.Image]:
    """Some frames of a hand that does not hold quite still: up to 8° turned and 12° tilted."""
    rng = random.Random(shot.seed)
    return [
        frame(replace(shot, turn=rng.uniform(-8, 8), tilt=rng.uniform(-12, 12), seed=n * 31))
        for n in range(count)
    ]


def _card(shot: Shot, px_per_mm: float) -> Image.Image:
    size = (round(CARD_MM[0] * px_per_mm), round(CARD_MM[1] * px_per_mm))
    card = Image.new("L", size, _PAPER)
    draw = ImageDraw.Draw(card)
    for line in range(5):
        top = size[1] * (0.35 + 0.1 * line)
        draw.rectangle((size[0] * 0.3, top, size[0] * 0.62, top + size[1] * 0.03), fill=60)
    code = _code(shot.payload, round(shot.code_mm * px_per_mm))
    card.paste(code, (size[0] - code.width - round(4 * px_per_mm), round(4 * px_per_mm)))
    return card


def _code(payload: str, side: int) -> Image.Image:
    buffer = io.BytesIO()
    symbol = segno.make(payload, error="m", micro=False, encoding="utf-8", eci=False)
    symbol.save(buffer, kind="png", scale=8, border=4)
    picture = Image.open(buffer).convert("L").point(lambda v: 30 if v < 128 else _PAPER)
    modules = symbol.symbol_size(border=0)[0]
    whole = round(side * (modules + 8) / modules)
    return picture.resize((whole, whole), Image.Resampling.LANCZOS)


def _placed(card: Image.Image, shot: Shot, rng: random.Random) -> Image.Image:
    """Lay the card on the table, turned and tilted in perspective; twice the frame's size."""
    width, height = (2 * side for side in shot.size)
    turn, tilt = math.radians(shot.turn), math.radians(shot.tilt)
    half = (card.width / 2, card.height / 2)
    shift = (rng.uniform(-0.01, 0.01) * width, rng.uniform(-0.01, 0.01) * height)
    corners = []
    for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        a, b = x * half[0], y * half[1]
        a, b = a * math.cos(turn) - b * math.sin(turn), a * math.sin(turn) + b * math.cos(turn)
        depth = 1 + b * math.sin(tilt) / (2.2 * width)
        x_at = width / 2 + shift[0] + a / depth
        corners.append((x_at, height / 2 + shift[1] + b * math.cos(tilt) / depth))
    source = ((0, 0), (card.width, 0), (card.width, card.height), (0, card.height))
    data = _perspective(corners, source)
    table = Image.new("L", (width, height), _TABLE)
    laid = card.transform(
        (width, height), Image.Transform.PERSPECTIVE, data, Image.Resampling.BICUBIC, fillcolor=0
    )
    mask = Image.new("L", card.size, 255).transform(
        (width, height), Image.Transform.PERSPECTIVE, data, Image.Resampling.BICUBIC, fillcolor=0
    )
    table.paste(laid, mask=mask)
    return table


def _perspective(
    target: list[tuple[float, float]], source: tuple[tuple[int, int], ...]
) -> tuple[float, ...]:
    """Solve the eight coefficients that map target points to source points (Gauss)."""
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(target, source, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    for col in range(8):
        pivot = max(range(col, 8), key=lambda r: abs(rows[r][col]))
        rows[col], rows[pivot] = rows[pivot], rows[col]
        rows[col] = [value / rows[col][col] for value in rows[col]]
        for other in range(8):
            if other != col:
                factor = rows[other][col]
                rows[other] = [a - factor * b for a, b in zip(rows[other], rows[col], strict=True)]
    return tuple(row[8] for row in rows)


def _light(shot: Shot, rng: random.Random) -> Image.Image:
    """Uneven light: one corner has a fifth less."""
    low = Image.new("L", (2, 2))
    low.putdata([round(255 * shot.light * rng.uniform(0.8, 1.0)) for _ in range(4)])
    return low.resize(shot.size, Image.Resampling.BICUBIC)


def _lamp(shot: Shot, px_per_mm: float) -> Image.Image:
    """The reflection of a lamp over a share of the code."""
    lamp = Image.new("L", shot.size, 0)
    side = shot.code_mm * px_per_mm
    radius = math.sqrt(shot.glare * side * side / math.pi)
    right = shot.size[0] / 2 + CARD_MM[0] / 2 * px_per_mm - 4 * px_per_mm - side / 2
    top = shot.size[1] / 2 - CARD_MM[1] / 2 * px_per_mm + 4 * px_per_mm + side / 2
    box = (right - radius, top - radius, right + radius, top + radius)
    ImageDraw.Draw(lamp).ellipse(box, fill=255)
    return lamp.filter(ImageFilter.GaussianBlur(radius / 5))


def _noisy(picture: Image.Image, shot: Shot) -> Image.Image:
    rng = random.Random(shot.seed + 1)
    values = [rng.gauss(128, shot.noise) for _ in range(4096)]
    tile = Image.new("L", (256, 256))
    tile.putdata([round(values[rng.randrange(4096)]) for _ in range(256 * 256)])
    noise = Image.new("L", picture.size)
    for x in range(0, picture.width, 256):
        for y in range(0, picture.height, 256):
            noise.paste(tile, (x, y))
    return ImageChops.add(picture, noise, 1, -128)
