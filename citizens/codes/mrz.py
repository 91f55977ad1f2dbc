"""The machine readable zone of the card's back: ICAO 9303 TD1, three lines of thirty.

Line 1 holds the last nine digits of the personal number as document number and all twelve as
optional data. Every check digit is verified; names there have no marks, so they fill no name line.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from base.dates import PartialDate
from citizens.notes import note, refusal
from citizens.number import hinted_birth_year, number_notes
from citizens.person import DocumentKind, Origin, Person, Sex
from citizens.reading import Kind, Note, Reading

_LINE = 30
_TD1 = re.compile(r"I[A-Z<]VNM[A-Z0-9<]{85}")
_BEGINNING = re.compile(r"I[A-Z<]VNM[A-Z0-9<]{25,}")
_WEIGHTS = (7, 3, 1)
_SEXES = {"M": Sex.MALE, "F": Sex.FEMALE}


@dataclass(frozen=True, slots=True)
class _Zone:
    """The three lines."""

    first: str
    second: str
    third: str

    @property
    def is_consistent(self) -> bool:
        """Whether all four check digits of TD1 and the two numbers agree."""
        number = self.first[15:27]
        composite = self.first[5:30] + self.second[:7] + self.second[8:15] + self.second[18:29]
        return (
            number.isdigit()
            and number.endswith(self.first[5:14])
            and all(
                check_digit(data) == digit
                for data, digit in (
                    (self.first[5:14], self.first[14]),
                    (self.second[:6], self.second[6]),
                    (self.second[8:14], self.second[14]),
                    (composite, self.second[29]),
                )
            )
        )


def check_digit(data: str) -> str:
    """Return the check digit of ICAO 9303 part 3: weights 7 3 1, letters from 10, "<" is 0."""
    values = (0 if c == "<" else int(c, 36) for c in data)
    return str(sum(v * _WEIGHTS[i % 3] for i, v in enumerate(values)) % 10)


def read_mrz(payload: str) -> Reading | None:
    """Return the reading of an MRZ, with or without line breaks; None when the text is none."""
    typed = "".join(payload.split()).upper()
    text = _undo_input_method(typed)
    if not _BEGINNING.fullmatch(text):
        return None
    if not _TD1.fullmatch(text):
        return Reading(Kind.MRZ, payload, error=refusal("SCAN-17", "length"))
    zone = _Zone(text[:_LINE], text[_LINE : 2 * _LINE], text[2 * _LINE :])
    notes: tuple[Note, ...] = (note("ime_active"),) if text != typed else ()
    person = _person(zone) if zone.is_consistent else None
    if person is None:
        return Reading(Kind.MRZ, payload, notes=notes, error=refusal("SCAN-17"))
    number = person.personal_number or ""
    notes += number_notes(number, person.sex, person.birth)
    repair = "ime_letters" if text != typed else None
    return Reading(Kind.MRZ, payload, person, repair, notes=notes)


def _undo_input_method(text: str) -> str:
    """Take marks off letters: VNI types `ÌDVNM2` for `IDVNM2`; the check digits decide."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _person(zone: _Zone) -> Person | None:
    number = zone.first[15:27]
    birth = _date(zone.second[:6], hinted_birth_year(number) // 100)
    expiry = _date(zone.second[8:14], 20)  # cards with a chip exist since 2021
    if birth is None:
        return None
    family, _, given = zone.third.partition("<<")
    name = " ".join(f"{family}<{given}".replace("<", " ").split())
    origin = Origin(DocumentKind.MRZ)
    values = {
        "personal_number": number,
        "birth": PartialDate.of(birth),
        "sex": _SEXES.get(zone.second[7]),
        "expiry_date": expiry,
        "name_ascii": name or None,
    }
    return Person(
        **{key: value for key, value in values.items() if value is not None},  # type: ignore[arg-type]
        document=DocumentKind.MRZ,
        origins=MappingProxyType({key: origin for key, value in values.items() if value}),
    )


def _date(text: str, century: int) -> date | None:
    try:
        return date(century * 100 + int(text[:2]), int(text[2:4]), int(text[4:6]))
    except ValueError:
        return None
