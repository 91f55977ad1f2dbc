"""Lines in which a choice on the same form leaves nothing to write: how many copies of none.

What decides stands in form.toml: the rule `empty_unless_true`, or `only_when` of the line itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from forms.schema import FormSchema, Required

_EMPTY_UNLESS_TRUE = "empty_unless_true"
Condition = tuple[str, Sequence[str | bool]]


def conditions_of(schema: FormSchema) -> dict[str, tuple[Condition, ...]]:
    """Return which line depends on which others, and on which of their values."""
    found: dict[str, tuple[Condition, ...]] = {
        line.key: tuple(line.only_when.items()) for line in schema.fields if line.only_when
    }
    for rule in schema.rules:
        if rule.rule == _EMPTY_UNLESS_TRUE:
            key = str(rule.params["key"])
            found[key] = (*found.get(key, ()), (str(rule.params["flag"]), (True,)))
    return found


def idle_lines(schema: FormSchema, answers: Mapping[str, Any]) -> frozenset[str]:
    """Return the empty lines that the answers leave without a meaning.

    A line that is filled is never idle: what stands there must be seen and mended. What nobody has
    chosen yet decides nothing, but a tick box without its tick says no.
    """
    return frozenset(
        key
        for key, conditions in conditions_of(schema).items()
        if answers.get(key) in (None, "", [])
        and any(_fails(schema, answers, condition) for condition in conditions)
    )


def _fails(schema: FormSchema, answers: Mapping[str, Any], condition: Condition) -> bool:
    key, wanted = condition
    value = answers.get(key)
    if value in (None, ""):
        line = schema.line(key)
        is_tick = line is not None and line.required is not Required.YES
        return is_tick and tuple(wanted) == (True,)
    return value not in wanted
