"""In which case alone a paper is handed in, as far as its own name says so."""

from __future__ import annotations

import re
from functools import cache


@cache  # asked anew for every answer that a case might have; names are the catalogue's
def states_its_case(name: str) -> bool:
    """Return whether a paper's name itself says in which case alone it is handed in.

    Only where the condition is of the whole paper: “A; trường hợp … thì nộp B” is no such name.
    """
    text = _NUMBERING.sub("", name).strip(" .;!")
    if _BEGINS.match(text) or _IF_ANY_HEADING.match(text):
        return True
    if_any = _IF_ANY.search(text)
    if if_any is not None and not _LISTED.search(text[: if_any.start()]):
        return True
    found = _IF.search(text) or _IN_CASE.search(text)
    if found is None:
        return False
    head, tail = (_IN_BRACKETS.sub("", t) for t in (text[: found.start()], text[found.start() :]))
    return not _PARTED.search(_COPY_OR_COPY.sub("", head)) and not _OTHERWISE.search(tail)


_NUMBERING = re.compile(
    r"^(?:[-+•]\s*)*(?:\(?(?:\d{1,2}|[ivx]{1,4}|[a-zđ])[).]\s+)?(?:Thành phần hồ sơ \d+:\s*)?"
)
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_BEGINS = re.compile(r"(?:trường hợp|đối với|nếu|ngoài các|ngoài số) ", re.IGNORECASE)
_IF_ANY_HEADING = re.compile(
    r"[^:;.()]{1,60}\(nếu có[^()]{0,12}\)\s*(?::|- Mẫu)|[^:;.(),]{1,60}\(nếu có;[^()]*\)$",
    re.IGNORECASE,
)
_IF_ANY = re.compile(r"\((?:[^()]*, ?)?nếu có\)$", re.IGNORECASE)
_LISTED = re.compile(
    r"[;:]|\.\s|\b(?:trong đó|ghi rõ|gồm)\b"
    r"|, (?:biên lai|biên bản|bản sao|giấy chứng nhận)\b",
    re.IGNORECASE,
)
_IF = re.compile(
    r"\(nếu (?!có\b|không )[^()]*\)$|\(nếu có (?:sửa đổi|yêu cầu)[^()]*\)$"
    r"|,? nếu còn giá trị sử dụng$|,? nếu (?:các )?thông tin [^;.]*có thay đổi$",
    re.IGNORECASE,
)
_IN_CASE = re.compile(
    r"\((?:(?:chỉ |áp dụng |sử dụng )*(?:trong|đối với) )?trường h[ợơ]p [^()]*\)$"
    r"|(?<!\()\b(?:áp dụng |sử dụng )?(?:trong|đối với) trường h[ợơ]p\b[^;]*$"
    r"|\b(?:đối với|cho) (?:những |các )?(?:phương tiện|thí sinh|công trình|dự án|đối tượng)"
    r" (?:không )?thuộc diện\b[^;]*$"
    r"|(?<!áp dụng )\(đối với [^()]*\)$",
    re.IGNORECASE,
)
_PARTED = re.compile(
    r"[;:(]|\.\s|\b(?:hoặc|gồm|trong đó|ghi rõ|và xuất trình)\b|trừ trường hợp", re.IGNORECASE
)
_COPY_OR_COPY = re.compile(
    r"\bbản (?:sao|chính|gốc|điện tử|chụp)\b[^;:(),]{0,40}?"
    r"\bhoặc (?=bản (?:sao|chính|gốc|điện tử|chụp))",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(r"\bhoặc (?:bản|giấy|văn bản|quyết định|biên bản)\b", re.IGNORECASE)
