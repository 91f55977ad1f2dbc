"""Reads the codes of one PDF or HEIC picture from stdin, in a process of its own.

A stranger's file can crash PDFium or libheif or keep them busy for hours; here that ends this
process only, which also has a memory limit where the system offers one. One thread, so PDFium needs
no lock. Answers are JSON lines: {"ready"}, {"page", "symbology", "hex", "exact"}, {"done": page},
{"error": code}.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from base.errors import InputError
from citizens.readers.decoding import Code, decode_still, look
from citizens.readers.pixels.heic import heic_picture, is_heic

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfDocument

# dpi, most pages, whether to try hard; an 11 mm code has 2.9 pixels a module at 300 dpi
_PASSES = ((300, 100, False), (450, 10, True))
_MAX_PIXELS = 20_000_000
_MEMORY = 1_500_000_000
_POINTS_PER_INCH = 72
_PICTURE = 3  # FPDF_PAGEOBJ_IMAGE


def main() -> None:
    """Read stdin, write the answers."""
    _limit_memory()
    data = sys.stdin.buffer.read()
    if is_heic(data):
        _read_heic(data)
    else:
        _read_pdf(data)


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _read_heic(data: bytes) -> None:
    _say(ready=True)
    try:
        picture = heic_picture(data)
    except InputError as error:
        _say(error=error.code, detail=error.detail)
        return
    _say_codes(1, decode_still(picture))


def _read_pdf(data: bytes) -> None:
    from pypdfium2 import PdfDocument, PdfiumError

    _say(ready=True)
    try:
        with PdfDocument(data) as document:
            _read_pages(document)
    except (PdfiumError, ValueError, MemoryError) as error:
        _say(error="SCAN-06", detail=type(error).__name__)


def _read_pages(document: PdfDocument) -> None:
    """Every page quickly; when nothing was found, the first ones with more pixels and effort."""
    found = False
    for dpi, most, thorough in _PASSES:
        for index in range(min(len(document), most)):
            codes = _codes(_render(document, index, dpi), thorough=thorough)
            found = found or bool(codes)
            _say_codes(index + 1, codes)
        if found:
            return


def _codes(picture: Image, *, thorough: bool) -> tuple[Code, ...]:
    if thorough:
        return decode_still(picture)
    return look(picture) or look(picture, one_threshold=True)


def _render(document: PdfDocument, index: int, dpi: int) -> Image:
    """Draw one page in grey, a giant page smaller."""
    page = document[index]
    try:
        for shown in page.get_objects(filter=[_PICTURE]):
            width, height = shown.get_px_size()
            if width * height > 10 * _MAX_PIXELS:
                raise MemoryError
        scale = dpi / _POINTS_PER_INCH
        pixels = page.get_width() * page.get_height() * scale**2
        scale *= min(1.0, (_MAX_PIXELS / max(pixels, 1.0)) ** 0.5)
        bitmap = page.render(scale=scale, grayscale=True)
        picture: Image = bitmap.to_pil().convert("L").copy()
        bitmap.close()
        return picture
    finally:
        page.close()


def _say_codes(page: int, codes: tuple[Code, ...]) -> None:
    for code in codes:
        answer = {"symbology": code.symbology, "hex": code.data.hex()}
        _say(page=page, exact=code.is_exact, **answer)
    _say(done=page)


def _say(**answer: Any) -> None:  # noqa: ANN401  JSON values
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
