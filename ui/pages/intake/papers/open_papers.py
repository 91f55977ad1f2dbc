"""The papers of the open case; people and lines are those of the paper on the screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from base.text import fold
from citizens.person import Person
from dossiers.authority import APPLICANT, SUBMITTER
from dossiers.case.filling import people_on, people_table, table_for
from dossiers.case.forms import CaseForm, with_own_people
from forms.schema import FormSchema
from ui.pages.intake.papers.open_form import OpenForm, write_through

_ASKED_IF = "required_if_true"
_NONE = frozenset({"", "none", "0", "khong"})


@dataclass(slots=True, kw_only=True)
class OpenPapers:
    """The main declaration first, then what goes with it."""

    forms: list[OpenForm] = field(repr=False)
    shown: int = 0

    @property
    def main(self) -> OpenForm:
        """The declaration."""
        return self.forms[0]

    @property
    def form(self) -> OpenForm:
        """The paper on the screen."""
        return self.forms[self.shown]

    @property
    def schema(self) -> FormSchema:
        """The form on the screen."""
        return self.form.schema

    @property
    def people(self) -> dict[str, Person]:
        """Scanned people by role."""
        return self.form.people

    @property
    def same_as(self) -> dict[str, str]:
        """Which role is the person of another."""
        return self.form.same_as

    @same_as.setter
    def same_as(self, roles: dict[str, str]) -> None:
        self.form.same_as = roles

    @property
    def typed(self) -> dict[str, Any]:
        """What the clerk wrote."""
        return self.form.typed

    @property
    def answers(self) -> Mapping[str, Any]:
        """What the paper holds as last judged."""
        return self.form.answers

    @property
    def visited(self) -> set[str]:
        """The lines that the clerk has left."""
        return self.form.visited

    def persons(self) -> dict[str, Person]:
        """Return the people by role, also those whom other papers brought."""
        if len(self.forms) == 1:
            return self.form.persons()
        bases = self.bases()
        shown = bases[self.shown]
        table = table_for(shown, bases, people_table(bases))
        beside = {role: table[role] for role in (APPLICANT, SUBMITTER) if role in table}
        return {**beside, **people_on(shown, table), **self.form.persons()}

    def bases(self) -> tuple[CaseForm, ...]:
        """Return the papers with what they hold now, each with the people that are its own."""
        return with_own_people(
            [replace(f.base, people=f.persons(), answers=f.answers) for f in self.forms]
        )

    def put(self, role: str, person: Person) -> None:
        """Give a role to a person."""
        self.form.put(role, person)

    def type(self, key: str, value: object) -> None:
        """The clerk writes in a line: an amount also ticks the box that it belongs to."""
        write_through(self.forms, self.form, key, value)
        if fold(str(value)) in _NONE:
            return
        for flag in _flags_of(self.schema, key):
            if self.typed.get(flag) in ("", None):
                write_through(self.forms, self.form, flag, value=True)

    def typed_everywhere(self) -> list[dict[str, Any]]:
        """Return a copy of what counts as typed on every paper."""
        return [dict(form.typed) for form in self.forms]

    def locate(self, pointer: str) -> tuple[int, str]:
        """Return on which paper a problem's pointer leads, and the pointer there."""
        for number, form in enumerate(self.forms):
            if form.base.pointer and pointer.startswith(f"{form.base.pointer}/"):
                return number, pointer.removeprefix(form.base.pointer)
        return 0, pointer


def _flags_of(schema: FormSchema, key: str) -> list[str]:
    """Return the boxes that must be ticked before a line is asked for: “Có” of a number."""
    rules = (r.params for r in schema.rules if r.rule == _ASKED_IF)
    return [str(params["flag"]) for params in rules if params["key"] == key]
