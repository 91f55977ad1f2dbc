"""Which papers this case needs, why, and which questions are still open."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.procedure import Hint, PaperSpec, Procedure
from catalog.situations import (
    Question,
    Situation,
    because,
    holds,
    questions_for,
    with_defaults,
)

NO_DATA = "Chưa có dữ liệu thành phần hồ sơ, xem Cổng DVCQG."
_USE_WORDS = {
    "submit": "Phải nộp",
    "show": "Xuất trình để đối chiếu, không thu",
    "online": "Khai trên Cổng dịch vụ công khi nộp trực tuyến",
}


@dataclass(frozen=True, slots=True)
class Needed:
    """One paper to tick. `kind`: original, certified_copy (bản sao) or electronic_copy.

    `use`: submit, show or online. `wording` is the published text where the name is shorter.
    """

    name: str
    kind: str
    count: int
    use: str
    why: str
    form_id: str | None = None
    form_title: str | None = None
    wording: str = ""


@dataclass(frozen=True, slots=True)
class NeededForm:
    """One form that this case fills; `form_id` None: the library does not have it."""

    title: str
    form_id: str | None


@dataclass(frozen=True, slots=True)
class Checklist:
    """The papers of a case. `known` False: the catalogue has no papers, which is no empty list.

    `looked_up` are papers that the office finds itself and must not ask for; `replaced` what
    databases replace (Nghị quyết 66.7/2025/NQ-CP). `undecided`: an open question can add papers.
    `hints` are warnings that hold for this case, `forms` the sheets that are filled.
    """

    papers: tuple[Needed, ...]
    questions: tuple[Question, ...]
    known: bool
    looked_up: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    undecided: bool = False
    hints: tuple[Hint, ...] = ()
    forms: tuple[NeededForm, ...] = ()


def checklist_for(procedure: Procedure, situation: Situation) -> Checklist:
    """Return the papers that the situation asks for, and the questions not answered yet."""
    questions = tuple(q for q in questions_for(procedure) if q.key not in situation)
    situation = with_defaults(procedure, situation)
    applies = [paper for paper in procedure.papers if holds(paper.when, situation)]
    return Checklist(
        papers=tuple(_needed(paper, procedure) for paper in applies if paper.use != "lookup"),
        questions=questions,
        known=bool(procedure.papers),
        looked_up=tuple(paper.name for paper in applies if paper.use == "lookup"),
        replaced=procedure.data_replaced,
        undecided=_is_undecided(procedure, questions),
        hints=tuple(hint for hint in procedure.hints if holds(hint.when, situation)),
        forms=tuple(
            NeededForm(paper.form_title, paper.form_id)
            for paper in applies
            if paper.form_title and paper.use == "submit"
        ),
    )


def _needed(paper: PaperSpec, procedure: Procedure) -> Needed:
    kind = "original" if paper.original else "certified_copy"
    if paper.use == "online":
        kind = "electronic_copy"
    return Needed(
        name=paper.name,
        kind=kind,
        count=paper.original or paper.copies or 1,
        use=paper.use,
        why=_why(paper, procedure),
        form_id=paper.form_id,
        form_title=paper.form_title,
        wording=paper.published,
    )


def _why(paper: PaperSpec, procedure: Procedure) -> str:
    parts = [_USE_WORDS[paper.use]]
    reason = because(
        (c for c in paper.when if not c.startswith(("channel=", "!abandoned"))), procedure
    )
    if reason:
        parts.append(f"vì {reason}" if not reason[:1].isupper() else reason)
    elif paper.case:
        parts.append(paper.case)
    if paper.original and paper.copies:
        parts.append(f"nguồn ghi {paper.original} bản chính, {paper.copies} bản sao")
    text = "; ".join(parts) + "."
    return f"{text} {paper.note}".strip()


def _is_undecided(procedure: Procedure, questions: tuple[Question, ...]) -> bool:
    open_keys = {q.key for q in questions if q.default is None and q.kind == "choice"}
    used = {c.lstrip("!").partition("=")[0] for paper in procedure.papers for c in paper.when}
    return bool(open_keys & used)
