"""The family name in a name: first as a rule, last in names built as those of the Ê-đê."""

from __future__ import annotations

import re

from base.text import clean_line

# With their marks: Trương and Phương are family names, “Trường” and “Phường” are none.
_BODY = re.compile(
    r"(?:(?:ủy|uỷ) ban|ubnd|hội|hợp tác xã|htx|công ty|doanh nghiệp|trung tâm|cơ sở|cơ quan|đơn vị"
    r"|tổ chức|bệnh viện|trạm|viện|phòng|sở|công an|mặt trận|công đoàn|nghiệp đoàn|quỹ"
    r"|ban (?:quản lý|quản trang|chỉ huy|trị sự|công tác|chấp hành|bảo trợ|điều hành)"
    r"|đoàn thanh niên cộng sản"
    r"|trường (?:mầm non|tiểu học|trung học|thcs|thpt|cao đẳng|đại học)|bộ chỉ huy|làng sos"
    r"|chùa|nhà thờ|giáo xứ|tu viện|dòng tu|nhà tang lễ|thôn|tổ dân phố|khu phố|khu dân cư"
    r"|xã|phường|đặc khu)(?!\w)"
)
_BREAK = re.compile(r"[\s\-]+")
_SEXES = frozenset({"Y", "H"})  # “Y Blŏ …” of men, “H'Hen …” of women
_MARKS = "'’‘ʼ′`´"
_TWO_WORDS = frozenset({"NIÊ", "BUÔN"})  # Niê Kdăm, Buôn Krông


def is_body(name: str) -> bool:
    """Whether a name is that of an organisation, by the word that it begins with."""
    return _BODY.match(clean_line(name).casefold()) is not None


def surname_in(name: str) -> str:
    """Return the family name in capitals; nothing when a name of that build shows none.

    “Y Blŏ Niê” and “H'Hen Niê” end with it. “Y Vêng” is a given name with the word for the sex.
    """
    words = [word for word in _BREAK.split(name.strip().upper()) if word]
    given = _given_words(words)
    if given is None:
        return words[0] if words else ""
    family = words[given:]
    return " ".join(family[-2:] if family[:-1][-1:] and family[-2] in _TWO_WORDS else family[-1:])


def _given_words(words: list[str]) -> int | None:
    """Return how many words a name of the Ê-đê has before its family name, or None."""
    if not words:
        return None
    first = words[0]
    if first.rstrip(_MARKS) in _SEXES:
        return 2
    return 1 if first[0] == "H" and first[1:2] and first[1] in _MARKS else None
