"""What is inside a signed catalogue file, once its signature was checked (no cryptography here).

    {"body": {"files": {"catalogue.json": {…}, "procedures/ho-tich.json": […], …},
              "issued_at": ISO, "publisher": name, "version": "2027.01.15"},
     "format": "motcua.catalogue/1", "signature": hex, "signer": hex}

Files with other names (units, forms) are left to other readers and to later programs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

import msgspec

from catalog.content import Packed, is_content

FORMAT = "motcua.catalogue/1"
_VERSION = re.compile(r"(\d{4})\.(\d{2})\.(\d{2})(?:\.([1-9]\d{0,2}))?")


class _Body(msgspec.Struct, frozen=True, kw_only=True):
    version: str
    publisher: str
    issued_at: str
    files: dict[str, msgspec.Raw]


class _Envelope(msgspec.Struct, frozen=True, kw_only=True):
    body: _Body
    format: str
    signer: str


@dataclass(frozen=True, slots=True)
class CatalogueFile:
    """One signed catalogue, taken apart."""

    version: str
    publisher: str
    issued_at: str
    signer: bytes
    content: Packed = field(repr=False)
    left_out: tuple[str, ...] = ()  # parts that this room does not read


def version_key(version: str) -> tuple[int, ...]:
    """Return what orders versions: a day and a number on that day. ValueError for another shape."""
    match = _VERSION.fullmatch(version)
    if match is None:
        raise ValueError(version)
    year, month, day = (int(part) for part in match.groups()[:3])
    date(year, month, day)
    return (year, month, day, int(match[4] or 0))


def take_apart(data: bytes) -> CatalogueFile:
    """Return the parts of a file whose signature was checked before; ValueError otherwise."""
    envelope = msgspec.json.decode(data, type=_Envelope)
    if envelope.format != FORMAT:
        raise ValueError("format")
    body = envelope.body
    version_key(body.version)
    datetime.fromisoformat(body.issued_at)
    files: Mapping[str, msgspec.Raw] = {n: raw for n, raw in body.files.items() if is_content(n)}
    return CatalogueFile(
        version=body.version,
        publisher=body.publisher,
        issued_at=body.issued_at,
        signer=bytes.fromhex(envelope.signer),
        content=Packed(files),
        left_out=tuple(sorted(set(body.files) - set(files))),
    )
