"""Phone pictures in HEIC; data/README.md says how the sample was made."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from base.errors import InputError
from citizens.readers.pictures import scan_bytes, scan_file
from citizens.readers.pixels import heic
from citizens.readers.pixels.heic import heic_picture, is_heic
from citizens.sample_cards import sample_payloads

_SAMPLE = Path(__file__).parent / "data" / "the-mau.heic"
_DATA = _SAMPLE.read_bytes()
_PAYLOAD = sample_payloads()["can-cuoc-cha"]


def test_a_phone_picture_gives_the_person() -> None:
    (scan,) = scan_file(_SAMPLE)
    assert scan.reading.payload == _PAYLOAD
    assert scan.reading.person is not None
    assert scan.reading.person.full_name == "Hà Văn Hùng"
    assert scan.reading.review == ()


def test_the_picture_is_grey_and_of_its_size() -> None:
    picture = heic_picture(_DATA)
    assert (picture.mode, picture.size) == ("L", (1024, 768))


@pytest.mark.parametrize("size", [12, 40, 300, 1000, 9000, len(_DATA) - 200])
def test_a_cut_file_is_refused(size: int) -> None:
    assert is_heic(_DATA[:size])
    with pytest.raises(InputError) as caught:
        scan_bytes(_DATA[:size])
    assert caught.value.code == "SCAN-02"


@pytest.mark.parametrize("seed", range(4))
def test_damaged_bytes_end_in_the_right_text_or_a_refusal(seed: int) -> None:
    rng = random.Random(seed)
    data = bytearray(_DATA)
    for _ in range(rng.randrange(1, 20)):
        data[rng.randrange(12, 900 if seed % 2 else len(data))] = rng.randrange(256)
    try:
        outcome = "|".join(scan.reading.payload for scan in scan_bytes(bytes(data)))
    except InputError as error:
        outcome = error.code
    assert outcome in ("SCAN-01", "SCAN-02", "SCAN-03", "SCAN-05", _PAYLOAD)


def test_the_size_is_judged_before_pixels_are_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heic, "HEIC_PIXELS", 1024 * 768 - 1)
    monkeypatch.setattr("pi_heif.HeifFile.to_pillow", lambda _: pytest.fail("decoded"))
    with pytest.raises(InputError) as caught:
        heic_picture(_DATA)
    assert caught.value.code == "SCAN-03"


def test_without_the_library_the_clerk_is_asked_for_a_jpeg(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pi_heif", None)
    with pytest.raises(InputError) as caught:
        heic_picture(_DATA)
    assert caught.value.code == "SCAN-05"
    assert "JPEG" in caught.value.next_step
