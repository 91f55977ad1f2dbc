"""The order in which another system asks for the values of a form: the paste helper's data.

`targets/<system>.toml` beside the form holds `name` and `order`, a list of keys. Where no fact
about a system's order is known there is no file, and the order of the sheet is used.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass

from forms.schema import Field, FormSchema
from forms.schema_reader import bad_folder

TARGETS_DIR = "targets"


@dataclass(frozen=True, slots=True)
class Target:
    """One foreign system with the lines in its own order."""

    system: str
    name: str
    lines: tuple[Field, ...]


def load_targets(schema: FormSchema) -> tuple[Target, ...]:
    """Return the systems known for a form; raise InputError FORM-03 for a damaged file."""
    files = sorted((schema.folder / TARGETS_DIR).glob("*.toml"))
    found = []
    for file in files:
        try:
            table = tomllib.loads(file.read_text(encoding="utf-8"))
            lines = tuple(_line(schema, key) for key in table["order"])
            found.append(Target(file.stem, table["name"], lines))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise bad_folder(schema.folder, f"{file.name}: {error}") from error
    return tuple(found)


def sheet_order(schema: FormSchema) -> Target:
    """Return the order of the sheet, for a system whose own order is not known."""
    return Target("sheet", "Theo thứ tự tờ khai", schema.fields)


def _line(schema: FormSchema, key: str) -> Field:
    line = schema.line(key)
    if line is None:
        raise ValueError(f"no line {key}")
    return line
