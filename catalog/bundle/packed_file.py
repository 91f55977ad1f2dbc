"""What is inside a signed catalogue file, once its signature was checked (no cryptography here).

    {"body": {"files": {"catalogue.json": {…}, "procedures/ho-tich.json": […], …,
                        "units.json": {…}, "forms/<id>.json": {…}},
              "issued_at": ISO, "publisher": name, "version": "2027.01.15"},
     "format": "motcua.catalogue/1", "signature": hex, "signer": hex}

Files with other names are parts: units and forms are read by their rooms (`PartReader`), names that
no room of this program knows are left to later programs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from catalog.content import Packed, is_content
from exchange.installed import version_key

FORMAT = "motcua.catalogue/1"


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
    """One signed catalogue, taken apart.

    `claimed` is only what the file calls its publisher; `publisher` is the name under which this
    desk trusts the key that signed, empty when nobody asked for that.
    """

    version: str
    claimed: str
    issued_at: str
    signer: bytes
    content: Packed = field(repr=False)
    parts: Mapping[str, msgspec.Raw] = field(default_factory=dict, repr=False)
    publisher: str = ""

    @property
    def other_name(self) -> str:
        """What the file calls its publisher when that is not the name of the key."""
        return self.claimed if self.claimed != self.publisher else ""


def take_apart(data: bytes) -> CatalogueFile:
    """Return the parts of a file whose signature was checked before; ValueError otherwise."""
    envelope = msgspec.json.decode(data, type=_Envelope)
    if envelope.format != FORMAT:
        raise ValueError("format")
    body = envelope.body
    version_key(body.version)
    datetime.fromisoformat(body.issued_at)
    files = {name: raw for name, raw in body.files.items() if is_content(name)}
    return CatalogueFile(
        version=body.version,
        claimed=body.publisher,
        issued_at=body.issued_at,
        signer=bytes.fromhex(envelope.signer),
        content=Packed(files),
        parts={name: raw for name, raw in body.files.items() if name not in files},
    )
