"""The open case as the window holds it, and how it is judged: one call for the whole live pane."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from catalog.procedure import Procedure
from citizens.person import Person
from dossiers.draft import IntakeDraft
from dossiers.drafts import SavedDraft
from dossiers.intake import Assessment, assess
from dossiers.reference import Reference
from forms.answers import parse_answers
from forms.derive.case import Case
from forms.prefill import ValueOrigin, prefill
from forms.printed import PRINT_FULL, switch_is_on
from forms.schema import FieldType, FormSchema, Sheet, Slot
from ui.pages.intake.sheet import APPLICANT_SHEET
from ui.wording import clipped

_WAITING = "waiting-"
_TITLE_LETTERS = 20
_NAME_WORDS = 2
_ATTRIBUTES = {
    Slot.FULL_NAME: frozenset({"full_name"}),
    Slot.BIRTH: frozenset({"birth"}),
    Slot.SEX: frozenset({"sex"}),
    Slot.NUMBER: frozenset({"personal_number"}),
    Slot.IDENTITY_LINE: frozenset({"personal_number", "old_number", "issue_date"}),
    Slot.RESIDENCE: frozenset({"residence"}),
}
_WHO_ASKS = frozenset({"requester", "submitter"})


@dataclass(slots=True)
class OpenCase:
    """One case on the desk. `typed` holds what the clerk wrote, raw; the rest follows from it."""

    draft_id: str
    procedure: Procedure
    schema: FormSchema
    people: dict[str, Person] = field(default_factory=dict, repr=False)
    same_as: dict[str, str] = field(default_factory=dict)
    waiting: list[Person] = field(default_factory=list, repr=False)
    typed: dict[str, Any] = field(default_factory=dict, repr=False)
    answers: Mapping[str, Any] = field(default_factory=dict, repr=False)
    visited: set[str] = field(default_factory=set)
    contact: IntakeDraft | None = field(default=None, repr=False)
    note: str = field(default="", repr=False)

    @property
    def has_form(self) -> bool:
        """Whether the library has a paper for it."""
        return self.schema.id != APPLICANT_SHEET.id

    @property
    def has_paper(self) -> bool:
        """Whether there is something to print: some forms are filled on a portal only."""
        return self.has_form and self.schema.sheet in (Sheet.PAPER, Sheet.PREVIEW)

    @property
    def is_untouched(self) -> bool:
        """Whether nothing has been scanned, typed or ticked."""
        return not (self.people or self.waiting or self.typed or self.note or self.contact)

    def persons(self) -> dict[str, Person]:
        """Return people by role, with those who are the person of another role."""
        twins = {r: self.people[o] for r, o in self.same_as.items() if o in self.people}
        return {**twins, **self.people}

    def put(self, role: str, person: Person) -> None:
        """Give a role to a person; what was emptied by hand there may be filled again."""
        self.people[role] = person
        self.same_as.pop(role, None)
        for line in self.schema.fields:
            if line.role == role and self.typed.get(line.key) in ("", None):
                self.typed.pop(line.key, None)

    def draft(self) -> IntakeDraft:
        """Return the case as the rooms below take it."""
        base = self.contact or IntakeDraft(self.procedure.code)
        return replace(
            base,
            procedure_code=self.procedure.code,
            form_id=self.schema.id if self.has_form else None,
            answers=dict(self.answers),
            people=self.persons(),
            draft_id=self.draft_id,
        )

    def saved(self) -> IntakeDraft:
        """Return the case to be kept: with people who still have no role."""
        waiting = {f"{_WAITING}{n}": person for n, person in enumerate(self.waiting)}
        return replace(self.draft(), people={**self.people, **waiting}, answers=dict(self.typed))

    def view(self) -> dict[str, Any]:
        """Return what the window needs beside the draft."""
        return {
            "same_as": dict(self.same_as),
            "visited": sorted(self.visited),
            "note": self.note,
        }

    @property
    def title(self) -> str:
        """A few words that the clerk knows the case by: procedure and whom it is about."""
        lines = [f for f in self.schema.fields if f.type is FieldType.NAME]
        lines.sort(key=lambda f: f.role in _WHO_ASKS)
        written = [str(self.answers.get(f.key) or "") for f in lines]
        scanned = [p.full_name or "" for p in (*self.people.values(), *self.waiting)]
        about = next((name for name in (*written, *scanned) if name), "")
        short = clipped(short_name(self.procedure.name), _TITLE_LETTERS)
        known_by = " ".join(about.title().split()[-_NAME_WORDS:])
        return f"{short} · {known_by}" if about else short


@dataclass(frozen=True, slots=True)
class Judged:
    """Everything that follows from a case at one moment."""

    answers: Mapping[str, Any] = field(repr=False)
    sources: Mapping[str, ValueOrigin]
    offers: Mapping[str, tuple[str, ...]] = field(repr=False)
    unprinted: frozenset[str]
    doubtful: frozenset[str]
    assessment: Assessment = field(repr=False)


def open_case(reference: Reference, procedure: Procedure, draft_id: str) -> OpenCase:
    """Return an empty case of a procedure."""
    day = reference.fill_context().today
    schema = reference.library.for_procedure(procedure.code, day) or APPLICANT_SHEET
    return OpenCase(draft_id, procedure, schema)


def restore_case(reference: Reference, saved: SavedDraft) -> OpenCase:
    """Return a saved case as it stood on the screen."""
    day = reference.fill_context().today
    draft = saved.draft
    case = open_case(reference, reference.catalogue.get(draft.procedure_code, day), saved.id)
    case.people = {k: p for k, p in draft.people.items() if not k.startswith(_WAITING)}
    case.waiting = [p for k, p in draft.people.items() if k.startswith(_WAITING)]
    case.typed = dict(draft.answers)
    case.answers = dict(draft.answers)  # until it is judged again
    case.same_as = dict(saved.view.get("same_as", {}))
    case.visited = set(saved.view.get("visited", ()))
    case.note = str(saved.view.get("note", ""))
    case.contact = replace(draft, people={}, answers={})
    return case


def judge(reference: Reference, case: OpenCase, moment: datetime) -> Judged:
    """Fill what is known, then judge the case; `case` must not change meanwhile: give a copy.

    Raises InputError as `assess` does.
    """
    context = reference.fill_context()
    roles = {role.key for role in case.schema.roles}
    people = {role: p for role, p in case.people.items() if role in roles}
    same = {r: o for r, o in case.same_as.items() if r in roles and o in roles}
    filled = prefill(
        case.schema, people, context=replace(context, same_as=same), answers=case.typed
    )
    answers = {**filled.answers, **{k: v for k, v in case.typed.items() if v in ("", None)}}
    case.answers = {key: value for key, value in answers.items() if value not in ("", None)}
    return Judged(
        answers=answers,
        sources=filled.sources,
        offers=filled.suggestions,
        unprinted=_unprinted(case.schema, case.answers),
        doubtful=_doubtful(case),
        assessment=assess(reference, case.draft(), moment),
    )


def canonical(case: OpenCase) -> dict[str, Any]:
    """Return the answers in their stored shape; call once nothing is wrong with them."""
    return dict(parse_answers(case.schema, case.answers).answers)


def snapshot(case: OpenCase) -> OpenCase:
    """Return a copy that a worker may read while the clerk types on."""
    return replace(
        case,
        people=dict(case.people),
        same_as=dict(case.same_as),
        waiting=list(case.waiting),
        typed=dict(case.typed),
        visited=set(case.visited),
    )


def short_name(procedure_name: str) -> str:
    """Return a procedure's name without its ceremonious beginning."""
    for prefix in ("thủ tục ", "đăng ký "):
        if procedure_name.lower().startswith(prefix):
            procedure_name = procedure_name[len(prefix) :]
    return procedure_name[:1].upper() + procedure_name[1:]


def _doubtful(case: OpenCase) -> frozenset[str]:
    """Return the lines that stay empty until the clerk has compared the value with the card."""
    people = case.persons()
    found = set()
    for line in case.schema.fields:
        person = people.get(line.role or "")
        if person is None or line.slot is None or case.answers.get(line.key):
            continue
        if _ATTRIBUTES.get(line.slot, frozenset()) & set(person.review):
            found.add(line.key)
    return frozenset(found)


def _unprinted(schema: FormSchema, answers: Mapping[str, Any]) -> frozenset[str]:
    """Return the lines that stay blank on paper since the person has a number (footnote 2)."""
    if switch_is_on(schema, answers, PRINT_FULL):
        return frozenset()
    known = Case(schema, answers)
    return frozenset(
        line.key
        for line in schema.fields
        if line.only_if_unidentified and known.number(line.only_if_unidentified) is not None
    )
