"""Whose value an offer is: “theo cha” beside the father's surname."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms.derive import ORIGIN_OF, derive_value
from forms.derive.case import Case
from forms.schema import Field, FormSchema

_CONTEXT = "context"
_NOT_OF_LINES = frozenset({_CONTEXT, ORIGIN_OF})  # prefill says whose those are


def offer_notes(schema: FormSchema, answers: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Return for each line with several people to follow whose every offered value is."""
    case = Case(schema, answers)
    found = {line.key: _notes(line, case) for line in schema.fields if line.suggest}
    return {key: notes for key, notes in found.items() if notes}


def _notes(line: Field, case: Case) -> dict[str, str]:
    name, *sources = (line.suggest or _CONTEXT).split()
    whose: dict[str, list[str]] = {}
    for source in () if name in _NOT_OF_LINES else sources:
        value = derive_value(f"{name} {source}", case)
        owner = _owner(case.schema, source)
        if value and owner:
            whose.setdefault(value, []).append(owner)
    return {value: f"theo {', '.join(owners)}" for value, owners in whose.items()}


def _owner(schema: FormSchema, key: str) -> str:
    line = schema.line(key)
    label = next((r.label for r in schema.roles if line and r.key == line.role), "")
    return label[:1].lower() + label[1:]
