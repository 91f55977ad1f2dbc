"""SQL over dossiers that are not done, with the catalogue that each was received under."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from dossiers.dossier import DossierState
from store.store import Row, Transaction

_ROW = (
    "SELECT id, state, provisional_number, dossier_code, applicant_name, procedure_code,"
    " received_at, due_at, record FROM dossier"
)
_SOONEST_FIRST = " ORDER BY due_at IS NULL, due_at, id"


@dataclass(frozen=True, slots=True)
class OpenRow:
    """One dossier by what ties it to the catalogue."""

    id: str
    provisional_number: str
    dossier_code: str | None
    applicant_name: str = field(repr=False)
    procedure_code: str
    received_at: datetime
    due_at: datetime | None
    catalogue_version: str
    state: DossierState = DossierState.RECEIVED


class _Versioned(msgspec.Struct, frozen=True):
    catalogue_version: str


def rows_in_states(tx: Transaction, states: Sequence[DossierState]) -> tuple[OpenRow, ...]:
    """Return the dossiers in any of the states, what is due first first, without a date last."""
    marks = ", ".join("?" for _ in states)
    rows = tx.execute(
        _ROW + f" WHERE state IN ({marks})" + _SOONEST_FIRST, tuple(s.value for s in states)
    )
    return tuple(_row(row) for row in rows)


def _row(row: Row) -> OpenRow:
    return OpenRow(
        id=row["id"],
        provisional_number=row["provisional_number"],
        dossier_code=row["dossier_code"],
        applicant_name=row["applicant_name"],
        procedure_code=row["procedure_code"],
        received_at=datetime.fromisoformat(row["received_at"]),
        due_at=datetime.fromisoformat(row["due_at"]) if row["due_at"] else None,
        catalogue_version=msgspec.json.decode(row["record"], type=_Versioned).catalogue_version,
        state=DossierState(row["state"]),
    )
