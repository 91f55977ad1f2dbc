"""What must be true of the procedures of a catalogue before anybody relies on them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise

from catalog.procedure import FeeRate, Procedure, TimeAmount
from catalog.situations import Questions, conditions_of

STATUSES = frozenset({"current", "repealed", "superseded", "scheduled_repeal", "unverified"})
USES = frozenset({"submit", "show", "online", "lookup"})
FEE_KINDS = frozenset({"phi", "le_phi"})
FEE_UNITS = frozenset({"dossier", "copy", "page", "person"})
CHANNELS = frozenset({"direct", "online", "post"})
DETAIL_LEVELS = frozenset({"full", "partial", "name_only"})
_CODE = re.compile(r"\d\.\d{6}")

Found = Iterator[str]


def problems_of(procedure: Procedure, questions: Questions) -> Found:
    """Yield what is wrong with one entry, in Vietnamese."""
    if not _CODE.fullmatch(procedure.code):
        yield "mã thủ tục phải có dạng 1.001193"
    if not (procedure.name and procedure.field and procedure.source and procedure.version):
        yield "thiếu tên, lĩnh vực, nguồn hoặc phiên bản"
    if procedure.status not in STATUSES:
        yield f"trạng thái “{procedure.status}” không có"
    if procedure.detail_level not in DETAIL_LEVELS:
        yield f"mức chi tiết “{procedure.detail_level}” không có"
    if procedure.questions:
        yield "câu hỏi phải nằm trong situations.json"
    yield from _window("hiệu lực", procedure.valid_from, procedure.valid_to)
    yield from _time_problems(procedure)
    yield from _fee_problems(procedure)
    for paper in procedure.papers:
        if paper.use not in USES:
            yield f"“{paper.name}”: cách dùng “{paper.use}” không có"
        if not paper.name or paper.original < 0 or paper.copies < 0:
            yield "thành phần hồ sơ thiếu tên hoặc số bản sai"
    yield from _condition_problems(procedure, questions)


def version_problems(versions: tuple[Procedure, ...]) -> Found:
    """Yield what is wrong between the versions of one code: one day, one version."""
    ordered = sorted(versions, key=lambda p: p.valid_from or "")
    for earlier, later in pairwise(ordered):
        begins = later.valid_from or ""
        if (earlier.valid_from or "") == begins:
            yield "hai phiên bản cùng ngày bắt đầu"
        elif earlier.valid_to is not None and earlier.valid_to >= begins:
            yield f"phiên bản trước phải hết hiệu lực trước {begins}"


def reference_problems(by_code: Mapping[str, tuple[Procedure, ...]]) -> Iterator[tuple[str, str]]:
    """Yield (code, problem) for replacements that lead nowhere."""
    for code, versions in by_code.items():
        for procedure in versions:
            if code in procedure.replaced_by:
                yield code, "tự thay thế chính mình"
            for other in procedure.replaced_by:
                known = by_code.get(other)
                if known and all(p.status in {"repealed", "superseded"} for p in known):
                    yield code, f"thay thế bằng {other} đã bãi bỏ"


def _time_problems(procedure: Procedure) -> Found:
    limit = procedure.time_limit
    if not set(limit.by_channel) <= CHANNELS:
        yield "kênh nộp trong thời hạn không có"
    amounts: tuple[TimeAmount, ...] = (limit, *limit.cases, *limit.by_channel.values())
    for amount in amounts:
        units = [u for u in (amount.hours, amount.working_days, amount.calendar_days)
                 if u is not None]  # fmt: skip
        if len(units) + amount.same_day > 1:
            yield "thời hạn có hai đơn vị"
        if any(not 0 < unit <= 2000 for unit in units):
            yield "thời hạn ngoài khoảng cho phép"


def _fee_problems(procedure: Procedure) -> Found:
    for rate in procedure.fees:
        yield from rate_problems(rate)
    for exemption in procedure.exemptions:
        if not set(exemption.kinds) <= FEE_KINDS or not exemption.basis:
            yield f"miễn “{exemption.reason}”: loại hoặc căn cứ sai"
        yield from _window(f"miễn “{exemption.reason}”", exemption.valid_from, exemption.valid_to)


def rate_problems(rate: FeeRate) -> Found:
    """Yield what is wrong with one fee line."""
    if rate.kind not in FEE_KINDS or rate.per not in FEE_UNITS or not rate.basis:
        yield f"mức thu “{rate.name}”: loại, đơn vị tính hoặc căn cứ sai"
    if rate.amount_vnd is not None and not 0 <= rate.amount_vnd <= 1_000_000_000:
        yield f"mức thu “{rate.name}”: số tiền ngoài khoảng cho phép"
    if rate.amount_vnd == 0 and not rate.free_reason:
        yield f"mức thu “{rate.name}” bằng 0 phải ghi lý do"
    yield from _window(f"mức thu “{rate.name}”", rate.valid_from, rate.valid_to)


def _condition_problems(procedure: Procedure, questions: Questions) -> Found:
    choices = {q.key: {c.value for c in q.choices} for q in questions.of(procedure)}
    for condition in conditions_of(procedure):
        key, equals, values = condition.lstrip("!").partition("=")
        if key not in questions.keys:
            yield f"điều kiện “{condition}”: không có câu hỏi này"
        elif equals and not set(values.split("|")) <= choices[key]:
            yield f"điều kiện “{condition}”: không có câu trả lời này"


def _window(what: str, begin: str | None, end: str | None) -> Found:
    try:
        days = [date.fromisoformat(d) if d else None for d in (begin, end)]
    except ValueError:
        yield f"{what}: ngày phải có dạng 2027-03-01"
        return
    if days[0] and days[1] and days[0] > days[1]:
        yield f"{what}: ngày kết thúc trước ngày bắt đầu"
