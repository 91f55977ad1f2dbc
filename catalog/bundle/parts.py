"""What a signed file carries for other rooms: taken out, checked and compared by their readers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import msgspec

from base.errors import FieldProblem
from base.paths import DataDir
from catalog.bundle.changes import CatalogueChanges
from catalog.bundle.check import refuse
from exchange.installed import PartReader, PartsError, Stamp, read_parts

Readers = Sequence[PartReader]
Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Unpacked:
    """Parts as they are kept on the disk, and the names that no room of this program reads."""

    files: Files = field(repr=False)
    unread: tuple[str, ...] = ()


def unpack_parts(parts: Mapping[str, msgspec.Raw], readers: Readers) -> Unpacked:
    """Return the parts of a file; InputError CAT-11 with every mistake when some do not fit."""
    files: dict[str, bytes] = {}
    unread = set(parts)
    problems: list[FieldProblem] = []
    for reader in readers:
        own = {name: bytes(raw) for name, raw in parts.items() if reader.reads(name)}
        unread -= set(own)
        try:
            files |= reader.unpack(own)
        except PartsError as error:
            problems += error.problems
    refuse(problems)
    return Unpacked(files, tuple(sorted(unread)))


def parts_of(data_dir: DataDir, stamp: Stamp | None, readers: Readers) -> Files:
    """Return the unpacked parts of an installed version; damaged ones count as not there."""
    found: dict[str, bytes] = {}
    for reader in readers:
        try:
            found |= read_parts(data_dir, stamp, reader.prefix)
        except ValueError:
            continue
    return found


def with_parts(
    changes: CatalogueChanges, before: Files, after: Files, readers: Readers
) -> CatalogueChanges:
    """Return the changes with what differs in the parts; nothing = those of the program."""
    lines = [
        line
        for reader in readers
        for line in reader.changes(_below(before, reader.prefix), _below(after, reader.prefix))
    ]
    return replace(changes, general=(*changes.general, *lines))


def _below(files: Files, prefix: str) -> Files:
    return {path: data for path, data in files.items() if path.startswith(prefix)}
