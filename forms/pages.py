"""Pages of a PDF: count, text, pictures. PDFium is not thread-safe: one lock, injected."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

from base.errors import InputError

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_PICTURE = 3  # FPDF_PAGEOBJ_IMAGE
_POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class PdfContent:
    """What a PDF says: the text of each page and how many pictures it shows."""

    pages: tuple[str, ...] = field(repr=False)
    pictures: int


class PageReader:
    """Reads PDFs from memory. Make one per process: three threads in PDFium crash it."""

    def __init__(self, lock: Lock | None = None) -> None:
        """Share the lock with everything else in the process that uses PDFium."""
        self._lock = lock or Lock()

    def page_count(self, pdf: bytes) -> int:
        """Return the number of pages; raise InputError PDF-06 when it is no PDF."""
        with self._open(pdf) as document:
            return len(document)

    def text(self, pdf: bytes) -> str:
        """Return the text of all pages, one after the other."""
        return "\n".join(self.read(pdf).pages)

    def read(self, pdf: bytes) -> PdfContent:
        """Return the text of every page and the number of pictures."""
        texts, pictures = [], 0
        with self._open(pdf) as document:
            for page in document:
                text_page = page.get_textpage()
                texts.append(text_page.get_text_range())
                text_page.close()
                pictures += sum(1 for _ in page.get_objects(filter=[_PICTURE]))
                page.close()
        return PdfContent(tuple(texts), pictures)

    def render(self, pdf: bytes, page: int, dpi: int) -> tuple[int, int, bytes]:
        """Return width, height and RGBA bytes of one page on white, without row padding."""
        from pypdfium2.raw import FPDFBitmap_BGRA

        with self._open(pdf) as document:
            sheet = document[page]
            bitmap = sheet.render(
                scale=dpi / _POINTS_PER_INCH,
                force_bitmap_format=FPDFBitmap_BGRA,
                rev_byteorder=True,
                fill_color=(255, 255, 255, 255),
            )
            width, height, stride = bitmap.width, bitmap.height, bitmap.stride
            data = bytes(bitmap.buffer)
            bitmap.close()
            sheet.close()
        row = width * 4
        if stride != row:
            data = b"".join(data[y * stride : y * stride + row] for y in range(height))
        return width, height, data

    def joined(self, pdfs: Sequence[bytes]) -> bytes:
        """Return one PDF with the pages of several, in their order and sizes."""
        from pypdfium2 import PdfDocument

        if len(pdfs) == 1:
            return pdfs[0]
        buffer = io.BytesIO()
        with self._lock:
            whole = PdfDocument.new()
            for pdf in pdfs:
                part = PdfDocument(pdf)
                whole.import_pages(part)
                part.close()
            whole.save(buffer)
            whole.close()
        return buffer.getvalue()

    @contextmanager
    def _open(self, pdf: bytes) -> Iterator[PdfDocument]:
        from pypdfium2 import PdfDocument, PdfiumError

        with self._lock:
            try:
                document = PdfDocument(pdf)
            except PdfiumError as error:
                raise InputError(
                    "PDF-06",
                    "Tệp này không phải PDF đọc được.",
                    "Tạo lại tệp PDF rồi thử lại.",
                    detail=type(error).__name__,
                ) from error
            try:
                yield document
            finally:
                document.close()
