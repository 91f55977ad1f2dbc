"""Pictures and PDF files to readings: every code on every page, and what it is."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from base.errors import InputError
from citizens.notes import refusal
from citizens.payloads import read_payload
from citizens.readers.child_files import heic_codes, pdf_codes
from citizens.readers.decoding import STILL_WORK, Code, Work, decode_still, enhanced, look
from citizens.readers.images import grey_pictures
from citizens.readers.pixels.heic import is_heic
from citizens.reading import Reading

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_BYTES = 40_000_000
_FILE_WORK = 1.5 * STILL_WORK  # for all pages of a TIFF; each gets one plain look at least


@dataclass(frozen=True, slots=True)
class Scan:
    """One code: the page that it stood on (from 1), its symbology, what it says."""

    page: int
    symbology: str
    reading: Reading


def scan_file(path: Path) -> list[Scan]:
    """Return the codes of an image or PDF file.

    Raises InputError SCAN-01 (no code), SCAN-02 (no picture), SCAN-03 (too big), SCAN-04 (no file
    or empty), SCAN-05 (AVIF, or HEIC without pi-heif), SCAN-06 (unreadable PDF).
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise refusal("SCAN-04", "no regular file")
        if status.st_size > MAX_BYTES:
            raise refusal("SCAN-03", "bytes")
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise refusal("SCAN-04", type(error).__name__) from error
    return scan_bytes(data)


def scan_bytes(data: bytes) -> list[Scan]:
    """Return the codes of a picture or PDF in memory; raises as `scan_file`."""
    if not data:
        raise refusal("SCAN-04", "empty")
    if len(data) > MAX_BYTES:
        raise refusal("SCAN-03", "bytes")
    if b"%PDF-" in data[:1024]:
        found = pdf_codes(data)
    elif is_heic(data):
        found = heic_codes(data)
    else:
        found = _page_codes(grey_pictures(data))
    if not found:
        raise refusal("SCAN-01")
    return _scans(found)


def decode_image(picture: Image) -> list[Scan]:
    """Return the codes of one picture in memory, trying as hard as for a file; empty when none."""
    codes = decode_still(picture.convert("L"))
    return _scans((1, code) for code in codes)


def decode_frame(frame: object, *, attempt: int = 0) -> list[Scan]:
    """Return the codes of one camera frame: one quick look, and one enhanced copy in turn.

    `frame` is anything that zxing-cpp reads (QImage too); only a PIL image is enhanced.
    """
    from PIL.Image import Image as PilImage

    grey = frame.convert("L") if isinstance(frame, PilImage) else None
    codes = look(frame if grey is None else grey)
    if not codes and grey is not None:
        codes = enhanced(grey, attempt)
    return _scans((1, code) for code in codes)


def _page_codes(pages: Iterator[Image]) -> list[tuple[int, Code]]:
    """The codes of all pages; a page that cannot be read does not take away those before it."""
    found: list[tuple[int, Code]] = []
    work = Work(_FILE_WORK)
    try:
        for number, picture in enumerate(pages, start=1):
            found += [(number, code) for code in decode_still(picture, work)]
    except InputError:
        if not found:
            raise
    return found


def _scans(found: Iterable[tuple[int, Code]]) -> list[Scan]:
    return [
        Scan(page, code.symbology, read_payload(code.data, is_exact=code.is_exact))
        for page, code in found
    ]
