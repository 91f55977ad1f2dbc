"""What an earlier dossier of the same person said: phone, e-mail, ethnicity, residence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from forms.schema import Slot

FILLED = frozenset({Slot.PHONE, Slot.EMAIL, Slot.ETHNICITY, Slot.NATIONALITY})
"""Taken over, with the origin beside the line: a card does not carry them."""
OFFERED = frozenset({Slot.RESIDENCE})
"""Offered and never taken silently: people move."""


@dataclass(frozen=True, slots=True)
class EarlierValues:
    """The newest values of one person, the day of the dossier and its number."""

    values: Mapping[Slot, str] = field(repr=False)
    day: date
    number: str

    @property
    def note(self) -> str:
        """What the screen says about where a value came from."""
        return f"hồ sơ ngày {self.day:%d/%m/%Y}"
