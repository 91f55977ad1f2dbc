"""The one table from a line's type to its editor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

from PySide6.QtWidgets import QWidget

from forms.choices.lists import ethnicities, named, nationalities
from forms.schema import Field, FieldType, Required
from ui.widgets.fields.address import AddressField
from ui.widgets.fields.base import FieldEditor
from ui.widgets.fields.choices import FewField, ManyField, TickField, YesNoField
from ui.widgets.fields.identity import IdPaperField
from ui.widgets.fields.lines import (
    CopiesField,
    CountField,
    DateField,
    FiguresField,
    LineField,
    NameField,
    NumberField,
)
from ui.widgets.fields.lists.entries import EntriesField
from ui.widgets.fields.lists.rows import RowsField
from ui.widgets.fields.longs import LongField, NotesField
from ui.widgets.fields.pick import AgencyField, PickField

FEW = 4
_FEW_LETTERS = 36


def _line(field: Field, parent: QWidget | None) -> FieldEditor:
    return LineField(field.max_length, parent)


def _long(field: Field, parent: QWidget | None) -> FieldEditor:
    return LongField(field.max_length, parent)


def _choice(field: Field, parent: QWidget | None) -> FieldEditor:
    if len(field.choices) <= FEW and sum(map(len, field.choices)) <= _FEW_LETTERS:
        return FewField(field.choices, parent)
    return ManyField(field.choices, parent)


def _open_choice(field: Field, parent: QWidget | None) -> FieldEditor:
    if not field.choices:
        return _line(field, parent)
    return PickField(partial(named, field.choices), field.max_length, parent)


def _ethnicity(field: Field, parent: QWidget | None) -> FieldEditor:
    entries = partial(named, field.choices) if field.choices else ethnicities
    editor = PickField(entries, field.max_length, parent)
    editor.offer_lead = "Tên chính thức"
    return editor


def _nationality(field: Field, parent: QWidget | None) -> FieldEditor:
    entries = partial(named, field.choices) if field.choices else nationalities
    return PickField(entries, field.max_length, parent)


def _sex(field: Field, parent: QWidget | None) -> FieldEditor:
    return FewField(field.choices or ("Nam", "Nữ"), parent)


def _yes_no(field: Field, parent: QWidget | None) -> FieldEditor:
    return YesNoField(parent) if field.required is Required.YES else TickField(parent)


Maker = Callable[[Field, QWidget | None], FieldEditor]

EDITORS: Mapping[FieldType, Maker] = MappingProxyType(
    {
        FieldType.NAME: lambda field, parent: NameField(field.max_length, parent),
        FieldType.DATE: lambda field, parent: DateField(parent, partial=False),
        FieldType.YEAR_OR_DATE: lambda field, parent: DateField(parent),
        FieldType.DATE_IN_WORDS: _long,
        FieldType.DATETIME: _line,
        FieldType.ADDRESS: AddressField,
        FieldType.PLACE: AddressField,
        FieldType.AGENCY: AgencyField,
        FieldType.ID_DOCUMENT: lambda field, parent: IdPaperField(field.max_length, parent),
        FieldType.ID_NUMBER: lambda field, parent: NumberField(parent=parent),
        FieldType.RELATIONSHIP: _open_choice,
        FieldType.GENDER: _sex,
        FieldType.ETHNICITY: _ethnicity,
        FieldType.NATIONALITY: _nationality,
        FieldType.TEXT: _open_choice,
        FieldType.MULTILINE: lambda field, parent: NotesField(field.max_length, parent),
        FieldType.NUMBER: lambda field, parent: CountField(parent=parent),
        FieldType.COPIES: lambda field, parent: CopiesField(field.max_value, parent),
        FieldType.PHONE: lambda field, parent: FiguresField(parent=parent),
        FieldType.EMAIL: _line,
        FieldType.CHOICE: _choice,
        FieldType.BOOL: _yes_no,
        FieldType.DOSSIER_CODE: _line,
        FieldType.ROWS: RowsField,
        FieldType.LIST: lambda field, parent: EntriesField(field.label, field.max_length, parent),
        FieldType.SIGNATURE: lambda field, parent: NameField(field.max_length, parent),
    }
)
"""Every type but PICTURE, which is scanned, not typed."""


def make_editor(field: Field, parent: QWidget | None = None) -> FieldEditor | None:
    """Return the editor of a line, or None where nothing is typed."""
    return editor_of(field, parent) if field.type in EDITORS else None


def editor_of(field: Field, parent: QWidget | None = None) -> FieldEditor:
    """Return the editor of a line that is typed."""
    editor = EDITORS[field.type](field, parent)
    editor.set_name(field.label.rstrip(": "), field.hint)
    return editor
