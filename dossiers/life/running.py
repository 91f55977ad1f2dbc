"""What the clock of a stored dossier runs by: its procedure then, its time, its pauses so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from base.clock import legal_date
from base.errors import StorageError
from catalog.dates.life import Pause, Running, moved_from_day_off
from catalog.due import Due
from catalog.procedure import Procedure
from dossiers.dossier import Dossier, DossierState, DueCause, DueStep
from dossiers.reference import Reference
from dossiers.workplace import Workplace
from exchange.records import DossierRecord

REQUESTED, SUPPLIED = "supplement_requested", "supplement_supplied"
"""The steps between which the clock stands."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The time of one dossier: since when it runs, the pauses since then, one that is open."""

    running: Running
    pauses: tuple[Pause, ...] = ()
    requested: datetime | None = None


def received_under(workplace: Workplace, record: DossierRecord) -> Procedure | None:
    """Return the procedure in the version of the reception; None where no catalogue has it now."""
    catalogue, code = workplace.reference.catalogue, record.procedure_code
    versions = (p for p in catalogue.versions(code) if p.version == record.catalogue_version)
    if known := next(versions, None):
        return known
    from catalog.bundle.verify import procedure_of_version  # only after the catalogue was replaced

    kept = procedure_of_version(workplace.store.data_dir, code, record.catalogue_version)
    if kept is None and catalogue.has(code):
        return catalogue.get(code, legal_date(datetime.fromisoformat(record.received_at)))
    return kept


def due_of(dossier: Dossier) -> Due:
    """Return the appointment that holds, with the days as they were counted."""
    if not dossier.dues:  # taken in before they were kept
        return Due(dossier.row.due_at, "", (), ())
    last = dossier.dues[-1]
    return Due(last.due_at, last.rule, last.counted_days, (), last.amount)


def wanted_move(reference: Reference, dossier: Dossier) -> datetime | None:
    """Return where an appointment that fell on a day off should go; None while it stands well."""
    due_at = dossier.row.due_at
    if due_at is None or dossier.row.state is not DossierState.RECEIVED:
        return None
    return moved_from_day_off(due_at, reference.calendar, reference.profile.hours)


def clock_of(workplace: Workplace, dossier: Dossier) -> Clock:
    """Return the clock of a dossier.

    Raises StorageError LIFE-03 when no catalogue on this PC has its procedure any more.
    """
    record, reference = dossier.record, workplace.reference
    procedure = received_under(workplace, record)
    if procedure is None:
        raise StorageError(
            "LIFE-03",
            f"Danh mục trên máy không còn thủ tục {record.procedure_code} của hồ sơ này.",
            "Nạp lại tệp danh mục đã dùng khi tiếp nhận, rồi làm lại bước này.",
        )
    running = Running(
        procedure, dossier.row.received_at, reference.calendar, reference.profile,
        record.situation, dossier.dues[0].amount if dossier.dues else None,
    )  # fmt: skip
    return _wound(running, dossier)


def _wound(running: Running, dossier: Dossier) -> Clock:
    """Return the clock after every step so far; what begins anew forgets the pauses before."""
    clock = Clock(running)
    for event in dossier.events:
        asked = clock.requested
        if event.kind == REQUESTED:
            clock = replace(clock, requested=event.at)
        elif event.kind != SUPPLIED or asked is None:
            continue
        elif _cause_at(dossier.dues, event.at) is DueCause.RESTART:
            anew = replace(clock.running, received=event.at)
            clock = replace(clock, running=anew, pauses=(), requested=None)
        else:
            pauses = (*clock.pauses, Pause(asked, event.at))
            clock = replace(clock, pauses=pauses, requested=None)
    return clock


def _cause_at(dues: Sequence[DueStep], at: datetime) -> DueCause | None:
    return next((step.cause for step in dues if step.at == at), None)
