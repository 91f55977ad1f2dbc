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
    """One breach: `key` is the line (empty = the whole form), `words` fill the message."""

    key: str
    words: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), repr=False)


Findings: TypeAlias = Iterator[Finding]
