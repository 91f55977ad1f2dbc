"""Where the data of a procedure come from, said for clerks; the data keep the exact place."""

from __future__ import annotations

import re

_PORTAL = re.compile(r"\((?:API DVCQG|Cổng DVCQG,) ([\d/–-]+)\)")
_DECISION = re.compile(r"(?:[A-ZĐ][\w ]{2,20} )?\b(?:QĐ|NĐ|TT|Thông tư|Nghị định) \d[^;|()]*")
_PLACE = re.compile(r"\(([A-ZĐ][^\d()]+ \d[\d/]*)\)")  # (Nghệ An 11/2025)
_ELSEWHERE = "tài liệu công khai của địa phương khác"
_UNWRITTEN = "hiểu biết chung, chưa có văn bản"


def source_words(source: str) -> str:
    """Return a source without file names and paths; never empty."""
    days = [*dict.fromkeys(_PORTAL.findall(source))]
    found = [f"bản sao dữ liệu Cổng DVCQG ({', '.join(days)})"] if days else []
    if not found and "ChiTietTTHC" in source:
        found.append("bản chi tiết thủ tục của Cổng DVCQG")
    found += [text.strip() for text in _DECISION.findall(source)]
    found += [text for text in _PLACE.findall(source) if not text.startswith("API")]
    if "knowledge" in source:
        found.append(_UNWRITTEN)
    return "; ".join(dict.fromkeys(found)) or _ELSEWHERE
