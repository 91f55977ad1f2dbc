"""Pictures for tests, painted from made-up payloads."""

from __future__ import annotations

import io

import segno
from PIL import Image


def code(payload: str | bytes, scale: int = 5) -> Image.Image:
    """A QR as byte mode UTF-8 without ECI, as cards carry it."""
    buffer = io.BytesIO()
    symbol = segno.make(payload, error="m", micro=False, encoding="utf-8", eci=False)
    symbol.save(buffer, kind="png", scale=scale, border=4)
    return Image.open(buffer).convert("L")


def card(payload: str | bytes, scale: int = 5) -> Image.Image:
    """A grey card with the code on it."""
    symbol = code(payload, scale)
    picture = Image.new("L", (symbol.width * 3, symbol.height * 2), 215)
    picture.paste(symbol, (picture.width - symbol.width - 20, 30))
    return picture


def saved(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    """The picture as file bytes."""
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()
