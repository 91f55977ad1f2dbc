"""What every case is judged by: profile, catalogue, forms, calendar, clock. Thread-safe."""

from __future__ import annotations

from dataclasses import dataclass, field

from base.clock import Clock, legal_date
from catalog.calendar import WorkingCalendar
from catalog.catalogue import Catalogue
from desk.profile import CentreProfile
from forms.library import Library
from forms.prefill import FillContext


@dataclass(frozen=True, slots=True)
class Reference:
    """Read-only parts, loaded once."""

    profile: CentreProfile
    catalogue: Catalogue
    library: Library
    calendar: WorkingCalendar
    clock: Clock = field(repr=False)

    def fill_context(self) -> FillContext:
        """Return what the centre contributes to a form today."""
        return FillContext.at_centre(self.profile, legal_date(self.clock()))
