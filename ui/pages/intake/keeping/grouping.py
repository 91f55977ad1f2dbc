"""Warnings that say the same of several lines, as one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ui.widgets.error_list import ListedWarning, by_code, said_alone

_PART = re.compile(r"^“[^”]+” \(([^)]*)\)")


@dataclass(frozen=True, slots=True)
class Group:
    """Lines with the same warning; what is said of only some of them stands apart."""

    name: str
    messages: tuple[str, ...] = field(repr=False)
    basis: str
    code: str


def grouped(warnings: Iterable[ListedWarning]) -> list[Group]:
    """Return one group for each code, in the order in which the first of each stands."""
    return [_group(found) for found in by_code(tuple(warnings))]


def _group(found: list[ListedWarning]) -> Group:
    first = found[0]
    if len(found) == 1:
        return Group(first.name, (first.message,), first.basis, first.code)
    names = "; ".join(dict.fromkeys(_named(warning) for warning in found))
    said = dict.fromkeys(said_alone(warning.message) for warning in found)
    return Group(f"{len(found)} dòng: {names}", tuple(said), first.basis, first.code)


def _named(warning: ListedWarning) -> str:
    """Return the line with the part of the form that its message names: “Nơi cư trú (Mẹ)”."""
    part = _PART.match(warning.message)
    return f"{warning.name} ({part[1]})" if part else warning.name
