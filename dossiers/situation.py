"""The situation of a case, derived from its answers: is it late, is there an agent.

What to derive for a form stands in its form.toml under `[[situation]]`: `key`, what it `gives`
(true when left out), and a condition: `when` with `field` or `fields`, and with `days`, `years` or
`value`. Further conditions stand under `and`. Of several that hold for one key the last counts.

    filled, empty         all the lines are
    any_filled            at least one of them is
    equals                all of them say `value`
    any_other_than        one of them is filled and says something else than `value`
    days_since_over       the date in the line is over `days` ago
    younger_than          the person born on that date is not yet `years` old
    age_from              that person is `years` old or older
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from base.dates import parse_full_date, parse_partial_date
from base.text import fold
from catalog.situations import SituationValue
from dossiers.draft import Channel
from forms.schema import FormSchema


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
        if all(_holds(one, answers, today) for one in (spec, *spec.get("and", ())))
    }


def open_by_date(schema: FormSchema, answers: Mapping[str, Any]) -> frozenset[str]:
    """Return what only a date will say that is not written yet, such as whether it is late."""
    specs = [one for one in schema.raw.get("situation", ()) if one["when"] == "days_since_over"]
    return frozenset(one["key"] for one in specs if not answers.get(one["field"]))


def copies_of(answers: Mapping[str, Any]) -> int:
    """Return how many extra copies the citizen asks for."""
    count, wanted = answers.get("copies_count"), answers.get("copies_wanted")
    if wanted is False:
        return 0
    if isinstance(count, int) and count > 0:
        return count
    return 1 if wanted else 0


def _holds(spec: Mapping[str, Any], answers: Mapping[str, Any], today: date) -> bool:
    keys = spec.get("fields") or [spec["field"]]
    values = [answers.get(key) for key in keys]
    match spec["when"]:
        case "filled":
            return all(values)
        case "empty":
            return not any(values)
        case "any_filled":
            return any(values)
        case "equals":
            return all(_says(value, spec["value"]) for value in values)
        case "any_other_than":
            return any(value and not _says(value, spec["value"]) for value in values)
        case "days_since_over":
            return _days_since(values[0], today) > int(spec["days"])
        case "younger_than":
            return _is_of_age(values[0], int(spec["years"]), today) is False
        case "age_from":
            return _is_of_age(values[0], int(spec["years"]), today) is True
    raise ValueError(f"unknown situation rule {spec['when']}")


def _says(value: object, wanted: object) -> bool:
    if isinstance(value, str) and isinstance(wanted, str):
        return fold(value) == fold(wanted)
    return bool(value == wanted)


def _days_since(value: object, today: date) -> int:
    try:
        return (today - parse_partial_date(str(value)).latest).days  # of a year alone: at least
    except ValueError:
        return 0


def _is_of_age(value: object, years: int, today: date) -> bool | None:
    """Whether somebody is so old; None while the full date of birth is not known."""
    try:
        born = parse_full_date(str(value))
    except ValueError:
        return None
    return (today.year - years, today.month, today.day) >= (born.year, born.month, born.day)
