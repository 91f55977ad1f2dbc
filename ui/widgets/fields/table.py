"""The one table from a line's type to its editor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

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


def _line(field: Field) -> FieldEditor:
    return LineField(field.max_length)


def _long(field: Field) -> FieldEditor:
    return LongField(field.max_length)


def _choice(field: Field) -> FieldEditor:
    if len(field.choices) <= FEW and sum(map(len, field.choices)) <= _FEW_LETTERS:
        return FewField(field.choices)
    return ManyField(field.choices)


def _open_choice(field: Field) -> FieldEditor:
    if not field.choices:
        return _line(field)
    return PickField(partial(named, field.choices), field.max_length)


def _ethnicity(field: Field) -> FieldEditor:
    entries = partial(named, field.choices) if field.choices else ethnicities
    return PickField(entries, field.max_length, offer_lead="Tên chính thức")


def _nationality(field: Field) -> FieldEditor:
    entries = partial(named, field.choices) if field.choices else nationalities
    return PickField(entries, field.max_length)


def _sex(field: Field) -> FieldEditor:
    return FewField(field.choices or ("Nam", "Nữ"))


def _yes_no(field: Field) -> FieldEditor:
    return YesNoField() if field.required is Required.YES else TickField()


EDITORS: Mapping[FieldType, Callable[[Field], FieldEditor]] = MappingProxyType(
    {
        FieldType.NAME: lambda field: NameField(field.max_length),
        FieldType.DATE: lambda field: DateField(partial=False),
        FieldType.YEAR_OR_DATE: lambda field: DateField(),
        FieldType.DATE_IN_WORDS: _long,
        FieldType.DATETIME: _line,
        FieldType.ADDRESS: AddressField,
        FieldType.PLACE: AddressField,
        FieldType.AGENCY: AgencyField,
        FieldType.ID_DOCUMENT: lambda field: IdPaperField(field.max_length),
        FieldType.ID_NUMBER: lambda field: NumberField(),
        FieldType.RELATIONSHIP: _open_choice,
        FieldType.GENDER: _sex,
        FieldType.ETHNICITY: _ethnicity,
        FieldType.NATIONALITY: _nationality,
        FieldType.TEXT: _open_choice,
        FieldType.MULTILINE: lambda field: NotesField(field.max_length),
        FieldType.NUMBER: lambda field: CountField(),
        FieldType.COPIES: lambda field: CopiesField(field.max_value),
        FieldType.PHONE: lambda field: FiguresField(),
        FieldType.EMAIL: _line,
        FieldType.CHOICE: _choice,
        FieldType.BOOL: _yes_no,
        FieldType.DOSSIER_CODE: _line,
        FieldType.ROWS: RowsField,
        FieldType.LIST: lambda field: EntriesField(field.label, field.max_length),
        FieldType.SIGNATURE: lambda field: NameField(field.max_length),
    }
)
"""Every type but PICTURE, which is scanned, not typed."""


def make_editor(field: Field) -> FieldEditor | None:
    """Return the editor of a line, or None where nothing is typed."""
    maker = EDITORS.get(field.type)
    if maker is None:
        return None
    editor = maker(field)
    editor.set_name(field.label.rstrip(": "), field.hint)
    return editor
