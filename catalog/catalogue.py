"""The catalogue: every procedure of commune level in the version in force on a day.

A small index is read at once; the full entries come per field, from the file that holds them.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from base.errors import InputError
from base.paths import DataDir
from catalog.bundle.installed import Origin, open_installed
from catalog.content import CATALOGUE, DATA, SITUATIONS, USAGE, Content, Folder
from catalog.index import (
    GONE,
    CatalogueIndex,
    CatalogueMeta,
    IndexEntry,
    UsageFile,
    in_force,
    make_index,
)
from catalog.procedure import FeeRate, Procedure, ProvincialRate
from catalog.situations import Questions

if TYPE_CHECKING:
    from catalog.search.engine import Hit, Only, SearchEngine

__all__ = [
    "DATA", "PROVINCE", "Catalogue", "CatalogueIndex", "IndexEntry", "ProvinceFees",
    "ProvinceRate", "load_catalogue",
]  # fmt: skip

PROVINCE = "phu_tho"
_DIGITS = 7


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


@dataclass(frozen=True, slots=True)
class _Searching:
    """The engine over the entries of the period that begins on a day."""

    begins: str
    engine: SearchEngine


class _Files:
    """The files of full entries, each read once."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._read: dict[str, Mapping[str, tuple[Procedure, ...]]] = {}

    @cached_property
    def questions(self) -> Questions:
        """The questions that decide cases."""
        return Questions.read(self._content.read(SITUATIONS))

    def read(self, file: str) -> Mapping[str, tuple[Procedure, ...]]:
        """Return the procedures of one file with their questions."""
        if file not in self._read:
            raw = self._content.read(f"procedures/{file}")
            self._read[file] = _by_code(raw, self.questions)
        return self._read[file]


class Catalogue:
    """All procedures. Safe to share between threads: reading a file twice does no harm."""

    def __init__(self, content: Content, index: CatalogueIndex, origin: Origin) -> None:
        self.content = content
        self.origin = origin
        self._index = index
        self._files = _Files(content)
        self._by_code: dict[str, tuple[IndexEntry, ...]] = {}
        for entry in index.entries:
            self._by_code[entry.code] = (*self._by_code.get(entry.code, ()), entry)
        self._engine_lock = threading.Lock()
        self._searching: _Searching | None = None

    @property
    def version(self) -> str:
        """The version of the whole catalogue; a dossier stays bound to its procedure's."""
        return self._index.version

    @property
    def status_date(self) -> date:
        """The day up to which the data were checked."""
        return date.fromisoformat(self._index.status_date)

    @cached_property
    def meta(self) -> CatalogueMeta:
        """What the catalogue says of itself: scope, sources, doubts."""
        return msgspec.json.decode(self.content.read(CATALOGUE), type=CatalogueMeta)

    @property
    def entries(self) -> tuple[IndexEntry, ...]:
        """One light entry per code as of the status date, for lists and search."""
        return self.entries_on(self.status_date)

    def entries_on(self, on: date) -> tuple[IndexEntry, ...]:
        """Return one light entry per code in the version of a day."""
        return tuple(in_force(versions, on) for versions in self._by_code.values())

    @property
    def questions(self) -> Questions:
        """The questions that decide cases."""
        return self._files.questions

    @cached_property
    def province_fees(self) -> ProvinceFees:
        """The province's own amounts, perhaps none yet."""
        raw = self.content.read(f"provinces/{PROVINCE}.json")
        return msgspec.json.decode(raw, type=ProvinceFees)

    def get(self, code: str, on: date) -> Procedure:
        """Return a procedure in the version in force on a day; a repealed one with its status.

        The point in the code may be missing. Raises InputError CAT-01 for a code that the
        catalogue does not have.
        """
        versions = self._by_code.get(_with_point(code.strip()))
        if versions is None:
            raise InputError(
                "CAT-01",
                f"Danh mục không có thủ tục mã “{code.strip()}”.",
                "Kiểm tra lại mã, hoặc tìm theo tên thủ tục (Ctrl+K).",
                detail="unknown procedure code",
            )
        entry = in_force(versions, on)
        procedure = in_force(self._files.read(entry.file)[entry.code], on)
        return _with_province(_as_of(procedure, on), self.province_fees, self.questions)

    def has(self, code: str) -> bool:
        """Return whether the catalogue has a code in any version."""
        return code in self._by_code

    def versions(self, code: str) -> tuple[Procedure, ...]:
        """Return every version of a code, earlier first; none for an unknown code."""
        entries = self._by_code.get(code, ())
        files = dict.fromkeys(entry.file for entry in entries)
        found = [procedure for file in files for procedure in self._files.read(file)[code]]
        return tuple(sorted(found, key=lambda p: p.valid_from or ""))

    def all(self, on: date) -> tuple[Procedure, ...]:
        """Return every procedure in the version in force on a day, repealed ones with theirs."""
        return tuple(self.get(code, on) for code in self._by_code)

    def usual(self, limit: int, on: date) -> tuple[IndexEntry, ...]:
        """Return what counters are asked for most, that day in force, the most frequent first.

        A repealed procedure leaves its place to those that replace it. The order is that of
        usage.json, the same at every desk.
        """
        weights = msgspec.json.decode(self.content.read(USAGE), type=UsageFile).by_code
        asked = sorted(weights, key=lambda code: -weights[code])
        found = (entry for code in asked for entry in _standing(self._by_code, code, on))
        return tuple(islice(dict.fromkeys(found), limit))

    def search(
        self, query: str, limit: int = 8, on: date | None = None, only: Only | None = None
    ) -> list[Hit]:
        """Find procedures as people say them; best first, repealed ones last."""
        day = on or self.status_date
        return self.engine(day).search(query, limit=limit, on=day, only=only)

    def engine(self, on: date) -> SearchEngine:
        """Return the search engine over the versions of a day; the last one is kept."""
        begins = max(
            (e.valid_from for e in self._index.entries if e.valid_from and e.has_begun(on)),
            default="",
        )
        with self._engine_lock:
            if self._searching is None or self._searching.begins != begins:
                self._searching = _Searching(begins, _load_engine(self, on))
            return self._searching.engine


