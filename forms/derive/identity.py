"""What a line about a person's papers says: the numbers in it, and how they are grouped."""

from __future__ import annotations

import re

from base.text import fold

_GROUPED = re.compile(r"(?<!\d)\d(?:[ .]?\d){8,11}(?!\d)")
_SOME_NUMBER = re.compile(r"\d(?:[ .]?\d){4,}")
_RUN = re.compile(r"(?<!\d)\d+(?!\d)")
_CARD_WORDS = ("can cuoc", "dinh danh", "cccd")
_OLD_CARD_WORDS = ("chung minh", "cmnd")
# Papers with numbers of their own, which may have twelve digits.
_OTHER_PAPERS = (
    "ho chieu", "passport", "visa", "thi thuc", "khai sinh", "chung sinh", "trich luc", "bao tu",
    "lai xe", "bang lai", "bao hiem", "thuong tru", "tam tru", "thong hanh", "si quan", "dang vien",
)  # fmt: skip
# Slips that name a card and are none.
_STAND_INS = ("giay hen", "giay tiep nhan", "bien nhan", "giay bien nhan", "giay xac nhan")
_OF_ORIGIN = "giay chung nhan can cuoc"  # of Vietnamese origin, nationality not established
# The words around the number of a card of Vietnam; any other may name a country.
_USUAL_WORDS = frozenset(
    {"giay", "chung", "nhan", "the", "can", "cuoc", "cong", "dan", "cccd", "cc", "so", "dinh",
     "danh", "ca", "dien", "tu", "gan", "chip", "minh", "cmnd", "ma", "moi", "cu", "theo", "va"}
)  # fmt: skip
_OUR_ISSUERS = re.compile(
    r"bo cong an|(?:cuc truong )?cuc canh sat.*|ubnd .*|uy ban nhan dan .*|"
    r"(?:giam doc )?(?:cong an|ca) (?:tinh|thanh pho|tp|huyen|quan|xa|phuong)\b.*"
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ISSUED_BY = re.compile(r"\bdo\s+(?P<issuer>\S.*?)(?:\s+cấp\b.*|[\s,.;(]*)$", re.IGNORECASE)


def join_number_groups(text: str) -> str:
    """Write 12-digit and 9-digit numbers without the spaces or dots used for reading aloud."""
    return _GROUPED.sub(lambda m: _joined(m.group()), text)


def _joined(text: str) -> str:
    digits = text.replace(" ", "").replace(".", "")
    return digits if len(digits) in (9, 12) else text


def personal_number_in(text: str) -> str | None:
    """Return the first số định danh in a line, or None.

    Twelve digits of a passport, or of a card that another country issued, are none.
    """
    joined = join_number_groups(text)
    runs = list(_RUN.finditer(joined))
    starts, ends = (0, *(r.end() for r in runs)), (*(r.start() for r in runs[1:]), len(joined))
    for run, start, end in zip(runs, starts, ends, strict=False):
        label, issuer = joined[start : run.start()], joined[run.end() : end]
        if len(run.group()) == 12 and _is_of_vietnam(label, issuer, run.group()):
            return run.group()
    return None


def is_certificate_of_origin(text: str) -> bool:
    """Whether a line names the certificate of people whose nationality is not established."""
    return _OF_ORIGIN in fold(text)


def old_number_in(text: str) -> str | None:
    """Return the nine-digit number of an old card in a line that names one, or None."""
    joined = join_number_groups(text)
    number = next((run for run in _RUN.findall(joined) if len(run) == 9), None)
    folded = fold(joined)
    names_old_card = any(word in folded for word in _OLD_CARD_WORDS)
    if number is None or not (names_old_card or folded == number):
        return None
    label, _, issuer = joined.partition(number)
    return number if _is_of_vietnam(label, issuer) else None


def miscounted_number_in(text: str) -> str | None:
    """Return the number of a line that names a card but has no number of 12 digits, or None.

    Nine digits without a word are an old card's number: that is old_number_in's matter. A slip
    that stands in for a card has a number of its own, and so has a card of another country.
    """
    folded = fold(text)
    if personal_number_in(text) or any(word in folded for word in _OLD_CARD_WORDS):
        return None
    match = _SOME_NUMBER.search(text)
    if match is None:
        return None
    number = re.sub(r"[ .]", "", match.group())
    named = any(word in folded for word in _CARD_WORDS)
    alone = match.group() == text.strip() and len(number) != 9
    if not (named or alone) or folded.startswith(_STAND_INS):
        return None
    label, issuer = text[: match.start()], text[match.end() :]
    return number if _is_of_vietnam(label, issuer) else None


def has_unknown_province(number: str) -> bool:
    """Whether the first three digits are none of the known codes of provinces."""
    from citizens.number import hinted_province

    return hinted_province(number) is None


def sex_of_number(number: str) -> str:
    """Return the sex that the fourth digit stands for (even = Nam, odd = Nữ)."""
    return "Nữ" if int(number[3]) % 2 else "Nam"


def birth_year_of_number(number: str) -> int:
    """Return the year of birth in digits 4 to 6."""
    return 1900 + 100 * (int(number[3]) // 2) + int(number[4:6])


def is_foreign_nationality(text: str) -> bool:
    """Whether a nationality is another than Vietnam's; who has two is a citizen."""
    if text in ("", "Việt Nam"):
        return False
    folded = fold(text)
    return bool(folded) and "viet nam" not in folded.replace("goc viet nam", "")


def _is_of_vietnam(label: str, after: str, number: str = "") -> bool:
    """Whether a number stands on a card of Vietnam, by the words before and behind it.

    Unusual words before a number that begins with no province's code name another paper.
    """
    folded = fold(label)
    other = max(folded.rfind(word) for word in _OTHER_PAPERS)
    if other > max(folded.rfind(word) for word in (*_CARD_WORDS, *_OLD_CARD_WORDS)):
        return False
    words = zip(_WORD.findall(label), _WORD.findall(folded), strict=False)
    unusual = " ".join(word for word, plain in words if plain not in _USUAL_WORDS)
    match = _ISSUED_BY.search(after)
    issuer = match["issuer"] if match and not _OUR_ISSUERS.match(fold(match["issuer"])) else ""
    if not unusual and not issuer:
        return True
    from forms.choices.lists import begins_with_country, ends_with_country

    if begins_with_country(unusual) or ends_with_country(issuer):
        return False
    return not (unusual and number and has_unknown_province(number))
