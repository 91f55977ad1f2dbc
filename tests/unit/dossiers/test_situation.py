"""What a declaration says of its event, by the conditions of its form.toml."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from dossiers.situation import derive_situation, open_by_date
from forms.library import load_library

TODAY = date(2026, 11, 26)


def derive(spec: dict[str, Any], answers: dict[str, Any]) -> dict[str, Any]:
    schema: Any = SimpleNamespace(raw={"situation": [{"key": "it", **spec}]})
    return derive_situation(schema, answers, TODAY)


@pytest.mark.parametrize(
    ("spec", "answers", "holds"),
    [
        ({"when": "filled", "fields": ["a", "b"]}, {"a": "x", "b": "y"}, True),
        ({"when": "filled", "fields": ["a", "b"]}, {"a": "x"}, False),
        ({"when": "any_filled", "fields": ["a", "b"]}, {"b": "y"}, True),
        ({"when": "any_filled", "fields": ["a", "b"]}, {"b": ""}, False),
        ({"when": "empty", "fields": ["a", "b"]}, {"a": ""}, True),
        ({"when": "empty", "fields": ["a", "b"]}, {"a": "x"}, False),
        ({"when": "equals", "field": "a", "value": "Có"}, {"a": "CÓ"}, True),
        ({"when": "any_other_than", "fields": ["a", "b"], "value": "Việt Nam"}, {"b": "Lào"}, True),
        ({"when": "any_other_than", "field": "a", "value": "Việt Nam"}, {"a": "việt nam"}, False),
        ({"when": "any_other_than", "field": "a", "value": "Việt Nam"}, {}, False),
        ({"when": "younger_than", "field": "a", "years": 18}, {"a": "2008-11-27"}, True),
        ({"when": "younger_than", "field": "a", "years": 18}, {"a": "2008-11-26"}, False),
        ({"when": "younger_than", "field": "a", "years": 18}, {"a": "2008"}, False),
        ({"when": "age_from", "field": "a", "years": 18}, {"a": "2008-11-26"}, True),
        ({"when": "age_from", "field": "a", "years": 18}, {"a": "2008-11"}, False),
    ],
)
def test_conditions(spec: dict[str, Any], answers: dict[str, Any], holds: bool) -> None:
    assert derive(spec, answers) == ({"it": True} if holds else {})


def test_all_conditions_under_and_must_hold() -> None:
    spec = {"when": "empty", "field": "a", "and": [{"when": "filled", "field": "b"}]}
    assert derive(spec | {"gives": False}, {"b": "x"}) == {"it": False}
    assert derive(spec, {}) == {}


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        ("2020-01-01", {"under_eighteen": True, "over_nine": False}),
        ("2012-01-01", {"under_eighteen": True}),  # over nine: whether the name changes is asked
        ("2000-01-01", {"under_eighteen": False}),
        ("2008", {}),
    ],
)
def test_the_age_of_the_person_whose_entry_is_changed(born: str, expected: dict[str, bool]) -> None:
    schema = load_library().get("tk_thay_doi_cai_chinh_bo_sung", TODAY)
    assert derive_situation(schema, {"subject_dob": born}, TODAY) == expected


def test_what_a_date_decides_is_open_until_it_is_written() -> None:
    spec = {"key": "late", "when": "days_since_over", "field": "day", "days": 60}
    other = {"key": "it", "when": "filled", "field": "a"}
    schema: Any = SimpleNamespace(raw={"situation": [spec, other]})
    assert open_by_date(schema, {"day": ""}) == {"late"}
    assert open_by_date(schema, {"day": "2026-11-12"}) == frozenset()
