"""Paints made-up cards with a real QR, for demo, tests and training; every picture says so.

`python -m citizens.sample_cards OUTDIR` paints them anew. Nobody in them exists.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from base.errors import StorageError
from base.files import write_atomic
from base.paths import RESOURCES_DIR

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

BANNER = "THẺ MẪU – KHÔNG CÓ GIÁ TRỊ"
_PX_PER_MM = 18
_CARD_MM = (85.6, 54.0)  # ID-1
_PAGE_DPI = 300
_FONT_FOLDERS = (
    RESOURCES_DIR / "fonts" / "liberation-serif",
    RESOURCES_DIR / "fonts" / "dejavu-sans",
    Path("/usr/share/fonts/truetype/liberation2"),
    Path("/usr/share/fonts/truetype/liberation"),
    Path("/usr/share/fonts/truetype/dejavu"),
    Path("C:/Windows/Fonts"),
)
_FONT_FILES = (
    "LiberationSerif-Bold.ttf",
    "LiberationSerif-Regular.ttf",
    "DejaVuSans.ttf",
    "times.ttf",
)
_INK, _PALE, _RED = (25, 30, 45), (232, 240, 236), (176, 32, 32)


@dataclass(frozen=True, slots=True)
class _Sample:
    """One made-up card: its payload and the side that carries the QR."""

    payload: str
    title: str
    code_mm: float


_CCCD = ("CĂN CƯỚC CÔNG DÂN – bản thử", 12.0)
_CAN_CUOC = ("CĂN CƯỚC – bản thử, mặt sau", 18.0)
_SAMPLES: Mapping[str, _Sample] = MappingProxyType(
    {
        "cccd-me": _Sample(
            "025190000222|131000456|Nguyễn Thị Lan|09091990|Nữ|"
            "Khu 3, Thụy Vân, Việt Trì, Phú Thọ|12082021",
            *_CCCD,
        ),
        "can-cuoc-cha": _Sample(
            "025090000123||Hà Văn Hùng|01021990|Nam|"
            "Khu 3, Thụy Vân, Việt Trì, Phú Thọ|15102024||||",
            *_CAN_CUOC,
        ),
        "cccd-ba": _Sample(
            "017166000808|113000111|Trần Thị Mến|01011966|Nữ|"
            "Xóm Chằm, Vĩnh Đồng, Kim Bôi, Hòa Bình|15052021",
            *_CCCD,
        ),
        "can-cuoc-con": _Sample(
            "025321000345||Hà Minh Châu|15092021|Nữ|"
            "Khu 3, Thụy Vân, Việt Trì, Phú Thọ|20112024||Hà Văn Hùng|Nguyễn Thị Lan|",
            *_CAN_CUOC,
        ),
        "ban-quet": _Sample(
            "038300774005||Vũ Ngọc Diệp|05072000|Nữ|"
            "Khu 12, Thụy Vân, Việt Trì, Phú Thọ|02082024||||",
            *_CAN_CUOC,
        ),
    }
)
_LABELS = ("Số", "Số CMND cũ", "Họ và tên", "Ngày sinh", "Giới tính", "Nơi thường trú", "Ngày cấp")
_DOSSIER_CODE = "H44.10-240105-0001"


def sample_payloads() -> Mapping[str, str]:
    """Return the payload of each readable sample card by file stem."""
    return {stem: sample.payload for stem, sample in _SAMPLES.items()}


def write_samples(folder: Path) -> tuple[Path, ...]:
    """Paint every sample into a folder and return the files; raise StorageError if it refuses."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            "STORE-02",
            "Không tạo được thư mục ảnh mẫu.",
            "Chọn thư mục khác có quyền ghi rồi làm lại.",
            detail=f"errno {error.errno}",
        ) from error
    made = _pictures()
    for name, data in made.items():
        write_atomic(folder / name, data, what="ảnh mẫu", mode=0o644)
    return tuple(folder / name for name in made)


def _pictures() -> dict[str, bytes]:
    from PIL import Image, ImageFilter

    cards = {stem: paint_card(stem) for stem in _SAMPLES}
    blurred = cards["cccd-me"].filter(ImageFilter.GaussianBlur(9))
    photo = cards["can-cuoc-cha"].rotate(
        12, Image.Resampling.BICUBIC, expand=True, fillcolor=(92, 84, 76)
    )
    files = {f"{stem}.png": _png(card) for stem, card in cards.items() if stem != "ban-quet"}
    files["can-cuoc-cha-chup-nghieng.jpg"] = _save(
        photo.filter(ImageFilter.GaussianBlur(1)), "JPEG"
    )
    files["mo-khong-doc-duoc.jpg"] = _save(blurred, "JPEG")
    files["khong-co-ma.png"] = _png(_paper(["Tờ giấy này không có mã nào."]))
    files["phieu-ma-ho-so.png"] = _png(_slip())
    files["ban-quet.pdf"] = _pdf(cards["ban-quet"])
    return files


