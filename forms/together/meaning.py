"""What a line of a form means beyond its form, so that a value typed once fills every paper.

A line means an attribute of a person (`requester`, `birth`), or something of the centre (`place`,
the authority addressed). Lines without a meaning belong to their form alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from base.dates import parse_partial_date
from forms.answers import parse_answers
from forms.derive.identity import personal_number_in
from forms.schema import Field, FieldType, FormSchema, Slot
from forms.together.companions import shared_lines

Fact = tuple[str, str]
"""Who (empty: the centre) and what."""
Facts = Mapping[Fact, Any]

LINE = "line"
"""The “who” of lines that declarations of one kind share by their key."""
_CONTEXT = "context "
_BY_KEY = re.compile(r"([a-z]+)_(name|dob|gender)")
_SLOTS = MappingProxyType({"name": Slot.FULL_NAME, "dob": Slot.BIRTH, "gender": Slot.SEX})
_TYPES = MappingProxyType(
    {
        "name": {FieldType.NAME},
        "dob": {FieldType.DATE, FieldType.YEAR_OR_DATE},
        "gender": {FieldType.GENDER},
    }
)
_ISSUED = re.compile(r"cấp ngày (\d{1,2}/\d{1,2}/\d{4})")
_ISSUER = re.compile(r"\bdo (.+?)(?: cấp\b|$)")
_OF_ONE_PAPER = ("today", "signer_")  # each paper has its own date and signer


@dataclass(frozen=True, slots=True)
class View:
    """How one paper of a case sees the others: its own names for people, the lines it shares.

    `names` maps a role of the form to the person of the case; a role left out is the person of the
    same name.
    """

    schema: FormSchema
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    lines: frozenset[str] = frozenset()

    def person_of(self, role: str) -> str:
        """Return whom of the case a role of this form means."""
        return self.names.get(role, role)

    def fact_of(self, line: Field) -> Fact | None:
        """Return what a line means in the whole case; None when it is this paper's alone."""
        return (LINE, line.key) if line.key in self.lines else self._own_fact_of(line)

    def facts_of(self, line: Field) -> tuple[Fact, ...]:
        """Return all that a line means, the nearest first: of its person, then of all events."""
        own = self._own_fact_of(line)
        shared = [(LINE, line.key)] if line.key in self.lines else []
        return (*([own] if own is not None else []), *shared)

    def _own_fact_of(self, line: Field) -> Fact | None:
        own = shared_lines().get((self.schema.id, line.key)) or _meaning(line)
        return (self.person_of(own[0]), own[1]) if own and own[0] else own


def facts_in(view: View, raw: Mapping[str, Any]) -> dict[Fact, Any]:
    """Return what the readable answers of one paper say; an identity line says several things."""
    parsed = parse_answers(view.schema, raw)
    unreadable = {p.pointer.lstrip("/").split("/")[0] for p in parsed.problems}
    found: dict[Fact, Any] = {}
    for line in view.schema.fields:
        if line.key in unreadable or line.key not in parsed.answers:
            continue
        for fact in view.facts_of(line):
            found.setdefault(fact, parsed.answers[line.key])
    for (who, what), value in tuple(found.items()):
        if what == Slot.IDENTITY_LINE:
            for part, text in _parts_of(str(value)):
                found.setdefault((who, part), text)
    return found


def answers_from(view: View, facts: Facts, taken: Iterable[str]) -> dict[str, Any]:
    """Return the lines that the facts fill, except those taken and those that do not fit."""
    own = set(taken)
    found: dict[str, Any] = {}
    for line in view.schema.fields:
        known = next((fact for fact in view.facts_of(line) if fact in facts), None)
        if known is not None and line.key not in own:
            found[line.key] = facts[known]
    misfits = {p.pointer.lstrip("/") for p in parse_answers(view.schema, found).problems}
    return {key: value for key, value in found.items() if key not in misfits}


def _meaning(line: Field) -> Fact | None:
    if line.role and line.slot:
        return line.role, line.slot.value
    if line.derive and line.derive.startswith(_CONTEXT):
        name = line.derive.removeprefix(_CONTEXT)
        return None if name.startswith(_OF_ONE_PAPER) else ("", name)
    match = _BY_KEY.fullmatch(line.key)
    if match and line.role is None and line.type in _TYPES[match[2]]:
        return match[1], _SLOTS[match[2]].value
    return None


def _parts_of(identity_line: str) -> Iterable[tuple[str, str]]:
    if number := personal_number_in(identity_line):
        yield Slot.NUMBER.value, number
    if issued := _ISSUED.search(identity_line):
        try:
            yield Slot.ISSUE_DATE.value, parse_partial_date(issued[1]).iso
        except ValueError:
            return
    if issuer := _ISSUER.search(identity_line):
        yield Slot.ISSUER.value, issuer[1]
