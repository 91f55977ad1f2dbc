"""Everything one desk needs open at once. The store belongs to the thread that opened it; the
reference may be shared."""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING

from base.clock import Clock, system_clock
from base.errors import InputError
from base.paths import DataDir
from catalog.storage import MIGRATIONS as CATALOG_MIGRATIONS
from desk import centre
from desk.profile import CentreProfile
from desk.storage import MIGRATIONS as DESK_MIGRATIONS
from dossiers.storage import MIGRATIONS as DOSSIERS_MIGRATIONS
from store.keys import KeySource, key_source_from_environment
from store.store import Store, open_store

if TYPE_CHECKING:
    from dossiers.reference import Reference
    from exchange.identity import DeskIdentity
    from exchange.trust import TrustFile

MIGRATIONS = (DESK_MIGRATIONS, CATALOG_MIGRATIONS, DOSSIERS_MIGRATIONS)


@dataclass(frozen=True, slots=True)
class Workplace:
    """One open store with what every case is judged by."""

    store: Store
    reference: Reference
    identity: DeskIdentity

    @property
    def profile(self) -> CentreProfile:
        """The centre profile."""
        return self.reference.profile

    @property
    def clock(self) -> Clock:
        """The clock of this run."""
        return self.reference.clock

    def trusted_province(self) -> TrustFile | None:
        """Return the province's keys, or None while they are not here."""
        with self.store.read() as tx:
            return centre.trusted_province(tx)

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    def __enter__(self) -> Workplace:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_desk_store(
    data_dir: DataDir, *, clock: Clock = system_clock, key_source: KeySource | None = None
) -> Store:
    """Open (or create) the store of a data directory with every room's tables."""
    source = key_source or key_source_from_environment(data_dir)
    return open_store(data_dir.make(), source, MIGRATIONS, clock)


def load_reference(
    profile: CentreProfile, data_dir: DataDir, clock: Clock = system_clock
) -> Reference:
    """Load the catalogue, the calendar and the forms in use at this desk; take its units."""
    from catalog.catalogue import load_catalogue  # a fifth of a command that needs the store only
    from catalog.dates.centre_calendar import load_calendar
    from dossiers.consulting.parts import parts_in_use
    from dossiers.reference import Reference

    catalogue = load_catalogue(data_dir)
    calendar = load_calendar(data_dir, catalogue)
    return Reference(profile, catalogue, parts_in_use(data_dir), calendar, clock)


def open_workplace(
    data_dir: DataDir, *, clock: Clock = system_clock, key_source: KeySource | None = None
) -> Workplace:
    """Open the desk for work. Raises InputError DESK-01 when no centre profile is stored yet."""
    store = open_desk_store(data_dir, clock=clock, key_source=key_source)
    try:
        return workplace_of(store, clock=clock)
    except BaseException:
        store.close()
        raise


def workplace_of(store: Store, *, clock: Clock = system_clock) -> Workplace:
    """Return the workplace over an open store; raises as `open_workplace` does."""
    with store.read() as tx:
        profile = centre.load_profile(tx)
        if profile is None:
            raise InputError(
                "DESK-01",
                "Máy này chưa có hồ sơ trung tâm.",
                "Khai báo đơn vị trong phần mềm, hoặc chạy: desk init --profile TỆP.",
            )
        identity = centre.desk_identity(tx)
    return Workplace(store, load_reference(profile, store.data_dir, clock), identity)
