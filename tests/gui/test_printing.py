"""Paper: pages as pictures, whole on the sheet, errors with the next step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter

from base.clock import legal_date
from base.errors import DeviceError, StorageError
from dossiers.workplace import Workplace
from forms.answers import load_answers_document
from forms.pages import PageReader
from tests.conftest import BIRTH_FORM
from ui.printing import Papers, no_printer, paint_pages, print_pages, printer_names, save_pdf

_LONG = "Bệnh viện Đa khoa mẫu, đường Thử Nghiệm, phường Nông Trang, " * 4


@pytest.fixture
def papers() -> Iterator[Papers]:
    made = Papers()
    yield made
    made.close()


@pytest.fixture
def pdf(
    papers: Papers, workplace: Workplace, birth_answers: Callable[..., dict[str, Any]]
) -> bytes:
    """A filled birth declaration whose notes go over to the second page."""
    schema = workplace.reference.library.get(BIRTH_FORM, legal_date(workplace.clock()))
    return papers.form_pdf(schema, birth_answers(child_birthplace=_LONG), draft=False).data


def test_printed_pages_are_whole_a4_sheets(papers: Papers, pdf: bytes, tmp_path: Path) -> None:
    pages = papers.pictures(pdf, 150)
    target = tmp_path / "in.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    assert paint_pages(pages, printer) == len(pages) == 2
    reader = PageReader()
    printed = target.read_bytes()
    assert reader.page_count(printed) == 2
    width, height, data = reader.render(printed, 0, 72)
    assert (width, height) == pytest.approx((595, 842), abs=2)
    original = pages[0].scaled(width, height)
    assert ink(QImage(data, width, height, QImage.Format.Format_RGBA8888)) == pytest.approx(
        ink(original), rel=0.25
    )


@pytest.mark.parametrize(
    ("form_id", "points"),
    [("loi_chung_chung_thuc_ban_sao", (420, 595)), ("ms_so_theo_doi", (842, 595))],
)
def test_a5_and_lying_sheets_keep_their_size(
    papers: Papers, workplace: Workplace, tmp_path: Path, form_id: str, points: tuple[int, int]
) -> None:
    schema = workplace.reference.library.get(form_id, legal_date(workplace.clock()))
    sample = load_answers_document((schema.folder / "sample.json").read_bytes())
    pages = papers.pictures(papers.form_pdf(schema, sample, draft=True).data, 100)
    target = tmp_path / "in.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    paint_pages(pages, printer)
    width, height, _ = PageReader().render(target.read_bytes(), 0, 72)
    assert (width, height) == pytest.approx(points, abs=3)


def ink(picture: QImage) -> int:
    """Return how many dots are dark."""
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    return sum(
        grey.pixelColor(x, y).lightness() < 150
        for x in range(0, grey.width(), 2)
        for y in range(0, grey.height(), 2)
    )


def test_without_a_printer_there_is_a_next_step() -> None:
    with pytest.raises(DeviceError) as caught:
        print_pages([], "", "Tờ khai")
    assert caught.value.code == "PRINT-01"
    assert "Lưu PDF" in no_printer().next_step


def test_printer_that_is_gone_is_named() -> None:
    with pytest.raises(DeviceError) as caught:
        print_pages([], "Máy in không có thật", "Tờ khai")
    assert caught.value.code == "PRINT-02"
    assert "Máy in không có thật" in caught.value.message


def test_saved_pdf_is_the_paper_byte_for_byte(pdf: bytes, tmp_path: Path) -> None:
    target = save_pdf(tmp_path / "to-khai.pdf", pdf)
    assert target.read_bytes() == pdf


def test_folder_that_refuses_is_a_storage_error(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        save_pdf(tmp_path / "khong-co" / "to-khai.pdf", b"%PDF")


def test_list_of_printers_can_be_empty() -> None:
    assert isinstance(printer_names(), list)
