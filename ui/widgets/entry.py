"""One answer of a search, whatever it is an answer about."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Entry:
    """What it is, its key there, and two lines of text."""

    kind: str
    key: str
    title: str = field(repr=False)
    detail: str = field(repr=False)
    icon_name: str = "file-text"
