"""What earlier dossiers of the same person said, and which of it may be used again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from base.dates import parse_partial_date
from base.text import fold
from citizens.person import Person
from forms.schema import Field, FieldType, FormSchema, Slot
from forms.together.companions import shared_lines

MARITAL_STATUS = "marital_status"  # of forms/together: the lines have no slot
FILLED = frozenset({Slot.PHONE, Slot.EMAIL, Slot.ETHNICITY, Slot.NATIONALITY})
"""Taken over, with the origin beside the line: a card does not carry them."""
OFFERED: frozenset[str] = frozenset(
    {
        Slot.RESIDENCE, Slot.ORIGIN, Slot.BIRTH_PLACE, MARITAL_STATUS, Slot.FULL_NAME, Slot.BIRTH,
        Slot.SEX, Slot.IDENTITY_LINE, Slot.ISSUE_DATE, Slot.ISSUER,
    }
)  # fmt: skip
"""Offered and never taken silently: people move, marry, and get new cards."""
_OF_CARD: Mapping[str, str] = MappingProxyType(
    {
        Slot.FULL_NAME: "full_name",
        Slot.BIRTH: "birth",
        Slot.SEX: "sex",
        Slot.ORIGIN: "place_of_origin",
        Slot.IDENTITY_LINE: "issue_date",
        Slot.ISSUE_DATE: "issue_date",
        Slot.ISSUER: "issuer",
    }
)
"""What the card of today says better, where it says it."""
_MAY_CHANGE = frozenset({Slot.RESIDENCE, Slot.IDENTITY_LINE})
"""Offered beside a filled line, too: what stands there may be older, or say less."""
_DATES = frozenset({FieldType.DATE, FieldType.YEAR_OR_DATE})


@dataclass(frozen=True, slots=True)
class EarlierValues:
    """The newest value of each kind of one person; `day` and `number` are of the newest dossier.

    `days` has the day of each value that an older dossier said.
    """

    values: Mapping[str, str] = field(repr=False)
    day: date
    number: str
    days: Mapping[str, date] = field(default_factory=lambda: MappingProxyType({}))

    def day_of(self, what: str) -> date:
        """Return when it was said."""
        return self.days.get(what, self.day)

    def note(self, what: str) -> str:
        """Return what the screen says about where a value came from."""
        return f"hồ sơ ngày {self.day_of(what):%d/%m/%Y}"


def meant(schema: FormSchema, line: Field) -> tuple[str, str] | None:
    """Return whose line it is and what it says of that person, or None."""
    if line.role and line.slot:
        return line.role, line.slot.value
    return shared_lines().get((schema.id, line.key))


def offered_earlier(
    line: Field, what: str, text: str, person: Person, said: EarlierValues
) -> Iterator[tuple[str, str]]:
    """Yield (value, where it came from) for a line that says `what` of a person and holds a text.

    Nothing that the scanned card says itself, no residence from before the card was issued.
    """
    value = said.values.get(what, "")
    known = getattr(person, _OF_CARD.get(what, ""), None)
    if what not in OFFERED or not value or known is not None or fold(value) == fold(text):
        return
    if text and (what not in _MAY_CHANGE or fold(value) in fold(text)):
        return
    if what == Slot.RESIDENCE and person.issue_date and person.issue_date > said.day_of(what):
        return
    yield _shown(line, value), said.note(what)


def _shown(line: Field, value: str) -> str:
    """Return a value as it is read: dates are kept in another order."""
    if line.type not in _DATES:
        return value
    try:
        return parse_partial_date(value).shown
    except ValueError:
        return value
