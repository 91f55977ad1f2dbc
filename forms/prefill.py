"""Answers as far as the scanned people, the centre and derivations give them.

What was typed is never replaced. A suggestion (the child's family name, ethnicity) is no answer:
it is shown grey until the clerk takes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from base.errors import InputError
from base.text import clean_line, fold
from citizens.person import Person
from desk.profile import CentreProfile
from forms.answers import parse_answers
from forms.choices.places import place_offers
from forms.derive import ORIGIN_OF, derive_value
from forms.derive.case import Case
from forms.derive.signers import Signatory, signatories
from forms.earlier import FILLED, EarlierValues, meant, offered_earlier
from forms.printed import place_and_date
from forms.rules.lists import better_names
from forms.rules.registry import RULES
from forms.schema import Field, FieldType, FormSchema, Slot

_PRESENCE_RULES = frozenset(
    {
        "required",
        "required_of_citizen",
        "required_of_person",
        "required_of_other",
        "required_with",
        "required_when",
        "required_unless_identified",
        "ethnicity_unless_identified",
    }
)
_SIGNER = "signer_"
_PLACES = frozenset({FieldType.ADDRESS, FieldType.PLACE, FieldType.AGENCY})
_USUAL: Mapping[str, str] = MappingProxyType({"commune_police": "mặc định, khác thì sửa"})
"""What the profile gives is the usual value only: it is to be looked at."""
_CHIP = "theo chip"
_COMMUNES = ("xa ", "phuong ", "dac khu ")
_BEHIND_SLOT: Mapping[Slot, tuple[str, ...]] = MappingProxyType(
    {
        Slot.IDENTITY_LINE: ("personal_number", "old_number", "issue_date"),
        Slot.NUMBER: ("personal_number",),
    }
)


@dataclass(frozen=True, slots=True)
class FillContext:
    """What the centre gives to every form: the authority addressed, the place, the legal date.

    `same_as` says which role is the person of another, such as {"requester": "mother"}. The
    profile gives the heads of the one-stop sheets and who signs them. `earlier` is what earlier
    dossiers said, by personal number.
    """

    authority: str
    place: str
    today: date
    zero_ten: str = "linh"
    same_as: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    profile: CentreProfile | None = None
    earlier: Mapping[str, EarlierValues] = field(
        repr=False, default_factory=lambda: MappingProxyType({})
    )

    @classmethod
    def at_centre(cls, profile: CentreProfile, today: date) -> FillContext:
        """Return what a centre contributes on a day."""
        return cls(profile.authority, profile.place, today, profile=profile)

    def value(self, name: str) -> str:
        """Return what `context NAME` asks for; empty when the centre has not said it."""
        match name:
            case "authority" | "place":
                return str(getattr(self, name))
            case "today":
                return self.today.isoformat()
            case "commune_police":
                return _of_commune("Công an", self.authority)
            case "commune_chair":
                return _of_commune("Chủ tịch Ủy ban nhân dân", self.authority)
            case "place_and_date":
                return place_and_date(self.place, self.today) if self.place else ""
        return str(getattr(self.profile, name)) if self.profile else ""

    def signatories(self) -> tuple[Signatory, ...]:
        """Return who signs for the centre today."""
        return signatories(self.profile.signers, self.today) if self.profile else ()


@dataclass(frozen=True, slots=True)
class ValueOrigin:
    """Where a value came from: `card`, `computed`, `profile`, `typed`, `earlier` or `default`."""

    kind: str
    role: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Prefilled:
    """Answers with the origin of each, what is still to be asked, and offers.

    `offer_notes` says where offered values came from that no line of the sheet holds.
    """

    answers: Mapping[str, Any] = field(repr=False)
    sources: Mapping[str, ValueOrigin]
    missing: tuple[str, ...]
    suggestions: Mapping[str, tuple[str, ...]] = field(
        repr=False, default_factory=lambda: MappingProxyType({})
    )
    offer_notes: Mapping[str, Mapping[str, str]] = field(
        repr=False, default_factory=lambda: MappingProxyType({})
    )


def prefill(
    schema: FormSchema,
    people: Mapping[str, Person],
    *,
    context: FillContext,
    answers: Mapping[str, Any] = MappingProxyType({}),
) -> Prefilled:
    """Fill what is known; raise InputError FORM-12 for a role that the form does not have."""
    filled, sources = _filled(schema, people, context, answers)
    case = Case(schema, filled)
    told = _told_offers(case, people, context, sources)
    return Prefilled(
        MappingProxyType(filled),
        MappingProxyType(sources),
        _missing(case),
        _offers(case, told, context),
        MappingProxyType(told),
    )


def filled_answers(
    schema: FormSchema,
    people: Mapping[str, Person],
    *,
    context: FillContext,
    answers: Mapping[str, Any],
) -> Mapping[str, Any]:
    """Return only what `prefill` fills: to offer places anew it reads the whole table of units."""
    return MappingProxyType(_filled(schema, people, context, answers)[0])


def _filled(
    schema: FormSchema,
    people: Mapping[str, Person],
    context: FillContext,
    answers: Mapping[str, Any],
) -> tuple[dict[str, Any], dict[str, ValueOrigin]]:
    _refuse_unknown_roles(schema, [*people, *context.same_as, *context.same_as.values()])
    filled = dict(parse_answers(schema, answers).answers)
    sources = {key: ValueOrigin("typed") for key in filled}
    for line in schema.fields:
        _from_person(line, people, context, filled, sources)
        _from_earlier(line, _said_earlier(line.role, people, context), filled, sources)
    for line in schema.fields:
        if line.key not in filled and (found := _worked_out(line, schema, filled, context)):
            filled[line.key], sources[line.key] = found
    return filled, sources


def _refuse_unknown_roles(schema: FormSchema, names: list[str]) -> None:
    known = [role.key for role in schema.roles]
    for name in names:
        if name not in known:
            raise InputError(
                "FORM-12",
                f"Biểu mẫu không có vai “{clean_line(name)[:40]}”.",
                "Các vai của mẫu này: " + (", ".join(known) or "không có") + ".",
            )


def _from_person(
    line: Field,
    people: Mapping[str, Person],
    context: FillContext,
    filled: dict[str, Any],
    sources: dict[str, ValueOrigin],
) -> None:
    if line.role is None or line.slot is None or line.key in filled:
        return
    owner = line.role if line.role in people else context.same_as.get(line.role, line.role)
    person = people.get(owner)
    if person is None or _is_guess(person, line.slot):
        return
    value = _slot_value(person, line.slot)
    if value and _fits(line, value):
        filled[line.key] = value
        sources[line.key] = ValueOrigin("card", owner, _note(person, line.slot))


def _person_in(
    role: str | None, people: Mapping[str, Person], context: FillContext
) -> Person | None:
    return people.get(role or "") or people.get(context.same_as.get(role or "", ""))


def _said_earlier(
    role: str | None, people: Mapping[str, Person], context: FillContext
) -> EarlierValues | None:
    """Return what earlier dossiers said of the person who has a role."""
    person = _person_in(role, people, context)
    number = person.personal_number if person is not None else None
    return context.earlier.get(number) if number else None


def _from_earlier(
    line: Field,
    said: EarlierValues | None,
    filled: dict[str, Any],
    sources: dict[str, ValueOrigin],
) -> None:
    if said is None or line.slot not in FILLED or line.key in filled:
        return
    if value := said.values.get(line.slot):
        filled[line.key] = value
        sources[line.key] = ValueOrigin("earlier", line.role, said.note(line.slot))


def _is_guess(person: Person, slot: Slot) -> bool:
    """Whether the value waits for the clerk's click: a guess is never taken silently."""
    behind = _BEHIND_SLOT.get(slot, (slot.value,))
    return any(name in person.review for name in behind)


