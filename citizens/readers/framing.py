"""Where one scan ends and the next begins, for scanners on a serial port and on the keyboard.

An end-of-line key is no safe sign alone: an MRZ has three lines, and some scanners put a line break
or TAB where the card has "|". Silence is no safe sign either: two quick scans without a suffix
come as one text.
"""

from __future__ import annotations

import re
from itertools import pairwise

from citizens.codes.card_values import birth_from, issue_date_from
from citizens.repair import strip_frame

LINE_ENDS = "\r\n\t"
LONGEST = 8192  # a QR holds 4,296 characters at most; what is longer is no scan
_TWELVE = re.compile(r"[0-9]{12}")
_MRZ = re.compile(r"I[A-Z<]VNM[A-Z0-9<]*")
_MRZ_LENGTH = 90
_CARD_PARTS = 7
_CARD_START = re.compile(
    r"(?:\][A-Za-z][0-9A-Za-z])?[0-9]{12}\|(?:[0-9]{9}|[0-9]{12})?\|[^|0-9]{2,}"
    r"\|(?:[0-9]{8}|[0-9]{2}[/.-][0-9]{2}[/.-][0-9]{4})\|"
)
_CODE = re.compile(r"(?:MC1:)?[A-Za-z0-9.]+(?:[-:][A-Za-z0-9.-]+)+")


def is_whole_card(text: str) -> bool:
    """Whether the text has all that a card must have: seven parts, two of them real dates."""
    parts = strip_frame(text).split("|")
    if len(parts) < _CARD_PARTS or not _TWELVE.fullmatch(parts[0].strip()):
        return False
    return (
        birth_from(parts[3].strip()) is not None and issue_date_from(parts[6].strip()) is not None
    )


def wants_more(text: str) -> bool:
    """Whether a line end after this text may stand within a scan; then only silence ends it."""
    lines = strip_frame(text).translate({ord(c): "\n" for c in LINE_ENDS}).split("\n")
    zone = "".join(lines).replace(" ", "").upper()
    if _MRZ.fullmatch(zone):
        return len(zone) < _MRZ_LENGTH
    return "|" not in text and _TWELVE.fullmatch(lines[0].strip()) is not None


def scans_in(text: str) -> tuple[str, ...]:
    """Return the scans that one text holds: usually one, more when a scanner sent a batch."""
    text = text.strip(LINE_ENDS)
    lines = [line for line in re.split(f"[{LINE_ENDS}]+", text) if line.strip()]
    if len(lines) > 1 and all(map(_stands_alone, lines)):
        return tuple(scan for line in lines for scan in _unglued(line))
    return _unglued(text) if lines else ()


def _stands_alone(line: str) -> bool:
    line = strip_frame(line).strip()
    return "|" in line or _TWELVE.fullmatch(line) is not None or _CODE.fullmatch(line) is not None


def _unglued(text: str) -> tuple[str, ...]:
    """Cut before each further card, but only when all the pieces are whole cards."""
    starts = [match.start() for match in _CARD_START.finditer(text)]
    if len(starts) < 2:
        return (text,)
    cuts = [0, *starts[1:], len(text)]
    pieces = tuple(text[a:b] for a, b in pairwise(cuts))
    return pieces if all(map(is_whole_card, pieces)) else (text,)
