"""The open case as the window holds it, and as it is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from catalog.procedure import Procedure
from citizens.person import Person
from dossiers.case.forms import further_form
from dossiers.draft import FurtherForm, IntakeDraft
from dossiers.drafts import SavedDraft
from dossiers.reference import Reference
from forms.earlier import EarlierValues
from forms.schema import FieldType, Sheet
from ui.pages.intake.papers.changes import bases_of
from ui.pages.intake.papers.open_form import OpenForm
from ui.pages.intake.papers.open_papers import OpenPapers
from ui.pages.intake.sheet import APPLICANT_SHEET
from ui.wording import clipped

_WAITING = "waiting-"
_TITLE_LETTERS = 20
_NAME_WORDS = 2
_WHO_ASKS = frozenset({"requester", "submitter"})


@dataclass(slots=True, kw_only=True)
class OpenCase(OpenPapers):
    """One case on the desk."""

    draft_id: str
    procedure: Procedure
    waiting: list[Person] = field(default_factory=list, repr=False)
    contact: IntakeDraft | None = field(default=None, repr=False)
    note: str = field(default="", repr=False)
    is_arranged: bool = False  # the clerk added papers or chose among them
    unfinished: dict[str, str] = field(default_factory=dict, repr=False)  # begun in dialogs
    earlier: dict[str, EarlierValues] = field(default_factory=dict, repr=False)  # by number

    @property
    def has_form(self) -> bool:
        """Whether the library has a declaration for it."""
        return self.main.schema.id != APPLICANT_SHEET.id

    @property
    def printed(self) -> tuple[OpenForm, ...]:
        """The papers that can be printed, in order: some forms are filled on a portal only."""
        return tuple(
            form
            for form in self.forms
            if form.schema.id != APPLICANT_SHEET.id
            and form.schema.sheet in (Sheet.PAPER, Sheet.PREVIEW)
        )

    @property
    def has_paper(self) -> bool:
        """Whether there is something to print."""
        return bool(self.printed)

    @property
    def is_untouched(self) -> bool:
        """Whether nothing has been scanned, typed, ticked or added."""
        is_written = any(form.people or form.typed for form in self.forms)
        begun = is_written or self.waiting or self.note or self.contact or self.is_arranged
        return not (begun or self.unfinished)

    def jot(self, name: str, text: str) -> None:
        """Keep what is being written in a dialog, so that it is in the draft before it is done."""
        if text.strip():
            self.unfinished[name] = text
        else:
            self.unfinished.pop(name, None)

    def draft(self) -> IntakeDraft:
        """Return the case as the rooms below take it."""
        return self._draft([form.answers for form in self.forms], self.main.persons())

    def written(self) -> IntakeDraft:
        """Return the case with what is written on its papers, not what follows from it."""
        return self._draft([form.typed for form in self.forms], self.main.persons())

    def saved(self) -> IntakeDraft:
        """Return the case to be kept: with people who still have no role."""
        waiting = {f"{_WAITING}{n}": person for n, person in enumerate(self.waiting)}
        people = {**self.main.people, **waiting}
        draft = self._draft([form.typed for form in self.forms], people)
        own = zip(draft.further, self.forms[1:], strict=True)
        return replace(draft, further=tuple(replace(f, people=dict(o.people)) for f, o in own))

    def _draft(
        self, answers: Sequence[Mapping[str, Any]], people: Mapping[str, Person]
    ) -> IntakeDraft:
        base = self.contact or IntakeDraft(self.procedure.code)
        return replace(
            base,
            procedure_code=self.procedure.code,
            form_id=self.main.schema.id if self.has_form else None,
            answers=dict(answers[0]),
            people=dict(people),
            draft_id=self.draft_id,
            kept=self.main.kept,
            further=tuple(
                form.further(given) for form, given in zip(self.forms[1:], answers[1:], strict=True)
            ),
        )

    def view(self) -> dict[str, Any]:
        """Return what the window needs beside the draft."""
        first, *others = [
            {"same_as": dict(form.same_as), "visited": sorted(form.visited)} for form in self.forms
        ]
        beside = {"note": self.note, "further": others, "shown": self.shown}
        return {**first, **beside, "unfinished": dict(self.unfinished)}

    @property
    def title(self) -> str:
        """A few words that the clerk knows the case by: procedure and whom it is about."""
        main = self.main
        lines = [f for f in main.schema.fields if f.type is FieldType.NAME]
        lines.sort(key=lambda f: f.role in _WHO_ASKS)
        written = [str(main.answers.get(f.key) or "") for f in lines]
        scanned = [p.full_name or "" for p in (*main.people.values(), *self.waiting)]
        about = next((name for name in (*written, *scanned) if name), "")
        short = clipped(short_name(self.procedure.name), _TITLE_LETTERS)
        known_by = " ".join(about.title().split()[-_NAME_WORDS:])
        return f"{short} · {known_by}" if about else short


def open_case(reference: Reference, procedure: Procedure, draft_id: str) -> OpenCase:
    """Return an empty case of a procedure, with every declaration that it always needs."""
    (main,) = bases_of(reference, procedure, None)
    further = [
        further_form(procedure, main.schema.id, paper.form_id)
        for paper in procedure.papers
        if paper.form_id not in (None, main.schema.id) and paper.use == "submit"
        if all(condition.startswith("channel=") for condition in paper.when)
    ]
    return _case(reference, procedure, draft_id, None, further)


def restore_case(reference: Reference, saved: SavedDraft) -> OpenCase:
    """Return a saved case as it stood on the screen."""
    day = reference.fill_context().today
    draft = saved.draft
    procedure = reference.catalogue.get(draft.procedure_code, day)
    case = _case(reference, procedure, saved.id, draft.form_id, draft.further)
    case.waiting = [p for k, p in draft.people.items() if k.startswith(_WAITING)]
    main_people = {k: p for k, p in draft.people.items() if not k.startswith(_WAITING)}
    views = [saved.view, *saved.view.get("further", ())]
    main = FurtherForm(case.main.part, "", None, draft.answers, main_people, kept=draft.kept)
    for number, (form, given) in enumerate(zip(case.forms, [main, *draft.further], strict=True)):
        _restore(form, given, views[number] if number < len(views) else {})
    case.shown = min(int(saved.view.get("shown", 0)), len(case.forms) - 1)
    case.note = str(saved.view.get("note", ""))
    case.unfinished = dict(saved.view.get("unfinished", {}))
    case.contact = replace(draft, people={}, answers={}, further=(), kept=())
    return case


def snapshot(case: OpenCase) -> OpenCase:
    """Return a copy that a worker may read while the clerk types on."""
    forms = [form.copy() for form in case.forms]
    return replace(case, forms=forms, waiting=list(case.waiting), earlier=dict(case.earlier))


def short_name(procedure_name: str) -> str:
    """Return a procedure's name without its ceremonious beginning."""
    for prefix in ("thủ tục ", "đăng ký "):
        if procedure_name.lower().startswith(prefix):
            procedure_name = procedure_name[len(prefix) :]
    return procedure_name[:1].upper() + procedure_name[1:]


def _case(
    reference: Reference,
    procedure: Procedure,
    draft_id: str,
    form_id: str | None,
    further: Sequence[FurtherForm],
) -> OpenCase:
    bases = bases_of(reference, procedure, form_id, further)
    forms = [OpenForm(base) for base in bases]
    return OpenCase(draft_id=draft_id, procedure=procedure, forms=forms)


def _restore(form: OpenForm, given: FurtherForm, view: Mapping[str, Any]) -> None:
    form.people = dict(given.people)
    form.typed = dict(given.answers)
    form.answers = dict(given.answers)  # until it is judged again
    form.situation = dict(given.situation)
    form.kept = given.kept
    form.same_as = dict(view.get("same_as", {}))
    form.visited = set(view.get("visited", ()))
