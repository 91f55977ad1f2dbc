"""A person as papers describe them, every value with where it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from base.dates import PartialDate


class Sex(StrEnum):
    """Giới tính, in the words that cards and forms use."""

    MALE = "Nam"
    FEMALE = "Nữ"


class DocumentKind(StrEnum):
    """Giấy tờ tùy thân that the desk knows by shape."""

    CCCD = "cccd"  # căn cước công dân, issued until 30/06/2024
    CAN_CUOC = "can_cuoc"  # thẻ căn cước, issued from 01/07/2024 (Luật Căn cước 26/2023)
    MRZ = "mrz"
    CHIP = "chip"  # the chip of either card, read over NFC
    HEALTH_CARD = "health_card"
    NUMBER = "number"  # a number alone
    TYPED = "typed"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one value came from: the document, its issue date, how its text was repaired."""

    document: DocumentKind
    issued: date | None = None
    repair: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of one person; None means not known. Names are kept as found (NFC).

    `residence` is the address printed on the paper on its issue date: ask again before using it.
    `name_ascii` is the name of an MRZ, capitals without marks: for comparing, never for printing.
    `review` names the fields that are a guess until the clerk confirms them.
    """

    full_name: str | None = field(default=None, repr=False)
    personal_number: str | None = field(default=None, repr=False)
    old_number: str | None = field(default=None, repr=False)
    birth: PartialDate | None = field(default=None, repr=False)
    sex: Sex | None = field(default=None, repr=False)
    residence: str | None = field(default=None, repr=False)
    issue_date: date | None = field(default=None, repr=False)
    issuer: str | None = field(default=None, repr=False)
    expiry_date: date | None = field(default=None, repr=False)
    cancelled_number: str | None = field(default=None, repr=False)
    father_name: str | None = field(default=None, repr=False)
    mother_name: str | None = field(default=None, repr=False)
    place_of_origin: str | None = field(default=None, repr=False)  # quê quán, only in the chip
    phone: str | None = field(default=None, repr=False)
    email: str | None = field(default=None, repr=False)
    name_ascii: str | None = field(default=None, repr=False)
    document: DocumentKind = DocumentKind.TYPED
    origins: Mapping[str, Origin] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    review: tuple[str, ...] = ()
