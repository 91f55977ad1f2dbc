"""Paper: PDFs made outside the window's process, their pages as pictures, printing and saving."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QGuiApplication, QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from base.errors import DeskError, DeviceError
from base.files import write_atomic
from ui.jobs import Cancel

if TYPE_CHECKING:
    from dossiers.case.sheets import FilledSheet
    from dossiers.dossier import Dossier
    from dossiers.workplace import Workplace
    from forms.pages import PageReader
    from forms.pdf import Pdf, PdfRenderer
    from forms.schema import FormSchema

SCREEN_DPI = 110
PRINT_DPI = 300
_METRES_PER_INCH = 0.0254


@dataclass(frozen=True, slots=True)
class Sheet:
    """A PDF with a name for the clerk; its pages as pictures for the screen."""

    title: str
    data: bytes = field(repr=False)
    pages: tuple[QImage, ...] = field(repr=False)
    file_name: str = "to-khai.pdf"
    starts: tuple[int, ...] = (0,)  # the first page of each paper in it
    at: int = 0  # the paper to be seen first


class Papers:
    """Renders papers; used by workers only. One child process, one page reader behind one lock."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._reader: PageReader | None = None
        self._renderer: PdfRenderer | None = None

    def form_pdf(self, schema: FormSchema, answers: Mapping[str, Any], *, draft: bool) -> Pdf:
        """Return the filled form; raise what filling and rendering raise."""
        from forms.pdf import render_form

        return render_form(self._parts()[1], schema, answers, draft=draft)

    def sheets_pdf(self, sheets: Sequence[FilledSheet], cancel: Cancel | None = None) -> bytes:
        """Return one PDF of all sheets of a case; raise what filling and rendering raise."""
        return self.sheets_with_starts(sheets, cancel)[0]

    def sheets_with_starts(
        self, sheets: Sequence[FilledSheet], cancel: Cancel | None = None
    ) -> tuple[bytes, tuple[int, ...]]:
        """Return one PDF of all sheets, and the page on which each of them begins."""
        made = []
        for sheet in sheets:
            if cancel is not None:
                cancel.check()
            made.append(self.form_pdf(sheet.schema, sheet.answers, draft=sheet.is_draft).data)
        reader = self._parts()[0]
        ends = tuple(accumulate(reader.page_count(data) for data in made[:-1]))
        return reader.joined(made), (0, *ends)

    def slip_pdf(self, workplace: Workplace, dossier: Dossier) -> Pdf:
        """Return Mẫu 01 of a dossier; in the db lane, since it reads the audit head."""
        from dossiers.handouts.slip import render_slip

        return render_slip(workplace, self._parts()[1], dossier)

    def pictures(
        self, pdf: bytes, dpi: int = SCREEN_DPI, cancel: Cancel | None = None
    ) -> tuple[QImage, ...]:
        """Return every page as a picture."""
        reader = self._parts()[0]
        images = []
        for page in range(reader.page_count(pdf)):
            if cancel is not None:
                cancel.check()
            width, height, data = reader.render(pdf, page, dpi)
            picture = QImage(data, width, height, width * 4, QImage.Format.Format_RGBA8888)
            kept = picture.copy()  # the bytes go away, the picture stays
            kept.setDotsPerMeterX(round(dpi / _METRES_PER_INCH))
            kept.setDotsPerMeterY(round(dpi / _METRES_PER_INCH))
            images.append(kept)
        return tuple(images)

    def _parts(self) -> tuple[PageReader, PdfRenderer]:
        from forms.pages import PageReader
        from forms.pdf import RdocxRenderer

        with self._lock:
            if self._reader is None or self._renderer is None:
                self._reader = PageReader()
                self._renderer = RdocxRenderer(self._reader)
            return self._reader, self._renderer

    def close(self) -> None:
        """End the child process."""
        with self._lock:
            if self._renderer is not None:
                self._renderer.close()
                self._renderer = None


def printer_names() -> list[str]:
    """Return the printers of this PC, the usual one first; may take long when one is dead."""
    application = QGuiApplication.instance() or QGuiApplication(
        ["motcua", "-platform", "offscreen"]
    )
    names = QPrinterInfo.availablePrinterNames() if application else []
    usual = QPrinterInfo.defaultPrinterName()
    return sorted(names, key=lambda name: (name != usual, name))


def print_pages(pages: Sequence[QImage], printer_name: str, title: str) -> int:
    """Print pictures of whole pages at full size; return how many. Raises DeviceError."""
    if not printer_name:
        raise no_printer()
    info = QPrinterInfo.printerInfo(printer_name)
    if info.isNull():
        raise _printer_gone(printer_name)
    printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    return paint_pages(pages, printer)


def paint_pages(pages: Sequence[QImage], printer: QPrinter) -> int:
    """Paint pages onto a printer or a PDF file, edge to edge; raise DeviceError PRINT-02.

    Each sheet has the size of its picture: A5 and lying sheets are not blown up to A4.
    """
    printer.setFullPage(True)
    if pages:
        _fit_paper(printer, pages[0])
    painter = QPainter()
    if not painter.begin(printer):
        raise _printer_gone(printer.printerName())
    try:
        for number, page in enumerate(pages):
            if number:
                _fit_paper(printer, page)
                if not printer.newPage():
                    raise _printer_gone(printer.printerName())
            paper = printer.paperRect(QPrinter.Unit.DevicePixel)
            painter.drawImage(QRectF(0, 0, paper.width(), paper.height()), page)
    finally:
        painter.end()
    return len(pages)


def _fit_paper(printer: QPrinter, page: QImage) -> None:
    """Set paper size and orientation; both hold from the next sheet on."""
    width_mm = page.width() / page.dotsPerMeterX() * 1000
    height_mm = page.height() / page.dotsPerMeterY() * 1000
    size = QSizeF(min(width_mm, height_mm), max(width_mm, height_mm))
    match = QPageSize.SizeMatchPolicy.FuzzyMatch
    is_lying = width_mm > height_mm
    orientation = QPageLayout.Orientation
    printer.setPageLayout(
        QPageLayout(
            QPageSize(size, QPageSize.Unit.Millimeter, "", match),
            orientation.Landscape if is_lying else orientation.Portrait,
            QMarginsF(0, 0, 0, 0),
            QPageLayout.Unit.Millimeter,
        )
    )


def save_pdf(path: Path, data: bytes) -> Path:
    """Write a PDF where the clerk asked for it; raise StorageError when the disk refuses."""
    write_atomic(path, data, what="tệp PDF", mode=0o644)
    return path


def no_printer() -> DeskError:
    """Return the error of a PC without a printer."""
    return DeviceError(
        "PRINT-01",
        "Máy này chưa có máy in.",
        "Cắm máy in và cài trình điều khiển, hoặc bấm “Lưu PDF” rồi in ở máy khác.",
    )


def _printer_gone(name: str) -> DeskError:
    return DeviceError(
        "PRINT-02",
        f"Máy in “{name}” không nhận bản in.",
        "Kiểm tra nguồn, giấy và dây nối rồi in lại, hoặc bấm “Lưu PDF”.",
    )
