"""What together.toml says: papers made beside a declaration, declarations that come in numbers."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec

_FILE = Path(__file__).parent / "together.toml"
_NONE: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Companion:
    """A paper made beside the declaration; `people` says whose data its roles take."""

    key: str
    form: str
    label: str
    name: str
    stands_for: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()
    people: Mapping[str, str] = field(default_factory=lambda: _NONE)
    answers: Mapping[str, Any] = field(default_factory=lambda: _NONE)


@dataclass(frozen=True, slots=True)
class Repeatable:
    """A declaration that one requester may hand in for several people or events."""

    form: str
    owner: str  # whose event it is
    lines: tuple[str, ...] = ()  # the same for all until typed differently


@dataclass(frozen=True, slots=True)
class Together:
    """The whole file."""

    companion: tuple[Companion, ...]
    event: tuple[Repeatable, ...]

    def get(self, key: str) -> Companion | None:
        """Return the companion of that name, or None."""
        return next((c for c in self.companion if c.key == key), None)

    def of_form(self, form_id: str) -> Companion | None:
        """Return the first companion that is this form, or None."""
        return next((c for c in self.companion if c.form == form_id), None)

    def repeatable(self, form_id: str) -> Repeatable | None:
        """Return how a declaration is repeated; None when it stands alone."""
        return next((e for e in self.event if e.form == form_id), None)


@cache
def together() -> Together:
    """Return what belongs together in the library that ships with the program."""
    return msgspec.convert(tomllib.loads(_FILE.read_text(encoding="utf-8")), Together)
