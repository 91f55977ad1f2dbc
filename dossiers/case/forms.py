"""Which forms a case has, and how each of them sees the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from base.errors import InputError
from catalog.procedure import PaperSpec, Procedure
from citizens.person import Person
from dossiers.authority import (
    APPLICANT,
    REQUESTER,
    SUBMITTER,
    acts_for_another,
    is_letter,
    people_of_letter,
)
from dossiers.case.instances import (
    Instance,
    alone,
    instances_of,
    owners_in,
    plain_key,
    stranger,
)
from dossiers.draft import FurtherForm, IntakeDraft, KeptWarning, Part
from dossiers.reference import Reference
from forms.schema import FormSchema, Slot
from forms.together.companions import Companion, Repeatable, together
from forms.together.kin import Told, own_people
from forms.together.meaning import View


@dataclass(frozen=True, slots=True)
class CaseForm:
    """One form of a case in its version of the day; `pointer` stands before its problems.

    `common_view` is how it saw the others before it got people of its own. `event` is the number of
    the declaration that it is or goes with, `key` a companion's key in the case, `owner` the role
    that it is called by.
    """

    part: Part
    label: str
    name: str
    pointer: str
    view: View
    answers: Mapping[str, Any] = field(repr=False)
    people: Mapping[str, Person] = field(repr=False)
    situation: Mapping[str, str | bool | int] = field(default_factory=lambda: MappingProxyType({}))
    companion: Companion | None = None
    owner: str | None = None
    kept: tuple[KeptWarning, ...] = ()
    event: int = 1
    key: str = ""
    common_view: View | None = None

    @property
    def schema(self) -> FormSchema:
        """The form."""
        return self.view.schema

    @property
    def told(self) -> Told:
        """What it says by itself, for comparison with another declaration."""
        return Told(self.schema, self.answers, self.people)

    @property
    def is_declared(self) -> bool:
        """Whether it is a declaration, not a paper beside one."""
        return self.part is not Part.COMPANION

    @property
    def is_for_one_event(self) -> bool:
        """Whether it is a paper made beside one declaration alone."""
        return self.companion is not None and self.companion.per_event

    @property
    def owner_name(self) -> str:
        """Whose event or paper it is, as far as it is written."""
        return self.owner_name_in(self.answers)

    def owner_name_in(self, answers: Mapping[str, Any]) -> str:
        """Return whose it is by other answers to this form; empty when nobody is named."""
        wanted = (self.owner or "", Slot.FULL_NAME.value)
        plain = View(self.schema)
        keys = (line.key for line in self.schema.fields if plain.fact_of(line) == wanted)
        return next((str(answers[key]) for key in keys if answers.get(key)), "")


def schema_for(
    reference: Reference, draft: IntakeDraft, procedure: Procedure, on: date
) -> FormSchema | None:
    """Return the declaration of a case in the version of that day; None when there is none."""
    if draft.form_id is not None:
        return reference.library.get(draft.form_id, on)
    known = declarations(reference, procedure, on)
    fitting = (schema for schema in known if _fits(procedure, schema, draft.situation))
    return next(fitting, next(iter(known), None))


def declarations(reference: Reference, procedure: Procedure, on: date) -> tuple[FormSchema, ...]:
    """Return every declaration that a procedure can be filed with, the usual one first."""
    usual = reference.library.for_procedure(procedure.code, on)
    named = (p.form_id for p in procedure.papers if p.form_id and p.use == "submit")
    found = [usual] if usual else []
    for form_id in dict.fromkeys(named):
        schema = schema_or_none(reference, form_id, on)
        if schema is not None and schema not in found:
            found.append(schema)
    return tuple(found)


def schema_or_none(reference: Reference, form_id: str, on: date) -> FormSchema | None:
    """Return a form, or None where the library has no sheet of it that day."""
    try:
        return reference.library.get(form_id, on)
    except InputError:
        return None


def forms_of(
    reference: Reference,
    draft: IntakeDraft,
    procedure: Procedure,
    on: date,
    sheet: FormSchema | None = None,
) -> tuple[CaseForm, ...]:
    """Return the forms of a case, the main declaration first where there is one.

    `sheet` stands in for the declaration of a procedure that has none. Raises InputError PAPERS-01
    for a form that does not go with the procedure, and as `instances_of` does.
    """
    main = schema_for(reference, draft, procedure, on) or sheet
    found = [_main(main, draft)] if main is not None else []
    instances = instances_of(draft.further, tuple(companions_for(procedure, None)))
    owners = owners_in(draft.further, main.id if main else None)
    events = 1
    for position, (further, one) in enumerate(zip(draft.further, instances, strict=True)):
        schema = reference.library.get(further.form_id, on)
        pointer = f"/further/{position}"
        if one is None:
            _refuse_stranger((further, pointer), reference, procedure, main, on)
            events += 1
            found.append(_event(schema, further, events, pointer))
        else:
            who = _people(one, main, owners.get(one.event))
            if main and is_letter(one.companion) and acts_for_another(main, draft.answers):
                who = people_of_letter(further, one.companion, main, draft)
            found.append(_beside(View(schema, who), further, one, pointer))
    return with_own_people(found)


def with_own_people(forms: Sequence[CaseForm]) -> tuple[CaseForm, ...]:
    """Return the forms with those people apart whom a further declaration replaces.

    What is made for that declaration follows it. Asked again after more is known of the first.
    """
    own = {form.event: own_of(form, forms) for form in forms if form.part is Part.EVENT}
    return tuple(_apart(form, own.get(form.event, frozenset())) for form in forms)


def own_of(event: CaseForm, forms: Sequence[CaseForm]) -> frozenset[str]:
    """Return the roles of a further declaration that are not the people of the first one."""
    first, repeat = forms[0], together().repeatable(event.schema.id)
    if repeat is None or not first.is_declared:
        return frozenset()
    return own_people(repeat, first.told, event.told)


def _apart(form: CaseForm, own: frozenset[str]) -> CaseForm:
    """Return a form as it sees a case in which its declaration has people of its own."""
    view = form.common_view or form.view
    if not own or not (form.is_declared or form.is_for_one_event):
        return replace(form, view=view)
    names = {role: alone(role, form.event) for role in own}
    mapped = {role: names.get(who, who) for role, who in view.names.items()}
    repeat = together().repeatable(form.schema.id)
    is_whole = not (repeat and own.intersection(repeat.couple))
    lines = view.lines if is_whole else frozenset[str]()
    return replace(form, view=View(view.schema, {**names, **mapped}, lines), common_view=view)


def companions_for(procedure: Procedure, main_form: str | None) -> Iterator[Companion]:
    """Yield what can be made beside a declaration, in the order of the checklist."""
    known = together()
    for paper in procedure.papers:
        if paper.use != "submit" or (paper.form_id is not None and paper.form_id == main_form):
            continue
        yield from (c for c in known.companion if paper.name in c.stands_for)
        if paper.form_id is not None and not _is_instead(procedure, paper.form_id, main_form):
            yield known.of_form(paper.form_id) or _plain_companion(paper)
    yield from (c for c in known.companion if procedure.code in c.procedures)


def further_form(
    procedure: Procedure, main_form: str | None, form_id: str, companion: str | None = None
) -> FurtherForm:
    """Return an empty further form: the companion that it is, else one more event."""
    for known in companions_for(procedure, main_form):
        if known.form == form_id and plain_key(companion) in (None, known.key):
            return FurtherForm(Part.COMPANION, form_id, known.key)
    if companion is not None:
        raise stranger(form_id)
    return FurtherForm(Part.EVENT, form_id)


def paper_of(procedure: Procedure, companion: Companion) -> PaperSpec | None:
    """Return the paper of the published checklist that a companion is, or None."""
    return next(papers_of(procedure, companion), None)


def papers_of(procedure: Procedure, companion: Companion) -> Iterator[PaperSpec]:
    """Yield the papers of the published checklist that a companion is, one for each case."""
    for paper in procedure.papers:
        is_it = paper.name in companion.stands_for or (
            paper.form_id is not None and paper.form_id == companion.form
        )
        if is_it and paper.use == "submit":
            yield paper


def implied(paper: PaperSpec | None) -> dict[str, str | bool]:
    """Return the answers that making a paper gives: `KEY` and `KEY=VALUE` of its conditions."""
    found: dict[str, str | bool] = {}
    for condition in paper.when if paper else ():
        key, equals, value = condition.partition("=")
        if key == "channel" or key.startswith("!") or "|" in value:
            continue
        found[key] = value if equals else True
    return found


def implied_by_choice(procedure: Procedure, form_id: str) -> dict[str, str | bool]:
    """Return the answers that choosing a declaration gives where others stand instead of it.

    A form that is asked for in several cases answers nothing: somebody must say which case it is.
    """
    forms = [(p.form_id, implied(p)) for p in procedure.papers if p.form_id and p.use == "submit"]
    mine = [answers for known, answers in forms if known == form_id]
    others = [answers for known, answers in forms if known != form_id]
    return {
        key: value
        for key, value in in_all(mine).items()
        if any(answers.get(key, value) != value for answers in others)
    }


def in_all(several: Sequence[Mapping[str, str | bool]]) -> dict[str, str | bool]:
    """Return the answers that all of several papers give alike."""
    first = several[0] if several else {}
    return {k: v for k, v in first.items() if all(answers.get(k) == v for answers in several)}


def _fits(
    procedure: Procedure, schema: FormSchema, situation: Mapping[str, str | bool | int]
) -> bool:
    """Whether a declaration is the one for what the clerk has answered."""
    given = implied_by_choice(procedure, schema.id)
    return all(situation.get(key, value) == value for key, value in given.items())


def _main(schema: FormSchema, draft: IntakeDraft) -> CaseForm:
    repeat = together().repeatable(schema.id)
    roles = {role.key for role in schema.roles}
    return CaseForm(
        part=Part.MAIN,
        label="Tờ khai",
        name=schema.title,
        pointer="",
        view=View(schema, lines=frozenset(repeat.lines if repeat else ())),
        answers=draft.answers,
        people={r: p for r, p in draft.people.items() if r in roles | {APPLICANT, SUBMITTER}},
        owner=repeat.owner if repeat else None,
        kept=draft.kept,
    )


def _event(schema: FormSchema, further: FurtherForm, number: int, pointer: str) -> CaseForm:
    repeat = together().repeatable(schema.id) or Repeatable(schema.id, "")
    return CaseForm(
        part=Part.EVENT,
        label=f"Tờ khai {number}",
        name=schema.title,
        pointer=pointer,
        view=View(schema, {repeat.owner: alone(repeat.owner, number)}, frozenset(repeat.lines)),
        answers=further.answers,
        people=further.people,
        situation=further.situation,
        owner=repeat.owner,
        kept=further.kept,
        event=number,
    )


def _beside(view: View, further: FurtherForm, one: Instance, pointer: str) -> CaseForm:
    companion = one.companion
    return CaseForm(
        part=Part.COMPANION,
        label=one.label,
        name=one.name,
        pointer=pointer,
        view=view,
        answers=further.answers,
        people=further.people,
        companion=companion,
        owner=companion.called_by,
        kept=further.kept,
        event=one.event,
        key=one.key,
    )


def _people(one: Instance, main: FormSchema | None, owner: str | None) -> dict[str, str]:
    """Return who the roles of a companion are; `owner` is whose event its declaration is."""
    names = {}
    for role, who in one.companion.people.items():
        person = _person(who, main)
        names[role] = alone(person, one.event) if person == owner else person
    if one.companion.owner:
        names[one.companion.owner] = one.own_person
    return names


def _person(who: str, main: FormSchema | None) -> str:
    """Return the role of the declaration that “the applicant” is."""
    if who != APPLICANT or main is None:
        return who
    roles = [role.key for role in main.roles]
    return REQUESTER if REQUESTER in roles or not roles else roles[0]


def _refuse_stranger(
    placed: tuple[FurtherForm, str],
    reference: Reference,
    procedure: Procedure,
    main: FormSchema | None,
    on: date,
) -> None:
    further, pointer = placed
    known = {schema.id for schema in declarations(reference, procedure, on)}
    known |= {main.id} if main else set()
    if further.form_id not in known or together().repeatable(further.form_id) is None:
        raise stranger(further.form_id, pointer)


def _is_instead(procedure: Procedure, form_id: str, main_form: str | None) -> bool:
    """Whether a declaration is one instead of the main one, not one beside it."""
    theirs = implied_by_choice(procedure, form_id)
    ours = implied_by_choice(procedure, main_form) if main_form else {}
    return any(ours.get(key, value) != value for key, value in theirs.items())


def _plain_companion(paper: PaperSpec) -> Companion:
    name = paper.form_title or paper.name
    return Companion(paper.form_id or "", paper.form_id or "", name.split(" (")[0], paper.name)
