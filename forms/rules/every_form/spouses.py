"""The sexes on the cards of two people who marry: a card is proof, its number only a sign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from forms.schema import FormSchema, Problem, Severity, Slot

_RULE = "sexes_differ"


def by_sexes_on_cards(
    schema: FormSchema, problems: Sequence[Problem], sexes: Mapping[str, str]
) -> tuple[Problem, ...]:
    """Return the problems as the sexes on the cards have them, by role.

    Two cards of one sex are an error where a marriage is to be registered, two of both sexes end
    the doubt that the numbers raise.
    """
    spec = next((spec for spec in schema.rules if spec.rule == _RULE), None)
    if spec is None:
        return tuple(problems)
    one, other = (sexes.get(spec.params[name], "") for name in ("one", "other"))
    if not one or not other:
        return tuple(problems)
    others = tuple(problem for problem in problems if problem.code != spec.code)
    if one != other:
        return others
    told = next((p for p in problems if p.code == spec.code), None)
    if told is None:
        line = schema.line_of(spec.params["other"], Slot.IDENTITY_LINE)
        message = spec.message.format_map({"sex": one.lower()})
        pointer = f"/{line.key}" if line else ""
        told = Problem(pointer, spec.code, message, spec.basis, spec.severity)
    return (replace(told, severity=Severity.ERROR), *others)
