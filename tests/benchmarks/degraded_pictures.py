"""Pictures of made-up codes as bad light, bad lenses and unsteady hands leave them.

Everything follows from a seed: the same picture on every machine and in any order of the tests.
"""

from __future__ import annotations

import io
import math
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

import segno
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from tests.unit.citizens.made_up import make_card

_BORDER = 4  # modules of quiet zone
_CARD_MM = (85.6, 54.0)
_PAPER = 205


def payload_of(seed: int) -> str:
    """The payload of a made-up card."""
    return make_card(seed).payload


def symbol(payload: str, seed: int, error: str = "m") -> Image.Image:
    """A QR with one pixel a module. The mask comes from the seed: choosing the best one is slow."""
    made = segno.make(
        payload, error=error, micro=False, encoding="utf-8", eci=False, mask=seed % 8,
        boost_error=False,
    )  # fmt: skip
    side = int(made.symbol_size(border=_BORDER)[0])
    rows = made.matrix_iter(border=_BORDER)
    return Image.frombytes("L", (side, side), bytes(255 - 255 * dot for row in rows for dot in row))


def with_noise(picture: Image.Image, rng: random.Random, levels: float) -> Image.Image:
    """Add sensor noise of a standard deviation in grey levels (sum of four uniform values)."""
    count = picture.width * picture.height
    layers = [Image.frombytes("L", picture.size, rng.randbytes(count)) for _ in range(4)]
    pairs = [Image.blend(layers[0], layers[1], 0.5), Image.blend(layers[2], layers[3], 0.5)]
    noise = Image.blend(pairs[0], pairs[1], 0.5)  # mean 127.5, deviation 36.9
    scaled = noise.point([round(128 + (v - 127.5) * levels / 36.9) for v in range(256)])
    return ImageChops.add(picture, scaled, 1, -128)


def as_jpeg(picture: Image.Image, quality: int) -> Image.Image:
    """The picture after a camera has saved it."""
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality)
    return Image.open(buffer).convert("L")


def dimmed(picture: Image.Image, share: float) -> Image.Image:
    """The picture with a share of its light."""
    return picture.point([round(v * share) for v in range(256)])


def unevenly_lit(picture: Image.Image, rng: random.Random, least: float = 0.6) -> Image.Image:
    """Light from one side: from `least` to full across the picture."""
    ramp = Image.linear_gradient("L").rotate(rng.choice((0, 90, 180, 270))).resize(picture.size)
    light = ramp.point([round(255 * (least + (1 - least) * v / 255)) for v in range(256)])
    return ImageChops.multiply(picture, light)


def tilted(
    picture: Image.Image, rng: random.Random, turn: float, tilt: float, size: tuple[int, int]
) -> Image.Image:
    """The picture seen askew, centred on a table of the given size (angles in degrees, at most)."""
    width, height = size
    angle = math.radians(rng.uniform(-turn, turn))
    around_x, around_y = (math.radians(rng.uniform(-tilt, tilt)) for _ in range(2))
    far = 2.5 * max(picture.size)
    corners = []
    for right, down in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        half_width, half_height = right * picture.width / 2, down * picture.height / 2
        x = half_width * math.cos(angle) - half_height * math.sin(angle)
        y = half_width * math.sin(angle) + half_height * math.cos(angle)
        depth = far + x * math.sin(around_y) + y * math.sin(around_x)
        flat = (x * math.cos(around_y), y * math.cos(around_x))
        corners.append((width / 2 + flat[0] * far / depth, height / 2 + flat[1] * far / depth))
    inside = ((0, 0), (picture.width, 0), picture.size, (0, picture.height))
    mapping = _perspective(corners, inside)
    table = Image.new("L", size, 120)
    mask = Image.new("L", picture.size, 255)
    how = (size, Image.Transform.PERSPECTIVE, mapping, Image.Resampling.BICUBIC)
    table.paste(picture.transform(*how), mask=mask.transform(*how))
    return table