def paint_card(stem: str) -> Image:
    """Return the picture of one sample card."""
    from PIL import Image, ImageDraw

    sample = _SAMPLES[stem]
    width, height = (round(mm * _PX_PER_MM) for mm in _CARD_MM)
    card = Image.new("RGB", (width, height), _PALE)
    draw = ImageDraw.Draw(card)
    draw.rectangle((0, 0, width, 110), fill=_RED)
    draw.text((40, 22), BANNER, font=_font(62), fill="white")
    draw.text((40, 135), sample.title, font=_font(46), fill=_INK)
    code = _code(sample.payload, sample.code_mm)
    card.paste(code, (width - code.width - 30, 125))
    _write_fields(draw, sample.payload, width - 80)
    draw.text((40, height - 70), BANNER, font=_font(40), fill=_RED)
    return card


def _write_fields(draw: ImageDraw, payload: str, width: int) -> None:
    top = 225
    for label, value in zip(_LABELS, payload.split("|"), strict=False):
        if not value:
            continue
        shown = f"{value[:2]}/{value[2:4]}/{value[4:]}" if label.startswith("Ngày") else value
        draw.text((40, top), f"{label}: {shown}", font=_font(40), fill=_INK)
        top += 82
    draw.line((40, top + 10, 40 + width, top + 10), fill=_INK, width=2)


def _code(text: str, size_mm: float) -> Image:
    """Return the QR at the whole-pixel scale nearest to its printed size."""
    import segno
    from PIL import Image

    code = segno.make(text, error="m", micro=False, encoding="utf-8", eci=False)
    modules = code.symbol_size(border=0)[0]
    scale = max(3, round(size_mm * _PX_PER_MM / modules))
    buffer = io.BytesIO()
    code.save(buffer, kind="png", scale=scale, border=4)
    return Image.open(buffer).convert("RGB")


def _paper(lines: list[str]) -> Image:
    from PIL import Image, ImageDraw

    paper = Image.new("RGB", (1400, 900), "white")
    draw = ImageDraw.Draw(paper)
    for index, line in enumerate([BANNER.replace("THẺ", "GIẤY"), *lines]):
        draw.text((60, 60 + 110 * index), line, font=_font(56), fill=_INK)
    return paper


def _slip() -> Image:
    slip = _paper(["Phiếu hẹn trả kết quả (bản thử)", f"Mã hồ sơ: {_DOSSIER_CODE}"])
    slip.paste(_code(_DOSSIER_CODE, 20.0), (60, 420))
    return slip


def _pdf(card: Image) -> bytes:
    """A scanned A4 page with the card a little askew, as an office scanner makes it."""
    from PIL import Image

    page = Image.new("L", (2480, 3508), 250)
    scale = _PAGE_DPI / 25.4 / _PX_PER_MM
    size = (round(card.width * scale), round(card.height * scale))
    small = card.convert("L").resize(size, Image.Resampling.LANCZOS)
    page.paste(small.rotate(2, Image.Resampling.BICUBIC, expand=True, fillcolor=250), (320, 400))
    made = time.gmtime(0)  # the same file every time
    buffer = io.BytesIO()
    page.save(buffer, "PDF", resolution=_PAGE_DPI, quality=85, creationDate=made, modDate=made)
    return buffer.getvalue()


def _png(picture: Image) -> bytes:
    """Few colours keep the file small; the QR stays pure black and white."""
    from PIL.Image import Dither

    return _save(picture.quantize(32, dither=Dither.NONE), "PNG", optimize=True)


def _save(picture: Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def _font(size: int) -> FreeTypeFont:
    """Return a face that has all Vietnamese letters: the bundled one, else one of the system."""
    from PIL import ImageFont

    for name in _FONT_FILES:
        for folder in _FONT_FOLDERS:
            if (folder / name).is_file():
                return ImageFont.truetype(str(folder / name), size)
    raise StorageError(
        "SCAN-20",
        "Không tìm thấy phông chữ để vẽ thẻ mẫu.",
        "Cài lại chương trình để có thư mục phông chữ.",
    )


if __name__ == "__main__":
    write_samples(Path(sys.argv[1]))
