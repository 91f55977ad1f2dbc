"""The order in which another system asks for the values of a form: the paste helper's data.

`targets/<system>.toml` beside the form holds `name`, `order` (keys, or `key#part` for a piece of a
line) and perhaps `dates`. `compared = false` says that the order is that of a published electronic
form and nobody has seen the screen; then `source` and `confidence` are needed, too. Where no fact
about a system's order is known there is no file, and the order of the sheet is used.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Any

from forms.schema import Field, FormSchema
from forms.schema_reader import bad_folder
from forms.targets.items import line_and_part
from forms.targets.writing import DateStyle

TARGETS_DIR = "targets"
_SYSTEMS = Path(__file__).with_name("systems.toml")


@dataclass(frozen=True, slots=True)
class Target:
    """One foreign system. `items` is its own order; empty while that is not known."""

    system: str
    name: str
    lines: tuple[Field, ...] = ()
    items: tuple[str, ...] = ()
    dates: DateStyle = DateStyle.DAY_FIRST
    asks_dossier: bool = True  # for the person whose dossier it is, beside the declaration
    source: str = ""
    confidence: str = ""
    is_compared: bool = True  # with the screen; else it is the order of a published form

    @property
    def is_known(self) -> bool:
        """Whether the order is the system's own."""
        return bool(self.items)


def load_targets(schema: FormSchema) -> tuple[Target, ...]:
    """Return the systems whose order is known for a form; InputError FORM-03 if damaged."""
    files = sorted((schema.folder / TARGETS_DIR).glob("*.toml"))
    found = []
    for file in files:
        try:
            table = tomllib.loads(file.read_text(encoding="utf-8-sig"))
            found.append(_target(schema, file.stem, table))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise bad_folder(schema.folder, f"{file.name}: {error}") from error
    return tuple(found)


def targets_for(schema: FormSchema | None) -> tuple[Target, ...]:
    """Return every system that a form (or a dossier without one) can be typed into."""
    form_id = schema.id if schema else ""
    usual = [t for t, forms in _systems() if any(fnmatchcase(form_id, f) for f in forms)]
    known = {t.system: t for t in load_targets(schema)} if schema else {}
    ours = [_combined(target, known.pop(target.system, None)) for target in usual]
    return (*ours, *known.values())


def _combined(usual: Target, known: Target | None) -> Target:
    return usual if known is None else replace(known, asks_dossier=usual.asks_dossier)


def _target(schema: FormSchema, system: str, table: dict[str, Any]) -> Target:
    items = tuple(table["order"])
    if not items or len(set(items)) != len(items):
        raise ValueError("order trống, hoặc có dòng ghi hai lần")
    lines = tuple(line_and_part(schema.fields, item)[0] for item in items)
    dates = DateStyle(table.get("dates", DateStyle.DAY_FIRST.value))
    is_compared = bool(table.get("compared", True))
    source, confidence = table.get("source", ""), table.get("confidence", "")
    if not (is_compared or (source and confidence)):
        raise ValueError("compared = false thì phải có source và confidence")
    return Target(
        system, table["name"], lines, items, dates,
        source=source, confidence=confidence, is_compared=is_compared,
    )  # fmt: skip


@lru_cache(maxsize=1)
def _systems() -> tuple[tuple[Target, tuple[str, ...]], ...]:
    table = tomllib.loads(_SYSTEMS.read_text(encoding="utf-8"))
    return tuple(
        (
            Target(
                s["key"],
                s["name"],
                dates=DateStyle(s.get("dates", DateStyle.DAY_FIRST.value)),
                asks_dossier=s["asks_dossier"],
            ),
            tuple(s.get("forms", ["*"])),
        )
        for s in table["systems"]
    )
