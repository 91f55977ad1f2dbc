"""DG1 (the machine readable zone) and DG13 (what Vietnam adds: names with marks, residence …).

DG13 is read by field id: unknown ids are kept aside, string types do not matter, lengths over 127
(addresses) are real BER lengths. Ids 14 to 16 are not published; 15 or 16 holds the old number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from base.text import clean_line
from citizens.codes.mrz import read_mrz
from citizens.person import Person
from citizens.readers.chip.refusals import refusal
from citizens.readers.chip.tlv import Tlv, only

PARENTS = 13
OLD_NUMBERS = (15, 16)
FIELDS: Mapping[int, str] = MappingProxyType(
    {
        1: "personal_number",
        2: "full_name",
        3: "birth",
        4: "sex",
        5: "nationality",
        6: "ethnicity",
        7: "religion",
        8: "place_of_origin",
        9: "residence",
        10: "features",
        11: "issue_date",
        12: "expiry_date",
        14: "spouse_name",
    }
)
_DG1, _ZONE, _DG13 = 0x61, 0x5F1F, 0x6D
_SEQUENCE, _INTEGER = 0x30, 0x02
_DEEPEST = 12
_STRINGS: Mapping[int, str] = MappingProxyType(
    {
        0x0C: "utf-8",
        0x13: "ascii",  # PrintableString
        0x16: "ascii",  # IA5String
        0x14: "latin-1",  # T61String
        0x1E: "utf-16-be",  # BMPString
        0x04: "utf-8",  # OCTET STRING
        0x80: "utf-8",  # [0] and [1], implicit
        0x81: "utf-8",
    }
)


def read_dg1(data: bytes) -> Person:
    """Return the person of the zone; raise DeviceError CHIP-08 when it cannot be read."""
    try:
        zone = only(data, _DG1).child(_ZONE).value.decode("ascii")
    except (ValueError, UnicodeDecodeError) as error:
        raise refusal("CHIP-08", f"DG1 {type(error).__name__}") from error
    reading = read_mrz(zone)
    if reading is None or reading.person is None:
        raise refusal("CHIP-08", "DG1 zone")
    return reading.person


def read_dg13(data: bytes) -> dict[int, tuple[str, ...]]:
    """Return the texts of each field by its id; raise DeviceError CHIP-08 when it is no DG13."""
    try:
        items = dict(_items(only(data, _DG13)))
        fields = {number: tuple(_texts(item)) for number, item in items.items()}
    except (ValueError, UnicodeDecodeError) as error:
        raise refusal("CHIP-08", f"DG13 {type(error).__name__}") from error
    if not fields:
        raise refusal("CHIP-08", "DG13 empty")
    return fields


def _items(parent: Tlv, depth: int = _DEEPEST) -> Iterator[tuple[int, Tlv]]:
    """Yield (id, item) of every sequence that begins with an id, at whatever depth they start."""
    for child in _children(parent, depth):
        if not child.is_constructed:
            continue
        within = child.children
        if child.tag == _SEQUENCE and len(within) > 1 and within[0].tag == _INTEGER:
            yield int.from_bytes(within[0].value, "big"), child
        else:
            yield from _items(child, depth - 1)


def _texts(item: Tlv, depth: int = _DEEPEST) -> Iterator[str]:
    """Yield the texts of an item in order, cleaned; an empty one keeps its place."""
    for child in _children(item, depth):
        if child.is_constructed:
            yield from _texts(child, depth - 1)
        elif child.tag in _STRINGS:
            yield clean_line(child.value.decode(_STRINGS[child.tag]))


def _children(parent: Tlv, depth: int) -> tuple[Tlv, ...]:
    if depth == 0:  # no card nests like this; a forged one may
        raise ValueError("too deep")
    return parent.children
