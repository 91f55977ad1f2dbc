"""A catalogue file at this desk: looked at, put into use, taken back; and what it touches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from catalog.bundle.changes import CatalogueChanges
from catalog.bundle.install import catalogue_of, install, last_changes, preview, roll_back
from catalog.bundle.installed import newer_bundled, outdated_notice
from catalog.bundle.publishers import trusted_keys
from catalog.catalogue import load_catalogue
from catalog.dates.centre_calendar import load_calendar
from dossiers.consulting.parts import READERS, parts_in_use, parts_notice
from dossiers.consulting.touched import Against, TouchedDossier, touched_dossiers
from dossiers.reference import Reference
from dossiers.workplace import Workplace
from exchange.installed import Stamp, pointer_or_nothing
from exchange.keys import key_id


@dataclass(frozen=True, slots=True)
class InUse:
    """The catalogue in use: where it comes from, whether one step back is possible.

    `publisher` is the name under which this desk trusts (or trusted) the key that signed, `claimed`
    another one that the file gives itself. `newer_bundled`: what the program brought is newer.
    """

    version: str
    status_date: str
    kind: str  # bundled or installed
    publisher: str
    installed_at: str | None
    notice: str
    can_go_back: bool
    claimed: str = ""
    newer_bundled: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """Changes with the open dossiers that they touch."""

    changes: CatalogueChanges = field(repr=False)
    touched: tuple[TouchedDossier, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class LookedAtFile:
    """A signed file that was checked and may be put into use; nothing is written yet."""

    version: str
    publisher: str  # the name under which this desk trusts the key
    claimed: str  # what the file calls its publisher when that is another name
    issued_at: str
    key_id: str
    looked: Looked = field(repr=False)
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Replaced:
    """What was put into use, and what every case is judged by from now on."""

    in_use: InUse
    looked: Looked = field(repr=False)
    reference: Reference = field(repr=False)


def catalogue_in_use(workplace: Workplace) -> InUse:
    """Return which catalogue this desk works with."""
    return _in_use(workplace, workplace.reference)


def recent_changes(workplace: Workplace) -> Looked:
    """Return what the catalogue in use says else than the one before, and every open dossier that
    it, an earlier one or the calendar touches."""
    data_dir, moment = workplace.store.data_dir, workplace.clock()
    changes = last_changes(data_dir, moment=moment, readers=READERS)
    catalogue = load_catalogue(data_dir)
    calendar = load_calendar(data_dir, catalogue)
    installed_at = catalogue.origin.installed_at
    since = datetime.fromisoformat(installed_at) if installed_at else None
    against = Against(catalogue, calendar, changes, since)
    return Looked(changes, touched_dossiers(workplace, against))


def look_at_file(workplace: Workplace, data: bytes) -> LookedAtFile:
    """Check a signed file and say what it would change; raises what `preview` raises."""
    with workplace.store.read() as tx:
        trusted = dict(trusted_keys(tx))
    incoming = preview(
        workplace.store.data_dir,
        data,
        trusted=trusted,
        moment=workplace.clock(),
        readers=READERS,
    )
    file = incoming.file
    catalogue = catalogue_of(file)
    calendar = load_calendar(workplace.store.data_dir, catalogue)
    touched = touched_dossiers(workplace, Against(catalogue, calendar, incoming.changes))
    return LookedAtFile(
        version=file.version,
        publisher=file.publisher,
        claimed=file.other_name,
        issued_at=file.issued_at,
        key_id=key_id(file.signer),
        looked=Looked(incoming.changes, touched),
        data=data,
    )


def use_file(workplace: Workplace, data: bytes) -> Replaced:
    """Put a signed file into use; a kill leaves the old catalogue or the new one."""
    with workplace.store.read() as tx:
        trusted = dict(trusted_keys(tx))
    data_dir, moment = workplace.store.data_dir, workplace.clock()
    done = install(data_dir, data, trusted=trusted, moment=moment, readers=READERS)
    return _replaced(workplace, done.changes, "catalogue_installed", counts=True)


def go_back(workplace: Workplace, *, to_bundled: bool = False) -> Replaced:
    """Put the catalogue before into use again, or a newer one that the program brought.

    Raises InputError CAT-14 when there is none.
    """
    data_dir, moment = workplace.store.data_dir, workplace.clock()
    done = roll_back(data_dir, moment=moment, readers=READERS, to_bundled=to_bundled)
    return _replaced(workplace, done.changes, "catalogue_rolled_back", counts=False)


def _replaced(
    workplace: Workplace, changes: CatalogueChanges, kind: str, *, counts: bool
) -> Replaced:
    """Return what is in use now; changes count for dossiers that were received before them.

    After a step back most were received under what is in use again.
    """
    data_dir = workplace.store.data_dir
    catalogue = load_catalogue(data_dir)
    with workplace.store.transaction() as tx:
        tx.audit(kind, catalogue.version)
    calendar = load_calendar(data_dir, catalogue)
    library = parts_in_use(data_dir)
    reference = replace(
        workplace.reference, catalogue=catalogue, calendar=calendar, library=library
    )
    against = Against(catalogue, calendar, changes if counts else None)
    looked = Looked(changes, touched_dossiers(workplace, against))
    return Replaced(_in_use(workplace, reference), looked, reference)


def _in_use(workplace: Workplace, reference: Reference) -> InUse:
    catalogue, origin = reference.catalogue, reference.catalogue.origin
    data_dir = workplace.store.data_dir
    pointer = pointer_or_nothing(data_dir)
    with workplace.store.read() as tx:
        trusted = trusted_keys(tx)
    notices = (
        origin.notice,
        _distrust(pointer.current, trusted) if origin.kind == "installed" else "",
        outdated_notice(origin, catalogue.version),
        parts_notice(data_dir),
    )
    return InUse(
        version=catalogue.version,
        status_date=f"{catalogue.status_date:%d/%m/%Y}",
        kind=origin.kind,
        publisher=origin.publisher,
        installed_at=origin.installed_at,
        notice=" ".join(filter(None, notices)),
        can_go_back=pointer.can_go_back,
        claimed=origin.claimed,
        newer_bundled=newer_bundled(origin, catalogue.version),
    )


def _distrust(stamp: Stamp | None, trusted: Mapping[bytes, str]) -> str:
    """Return what to say when the key of the catalogue in use is trusted no longer."""
    if stamp is None or not stamp.signer or bytes.fromhex(stamp.signer) in trusted:
        return ""
    return (
        f"Nơi ký danh mục đang dùng ({stamp.publisher}) không còn được tin: "
        "nạp tệp của nơi phát hành hiện nay."
    )
