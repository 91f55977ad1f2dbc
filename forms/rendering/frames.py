"""Length-prefixed frames between the window's process and the rendering process."""

from __future__ import annotations

from typing import IO

LIMIT = 64 * 1024 * 1024
OK, REFUSED = b"\x00", b"\x01"


def write_frame(stream: IO[bytes], data: bytes) -> None:
    """Send one frame."""
    stream.write(len(data).to_bytes(4, "big"))
    stream.write(data)
    stream.flush()


def read_frame(stream: IO[bytes]) -> bytes | None:
    """Return the next frame, or None at the end of the stream or when it is no frame."""
    head = _read_exactly(stream, 4)
    if head is None:
        return None
    length = int.from_bytes(head, "big")
    return _read_exactly(stream, length) if length <= LIMIT else None


def _read_exactly(stream: IO[bytes], length: int) -> bytes | None:
    parts, missing = [], length
    while missing:
        part = stream.read(missing)
        if not part:
            return None
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)
