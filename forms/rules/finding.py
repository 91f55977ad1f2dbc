"""What a rule function yields: the line it is about, and words for the message."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

# Names of parameter types: the reader of form.toml checks that keys and roles exist.
Key: TypeAlias = str
Keys: TypeAlias = list[str]
Role: TypeAlias = str
Roles: TypeAlias = list[str]


@dataclass(frozen=True, slots=True)
class Finding:
    """One breach: `key` is the line (empty = the whole form), `words` fill the message.

    In doubt it is the clerk's to decide: a warning, whatever the form says.
    """

    key: str
    words: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    in_doubt: bool = False


Findings: TypeAlias = Iterator[Finding]
