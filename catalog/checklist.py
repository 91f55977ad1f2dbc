"""Which papers this case needs, why, and which questions are still open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import msgspec

from base.text import fold
from catalog.papers.conditions import states_its_case
from catalog.papers.replaced import replaced_lines
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
NOTHING = "Nguồn không ghi giấy tờ phải nộp ở trường hợp này: cần đối chiếu với Cổng DVCQG."
IF_IN_CASE = "nếu thuộc trường hợp"
_CHOICE = "Một trong"  # how a heading begins whose papers are one choice
_USE_WORDS = {
    "submit": "Phải nộp",
    "show": "Xuất trình để đối chiếu, không thu",
    "online": "Khai trên Cổng dịch vụ công khi nộp trực tuyến",
}


@dataclass(frozen=True, slots=True)
class Needed:
    """One paper to tick. `kind`: original, certified_copy (bản sao) or electronic_copy.

    `use`: submit, show or online. `wording` is the published text where the name is shorter.
    `is_conditional`: it is asked for in some cases only, as its name says, and nobody has asked
    whether this is one. `options`: any one of these will do.
    """

    name: str
    kind: str
    count: int
    use: str
    why: str
    form_id: str | None = None
    form_title: str | None = None
    wording: str = ""
    is_conditional: bool = False
    options: tuple[str, ...] = ()

    @property
    def is_compulsory(self) -> bool:
        """Whether it is missing while it is not handed in."""
        return self.use == "submit" and not self.is_conditional


@dataclass(frozen=True, slots=True)
class NeededForm:
    """One form that this case fills; `form_id` None: the library does not have it."""

    title: str
    form_id: str | None


@dataclass(frozen=True, slots=True)
class Checklist:
    """The papers of a case. `known` False: the catalogue has no papers, which is no empty list.

    `looked_up` are papers that the office finds itself and must not ask for; `replaced` what
    databases replace (Nghị quyết 66.7/2025/NQ-CP), nothing of which `papers` asks for.
    `undecided`: an open question can add papers, `deciding` are those. `hints` are warnings that
    hold for this case, `forms` the sheets that are filled.
    """

    papers: tuple[Needed, ...]
    questions: tuple[Question, ...]
    known: bool
    looked_up: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    undecided: bool = False
    hints: tuple[Hint, ...] = ()
    forms: tuple[NeededForm, ...] = ()
    deciding: tuple[Question, ...] = ()


def checklist_for(procedure: Procedure, situation: Situation) -> Checklist:
    """Return the papers that the situation asks for, and the questions not answered yet."""
    questions = tuple(q for q in questions_for(procedure) if q.key not in situation)
    situation = with_defaults(procedure, situation)
    deciding = _deciding(procedure, questions, situation)
    applies = _applying(procedure, situation, deciding)
    return Checklist(
        papers=tuple(_papers(applies, procedure)),
        questions=questions,
        known=bool(procedure.papers),
        looked_up=tuple(dict.fromkeys(p.name for p in applies if p.use == "lookup")),
        replaced=tuple(replaced_lines(procedure, applies)),
        undecided=bool(deciding),
        hints=tuple(hint for hint in procedure.hints if holds(hint.when, situation)),
        forms=tuple(
            NeededForm(paper.form_title, paper.form_id)
            for paper in applies
            if paper.form_title and paper.use == "submit"
        ),
        deciding=deciding,
    )


def in_order_of_asking(procedure: Procedure) -> tuple[Question, ...]:
    """Return all questions of a procedure, first those on which its papers hang.

    The order is that of the procedure, not of the case: no question moves while it is answered.
    """
    hung = {c.lstrip("!").partition("=")[0] for paper in procedure.papers for c in paper.when}
    questions = questions_for(procedure)
    first = [q for q in questions if q.key in hung and q.default is None and q.kind == "choice"]
    return (*first, *(q for q in questions if q not in first))


def _applying(
    procedure: Procedure, situation: Situation, deciding: Sequence[Question]
) -> list[PaperSpec]:
    """Return the papers that hold, and while a question is open those of its every answer."""
    applies = [paper for paper in procedure.papers if holds(paper.when, situation)]
    known = {_kind_of(paper) for paper in applies}
    for question in deciding:
        cases = [{**situation, question.key: choice.value} for choice in question.choices]
        each = [[p for p in procedure.papers if holds(p.when, case)] for case in cases]
        kinds = [{_kind_of(paper) for paper in papers} for papers in each]
        for paper in each[0] if each else ():
            kind = _kind_of(paper)
            if not paper.case.startswith(_CHOICE) and all(kind in one for one in kinds):
                if kind not in known:
                    applies.append(msgspec.structs.replace(paper, when=(), case="", note=""))
                known.add(kind)
    return applies


def _kind_of(paper: PaperSpec) -> tuple[str, str]:
    """Return what makes a paper the same in another case: its form, else its name."""
    return paper.form_id or fold(paper.name), paper.use


def _papers(applies: Iterable[PaperSpec], procedure: Procedure) -> Iterator[Needed]:
    """Yield every paper once; those under a heading “Một trong …” are one of them."""
    found: dict[tuple[str, str], Needed] = {}
    for paper in applies:
        if paper.use == "lookup":
            continue
        needed = _needed(paper, procedure)
        is_choice = paper.case.startswith(_CHOICE)
        key = (fold(paper.case if is_choice else paper.name), paper.use)
        if not is_choice:
            found.setdefault(key, needed)
            continue
        first = found.get(key) or replace(needed, name=paper.case, wording="", options=())
        found[key] = replace(first, options=(*first.options, paper.name), is_conditional=False)
    yield from found.values()


def _is_conditional(paper: PaperSpec) -> bool:
    """Whether nobody is asked for the condition, which the name or a mark of the data tells.

    A heading (`case=`) is no condition of the paper's own.
    """
    asked = any(not condition.startswith("case=") for condition in paper.when)
    tells = paper.conditional or states_its_case(paper.name)
    return paper.use == "submit" and not asked and tells


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
        is_conditional=_is_conditional(paper),
    )


def _why(paper: PaperSpec, procedure: Procedure) -> str:
    parts = [f"Nộp {IF_IN_CASE}" if _is_conditional(paper) else _USE_WORDS[paper.use]]
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


def _deciding(
    procedure: Procedure, questions: Sequence[Question], situation: Situation
) -> tuple[Question, ...]:
    """Return the open questions on which a paper hangs that the case does not rule out.

    What hangs on two of them is asked for when the first one is answered.
    """
    open_keys = {q.key for q in questions if q.default is None and q.kind == "choice"}
    alone: set[str] = set()
    together: set[str] = set()
    for paper in procedure.papers:
        keys = {condition: condition.lstrip("!").partition("=")[0] for condition in paper.when}
        rest = (condition for condition, key in keys.items() if key not in open_keys)
        if holds(rest, situation):
            hung = open_keys & set(keys.values())
            (alone if len(hung) == 1 else together).update(hung)
    return tuple(q for q in questions if q.key in (alone or together))
