"""Rules about which lines must be filled, and which must not."""

from __future__ import annotations

from collections.abc import Mapping

from base.text import fold
from forms.derive.case import Case, is_dead
from forms.derive.identity import is_foreign_nationality
from forms.derive.names import is_body
from forms.rules.content import ALWAYS, is_case
from forms.rules.finding import Finding, Findings, Key, Keys, Role
from forms.schema import Slot

_CHAIR = "chu tich"


def required(case: Case, keys: Keys) -> Findings:
    """Each line must be filled."""
    yield from (Finding(key) for key in keys if not case.has(key))


def required_with(case: Case, keys: Keys, filled: Key, residence: Key = "") -> Findings:
    """Each line must be filled when another one is.

    Papers are asked of the living only: `residence` is the line that says “Đã chết”.
    """
    if case.has(filled) and not is_dead(case.text(residence)):
        yield from required(case, keys)


def signs_for_committee(case: Case, title: Key, keys: Keys) -> Findings:
    """Who is not the chair signs a paper of the committee in somebody's place (KT., TUQ.)."""
    post = fold(case.text(title))
    if post and not post.startswith(_CHAIR) and not any(case.has(key) for key in keys):
        yield Finding(keys[0])


def required_of_citizen(case: Case, keys: Keys, nationality: Key) -> Findings:
    """Each line must be filled of citizens: papers of other countries know no ethnicity."""
    if not is_foreign_nationality(case.text(nationality)):
        yield from required(case, keys)


def required_of_person(case: Case, keys: Keys, name: Key) -> Findings:
    """Each line must be filled of people: an organisation has no personal number."""
    if not is_body(case.text(name)):
        yield from required(case, keys)


def required_of_other(case: Case, keys: Keys, me: Role, role: Role) -> Findings:
    """Each line must be filled where one role is somebody else than another, both being named."""
    both_named = case.of(me, Slot.FULL_NAME) and case.of(role, Slot.FULL_NAME)
    if both_named and not (case.is_same_person(me, role) or case.has_same_name(me, role)):
        yield from required(case, keys)


def required_when(case: Case, keys: Keys, when: Mapping[str, list[str]]) -> Findings:
    """Each line must be filled in this kind of case, such as a new address for a move."""
    if is_case(case, when):
        yield from required(case, keys)


def required_if_true(case: Case, key: Key, flag: Key) -> Findings:
    """A line (a number: at least 1) must be filled when a box says yes."""
    if case.answers.get(flag) is True and not (case.has(key) and case.answers[key] != 0):
        yield Finding(key)


def empty_unless_true(case: Case, key: Key, flag: Key) -> Findings:
    """A line must be empty (or 0) when a box says no."""
    if case.answers.get(flag) is False and case.answers.get(key):
        yield Finding(key)


def required_unless_identified(case: Case, keys: Keys, role: Role) -> Findings:
    """The lines marked (2) are needed of a named person without a personal number."""
    if case.of(role, Slot.FULL_NAME) and not case.number(role):
        yield from required(case, keys)


def ethnicity_unless_identified(case: Case, key: Key, role: Role, nationality: Key) -> Findings:
    """So is the ethnicity, but only of citizens: papers of other countries do not know it."""
    is_citizen = not is_foreign_nationality(case.text(nationality))
    if is_citizen and case.of(role, Slot.FULL_NAME) and not case.number(role):
        yield from required(case, [key])


def wanted_with_partial_birth(case: Case, keys: Keys, role: Role) -> Findings:
    """The lines marked (2) are needed too when the date of birth is not given in full."""
    birth = case.birth(role)
    if case.number(role) and birth is not None and birth.day is None:
        yield from required(case, keys)


def together(case: Case, keys: Keys) -> Findings:
    """Lines that belong together: all or none of them."""
    if any(case.has(key) for key in keys):
        yield from required(case, keys)


def any_of(case: Case, keys: Keys) -> Findings:
    """At least one of the lines must be filled."""
    if not any(case.has(key) for key in keys):
        yield Finding(keys[0])


def nameless(case: Case, key: Key, others: Keys) -> Findings:
    """A block about a person needs the name when anything else of it is filled."""
    if not case.has(key) and any(case.has(other) for other in others):
        yield Finding(key)


def rows_wanted(
    case: Case, key: Key, least: int, when: Mapping[str, list[str]] = ALWAYS
) -> Findings:
    """A table has at least so many rows, such as two witnesses."""
    if is_case(case, when) and len(case.rows(key)) < least:
        yield Finding(key, {"least": f"{least:02d}"})
