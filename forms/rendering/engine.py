"""One call to rdocx, in whatever process it runs."""

from __future__ import annotations

from collections.abc import Sequence

from base.errors import DeviceError


def render_pdf(docx: bytes, faces: Sequence[tuple[str, bytes]]) -> bytes:
    """Return the PDF of a .docx; raise DeviceError PDF-01 when rdocx refuses it."""
    import rdocx

    try:
        return rdocx.Document.from_bytes(docx).to_pdf(fonts=faces)
    except rdocx.RdocxError as error:
        raise refused(type(error).__name__) from error


def refused(detail: str) -> DeviceError:
    """Return the error for a document that cannot be rendered."""
    return DeviceError(
        "PDF-01",
        "Chưa tạo được bản in PDF từ tờ khai này.",
        "Mở tệp .docx bằng Word để in, và báo người hỗ trợ.",
        detail=detail,
    )
