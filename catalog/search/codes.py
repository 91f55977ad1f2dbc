"""Codes of procedures in a text: whole ones wherever they stand, the beginning of one alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from base.text import clean_line
from catalog.search.documents import Document
from catalog.search.scoring import Match

_WHOLE = re.compile(r"(?<![0-9])([0-9])[., ]?([0-9]{6})(?![0-9])")
"""`1.001193`, also with what some systems add: `.000.00.00.H49` (the agency that published it)."""

_PART = re.compile(
    r"(?:(?:mã|ma|số|so|thủ tục|thu tuc|tthc|dvc|dvctt)\b[\s:.,#–-]*)*([0-9][0-9., ]{2,})"
)
_LONG_ENOUGH, _LONGEST = 4, 60
_EXACT, _BEGINS, _WITHIN, _EACH = 200.0, 150.0, 120.0, 1.0


class CodeBook:
    """The codes of one catalogue."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._digits = [d.entry.code.replace(".", "") for d in documents]
        self._numbers = {digits: number for number, digits in enumerate(self._digits)}
        self._instead: dict[str, int] = {}
        for number, document in enumerate(documents):
            for code in document.entry.replaced_by:
                if code.replace(".", "") not in self._numbers:
                    self._instead[code.replace(".", "")] = number

    def find(self, query: str) -> list[Match] | None:
        """Return the procedures whose codes a text names; None when it names none.

        A text that is nothing but (a part of) a code that nobody has finds nothing: []. A code
        that the catalogue lacks but knows as a successor finds what it replaces.
        """
        named = list(map("".join, _WHOLE.findall(query)))
        found = dict.fromkeys(self._numbers[digits] for digits in named if digits in self._numbers)
        why = "khớp mã thủ tục"
        if not found:
            found = dict.fromkeys(self._instead[d] for d in named if d in self._instead)
            why = "mã thay cho thủ tục này, chưa có trong danh mục"
        if found:
            return [
                Match(number, 1.0, _EXACT - place * _EACH, why, certainty=1.0)
                for place, number in enumerate(found)
            ]
        part = _PART.fullmatch(clean_line(query).lower()) if len(query) <= _LONGEST else None
        return None if part is None else self._beginning(re.sub(r"[^0-9]", "", part[1]))

    def _beginning(self, digits: str) -> list[Match]:
        found = []
        for number, code in enumerate(self._digits):
            if code.startswith(digits):
                found.append(Match(number, 1.0, _BEGINS, "khớp mã thủ tục", certainty=1.0))
            elif len(digits) >= _LONG_ENOUGH and digits in code:
                why = "khớp một phần mã thủ tục"
                found.append(Match(number, 1.0, _WITHIN, why, certainty=1.0))
        return found
