"""Files of strangers are refused by code; tests/benchmarks/test_scan_memory.py has their cost."""

from __future__ import annotations

import random
import struct
import tracemalloc
import zlib

import pytest
from PIL import Image

from base.errors import InputError
from citizens.readers.images import MAX_PIXELS
from citizens.readers.pictures import MAX_BYTES, scan_bytes
from tests.unit.citizens.made_up import make_card
from tests.unit.citizens.readers.pictures_of_cards import card, saved

_PICTURE = card(make_card(1).payload)


def _png(width: int, height: int, pixels: bytes) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(pixels, 9)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def _bmp_header(width: int, height: int) -> bytes:
    info = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 54, 0, 0, 54) + info


_REFUSED = {
    "empty": (b"", "SCAN-04"),
    "text": (b"day khong phai la anh", "SCAN-02"),
    "zeros": (bytes(5000), "SCAN-02"),
    "gif is not on the list": (b"GIF89a" + bytes(100), "SCAN-02"),
    "postscript is not on the list": (b"%!PS-Adobe-3.0 EPSF-3.0\n" + bytes(100), "SCAN-02"),
    "too many bytes": (bytes(MAX_BYTES + 1), "SCAN-03"),
    "huge by header": (_png(60_000, 60_000, b""), "SCAN-03"),
    "huge by header, bmp": (_bmp_header(50_000, 50_000), "SCAN-03"),
    "one row too many": (_png(8000, MAX_PIXELS // 8000 + 1, b""), "SCAN-03"),
    "less data than promised": (_png(2000, 2000, bytes(50)), "SCAN-02"),
    "png cut": (saved(_PICTURE)[:900], "SCAN-02"),
    "jpeg cut": (saved(_PICTURE, "JPEG")[:3000], "SCAN-02"),
    "webp cut": (saved(_PICTURE, "WEBP")[:300], "SCAN-02"),
    "tiff cut": (saved(_PICTURE, "TIFF")[:3000], "SCAN-02"),
    "bmp cut": (saved(_PICTURE, "BMP")[:3000], "SCAN-02"),
    "heic junk": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100), "SCAN-02"),
    "avif": (b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf" + bytes(100), "SCAN-05"),
    "pdf junk": (b"%PDF-1.7\n" + random.Random(1).randbytes(3000), "SCAN-06"),
}


@pytest.mark.parametrize(("data", "code"), _REFUSED.values(), ids=_REFUSED.keys())
def test_refused_with_its_code(data: bytes, code: str) -> None:
    with pytest.raises(InputError) as caught:
        scan_bytes(data)
    assert caught.value.code == code


def test_the_header_is_judged_before_pixels_are_decoded() -> None:
    bomb = _png(30_000, 30_000, bytes(1000))
    tracemalloc.start()
    with pytest.raises(InputError):
        scan_bytes(bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000


def _jpeg_header(
    size: tuple[int, int], *, progressive: bool = False, layered: bool = False
) -> bytes:
    """A small JPEG whose header promises another size, and perhaps one scan for each colour."""
    data = saved(Image.new("RGB", (16, 16)), "JPEG", progressive=progressive)
    at = data.index(b"\xff\xc2" if progressive else b"\xff\xc0") + 5
    data = data[:at] + struct.pack(">HH", size[1], size[0]) + data[at + 4 :]
    if layered:
        at = data.index(b"\xff\xda\x00\x0c\x03")
        data = data[:at] + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" + data[at + 14 :]
    return data


_BIG = (5000, 4000)  # let in as plain JPEG, which is decoded in half size
_KEPT_WHOLE = {
    "progressive jpeg": _jpeg_header(_BIG, progressive=True),
    "jpeg with a scan for each colour": _jpeg_header(_BIG, layered=True),
    "webp": saved(Image.new("RGB", (4400, 3200)), "WEBP", quality=1, method=0),
    "coloured tiff": saved(Image.new("RGB", _BIG), "TIFF", compression="tiff_lzw"),
}


@pytest.mark.parametrize("data", _KEPT_WHOLE.values(), ids=_KEPT_WHOLE.keys())
def test_what_a_decoder_would_keep_whole_beside_the_pixels_has_a_lower_limit(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        scan_bytes(data)
    assert caught.value.code == "SCAN-03"


def test_a_plain_jpeg_of_that_size_is_no_refusal_for_its_size() -> None:
    with pytest.raises(InputError) as caught:
        scan_bytes(_jpeg_header(_BIG))
    assert caught.value.code == "SCAN-01"  # what is missing is grey


def test_a_webp_of_many_bytes_is_refused_for_the_copies_that_its_decoder_makes() -> None:
    data = saved(Image.new("RGB", (64, 64)), "WEBP")
    with pytest.raises(InputError) as caught:
        scan_bytes(data + bytes(16_000_001 - len(data)))
    assert caught.value.code == "SCAN-03"


def _tiff(pages: list[Image.Image]) -> bytes:
    more = {"save_all": True, "append_images": pages[1:], "compression": "group4"}
    return saved(pages[0], "TIFF", **more)


def test_pages_behind_the_hundredth_megapixel_are_not_read() -> None:
    blank = Image.new("1", (6000, 5800), 1)
    with pytest.raises(InputError) as caught:
        scan_bytes(_tiff([blank] * 3))
    assert caught.value.code == "SCAN-03"


def test_what_was_found_before_the_page_that_is_too_much_is_kept() -> None:
    blank, first = Image.new("1", (6000, 5800), 1), Image.new("1", (1200, 900), 1)
    first.paste(_PICTURE.convert("1"), (50, 50))
    (scan,) = scan_bytes(_tiff([first, blank, blank, blank]))
    assert scan.page == 1
    assert scan.reading.person is not None


def test_a_photo_of_fifty_megapixels_is_read_at_half_size() -> None:
    photo = Image.new("L", (8200, 6100), 200)
    photo.paste(_PICTURE.resize((_PICTURE.width * 3, _PICTURE.height * 3)), (800, 900))
    (scan,) = scan_bytes(saved(photo, "JPEG", quality=60))
    assert scan.reading.person is not None


def _outcome(data: bytes) -> str:
    """The refusal's code, or the text of the codes."""
    try:
        return "|".join(scan.reading.payload for scan in scan_bytes(data))
    except InputError as error:
        return error.code


@pytest.mark.parametrize("seed", range(60))
def test_damaged_bytes_end_in_the_right_text_or_a_refusal(seed: int) -> None:
    rng = random.Random(seed)
    small = _PICTURE.resize((_PICTURE.width // 3, _PICTURE.height // 3))
    data = bytearray(saved(small, rng.choice(["PNG", "JPEG", "WEBP", "TIFF", "BMP"])))
    for _ in range(rng.randrange(1, 30)):
        data[rng.randrange(len(data))] = rng.randrange(256)
    outcome = _outcome(bytes(data[: rng.randrange(len(data) // 2, len(data) + 1)]))
    assert outcome in ("SCAN-01", "SCAN-02", "SCAN-03", make_card(1).payload)
