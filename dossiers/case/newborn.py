"""A child whose birth is registered with this very case: no other paper can ask for its papers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from base.dates import parse_full_date
from dossiers.case.forms import CaseForm
from forms.schema import Field, Problem, Slot
from forms.together.companions import together
from forms.together.meaning import Fact

CARD_AGE = 14  # from here on everybody has a card of his own
_REQUIRED = "FORM-20"
_PAPERS = frozenset({Slot.NUMBER, Slot.IDENTITY_LINE})
_PARENTS = ("mother", "father")


def newborns_of(forms: Sequence[CaseForm], today: date) -> frozenset[str]:
    """Return the people of a case who get their first papers by it."""
    return frozenset(_newborns(forms, today))


def without_papers(
    form: CaseForm, problems: Sequence[Problem], newborns: frozenset[str]
) -> tuple[Problem, ...]:
    """Return the problems without a missing number of a newborn: nobody has it before the end.

    The number comes from the national database with the birth, the certificate from this case.
    """
    return tuple(
        problem
        for problem in problems
        if problem.code != _REQUIRED or not _is_papers_line(form, problem, newborns)
    )


def residence_offers(
    form: CaseForm, newborns: frozenset[str], facts: Mapping[Fact, Any]
) -> Mapping[str, tuple[str, ...]]:
    """Return where the parents live, for the line where a newborn does; never taken silently."""
    parents = (form.view.person_of(parent) for parent in _PARENTS)
    where = (facts.get((parent, Slot.RESIDENCE.value)) for parent in parents)
    offers = tuple(dict.fromkeys(str(place) for place in where if place))
    lines = (line for line in form.schema.fields if _is_about(form, line, newborns))
    found = {line.key: offers for line in lines if line.slot is Slot.RESIDENCE and offers}
    return MappingProxyType(found)


def _newborns(forms: Sequence[CaseForm], today: date) -> Iterator[str]:
    for form in forms:
        repeat = together().repeatable(form.schema.id)
        if repeat is None or not repeat.first_papers:
            continue
        owner = form.view.person_of(repeat.owner)
        births = (
            form.answers.get(line.key)
            for line in form.schema.fields
            if (owner, Slot.BIRTH.value) in form.view.facts_of(line)
        )
        if _is_under(next(births, None), today):
            yield owner


def _is_under(birth: object, today: date) -> bool:
    """Whether somebody has no card yet; not known is not under."""
    try:
        born = parse_full_date(str(birth))
    except ValueError:
        return False
    return (today.year - CARD_AGE, today.month, today.day) < (born.year, born.month, born.day)


def _is_papers_line(form: CaseForm, problem: Problem, newborns: frozenset[str]) -> bool:
    line = form.schema.line(problem.pointer.lstrip("/"))
    return line is not None and line.slot in _PAPERS and _is_about(form, line, newborns)


def _is_about(form: CaseForm, line: Field, newborns: frozenset[str]) -> bool:
    return any(who in newborns for who, _ in form.view.facts_of(line))
