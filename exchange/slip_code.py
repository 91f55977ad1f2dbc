"""The desk's own number and the code on its slips.

Provisional number: `TAG-YY-SSSSSS-C`: desk tag (2 to 8 capitals or digits), year, serial of the
desk in that year, check character by ISO 7064 mod 37,36 over the rest. It can never be taken for
an official dossier code, which has the day (six digits) in its second group.

Slip QR: `MC1:N:<number>` followed by more `:KEY:VALUE` pairs; readers ignore keys they do not know.
Capitals, digits and `:-.` only, so a keyboard scanner types it unharmed under any input method.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from stdnum.iso7064 import mod_37_36

_NUMBER = re.compile(r"([A-Z0-9]{2,8})-(\d{2})-(\d{6})-([A-Z0-9])")
_PART = re.compile(r"[A-Z0-9.-]+")
_PREFIX = "MC1"


@dataclass(frozen=True, slots=True)
class ProvisionalNumber:
    """Số tạm of one dossier: desk tag, two-digit year, serial 1 to 999,999."""

    tag: str
    year: int
    serial: int

    def __str__(self) -> str:
        body = f"{self.tag}{self.year:02d}{self.serial:06d}"
        check = mod_37_36.calc_check_digit(body)
        return f"{self.tag}-{self.year:02d}-{self.serial:06d}-{check}"


@dataclass(frozen=True, slots=True)
class SlipCode:
    """What the QR of a slip says."""

    number: ProvisionalNumber
    extras: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        """Raise ValueError for text that a keyboard scanner or a reader would garble."""
        for text in (*self.extras, *self.extras.values()):
            if not _PART.fullmatch(text):
                raise ValueError("capitals, digits, - and . only")

    def __str__(self) -> str:
        pairs = [("N", str(self.number)), *self.extras.items()]
        return ":".join([_PREFIX, *(part for pair in pairs for part in pair)])


def parse_provisional_number(text: str) -> ProvisionalNumber | None:
    """Return the number, or None when the text is none or its check character is wrong."""
    match = _NUMBER.fullmatch(text.strip().upper())
    if match is None:
        return None
    number = ProvisionalNumber(match[1], int(match[2]), int(match[3]))
    return number if number.serial and str(number) == match[0] else None


def parse_slip_code(text: str) -> SlipCode | None:
    """Return what a slip's QR says, or None when the text is no slip code."""
    parts = text.strip().upper().split(":")
    if parts[0] != _PREFIX or len(parts) % 2 == 0:
        return None
    pairs = dict(zip(parts[1::2], parts[2::2], strict=True))
    number = parse_provisional_number(pairs.pop("N", ""))
    if number is None or not all(_PART.fullmatch(part) for part in parts[1:]):
        return None
    return SlipCode(number, MappingProxyType(pairs))
