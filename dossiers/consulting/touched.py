"""Which open dossiers a catalogue touches; each keeps the version of its reception.

A dossier is compared with the catalogue that it was received under, however many came since; and
its promised day with the calendar, the centre's own days included.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from base.clock import legal_date, local
from base.dates import WEEKDAY_NAMES
from base.paths import DataDir
from catalog.bundle.changes import CatalogueChanges, ProcedureChange, differences_since
from catalog.bundle.verify import Kept, procedures_of_versions
from catalog.calendar import WorkingCalendar
from catalog.catalogue import Catalogue
from catalog.dates.life import moved_from_day_off
from catalog.procedure import Procedure
from desk.profile import OfficeHours
from dossiers.dossier import DossierState
from dossiers.storage import open_rows
from dossiers.storage.open_rows import OpenRow
from dossiers.workplace import Workplace

DONE = frozenset(
    {DossierState.REFUSED, DossierState.WITHDRAWN, DossierState.VOIDED, DossierState.RETURNED}
)
"""States in which nothing more is decided about a dossier."""
_NOT_KEPT = "Bản danh mục lúc tiếp nhận không còn trên máy: xem lại thủ tục này trước khi trả."


@dataclass(frozen=True, slots=True)
class TouchedDossier:
    """One dossier that is not done, with what is said else of its procedure now.

    `day_off`: why nobody can be received on its promised day any more; then `move_to` is the moment
    on the next working day that the citizen must be told.
    """

    id: str
    number: str  # the official code, else our provisional number
    applicant_name: str = field(repr=False)
    procedure_code: str
    received_at: datetime
    due_at: datetime | None
    kept_version: str  # of the catalogue that it was received under and stays with
    procedure_name: str = ""
    lines: tuple[str, ...] = ()
    day_off: str = ""
    move_to: datetime | None = None

    @property
    def advice(self) -> str:
        """What to do about a promised day that is off; "" for any other."""
        if self.due_at is None or self.move_to is None:
            return ""
        return (
            f"Ngày hẹn {local(self.due_at):%d/%m/%Y} là ngày nghỉ ({self.day_off}): hẹn lại "
            f"{local(self.move_to):%H:%M %d/%m/%Y}, báo cho người nộp."
        )


@dataclass(frozen=True, slots=True)
class Against:
    """What open dossiers are held against: the catalogue and calendar in use, or those of a file.

    `changes` of procedures count for dossiers received before `since` (None: for all of them),
    where a publisher changed a procedure without giving it a version of its own.
    """

    catalogue: Catalogue
    calendar: WorkingCalendar
    changes: CatalogueChanges | None = None
    since: datetime | None = None


def touched_dossiers(workplace: Workplace, against: Against) -> tuple[TouchedDossier, ...]:
    """Return the open dossiers that are touched, what is due first first."""
    still_open = [state for state in DossierState if state not in DONE]
    with workplace.store.read() as tx:
        rows = open_rows.rows_in_states(tx, still_open)
    if not rows:
        return ()
    today = legal_date(workplace.clock())
    told = _Told(against, _kept(workplace.store.data_dir, against.catalogue, rows), today)
    hours = workplace.profile.hours
    found = (_touched(row, told, _moved(row, against.calendar, hours, today)) for row in rows)
    return tuple(dossier for dossier in found if dossier.lines or dossier.day_off)


class _Told:
    """What is told of the procedures of dossiers; many dossiers share one answer."""

    def __init__(self, against: Against, kept: Mapping[Kept, Procedure], today: date) -> None:
        self._against = against
        self._kept = kept
        self._today = today
        self._known: dict[tuple[str, str, date], tuple[str, ...]] = {}
        changes = against.changes
        every = (*changes.added, *changes.changed, *changes.removed) if changes else ()
        self._changes: Mapping[str, ProcedureChange] = {change.code: change for change in every}

    def lines(self, row: OpenRow) -> tuple[str, ...]:
        """Return what is said else than when a dossier was received."""
        until = max(self._today, legal_date(row.due_at) if row.due_at else self._today)
        key = (row.procedure_code, row.catalogue_version, until)
        if key not in self._known:
            self._known[key] = tuple(self._since_reception(*key))
        change = self._changes.get(row.procedure_code)
        if self._known[key] or change is None or self._is_later(row):
            return self._known[key]
        return change.lines

    def name(self, row: OpenRow) -> str:
        """Return what a dossier's procedure is called; the code where nobody knows any more."""
        code, catalogue = row.procedure_code, self._against.catalogue
        if catalogue.has(code):
            return catalogue.get(code, self._today).name
        old = self._kept.get((code, row.catalogue_version))
        return old.name if old else code

    def _is_later(self, row: OpenRow) -> bool:
        """Whether a dossier came after the changes; the moment of an import is kept in seconds."""
        since = self._against.since
        return since is not None and row.received_at.replace(microsecond=0) > since

    def _since_reception(self, code: str, version: str, until: date) -> Iterator[str]:
        old = self._kept.get((code, version))
        if old is not None:
            yield from differences_since(old, self._against.catalogue, self._today, until)
        else:
            yield _NOT_KEPT


def _kept(
    data_dir: DataDir, catalogue: Catalogue, rows: Sequence[OpenRow]
) -> Mapping[Kept, Procedure]:
    """Return the procedures in the versions of the receptions; older catalogues if need be."""
    wanted = {(row.procedure_code, row.catalogue_version) for row in rows}
    found = {
        (code, version): procedure
        for code, version in wanted
        for procedure in catalogue.versions(code)
        if (procedure.version or catalogue.version) == version
    }
    rest = wanted - found.keys()
    return {**found, **procedures_of_versions(data_dir, rest)} if rest else found


def _touched(row: OpenRow, told: _Told, moved: tuple[str, datetime | None]) -> TouchedDossier:
    return TouchedDossier(
        id=row.id,
        number=row.dossier_code or row.provisional_number,
        applicant_name=row.applicant_name,
        procedure_code=row.procedure_code,
        received_at=row.received_at,
        due_at=row.due_at,
        kept_version=row.catalogue_version,
        procedure_name=told.name(row),
        lines=told.lines(row),
        day_off=moved[0],
        move_to=moved[1],
    )


def _moved(
    row: OpenRow, calendar: WorkingCalendar, hours: Sequence[OfficeHours], today: date
) -> tuple[str, datetime | None]:
    """Return why a promised day is off, and the moment on the next working day; else nothing.

    While papers are missing the clock stands: the day is counted anew when they come.
    """
    if row.due_at is None or row.state is not DossierState.RECEIVED:
        return "", None
    day = legal_date(row.due_at)
    move_to = moved_from_day_off(row.due_at, calendar, hours) if day >= today else None
    if move_to is None:
        return "", None
    return calendar.holiday_name(day) or WEEKDAY_NAMES[day.weekday()], move_to
