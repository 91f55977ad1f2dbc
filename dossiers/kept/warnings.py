"""A rule's warning may be kept with a reason, until a line that the rule looks at changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import msgspec

from dossiers.draft import KeptWarning
from exchange.records import content_hash
from forms.answers import parse_answers
from forms.derive import complete
from forms.schema import FormSchema, Problem, RuleSpec, Severity, Slot

_WHO = frozenset({Slot.FULL_NAME, Slot.BIRTH, Slot.SEX, Slot.NUMBER, Slot.IDENTITY_LINE})


@dataclass(frozen=True, slots=True)
class RuleWarning:
    """What a rule warns of in a line; `reason` is None until the clerk keeps it."""

    problem: Problem = field(repr=False)
    fingerprint: str
    reason: str | None = field(default=None, repr=False)

    @property
    def is_open(self) -> bool:
        """Whether nobody has said why it stays."""
        return self.reason is None


def rule_warnings(
    schema: FormSchema,
    answers: Mapping[str, Any],
    problems: Sequence[Problem],
    kept: Sequence[KeptWarning],
    seen: Mapping[Problem, Sequence[str]] = MappingProxyType({}),
) -> tuple[RuleWarning, ...]:
    """Return the warnings of one form with the reasons that still hold.

    What names no line speaks of the sheet itself, not of the case: there is nothing to keep.
    `seen` is what warnings beside other papers were found by: they hold while that stays, too.
    """
    found = [p for p in problems if p.severity is Severity.WARNING and p.pointer]
    if not found:
        return ()
    values = complete(schema, parse_answers(schema, answers).answers)
    marks = [_fingerprint(schema, problem, values, seen.get(problem, ())) for problem in found]
    return tuple(
        RuleWarning(problem, mark, _reason(problem, mark, kept))
        for problem, mark in zip(found, marks, strict=True)
    )


def line_of(pointer: str) -> str:
    """Return the key of the line that a pointer on a form names, also of one of its cells."""
    return pointer.lstrip("/").split("/")[0]


def _reason(problem: Problem, fingerprint: str, kept: Sequence[KeptWarning]) -> str | None:
    for one in kept:
        is_it = (one.pointer, one.code) == (problem.pointer, problem.code)
        if is_it and one.fingerprint in (None, fingerprint):
            return one.reason
    return None


def _fingerprint(
    schema: FormSchema, problem: Problem, values: Mapping[str, Any], seen: Sequence[str]
) -> str:
    """Return what stands for the values that a warning speaks of; nothing can be read from it."""
    looked_at = _looked_at(schema, problem)
    lines = {key: value for key in looked_at if (value := values.get(key)) not in ("", None)}
    every = [lines, list(seen)] if seen else lines
    return content_hash(msgspec.json.encode(every, order="sorted"))


def _looked_at(schema: FormSchema, problem: Problem) -> set[str]:
    """Return the line of a warning and the other lines that its rule looks at."""
    key = line_of(problem.pointer)
    by_rule = [set(_named(schema, spec)) for spec in schema.rules if spec.code == problem.code]
    mine = [lines for lines in by_rule if key in lines] or by_rule
    return {key}.union(*mine)


def _named(schema: FormSchema, spec: RuleSpec) -> Iterator[str]:
    """Yield the lines that the parameters of a rule name, also those of the people in a role."""
    given = [v if isinstance(v, list) else [v] for v in spec.params.values()]
    words = {word for several in given for word in several if isinstance(word, str)}
    for line in schema.fields:
        is_column = any(word.startswith(f"{line.key}.") for word in words)
        is_persons = line.role in words and line.slot in _WHO
        if line.key in words or is_column or is_persons:
            yield line.key
