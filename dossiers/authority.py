"""Who authorises whom: a requester may act for the one whose case it is, by a letter of his."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from base.text import fold
from citizens.person import Person
from dossiers.draft import FurtherForm, IntakeDraft
from forms.schema import FieldType, FormSchema, Slot
from forms.together.companions import Companion, together

APPLICANT = "applicant"
REQUESTER = "requester"
SUBMITTER = "submitter"
_AUTHORISED = "uy quyen"
_CANNOT_AUTHORISE = frozenset({REQUESTER, SUBMITTER, "child", "recognised", "ward", "deceased"})


def is_letter(companion: Companion | None) -> bool:
    """Whether a paper says for whom the one at the desk acts."""
    return companion is not None and SUBMITTER in companion.people.values()


def has_letter(draft: IntakeDraft) -> bool:
    """Whether a letter of authorisation is in the case: made here, ticked, or named."""
    letters = [companion for companion in together().companion if is_letter(companion)]
    names = {fold(name) for one in letters for name in (one.name, *one.stands_for)}
    return (
        bool(draft.authorisation_paper)
        or any(further.form_id == one.form for further in draft.further for one in letters)
        or any(fold(paper.name) in names for paper in draft.papers)
    )


def acts_for_another(main: FormSchema | None, answers: Mapping[str, Any]) -> bool:
    """Whether the requester of a declaration is there by authority, in its own words."""
    if main is None or REQUESTER not in {role.key for role in main.roles}:
        return False
    lines = (line for line in main.fields if line.type is FieldType.RELATIONSHIP)
    return any(_AUTHORISED in fold(str(answers.get(line.key) or "")) for line in lines)


def people_of_letter(
    letter: FurtherForm, companion: Companion, main: FormSchema, draft: IntakeDraft
) -> dict[str, str]:
    """Return who stands on a letter by which the requester acts; it does not say who else may."""
    people = {}
    for role, who in companion.people.items():
        if who == SUBMITTER:
            people[role] = REQUESTER
        elif who == APPLICANT:
            people[role] = _principal(role, letter, main, draft)
    return {**companion.people, **people}


def _principal(role: str, letter: FurtherForm, main: FormSchema, draft: IntakeDraft) -> str:
    """Return the party who authorises: the one named on the letter, else the first one named.

    A stranger to the declaration is nobody of it, and is not compared with its people.
    """
    parties = dict(_parties(main, draft))
    named = _called(letter.answers.get(f"{role}_name"), letter.people.get(role))
    if not named:
        return next(iter(parties), role)
    return next((party for party, name in parties.items() if name == named), role)


def _parties(main: FormSchema, draft: IntakeDraft) -> Iterator[tuple[str, str]]:
    for role in main.roles:
        line = main.line_of(role.key, Slot.FULL_NAME)
        typed = draft.answers.get(line.key) if line is not None else None
        name = _called(typed, draft.people.get(role.key))
        if name and role.key not in _CANNOT_AUTHORISE:
            yield role.key, name


def _called(typed: object, person: Person | None) -> str:
    return fold(str(typed or (person.full_name if person else None) or ""))
