"""Judging an open case: situation, problems, papers, fee, due date. The one place where forms meet
the catalogue; pure, so the live pane and the command line get the same answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from base.clock import legal_date
from base.errors import InputError
from base.text import fold
from catalog.checklist import NO_DATA, Checklist, Needed, checklist_for
from catalog.due import Due, due_for
from catalog.fees import Fee, fee_for
from catalog.procedure import Confidence, Procedure
from dossiers.draft import IntakeDraft, PaperKind, TickedPaper
from dossiers.parties import Parties, parties_of
from dossiers.reference import Reference
from dossiers.situation import SituationValue, copies_of, derive_situation
from forms.schema import FormSchema, Problem, Severity
from forms.views import judge


@dataclass(frozen=True, slots=True)
class Caution:
    """Something the clerk should know; never a refusal."""

    code: str
    text: str
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything the live pane shows of a case at one moment."""

    procedure: Procedure
    schema: FormSchema | None
    parties: Parties = field(repr=False)
    situation: Mapping[str, SituationValue]
    problems: tuple[Problem, ...] = field(repr=False)
    checklist: Checklist
    papers: tuple[TickedPaper, ...]
    missing_papers: tuple[Needed, ...]
    fee: Fee
    due: Due
    warnings: tuple[Caution, ...]
    competent_unit: str
    received_at: datetime

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stand in the way of acceptance."""
        return tuple(p for p in self.problems if p.severity is Severity.ERROR)

    @property
    def can_accept(self) -> bool:
        """Whether the case may be taken in as it is (missing papers are the clerk's decision)."""
        return not self.errors


def assess(reference: Reference, draft: IntakeDraft, received_at: datetime) -> Assessment:
    """Judge a case as if it were received at this moment.

    Raises InputError for an unknown procedure or form, or a procedure that is no longer taken in.
    """
    today = legal_date(received_at)
    procedure = reference.catalogue.get(draft.procedure_code, today)
    _refuse_if_not_offered(procedure)
    schema = schema_for(reference, draft, procedure, received_at)
    parties = parties_of(draft, schema)
    situation = derive_situation(draft, schema, parties, today)
    checklist = checklist_for(procedure, situation)
    due = due_for(
        procedure, received_at, reference.calendar, reference.profile, situation=situation
    )
    papers = _handed_in(checklist, draft, schema)
    missing = _missing(checklist, papers)
    copies = copies_of(draft.answers)
    fee = fee_for(procedure, situation, copies=copies, pages=draft.pages, on=today)
    return Assessment(
        procedure=procedure,
        schema=schema,
        parties=parties,
        situation=situation,
        problems=_problems(draft, schema, parties, received_at),
        checklist=checklist,
        papers=papers,
        missing_papers=missing,
        fee=fee,
        due=due,
        warnings=(
            *_cautions(procedure),
            *_paper_cautions(checklist, missing),
            *(Caution("fee", text) for text in fee.warnings),
            *(Caution("due", text) for text in due.warnings),
        ),
        competent_unit=draft.competent_unit or reference.profile.authority,
        received_at=received_at,
    )


def schema_for(
    reference: Reference, draft: IntakeDraft, procedure: Procedure, moment: datetime
) -> FormSchema | None:
    """Return the form of a case in the version of that day; None when the library has none."""
    today = legal_date(moment)
    if draft.form_id is not None:
        return reference.library.get(draft.form_id, today)
    return reference.library.for_procedure(procedure.code, today)


def _refuse_if_not_offered(procedure: Procedure) -> None:
    if procedure.status == "upcoming":
        raise InputError(
            "DOSSIER-11",
            f"Thủ tục {procedure.code} chưa có hiệu lực.",
            f"Tiếp nhận từ ngày {procedure.valid_from}; trước đó dùng thủ tục đang có hiệu lực.",
        )
    if procedure.status not in {"repealed", "superseded"}:
        return
    instead = ", ".join(procedure.replaced_by)
    raise InputError(
        "DOSSIER-01",
        f"Thủ tục {procedure.code} không còn được tiếp nhận.",
        f"Dùng thủ tục thay thế: {instead}." if instead else "Tìm thủ tục thay thế (Ctrl+K).",
        detail=procedure.status,
    )


def _problems(
    draft: IntakeDraft, schema: FormSchema | None, parties: Parties, moment: datetime
) -> tuple[Problem, ...]:
    if schema is not None:
        return judge(schema, draft.answers, today=legal_date(moment))
    if parties.applicant is None:
        return (
            Problem(
                "/applicant_name",
                "DOSSIER-02",
                "Chưa có họ tên người nộp hồ sơ. Quét thẻ hoặc nhập tay (F4).",
                "Thông tư 03/2025/TT-VPCP, Mẫu số 01",
                Severity.ERROR,
            ),
        )
    return ()


def _handed_in(
    checklist: Checklist, draft: IntakeDraft, schema: FormSchema | None
) -> tuple[TickedPaper, ...]:
    """Return what was ticked, and the declaration that is filled in here and signed at the desk."""
    ticked = {fold(paper.name) for paper in draft.papers}
    made_here = (
        TickedPaper(paper.name, PaperKind.ORIGINAL, max(paper.count, 1))
        for paper in checklist.papers
        if schema is not None and paper.form_id == schema.id and paper.use == "submit"
    )
    return (*(p for p in made_here if fold(p.name) not in ticked), *draft.papers)


def _missing(checklist: Checklist, papers: tuple[TickedPaper, ...]) -> tuple[Needed, ...]:
    ticked = {fold(paper.name) for paper in papers}
    return tuple(
        paper
        for paper in checklist.papers
        if paper.use == "submit" and fold(paper.name) not in ticked
    )


def _paper_cautions(checklist: Checklist, missing: tuple[Needed, ...]) -> Iterator[Caution]:
    if not checklist.known:
        yield Caution("papers_unknown", NO_DATA)
    if missing:
        yield Caution("papers_missing", f"Còn thiếu {len(missing)} thành phần hồ sơ.")
    for hint in checklist.hints:
        doubt = " (chưa đối chiếu văn bản)" if hint.doubt else ""
        yield Caution("hint", hint.text + doubt, hint.basis)
    if checklist.undecided:
        yield Caution("situation_open", "Trả lời các câu hỏi về trường hợp để biết đủ hồ sơ.")


def _cautions(procedure: Procedure) -> Iterator[Caution]:
    if procedure.confidence is Confidence.LOW:
        yield Caution("low_confidence", "Dữ liệu thủ tục này chưa được đối chiếu.")
    if procedure.vertical_agency:
        yield Caution("vertical_agency", f"Thường nộp tại: {procedure.vertical_agency}.")
    if procedure.status in {"scheduled_repeal", "unverified"}:
        yield Caution(procedure.status, procedure.status_note)
