"""What is read of clean and damaged pictures: exact or refused, and how many of each kind.

The least rates are those that zxing-cpp with an enhancement ladder was measured to reach on such
pictures before this program was written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from PIL import Image

from base.errors import InputError
from citizens.readers.decoding import look
from citizens.readers.pictures import Scan, decode_image, scan_bytes
from tests.benchmarks.degraded_pictures import (
    CAMERAS,
    CLOSE_DAMAGES,
    as_jpeg,
    camera_frame,
    close_up,
    symbol,
)
from tests.benchmarks.made_payloads import made_payload
from tests.benchmarks.measure import Measured
from tests.unit.citizens.made_up import Card, make_card, wrong_values
from tests.unit.citizens.readers.pictures_of_cards import saved

pytestmark = pytest.mark.benchmark

ReportLine = Callable[[str], None]


class _Counts(Measured):
    """A line of the printed table that holds counts and no times."""

    def __str__(self) -> str:
        return self.name


@pytest.fixture
def report_line(report: Callable[[Measured], Measured]) -> ReportLine:
    def keep(line: str) -> None:
        report(_Counts(line, 0, 0, "", 1))

    return keep


def _outcome(scans: list[Scan], truth: Card) -> str:
    """`exact`, `wrong`, or `refused`: nobody was read, or the clerk is asked to confirm."""
    if not scans:
        return "refused"
    (scan,) = scans
    if scan.reading.person is None or scan.reading.review:
        return "refused"
    return "wrong" if wrong_values(truth, scan.reading.person) else "exact"


def _scanned(data: bytes) -> list[Scan]:
    try:
        return scan_bytes(data)
    except InputError:
        return []


@pytest.mark.slow
def test_five_thousand_payloads_are_read_exactly_or_refused(report_line: ReportLine) -> None:
    outcomes: Counter[str] = Counter()
    parts: Counter[int] = Counter()
    for seed in range(5000):
        card, payload = made_payload(seed)
        sharp = symbol(payload, seed, error="lmq"[seed % 3])
        scale = 2 + seed % 2
        picture = sharp.resize((sharp.width * scale,) * 2, Image.Resampling.NEAREST)
        if seed % 5 == 0:
            picture = as_jpeg(picture, 40)
        outcomes[_outcome(_scanned(saved(picture, "BMP")), card)] += 1
        parts[payload.count("|") + 1] += 1
    report_line(f"5,000 payloads ({dict(parts)} by parts), picture to person: {dict(outcomes)}")
    assert outcomes["wrong"] == 0
    assert outcomes["exact"] >= 4990
    assert set(parts) == {7, 11}
    assert min(parts.values()) > 1000


_SEEDS = 8  # pictures of a damage at a size
_LEAST_OF_CLOSE_UPS = {1.2: 0.36, 1.5: 0.53, 2: 0.69, 2.5: 0.74, 3: 0.72, 4: 0.78, 6: 0.83}
_MODELLED_LATER = {"JPEG quality 25"}  # not among the damages that the least rates were taken of
# The least rate of a damage from 2.5 pixels a module on; 0: no decoder without training reads it.
_LEAST_OF_DAMAGE = {
    "clean": 1,
    "any rotation": 1,
    "blur 0.35 module": 1,
    "blur 0.6 module": 0.65,
    "low light": 1,
    "tilt 30 degrees": 1,
    "glare 8 %": 0.7,
    "glare 20 %": 0.45,
    "laminate": 0,
    "motion": 1,
    "webcam": 1,
    "JPEG quality 25": 1,
}


def _tally(read: Counter[object], tried: Counter[object]) -> str:
    return ", ".join(f"{key}: {read[key]}/{count}" for key, count in tried.items())


def test_damaged_codes_close_up(report_line: ReportLine) -> None:
    plain, read, tried = Counter[object](), Counter[object](), Counter[object]()
    for size in _LEAST_OF_CLOSE_UPS:
        for damage in CLOSE_DAMAGES:
            for seed in range(_SEEDS):
                picture, payload = close_up(damage, size, seed)
                outcome = _outcome(decode_image(picture), make_card(seed))
                assert outcome != "wrong", (damage, size, seed)
                keys = [] if damage in _MODELLED_LATER else [size]
                for key in [*keys, *([damage] if size >= 2.5 else [])]:
                    tried[key] += 1
                    read[key] += outcome == "exact"
                    plain[key] += any(c.data == payload.encode() for c in look(picture))
    report_line(f"close-ups, plain pass: {_tally(plain, tried)}")
    report_line(f"close-ups, with enhanced copies: {_tally(read, tried)}")
    for key, least in [*_LEAST_OF_CLOSE_UPS.items(), *_LEAST_OF_DAMAGE.items()]:
        assert read[key] / tried[key] >= least, (key, read[key], tried[key])


# Camera, share of its width that the card fills, side of the code: read of ten by good, office, dim
_LEAST_OF_FRAMES = {
    ((640, 480), 0.5, 18): (10, 0, 0),
    ((640, 480), 0.8, 18): (10, 10, 0),
    ((640, 480), 0.8, 11): (9, 0, 0),
    ((1280, 720), 0.5, 18): (10, 10, 7),
    ((1280, 720), 0.5, 11): (10, 3, 0),
    ((1280, 720), 0.8, 18): (10, 10, 10),
    ((1280, 720), 0.8, 11): (10, 10, 7),
    ((1920, 1080), 0.5, 18): (10, 10, 10),
    ((1920, 1080), 0.5, 11): (10, 10, 2),
    ((1920, 1080), 0.8, 18): (10, 10, 10),
    ((1920, 1080), 0.8, 11): (10, 10, 10),
}
_FRAMES = 10
_FRAMES_OF_EASY_CELLS = 3  # where a plain pass reads all: 1080p pictures take long to make


@pytest.mark.slow
@pytest.mark.parametrize("cell", _LEAST_OF_FRAMES, ids=str)
def test_a_card_in_the_frame_of_a_camera(
    report_line: ReportLine, cell: tuple[tuple[int, int], float, int]
) -> None:
    rates = []
    for camera, least in zip(list(CAMERAS)[:3], _LEAST_OF_FRAMES[cell], strict=True):
        if least == 0:
            continue
        count = _FRAMES_OF_EASY_CELLS if cell[0] == (1920, 1080) and least == 10 else _FRAMES
        exact = 0
        for seed in range(count):
            frame, _ = camera_frame(*cell, camera, seed)
            outcome = _outcome(decode_image(frame), make_card(seed))
            assert outcome != "wrong", (camera, seed)
            exact += outcome == "exact"
        rates.append(f"{camera} {exact}/{count}")
        assert exact / count >= least / 10, (camera, exact, count)
    report_line(f"card fills {cell[1]:.0%} of {cell[0]}, {cell[2]} mm code: {', '.join(rates)}")
