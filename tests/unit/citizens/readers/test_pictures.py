"""Picture or PDF to readings."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PIL import Image, ImageFilter

from base.errors import InputError
from citizens.payloads import Kind
from citizens.readers.decoding import look
from citizens.readers.images import grey_pictures
from citizens.readers.pictures import Scan, decode_frame, decode_image, scan_bytes, scan_file
from tests.unit.citizens.made_up import Card, make_card, wrong_values
from tests.unit.citizens.readers.pictures_of_cards import card, code, saved

_CARDS = [make_card(seed) for seed in range(12)]


def _assert_reads(scans: list[Scan], truth: Card) -> None:
    (scan,) = scans
    assert scan.reading.person is not None
    assert wrong_values(truth, scan.reading.person) == set()
    assert scan.reading.review == ()


@pytest.mark.parametrize("truth", _CARDS, ids=lambda c: c.number)
def test_clean_picture_gives_the_exact_person(truth: Card) -> None:
    scans = scan_bytes(saved(card(truth.payload)))
    _assert_reads(scans, truth)
    assert (scans[0].page, scans[0].symbology) == (1, "QRCode")


@pytest.mark.parametrize("angle", [0, 7, 45, 90, 133, 180, 270])
def test_any_rotation_is_read(angle: int) -> None:
    turned = card(_CARDS[1].payload).rotate(angle, Image.Resampling.BICUBIC, True, fillcolor=120)
    _assert_reads(decode_image(turned), _CARDS[1])


@pytest.mark.parametrize("pixels_per_module", [2, 3, 4, 8, 16])
def test_any_size_from_two_pixels_a_module_is_read(pixels_per_module: int) -> None:
    _assert_reads(decode_image(card(_CARDS[2].payload, pixels_per_module)), _CARDS[2])


def test_blurred_and_small_is_read_by_an_enhanced_copy() -> None:
    small = card(_CARDS[3].payload, 3).filter(ImageFilter.GaussianBlur(1.4))
    assert look(small) == ()
    _assert_reads(decode_image(small), _CARDS[3])


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_turn_that_a_phone_notes_in_exif_does_not_matter(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    _assert_reads(scan_bytes(saved(card(_CARDS[4].payload), "JPEG", exif=exif)), _CARDS[4])


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        *[(kind, mode) for kind in ("PNG", "JPEG", "WEBP", "TIFF") for mode in ("L", "RGB")],
        *[("PNG", "RGBA"), ("WEBP", "RGBA"), ("PNG", "I;16"), ("TIFF", "I;16"), ("JPEG", "CMYK")],
    ],
)
def test_a_mirrored_picture_is_turned_in_every_format_and_mode(kind: str, mode: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = 5  # mirrored and lying on its side
    upright = Image.new("L", (400, 200), 255)
    upright.paste(0, (0, 0, 100, 50))
    shown = upright.transpose(Image.Transpose.TRANSPOSE)
    if mode == "I;16":
        shown = shown.convert("I").point(lambda value: value * 257).convert("I;16")
    (page,) = grey_pictures(saved(shown.convert(mode), kind, exif=exif))
    assert page.size == (400, 200)
    pixels = page.tobytes()
    assert [pixels[400 * y + x] < 60 for x, y in ((50, 25), (350, 25), (50, 175))] == [
        True, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "TIFF", "BMP"])
@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_every_format_is_read(kind: str, mode: str) -> None:
    _assert_reads(scan_bytes(saved(card(_CARDS[5].payload).convert(mode), kind)), _CARDS[5])


@pytest.mark.parametrize("mode", ["1", "P", "LA", "RGBA"])
def test_every_kind_of_png_is_read(mode: str) -> None:
    _assert_reads(scan_bytes(saved(card(_CARDS[5].payload).convert(mode))), _CARDS[5])


def test_black_on_transparent_is_read_on_white() -> None:
    grey = code(_CARDS[6].payload)
    picture = Image.new("RGBA", grey.size, (0, 0, 0, 0))
    picture.putalpha(grey.point(lambda value: 255 - value))
    _assert_reads(scan_bytes(saved(picture)), _CARDS[6])


def test_sixteen_bit_scans_are_read() -> None:
    grey = card(_CARDS[6].payload)
    wide = Image.frombytes("I;16", grey.size, bytes(b for v in grey.tobytes() for b in (v, v)))
    _assert_reads(scan_bytes(saved(wide)), _CARDS[6])


def test_several_codes_on_a_page_are_all_found_once() -> None:
    page = Image.new("L", (1200, 1600), 255)
    for index, payload in enumerate((_CARDS[0].payload, "H44.10-240105-0001", "131000456")):
        page.paste(code(payload, 4), (100, 100 + 480 * index))
        page.paste(code(payload, 3), (700, 100 + 480 * index))
    kinds = [scan.reading.kind for scan in decode_image(page)]
    assert len(kinds) == 3
    assert {Kind.DOSSIER_CODE, Kind.OLD_ID_NUMBER} < set(kinds)


def test_pages_of_a_tiff_are_numbered() -> None:
    pages = [card(c.payload) for c in _CARDS[:3]]
    scans = scan_bytes(saved(pages[0], "TIFF", save_all=True, append_images=pages[1:]))
    assert [scan.page for scan in scans] == [1, 2, 3]
    for scan, truth in zip(scans, _CARDS[:3], strict=True):
        _assert_reads([scan], truth)


def test_a_code_that_names_nobody_is_a_scan_with_its_error() -> None:
    (scan,) = scan_bytes(saved(card("eyJhbGciOiJFUzI1NiJ9.eyJqdGkiOiJYWFgifQ.c2ln")))
    assert scan.reading.kind is Kind.VNEID
    assert scan.reading.error is not None


def test_bytes_that_are_no_utf8_never_become_a_wrong_name() -> None:
    raw = "025090000123||Trần Đạt|01021990|Nam|Khu 3, Phú Thọ|12082021".encode("utf-16-le")
    (scan,) = scan_bytes(saved(card(raw)))
    assert scan.reading.person is None or scan.reading.person.full_name in (None, "Trần Đạt")


def test_highland_names_need_no_confirmation_from_a_picture() -> None:
    raw = "066189000606||H'Blơr Niê|15081989|Nữ|Buôn Ea Nao, Đắk Lắk|21042022"
    (scan,) = scan_bytes(saved(card(raw)))
    assert scan.reading.review == ()


def test_a_frame_gives_a_scan_or_nothing_and_never_raises() -> None:
    assert decode_frame(Image.new("RGB", (640, 480), "white")) == []
    assert decode_image(Image.new("RGB", (640, 480), "white")) == []
    assert decode_image(Image.new("L", (1, 1))) == []
    frame = card(_CARDS[7].payload).convert("RGB")
    _assert_reads(decode_frame(frame), _CARDS[7])


def test_enhanced_copies_take_turns_with_the_frames() -> None:
    small = card(_CARDS[3].payload, 3).filter(ImageFilter.GaussianBlur(1.4))
    assert any(decode_frame(small, attempt=attempt) for attempt in range(6))


def test_no_code_in_the_picture_is_said() -> None:
    with pytest.raises(InputError) as caught:
        scan_bytes(saved(Image.new("L", (300, 200), 255)))
    assert caught.value.code == "SCAN-01"


def test_files_that_are_none_are_refused_by_name(tmp_path: Path) -> None:
    empty = tmp_path / "rong.png"
    empty.touch()
    for path in (empty, tmp_path / "khong-co.png", tmp_path, Path("a\0b")):
        with pytest.raises(InputError) as caught:
            scan_file(path)
        assert caught.value.code == "SCAN-04"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes there")
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ong.png")
    with pytest.raises(InputError) as caught:
        scan_file(tmp_path / "ong.png")
    assert caught.value.code == "SCAN-04"


def test_a_file_on_disk_is_read_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "thẻ của mẹ.pdf"
    path.write_bytes(saved(card(_CARDS[8].payload), "JPEG"))
    _assert_reads(scan_file(path), _CARDS[8])
