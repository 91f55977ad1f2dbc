"""A zip file of a few stored entries that has exactly one byte string for its content.

Any program can open it. Reading takes the entries out and writes them again: whatever differs from
our own bytes (another entry, compression, a comment, a date, a byte more) is refused, so there is
nothing to unpack that could explode or point elsewhere.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence

_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END = struct.Struct("<4sHHHHIIH")
_VERSION = 20
_MADE_ON_UNIX = (3 << 8) | _VERSION
_DATE = (1 << 5) | 1  # 01/01/1980, the earliest that zip can say
_MODE = 0o100644 << 16


def write_archive(entries: Mapping[str, bytes]) -> bytes:
    """Return the zip file with these entries in this order; names are ASCII."""
    out: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for name, data in entries.items():
        label = name.encode("ascii")
        sums = (zlib.crc32(data), len(data), len(data))
        head = _LOCAL.pack(b"PK\x03\x04", _VERSION, 0, 0, 0, _DATE, *sums, len(label), 0)
        directory += [
            _CENTRAL.pack(
                b"PK\x01\x02", _MADE_ON_UNIX, _VERSION, 0, 0, 0, _DATE, *sums,
                len(label), 0, 0, 0, 0, _MODE, offset,
            ),
            label,
        ]  # fmt: skip
        out += [head, label, data]
        offset += len(head) + len(label) + len(data)
    size = sum(map(len, directory))
    count = len(entries)
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, size, offset, 0)
    return b"".join([*out, *directory, end])


def read_archive(data: bytes, names: Sequence[str]) -> dict[str, bytes]:
    """Return the entries; ValueError with the reason unless the bytes are exactly ours."""
    entries: dict[str, bytes] = {}
    offset = 0
    for name in names:
        entries[name], offset = _read_entry(data, offset, name)
    if write_archive(entries) != data:
        raise ValueError("thừa hoặc khác so với gói chuẩn")
    return entries


def _read_entry(data: bytes, offset: int, name: str) -> tuple[bytes, int]:
    if len(data) < offset + _LOCAL.size:
        raise ValueError("tệp bị cắt cụt")
    mark, _, _, method, *_, packed, size, label_size, _ = _LOCAL.unpack_from(data, offset)
    start = offset + _LOCAL.size
    label = data[start : start + label_size]
    if mark != b"PK\x03\x04":
        raise ValueError("không phải gói hồ sơ")
    if label != name.encode("ascii"):
        raise ValueError("có tệp lạ trong gói")
    if method != 0 or packed != size:
        raise ValueError("tệp trong gói bị nén lại")
    start += label_size
    if len(data) < start + size:
        raise ValueError("tệp bị cắt cụt")
    return data[start : start + size], start + size