def _perspective(
    seen: list[tuple[float, float]], source: tuple[tuple[float, float], ...]
) -> list[float]:
    """The eight numbers that Pillow wants: from a place in the result to one in the source."""
    rows = []
    for (x, y), (u, v) in zip(seen, source, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    for column in range(8):  # Gauss with pivoting
        best = max(range(column, 8), key=lambda row: abs(rows[row][column]))
        rows[column], rows[best] = rows[best], rows[column]
        for row in range(8):
            if row != column:
                factor = rows[row][column] / rows[column][column]
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[column], strict=True)]
    return [rows[i][8] / rows[i][i] for i in range(8)]


# --- one code alone, by pixels a module ---------------------------------------------------------


@dataclass(frozen=True)
class _Close:
    """A code filling the picture: what each damage gets to work with."""

    picture: Image.Image
    module: float
    rng: random.Random


def _clean(close: _Close) -> Image.Image:
    return close.picture


def _rotated(close: _Close) -> Image.Image:
    angle = close.rng.uniform(0, 360)
    return close.picture.rotate(angle, Image.Resampling.BICUBIC, True, fillcolor=_PAPER)


def _blurred(modules: float, close: _Close) -> Image.Image:
    return close.picture.filter(ImageFilter.GaussianBlur(modules * close.module))


def _low_light(close: _Close) -> Image.Image:
    return with_noise(dimmed(unevenly_lit(close.picture, close.rng), 0.3), close.rng, 6)


def _tilt_30(close: _Close) -> Image.Image:
    return tilted(close.picture, close.rng, 10, 30, close.picture.size)


def _glare(share: float, close: _Close) -> Image.Image:
    """A lamp mirrored on the card: a soft white spot as big as a share of the code."""
    width, height = close.picture.size
    code = width - 24 - 2 * _BORDER * close.module
    radius = math.sqrt(share / math.pi) * code
    x, y = close.rng.uniform(0, 1) * width, close.rng.uniform(0, 1) * height
    spot = Image.new("L", close.picture.size)
    ImageDraw.Draw(spot).ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    return ImageChops.add(close.picture, spot.filter(ImageFilter.GaussianBlur(radius / 3)))


def _moire(close: _Close) -> Image.Image:
    """The fine bright stripes of a laminate's hologram."""
    wave, angle = close.rng.uniform(1.5, 3.0) * close.module, close.rng.uniform(0, 180)
    side = 2 * max(close.picture.size)
    row = bytes(round(80 + 80 * math.sin(2 * math.pi * x / wave)) for x in range(side))
    stripes = Image.frombytes("L", (side, 1), row).resize((side, side)).rotate(angle)
    left, top = (side - close.picture.width) // 2, (side - close.picture.height) // 2
    shown = stripes.crop((left, top, left + close.picture.width, top + close.picture.height))
    return ImageChops.add(close.picture.point([round(v * 0.7) for v in range(256)]), shown)


def _moved(close: _Close) -> Image.Image:
    """The hand moved by about a module while the shutter was open."""
    angle = close.rng.uniform(0, 180)
    steps = 5
    way = close.rng.uniform(0.6, 1.1) * close.module
    mixed = close.picture
    for step in range(1, steps):
        shift = way * step / (steps - 1)
        dx, dy = shift * math.cos(math.radians(angle)), shift * math.sin(math.radians(angle))
        moved = close.picture.transform(
            close.picture.size, Image.Transform.AFFINE, (1, 0, dx, 0, 1, dy),
            Image.Resampling.BICUBIC, fillcolor=_PAPER,
        )  # fmt: skip
        mixed = Image.blend(mixed, moved, 1 / (step + 1))
    return mixed


def _webcam(close: _Close) -> Image.Image:
    askew = tilted(close.picture, close.rng, 8, 12, close.picture.size)
    soft = unevenly_lit(askew.filter(ImageFilter.GaussianBlur(0.7)), close.rng)
    return as_jpeg(with_noise(soft, close.rng, 5), 70)