def _slot_value(person: Person, slot: Slot) -> str | None:
    match slot:
        case Slot.FULL_NAME:
            return clean_line(person.full_name).upper() if person.full_name else None
        case Slot.BIRTH:
            return person.birth.iso if person.birth else None
        case Slot.SEX:
            return person.sex.value if person.sex else None
        case Slot.IDENTITY_LINE:
            return _identity_line(person)
        case Slot.NUMBER:
            return person.personal_number
        case Slot.ISSUE_DATE:
            return person.issue_date.isoformat() if person.issue_date else None
        case Slot.RESIDENCE | Slot.PHONE | Slot.EMAIL | Slot.ISSUER:
            value: str | None = getattr(person, slot.value)
            return value
    return None


def _identity_line(person: Person) -> str | None:
    from citizens.identity_text import identity_line  # its sentences are not needed by `check`

    return identity_line(person) or None


def _fits(line: Field, value: object) -> bool:
    """Whether a line can take a value: a card may know only the year of birth."""
    return line.type is not FieldType.DATE or len(str(value)) == len("2026-11-26")


def _note(person: Person, slot: Slot) -> str:
    """A printed address is as old as its card: say so."""
    if slot is not Slot.RESIDENCE:
        return ""
    return f"theo thẻ cấp {person.issue_date.year}, hỏi lại" if person.issue_date else "hỏi lại"


