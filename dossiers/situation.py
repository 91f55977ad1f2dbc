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
from dossiers.draft import Channel
from forms.schema import FormSchema

SituationValue = str | bool | int


def common_situation(channel: Channel, *, has_agent: bool) -> dict[str, SituationValue]:
    """Return what the way of filing says of every event of a case."""
    found: dict[str, SituationValue] = {"channel": channel.value}
    if has_agent:
        found["agent"] = True
    return found


def derive_situation(
    schema: FormSchema, answers: Mapping[str, Any], today: date
) -> dict[str, SituationValue]:
    """Return what one declaration says of its event."""
    return {
        spec["key"]: spec.get("gives", True)
        for spec in schema.raw.get("situation", ())
        if _holds(spec, answers, today)
    }


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
