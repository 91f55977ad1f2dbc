"""How long a picture takes, as a multiple of one plain pass of zxing-cpp over the same picture."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
import zxingcpp
from PIL import Image

from base.errors import InputError
from citizens.readers.camera import CameraScan
from citizens.readers.pictures import scan_bytes
from tests.benchmarks.degraded_pictures import camera_frame
from tests.benchmarks.measure import Measured, compare
from tests.unit.citizens.readers.pictures_of_cards import saved
from tests.unit.readers_more.recorded import Shot, film
from tests.unit.readers_more.test_framing import OLD

pytestmark = pytest.mark.benchmark

Report = Callable[[Measured], Measured]
_PASS = "one plain pass of zxing-cpp (QR, Code 128, PDF417)"
_FORMATS = zxingcpp.barcode_formats_from_str("QRCode|Code128|PDF417")


def _plain_pass(data: bytes) -> Callable[[], object]:
    grey = Image.open(io.BytesIO(data)).convert("L")
    return lambda: zxingcpp.read_barcodes(grey, formats=_FORMATS)


def _refused(data: bytes) -> object:
    with pytest.raises(InputError) as caught:
        scan_bytes(data)
    assert caught.value.code == "SCAN-01"
    return caught


def test_clean_720p_picture_to_person(report: Report) -> None:
    frame, payload = camera_frame((1280, 720), 0.8, 18, "good", 1)
    data = saved(frame.convert("RGB"), "JPEG", quality=90)
    (scan,) = scan_bytes(data)
    assert scan.reading.payload == payload
    assert scan.reading.person is not None
    name = "clean 720p JPEG to person"
    measured = report(compare(name, lambda: scan_bytes(data), _PASS, _plain_pass(data), 25))
    assert measured.ratio < 4


def test_a_worker_can_follow_a_camera(report: Report) -> None:
    """Six dim frames of a far card, none of them readable at once: the most work of all."""
    hard = film(replace(Shot(OLD, code_mm=11.0), fills=0.5).dim(), 6)

    def follow() -> None:
        scan = CameraScan()
        for picture in hard:
            scan.feed(picture)

    grey = [picture.convert("L") for picture in hard]
    baseline = f"{_PASS} over each"

    def passes() -> None:
        for picture in grey:
            zxingcpp.read_barcodes(picture, formats=_FORMATS)

    measured = report(compare("six hard frames of a camera", follow, baseline, passes, 5))
    assert measured.ratio < 10


@pytest.mark.parametrize(
    ("size", "fill", "code_mm", "camera", "most"),
    [((1280, 720), 0.5, 11, "dim", 40), ((4000, 3000), 0.35, 11, "phone out of focus", 5)],
    ids=["720p", "12 MP"],
)
def test_a_still_without_a_readable_code(
    report: Report, size: tuple[int, int], fill: float, code_mm: float, camera: str, most: float
) -> None:
    frame, _ = camera_frame(size, fill, code_mm, camera, 1)
    data = saved(frame.convert("RGB"), "JPEG", quality=85)
    name = f"failed still, {size[0]} x {size[1]} JPEG"
    measured = report(compare(name, lambda: _refused(data), _PASS, _plain_pass(data), 3))
    assert measured.ratio < most
