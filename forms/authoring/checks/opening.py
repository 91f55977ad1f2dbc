"""The package of a template, opened with counted effort: only parts that a sheet needs.

Everything is known from the list at the end of the file before one byte is unpacked; what that list
says of a size is not believed, either.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping

MAX_TEMPLATE_BYTES = 3_000_000
MAX_PART_BYTES = 5_000_000
MAX_UNPACKED_BYTES = 10_000_000
MAX_PARTS = 60
DOCUMENT_PART = "word/document.xml"
_NEEDED = ("[Content_Types].xml", "_rels/.rels", DOCUMENT_PART)
_ALLOWED = re.compile(
    r"\[Content_Types\]\.xml"
    r"|_rels/\.rels"
    r"|docProps/(?:core|app)\.xml"
    r"|word/(?:document|styles|settings|webSettings|fontTable|numbering)\.xml"
    r"|word/(?:header|footer)[0-9]{1,2}\.xml"
    r"|word/theme/theme[0-9]{1,2}\.xml"
    r"|word/media/[A-Za-z0-9_-]{1,60}\.(?:png|jpe?g)"
    r"|word/_rels/(?:document|settings|fontTable|numbering|(?:header|footer)[0-9]{1,2})\.xml\.rels"
)
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_SHOWN = 80


class TemplateError(Exception):
    """A package that is not opened, with the reasons in words."""

    def __init__(self, *reasons: str) -> None:
        """Keep the reasons."""
        super().__init__(*reasons)
        self.reasons = reasons


def opened_parts(template: bytes) -> Mapping[str, bytes]:
    """Return every part of a template by name; raise TemplateError with all that is wrong."""
    if len(template) > MAX_TEMPLATE_BYTES:
        raise TemplateError(f"Tệp lớn quá {MAX_TEMPLATE_BYTES // 1_000_000} MB.")
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            entries = archive.infolist()
            if reasons := tuple(_wrong(entries)):
                raise TemplateError(*reasons)
            return {entry.filename: _read(archive, entry) for entry in entries}
    except (
        zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, NotImplementedError,
        RuntimeError,
    ) as error:  # fmt: skip
        raise TemplateError("Không đọc được template.docx.") from error


def _wrong(entries: list[zipfile.ZipInfo]) -> Iterator[str]:
    if len(entries) > MAX_PARTS:
        yield f"Có {len(entries)} phần, nhiều hơn {MAX_PARTS}."
        return
    for entry in entries:
        if not _ALLOWED.fullmatch(entry.filename) or entry.orig_filename != entry.filename:
            yield f"Có phần không được phép: {_shown(entry.orig_filename)}"
        if entry.flag_bits & _ENCRYPTED or entry.compress_type not in _PACKED:
            yield f"Có phần nén hoặc khoá theo cách lạ: {_shown(entry.filename)}"
        if entry.file_size > MAX_PART_BYTES:
            yield f"Có phần quá lớn: {_shown(entry.filename)}"
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        yield f"Giải nén ra lớn quá {MAX_UNPACKED_BYTES // 1_000_000} MB."
    times = Counter(entry.filename.casefold() for entry in entries)
    yield from (f"Có hai phần cùng tên: {_shown(name)}" for name, n in times.items() if n > 1)
    names = {entry.filename for entry in entries}
    yield from (f"Thiếu phần {name}." for name in _NEEDED if name not in names)


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as stream:
        data = stream.read(MAX_PART_BYTES + 1)
    if len(data) != entry.file_size:
        raise TemplateError(f"Cỡ ghi trong tệp không đúng: {_shown(entry.filename)}")
    return data


def _shown(name: str) -> str:
    """A name fit for one line of a report."""
    return "".join(char if char.isprintable() else "?" for char in name)[:_SHOWN]
