"""What cannot be true of people in their roles. A doubt is said; it never stops the clerk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import combinations
from types import MappingProxyType
from typing import Any

from base.dates import PartialDate
from base.text import fold
from citizens.person import Person
from forms.derive.case import Case
from forms.family.kinship import Descent, Kinship, kinship_of
from forms.schema import FormSchema, Role, Slot

LEAST_YEARS = 12  # between parent and child; what the law asks of spouses is the rules' matter


class DoubtKind(StrEnum):
    """What is doubtful."""

    TWO_ROLES = "two_roles"
    PARENT_AGE = "parent_age"
    NOT_BORN = "not_born"


@dataclass(frozen=True, slots=True)
class Doubt:
    """One doubt about the people of these roles; `message` is for the clerk."""

    kind: DoubtKind
    roles: tuple[str, ...]
    message: str = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Gathering:
    """Who has which role of a form; `typed` is what the clerk wrote, which goes before cards.

    `roles` are those that can be given, with the ones that the form does not have; `like` says as
    which role of the form such a one counts.
    """

    schema: FormSchema
    roles: Sequence[Role]
    people: Mapping[str, Person] = field(repr=False)
    typed: Mapping[str, Any] = field(repr=False, default_factory=lambda: MappingProxyType({}))
    like: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def kinship(self) -> Kinship:
        """Return what the roles are to each other."""
        return kinship_of(self.schema, self.typed, self.like)

    def label(self, role: str) -> str:
        """Return a role's name."""
        return next((r.label for r in self.roles if r.key == role), role)

    def with_person(self, role: str, person: Person) -> Gathering:
        """Return the same with one more person."""
        people = {**self.people, role: person}
        return Gathering(self.schema, self.roles, people, self.typed, self.like)


def doubts(gathering: Gathering, today: date) -> tuple[Doubt, ...]:
    """Return every doubt about the people of a form."""
    kinship = gathering.kinship()
    return (
        *_two_roles(gathering, kinship),
        *(d for descent in kinship.descents for d in _parent_age(gathering, descent)),
        *_not_born(gathering, today),
    )


def doubts_about(gathering: Gathering, role: str, person: Person, today: date) -> tuple[Doubt, ...]:
    """Return what would be doubtful if a person got a role."""
    found = doubts(gathering.with_person(role, person), today)
    return tuple(doubt for doubt in found if role in doubt.roles)


def is_same_person(one: Person, other: Person) -> bool:
    """Whether two readings are of one person: by number, else by name and full date of birth."""
    if one.personal_number and other.personal_number:
        return one.personal_number == other.personal_number
    if one.old_number and other.old_number:
        return one.old_number == other.old_number
    names = fold(one.full_name or ""), fold(other.full_name or "")
    has_birth = one.birth is not None and one.birth.day is not None
    return one == other or bool(
        names[0] == names[1] != "" and has_birth and one.birth == other.birth
    )


def _two_roles(gathering: Gathering, kinship: Kinship) -> Iterator[Doubt]:
    order = [role.key for role in gathering.roles if role.key in gathering.people]
    for one, other in combinations(order, 2):
        person = gathering.people[one]
        if kinship.excludes(one, other) and is_same_person(person, gathering.people[other]):
            roles = f"“{gathering.label(one)}” và “{gathering.label(other)}”"
            words = f"{_name(person)} đang giữ hai vai {roles}: đây phải là hai người khác nhau."
            yield Doubt(DoubtKind.TWO_ROLES, (one, other), words)


def _parent_age(gathering: Gathering, descent: Descent) -> Iterator[Doubt]:
    parent, child = _born(gathering, descent.parent), _born(gathering, descent.child)
    lines = (descent.parent, descent.child)
    roles = tuple(role for key in lines if (role := _role_in(gathering, key)))
    if parent is None or child is None or not set(roles) & set(gathering.people):
        return
    people = [gathering.people[role] for role in roles if role in gathering.people]
    are_one = len(people) > 1 and is_same_person(*people)  # said already
    years = _most_years(parent, child)
    if are_one or years >= LEAST_YEARS:
        return
    born = (
        f"“{_whose(gathering, descent.parent)}” sinh {parent.shown}, "
        f"“{_whose(gathering, descent.child)}” sinh {child.shown}"
    )
    is_older = years > 0 or parent.earliest < child.earliest
    why = f"chỉ hơn {years} tuổi" if is_older else "cha, mẹ phải sinh trước con"
    yield Doubt(DoubtKind.PARENT_AGE, roles, f"{born}: {why}. Xem lại vai hoặc ngày sinh.")


def _not_born(gathering: Gathering, today: date) -> Iterator[Doubt]:
    for role, person in gathering.people.items():
        if person.birth is not None and person.birth.earliest > today:
            words = (
                f"Thẻ của {_name(person)} ghi sinh {person.birth.shown}, sau hôm nay. Xem lại thẻ."
            )
            yield Doubt(DoubtKind.NOT_BORN, (role,), words)


def _born(gathering: Gathering, key: str) -> PartialDate | None:
    """Return the date of birth in a line as typed, else of the card whose line it is."""
    typed = Case(gathering.schema, gathering.typed).partial_date(key)
    person = gathering.people.get(_role_in(gathering, key))
    return typed or (person.birth if person is not None else None)


def _role_in(gathering: Gathering, key: str) -> str:
    """Return whose date of birth a line holds; empty for nobody with a role."""
    line = gathering.schema.line(key)
    return line.role or "" if line is not None and line.slot is Slot.BIRTH else ""


def _whose(gathering: Gathering, key: str) -> str:
    role = _role_in(gathering, key)
    if role:
        return gathering.label(role)
    sections = (s for s in gathering.schema.sections if any(f.key == key for f in s.fields))
    return next((section.title for section in sections), "con")


def _most_years(parent: PartialDate, child: PartialDate) -> int:
    """Return by how many whole years a parent is older, as many as both dates allow."""
    years = child.year - parent.year
    if parent.month is None or child.month is None:
        return years
    had_birthday = (child.month, child.day or 31) >= (parent.month, parent.day or 1)
    return years if had_birthday else years - 1


def _name(person: Person) -> str:
    return person.full_name or "Người này"
