"""The names that a template may use for the lines of its form."""

from __future__ import annotations

from forms.schema import Field, FieldType, FormSchema, PrintAs

MARKS = "paper_marks"  # the one name that is no line and no switch
DIGITS = 12  # squares of a personal number


def template_names(schema: FormSchema) -> set[str]:
    """Return every name that a template of this form may use, and must, switches apart."""
    names = {MARKS, *(switch.key for switch in schema.switches)}
    for line in schema.fields:
        names |= set(box_names(line)) or {line.key}
        names |= {f"{row_name(line.key)}.{column.key}" for column in line.columns}
    return names


def box_names(line: Field) -> list[str]:
    """Return the names of a line's boxes, or nothing for a line of text."""
    if line.print_as is PrintAs.DIGITS:
        return [f"{line.key}__{number}" for number in range(1, DIGITS + 1)]
    if line.type is FieldType.BOOL:
        yes, no = f"{line.key}__yes", f"{line.key}__no"
        return [yes] if line.print_as is PrintAs.BOXES else [yes, no]
    if line.print_as is PrintAs.BOXES:
        return [f"{line.key}__{number}" for number in range(1, len(line.choices) + 1)]
    return []


def row_name(key: str) -> str:
    """Return the name of one row while the rows of a table are printed."""
    return f"{key}__row"
