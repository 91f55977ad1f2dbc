from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from base.errors import InputError
from forms.fill import fill_docx
from forms.pages import PageReader
from forms.pdf import InProcessRenderer
from forms.schema import FormSchema


@pytest.fixture(scope="module")
def paper(birth: FormSchema, pages: PageReader) -> bytes:
    return InProcessRenderer(pages).render(fill_docx(birth, {}, draft=True)).data


def test_pages_are_counted_and_read(paper: bytes, pages: PageReader) -> None:
    assert pages.page_count(paper) == 1
    assert "TỜ KHAI ĐĂNG KÝ KHAI SINH" in pages.text(paper)


@pytest.mark.parametrize("dpi", [36, 41, 72])
def test_a_page_is_rendered_black_on_white_without_padding(
    paper: bytes, pages: PageReader, dpi: int
) -> None:
    width, height, data = pages.render(paper, 0, dpi)
    assert (abs(width - 210 / 25.4 * dpi) <= 1, abs(height - 297 / 25.4 * dpi) <= 1) == (True, True)
    assert len(data) == width * height * 4
    assert data[:4] == b"\xff\xff\xff\xff"
    assert min(data[0::4]) < 120
    assert set(data[3::4]) == {255}


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04", b"x" * 10_000])
def test_what_is_no_pdf_is_refused(pages: PageReader, data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        pages.page_count(data)
    assert caught.value.code == "PDF-06"


def test_threads_take_turns(paper: bytes, pages: PageReader) -> None:
    """Three threads in PDFium without the lock end the process."""
    with ThreadPoolExecutor(4) as pool:
        counts: list[Any] = list(pool.map(lambda _: pages.render(paper, 0, 20)[0], range(24)))
    assert len(set(counts)) == 1
