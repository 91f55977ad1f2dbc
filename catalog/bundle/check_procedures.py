"""What must be true of the procedures of a catalogue before anybody relies on them.

Every problem comes with its place inside the procedure, such as `papers/3/when`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise

from catalog.procedure import (
    FeeExemption,
    FeeRate,
    Hint,
    PaperSpec,
    Procedure,
    TimeAmount,
    TimeCase,
)
from catalog.situations import Questions

STATUSES = frozenset({"current", "repealed", "superseded", "scheduled_repeal", "unverified"})
USES = frozenset({"submit", "show", "online", "lookup"})
FEE_KINDS = frozenset({"phi", "le_phi"})
FEE_UNITS = frozenset({"dossier", "copy", "page", "person"})
CHANNELS = frozenset({"direct", "online", "post"})
DETAIL_LEVELS = frozenset({"full", "partial", "name_only"})
_REPLACED = frozenset({"repealed", "superseded", "scheduled_repeal"})
_WithCondition = PaperSpec | FeeRate | FeeExemption | TimeCase | Hint
_CODE = re.compile(r"\d\.\d{6}")

Found = Iterator[tuple[str, str]]


def problems_of(procedure: Procedure, questions: Questions) -> Found:
    """Yield what is wrong with one entry, in Vietnamese."""
    if not _CODE.fullmatch(procedure.code):
        yield "code", "mã thủ tục phải có dạng 1.001193"
    if not (procedure.name and procedure.field and procedure.source and procedure.version):
        yield "", "thiếu tên, lĩnh vực, nguồn hoặc phiên bản"
    if procedure.status not in STATUSES:
        yield "status", f"trạng thái “{procedure.status}” không có"
    if procedure.detail_level not in DETAIL_LEVELS:
        yield "detail_level", f"mức chi tiết “{procedure.detail_level}” không có"
    if procedure.questions:
        yield "", "câu hỏi phải nằm trong situations.json"
    yield from _replacement_problems(procedure)
    yield from _window("", "hiệu lực", procedure.valid_from, procedure.valid_to)
    yield from _time_problems(procedure)
    yield from _fee_problems(procedure)
    for index, paper in enumerate(procedure.papers):
        if paper.use not in USES:
            yield f"papers/{index}/use", f"“{paper.name}”: cách dùng “{paper.use}” không có"
        if not paper.name or paper.original < 0 or paper.copies < 0:
            yield f"papers/{index}", "thành phần hồ sơ thiếu tên hoặc số bản sai"
    yield from _condition_problems(procedure, questions)


def _replacement_problems(procedure: Procedure) -> Found:
    if procedure.replaced_by and procedure.status not in _REPLACED:
        yield "replaced_by", "thủ tục đang áp dụng thì không ghi mã thay thế: sửa trạng thái"
    for code in procedure.replaced_by:
        if not _CODE.fullmatch(code):
            yield "replaced_by", f"mã thay thế “{code}” phải có dạng 1.001193"


def version_problems(versions: tuple[Procedure, ...]) -> Iterator[tuple[Procedure, str]]:
    """Yield what is wrong between the versions of one code: one day, one version."""
    ordered = sorted(versions, key=lambda p: p.valid_from or "")
    for earlier, later in pairwise(ordered):
        begins = later.valid_from or ""
        if (earlier.valid_from or "") == begins:
            yield later, "hai phiên bản cùng ngày bắt đầu"
        elif earlier.valid_to is not None and earlier.valid_to >= begins:
            yield earlier, f"phiên bản trước phải hết hiệu lực trước {_day(begins)}"


def reference_problems(
    by_code: Mapping[str, tuple[Procedure, ...]],
) -> Iterator[tuple[Procedure, str]]:
    """Yield the procedures whose replacement leads nowhere, and why."""
    for code, versions in by_code.items():
        for procedure in versions:
            if code in procedure.replaced_by:
                yield procedure, "tự thay thế chính mình"
            for other in procedure.replaced_by:
                known = by_code.get(other)
                if known and all(p.status in {"repealed", "superseded"} for p in known):
                    yield procedure, f"thay thế bằng {other} đã bãi bỏ"


def _time_problems(procedure: Procedure) -> Found:
    limit = procedure.time_limit
    if not set(limit.by_channel) <= CHANNELS:
        yield "time_limit", "kênh nộp trong thời hạn không có"
    amounts: dict[str, TimeAmount] = {"time_limit": limit}
    amounts |= {f"time_limit/cases/{index}": case for index, case in enumerate(limit.cases)}
    amounts |= {f"time_limit/by_channel/{name}": own for name, own in limit.by_channel.items()}
    for place, amount in amounts.items():
        units = [u for u in (amount.hours, amount.working_days, amount.calendar_days)
                 if u is not None]  # fmt: skip
        if len(units) + amount.same_day > 1:
            yield place, "thời hạn có hai đơn vị"
        if any(not 0 < unit <= 2000 for unit in units):
            yield place, "thời hạn ngoài khoảng cho phép"


def _fee_problems(procedure: Procedure) -> Found:
    for index, rate in enumerate(procedure.fees):
        yield from ((f"fees/{index}{place}", text) for place, text in rate_problems(rate))
    for index, exemption in enumerate(procedure.exemptions):
        place, what = f"exemptions/{index}", f"miễn “{exemption.reason}”"
        if not set(exemption.kinds) <= FEE_KINDS or not exemption.basis:
            yield place, f"{what}: loại hoặc căn cứ sai"
        yield from _window(f"{place}/", what, exemption.valid_from, exemption.valid_to)


def rate_problems(rate: FeeRate) -> Found:
    """Yield what is wrong with one fee line; the place is its column, behind a slash."""
    if rate.kind not in FEE_KINDS or rate.per not in FEE_UNITS or not rate.basis:
        yield "", f"mức thu “{rate.name}”: loại, đơn vị tính hoặc căn cứ sai"
    if rate.amount_vnd is not None and not 0 <= rate.amount_vnd <= 1_000_000_000:
        yield "/amount_vnd", f"mức thu “{rate.name}”: số tiền ngoài khoảng cho phép"
    if rate.amount_vnd == 0 and not rate.free_reason:
        yield "/free_reason", f"mức thu “{rate.name}” bằng 0 phải ghi lý do"
    yield from _window("/", f"mức thu “{rate.name}”", rate.valid_from, rate.valid_to)


def _condition_problems(procedure: Procedure, questions: Questions) -> Found:
    choices = {q.key: {c.value for c in q.choices} for q in questions.of(procedure)}
    for place, condition in _placed_conditions(procedure):
        key, equals, values = condition.lstrip("!").partition("=")
        if key not in questions.keys:
            yield place, f"điều kiện “{condition}”: không có câu hỏi này"
        elif equals and not set(values.split("|")) <= choices[key]:
            yield place, f"điều kiện “{condition}”: không có câu trả lời này"


def _placed_conditions(procedure: Procedure) -> Found:
    parts: tuple[tuple[str, tuple[_WithCondition, ...]], ...] = (
        ("papers", procedure.papers),
        ("fees", procedure.fees),
        ("exemptions", procedure.exemptions),
        ("time_limit/cases", procedure.time_limit.cases),
        ("hints", procedure.hints),
    )
    for name, items in parts:
        for index, item in enumerate(items):
            yield from ((f"{name}/{index}/when", condition) for condition in item.when)


def _window(place: str, what: str, begin: str | None, end: str | None) -> Found:
    """Yield what is wrong with a period; `place` stands before the name of its column."""
    days: list[date | None] = []
    for column, text in (("valid_from", begin), ("valid_to", end)):
        try:
            days.append(date.fromisoformat(text) if text else None)
        except ValueError:
            yield f"{place}{column}", f"{what}: ngày phải có dạng 2027-03-01 và có trong lịch"
            return
    if days[0] and days[1] and days[0] > days[1]:
        yield f"{place}valid_to", f"{what}: ngày kết thúc trước ngày bắt đầu"


def _day(iso: str) -> str:
    return "/".join(reversed(iso.split("-"))) or "bản sau"
