"""BER-TLV as smart cards and certificates use it: tags of several bytes, lengths over 127."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

_MOST_LENGTH_BYTES = 3


@dataclass(frozen=True, slots=True)
class Tlv:
    """One object. `tag` holds all bytes of the tag, as 0x5F1F."""

    tag: int
    value: bytes = field(repr=False)

    @property
    def is_constructed(self) -> bool:
        """Whether the value consists of further objects."""
        size = max(1, (self.tag.bit_length() + 7) // 8)
        return bool(self.tag >> 8 * (size - 1) & 0x20)

    @property
    def children(self) -> tuple[Tlv, ...]:
        """The objects within; raise ValueError when the value is none."""
        return tuple(parse(self.value))

    def child(self, tag: int) -> Tlv:
        """The first object within that has the tag; raise ValueError when there is none."""
        for found in self.children:
            if found.tag == tag:
                return found
        raise ValueError(f"no tag {tag:X}")


def parse(data: bytes) -> Iterator[Tlv]:
    """Yield the objects that follow each other; raise ValueError when one is cut or malformed."""
    at = 0
    while at < len(data):
        if data[at] in (0x00, 0xFF):  # filler between objects, ISO 7816-4
            at += 1
            continue
        tag, start, length = head(data, at)
        if start + length > len(data):
            raise ValueError("cut")
        yield Tlv(tag, data[start : start + length])
        at = start + length


def only(data: bytes, tag: int) -> Tlv:
    """Return the one object that the data begin with; raise ValueError when it has another tag."""
    found = next(parse(data), None)
    if found is None or found.tag != tag:
        raise ValueError(f"tag {tag:X} expected")
    return found


def head(data: bytes, at: int = 0) -> tuple[int, int, int]:
    """Return tag, where the value begins, and its length; raise ValueError when they are cut."""
    try:
        tag = data[at]
        at += 1
        if tag & 0x1F == 0x1F:
            while True:
                tag = tag << 8 | data[at]
                at += 1
                if not data[at - 1] & 0x80:
                    break
        length = data[at]
        at += 1
        if length >= 0x80:
            size = length & 0x7F
            if not 1 <= size <= _MOST_LENGTH_BYTES or at + size > len(data):
                raise ValueError("length")
            length = int.from_bytes(data[at : at + size], "big")
            at += size
    except IndexError as error:
        raise ValueError("cut") from error
    return tag, at, length


def encode(tag: int, value: bytes) -> bytes:
    """Return one object as bytes, its length in the shortest form."""
    size = len(value)
    if size < 0x80:
        length = bytes((size,))
    else:
        count = (size.bit_length() + 7) // 8
        length = bytes((0x80 | count,)) + size.to_bytes(count, "big")
    return tag.to_bytes(max(1, (tag.bit_length() + 7) // 8), "big") + length + value
