"""A line about an identity paper in its parts, and back: kind, number, issuer, day of issue."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from base.dates import parse_partial_date
from base.text import clean_line, fold

CITIZEN_CARD = "Căn cước công dân"
IDENTITY_CARD = "Thẻ căn cước"
NUMBER_ONLY = "Số định danh cá nhân"
BIRTH_CERTIFICATE = "Giấy khai sinh"
KINDS = (
    CITIZEN_CARD, IDENTITY_CARD, NUMBER_ONLY, "Chứng minh nhân dân", "Hộ chiếu", BIRTH_CERTIFICATE,
)  # fmt: skip
"""The papers that footnote (3) of the civil-status sheets names."""
CARDS = frozenset({CITIZEN_CARD, IDENTITY_CARD})
_DATED = re.compile(r"\s*,?\s*cấp ngày\s+(?P<issued>\S.*?)\s*[.;]?$", re.IGNORECASE)
_ISSUED = re.compile(r"\s*,?\s+do\s+(?P<issuer>\S.*)$", re.IGNORECASE)
_NUMBERED = re.compile(r"\s*:?\s*(?:số\s+)?(?P<number>.*)$", re.IGNORECASE)
_SHORT = {"cccd": CITIZEN_CARD, "cmnd": "Chứng minh nhân dân", "can cuoc": IDENTITY_CARD}


@dataclass(frozen=True, slots=True)
class IdPaper:
    """One paper as typed; a part that is not known is empty."""

    kind: str = ""
    number: str = field(default="", repr=False)
    issuer: str = ""
    issued: str = field(default="", repr=False)


def read_paper(text: str) -> IdPaper:
    """Take a line apart; what fits nowhere stays in the number, so that no word is lost."""
    rest, issued, issuer = clean_line(text), "", ""
    if match := _DATED.search(rest):
        rest, issued = rest[: match.start()], match["issued"]
    if match := _ISSUED.search(rest):
        rest, issuer = rest[: match.start()], match["issuer"]
    kind, rest = _kind(rest)
    match = _NUMBERED.match(rest)
    return IdPaper(kind, match["number"] if match else rest, issuer, issued)


def write_paper(paper: IdPaper) -> str:
    """Return “Căn cước công dân số … do … cấp ngày …”, as far as it is known (footnote (3))."""
    line = paper.kind
    if paper.number:
        between = " " if paper.kind in ("", NUMBER_ONLY) else " số "
        line = f"{line}{between}{paper.number}".strip()
    if paper.issuer:
        line += f" do {paper.issuer}"
    if paper.issued:
        line += f" cấp ngày {paper.issued}"
    return line.strip()


def issued_on(text: str) -> date | None:
    """Return a day of issue, or None while it is no whole date."""
    try:
        return parse_partial_date(clean_line(text)).as_date
    except ValueError:
        return None


def card_of(day: date) -> tuple[str, str]:
    """Return kind and issuer of a card by its day of issue."""
    from citizens.codes.card_values import NEW_CARD_FROM, issuer_on

    return (IDENTITY_CARD if day >= NEW_CARD_FROM else CITIZEN_CARD), issuer_on(day)


def _kind(text: str) -> tuple[str, str]:
    folded = fold(text)
    for words, kind in (*((fold(k), k) for k in KINDS), *_SHORT.items()):
        if folded == words or folded.startswith((f"{words} ", f"{words}:")):
            return kind, text[len(words) :]
    return "", text
