"""The one table from a line's type to its editor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from forms.schema import Field, FieldType, Required
from ui.widgets.fields.base import FieldEditor
from ui.widgets.fields.choices import FewField, ManyField, TickField, YesNoField
from ui.widgets.fields.lines import CountField, DateField, FiguresField, LineField, NameField
from ui.widgets.fields.longs import ListField, LongField, NotesField
from ui.widgets.fields.rows import RowsField

FEW = 4
_FEW_LETTERS = 36


def _line(field: Field) -> FieldEditor:
    return LineField(field.max_length)


def _long(field: Field) -> FieldEditor:
    return LongField(field.max_length)


def _choice(field: Field) -> FieldEditor:
    if len(field.choices) <= FEW and sum(map(len, field.choices)) <= _FEW_LETTERS:
        return FewField(field.choices)
    return ManyField(field.choices, is_open=False)


def _open_choice(field: Field) -> FieldEditor:
    return ManyField(field.choices, is_open=True) if field.choices else _line(field)


def _sex(field: Field) -> FieldEditor:
    return FewField(field.choices or ("Nam", "Nữ"))


def _yes_no(field: Field) -> FieldEditor:
    return YesNoField() if field.required is Required.YES else TickField()


EDITORS: Mapping[FieldType, Callable[[Field], FieldEditor]] = MappingProxyType(
    {
        FieldType.NAME: lambda field: NameField(field.max_length),
        FieldType.DATE: lambda field: DateField(),
        FieldType.YEAR_OR_DATE: lambda field: DateField(),
        FieldType.DATE_IN_WORDS: _long,
        FieldType.DATETIME: _line,
        FieldType.ADDRESS: _long,
        FieldType.PLACE: _long,
        FieldType.AGENCY: _long,
        FieldType.ID_DOCUMENT: _long,
        FieldType.ID_NUMBER: lambda field: FiguresField(),
        FieldType.RELATIONSHIP: _open_choice,
        FieldType.GENDER: _sex,
        FieldType.ETHNICITY: _open_choice,
        FieldType.NATIONALITY: _open_choice,
        FieldType.TEXT: _open_choice,
        FieldType.MULTILINE: lambda field: NotesField(field.max_length),
        FieldType.NUMBER: lambda field: CountField(),
        FieldType.PHONE: lambda field: FiguresField(),
        FieldType.EMAIL: _line,
        FieldType.CHOICE: _choice,
        FieldType.BOOL: _yes_no,
        FieldType.DOSSIER_CODE: _line,
        FieldType.ROWS: RowsField,
        FieldType.LIST: lambda field: ListField(field.max_length),
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
