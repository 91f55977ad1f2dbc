"""Values that follow from other values of the same form; form.toml names them in `derive`.

`derive = "date_in_words child_dob"`: the function, then what it reads. A derivation returns None
while it cannot tell, and never replaces a value that is there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from forms.derive.case import Case
from forms.derive.identity import is_certificate_of_origin, sex_of_number
from forms.derive.names import surname_in
from forms.derive.words import date_in_words, moment_in_words
from forms.schema import Field, FormSchema, Slot

CONTEXT_NAMES = frozenset(
    {
        "authority", "place", "today", "parent_org", "unit", "centre", "phone", "clerk",
        "place_and_date", "signer_name", "signer_title", "signer_capacity",
        "signer_body", "commune_police", "commune_chair",
    }
)  # fmt: skip
"""What `context` may ask of the centre; forms.prefill answers."""

ORIGIN_OF = "origin_of"
"""Offers of where people come from: only their cards and earlier dossiers say it."""

Derivation = Callable[[Case, tuple[str, ...], str], str | None]


def derive_value(call: str, case: Case, zero_ten: str = "linh") -> str | None:
    """Return what a derivation such as `copy requester_name` gives, or None."""
    name, *arguments = call.split()
    return DERIVATIONS[name](case, tuple(arguments), zero_ten)


def complete(
    schema: FormSchema, answers: Mapping[str, Any], zero_ten: str = "linh"
) -> dict[str, Any]:
    """Return the answers with every absent value that a default or a derivation gives."""
    completed = dict(answers)
    case = Case(schema, completed)
    for line in schema.fields:
        if not case.has(line.key) and (value := _value_for(line, case, zero_ten)) is not None:
            completed[line.key] = value
    return completed


def _value_for(line: Field, case: Case, zero_ten: str) -> object:
    if line.default is not None:
        return line.default
    return derive_value(line.derive, case, zero_ten) if line.derive else None


def _words(case: Case, arguments: tuple[str, ...], zero_ten: str) -> str | None:
    day = case.full_date(arguments[0])
    return date_in_words(day, zero_ten) if day else None


def _moment_words(case: Case, arguments: tuple[str, ...], zero_ten: str) -> str | None:
    moment = case.moment(arguments[0])
    return moment_in_words(moment.date(), moment.time(), zero_ten) if moment else None


def _copy(case: Case, arguments: tuple[str, ...], zero_ten: str) -> str | None:
    return next((text for key in arguments if (text := case.text(key))), None)


def _surname(case: Case, arguments: tuple[str, ...], zero_ten: str) -> str | None:
    """The first word; of a name built as those of the Ê-đê (“Y …”, “H'…”) the last one."""
    return surname_in(case.text(arguments[0])) or None


def _vietnamese(case: Case, arguments: tuple[str, ...], zero_ten: str) -> str | None:
    """Only citizens of Vietnam have a personal number (Luật Căn cước 26/2023)."""
    role = arguments[0]
    paper = case.of(role, Slot.IDENTITY_LINE) or case.of(role, Slot.NUMBER)
    is_citizen = case.number(role) and not is_certificate_of_origin(paper)
    return "Việt Nam" if is_citizen else None


def _relationship(case: Case, arguments: tuple[str, ...], zero_ten: str) -> str | None:
    """`relationship requester mother=Mẹ subject=Bản_thân`: the word of the role who asks."""
    me, *others = arguments
    pairs = (other.split("=", 1) for other in others)
    said = (word for role, word in pairs if case.is_same_person(me, role))
    return next((word.replace("_", " ") for word in said), None)


def _recognition(case: Case, arguments: tuple[str, ...], zero_ten: str) -> str | None:
    """`recognition kind role`: as what that role is recognised, by what the other one is to it."""
    kind, role = arguments
    number = case.number(role)
    sex = case.of(role, Slot.SEX) or (sex_of_number(number) if number else "")
    parent = {"Nam": "cha", "Nữ": "mẹ"}.get(sex)
    return {"cha": "con", "mẹ": "con", "con": parent}.get(case.text(kind))


def _origin_of(case: Case, arguments: tuple[str, ...], zero_ten: str) -> str | None:
    """`origin_of father mother`: quê quán is on their cards, not on the sheet; prefill looks."""
    return None


def _committee_of(case: Case, arguments: tuple[str, ...], zero_ten: str) -> str | None:
    """`committee_of asked_address`: who keeps the books of a place today, where it is one."""
    text = case.text(arguments[0])
    if not text:
        return None
    from citizens.addresses.parse import find_units  # the table, only for an offer

    places = {(c.commune, c.province) for c in find_units(text).candidates if c.commune}
    if len(places) != 1:
        return None  # an old commune may lie in several of today: the clerk says which
    commune, province = (f"{unit[:1].lower()}{unit[1:]}" for unit in places.pop())
    return f"Ủy ban nhân dân {commune}, {province}"


def _context(case: Case, arguments: tuple[str, ...], zero_ten: str) -> str | None:
    """`context authority`: the centre gives it when a form is prefilled, nobody else."""
    return None


DERIVATIONS: Mapping[str, Derivation] = MappingProxyType(
    {
        "date_in_words": _words,
        "moment_in_words": _moment_words,
        "copy": _copy,
        "surname": _surname,
        "vietnamese_by_number": _vietnamese,
        "relationship": _relationship,
        "recognition": _recognition,
        ORIGIN_OF: _origin_of,
        "committee_of": _committee_of,
        "context": _context,
    }
)
