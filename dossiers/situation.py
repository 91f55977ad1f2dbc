"""The situation of a case, derived from its answers: is it late, is there an agent.

What to derive for a form stands in its form.toml under `[[situation]]`:
`key`, `when` (`days_since_over`, `filled`, `empty`, `equals`), `field`, `days` or `value`, and what
it `gives` (true when left out).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from base.dates import parse_full_date
from dossiers.draft import IntakeDraft
from dossiers.parties import Parties
from forms.schema import FormSchema

SituationValue = str | bool | int


def derive_situation(
    draft: IntakeDraft, schema: FormSchema | None, parties: Parties, today: date
) -> dict[str, SituationValue]:
    """Return everything known of the situation; what the clerk answered wins over a derivation."""
    found: dict[str, SituationValue] = {"channel": draft.channel.value}
    if parties.has_agent:
        found["agent"] = True
    for spec in schema.raw.get("situation", ()) if schema else ():
        if _holds(spec, draft.answers, today):
            found[spec["key"]] = spec.get("gives", True)
    return {**found, **draft.situation}


def copies_of(answers: Mapping[str, Any]) -> int:
    """Return how many extra copies the citizen asks for."""
    count, wanted = answers.get("copies_count"), answers.get("copies_wanted")
    if wanted is False:
        return 0
    if isinstance(count, int) and count > 0:
        return count
    return 1 if wanted else 0


def _holds(spec: Mapping[str, Any], answers: Mapping[str, Any], today: date) -> bool:
    value = answers.get(spec["field"])
    match spec["when"]:
        case "filled":
            return bool(value)
        case "empty":
            return not value
        case "equals":
            return bool(value == spec["value"])
        case "days_since_over":
            return _days_since(value, today) > int(spec["days"])
    raise ValueError(f"unknown situation rule {spec['when']}")


def _days_since(value: object, today: date) -> int:
    try:
        return (today - parse_full_date(str(value))).days
    except ValueError:
        return 0