def _worked_out(
    line: Field, schema: FormSchema, filled: Mapping[str, Any], context: FillContext
) -> tuple[Any, ValueOrigin] | None:
    if (value := _same_as(line, schema, filled, context)) is not None:
        return value, ValueOrigin("computed", context.same_as[line.role or ""])
    if line.default is not None:
        return line.default, ValueOrigin("default")
    if line.derive is None:
        return None
    name = line.derive.split()[0]
    if name == "context":
        return _from_context(line.derive.split()[1], schema, filled, context)
    value = derive_value(line.derive, Case(schema, filled), context.zero_ten)
    return (value, ValueOrigin("computed")) if value else None


def _same_as(
    line: Field, schema: FormSchema, filled: Mapping[str, Any], context: FillContext
) -> object:
    """Return what was typed for the other role of the same person, or None."""
    other = context.same_as.get(line.role or "")
    twin = schema.line_of(other, line.slot) if other and line.slot else None
    value = filled.get(twin.key) if twin else None
    return value if value is not None and _fits(line, value) else None


def _from_context(
    name: str, schema: FormSchema, filled: Mapping[str, Any], context: FillContext
) -> tuple[Any, ValueOrigin] | None:
    kind = "computed" if name == "today" else "profile"
    if not name.startswith(_SIGNER):
        value = context.value(name)
        return (value, ValueOrigin(kind, note=_USUAL.get(name, ""))) if value else None
    if len(who := _chosen_signers(schema, filled, context)) != 1:
        return None  # two people may sign: the clerk says who
    value = getattr(who[0], name.removeprefix(_SIGNER))
    return (value, ValueOrigin(kind)) if value else None


def _chosen_signers(
    schema: FormSchema, filled: Mapping[str, Any], context: FillContext
) -> list[Signatory]:
    """Return who may sign today; the one whose name is on the sheet, when there is a name."""
    names = (filled.get(f.key) for f in schema.fields if f.derive == f"context {_SIGNER}name")
    chosen = next((fold(str(name)) for name in names if name), None)
    return [who for who in context.signatories() if chosen in (None, fold(who.name))]


def _missing(case: Case) -> tuple[str, ...]:
    """Return the lines that must still be filled, in the order of the sheet."""
    needed = {
        finding.key.split("/")[0]
        for spec in case.schema.rules
        if spec.rule in _PRESENCE_RULES
        for finding in RULES[spec.rule].findings(case, spec.params, None)
    }
    return tuple(line.key for line in case.schema.fields if line.key in needed)


