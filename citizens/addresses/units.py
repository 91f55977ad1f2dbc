"""Units in force, and what an address was read as."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import msgspec


class Province(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One of the 34 provinces, by its statistics code of two digits; `title` can change by law."""

    code: str
    name: str
    title: str
    changed: str = ""  # what gave the present title: date and resolution

    @property
    def full_name(self) -> str:
        """Such as “Tỉnh Phú Thọ”."""
        return f"{self.title} {self.name}"


class Commune(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One of the 3,321 communes, by its statistics code of five digits."""

    code: str
    name: str
    kind: str
    province_code: str
    changed: str = ""  # what gave the present kind: date and resolution

    @property
    def full_name(self) -> str:
        """Such as “Phường Việt Trì”."""
        return f"{self.kind} {self.name}"


class Form(StrEnum):
    """Whether an address has the three levels of before 01/07/2025 or the two of today."""

    OLD = "old"
    NEW = "new"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One commune in force that the address can lie in; `text` is the whole address of today."""

    province: str
    province_code: str
    commune: str
    commune_code: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AddressReading:
    """What an address can mean. More than one candidate: somebody who knows has to choose.

    `detail` is what stands before the commune, as given. `understood` names the units of the
    table that were recognised, to be shown beside what was printed.
    """

    input: str = field(repr=False)
    form: Form
    candidates: tuple[Candidate, ...]
    detail: str = field(repr=False)
    understood: tuple[str, ...] = ()


def address_to_json(reading: AddressReading) -> dict[str, Any]:
    """Return the reading as the command line prints it."""
    return {
        "input": reading.input,
        "form": reading.form.value,
        "candidates": [
            {
                "province": candidate.province,
                "province_code": candidate.province_code,
                "commune": candidate.commune,
                "commune_code": candidate.commune_code,
                "text": candidate.text,
            }
            for candidate in reading.candidates
        ],
        "detail": reading.detail,
    }
