"""What together.toml says: papers made beside a declaration, declarations that come in numbers."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

import msgspec

_FILE = Path(__file__).parent / "together.toml"
_NONE: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Companion:
    """A paper made beside the declaration; `people` says whose data its roles take.

    `several`: a case may have any number of it. `per_event`: one for each declaration. `owner`: the
    role that each of several has for itself. `may_be`: who of the case a role may be; what is known
    of them is offered. `situation`: what making it says of the case.
    """

    key: str
    form: str
    label: str
    name: str
    stands_for: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()
    people: Mapping[str, str] = field(default_factory=lambda: _NONE)
    answers: Mapping[str, Any] = field(default_factory=lambda: _NONE)
    situation: Mapping[str, bool | str] = field(default_factory=lambda: _NONE)
    may_be: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NONE)
    several: bool = False
    per_event: bool = False
    owner: str | None = None
    made_by: Literal["citizen", "office"] = "citizen"

    @property
    def called_by(self) -> str | None:
        """The role whose person tells one from the others of its kind, if there is such a role."""
        return self.owner or (next(iter(self.people), None) if self.per_event else None)

    @property
    def is_handed_in(self) -> bool:
        """Whether the citizen signs it and hands it in; the office keeps what it writes itself."""
        return self.made_by == "citizen"


@dataclass(frozen=True, slots=True)
class Repeatable:
    """A declaration that one requester may hand in for several people or events.

    `once`: it happens to a person only once. `first_papers`: before it the owner has no paper to
    name, neither a number nor a birth certificate. `couple`: two people who go together, as their
    `lines` go with both of them. `offers`: lines that often say the same, taken by the clerk only.
    """

    form: str
    owner: str  # whose event it is
    lines: tuple[str, ...] = ()  # the same for all until typed differently
    once: bool = False
    first_papers: bool = False
    couple: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SharedLine:
    """A line that says of a person what lines of other forms say, too."""

    form: str
    key: str
    role: str
    what: str


@dataclass(frozen=True, slots=True)
class Together:
    """The whole file."""

    companion: tuple[Companion, ...]
    event: tuple[Repeatable, ...]
    line: tuple[SharedLine, ...] = ()

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


@cache
def shared_lines() -> Mapping[tuple[str, str], tuple[str, str]]:
    """Return for form and line of which role it says what."""
    return {(line.form, line.key): (line.role, line.what) for line in together().line}
