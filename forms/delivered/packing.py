"""A form folder as one value of a signed file, and back.

    "forms/<folder>.json": {"form.toml": text, "sample.json": text, "targets/tinh.toml": text,
                            "template.docx": base64}

`<folder>` is `<id>` or `<id>@<version>`, as in the library.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from pathlib import Path

import msgspec

from base.errors import FieldProblem
from exchange.installed import PartsError
from forms.schema_reader import FORM_FILE

PREFIX = "forms/"
MAX_FORM_BYTES = 4_000_000
MAX_PACKED_BYTES = 6_000_000  # base64 and the escapes of JSON make it longer
MAX_FILES = 20
_NAME = re.compile(
    r"forms/(?P<folder>[a-z][a-z0-9_]{0,79}(?:@[0-9A-Za-z][0-9A-Za-z._-]{0,39})?)\.json"
)
_TEXT = re.compile(r"form\.toml|sample\.json|targets/[a-z0-9_-]{1,40}\.toml")
_BINARY = "template.docx"


def is_form(name: str) -> bool:
    """Return whether a file of a signed file holds a form."""
    return name.startswith(PREFIX)


def pack_folder(folder: Path) -> dict[str, str]:
    """Return a form folder as one value; files that no program reads stay behind."""
    packed = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name == _BINARY:
            packed[name] = base64.b64encode(path.read_bytes()).decode("ascii")
        elif _TEXT.fullmatch(name):
            packed[name] = path.read_text(encoding="utf-8")
    return packed


def unpack_form(name: str, data: bytes) -> Mapping[str, bytes]:
    """Return the files of one form by path (`forms/<folder>/…`); raise PartsError otherwise."""
    match = _NAME.fullmatch(name)
    if match is None:
        raise _refused(name, "tên thư mục mẫu không hợp lệ")
    if len(data) > MAX_PACKED_BYTES:  # before any of it is unpacked
        raise _refused(name, "mẫu quá lớn")
    try:
        packed = msgspec.json.decode(data, type=dict[str, str])
        if len(packed) > MAX_FILES:
            raise _refused(name, f"quá {MAX_FILES} tệp")
        files = {path: _bytes(path, text) for path, text in packed.items()}
    except ValueError as error:
        raise _refused(name, f"không đọc được ({error})") from error
    if FORM_FILE not in files:
        raise _refused(name, f"thiếu {FORM_FILE}")
    if sum(map(len, files.values())) > MAX_FORM_BYTES:
        raise _refused(name, "mẫu quá lớn")
    return {f"{PREFIX}{match['folder']}/{path}": content for path, content in files.items()}


def _bytes(path: str, text: str) -> bytes:
    if path == _BINARY:
        return base64.b64decode(text, validate=True)
    if not _TEXT.fullmatch(path):
        raise ValueError(f"tệp “{path[:60]}” không thuộc một mẫu")
    return text.encode("utf-8")


def _refused(name: str, why: str) -> PartsError:
    return PartsError((FieldProblem(f"/{name}", "CAT-11", why),))
