"""One form of the open case: what the clerk wrote on it, who stands on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from citizens.person import Person
from dossiers.case.forms import CaseForm
from dossiers.draft import FurtherForm, KeptWarning, Part
from dossiers.kept.warnings import RuleWarning
from forms.schema import FormSchema
from forms.together.meaning import Fact

_EMPTY = ("", None)


@dataclass(slots=True)
class OpenForm:
    """`typed` holds what the clerk wrote, raw; `answers` what follows from it as last judged."""

    base: CaseForm = field(repr=False)
    people: dict[str, Person] = field(default_factory=dict, repr=False)
    same_as: dict[str, str] = field(default_factory=dict)
    typed: dict[str, Any] = field(default_factory=dict, repr=False)
    answers: Mapping[str, Any] = field(default_factory=dict, repr=False)
    visited: set[str] = field(default_factory=set)
    situation: dict[str, str | bool | int] = field(default_factory=dict)
    kept: tuple[KeptWarning, ...] = ()

    @property
    def schema(self) -> FormSchema:
        """The form."""
        return self.base.schema

    @property
    def part(self) -> Part:
        """What it is in its case."""
        return self.base.part

    @property
    def is_untouched(self) -> bool:
        """Whether nothing was scanned or written on this paper itself."""
        return not (self.people or any(v not in _EMPTY for v in self.typed.values()))

    def persons(self) -> dict[str, Person]:
        """Return people by role, with those who are the person of another role."""
        twins = {r: self.people[o] for r, o in self.same_as.items() if o in self.people}
        return {**twins, **self.people}

    def put(self, role: str, person: Person) -> None:
        """Give a role to a person; what was emptied by hand there may be filled again."""
        self.people[role] = person
        self.same_as.pop(role, None)
        for line in self.schema.fields:
            if line.role == role and self.typed.get(line.key) in _EMPTY:
                self.typed.pop(line.key, None)

    def fact_of(self, key: str) -> Fact | None:
        """Return what a line means in the whole case; None when it is this paper's alone."""
        line = self.schema.line(key)
        return self.base.view.fact_of(line) if line else None

    def key_of(self, fact: Fact) -> str | None:
        """Return the line that means something in the case, or None."""
        view = self.base.view
        return next((f.key for f in self.schema.fields if view.fact_of(f) == fact), None)

    def further(self, answers: Mapping[str, Any]) -> FurtherForm:
        """Return it as the rooms below take it."""
        companion = self.base.companion
        return FurtherForm(
            self.part,
            self.schema.id,
            companion.key if companion else None,
            dict(answers),
            self.persons(),
            dict(self.situation),
            self.kept,
            self.base.event if companion else 0,
        )

    def keep(self, warning: RuleWarning, reason: str) -> None:
        """Keep one of this paper's warnings while what it speaks of stays as it is."""
        self.take_up(warning)
        found = warning.problem
        one = KeptWarning(found.pointer, found.code, reason, warning.fingerprint)
        self.kept = (*self.kept, one)

    def take_up(self, warning: RuleWarning) -> None:
        """Have a warning open again."""
        it = (warning.problem.pointer, warning.problem.code)
        self.kept = tuple(one for one in self.kept if (one.pointer, one.code) != it)

    def copy(self) -> OpenForm:
        """Return a copy that a worker may read while the clerk types on."""
        return replace(
            self,
            people=dict(self.people),
            same_as=dict(self.same_as),
            typed=dict(self.typed),
            visited=set(self.visited),
            situation=dict(self.situation),
        )


def write_through(forms: list[OpenForm], shown: OpenForm, key: str, value: object) -> None:
    """Write a value on one paper, and on the others where the same was typed before.

    A paper on which something else was typed keeps it; one where nothing was typed follows anyway.
    """
    fact, before = shown.fact_of(key), shown.answers.get(key)
    shown.typed[key] = value
    for other in forms:
        twin = other.key_of(fact) if fact is not None and other is not shown else None
        if twin in other.typed and other.answers.get(twin or "") == before:
            other.typed[twin or ""] = value


def hand_over(forms: list[OpenForm], gone: OpenForm) -> None:
    """Keep what was typed only on a paper that is taken away, where another has the same line."""
    for key, value in gone.typed.items():
        fact = gone.fact_of(key)
        for other in forms:
            twin = other.key_of(fact) if fact is not None else None
            if twin is None:
                continue
            if twin not in other.typed and value not in _EMPTY:
                other.typed[twin] = value
            break
