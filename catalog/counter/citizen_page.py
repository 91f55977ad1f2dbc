"""The A5 page that a citizen takes home: what to bring, what not, what it costs, how long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from base.clock import local
from base.text import clean_line
from catalog.bundle.wording import amount_words
from catalog.checklist import NO_DATA, NOTHING, Checklist, Needed, checklist_for
from catalog.due import amount_for, hours_on
from catalog.fees import Fee, fee_for
from catalog.index import GONE
from catalog.papers.replaced import is_told
from catalog.procedure import Confidence, Procedure
from catalog.situations import Question, Situation, questions_for
from desk.profile import CentreProfile

_KIND_WORDS = {
    "original": "bản chính", "certified_copy": "bản sao", "electronic_copy": "bản điện tử",
}  # fmt: skip
_DOUBT = "Cần đối chiếu với Cổng DVCQG trước khi nộp."
_OPEN_CASE = "Giấy tờ còn tùy trường hợp: hỏi cán bộ một cửa."
_LONGEST_NAME = 90
_MOST_OPTIONS = 5


@dataclass(frozen=True, slots=True)
class PageLine:
    """One line with a box to tick: the paper, how many of which kind, and what to know."""

    name: str
    count: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class CitizenPage:
    """Everything on the page, in the words that are printed. Holds nothing of the citizen."""

    code: str
    title: str
    field: str
    centre: str
    phone: str
    printed_on: str
    case_lines: tuple[str, ...]
    bring: tuple[PageLine, ...]
    bring_in_case: tuple[PageLine, ...]
    show: tuple[PageLine, ...]
    fill_online: tuple[PageLine, ...]
    not_needed: tuple[str, ...]
    fee_lines: tuple[str, ...]
    time: str
    result: str
    hints: tuple[str, ...]
    cautions: tuple[str, ...]
    catalogue_version: str
    where: str = ""
    hours: str = ""
    due: str = ""

    def values(self) -> dict[str, Any]:
        """Return the page as plain values, for the template of the form folder."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Visit:
    """What the page is printed for: the case as far as it is known, on a day."""

    procedure: Procedure
    situation: Situation
    on: date
    copies: int = 0
    pages: int = 0
    due_at: datetime | None = None  # the appointment if it is handed in at once


def citizen_page(visit: Visit, profile: CentreProfile, catalogue_version: str) -> CitizenPage:
    """Return the page for one case; nothing is demanded that the office looks up itself."""
    procedure = visit.procedure
    checklist = checklist_for(procedure, visit.situation)
    fee = fee_for(procedure, visit.situation, copies=visit.copies, pages=visit.pages, on=visit.on)
    by_use = {use: _lines(checklist, use) for use in ("show", "online")}
    return CitizenPage(
        code=procedure.code,
        title=_capital(clean_line(procedure.name).removeprefix("Thủ tục ")),
        field=procedure.field,
        centre=profile.centre,
        phone=profile.phone,
        printed_on=f"{visit.on:%d/%m/%Y}",
        case_lines=_case_lines(procedure, visit.situation),
        bring=_lines(checklist, "submit"),
        bring_in_case=_lines(checklist, "submit", in_case=True),
        show=by_use["show"],
        fill_online=by_use["online"],
        not_needed=tuple(_not_needed(checklist)),
        fee_lines=_fee_lines(fee),
        time=amount_words(amount_for(procedure, visit.situation)),
        result=procedure.result or "",
        hints=tuple(hint.text for hint in checklist.hints if not hint.for_clerk),
        cautions=_cautions(procedure, checklist),
        catalogue_version=catalogue_version,
        where=procedure.vertical_agency or profile.centre,
        hours=_hours(profile, visit.on),
        due=_due(visit),
    )


def _due(visit: Visit) -> str:
    if visit.due_at is None or not visit.procedure.offerable:
        return ""
    at = local(visit.due_at)
    return f"nộp đủ hồ sơ ngày {visit.on:%d/%m/%Y} thì hẹn trả {at:%H:%M} ngày {at:%d/%m/%Y}"


def _hours(profile: CentreProfile, day: date) -> str:
    return ", ".join(f"{start} – {end}" for start, end in hours_on(day, profile.hours))


def _lines(checklist: Checklist, use: str, *, in_case: bool = False) -> tuple[PageLine, ...]:
    papers = (p for p in checklist.papers if p.use == use and p.is_conditional is in_case)
    return tuple(_line(paper) for paper in papers)


def _line(paper: Needed) -> PageLine:
    note = paper.why.partition(". ")[2]
    return PageLine(
        paper.name + _options(paper.options), f"{paper.count:02d} {_KIND_WORDS[paper.kind]}", note
    )


def _options(options: tuple[str, ...]) -> str:
    """Return which papers would do, as far as a small page holds them; "" where there is one."""
    if not options:
        return ""
    told = [_clipped(option) for option in options[:_MOST_OPTIONS]]
    if len(options) > _MOST_OPTIONS:
        told.append(f"và {len(options) - _MOST_OPTIONS} loại khác, hỏi cán bộ một cửa")
    return f": {'; '.join(told)}"


def _clipped(text: str) -> str:
    if len(text) > _LONGEST_NAME:
        text = text.partition(": ")[0]
    return text if len(text) <= _LONGEST_NAME else f"{text[:_LONGEST_NAME].rstrip()}…"


def _not_needed(checklist: Checklist) -> Iterator[str]:
    """Yield what the office finds itself; the checklist has nothing there that it asks for."""
    yield from checklist.looked_up
    for line in checklist.replaced:
        paper = line.partition("←")[0].strip().rstrip(";.")
        if not is_told(paper, checklist.looked_up):
            yield _clipped(paper)


def _case_lines(procedure: Procedure, situation: Situation) -> tuple[str, ...]:
    """Return the answers that were given, in words."""
    asked = {question.key: question for question in questions_for(procedure)}
    lines = (_answer(asked[key], value) for key, value in situation.items() if key in asked)
    return tuple(line for line in lines if line)


def _answer(question: Question, value: str | bool | int) -> str:
    if question.kind == "bool":
        return _capital(question.yes if str(value).lower() in {"true", "1"} else question.no)
    if question.kind == "number":
        return f"{question.text.rstrip('?')}: {value}"
    chosen = next((c for c in question.choices if c.value == str(value)), None)
    return _capital(chosen.because or chosen.label) if chosen else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _fee_lines(fee: Fee) -> tuple[str, ...]:
    lines = [f"{item.name}: {item.amount_words}" for item in fee.items]
    if len(fee.items) > 1 and fee.total_vnd is not None:
        lines.append(f"Cộng: {fee.total_words}")
    if fee.exempt is not None:
        lines.append(f"Miễn: {fee.exempt.reason}" + (" (hỏi lại)" if fee.exempt.doubt else ""))
    return (*lines, *fee.warnings)


def _cautions(procedure: Procedure, checklist: Checklist) -> tuple[str, ...]:
    found = []
    if procedure.status in GONE:
        found.append("Thủ tục này không còn áp dụng.")
    if procedure.status == "upcoming":
        found.append("Thủ tục này chưa có hiệu lực.")
    if procedure.status == "unverified":
        found.append("Thủ tục này chưa đối chiếu được, chưa nhận hồ sơ mới.")
    if not checklist.known:
        found.append(NO_DATA)
    elif checklist.undecided:
        found.append(_OPEN_CASE)
    elif not checklist.papers:
        found.append(NOTHING)
    if procedure.confidence is Confidence.LOW or procedure.time_limit.doubt:
        found.append(_DOUBT)
    return tuple(found)
