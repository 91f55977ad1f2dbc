"""What a purpose says of a marriage: whether one is planned at all, and whether it leads abroad."""

from __future__ import annotations

import re
from functools import cache

from base.text import clean_line, fold

_MARRIAGE = re.compile(r"(?<!\w)kết hôn(?!\w)")
# “Không có giá trị sử dụng để đăng ký kết hôn”, “không dùng cho việc kết hôn”: up to the sentence.
_NOT_FOR = re.compile(
    r"(?<!\w)không (?:có |còn |được |phải |nhằm |vì |để |liên quan )*"
    r"(?:giá trị|hiệu lực|sử dụng|dùng|(?:làm |cho |đến |việc |thủ tục |đăng ký )*(?=kết hôn))"
    r"[^.;()\n]*"
)
_AFTERWARDS = re.compile(r"(?<!\w)ghi chú (?:việc |vào sổ )*(?:đăng ký )?kết hôn(?!\w)")
_NATIONALITY = re.compile(r"(?<!\w)quốc tịch(?: là|:)? (?!việt nam(?!\w))\w")
_OUR_MISSION = re.compile(
    r"(?:đại sứ quán|lãnh sự quán|cơ quan đại diện)(?: của)?(?: nước)?"
    r"(?: cộng h(?:òa|oà) xã hội chủ nghĩa| chxhcn)? việt nam"
)
_ABROAD = re.compile(r"(?<!\w)(?:nước ngoài|ngoài nước|hải ngoại)(?!\w)")
_PIECES = re.compile(r"[,;.()\n]|(?<!\w)(?:tại|ở|sang|bên|nước|công dân|người|với|của)(?!\w)")
_LONG_WORD = 5  # shorter names of countries are syllables of our own: Nga, Đức, Mỹ, Pháp
_MOST_WORDS = 4


def plans_marriage(text: str) -> bool:
    """Whether a paper is wanted for a marriage to come: no denial, no note of one that was."""
    said = _AFTERWARDS.sub(" ", _NOT_FOR.sub(" ", clean_line(text).casefold()))
    return _MARRIAGE.search(said) is not None


def leads_abroad(text: str) -> bool:
    """Whether a text names another nationality, another country, or a mission of ours abroad."""
    said = clean_line(text).casefold()
    if any(sign.search(said) for sign in (_NATIONALITY, _OUR_MISSION, _ABROAD)):
        return True
    return any(_is_country(piece) for piece in _PIECES.split(said))


def _is_country(piece: str) -> bool:
    """Whether a piece of a sentence is a country's name, begins or ends with a long one."""
    words = piece.split()
    if " ".join(words) in _countries():
        return True
    counts = range(1, min(len(words), _MOST_WORDS + 1))
    edges = [part for count in counts for part in (words[:count], words[-count:])]
    return any(
        (len(edge) > 1 or len(edge[0]) > _LONG_WORD) and " ".join(edge) in _countries()
        for edge in edges
    )


@cache
def _countries() -> frozenset[str]:
    """Other countries' names as they are written, the long ones also without marks."""
    from forms.choices.lists import nationalities  # the list, only where a marriage is named

    names = {
        name.partition(" (")[0].casefold()
        for entry in nationalities()[1:]
        for name in (entry.name, *entry.others)
    }
    return frozenset(names | {fold(name) for name in names if len(name) > _LONG_WORD})
