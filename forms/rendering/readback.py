"""Reading a PDF back: everything that the .docx says must be on the paper.

rdocx can draw a run as boxes or leave a picture out without a word; a paper that lost a value must
never be handed out.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterable
from xml.etree import ElementTree

from base.errors import DeviceError
from forms.pages import PdfContent

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY = "word/document.xml"
_HEADER = "word/header1.xml"
# Leaders are dots, wrapped words get a hyphen of their own, spaces move: none of them is content.
_NO_CONTENT = re.compile(r"[\s.…\-‐\u00ad\u0002\ufffe\u200b]+")


def lost_texts(docx: bytes, content: PdfContent, values: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the pieces of the .docx, and the values, that the PDF does not show."""
    body, header = _pieces(docx, _BODY), "".join(_pieces(docx, _HEADER))
    printed = "".join(_without_header(_content(page), header) for page in content.pages)
    lost = [] if printed == "".join(body) else _not_in(printed, body)
    if header and not all(header in _content(page) for page in content.pages):
        lost.append(header)
    lost += [value for value in values if _content(value) not in printed]
    return tuple(lost)


def lost_pictures(docx: bytes, content: PdfContent) -> int:
    """Return how many pictures of the .docx the PDF does not show; the header's on each page."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        once, each = (archive.read(part).count(b"<w:drawing") for part in (_BODY, _HEADER))
    return max(once + each * len(content.pages) - content.pictures, 0)


def refuse_losses(docx: bytes, content: PdfContent, values: Iterable[str] = ()) -> None:
    """Raise DeviceError PDF-04 when the PDF lacks a text, a value or a picture."""
    texts, pictures = lost_texts(docx, content, values), lost_pictures(docx, content)
    if texts or pictures:
        raise DeviceError(
            "PDF-04",
            "Bản in thiếu nội dung so với tờ khai nên đã bị huỷ.",
            "Xem lại ký tự lạ trong các dòng; nếu không có, mở tệp .docx bằng Word để in.",
            detail=f"{len(texts)} texts, {pictures} pictures lost",
        )


def _not_in(printed: str, pieces: list[str]) -> list[str]:
    """Find pieces one by one: tables may be written in another order than they are read."""
    wanted = Counter(pieces)
    return [piece for piece, times in wanted.items() if printed.count(piece) < times]


def _pieces(docx: bytes, part: str) -> list[str]:
    """Return the texts of a part, paragraph by paragraph, divided at tabs and line breaks."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        root = ElementTree.fromstring(archive.read(part))  # our own file, not a stranger's
    found = []
    for paragraph in root.iter(f"{_W}p"):
        text = "".join(_piece(node) for node in paragraph.iter())
        found += [piece for part in text.split("\t") if (piece := _content(part))]
    return found


def _piece(node: ElementTree.Element) -> str:
    if node.tag == f"{_W}t":
        return node.text or ""
    return "\t" if node.tag in (f"{_W}tab", f"{_W}br") else ""


def _content(text: str) -> str:
    return _NO_CONTENT.sub("", unicodedata.normalize("NFKC", text))


def _without_header(page: str, header: str) -> str:
    return page.removeprefix(header).removesuffix(header) if header else page
