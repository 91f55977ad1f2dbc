"""Statuses, times, fees and papers in plain Vietnamese, and how two versions of them differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from catalog.procedure import FeeRate, PaperSpec, Procedure, TimeAmount
from catalog.situations import because

STATUS_WORDS = {
    "current": "đang áp dụng",
    "repealed": "đã bãi bỏ",
    "superseded": "đã được thay thế",
    "scheduled_repeal": "sắp bãi bỏ",
    "unverified": "chưa đối chiếu",
    "upcoming": "chưa có hiệu lực",
}
CONFIDENCE_WORDS = {"high": "cao", "medium": "trung bình", "low": "thấp"}
_UNIT_WORDS = {
    "dossier": "", "copy": "/bản", "page": "/trang", "person": "/người",
}  # fmt: skip
_CHANNEL_WORDS = {"direct": "trực tiếp", "online": "trực tuyến", "post": "qua bưu chính"}
_USE_WORDS = {
    "submit": "phải nộp", "show": "xuất trình", "online": "khai trực tuyến",
    "lookup": "cơ quan tự tra cứu, không phải nộp",
}  # fmt: skip


def amount_words(amount: TimeAmount) -> str:
    """Return a length of time in words."""
    if amount.same_day:
        return "trong ngày làm việc"
    if amount.hours is not None:
        return f"{amount.hours:02d} giờ làm việc"
    if amount.working_days is not None:
        return f"{amount.working_days:02d} ngày làm việc"
    if amount.calendar_days is not None:
        return f"{amount.calendar_days:02d} ngày"
    return "chưa có thời hạn bằng số"


def times(procedure: Procedure) -> dict[str, str]:
    """Return each time limit by the case that it is for ("" = the general one)."""
    limit = procedure.time_limit
    found = {"": amount_words(limit)}
    found |= {
        f"nộp {_CHANNEL_WORDS[channel]}": amount_words(amount)
        for channel, amount in sorted(limit.by_channel.items())
    }
    return found | {case.name: amount_words(case) for case in limit.cases}


def vnd(amount: int) -> str:
    """Return an amount as it is read aloud: 8.000 đ."""
    return f"{amount:,} đ".replace(",", ".")


def fees(procedure: Procedure) -> dict[str, str]:
    """Return each fee line by its name and case, with its amount in words."""
    found: dict[str, str] = {}
    for rate in procedure.fees:
        name = rate.name
        if rate.when and (reason := because(rate.when, procedure)):
            name = f"{name} ({reason})"
        while name in found:
            name += " (mức khác)"
        found[name] = _rate_words(rate)
    return found


def papers(procedure: Procedure) -> dict[str, str]:
    """Return each paper by its name, with how it is handed in."""
    found: dict[str, list[str]] = {}
    for paper in procedure.papers:
        found.setdefault(paper.name, []).append(paper_words(paper, procedure))
    return {name: " | ".join(words) for name, words in found.items()}


def differences(what: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    """Yield one sentence per line that was added, taken away or changed."""
    for name in (name for name in new if name not in old):
        yield f"{what}: thêm “{name}”: {new[name]}." if name else f"{what}: {new[name]}."
    for name in (name for name in old if name not in new):
        yield f"{what}: bỏ “{name}”." if name else f"{what}: bỏ “{old[name]}”."
    for name in (name for name in new if name in old and old[name] != new[name]):
        label = f" “{name}”" if name else ""
        yield f"{what}{label}: từ {old[name]} thành {new[name]}."
    if [name for name in old if name in new] != [name for name in new if name in old]:
        yield f"{what}: đổi thứ tự."


def day_words(iso: str) -> str:
    """Return an ISO day as Vietnamese papers write it."""
    return f"{date.fromisoformat(iso):%d/%m/%Y}"


def _rate_words(rate: FeeRate) -> str:
    amount = "chưa có mức" if rate.amount_vnd is None else vnd(rate.amount_vnd)
    words = amount + _UNIT_WORDS.get(rate.per, "")
    if rate.next_vnd is not None and rate.next_from is not None:
        words += f", từ trang {rate.next_from} {vnd(rate.next_vnd)}"
    if rate.cap_vnd is not None:
        words += f", tối đa {vnd(rate.cap_vnd)}"
    if rate.valid_from:
        words += f", từ {day_words(rate.valid_from)}"
    if rate.valid_to:
        words += f" đến hết {day_words(rate.valid_to)}"
    return words


def paper_words(paper: PaperSpec, procedure: Procedure) -> str:
    """Return how a paper is handed in, in which number and case."""
    counts = [
        f"{count} {kind}"
        for count, kind in ((paper.original, "bản chính"), (paper.copies, "bản sao"))
        if count
    ]
    in_case = "chỉ khi thuộc trường hợp" if paper.conditional else ""
    parts = [_USE_WORDS[paper.use], ", ".join(counts), because(paper.when, procedure), in_case]
    return "; ".join(part for part in parts if part)
