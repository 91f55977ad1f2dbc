"""Judging an open case: situation, problems, papers, fee, due date. The one place where forms meet
the catalogue; pure, so the live pane and the command line get the same answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from base.clock import legal_date
from base.errors import InputError
from catalog.catalogue import Catalogue
from catalog.checklist import NO_DATA, Checklist, Needed, checklist_for
from catalog.counter.standing import competent_unit, replacement_words
from catalog.due import Due, due_for
from catalog.fees import Fee, fee_for
from catalog.procedure import Confidence, Procedure
from catalog.situations import SituationValue
from dossiers.authority import acts_for_another, has_letter
from dossiers.case.forms import CaseForm, declarations, forms_of
from dossiers.case.handing import Handing, left_out, made_here
from dossiers.case.judging import (
    JudgedForm,
    Offer,
    events_offered,
    implied_by_papers,
    implied_by_ticks,
    judged_forms,
    offers_for,
    settled,
    situation_of,
)
from dossiers.case.sums import latest, sum_of, union_of
from dossiers.draft import IntakeDraft, Part, TickedPaper
from dossiers.kept.warnings import RuleWarning
from dossiers.parties import Parties, parties_of
from dossiers.reference import Reference
from dossiers.situation import common_situation, copies_of, open_by_date
from forms.schema import FormSchema, Problem, Severity


@dataclass(frozen=True, slots=True)
class Caution:
    """Something the clerk should know; never a refusal."""

    code: str
    text: str
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything the live pane shows of a case at one moment.

    `schema` and `situation` are those of the main declaration; `problems` are of all `forms`, fee,
    checklist and appointment of all events together. `offers` and `events_offered` can be added,
    `declarations` chosen from; `settled` are questions that the chosen papers answer.
    """

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
    forms: tuple[JudgedForm, ...] = ()
    made_here: frozenset[str] = frozenset()
    settled: frozenset[str] = frozenset()
    offers: tuple[Offer, ...] = ()
    events_offered: tuple[FormSchema, ...] = ()
    declarations: tuple[FormSchema, ...] = ()
    undecided: frozenset[str] = frozenset()  # of the situation, until a date is written

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stand in the way of acceptance."""
        return tuple(p for p in self.problems if p.severity is Severity.ERROR)

    @property
    def rule_warnings(self) -> tuple[RuleWarning, ...]:
        """What the rules of all forms warn of: it stops nothing, and may be kept with a reason."""
        return tuple(w for form in self.forms for w in form.placed_warnings())

    @property
    def can_accept(self) -> bool:
        """Whether the case may be taken in as it is (missing papers are the clerk's decision)."""
        return not self.errors


@dataclass(frozen=True, slots=True)
class _Event:
    """One declaration, or the whole case where it has none."""

    form: CaseForm | None
    situation: Mapping[str, SituationValue]
    checklist: Checklist
    fee: Fee
    due: Due


def assess(reference: Reference, draft: IntakeDraft, received_at: datetime) -> Assessment:
    """Judge a case as if it were received at this moment.

    Raises InputError for an unknown procedure or form, or a procedure that is no longer taken in.
    """
    today = legal_date(received_at)
    procedure = reference.catalogue.get(draft.procedure_code, today)
    refuse_if_not_offered(reference.catalogue, procedure, today)
    forms = forms_of(reference, draft, procedure, today)
    parties = parties_of(draft, forms)
    events = _events(reference, draft, procedure, (forms, parties), received_at)
    checklist = union_of([event.checklist for event in events])
    due = latest([event.due for event in events])
    fee = sum_of([event.fee for event in events])
    schema = forms[0].schema if forms and forms[0].part is Part.MAIN else None
    situations = {event.form.pointer: event.situation for event in events if event.form}
    judged = judged_forms(forms, procedure, situations, today, has_letter(draft))
    handing = _handing(draft, procedure, forms, judged, events)
    return Assessment(
        procedure=procedure,
        schema=schema,
        parties=parties,
        situation=events[0].situation,
        problems=(*_nobody(schema, parties), *(p for form in judged for p in form.placed())),
        checklist=checklist,
        papers=handing.papers,
        missing_papers=handing.missing,
        fee=fee,
        due=due,
        warnings=(
            *(_left_out_caution(form) for form in left_out(judged)),
            *_warnings(procedure, (checklist, handing.missing), fee, due),
        ),
        competent_unit=draft.competent_unit or _usual_unit(reference, procedure),
        received_at=received_at,
        forms=judged,
        made_here=frozenset(paper.name for paper in handing.made),
        settled=settled(forms, procedure, draft),
        offers=offers_for(reference, procedure, checklist, forms, today),
        events_offered=events_offered(reference, procedure, schema, today),
        declarations=declarations(reference, procedure, today),
        undecided=_undecided(schema, draft, events[0].situation),
    )


def _undecided(
    schema: FormSchema | None, draft: IntakeDraft, known: Mapping[str, SituationValue]
) -> frozenset[str]:
    return (open_by_date(schema, draft.answers) if schema else frozenset()) - set(known)


def _usual_unit(reference: Reference, procedure: Procedure) -> str:
    return competent_unit(procedure, reference.profile.authority)


def _events(
    reference: Reference,
    draft: IntakeDraft,
    procedure: Procedure,
    known: tuple[Sequence[CaseForm], Parties],
    received_at: datetime,
) -> list[_Event]:
    """Return every event with its own situation, papers, fee and time; at least one."""
    forms, parties = known
    today = legal_date(received_at)
    by_ticks = implied_by_ticks(procedure, draft.papers)
    main = forms[0].schema if forms and forms[0].part is Part.MAIN else None
    has_agent = parties.has_agent or acts_for_another(main, draft.answers)
    common = by_ticks | common_situation(draft.channel, has_agent=has_agent)
    by_papers = implied_by_papers(forms, procedure)
    declared: list[CaseForm | None] = [f for f in forms if f.part is not Part.COMPANION]
    found = []
    for form in declared or [None]:
        situation: dict[str, SituationValue] = {**common, **draft.situation}
        if form is not None:
            situation = situation_of(form, procedure, common, draft, today)
        situation |= by_papers  # who makes a paper has answered its question
        copies = copies_of(form.answers if form is not None else draft.answers)
        found.append(
            _Event(
                form,
                situation,
                checklist_for(procedure, situation),
                fee_for(procedure, situation, copies=copies, pages=draft.pages, on=today),
                due_for(
                    procedure, received_at, reference.calendar, reference.profile,
                    situation=situation,
                ),
            )
        )  # fmt: skip
    return found


def refuse_if_not_offered(catalogue: Catalogue, procedure: Procedure, on: date) -> None:
    """Raise InputError DOSSIER-01, -11 or -12 for a procedure under which nothing is taken in."""
    if procedure.status == "upcoming":
        raise InputError(
            "DOSSIER-11",
            f"Thủ tục {procedure.code} chưa có hiệu lực.",
            f"Tiếp nhận từ ngày {procedure.valid_from}; trước đó dùng thủ tục đang có hiệu lực.",
        )
    if procedure.status == "unverified":
        raise InputError(
            "DOSSIER-12",
            f"Thủ tục {procedure.code} chưa đối chiếu được, chưa nhận hồ sơ mới.",
            "Xem Cổng DVCQG và quyết định công bố của tỉnh; nếu còn áp dụng, báo nơi phát hành "
            "danh mục.",
            detail=procedure.status,
        )
    if procedure.offerable:
        return
    instead = replacement_words(catalogue, procedure, on)
    raise InputError(
        "DOSSIER-01",
        f"Thủ tục {procedure.code} không còn được tiếp nhận.",
        f"Dùng thủ tục thay thế: {instead}." if instead else "Tìm thủ tục thay thế (Ctrl+K).",
        detail=procedure.status,
    )


def _nobody(schema: FormSchema | None, parties: Parties) -> tuple[Problem, ...]:
    """Return the one problem of a case without a form: nobody is named."""
    if schema is not None or parties.applicant is not None:
        return ()
    return (
        Problem(
            "/applicant_name",
            "DOSSIER-02",
            "Chưa có họ tên người nộp hồ sơ. Quét thẻ hoặc nhập tay (F4).",
            "Thông tư 03/2025/TT-VPCP, Mẫu số 01",
            Severity.ERROR,
        ),
    )


def _handing(
    draft: IntakeDraft,
    procedure: Procedure,
    forms: Sequence[CaseForm],
    judged: Sequence[JudgedForm],
    events: Sequence[_Event],
) -> Handing:
    asked = {event.form.event if event.form else 1: event.checklist for event in events}
    unready = frozenset(form.pointer for form in judged if not form.is_ready)
    made = made_here(union_of(list(asked.values())), forms, procedure, unready)
    return Handing(asked, forms, made, draft.papers)


def _left_out_caution(form: JudgedForm) -> Caution:
    return Caution(
        "paper_not_ready",
        f"“{form.name}” chưa ghi đủ để ký: chưa tính là giấy đã nộp, không ghi vào giấy tiếp nhận.",
    )


def _warnings(
    procedure: Procedure,
    papers: tuple[Checklist, tuple[Needed, ...]],
    fee: Fee,
    due: Due,
) -> Iterator[Caution]:
    yield from _cautions(procedure)
    yield from _paper_cautions(*papers)
    yield from (Caution("fee", text) for text in fee.warnings)
    yield from (Caution("due", text) for text in due.warnings)


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
    if procedure.status == "scheduled_repeal":
        yield Caution(procedure.status, procedure.status_note)
