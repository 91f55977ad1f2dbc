"""The rules of a form: pure functions of its answers, named in form.toml with their article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from base.errors import FieldProblem, InputError
from forms.derive import complete
from forms.derive.case import Case
from forms.rules.registry import RULES, TODAY
from forms.schema import FormSchema, Problem, RuleSpec, Severity


def check(schema: FormSchema, answers: Mapping[str, Any], *, today: date) -> tuple[Problem, ...]:
    """Return what the rules find, errors first; values that a derivation gives count as given.

    A value that cannot be read is parse_answers' matter and no second problem here.
    """
    case = Case(schema, complete(schema, answers))
    found = [p for spec in schema.rules for p in _problems(spec, case, today)]
    found.sort(key=lambda problem: problem.severity is not Severity.ERROR)
    return tuple(found)


def refuse_on_errors(problems: tuple[Problem, ...]) -> None:
    """Raise InputError FORM-11 that names every line in the way; warnings do not stand in it."""
    errors = [p for p in problems if p.severity is Severity.ERROR]
    if errors:
        raise InputError(
            "FORM-11",
            f"Tờ khai còn {len(errors)} lỗi, chưa in được.",
            "Sửa các dòng được đánh dấu, hoặc in bản nháp.",
            fields=tuple(FieldProblem(p.pointer, p.code, p.message) for p in errors),
        )


def _problems(spec: RuleSpec, case: Case, today: date) -> Iterator[Problem]:
    rule = RULES[spec.rule]
    given = {TODAY: today} if rule.wants_today else {}
    for finding in rule.call(case, **given, **spec.params):
        words = {**_place(case.schema, finding.key), **finding.words}
        yield Problem(
            f"/{finding.key}" if finding.key else "",
            spec.code,
            spec.message.format_map(words),
            spec.basis,
            spec.severity,
        )


def _place(schema: FormSchema, key: str) -> dict[str, str]:
    """Return the words that name a line: several lines of a sheet have the same label."""
    for section in schema.sections:
        for line in section.fields:
            if line.key == key:
                return {"label": line.label, "section": section.title}
    return {"label": "", "section": ""}