def load_catalogue(source: DataDir | Path = DATA) -> Catalogue:
    """Return the catalogue in use.

    With a data directory: the signed one that is installed there when it is whole, else the one
    delivered with the program; `origin` tells which and why. A folder gives the one in it.
    """
    if isinstance(source, DataDir):
        opened = open_installed(source)
        if opened.content is not None:
            return Catalogue(opened.content, make_index(opened.content), opened.origin)
        return _from_folder(DATA, opened.origin)
    return _from_folder(source, Origin())


def _from_folder(folder: Path, origin: Origin) -> Catalogue:
    raw = (folder / "index.json").read_bytes()
    return Catalogue(Folder(folder), msgspec.json.decode(raw, type=CatalogueIndex), origin)


def _load_engine(catalogue: Catalogue, on: date) -> SearchEngine:
    from catalog.search.engine import SearchEngine  # only searching needs it

    return SearchEngine.build(catalogue, catalogue.entries_on(on))


def _standing(
    by_code: Mapping[str, tuple[IndexEntry, ...]], code: str, on: date
) -> list[IndexEntry]:
    """Return the entry of a code on a day, or those that replace it when it is gone."""
    if code not in by_code:
        return []
    entry = in_force(by_code[code], on)
    if not entry.is_gone(on):
        return [entry]
    instead = (in_force(by_code[c], on) for c in entry.replaced_by if c in by_code)
    return [entry for entry in instead if not entry.is_gone(on)]


def _with_point(code: str) -> str:
    return f"{code[0]}.{code[1:]}" if len(code) == _DIGITS and code.isdecimal() else code


def _by_code(raw: bytes, questions: Questions) -> Mapping[str, tuple[Procedure, ...]]:
    found: dict[str, tuple[Procedure, ...]] = {}
    for procedure in msgspec.json.decode(raw, type=list[Procedure]):
        asked = msgspec.structs.replace(procedure, questions=questions.of(procedure))
        found[procedure.code] = (*found.get(procedure.code, ()), asked)
    return found


def _as_of(procedure: Procedure, on: date) -> Procedure:
    """Return the procedure with the status that its dates give it on a day."""
    day = on.isoformat()
    if (procedure.valid_from or "") > day:
        return msgspec.structs.replace(procedure, status="upcoming")
    if procedure.valid_to is not None and day > procedure.valid_to and procedure.status not in GONE:
        return msgspec.structs.replace(procedure, status="repealed")
    return procedure


def _with_province(procedure: Procedure, province: ProvinceFees, questions: Questions) -> Procedure:
    """Return the procedure with the province's amounts behind its own lines.

    An open line stays: outside the window or the channel of an amount it is still open.
    """
    own = tuple(
        ProvincialRate(**msgspec.structs.asdict(r.rate))
        for r in province.rates
        if r.procedure == procedure.code
    )
    if not own:
        return procedure
    known = msgspec.structs.replace(procedure, fees=(*procedure.fees, *own))
    return msgspec.structs.replace(known, questions=questions.of(known))
