"""The catalogue: every procedure of commune level in the version in force on a day.

A small index is read at once; the full entries come per field, from the file that holds them.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from base.errors import InputError
from catalog.procedure import FeeRate, Procedure

if TYPE_CHECKING:
    from catalog.search.engine import Hit, SearchEngine

DATA = Path(__file__).parent / "data"
PROVINCE = "phu_tho"
_GONE = frozenset({"repealed", "superseded"})


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

    def is_gone(self, on: date) -> bool:
        """Return whether it is repealed or superseded that day: kept only as a redirect."""
        past = self.valid_to is not None and on.isoformat() > self.valid_to
        return past or self.status in _GONE


class CatalogueIndex(msgspec.Struct, frozen=True, kw_only=True):
    """The generated index file (`python -m catalog.build_index`)."""

    version: str
    status_date: str
    entries: tuple[IndexEntry, ...]


class ProvinceRate(msgspec.Struct, frozen=True, kw_only=True):
    """One amount that a province has set; it fills the open lines of a procedure's fee."""

    procedure: str
    rate: FeeRate


class ProvinceFees(msgspec.Struct, frozen=True, kw_only=True):
    """The overlay of one province. Without rates it says so, and open amounts stay open."""

    province: str
    status_date: str
    note: str
    rates: tuple[ProvinceRate, ...] = ()


class Catalogue:
    """All procedures. Safe to share between threads: reading a file twice does no harm."""

    def __init__(self, folder: Path, index: CatalogueIndex) -> None:
        self._folder = folder
        self._index = index
        self._files: dict[str, Mapping[str, tuple[Procedure, ...]]] = {}
        self._by_code: dict[str, IndexEntry] = {}
        for entry in index.entries:  # of several versions the last that has begun
            if (entry.valid_from or "") <= index.status_date or entry.code not in self._by_code:
                self._by_code[entry.code] = entry
        self._engine_lock = threading.Lock()
        self._engine: SearchEngine | None = None

    @property
    def version(self) -> str:
        """The version that a dossier stays bound to."""
        return self._index.version

    @property
    def status_date(self) -> date:
        """The day up to which the data were checked."""
        return date.fromisoformat(self._index.status_date)

    @property
    def entries(self) -> tuple[IndexEntry, ...]:
        """One light entry per code, for lists and search."""
        return tuple(self._by_code.values())

    @cached_property
    def province_fees(self) -> ProvinceFees:
        """The province's own amounts, perhaps none yet."""
        path = self._folder / "provinces" / f"{PROVINCE}.json"
        return msgspec.json.decode(path.read_bytes(), type=ProvinceFees)

    def get(self, code: str, on: date) -> Procedure:
        """Return a procedure in the version in force on a day; a repealed one with its status.

        Raises InputError CAT-01 for a code that the catalogue does not have.
        """
        entry = self._by_code.get(code.strip())
        if entry is None:
            raise InputError(
                "CAT-01",
                f"Danh mục không có thủ tục mã “{code.strip()}”.",
                "Kiểm tra lại mã, hoặc tìm theo tên thủ tục (Ctrl+K).",
                detail="unknown procedure code",
            )
        return self._with_province(_in_force(self._versions(entry), on))

    def all(self, on: date) -> tuple[Procedure, ...]:
        """Return every procedure in the version in force on a day, repealed ones with theirs."""
        return tuple(self.get(code, on) for code in self._by_code)

    def search(self, query: str, limit: int = 8, on: date | None = None) -> list[Hit]:
        """Find procedures as people say them; best first, repealed ones last."""
        with self._engine_lock:
            if self._engine is None:
                self._engine = _load_engine(self)
        return self._engine.search(query, limit=limit, on=on or self.status_date)

    def _versions(self, entry: IndexEntry) -> tuple[Procedure, ...]:
        if entry.file not in self._files:
            self._files[entry.file] = _read_field(self._folder / "procedures" / entry.file)
        return self._files[entry.file][entry.code]

    def _with_province(self, procedure: Procedure) -> Procedure:
        own = [r.rate for r in self.province_fees.rates if r.procedure == procedure.code]
        if not own:
            return procedure
        kinds = {rate.kind for rate in own}
        kept = [r for r in procedure.fees if r.amount_vnd is not None or r.kind not in kinds]
        return msgspec.structs.replace(procedure, fees=(*kept, *own))


def load_catalogue(folder: Path = DATA) -> Catalogue:
    """Return the catalogue delivered with the program, or one in another folder."""
    raw = (folder / "index.json").read_bytes()
    return Catalogue(folder, msgspec.json.decode(raw, type=CatalogueIndex))


def _load_engine(catalogue: Catalogue) -> SearchEngine:
    from catalog.search.engine import SearchEngine  # only searching needs it

    return SearchEngine.build(catalogue)


def _read_field(path: Path) -> Mapping[str, tuple[Procedure, ...]]:
    found: dict[str, tuple[Procedure, ...]] = {}
    for procedure in msgspec.json.decode(path.read_bytes(), type=list[Procedure]):
        found[procedure.code] = (*found.get(procedure.code, ()), procedure)
    return found


def _in_force(versions: tuple[Procedure, ...], on: date) -> Procedure:
    day = on.isoformat()
    begun = [p for p in versions if (p.valid_from or "") <= day] or list(versions[:1])
    latest = max(begun, key=lambda p: p.valid_from or "")
    if latest.valid_to is not None and day > latest.valid_to and latest.status not in _GONE:
        return msgspec.structs.replace(latest, status="repealed")
    return latest
