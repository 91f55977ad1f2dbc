"""Rules about ages on an exact day: marriage, guardians, wards, whose consent is asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from base.dates import PartialDate
from forms.derive.case import Case
from forms.rules.content import ALWAYS, is_case, names_any, said_in
from forms.rules.finding import Finding, Findings, Key
from forms.schema import Slot


def birthday(born: date, years: int) -> date:
    """Return the day on which somebody is so many years old.

    Born on 29/02: the 28th in a common year, so that nobody is refused a day too long.
    """
    year = born.year + years
    if year > date.max.year:
        return date.max
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def age_on(born: date, day: date) -> int:
    """Return the age in full years on a day."""
    years = day.year - born.year
    return years if birthday(born, years) <= day else years - 1


def old_enough(case: Case, today: date, key: Key, years: int) -> Findings:
    """Somebody is so old today; the birthday itself is enough, and a year alone may be."""
    yield from _too_young(case, key, years, today)


def old_enough_when(
    case: Case, today: date, key: Key, years: int, when: Mapping[str, list[str]]
) -> Findings:
    """Somebody is so old today, in this kind of case."""
    if is_case(case, when):
        yield from _too_young(case, key, years, today)


def old_enough_on(case: Case, key: Key, at: Key, years: int) -> Findings:
    """Somebody was so old on the day of another line, such as a marriage abroad."""
    day = case.partial_date(at)
    if day is not None:
        yield from _too_young(case, key, years, day.latest)


def under_age(case: Case, today: date, key: Key, years: int) -> Findings:
    """Somebody is not yet so old today."""
    born = case.full_date(key)
    if born is not None and birthday(born, years) <= today:
        yield Finding(key, {"age": str(age_on(born, today)), "years": str(years)})


def opinion_wanted(
    case: Case,
    today: date,
    born: Key,
    opinion: Key,
    ages: list[int],
    when: Mapping[str, list[str]] = ALWAYS,
) -> Findings:
    """Who is at least so old, and not yet so old, is asked; `when` says for which request."""
    day = case.full_date(born)
    if day is None or case.has(opinion) or not is_case(case, when):
        return
    age = age_on(day, today)
    if ages[0] <= age < ages[1]:
        yield Finding(opinion, {"age": str(age)})


def speaks_for_minor(
    case: Case, today: date, born: Key, key: Key, years: int, words: list[str]
) -> Findings:
    """Somebody younger is spoken for by whom the law names."""
    day = case.full_date(born)
    if day is None or not case.has(key) or age_on(day, today) >= years:
        return
    if not names_any(said_in(case, key), words):
        yield Finding(key, {"age": str(age_on(day, today)), "years": str(years)})


def _too_young(case: Case, key: str, years: int, day: date) -> Findings:
    given = case.partial_date(key)
    if given is None or birthday(given.earliest, years) <= day:
        return
    born = given.earliest
    words = {
        "who": _label_of_birth(case, key),
        "years": str(years),
        "age": str(max(age_on(born, day), 0)),
        "day": PartialDate.of(birthday(born, years)).shown,
    }
    yield Finding(key, words)


def _label_of_birth(case: Case, key: str) -> str:
    """Return the label of the role whose date of birth a line holds, or nothing."""
    line = case.schema.line(key)
    if line is None or line.slot is not Slot.BIRTH:
        return ""
    return next((role.label for role in case.schema.roles if role.key == line.role), "")
