"""The rules of a form: pure functions of its answers, named in form.toml with their article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from base.errors import FieldProblem, InputError
from forms.derive import complete
from forms.derive.case import Case
from forms.rules.every_form import every_form_problems
from forms.rules.lists import list_problems
from forms.rules.registry import RULES
from forms.schema import Field, FormSchema, Problem, RuleSpec, Severity


def check(schema: FormSchema, answers: Mapping[str, Any], *, today: date) -> tuple[Problem, ...]:
    """Return what the rules find, errors first; values that a derivation gives count as given.

    A value that cannot be read is parse_answers' matter and no second problem here.
    """
    case = Case(schema, complete(schema, answers))
    found = [p for spec in schema.rules for p in _problems(spec, case, today)]
    found += list_problems(case)
    found += every_form_problems(case, today, found)
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
    for finding in RULES[spec.rule].findings(case, spec.params, today):
        words = {**_place(case.schema, finding.key), **finding.words}
        yield Problem(
            f"/{finding.key}" if finding.key else "",
            spec.code,
            spec.message.format_map(words),
            spec.basis,
            Severity.WARNING if finding.in_doubt else spec.severity,
            spec.sends_to,
        )


def _place(schema: FormSchema, key: str) -> dict[str, str]:
    """Return the words that name a line: several lines of a sheet have the same label.

    A cell is named by its column and the number of its row.
    """
    line_key, *cell = key.split("/")
    for section in schema.sections:
        for line in section.fields:
            if line.key == line_key:
                return {"label": _label(schema, line, cell), "section": section.title}
    return {"label": "", "section": ""}


def _label(schema: FormSchema, line: Field, cell: list[str]) -> str:
    column = schema.column(f"{line.key}.{cell[1]}") if len(cell) > 1 else None
    return f"{column.label}, dòng {int(cell[0]) + 1}" if column else line.label
