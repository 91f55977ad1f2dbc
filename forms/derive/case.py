"""One set of answers beside its schema: what rules and derivations look at."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from base.clock import local
from base.dates import PartialDate, parse_partial_date
from base.text import fold
from forms.derive.identity import (
    is_certificate_of_origin,
    is_foreign_nationality,
    personal_number_in,
)
from forms.schema import FormSchema, Slot

_DEAD = re.compile(r"\(?(?:da |ca hai )*(?:chet|mat|qua doi|tu tran|hy sinh)\b")
UNKNOWN_WORDS = frozenset({"khong ro", "khong nho", "khong biet", "chua ro"})


@dataclass(frozen=True, slots=True)
class Case:
    """Answers read leniently: a value of the wrong shape is as good as none here."""

    schema: FormSchema
    answers: Mapping[str, Any] = field(repr=False)
    # rules ask for the same few papers hundreds of times
    _numbers: dict[str, str | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def value(self, key: str) -> object:
        """What a line holds, or a cell such as `members/0/name`."""
        if "/" not in key:
            return self.answers.get(key)
        table, number, column = key.split("/")
        row = self.rows(table)[int(number)]
        return row.get(column) if isinstance(row, Mapping) else None

    def rows(self, key: str) -> list[Any]:
        """The rows of a table."""
        value = self.answers.get(key)
        return value if isinstance(value, list) else []

    def has(self, key: str) -> bool:
        """Whether a line is filled (False and 0 are answers)."""
        value = self.value(key)
        return value is not None and value not in ("", [], ())

    def text(self, key: str) -> str:
        """A line's text, empty when there is none."""
        value = self.value(key)
        return value if isinstance(value, str) else ""

    def partial_date(self, key: str) -> PartialDate | None:
        """A line's date, full or partial, or None."""
        try:
            return parse_partial_date(self.text(key))
        except ValueError:
            return None

    def full_date(self, key: str) -> date | None:
        """A line's full date, or None."""
        partial = self.partial_date(key)
        return partial.as_date if partial else None

    def moment(self, key: str) -> datetime | None:
        """A line's moment as the clock in Vietnam shows it, or None."""
        try:
            return local(datetime.fromisoformat(self.text(key)))
        except ValueError:
            return None

    def of(self, role: str, slot: Slot) -> str:
        """The text of the line that holds one attribute of a role's person."""
        line = self.schema.line_of(role, slot)
        return self.text(line.key) if line else ""

    def number(self, role: str) -> str | None:
        """The personal number in a role's identity line, or None.

        Only citizens have one, and those with a certificate of origin: twelve digits on the
        papers of whoever has another nationality are none.
        """
        paper = self.of(role, Slot.IDENTITY_LINE) or self.of(role, Slot.NUMBER)
        if self.is_foreign(role) and not is_certificate_of_origin(paper):
            return None
        if paper not in self._numbers:
            self._numbers[paper] = personal_number_in(paper)
        return self._numbers[paper]

    def is_foreign(self, role: str | None) -> bool:
        """Whether a role's nationality is given and is not Vietnam's."""
        return role is not None and is_foreign_nationality(self.of(role, Slot.NATIONALITY))

    def birth(self, role: str) -> PartialDate | None:
        """A role's date of birth, or None."""
        line = self.schema.line_of(role, Slot.BIRTH)
        return self.partial_date(line.key) if line else None

    def is_same_person(self, one: str, other: str) -> bool:
        """Whether two roles are one person: by number, else by name and full date of birth.

        The same number under two names is a mistake, not one person.
        """
        numbers = (self.number(one), self.number(other))
        if all(numbers):
            return numbers[0] == numbers[1] and not self._has_two_names(one, other)
        return self.has_same_name(one, other) and self._has_same_birth(one, other)

    def has_same_name(self, one: str, other: str) -> bool:
        """Whether two roles have the same name, marks and capitals apart."""
        names = (fold(self.of(one, Slot.FULL_NAME)), fold(self.of(other, Slot.FULL_NAME)))
        return bool(names[0]) and names[0] == names[1]

    def _has_two_names(self, one: str, other: str) -> bool:
        both_named = self.of(one, Slot.FULL_NAME) and self.of(other, Slot.FULL_NAME)
        return bool(both_named) and not self.has_same_name(one, other)

    def _has_same_birth(self, one: str, other: str) -> bool:
        births = (self.birth(one), self.birth(other))
        return births[0] is not None and births[0].day is not None and births[0] == births[1]


def is_foreigners(case: Case, key: str) -> bool:
    """Whether a line is about somebody of another nationality.

    Who has no role, such as a newborn child, has lines that begin with the same word.
    """
    line = case.schema.line(key)
    if line is not None and line.role is not None:
        return case.is_foreign(line.role)
    whose, underline, _ = key.rpartition("_")
    return is_foreign_nationality(case.text(f"{whose}{underline}nationality"))


def written_number(case: Case, role: str) -> str | None:
    """The personal number that stands in a role's line, whatever the nationality says."""
    if not case.is_foreign(role):
        return case.number(role)
    return personal_number_in(case.of(role, Slot.IDENTITY_LINE) or case.of(role, Slot.NUMBER))


def is_dead(text: str) -> bool:
    """Whether a line for the residence says “Đã chết” instead."""
    return _DEAD.match(fold(text)) is not None


def is_unknown(text: str) -> bool:
    """Whether a text says “không rõ”."""
    return fold(text) in UNKNOWN_WORDS
