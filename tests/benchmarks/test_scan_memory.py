"""The peak memory of a process that scans one big picture, against one that only loads the same."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable

import pytest
from PIL import Image

from base.paths import PROJECT_DIR
from tests.benchmarks.measure import Measured
from tests.unit.citizens.readers.pictures_of_cards import saved

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.skipif(sys.platform != "linux", reason="reads VmHWM of /proc"),
]

Report = Callable[[Measured], Measured]
_MOST = 10  # times the 30 MB of the process that only loads: 300 MB
_PASS = "one pass of zxing-cpp, all formats, over 12 blank megapixels"
_MOST_PASSES = 40


class _Peak(Measured):
    """Megabytes instead of milliseconds."""

    def __str__(self) -> str:
        return f"{self.name}: {self.median_ms:.0f} MB; {self.baseline}: {self.baseline_ms:.0f} MB"


_SCRIPT = """
import sys, time
from pathlib import Path
from PIL import Image, ImageChops, ImageFilter, ImageOps
import pyzbar.pyzbar, zxingcpp
from base.errors import InputError
from citizens.payloads import read_payload
from citizens.readers.pictures import scan_bytes
data, outcome, start = sys.stdin.buffer.read(), "idle", time.perf_counter()
if data:
    try:
        outcome = f"read {len(scan_bytes(data))}"
    except InputError as error:
        outcome = error.code
status = Path("/proc/self/status").read_text()  # VmHWM is this process's own, ru_maxrss is not
peak = int(status.split("VmHWM:")[1].split()[0]) / 1000
taken, blank, start = time.perf_counter() - start, Image.new("L", (4000, 3000)), time.perf_counter()
zxingcpp.read_barcodes(blank)
print(f"{outcome}|{peak}|{taken * 1000}|{(time.perf_counter() - start) * 1000}")
"""


def _scanned(data: bytes) -> tuple[str, float, float, float]:
    """What a process that scans the data says.

    The outcome, its peak in MB, the milliseconds of the scan and of a pass over 12 megapixels.
    """
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT],
        cwd=PROJECT_DIR,
        input=data,
        capture_output=True,
        check=True,
    )
    outcome, *figures = done.stdout.decode().split("|")
    peak, taken, one_pass = map(float, figures)
    return outcome, peak, taken, one_pass


def _grain(mode: str, size: tuple[int, int]) -> Image.Image:
    """A picture that no decoder can pack into nothing."""
    small = (size[0] // 16, size[1] // 16)
    grain = Image.frombytes("L", small, random.Random(1).randbytes(small[0] * small[1]))
    return grain.resize(size, Image.Resampling.NEAREST).convert(mode)


_A4_600_DPI, _LAYERED = (4960, 7016), (4200, 4200)
_PICTURES: dict[str, tuple[Callable[[], bytes], str]] = {
    "colour PNG of an A4 page at 600 dpi": (
        lambda: saved(Image.new("RGB", _A4_600_DPI, "white"), "PNG", compress_level=1),
        "SCAN-01",
    ),
    "half transparent PNG of such a page": (
        lambda: saved(Image.new("RGBA", _A4_600_DPI, (9, 9, 9, 90)), "PNG", compress_level=1),
        "SCAN-01",
    ),
    "JPEG of 79 megapixels": (
        lambda: saved(_grain("L", (10300, 7700)), "JPEG", quality=30),
        "SCAN-01",
    ),
    "progressive CMYK JPEG": (
        lambda: saved(_grain("CMYK", _LAYERED), "JPEG", quality=60, progressive=True),
        "SCAN-01",
    ),
    "WebP of 12 megapixels": (
        lambda: saved(_grain("RGB", (4032, 3024)), "WEBP", quality=20, method=0),
        "SCAN-01",
    ),
    "CMYK TIFF in one strip": (
        lambda: saved(
            _grain("CMYK", _LAYERED), "TIFF", compression="tiff_lzw", tiffinfo={278: 4200}
        ),
        "SCAN-01",
    ),
    "40 megapixel PNG": (
        lambda: saved(Image.new("L", (8000, 5000)), "PNG", compress_level=1),
        "SCAN-03",
    ),
}


@pytest.mark.parametrize(("make", "expected"), _PICTURES.values(), ids=_PICTURES.keys())
def test_the_peak_of_one_big_picture(
    report: Report, request: pytest.FixtureRequest, make: Callable[[], bytes], expected: str
) -> None:
    data = make()
    _, idle, _, _ = _scanned(b"")
    outcome, peak, taken, one_pass = _scanned(data)
    assert outcome == expected
    kind = request.node.callspec.id
    time_taken = report(Measured(f"scan of a {kind}", taken, taken, _PASS, one_pass))
    assert time_taken.ratio < _MOST_PASSES
    name = f"peak of a scan of a {kind}"
    measured = report(_Peak(name, peak, peak, "a process that loads the same libraries", idle))
    assert measured.ratio < _MOST
