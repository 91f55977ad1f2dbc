"""A full name in family name, middle name and given name, as other systems ask for it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_WOMAN = re.compile(r"^H['’ʼ]\w", re.IGNORECASE)  # H'Blơr Niê: the family name comes last
_MAN = "y"  # Y Bhăm Niê


@dataclass(frozen=True, slots=True)
class NameParts:
    """The three parts; all empty where nobody can tell them apart."""

    family: str = field(default="", repr=False)
    middle: str = field(default="", repr=False)
    given: str = field(default="", repr=False)


def split_name(name: str) -> NameParts:
    """Split a name.

    Names with H' or Y in front (Ê-đê, M'nông, Gia-rai) end in the family name. With more words
    than one for it and one for the given name they are not split: the clerk knows.
    """
    words = name.split()
    if words and _WOMAN.match(words[0]):
        return NameParts(words[1], "", words[0]) if len(words) == 2 else NameParts()
    if words and words[0].casefold() == _MAN:
        return NameParts(words[2], "", " ".join(words[:2])) if len(words) == 3 else NameParts()
    if len(words) < 2:
        return NameParts(given=" ".join(words))
    return NameParts(words[0], " ".join(words[1:-1]), words[-1])