def _poor_jpeg(close: _Close) -> Image.Image:
    return as_jpeg(close.picture, 25)


CLOSE_DAMAGES: Mapping[str, Callable[[_Close], Image.Image]] = MappingProxyType(
    {
        "clean": _clean,
        "any rotation": _rotated,
        "blur 0.35 module": partial(_blurred, 0.35),
        "blur 0.6 module": partial(_blurred, 0.6),
        "low light": _low_light,
        "tilt 30 degrees": _tilt_30,
        "glare 8 %": partial(_glare, 0.08),
        "glare 20 %": partial(_glare, 0.20),
        "laminate": _moire,
        "motion": _moved,
        "webcam": _webcam,
        "JPEG quality 25": _poor_jpeg,
    }
)


def close_up(damage: str, pixels_per_module: float, seed: int) -> tuple[Image.Image, str]:
    """One damaged code and its payload."""
    payload = payload_of(seed)
    sharp = symbol(payload, seed)
    side = round(sharp.width * pixels_per_module)
    drawn = sharp.resize((sharp.width * 12,) * 2, Image.Resampling.NEAREST)
    paper = Image.new("L", (side + 24,) * 2, _PAPER)
    inked = drawn.resize((side, side), Image.Resampling.BOX).point(
        [round(30 + v * 175 / 255) for v in range(256)]
    )
    paper.paste(inked, (12, 12))
    rng = random.Random(f"{damage} {pixels_per_module} {seed}")
    return CLOSE_DAMAGES[damage](_Close(paper, pixels_per_module, rng)), payload


# --- a card in the frame of a camera --------------------------------------------------------------


@dataclass(frozen=True)
class Camera:
    """How good the camera and the light are."""

    blur: float
    noise: float
    quality: int
    light: float


CAMERAS: Mapping[str, Camera] = MappingProxyType(
    {
        "good": Camera(0.5, 3, 85, 1.0),
        "office": Camera(0.8, 5, 70, 1.0),
        "dim": Camera(1.1, 9, 60, 0.45),
        "phone": Camera(1.4, 4, 80, 1.0),
        "phone out of focus": Camera(2.6, 6, 70, 0.8),
    }
)


def card_face(payload: str, seed: int, code_mm: float, pixels_per_mm: float) -> Image.Image:
    """A grey card with some print and the code in its upper right corner."""
    width, height = (round(mm * pixels_per_mm) for mm in _CARD_MM)
    face = Image.new("L", (width, height), 215)
    draw = ImageDraw.Draw(face)
    size = max(8, round(2.6 * pixels_per_mm))
    for line in range(8):
        place = (4 * pixels_per_mm, (8 + 5 * line) * pixels_per_mm)
        draw.text(place, "The mau - khong co gia tri", fill=60, font_size=size)
    sharp = symbol(payload, seed)
    side = round(code_mm * pixels_per_mm * sharp.width / (sharp.width - 2 * _BORDER))
    drawn = sharp.resize((sharp.width * 12,) * 2, Image.Resampling.NEAREST)
    code = drawn.resize((side, side), Image.Resampling.BOX)
    inked = code.point([round(35 + v * 195 / 255) for v in range(256)])
    face.paste(inked, (width - side - round(3 * pixels_per_mm), round(3 * pixels_per_mm)))
    return face


def camera_frame(
    size: tuple[int, int], fill: float, code_mm: float, camera: str, seed: int
) -> tuple[Image.Image, str]:
    """One frame with a card that fills a share of its width, and the payload of the card."""
    kind, payload = CAMERAS[camera], payload_of(seed)
    rng = random.Random(f"{size} {fill} {code_mm} {camera} {seed}")
    face = card_face(payload, seed, code_mm, fill * size[0] / _CARD_MM[0])
    frame = tilted(face, rng, 8, 12, size).filter(ImageFilter.GaussianBlur(kind.blur))
    lit = dimmed(unevenly_lit(frame, rng), kind.light)
    return as_jpeg(with_noise(lit, rng, kind.noise), kind.quality), payload
