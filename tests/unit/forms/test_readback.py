from __future__ import annotations

import io
import zipfile

import pytest

from base.errors import DeviceError
from forms.pages import PdfContent
from forms.rendering.readback import lost_texts, refuse_losses

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def document(paragraphs: list[str], header: str = "") -> bytes:
    """Return just enough of a .docx; a tab divides a paragraph."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        body = "".join(
            "<w:p><w:r>" + "<w:tab/>".join(f"<w:t>{part}</w:t>" for part in text.split("\t"))
            + "</w:r></w:p>"
            for text in paragraphs
        )  # fmt: skip
        archive.writestr("word/document.xml", f'<w:d xmlns:w="{_W}">{body}</w:d>')
        archive.writestr(
            "word/header1.xml",
            f'<w:h xmlns:w="{_W}"><w:p><w:r><w:t>{header}</w:t></w:r></w:p></w:h>',
        )
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("paragraphs", "pages"),
    [
        (["Họ tên: AN\t"], ("Họ tên: AN. . . . . .",)),
        (["một hai ba"], ("một hai\r\nba",)),
        (["qua trang"], ("qua", "trang")),
        (["Nơi sinh: xã A"], ("Nơi sinh: xa\u0303 A",)),
        (["e-mail"], ("e\ufffemail",)),
        (["trái", "phải"], ("phải trái",)),
    ],
)
def test_dots_spaces_breaks_and_order_are_no_loss(
    paragraphs: list[str], pages: tuple[str, ...]
) -> None:
    assert lost_texts(document(paragraphs), PdfContent(pages, 0)) == ()


@pytest.mark.parametrize(
    ("paragraphs", "pages"),
    [
        (["Họ tên: AN"], ("Họ tên:",)),
        (["AN", "AN"], ("AN",)),
        (["Nguyễn"], ("Nguyn",)),
        (["Nguyễn"], ("Nguyen",)),
        (["a", "b", "c"], ("c a",)),
    ],
)
def test_a_lost_word_or_mark_is_found(paragraphs: list[str], pages: tuple[str, ...]) -> None:
    assert lost_texts(document(paragraphs), PdfContent(pages, 0))


def test_the_header_must_stand_on_every_page() -> None:
    docx = document(["nội dung trang"], header="BẢN NHÁP")
    both = PdfContent(("BẢN NHÁP nội dung", "BẢN NHÁP trang"), 0)
    assert lost_texts(docx, both) == ()
    assert lost_texts(docx, PdfContent(("BẢN NHÁP nội dung", "trang"), 0))


def test_a_loss_is_refused_without_telling_the_value() -> None:
    with pytest.raises(DeviceError) as caught:
        refuse_losses(document(["BÍ MẬT"]), PdfContent(("",), 0))
    assert caught.value.code == "PDF-04"
    assert "BÍ MẬT" not in f"{caught.value.sentence} {caught.value.detail}"
