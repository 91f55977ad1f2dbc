"""One chip, read: from the applet to a person whose values say that they came from the chip."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType
from typing import Any

from base.settings import Setting
from citizens.codes.card_values import (
    NEW_CARD_FROM,
    birth_from,
    issue_date_from,
    issuer_on,
    sex_from,
)
from citizens.number import is_old_number, is_personal_number, number_notes
from citizens.person import DocumentKind, Origin, Person
from citizens.readers.chip.bac import AccessKey, open_channel
from citizens.readers.chip.data_groups import FIELDS, OLD_NUMBERS, PARENTS, read_dg1, read_dg13
from citizens.readers.chip.refusals import refusal
from citizens.readers.chip.security_object import parse_security_object
from citizens.readers.chip.tlv import head
from citizens.readers.chip.transport import CardTransport
from citizens.reading import Note

LABEL = "dữ liệu chip khớp, chưa xác minh chữ ký quốc gia"
CHIP_ALLOWED = Setting(
    "chip.allowed", False, "Đọc chip bằng đầu đọc NFC (chỉ bật khi đầu đọc được phép dùng)"
)
_OK, _END_OF_FILE = 0x9000, 0x6282
# The applet directly: SELECT MF (3F00) is refused with 6D00 by Vietnamese chips.
_SELECT_APPLET = bytes.fromhex("00A4040C07A0000002471001")
_SELECT_FILE = bytes.fromhex("00A4020C02")
_SOD, _DG1, _DG13 = 0x011D, 0x0101, 0x010D
_CHUNK = 0xDF  # what fits into one protected short answer
_HEAD = 6
_LARGEST = 0x7FFF  # an offset has fifteen bits
STEPS = 4  # opening the chip, its list of hashes, the zone, the fields
_COMPARED = ("personal_number", "birth", "sex", "expiry_date")


def _nobody(done: int, of: int) -> None:
    """Nobody wants to hear."""


@dataclass(frozen=True, slots=True)
class ChipReading:
    """What a chip said, its files compared with its signed list of hashes.

    `details` holds what persons do not: ethnicity, religion, nationality, spouse. `unknown` are the
    ids that nobody has published.
    """

    person: Person = field(repr=False)
    details: Mapping[str, str] = field(repr=False)
    unknown: tuple[int, ...] = ()
    notes: tuple[Note, ...] = ()
    label: str = LABEL


def read_chip(
    card: CardTransport, key: AccessKey, tell: Callable[[int, int], None] = _nobody
) -> ChipReading:
    """Read a chip; raise DeviceError or InputError CHIP-02 to CHIP-08 with what to do instead.

    `tell` hears before each command how many of how many steps are done; what it raises ends the
    reading.
    """
    tell(0, STEPS)
    _, status = card.transmit(_SELECT_APPLET)
    if status != _OK:
        raise refusal("CHIP-05", f"applet {status:04X}")
    channel = open_channel(card, key)
    signed = parse_security_object(_file(channel, _SOD, partial(tell, 1, STEPS)))
    zone_file = _file(channel, _DG1, partial(tell, 2, STEPS))
    fields_file = _file(channel, _DG13, partial(tell, 3, STEPS))
    signed.verify(1, zone_file)
    signed.verify(13, fields_file)
    return _reading(read_dg1(zone_file), read_dg13(fields_file))


def _file(card: CardTransport, file_id: int, tell: Callable[[], None]) -> bytes:
    """Read one file whole: its head tells how long it is."""
    tell()
    _, status = card.transmit(_SELECT_FILE + file_id.to_bytes(2, "big"))
    if status != _OK:
        raise refusal("CHIP-08", f"file {file_id:04X} {status:04X}")
    data = _part(card, 0, _HEAD)
    try:
        _, start, length = head(data)
    except ValueError as error:
        raise refusal("CHIP-08", f"file {file_id:04X} head") from error
    size = start + length
    if size > _LARGEST:
        raise refusal("CHIP-08", f"file {file_id:04X} too long")
    data = data[:size]
    while len(data) < size:
        tell()
        data += _part(card, len(data), min(_CHUNK, size - len(data)))
    return data


def _part(card: CardTransport, offset: int, size: int) -> bytes:
    command = b"\x00\xb0" + offset.to_bytes(2, "big") + bytes((size,))
    data, status = card.transmit(command)
    if status not in (_OK, _END_OF_FILE) or not data:
        raise refusal("CHIP-03", f"read {status:04X}")
    return data


def _reading(zone: Person, fields: Mapping[int, tuple[str, ...]]) -> ChipReading:
    firsts = {name: next(iter(fields.get(i, ())), "") for i, name in FIELDS.items()}
    texts = {name: text for name, text in firsts.items() if text}
    values = _values(texts, fields)
    review = _differences(zone, values)
    for key in (*_COMPARED, "name_ascii"):
        if values.get(key) is None:
            values[key] = getattr(zone, key)
    issued = values.get("issue_date")
    document = DocumentKind.CCCD
    if issued is not None and issued >= NEW_CARD_FROM:
        document = DocumentKind.CAN_CUOC
    origin = Origin(DocumentKind.CHIP, issued)
    known = {key: value for key, value in values.items() if value is not None}
    person = Person(
        **known,
        document=document,
        origins=MappingProxyType(dict.fromkeys(known, origin)),
        review=review,
    )
    details = {k: v for k, v in texts.items() if k not in Person.__dataclass_fields__}
    unknown = tuple(sorted(set(fields) - set(FIELDS) - {PARENTS, *OLD_NUMBERS}))
    notes = number_notes(known["personal_number"], person.sex, person.birth)
    return ChipReading(person, MappingProxyType(details), unknown, notes)


def _values(texts: Mapping[str, str], fields: Mapping[int, tuple[str, ...]]) -> dict[str, Any]:
    issued = issue_date_from(texts.get("issue_date", ""))
    values: dict[str, Any] = {
        "full_name": texts.get("full_name"),
        "personal_number": texts.get("personal_number"),
        "birth": birth_from(texts.get("birth", "")),
        "sex": sex_from(texts.get("sex", "")),
        "residence": texts.get("residence"),
        "issue_date": issued,
        "issuer": None if issued is None else issuer_on(issued),
        "place_of_origin": texts.get("place_of_origin"),
        "expiry_date": issue_date_from(texts.get("expiry_date", "")),
        "old_number": _old_number(fields),
    }
    parents = fields.get(PARENTS, ())
    if len(parents) == 2:  # one name alone could be either parent's
        values["father_name"], values["mother_name"] = (name or None for name in parents)
    return values


def _old_number(fields: Mapping[int, tuple[str, ...]]) -> str | None:
    found = (text for i in OLD_NUMBERS for text in fields.get(i, ()) if is_old_number(text))
    return next(found, None)


def _differences(zone: Person, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what DG1 and DG13 tell differently; two numbers or no name are no card."""
    number = values["personal_number"]
    if not values["full_name"] or number is None or not is_personal_number(number):
        raise refusal("CHIP-08", "DG13 name or number")
    if number != zone.personal_number:
        raise refusal("CHIP-06", "numbers differ")
    told = (key for key in _COMPARED if values[key] is not None)
    return tuple(key for key in told if getattr(zone, key) not in (None, values[key]))
