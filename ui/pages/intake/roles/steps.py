"""What giving, joining and taking away a role does to a case, and the way back. No widgets.

Answers that a card gives follow from who has which role, so taking the role back takes them back;
what the clerk typed is kept apart and stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from citizens.person import Person
from ui.pages.intake.case import OpenCase


@dataclass(frozen=True, slots=True)
class Step:
    """One change; `words` tell it. None in `people` and `same_as` = there was nothing before."""

    role: str
    words: str = field(repr=False)
    people: Mapping[str, Person | None] = field(repr=False)
    same_as: Mapping[str, str | None]
    blanks: Mapping[str, Any] = field(repr=False, default_factory=lambda: MappingProxyType({}))
    taken: Person | None = field(repr=False, default=None)  # out of those who wait
    returned: Person | None = field(repr=False, default=None)  # to those who wait
    had: frozenset[str] = frozenset()  # the roles that were taken before
    is_given: bool = False  # to who waited, by the clerk's choice of role


def give(case: OpenCase, role: str, label: str) -> Step:
    """Give the first who waits a role; who had it goes away, until this is undone."""
    person = case.waiting.pop(0)
    before, typed = case.people.get(role), dict(case.typed)
    same_as, had = case.same_as.get(role), frozenset(case.persons())
    case.put(role, person)
    blanks = {key: value for key, value in typed.items() if key not in case.typed}
    instead = f", thay {name_of(before)}" if before is not None else ""
    return Step(
        role,
        f"{name_of(person)}: {label}{instead}.",
        {role: before},
        {role: same_as},
        blanks,
        taken=person,
        had=had,
        is_given=True,
    )


def join(case: OpenCase, role: str, other: str, labels: tuple[str, str]) -> Step:
    """Let a role be the person of another role."""
    step = Step(
        role,
        f"{labels[0]} = {labels[1]}.",
        {role: case.people.get(role)},
        {role: case.same_as.get(role)},
    )
    case.people.pop(role, None)
    case.same_as[role] = other
    return step


def empty(case: OpenCase, role: str, label: str) -> Step:
    """Take a role's person out, and out of the roles that are the same person."""
    person = case.persons().get(role)
    twins = {r: o for r, o in case.same_as.items() if role in (r, o)}
    step = Step(
        role,
        f"Đã bỏ {name_of(person)} khỏi vai {label}.",
        {role: case.people.get(role)},
        dict(twins),
    )
    case.people.pop(role, None)
    for twin in twins:
        case.same_as.pop(twin, None)
    return step


def send_back(case: OpenCase, role: str, label: str) -> Step | None:
    """Let a role's person wait for another role."""
    person = case.people.pop(role, None)
    if person is None:
        return None
    case.waiting.insert(0, person)
    words = f"{name_of(person)} không còn là {label}. Chọn vai khác."
    return Step(role, words, {role: person}, {}, returned=person)


def dismiss(case: OpenCase) -> Step:
    """Let the first who waits go: the person does not belong to the case."""
    person = case.waiting.pop(0)
    return Step("", f"Đã bỏ {name_of(person)} khỏi hồ sơ này.", {}, {}, taken=person)


def undo(case: OpenCase, step: Step) -> None:
    """Put back what a step changed; what was typed or compared since stays."""
    if step.returned is not None and step.returned in case.waiting:
        case.waiting.remove(step.returned)
    if step.taken is not None:
        case.waiting.insert(0, case.people.get(step.role) or step.taken)
    _restore(case.people, step.people)
    _restore(case.same_as, step.same_as)
    for key, value in step.blanks.items():
        case.typed.setdefault(key, value)


def name_of(person: Person | None) -> str:
    """Return a name for a sentence."""
    if person is None:
        return "người này"
    return person.full_name or person.personal_number or "Người chưa rõ tên"


def _restore(table: dict[str, Any], before: Mapping[str, Any]) -> None:
    for key, value in before.items():
        if value is None:
            table.pop(key, None)
        else:
            table[key] = value
