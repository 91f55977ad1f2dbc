"""Where the files of a catalogue come from: a folder, or one signed file taken apart."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import msgspec

DATA = Path(__file__).parent / "data"
"""The catalogue delivered with the program."""

CATALOGUE, CALENDAR, SITUATIONS, SYNONYMS, USAGE, WORKFLOWS = (
    "catalogue.json", "calendar.json", "situations.json", "synonyms.json", "usage.json",
    "workflows.json",
)  # fmt: skip
SINGLE_FILES = (CATALOGUE, CALENDAR, SITUATIONS, SYNONYMS, USAGE, WORKFLOWS)
"""Files that every catalogue has exactly once."""

_MANY = re.compile(r"(?:procedures/[a-z0-9-]+|provinces/[a-z_]+)\.json")


class Content(Protocol):
    """The files of one catalogue by name, such as `procedures/ho-tich.json`."""

    def names(self) -> tuple[str, ...]:
        """Return the names of all files, sorted."""
        ...

    def read(self, name: str) -> bytes:
        """Return one file's JSON; KeyError when the catalogue does not have it."""
        ...


@dataclass(frozen=True, slots=True)
class Folder:
    """A catalogue as a folder of readable files."""

    root: Path

    def names(self) -> tuple[str, ...]:
        """Return the names of all files that belong to a catalogue."""
        found = (path.relative_to(self.root).as_posix() for path in self.root.rglob("*.json"))
        return tuple(sorted(name for name in found if is_content(name)))

    def read(self, name: str) -> bytes:
        """Return one file."""
        try:
            return (self.root / name).read_bytes()
        except FileNotFoundError as error:
            raise KeyError(name) from error


@dataclass(frozen=True, slots=True)
class Packed:
    """A catalogue inside one signed file; each part is decoded only when it is asked for."""

    files: Mapping[str, msgspec.Raw]

    def names(self) -> tuple[str, ...]:
        """Return the names of all files."""
        return tuple(sorted(self.files))

    def read(self, name: str) -> bytes:
        """Return one file."""
        return bytes(self.files[name])


def is_content(name: str) -> bool:
    """Return whether a catalogue may have a file of that name."""
    return name in SINGLE_FILES or _MANY.fullmatch(name) is not None


def procedure_files(content: Content) -> tuple[str, ...]:
    """Return the names of the files that hold procedures, one per field."""
    return tuple(name for name in content.names() if name.startswith("procedures/"))
