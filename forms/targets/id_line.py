"""A line about an identity paper in its parts, and what is left of it: nothing gets lost."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from base.dates import PartialDate
from base.text import clean_line, fold
from forms.derive.identity import join_number_groups, old_number_in, personal_number_in

_NUMBERED = re.compile(r"\bsố:?\s+(?P<found>[\w/.-]*\d[\w/.-]*)", re.IGNORECASE)
_BOOK = re.compile(r"\bquyển(?:\s+số)?:?\s*$", re.IGNORECASE)
_DIGITS = r"(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d{4})"
_WORDS = r"(?P<wday>\d{1,2})\s+tháng\s+(?P<wmonth>\d{1,2})[,\s]+năm\s+(?P<wyear>\d{4})"
_DATED = re.compile(
    rf"(?:\b(?:ngày\s+cấp|cấp\s+ngày|cấp|ngày)\b\s*:?\s*)+(?:{_DIGITS}|{_WORDS})(?!\d)",
    re.IGNORECASE,
)
_ISSUER = re.compile(
    r"(?:\bdo|\btại|\bnơi\s+cấp\s*:?|\bcơ\s+quan\s+cấp\s*:?)\s+(?P<found>\S.*?)"
    r"\s*(?=[,;.]?\s*(?:\b(?:cấp|ngày|quyển|số|có giá trị|hết hạn)\b|$)|\x00)",
    re.IGNORECASE,
)
_AGENCIES = (
    "bo ", "cuc ", "cong an ", "uy ban ", "ubnd ", "phong ", "so tu phap ", "tong cuc ",
    "dai su quan ", "lanh su quan ", "tong lanh su quan ", "chi cuc ",
)  # fmt: skip
_GAP = "\x00"  # where a part was taken out
_LEFT = re.compile(r"[\x00\s,.;:]+")
_KIND_WORDS = frozenset(
    {
        "", "so", "cap", "do", "tai", "the can cuoc", "can cuoc cong dan", "can cuoc", "cccd",
        "the cccd", "cc", "cmnd", "cmt", "chung minh nhan dan", "giay chung minh nhan dan",
        "so dinh danh", "so dinh danh ca nhan", "dinh danh", "ho chieu", "giay khai sinh",
        "the can cuoc cong dan", "giay cmnd",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class IdLine:
    """The parts of a line; a part that is not there is empty. `rest`: words that none of them has.

    The kind of paper is no rest: a box for the number has its kind beside it.
    """

    number: str = field(default="", repr=False)
    issued: PartialDate | None = None
    issuer: str = ""
    rest: str = field(default="", repr=False)


def read_id_line(text: str) -> IdLine:
    """Take a line apart; one in which no number can be told is all number, so nothing gets lost."""
    left = join_number_groups(clean_line(text))
    number, left = _number(left)
    if not number:
        return IdLine(number=clean_line(text))
    issued, left = _issued(left)
    issuer, left = _issuer(left)
    return IdLine(number, issued, issuer, _rest(left))


def _number(text: str) -> tuple[str, str]:
    found = personal_number_in(text) or old_number_in(text)
    if found:
        return found, text.replace(found, _GAP, 1)
    for match in _NUMBERED.finditer(text):
        if not _BOOK.search(text[: match.start("found")]):
            number = match["found"].rstrip(".,-")
            start = match.start("found")
            return number, text[:start] + _GAP + text[start + len(number) :]
    return "", text


def _issued(text: str) -> tuple[PartialDate | None, str]:
    for match in _DATED.finditer(text):
        names = ("year", "month", "day") if match["year"] else ("wyear", "wmonth", "wday")
        try:
            day = PartialDate(*(int(match[name]) for name in names))
        except ValueError:
            continue
        return day, text[: match.start()] + _GAP + text[match.end() :]
    return None, text


def _issuer(text: str) -> tuple[str, str]:
    match = _ISSUER.search(text)
    if match and (found := match["found"].strip(" ,;.")):
        return found, text[: match.start()] + _GAP + text[match.end() :]
    for piece in re.split(rf"[,;{_GAP}]", text):
        if f"{fold(piece)} ".startswith(_AGENCIES) and len(piece.split()) > 1:
            return piece.strip(" ,;."), text.replace(piece, _GAP, 1)
    return "", text


def _rest(text: str) -> str:
    pieces = (piece.strip(" ,;.:") for piece in re.split(rf"[,;{_GAP}]", text))
    kept = [piece for piece in pieces if not _is_known(piece)]
    return _LEFT.sub(" ", " ".join(kept)).strip()


def _is_known(piece: str) -> bool:
    words = re.sub(r"[^\w\s]", " ", fold(piece)).split()
    while words and words[-1] in {"so", "cap", "do", "ngay"}:
        words.pop()
    return " ".join(words) in _KIND_WORDS
