"""Table cases: a form's sample with one thing changed, and just the problems that follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from forms.answers import parse_answers
from forms.derive import complete
from forms.derive.case import Case
from forms.library import load_library
from forms.rules.registry import RULES
from forms.schema import FormSchema, Problem, Sheet
from forms.views import judge
from tests.unit.forms.conftest import TODAY, sample_of

E, W = "error", "warning"
MADE_UP = "SHEET-11"  # numbers of tests begin with no province; test_every_form looks at that
PASSPORT = "Hộ chiếu số C1234567"


@dataclass(frozen=True)
class Changed:
    """A change, the problems expected as (line, code, severity), the article of the first."""

    name: str
    changes: Mapping[str, Any]
    expected: list[tuple[str, str, str]] = field(default_factory=list)
    basis: str = ""
    today: date = TODAY


@cache
def form(form_id: str) -> FormSchema:
    """Return a form of the library as it is today."""
    return load_library().get(form_id, TODAY)


def problems_of(
    schema: FormSchema, changes: Mapping[str, Any], today: date = TODAY
) -> list[tuple[str, str, str]]:
    """Return (line, code, severity) of everything that is wrong with a changed sample."""
    answers = {**sample_of(schema), **changes}
    found = judge(schema, answers, today=today)
    return sorted((p.pointer.removeprefix("/"), p.code, p.severity.value) for p in found)


def assert_case(schema: FormSchema, case: Changed) -> None:
    """The case has just these problems, the first one with its article, each message filled."""
    answers = {**sample_of(schema), **case.changes}
    found_all = judge(schema, answers, today=case.today)
    problems = [p for p in found_all if p.code != MADE_UP and not is_replaced(schema, p)]
    found = sorted((p.pointer.removeprefix("/"), p.code, p.severity.value) for p in problems)
    assert found == sorted(case.expected)
    assert all("{" not in p.message for p in problems)
    if case.expected:
        line, code, _ = case.expected[0]
        bases = [p.basis for p in problems if (p.pointer, p.code) == (f"/{line}", code)]
        assert case.basis
        assert any(case.basis in basis for basis in bases), bases


def is_replaced(schema: FormSchema, problem: Problem) -> bool:
    """Whether a finding is that the declaration on the portal has a new text already."""
    return schema.sheet is Sheet.ELECTRONIC and problem.code == "FORM-37"


def rules_that_find(schema: FormSchema, case: Changed) -> set[str]:
    """Return the rules that find something in a case; each has just the words it declares."""
    answers = parse_answers(schema, {**sample_of(schema), **case.changes}).answers
    given = Case(schema, complete(schema, answers))
    finders = set()
    for spec in schema.rules:
        rule = RULES[spec.rule]
        for finding in rule.findings(given, spec.params, case.today):
            assert set(finding.words) == set(rule.words), spec.rule
            finders.add(spec.rule)
    return finders