def _instead(line: Field, case: Case) -> tuple[str, ...]:
    """Return what a filled line may rather say: an old address anew, an official name."""
    if line.type is FieldType.ETHNICITY:
        return better_names(case.text(line.key))
    return place_offers(line, case) if line.type in _PLACES else ()


def _told_offers(
    case: Case,
    people: Mapping[str, Person],
    context: FillContext,
    sources: Mapping[str, ValueOrigin],
) -> dict[str, dict[str, str]]:
    """Return for each line the offers that no line of the sheet holds, and who said them."""
    found: dict[str, dict[str, str]] = {}
    for line in case.schema.fields:
        if case.has(line.key) and sources[line.key].kind == "typed":
            continue  # the clerk has asked already
        if told := dict(_told(line, case, people, context)):
            found[line.key] = told
    return found


def _told(
    line: Field, case: Case, people: Mapping[str, Person], context: FillContext
) -> Iterator[tuple[str, str]]:
    """Yield (value, where it came from) of a person's chip and of earlier dossiers."""
    name, *roles = (line.suggest or "").split() or [""]
    if name == ORIGIN_OF:
        if not case.has(line.key):
            yield from _origins(roles, case.schema, people, context)
        return
    whose, what = meant(case.schema, line) or ("", "")
    person, said = _person_in(whose, people, context), _said_earlier(whose, people, context)
    if person is None:
        return
    if what == Slot.ORIGIN and person.place_of_origin and not case.has(line.key):
        yield person.place_of_origin, _CHIP
    if said is not None:
        yield from offered_earlier(line, what, case.text(line.key), person, said)


def _origins(
    roles: list[str], schema: FormSchema, people: Mapping[str, Person], context: FillContext
) -> Iterator[tuple[str, str]]:
    """Yield where people come from and who says so: “theo chip của cha, mẹ”."""
    told: dict[tuple[str, str], list[str]] = {}
    labels = {role.key: role.label for role in schema.roles}
    for role in roles:
        person, said = _person_in(role, people, context), _said_earlier(role, people, context)
        if person is not None and person.place_of_origin:
            told.setdefault((person.place_of_origin, _CHIP), []).append(labels[role].lower())
        elif said is not None and (value := said.values.get(Slot.ORIGIN)):
            told.setdefault((value, said.note(Slot.ORIGIN)), []).append(labels[role].lower())
    for (value, source), whose in told.items():
        yield value, f"{source} của {', '.join(whose)}"


def _offers(
    case: Case, told: Mapping[str, Mapping[str, str]], context: FillContext
) -> Mapping[str, tuple[str, ...]]:
    found = {}
    for line in case.schema.fields:
        more = _instead(line, case) if case.has(line.key) else _suggested(line, case, context)
        if offers := tuple(dict.fromkeys((*told.get(line.key, ()), *more))):
            found[line.key] = offers
    return MappingProxyType(found)


def _suggested(line: Field, case: Case, context: FillContext) -> Iterator[str]:
    """Yield what other lines, or the centre, offer for an empty line."""
    name, *sources = (line.suggest or "").split() or [""]
    values: Iterable[str | None] = ()
    if name == "context":
        values = (who.name for who in context.signatories())
    elif name:
        values = (derive_value(f"{name} {source}", case) for source in sources)
    yield from (value for value in values if value)


def _of_commune(office: str, authority: str) -> str:
    """Return “Công an xã …” of the commune whose committee it is; empty for another authority."""
    words = clean_line(authority).split(" ")
    head = 1 if fold(words[0]) == "ubnd" else 4
    unit = " ".join(words[head:])
    is_committee = fold(" ".join(words[:head])) in ("ubnd", "uy ban nhan dan")
    return f"{office} {unit}" if is_committee and fold(unit).startswith(_COMMUNES) else ""
