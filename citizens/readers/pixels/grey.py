"""Any kind of picture to grey on white, strip by strip: no second copy in colour is ever made."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

_ROWS = 256


def to_grey(picture: Image) -> Image:
    """Return the picture, all loaded, in grey ("L") on white; a grey one is returned itself."""
    from PIL import Image

    picture.load()
    if picture.mode == "L":
        return picture
    grey = Image.new("L", picture.size)
    for top in range(0, picture.height, _ROWS):
        bottom = min(top + _ROWS, picture.height)
        grey.paste(_strip_to_grey(picture.crop((0, top, picture.width, bottom))), (0, top))
    return grey


def _strip_to_grey(strip: Image) -> Image:
    from PIL import Image

    if strip.mode.startswith("I"):  # 16 bits a pixel
        return strip.convert("I").point(lambda value: value / 256).convert("L")
    if strip.mode != "P" and "A" not in strip.getbands():
        return strip.convert("L")
    layered = strip.convert("LA")
    white = Image.new("L", strip.size, 255)
    white.paste(layered.getchannel("L"), mask=layered.getchannel("A"))
    return white
