"""Codes of a PDF or HEIC, found in a child process that can be stopped."""

from __future__ import annotations

import sys
import zlib

import pytest
from PIL import Image
from pypdfium2 import PdfDocument

from base.errors import InputError
from citizens.readers import child_files
from citizens.readers.child_files import heic_codes, pdf_codes
from citizens.readers.decoding import look
from citizens.readers.pictures import scan_bytes
from tests.unit.citizens.made_up import make_card, wrong_values
from tests.unit.citizens.readers.pictures_of_cards import card, code, saved

_CARDS = [make_card(seed) for seed in range(3)]


def _page(payload: str | None, scale: int = 4) -> Image.Image:
    page = Image.new("L", (2480, 3508), 255)
    if payload is not None:
        page.paste(card(payload, scale), (300, 400))
    return page


def _pdf(content: bytes, extra: bytes = b"", media: bytes = b"0 0 595 842") -> bytes:
    """A one-page PDF by hand."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources<<>>>>" % media,
        b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), extra, content),
    ]
    body, places = b"%PDF-1.4\n", []
    for index, item in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj%sendobj\n" % (index, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size 5/Root 1 0 R>>startxref\n%d\n%%%%EOF" % len(body)
    return body + b"xref\n0 5\n0000000000 65535 f \n" + table + end


def test_every_page_is_read_and_numbered() -> None:
    pages = [_page(_CARDS[0].payload), _page(None), _page(_CARDS[2].payload)]
    data = saved(pages[0], "PDF", save_all=True, append_images=pages[1:], resolution=300)
    scans = scan_bytes(data)
    assert [scan.page for scan in scans] == [1, 3]
    for scan, truth in zip(scans, (_CARDS[0], _CARDS[2]), strict=True):
        assert scan.reading.person is not None
        assert wrong_values(truth, scan.reading.person) == set()


def test_a_page_without_code_is_said_to_have_none() -> None:
    with pytest.raises(InputError) as caught:
        scan_bytes(_pdf(b"0 0 m 500 800 l S"))
    assert caught.value.code == "SCAN-01"


def test_a_giant_page_is_drawn_small() -> None:
    with pytest.raises(InputError) as caught:
        scan_bytes(_pdf(b"0 0 1 rg 0 0 90 90 re f", media=b"0 0 1000000 1000000"))
    assert caught.value.code == "SCAN-01"


def test_a_code_too_fine_for_300_dpi_is_read_at_450() -> None:
    fine = code(_CARDS[1].payload, 12)
    width = round(fine.width / 12 * 1.1 * 600 / 300)  # 1.1 pixels a module at 300 dpi, 1.7 at 450
    page = Image.new("L", (4960, 7016), 255)
    page.paste(fine.resize((width, width), Image.Resampling.BOX), (1503, 2001))
    data = saved(page, "PDF", resolution=600)
    with PdfDocument(data) as document:
        coarse = document[0].render(scale=300 / 72, grayscale=True).to_pil().convert("L")
    assert look(coarse) == look(coarse, one_threshold=True) == ()
    (scan,) = scan_bytes(data)
    assert scan.reading.person is not None
    assert wrong_values(_CARDS[1], scan.reading.person) == set()


def test_several_codes_on_one_page_are_all_read() -> None:
    page = _page(_CARDS[0].payload)
    page.paste(card(_CARDS[1].payload, 4), (300, 1600))
    page.paste(code("H44.10-240105-0001", 4), (1500, 2600))
    scans = scan_bytes(saved(page, "PDF", resolution=300))
    assert {scan.page for scan in scans} == {1}
    numbers = [scan.reading.person.personal_number for scan in scans if scan.reading.person]
    assert sorted(map(str, numbers)) == sorted(c.number for c in _CARDS[:2])
    assert [scan.reading.value for scan in scans if not scan.reading.person] == [
        "H44.10-240105-0001"
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="the memory limit is POSIX")
def test_a_page_that_unpacks_to_half_a_gigabyte_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(child_files, "_PAGE_S", 2.0)
    packer = zlib.compressobj(9)
    line = b"0 0 m 500 800 l S\n" * 60_000
    bomb = b"".join(packer.compress(line) for _ in range(500)) + packer.flush()
    with pytest.raises(InputError) as caught:
        scan_bytes(_pdf(bomb, b"/Filter/FlateDecode"))
    assert caught.value.code == "SCAN-06"


def test_a_cut_pdf_is_refused() -> None:
    data = saved(_page(_CARDS[1].payload), "PDF", resolution=300)
    with pytest.raises(InputError) as caught:
        scan_bytes(data[: len(data) // 2])
    assert caught.value.code == "SCAN-06"


def _child(script: str) -> tuple[str, ...]:
    return (sys.executable, "-c", f"import json, sys, time\n{script}")


_READY = "print(json.dumps({'ready': True}), flush=True)\n"
_CODE = "print(json.dumps({'page': 1, 'symbology': 'QRCode', 'hex': '4142', 'exact': True}))\n"


def test_a_child_that_makes_no_headway_is_stopped() -> None:
    with pytest.raises(InputError) as caught:
        pdf_codes(b"%PDF-", command=_child(_READY + "time.sleep(600)"), page_s=0.2)
    assert caught.value.code == "SCAN-06"


def test_a_child_that_crashes_is_a_refusal_not_a_hang() -> None:
    with pytest.raises(InputError) as caught:
        pdf_codes(bytes(5_000_000), command=_child(_READY + "sys.exit(9)"))
    assert caught.value.code == "SCAN-06"


def test_what_was_found_before_a_crash_is_kept() -> None:
    script = f"{_READY}{_CODE}print(json.dumps({{'done': 1}}), flush=True)\nprint('{{\"pa')"
    ((page, found),) = pdf_codes(b"", command=_child(script))
    assert (page, found.symbology, found.data) == (1, "QRCode", b"AB")


def test_a_child_that_cannot_start_is_a_refusal() -> None:
    with pytest.raises(InputError) as caught:
        pdf_codes(b"", command=("/nonexistent/program",))
    assert caught.value.code == "SCAN-06"


def test_a_heic_that_crashes_its_child_is_refused_as_a_damaged_picture() -> None:
    with pytest.raises(InputError) as caught:
        heic_codes(b"", command=_child(_READY + "import os; os.abort()"))
    assert caught.value.code == "SCAN-02"
