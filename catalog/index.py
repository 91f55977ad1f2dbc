"""The light index over a catalogue: what search and lists need without reading every field."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol, TypeVar

import msgspec

from catalog.content import CATALOGUE, Content, procedure_files
from catalog.procedure import Procedure

GONE = frozenset({"repealed", "superseded"})


class CatalogueMeta(msgspec.Struct, frozen=True, kw_only=True):
    """What a catalogue says of itself."""

    version: str
    status_date: str
    scope: str = ""
    note: str = ""
    freshest: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class IndexEntry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What search and lists need of one procedure without reading its field's file."""

    code: str
    name: str
    field: str
    file: str
    status: str
    keywords: tuple[str, ...] = ()
    replaced_by: tuple[str, ...] = ()
    valid_from: str | None = None
    valid_to: str | None = None
    vertical_agency: str | None = None

    def has_begun(self, on: date) -> bool:
        """Return whether this version is in force by that day, or was before."""
        return (self.valid_from or "") <= on.isoformat()

    def is_gone(self, on: date) -> bool:
        """Return whether nothing can be taken in under it that day: kept only as a pointer."""
        past = self.valid_to is not None and on.isoformat() > self.valid_to
        return past or self.status in GONE or not self.has_begun(on)


class CatalogueIndex(msgspec.Struct, frozen=True, kw_only=True):
    """The generated index file (`python -m catalog.build_index`)."""

    version: str
    status_date: str
    entries: tuple[IndexEntry, ...]


class Weight(msgspec.Struct, frozen=True, kw_only=True):
    """How often one procedure is asked for, 100 = daily."""

    code: str
    weight: int


class UsageFile(msgspec.Struct, frozen=True, kw_only=True):
    """usage.json. Of two procedures of one weight the first one listed comes first.

    Files signed before the order counted name each weight by its code.
    """

    note: str
    weights: tuple[Weight, ...] | dict[str, int]

    @property
    def by_code(self) -> dict[str, int]:
        """Each weight by its code, in order."""
        if isinstance(self.weights, dict):
            return self.weights
        return {own.code: own.weight for own in self.weights}


class Dated(Protocol):
    """Something that is in force from a day on."""

    @property
    def valid_from(self) -> str | None:
        """The first day, None = always."""


DatedT = TypeVar("DatedT", bound=Dated)


def in_force(versions: Sequence[DatedT], on: date) -> DatedT:
    """Return the version in force on a day, or the first one when none has begun."""
    begun = [v for v in versions if (v.valid_from or "") <= on.isoformat()]
    if not begun:
        return min(versions, key=lambda v: v.valid_from or "")
    return max(begun, key=lambda v: v.valid_from or "")


def make_index(content: Content) -> CatalogueIndex:
    """Return the index that the files of a catalogue ask for."""
    meta = msgspec.json.decode(content.read(CATALOGUE), type=CatalogueMeta)
    entries = [
        _entry(procedure, name.removeprefix("procedures/"))
        for name in procedure_files(content)
        for procedure in msgspec.json.decode(content.read(name), type=list[Procedure])
    ]
    entries.sort(key=lambda entry: (entry.code, entry.valid_from or ""))
    return CatalogueIndex(
        version=meta.version, status_date=meta.status_date, entries=tuple(entries)
    )


def _entry(procedure: Procedure, file: str) -> IndexEntry:
    return IndexEntry(
        code=procedure.code,
        name=procedure.name,
        field=procedure.field,
        file=file,
        status=procedure.status,
        keywords=procedure.keywords,
        replaced_by=procedure.replaced_by,
        valid_from=procedure.valid_from,
        valid_to=procedure.valid_to,
        vertical_agency=procedure.vertical_agency,
    )
