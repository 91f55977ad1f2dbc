"""Which people two declarations of one case may share: never somebody whom one of them replaces.

A person goes over as a whole or not at all, and a couple only while both of it may be the same.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from base.dates import PartialDate, parse_partial_date
from base.text import clean_line
from citizens.person import Person
from forms.derive.identity import old_number_in, personal_number_in
from forms.schema import FormSchema, Slot
from forms.together.companions import Repeatable

_REQUESTER = "requester"
_RELATIONSHIP = "relationship"
_PARENTS = frozenset({"cha", "mẹ", "bố", "ba", "má"})
_MOTHERS = frozenset({"mẹ", "má"})
_NOT_BY_BIRTH = frozenset({"nuôi", "kế", "ghẻ", "dượng", "vợ", "chồng"})
_SIBLINGS = frozenset({"anh", "chị", "em"})
_PARENT = "parent"
_OTHER = "other"
_EMPTY = ("", None)
Spelling = tuple[tuple[str, tuple[str, ...]], ...]
"""Each word without its marks, and the marks."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one declaration says by itself: its written lines, and who was scanned for it."""

    schema: FormSchema
    answers: Mapping[str, Any] = field(repr=False)
    people: Mapping[str, Person] = field(repr=False)

    def text(self, role: str, slot: Slot) -> str:
        """Return what is written of a person, or nothing."""
        line = self.schema.line_of(role, slot)
        value = self.answers.get(line.key) if line else None
        return clean_line(str(value)) if value not in _EMPTY else ""

    def is_emptied(self, role: str) -> bool:
        """Whether the clerk has said that there is nobody."""
        line = self.schema.line_of(role, Slot.FULL_NAME)
        has_said = line is not None and line.key in self.answers
        return has_said and role not in self.people and not self.text(role, Slot.FULL_NAME)

    def somebody(self, role: str) -> _Somebody:
        """Return by what a person can be told from others."""
        card = self.people.get(role)
        papers = self.text(role, Slot.NUMBER) or self.text(role, Slot.IDENTITY_LINE)
        name = self.text(role, Slot.FULL_NAME) or (card and card.full_name) or ""
        number = personal_number_in(papers) or (card and card.personal_number) or ""
        old = old_number_in(papers) or (card and card.old_number) or ""
        birth = _birth(self.text(role, Slot.BIRTH)) or (card and card.birth) or None
        return _Somebody(spelling(name), number, old, birth)

    @property
    def words_of_relation(self) -> list[str]:
        """What is written of the requester's relation, word by word."""
        return clean_line(str(self.answers.get(_RELATIONSHIP) or "")).lower().split()

    def relation(self, owner: str) -> str | None:
        """Return of what kind the requester's relation to the owner is; None: not known."""
        words = self.words_of_relation
        if words:
            kinds = ((_PARENTS, _PARENT), (_SIBLINGS, "sibling"))
            return next((kind for known, kind in kinds if words[0] in known), _OTHER)
        me, them = self.somebody(_REQUESTER), self.somebody(owner)
        return _OTHER if me.is_known and me == them else None


@dataclass(frozen=True, slots=True)
class _Somebody:
    name: Spelling = field(repr=False)
    number: str = field(repr=False)
    old_number: str = field(repr=False)
    birth: PartialDate | None = field(repr=False)

    @property
    def is_known(self) -> bool:
        """Whether anything names somebody."""
        return bool(self.name or self.number or self.old_number)

    def is_another_than(self, other: _Somebody) -> bool:
        """Whether anything that is known of both differs."""
        names = bool(self.name and other.name) and self.name != other.name
        numbers = ((self.number, other.number), (self.old_number, other.old_number))
        return (
            names or any(a and b and a != b for a, b in numbers) or _differ(self.birth, other.birth)
        )


