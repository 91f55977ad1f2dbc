"""Files of strangers are refused by code, in two seconds at most, without filling the memory."""

from __future__ import annotations

import random
import struct
import subprocess
import sys
import time
import tracemalloc
import zlib

import pytest
from PIL import Image

from base.errors import InputError
from base.paths import PROJECT_DIR
from citizens.readers.images import MAX_PIXELS
from citizens.readers.pictures import MAX_BYTES, scan_bytes
from tests.unit.citizens.made_up import make_card
from tests.unit.citizens.readers.pictures_of_cards import card, saved

_LIMIT_S = 2.0
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
    "heic": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100), "SCAN-05"),
    "pdf junk": (b"%PDF-1.7\n" + random.Random(1).randbytes(3000), "SCAN-06"),
}


@pytest.mark.parametrize(("data", "code"), _REFUSED.values(), ids=_REFUSED.keys())
def test_refused_with_its_code_in_time(data: bytes, code: str) -> None:
    start = time.perf_counter()
    with pytest.raises(InputError) as caught:
        scan_bytes(data)
    assert caught.value.code == code
    assert time.perf_counter() - start < _LIMIT_S


def test_the_header_is_judged_before_pixels_are_decoded() -> None:
    bomb = _png(30_000, 30_000, bytes(1000))
    tracemalloc.start()
    with pytest.raises(InputError):
        scan_bytes(bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000


@pytest.mark.skipif(sys.platform != "linux", reason="reads VmHWM: ru_maxrss counts the parent too")
def test_the_biggest_picture_that_is_let_in_stays_below_half_a_gigabyte() -> None:
    script = (
        "import io\n"
        "from pathlib import Path\n"
        "from PIL import Image\n"
        "from base.errors import InputError\n"
        "from citizens.readers.pictures import scan_bytes\n"
        "buffer = io.BytesIO()\n"
        "Image.new('L', (8000, 5000), 200).save(buffer, 'PNG')\n"
        "try:\n"
        "    scan_bytes(buffer.getvalue())\n"
        "except InputError as error:\n"
        "    status = Path('/proc/self/status').read_text()\n"
        "    print(error.code, status.split('VmHWM:')[1].split()[0])\n"
    )
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=PROJECT_DIR, capture_output=True, text=True, check=True
    )
    code, kilobytes = done.stdout.split()
    assert code == "SCAN-01"
    assert int(kilobytes) < 500_000
    assert time.perf_counter() - start < 2 * _LIMIT_S


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
    start = time.perf_counter()
    outcome = _outcome(bytes(data[: rng.randrange(len(data) // 2, len(data) + 1)]))
    assert outcome in ("SCAN-01", "SCAN-02", "SCAN-03", make_card(1).payload)
    assert time.perf_counter() - start < _LIMIT_S
