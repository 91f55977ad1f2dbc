"""What is inside a sealed package once it is opened: records and attachments in one byte string.

8 bytes  length of the index, big-endian
index    canonical JSON: {"dossiers": [{"attachments": [{"sha256", "size"}…], "id", "size"}…]}
bytes    each record, followed by its attachments, in the order of the index
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from exchange.records import DossierRecord, canonical_bytes, content_hash, read_canonical

_LENGTH_BYTES = 8


@dataclass(frozen=True, slots=True)
class SealedItem:
    """One dossier on its way: the canonical bytes of its record, and its files by SHA-256 (hex)."""

    id: str
    record: bytes = field(repr=False)
    attachments: Mapping[str, bytes] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class OpenedDossier:
    """One dossier as the receiver reads it; every hash in it was checked."""

    id: str
    record: dict[str, Any] = field(repr=False)
    record_bytes: bytes = field(repr=False)
    attachments: Mapping[str, bytes] = field(repr=False)


def check_item(item: SealedItem) -> DossierRecord:
    """Return the record of an item; ValueError unless bytes, id and files belong together."""
    record = msgspec.convert(read_canonical(item.record), DossierRecord)
    if record.id != item.id:
        raise ValueError("the record has another id")
    listed = {a.sha256: a.size for a in record.attachments}
    given = {name: len(data) for name, data in item.attachments.items()}
    if listed != given:
        raise ValueError("the files are not those of the record")
    if any(content_hash(data) != name for name, data in item.attachments.items()):
        raise ValueError("a file is not what its hash says")
    return record


def pack(items: Sequence[SealedItem]) -> bytes:
    """Return the byte string that is then encrypted."""
    index = [
        {
            "id": item.id,
            "size": len(item.record),
            "attachments": [
                {"sha256": name, "size": len(data)} for name, data in item.attachments.items()
            ],
        }
        for item in items
    ]
    head = canonical_bytes({"dossiers": index})
    parts = [part for item in items for part in (item.record, *item.attachments.values())]
    return b"".join([len(head).to_bytes(_LENGTH_BYTES, "big"), head, *parts])


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    sha256: str
    size: int


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    size: int
    attachments: list[_File]


class _Index(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    dossiers: list[_Entry]


def unpack(data: bytes) -> tuple[OpenedDossier, ...]:
    """Return the dossiers; ValueError unless every byte is accounted for and every hash holds."""
    length = int.from_bytes(data[:_LENGTH_BYTES], "big")
    start = _LENGTH_BYTES + length
    if len(data) < start:
        raise ValueError("the index is cut off")
    index = msgspec.convert(read_canonical(data[_LENGTH_BYTES:start]), _Index)
    sizes = [size for e in index.dossiers for size in (e.size, *(f.size for f in e.attachments))]
    if any(size < 0 for size in sizes) or start + sum(sizes) != len(data):
        raise ValueError("the sizes do not add up")
    parts = _cut(data, start, sizes)
    return tuple(_open(entry, parts) for entry in index.dossiers)


def _cut(data: bytes, start: int, sizes: Sequence[int]) -> Iterator[bytes]:
    for size in sizes:
        yield data[start : start + size]
        start += size


def _open(entry: _Entry, parts: Iterator[bytes]) -> OpenedDossier:
    record = next(parts)
    files = {file.sha256: next(parts) for file in entry.attachments}
    check_item(SealedItem(entry.id, record, files))
    return OpenedDossier(entry.id, read_canonical(record), record, files)
