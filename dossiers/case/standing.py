"""Who stands on the papers of a case: name, birth, sex and numbers as each paper says them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from base.dates import PartialDate, parse_partial_date
from dossiers.case.forms import CaseForm
from forms.answers import parse_answers
from forms.derive.identity import old_number_in, personal_number_in
from forms.schema import Field, FieldType, FormSchema, Slot
from forms.together.kin import Spelling, spelling
from forms.together.meaning import LINE

WITNESS = "witness"
_WITNESSES = "witnesses"
_TOLD = frozenset({Slot.FULL_NAME, Slot.BIRTH, Slot.SEX, Slot.NUMBER, Slot.IDENTITY_LINE})


@dataclass(frozen=True, slots=True)
class Standing:
    """One person on one paper. `keys` are the lines that say it, by what they say."""

    form: CaseForm = field(repr=False)
    who: str  # the person of the case
    role: str  # in words
    keys: Mapping[str, str]
    name: str = field(default="", repr=False)
    birth: PartialDate | None = field(default=None, repr=False)
    sex: str = field(default="", repr=False)
    number: str | None = field(default=None, repr=False)
    old_number: str | None = field(default=None, repr=False)
    # worked out once: everybody in a case is compared with everybody
    _spelled: Spelling = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Spell the name."""
        object.__setattr__(self, "_spelled", spelling(self.name))

    @property
    def is_witness(self) -> bool:
        """Whether it is somebody who only witnesses."""
        return self.who.startswith(WITNESS)

    @property
    def is_owner(self) -> bool:
        """Whether it is the one whom the declaration is about."""
        owner = self.form.owner or ""
        return self.form.is_declared and self.who == self.form.view.person_of(owner)

    @property
    def name_key(self) -> str:
        """The line of the name, else another one of the person."""
        return self.keys.get(Slot.FULL_NAME) or next(iter(self.keys.values()))

    @property
    def number_key(self) -> str:
        """The line of the number."""
        return self.keys.get(Slot.NUMBER) or self.keys.get(Slot.IDENTITY_LINE) or self.name_key

    @property
    def birth_key(self) -> str:
        """The line of the birth."""
        return self.keys.get(Slot.BIRTH) or self.name_key

    @property
    def sex_key(self) -> str:
        """The line of the sex."""
        return self.keys.get(Slot.SEX) or self.name_key

    @property
    def said(self) -> tuple[str, ...]:
        """Everything that the paper says of the person."""
        birth = self.birth.iso if self.birth else ""
        return self.name, birth, self.sex, self.number or "", self.old_number or ""

    def has_name_of(self, other: Standing) -> bool:
        """Whether both are spelled alike: twins may be called An and Ân."""
        return bool(self.name) and self._spelled == other._spelled

    def has_birth_of(self, other: Standing) -> bool:
        """Whether both were born on one known day."""
        return self.birth is not None and self.birth.day is not None and self.birth == other.birth

    def may_share_birth(self, other: Standing) -> bool:
        """Whether nothing that is known of both births differs."""
        if self.birth is None or other.birth is None:
            return True
        pairs = zip(self.birth.iso.split("-"), other.birth.iso.split("-"), strict=False)
        return all(one == two for one, two in pairs)

    def has_number_of(self, other: Standing) -> bool | None:
        """Whether both have one number; None while that cannot be compared."""
        if self.number and other.number:
            return self.number == other.number
        if self.old_number and other.old_number:
            return self.old_number == other.old_number
        return None

    def is_person_of(self, other: Standing) -> bool:
        """Whether it is certainly one person: by number and name, else by name and full birth."""
        same = self.has_number_of(other)
        if same is not None:
            return same and self.has_name_of(other)
        return self.has_name_of(other) and self.has_birth_of(other)

    def may_be(self, other: Standing) -> bool:
        """Whether nothing speaks against its being one person."""
        same = self.has_number_of(other)
        return self.has_name_of(other) and same is not False and self.may_share_birth(other)


def standings_on(form: CaseForm) -> tuple[Standing, ...]:
    """Return everybody of whom a paper says something that can be compared."""
    answers = parse_answers(form.schema, form.answers).answers
    lines: dict[str, dict[str, Field]] = {}
    for line in form.schema.fields:
        for who, what in form.view.facts_of(line):
            if who and who != LINE and what in _TOLD and answers.get(line.key):
                lines.setdefault(who, {}).setdefault(what, line)
    people = (_standing(form, who, told, answers) for who, told in lines.items())
    return (*people, *_witnesses(form, answers))


def _standing(
    form: CaseForm, who: str, told: Mapping[str, Field], answers: Mapping[str, Any]
) -> Standing:
    def text(slot: Slot) -> str:
        line = told.get(slot)
        return str(answers[line.key]) if line else ""

    first = next(iter(told.values()))
    papers = text(Slot.NUMBER) or text(Slot.IDENTITY_LINE)
    return Standing(
        form=form,
        who=who,
        role=_role(form.schema, first),
        keys={what: line.key for what, line in told.items()},
        name=text(Slot.FULL_NAME),
        birth=_birth(text(Slot.BIRTH)),
        sex=text(Slot.SEX),
        number=personal_number_in(papers),
        old_number=old_number_in(papers),
    )


def _witnesses(form: CaseForm, answers: Mapping[str, Any]) -> Iterator[Standing]:
    """Yield the witnesses in a table of their own."""
    line = form.schema.line(_WITNESSES)
    rows = answers.get(_WITNESSES)
    if line is None or line.type is not FieldType.ROWS or not isinstance(rows, list):
        return
    for number, row in enumerate(rows):
        if not isinstance(row, Mapping) or not row.get("full_name"):
            continue
        place = f"{_WITNESSES}/{number}"
        pin = str(row.get("pin") or "")
        yield Standing(
            form=form,
            who=f"{WITNESS}/{form.pointer}/{number}",
            role=f"{line.label}, dòng {number + 1}",
            keys={Slot.FULL_NAME: f"{place}/full_name", Slot.NUMBER: f"{place}/pin"},
            name=str(row["full_name"]),
            number=personal_number_in(pin),
            old_number=old_number_in(pin),
        )


def _birth(text: str) -> PartialDate | None:
    try:
        return parse_partial_date(text)
    except ValueError:
        return None


def _role(schema: FormSchema, line: Field) -> str:
    label = next((role.label for role in schema.roles if role.key == line.role), "")
    sections = (s.title for s in schema.sections if line in s.fields)
    return label or next(sections, "")
