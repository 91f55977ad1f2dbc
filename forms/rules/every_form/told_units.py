"""Units of before 01/07/2025 in a sentence, where an address stands among other words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from base.text import clean_line
from forms.derive.case import Case
from forms.rules.content import names_any, said_in
from forms.rules.finding import Finding, Findings, Key

# “Đường Quận Công” is a street.
_LEVEL = re.compile(
    r"(?<!đường )(?<!phố )(?<!ngõ )(?<!hẻm )(?<!\w)(?:huyện|quận|thị xã|thị trấn)(?!\w)",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(?<!\w)(?P<level>(?i:thành phố|tp|tỉnh))[. ]+(?P<name>[^\W\d_][^,;.:()\n]*)")
_MOST_WORDS = 5  # of a province's name: “Bà Rịa - Vũng Tàu”
_CITY = "thành phố"


def old_units_told(case: Case, key: Key, unless: list[str]) -> Findings:
    """A line names no level and no province that is no more, `unless` it tells the past."""
    if names_any(said_in(case, key), unless):
        return
    text = clean_line(case.text(key))
    if found := next(_old_units(text), None):
        yield Finding(key, {"word": found})


def _old_units(text: str) -> Iterator[str]:
    if level := _LEVEL.search(text):
        yield f"cấp {level.group().lower()}"
    for match in _NAMED.finditer(text):
        words = list(takewhile(_is_in_name, match["name"].split()))
        if words and match["level"].lower() == "tỉnh":
            yield from _gone_province(words)
        elif words:
            yield from _gone_city(words)


def _gone_province(words: list[str]) -> Iterator[str]:
    """Yield the province that words begin with when it is no more."""
    name, title = _province(words)
    if name and not title:
        yield f"tỉnh {name}"


def _gone_city(words: list[str]) -> Iterator[str]:
    """Yield the city that words begin with when it is none of those that are provinces today."""
    name, title = _province(words)
    if title != _CITY:
        yield f"{_CITY} {name or ' '.join(words)}"


def _province(words: list[str]) -> tuple[str, str]:
    """Return the province that words begin with, and the title that it has today, if any."""
    from citizens.addresses.table import load_table  # read only where a city or province is named
    from citizens.addresses.words import name_key

    table = load_table()
    for count in range(min(_MOST_WORDS, len(words)), 0, -1):
        name = " ".join(words[:count])
        if found := table.names.provinces.get(name_key(name)):
            return name, "" if found.new is None else table.provinces[found.new].title.lower()
    return "", ""


def _is_in_name(word: str) -> bool:
    return word == "-" or word[0].isupper()
