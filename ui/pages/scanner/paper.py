"""The test code on a sheet of paper, for scanners that do not read screens."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter

from citizens.readers.scanner_test import picture_of_test
from ui.jobs import Cancel
from ui.printing import PRINT_DPI, Papers, Sheet
from ui.theme import FAMILY

TITLE = "Mã thử máy quét"
_MM = PRINT_DPI / 25.4
_HINT = "Mở Thử máy quét trong Trợ lý Một cửa rồi quét mã này. Mã không chứa dữ liệu công dân."


def paper_of_test(papers: Papers, cancel: Cancel) -> Sheet:
    """Return the sheet with its page as a picture; in a worker."""
    data = _pdf()
    return Sheet(TITLE, data, papers.pictures(data, cancel=cancel), "ma-thu-may-quet.pdf")


def _pdf() -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(TITLE)
    writer.setResolution(PRINT_DPI)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    painter = QPainter(writer)
    _paint(painter)
    painter.end()
    return bytes(buffer.data().data())


def _paint(painter: QPainter) -> None:
    centre = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
    painter.setFont(QFont(FAMILY, 18))
    painter.drawText(_area(20, 30, 170, 15), centre, TITLE)
    painter.drawImage(_area(60, 50, 90, 90), QImage.fromData(picture_of_test()))
    painter.setFont(QFont(FAMILY, 11))
    painter.drawText(_area(30, 148, 150, 30), centre, _HINT)


def _area(left: float, top: float, width: float, height: float) -> QRectF:
    return QRectF(left * _MM, top * _MM, width * _MM, height * _MM)
