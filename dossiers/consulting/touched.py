"""Which open dossiers a new catalogue touches; each keeps the version of its reception."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from catalog.bundle.changes import CatalogueChanges
from dossiers.dossier import DossierState
from dossiers.storage import open_rows
from dossiers.workplace import Workplace

DONE = frozenset(
    {DossierState.REFUSED, DossierState.WITHDRAWN, DossierState.VOIDED, DossierState.RETURNED}
)
"""States in which nothing more is decided about a dossier."""


@dataclass(frozen=True, slots=True)
class TouchedDossier:
    """One dossier that is not done, of a procedure that has changed."""

    id: str
    number: str  # the official code, else our provisional number
    applicant_name: str = field(repr=False)
    procedure_code: str
    received_at: datetime
    due_at: datetime | None
    kept_version: str  # of the catalogue that it was received under and stays with


def touched_dossiers(workplace: Workplace, changes: CatalogueChanges) -> tuple[TouchedDossier, ...]:
    """Return the open dossiers of all changed procedures, what is due first first."""
    if not changes.codes:
        return ()
    still_open = [state for state in DossierState if state not in DONE]
    with workplace.store.read() as tx:
        rows = open_rows.rows_in_states(tx, still_open)
    return tuple(
        TouchedDossier(
            id=row.id,
            number=row.dossier_code or row.provisional_number,
            applicant_name=row.applicant_name,
            procedure_code=row.procedure_code,
            received_at=row.received_at,
            due_at=row.due_at,
            kept_version=row.catalogue_version,
        )
        for row in rows
        if row.procedure_code in changes.codes
    )
