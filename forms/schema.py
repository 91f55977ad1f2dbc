"""One form's schema: what form.toml says, checked once and frozen; it drives everything else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any


class FieldType(StrEnum):
    """How a value is typed, shown and checked."""

    NAME = "name"
    DATE = "date"
    YEAR_OR_DATE = "year_or_date"
    DATE_IN_WORDS = "date_in_words"
    DATETIME = "datetime"
    ADDRESS = "address"
    PLACE = "place"
    AGENCY = "agency"
    ID_DOCUMENT = "id_document"
    ID_NUMBER = "id_number"
    RELATIONSHIP = "relationship"
    GENDER = "gender"
    ETHNICITY = "ethnicity"
    NATIONALITY = "nationality"
    TEXT = "text"
    MULTILINE = "multiline"
    NUMBER = "number"
    COPIES = "copies"  # how many copies: 0 (“không”) or more
    PHONE = "phone"
    EMAIL = "email"
    CHOICE = "choice"
    BOOL = "bool"
    DOSSIER_CODE = "dossier_code"
    LIST = "list"
    ROWS = "rows"  # lines of a table: each a mapping from column to value
    PICTURE = "picture"
    SIGNATURE = "signature"  # the name under the signature line


class Slot(StrEnum):
    """Which attribute of a role's person a line holds; a card does not know all of them."""

    FULL_NAME = "full_name"
    BIRTH = "birth"
    SEX = "sex"
    IDENTITY_LINE = "identity_line"
    NUMBER = "number"
    RESIDENCE = "residence"
    PHONE = "phone"
    EMAIL = "email"
    ETHNICITY = "ethnicity"
    NATIONALITY = "nationality"
    ISSUE_DATE = "issue_date"  # of the paper that proves who it is
    ISSUER = "issuer"
    ORIGIN = "place_of_origin"  # quê quán, as the card's chip has it
    BIRTH_PLACE = "birth_place"


class PrintAs(StrEnum):
    """How the paper shows a value when its type alone does not say."""

    PLAIN = "plain"
    CAPITALS = "capitals"
    SPELLED_DATE = "spelled_date"  # ngày 26 tháng 11 năm 2026
    SPELLED_DATE_START = "spelled_date_start"  # Ngày 26 tháng 11 năm 2026
    SHORT = "short"  # 08:30 26/11/2026
    CLOCK = "clock"  # a time typed as 08:30: 08 giờ 30 phút
    TWO_DIGITS = "two_digits"  # 01
    DAYS = "days"  # a bare number of days: 3 ngày
    BOXES = "boxes"  # a choice: one box for each; a yes or no: one box to tick
    DIGITS = "digits"  # twelve squares, one digit each


class PlaceForm(StrEnum):
    """Which units a place is written with: those of today, or those that an old paper names."""

    TODAY = "today"  # xã and tỉnh, as in force since 01/07/2025
    AS_WRITTEN = "as_written"  # quoted from an older paper: its own names stay
    AT_EVENT = "at_event"  # as they were on the day of the event, which `event` names


class Required(StrEnum):
    """Whether a line must be filled."""

    YES = "yes"
    CONDITIONAL = "conditional"  # a rule says when
    NO = "no"


class Sheet(StrEnum):
    """What there is to print of a form."""

    PAPER = "paper"
    PREVIEW = "preview"  # another system issues the paper: here a look at it, marked as such
    ELECTRONIC = "electronic"  # filled on a portal, there is no paper
    MISSING = "missing"  # chưa có mẫu: the title is known, the text is not


class Severity(StrEnum):
    """An error blocks the paper; a warning is the clerk's to decide."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Role:
    """A person of the form, such as the mother, to whom a scanned card can be given."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """One line of the sheet."""

    key: str
    label: str
    type: FieldType
    required: Required
    confidence: str = ""
    footnote: str = ""  # the mark printed behind the label, such as (2)
    hint: str = ""
    choices: tuple[str, ...] = ()
    max_length: int = 500
    role: str | None = None  # whose value it is
    slot: Slot | None = None  # which attribute of that person fills it
    derive: str | None = None  # the derivation that proposes a value
    default: Any = None
    # the "(2)" rule: printed only when this role has no personal number, or by the switch
    only_if_unidentified: str | None = None
    print_as: PrintAs = PrintAs.PLAIN
    suggest: str | None = None  # the derivation that offers values, never taken silently
    unknown_ok: bool = False  # “không rõ” is an answer to this line
    min_value: int = 0
    max_value: int = 999_999
    width_mm: int = 25  # of a picture
    place_form: PlaceForm | None = None  # of a place; an address is of today unless it says so
    event: str | None = None  # of a place at_event: the line that holds the day
    columns: tuple[Field, ...] = ()  # of rows
    blank_rows: int = 0  # of rows: how many lines the table has on an empty sheet
    # written only while other lines say one of these values, such as {move = ["Có"]}
    only_when: Mapping[str, tuple[str | bool, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A block of lines about one person or thing."""

    key: str
    title: str  # on the screen
    heading: str  # on the paper, may be empty
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Switch:
    """A choice about printing that is no line of the sheet, such as “in đủ thông tin”."""

    key: str
    label: str
    default: bool = False


@dataclass(frozen=True, slots=True)
class RuleSpec:
    """One rule: the name of a rule function with its parameters, and the article behind it."""

    rule: str
    code: str
    severity: Severity
    message: str
    basis: str
    params: Mapping[str, Any] = field(default_factory=dict)
    sends_to: tuple[str, ...] = ()  # the procedures that the message sends to


@dataclass(frozen=True, slots=True)
class FormSchema:
    """A form in one version."""

    id: str
    title: str
    version: str
    source: str
    valid_from: date
    valid_to: date | None
    confidence: str
    paper: str
    pages: int  # of the filled sample
    procedures: tuple[str, ...]
    roles: tuple[Role, ...]
    sections: tuple[Section, ...]
    switches: tuple[Switch, ...]
    rules: tuple[RuleSpec, ...]
    folder: Path
    note: str = ""  # what is not certain about the sheet
    sheet: Sheet = Sheet.PAPER
    raw: Mapping[str, Any] = field(repr=False, default_factory=dict)
    # worked out once: rules ask for lines thousands of times
    fields: tuple[Field, ...] = field(init=False, repr=False, compare=False)  # as on the sheet
    _by_key: Mapping[str, Field] = field(init=False, repr=False, compare=False)
    _by_slot: Mapping[tuple[str, Slot], Field] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the lines."""
        lines = tuple(f for section in self.sections for f in section.fields)
        slots = {(f.role, f.slot): f for f in reversed(lines) if f.role and f.slot}
        object.__setattr__(self, "fields", lines)
        object.__setattr__(self, "_by_key", {f.key: f for f in reversed(lines)})
        object.__setattr__(self, "_by_slot", slots)

    def line(self, key: str) -> Field | None:
        """The line with this key, or None."""
        return self._by_key.get(key)

    def column(self, path: str) -> Field | None:
        """The column of `rows.column`, or None."""
        key, dot, name = path.partition(".")
        line = self.line(key) if dot else None
        return next((c for c in line.columns if c.key == name), None) if line else None

    def line_of(self, role: str, slot: Slot) -> Field | None:
        """The first line that one attribute of a role's person fills, or None."""
        return self._by_slot.get((role, slot))


@dataclass(frozen=True, slots=True)
class Problem:
    """What a rule found."""

    pointer: str
    code: str
    message: str
    basis: str
    severity: Severity
    sends_to: tuple[str, ...] = ()  # procedures; moot in a case that is one of them