def own_people(repeat: Repeatable, first: Told, event: Told) -> frozenset[str]:
    """Return the roles of a further declaration that are not the people of the first one."""
    mine = {role.key for role in event.schema.roles} - {_REQUESTER, repeat.owner}
    own = {role for role in mine if _is_own(role, first, event)}
    couple = mine.intersection(repeat.couple)
    replaced = any(_is_replaced(role, first, event) for role in couple)
    if replaced or not _may_be_siblings(repeat.owner, first, event):
        # Half of a couple says nothing of the other half; who is named alike stays the same, and so
        # does the parent who asks for both.
        unnamed = {role for role in couple if not event.somebody(role).is_known}
        own |= {role for role in unnamed if not _asks_for_both(role, repeat.owner, first, event)}
    return frozenset(own)


def offered_lines(
    repeat: Repeatable, first: Told, event: Told, own: frozenset[str]
) -> Iterator[str]:
    """Yield the lines of a further declaration that the first one's values are offered for."""
    nobody = {role for role in own if _is_nobody(role, event)}
    yield from lines_of_nobody(event, own)
    couple = set(repeat.couple)
    if not couple & own:
        yield from repeat.offers
    elif couple & own <= nobody and not any(_is_replaced(r, first, event) for r in couple):
        yield from repeat.lines


def lines_of_nobody(told: Told, roles: Iterable[str]) -> Iterator[str]:
    """Yield the lines of those roles of which a declaration says nothing, not even that."""
    nobody = {role for role in roles if _is_nobody(role, told)}
    yield from (line.key for line in told.schema.fields if line.role in nobody)


def spelling(name: str) -> Spelling:
    """Return a name for comparison: the place of a tone mark (Hòa, Hoà) makes no difference."""
    words = unicodedata.normalize("NFD", clean_line(name).lower()).split()
    return tuple(
        (
            "".join(c for c in word if not unicodedata.combining(c)),
            tuple(sorted(c for c in word if unicodedata.combining(c))),
        )
        for word in words
    )


def _is_nobody(role: str, told: Told) -> bool:
    return not told.somebody(role).is_known and not told.is_emptied(role)


def _is_own(role: str, first: Told, event: Told) -> bool:
    if event.is_emptied(role) or _is_replaced(role, first, event):
        return True
    return event.somebody(role).is_known and not first.somebody(role).is_known


def _is_replaced(role: str, first: Told, event: Told) -> bool:
    here = event.somebody(role)
    return here.is_known and here.is_another_than(first.somebody(role))


def _may_be_siblings(owner: str, first: Told, event: Told) -> bool:
    """Whether one requester's two relations are those to children of the same two people."""
    kinds = {first.relation(owner), event.relation(owner)} - {None}
    return len(kinds) <= 1 and _OTHER not in kinds


def _asks_for_both(role: str, owner: str, first: Told, event: Told) -> bool:
    """Whether a parent of the first owner is the requester, and as the same of the second one."""
    kinds = [first.relation(owner), event.relation(owner)]
    if not {_PARENT, None}.issuperset(kinds) or _is_replaced(_REQUESTER, first, event):
        return False
    if None not in kinds and _kind_of_parent(first) != _kind_of_parent(event):
        return False
    me, parent = first.somebody(_REQUESTER), first.somebody(role)
    if kinds[0] is None:
        return me.is_known and me == parent
    has_my_name = bool(me.name) and me.name == parent.name  # a slip in a number changes nothing
    return parent.is_known and (has_my_name or not parent.is_another_than(me))


def _kind_of_parent(told: Told) -> tuple[bool, frozenset[str]]:
    """Return whether mother or father, and in what way other than by birth."""
    first, *others = told.words_of_relation
    return first in _MOTHERS, _NOT_BY_BIRTH.intersection(others)


def _birth(text: str) -> PartialDate | None:
    try:
        return parse_partial_date(text) if text else None
    except ValueError:
        return None


def _differ(one: PartialDate | None, two: PartialDate | None) -> bool:
    if one is None or two is None:
        return False
    return any(a != b for a, b in zip(one.iso.split("-"), two.iso.split("-"), strict=False))
