"""Rules about which lines must be filled, and which must not."""

from __future__ import annotations

import re
from collections.abc import Mapping

from base.text import fold
from forms.derive.case import Case
from forms.derive.identity import is_foreign_nationality
from forms.rules.content import ALWAYS, is_case
from forms.rules.finding import Finding, Findings, Key, Keys, Role
from forms.schema import Slot

_DEAD = re.compile(r"\(?(?:da |ca hai )*(?:chet|mat|qua doi|tu tran|hy sinh)\b")


def required(case: Case, keys: Keys) -> Findings:
    """Each line must be filled."""
    yield from (Finding(key) for key in keys if not case.has(key))


def required_with(case: Case, keys: Keys, filled: Key, residence: Key = "") -> Findings:
    """Each line must be filled when another one is.

    Papers are asked of the living only: `residence` is the line that says “Đã chết”.
    """
    if case.has(filled) and not _DEAD.match(fold(case.text(residence))):
        yield from required(case, keys)


def required_of_citizen(case: Case, keys: Keys, nationality: Key) -> Findings:
    """Each line must be filled of citizens: papers of other countries know no ethnicity."""
    if not is_foreign_nationality(case.text(nationality)):
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
