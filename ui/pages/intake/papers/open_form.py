"""One form of the open case: what the clerk wrote on it, who stands on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from citizens.person import Person
from dossiers.case.forms import CaseForm
from dossiers.draft import FurtherForm, KeptWarning, Part
from dossiers.kept.warnings import RuleWarning
from forms.schema import FormSchema, Slot
from forms.together.meaning import Fact, facts_in

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

    def facts_of(self, key: str) -> tuple[Fact, ...]:
        """Return all that a line means in the whole case; nothing when it is this paper's alone."""
        line = self.schema.line(key)
        return self.base.view.facts_of(line) if line else ()

    def keys_of(self, fact: Fact) -> list[str]:
        """Return the lines that mean something in the case, those of the nearest meaning first."""
        places = ((self.facts_of(line.key), line.key) for line in self.schema.fields)
        found = [(facts.index(fact), key) for facts, key in places if fact in facts]
        return [key for _, key in sorted(found, key=lambda one: one[0])]

    def is_about_another(self, fact: Fact, other: OpenForm) -> bool:
        """Whether somebody else was scanned there for the person that a fact is about."""
        mine, theirs = self._scanned(fact[0]), other._scanned(fact[0])
        return mine is not None and theirs is not None and mine != theirs

    def _scanned(self, who: str) -> Person | None:
        people = self.persons().items()
        return next((p for role, p in people if self.base.view.person_of(role) == who), None)

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
    before = shown.answers.get(key)
    shown.typed[key] = value
    for other in forms:
        for twin in _twins(shown, key, other) if other is not shown else ():
            if twin in other.typed and other.answers.get(twin) == before:
                other.typed[twin] = value


def hand_over(forms: list[OpenForm], gone: OpenForm) -> None:
    """Keep what was typed only on a paper that is taken away, where another has the same line.

    Where no other has a whole identity line, its number, day of issue and issuer are kept.
    """
    said: dict[Fact, Any] = {}
    for key, value in gone.typed.items():
        if value not in _EMPTY:
            said |= {fact: value for fact in gone.facts_of(key) if fact not in said}
    placed = {fact for fact, value in said.items() if _put(forms, gone, fact, value)}
    for fact, value in facts_in(gone.base.view, gone.typed).items():
        if fact not in said and (fact[0], Slot.IDENTITY_LINE.value) not in placed:
            _put(forms, gone, fact, value)


def _put(forms: list[OpenForm], gone: OpenForm, fact: Fact, value: object) -> bool:
    """Write a fact on the first paper that has a line for it, unless something stands there."""
    for form in forms:
        key = next(iter(form.keys_of(fact)), None)
        if key is not None and not gone.is_about_another(fact, form):
            form.typed.setdefault(key, value)
            return True
    return False


def _twins(shown: OpenForm, key: str, other: OpenForm) -> dict[str, None]:
    """Return the lines of another paper that say what a line says, of the same person."""
    facts = [f for f in shown.facts_of(key) if not shown.is_about_another(f, other)]
    return dict.fromkeys(twin for fact in facts for twin in other.keys_of(fact))
