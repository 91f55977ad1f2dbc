"""Rules about recognising a father, a mother or a child: the sheet says who is which."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType

from forms.derive.case import Case
from forms.derive.identity import sex_of_number
from forms.rules.ages import age_on
from forms.rules.days import born_before, parent_age
from forms.rules.finding import Finding, Findings, Key, Role
from forms.schema import Slot

_SEX_OF = MappingProxyType({"cha": "Nam", "mẹ": "Nữ"})
_CHILD = "con"
_FULL_AGE = 18


def parent_older_by_kind(case: Case, kind: Key, one: Key, other: Key) -> Findings:
    """“Cha” or “mẹ” of the other was born before, “con” after."""
    if pair := _parent_and_child(case, kind, one, other):
        yield from born_before(case, pair[1], [pair[0]])


def parent_age_by_kind(
    case: Case, kind: Key, one: Key, other: Key, youngest: int, oldest: int
) -> Findings:
    """The age of whoever is the parent at the birth lies in a usual range."""
    if pair := _parent_and_child(case, kind, one, other):
        yield from parent_age(case, pair[1], [pair[0]], youngest, oldest)


def sex_by_kind(case: Case, kind: Key, role: Role) -> Findings:
    """“Cha” is a man and “mẹ” a woman, by the line or by the personal number."""
    expected, number = _SEX_OF.get(case.text(kind)), case.number(role)
    known = case.of(role, Slot.SEX) or (sex_of_number(number) if number else "")
    if expected and known and known != expected:
        yield Finding(kind, {"kind": case.text(kind), "sex": known})


def minor_child_opinion(
    case: Case, today: date, kind: Key, one: Key, other: Key, opinion: Key
) -> Findings:
    """While the child is under 18, whoever is now mother or father is heard."""
    pair = _parent_and_child(case, kind, one, other)
    born = case.full_date(pair[1]) if pair else None
    if born is not None and age_on(born, today) < _FULL_AGE and not case.has(opinion):
        yield Finding(opinion, {"age": str(max(age_on(born, today), 0))})


def _parent_and_child(case: Case, kind: str, one: str, other: str) -> tuple[str, str] | None:
    """Return the two lines as parent and child, or None when the word says neither."""
    word = case.text(kind)
    if word in _SEX_OF:
        return one, other
    return (other, one) if word == _CHILD else None
