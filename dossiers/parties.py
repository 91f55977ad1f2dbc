"""Who is who in a dossier: requester, applicant and submitter, from cards and answers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from base.dates import PartialDate
from citizens.person import Person
from dossiers.authority import APPLICANT, REQUESTER, SUBMITTER, is_letter
from dossiers.case.filling import people_table
from dossiers.case.forms import CaseForm
from dossiers.draft import IntakeDraft, Part
from exchange.records import Party

_NUMBER_IN_LINE = re.compile(r"(?<!\d)(\d{12})(?!\d)")
_OLD_NUMBER_IN_LINE = re.compile(r"(?<!\d)(\d{9})(?!\d)")


@dataclass(frozen=True, slots=True)
class Parties:
    """The three persons of a dossier; None while nobody is named yet."""

    requester: Party | None = field(repr=False)
    applicant: Party | None = field(repr=False)
    submitter: Party | None = field(repr=False)

    @property
    def has_agent(self) -> bool:
        """Whether somebody else than the applicant stands at the desk."""
        if self.submitter is None or self.applicant is None:
            return False
        if self.submitter.personal_number and self.applicant.personal_number:
            return self.submitter.personal_number != self.applicant.personal_number
        return self.submitter.full_name.casefold() != self.applicant.full_name.casefold()


def party_of(person: Person) -> Party | None:
    """Return what the dossier keeps of a scanned person; None without a name."""
    if not person.full_name:
        return None
    return Party(
        full_name=person.full_name,
        personal_number=person.personal_number,
        old_number=person.old_number,
        birth=person.birth.iso if person.birth else None,
        sex=person.sex.value if person.sex else None,
        address=person.residence,
        phone=person.phone,
        email=person.email,
    )


def party_from_answers(answers: Mapping[str, Any], prefix: str) -> Party | None:
    """Return the person that a form's lines `<prefix>_name`, `_id`, `_dob` … describe."""
    name = _text(answers, f"{prefix}_name")
    if name is None:
        return None
    line = _text(answers, f"{prefix}_id") or _text(answers, f"{prefix}_pin") or ""
    number = _NUMBER_IN_LINE.search(line)
    old_number = None if number else _OLD_NUMBER_IN_LINE.search(line)
    return Party(
        full_name=name,
        personal_number=number[1] if number else None,
        old_number=old_number[1] if old_number else None,
        birth=_text(answers, f"{prefix}_dob") or _text(answers, f"{prefix}_birth"),
        sex=_text(answers, f"{prefix}_gender"),
        address=_text(answers, f"{prefix}_residence") or _text(answers, f"{prefix}_address"),
        phone=_text(answers, f"{prefix}_phone"),
        email=_text(answers, f"{prefix}_email"),
    )


def parties_of(draft: IntakeDraft, forms: Sequence[CaseForm] = ()) -> Parties:
    """Name the three persons: what was typed wins over the card, the card fills the holes.

    A form without a requester (a marriage) is its first party's case. Whom a letter of
    authorisation names as agent stands at the desk.
    """
    people = {**people_table(forms), **draft.people}
    requester = _named(draft.answers, people, REQUESTER)
    principal = _principal(forms, people)
    applicant = draft.applicant or principal or _named(draft.answers, people, APPLICANT)
    applicant = applicant or requester
    main = next((form for form in forms if form.part is Part.MAIN), None)
    if applicant is None and main is not None and main.schema.roles:
        applicant = _named(draft.answers, people, main.schema.roles[0].key)
    if applicant is not None:
        applicant = msgspec.structs.replace(
            applicant,
            phone=draft.phone or applicant.phone,
            email=draft.email or applicant.email,
        )
    submitter = draft.submitter or _submitter(forms, people)
    return Parties(requester, applicant, submitter or (requester if principal else applicant))


def _principal(forms: Sequence[CaseForm], people: Mapping[str, Person]) -> Party | None:
    """Return for whom the requester acts by a letter of the case; None where he does not."""
    for form in forms:
        if not is_letter(form.companion) or REQUESTER not in form.view.names.values():
            continue
        for role, who in form.view.names.items():
            if who not in (REQUESTER, APPLICANT, SUBMITTER):
                typed = party_from_answers(form.answers, role)
                return _with_card(typed, people.get(who)) if typed else None
    return None


def _submitter(forms: Sequence[CaseForm], people: Mapping[str, Person]) -> Party | None:
    for form in forms:
        for role, who in form.view.names.items():
            if who == SUBMITTER and (typed := party_from_answers(form.answers, role)):
                return _with_card(typed, people.get(SUBMITTER))
    person = people.get(SUBMITTER)
    return party_of(person) if person else None


def _named(answers: Mapping[str, Any], people: Mapping[str, Person], role: str) -> Party | None:
    typed = party_from_answers(answers, role)
    person = people.get(role)
    if typed is None:
        return party_of(person) if person else None
    return _with_card(typed, person)


def _with_card(typed: Party, person: Person | None) -> Party:
    card = party_of(person) if person else None
    if card is None or _differs(typed, card):
        return typed
    return Party(
        full_name=typed.full_name,
        personal_number=typed.personal_number or card.personal_number,
        old_number=typed.old_number or card.old_number,
        birth=typed.birth or card.birth,
        sex=typed.sex or card.sex,
        address=typed.address or card.address,
        phone=typed.phone or card.phone,
        email=typed.email or card.email,
    )


def _differs(typed: Party, card: Party) -> bool:
    return bool(
        typed.personal_number
        and card.personal_number
        and typed.personal_number != card.personal_number
    )


def _text(answers: Mapping[str, Any], key: str) -> str | None:
    value = answers.get(key)
    if isinstance(value, PartialDate):
        return value.iso
    return value.strip() or None if isinstance(value, str) else None
