"""Filling every form of a case from what was scanned and typed in any of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from base.clock import legal_date
from base.dates import parse_partial_date
from citizens.person import Person
from dossiers.case.forms import CaseForm, forms_of, with_own_people
from dossiers.case.newborn import newborns_of, residence_offers
from dossiers.draft import FurtherForm, IntakeDraft, Part
from dossiers.reference import Reference
from forms.prefill import FillContext, Prefilled, ValueOrigin, prefill
from forms.schema import FieldType
from forms.together.companions import together
from forms.together.kin import lines_of_nobody, offered_lines, own_people
from forms.together.meaning import Fact, answers_from, facts_in

SHARED = "shared"
"""The origin of a value that stands on another paper of the case."""


@dataclass(frozen=True, slots=True)
class Filled:
    """One form with everything that is known."""

    form: CaseForm
    result: Prefilled = field(repr=False)
    people: Mapping[str, Person] = field(repr=False)

    @property
    def answers(self) -> Mapping[str, Any]:
        """All answers."""
        return self.result.answers


def fill_case(
    context: FillContext,
    forms: Sequence[CaseForm],
    people: Mapping[str, Person],
    same_as: Sequence[Mapping[str, str]] = (),
) -> tuple[Filled, ...]:
    """Fill the forms of a case. What was typed on a paper stays there and fills the others.

    `people` are those of the case, also of no form; `same_as` says for each form which of its roles
    is the person of another. The declarations of further events follow the main one in that. A
    paper that is made for one event follows that event's declaration before the others.
    """
    if any(form.part is Part.EVENT for form in forms):
        # What follows for the first one (her relation to the child) says whose people others have.
        first = _fill_all(context, forms[:1], people, same_as[:1])[0]
        forms = (forms[0], *with_own_people((_known(first), *forms[1:]))[1:])
    return _offer_first(_fill_all(context, forms, people, same_as))


def _known(filled: Filled) -> CaseForm:
    return replace(filled.form, answers=filled.answers, people=filled.people)


def _fill_all(
    context: FillContext,
    forms: Sequence[CaseForm],
    people: Mapping[str, Person],
    same_as: Sequence[Mapping[str, str]],
) -> tuple[Filled, ...]:
    table = {**people_table(forms), **people}
    facts: dict[Fact, Any] = {}
    for form in forms:
        facts = {**facts_in(form.view, form.answers), **facts}
    events: dict[int, Mapping[Fact, Any]] = {}  # what each declaration says, by its number
    filled: dict[int, Filled] = {}
    same = tuple(_same_as(forms, same_as))
    newborns = newborns_of(forms, context.today)
    for place in _declarations_first(forms):
        form = forms[place]
        theirs = {} if form.is_declared else events.get(form.event, {})
        done = _fill(
            replace(context, same_as=same[place]),
            form,
            {**facts, **theirs},
            table_for(form, forms, table),
        )
        said = {**facts, **theirs}
        offers = {**residence_offers(form, newborns, said), **_of_whom_it_may_be(form, said)}
        filled[place] = replace(done, result=_with_offers(done.result, offers))
        known = facts_in(form.view, done.answers)
        facts = {**known, **facts}
        if form.is_declared:
            events[form.event] = known
    return tuple(filled[place] for place in range(len(forms)))


def _of_whom_it_may_be(form: CaseForm, facts: Mapping[Fact, Any]) -> dict[str, tuple[str, ...]]:
    """Return for the lines about a role what is known of the people who it may be."""
    may_be = form.companion.may_be if form.companion else {}
    found = {}
    for line in form.schema.fields:
        people = [form.view.person_of(role) for role in may_be.get(line.role or "", ())]
        said = (facts.get((who, line.slot.value)) for who in people if line.slot)
        if values := tuple(dict.fromkeys(str(value) for value in said if value)):
            found[line.key] = values
    return found


def _offer_first(filled: tuple[Filled, ...]) -> tuple[Filled, ...]:
    """Offer on each declaration what the others say and it may say, too."""
    events = [done for done in filled if done.form.part is Part.EVENT]
    return tuple(
        replace(done, result=_with_offers(done.result, _offers_of(filled[0], done)))
        if done.form.part is Part.EVENT
        else replace(done, result=_with_offers(done.result, _offers_back(done, events)))
        if done.form.part is Part.MAIN
        else done
        for done in filled
    )


def _offers_back(first: Filled, events: Sequence[Filled]) -> dict[str, tuple[str, ...]]:
    """Return for the people whom the first declaration leaves out what the others say of them."""
    found: dict[str, tuple[str, ...]] = {}
    told = _known(first).told
    for event in events if first.form.is_declared else ():
        if event.form.schema.id == first.form.schema.id:
            roles = set(event.form.view.names) - {event.form.owner or ""}
            keys = lines_of_nobody(told, roles)
            found |= {k: (_shown(event, k),) for k in keys if _is_text(event, k) and k not in found}
    return found


def _is_text(filled: Filled, key: str) -> bool:
    return isinstance(filled.answers.get(key), str)


def _offers_of(first: Filled, event: Filled) -> dict[str, tuple[str, ...]]:
    repeat = together().repeatable(event.form.schema.id)
    if repeat is None or first.form.schema.id != event.form.schema.id:
        return {}
    whole = _known(first).told
    own = own_people(repeat, whole, event.form.told)
    keys = offered_lines(repeat, whole, event.form.told, own)
    return {key: (_shown(first, key),) for key in keys if _is_text(first, key)}


def _shown(filled: Filled, key: str) -> str:
    """Return a value as the clerk would type it."""
    line, value = filled.form.schema.line(key), str(filled.answers[key])
    is_date = line is not None and line.type in (FieldType.DATE, FieldType.YEAR_OR_DATE)
    try:
        return parse_partial_date(value).shown if is_date else value
    except ValueError:
        return value  # a word in the place of a date: “không rõ”


def fill_draft(reference: Reference, draft: IntakeDraft, moment: datetime) -> IntakeDraft:
    """Return a draft whose forms hold everything that follows from its people and answers."""
    today = legal_date(moment)
    procedure = reference.catalogue.get(draft.procedure_code, today)
    forms = forms_of(reference, draft, procedure, today)
    answers = [dict(f.answers) for f in fill_case(reference.fill_context(), forms, draft.people)]
    if not forms or forms[0].part is not Part.MAIN:
        return replace(draft, further=_with_answers(draft, answers))
    main = replace(draft, form_id=forms[0].schema.id, answers=answers[0])
    return replace(main, further=_with_answers(draft, answers[1:]))


def _with_answers(
    draft: IntakeDraft, answers: Sequence[Mapping[str, Any]]
) -> tuple[FurtherForm, ...]:
    filled = zip(draft.further, answers, strict=True)
    return tuple(replace(form, answers=given) for form, given in filled)


def people_table(forms: Sequence[CaseForm]) -> dict[str, Person]:
    """Return the scanned people of a case by who they are in it; the main declaration's first."""
    table: dict[str, Person] = {}
    for form in forms:
        for role, person in form.people.items():
            table.setdefault(form.view.person_of(role), person)
    return table


def table_for(
    form: CaseForm, forms: Sequence[CaseForm], table: Mapping[str, Person]
) -> Mapping[str, Person]:
    """Return the people of a case as one form sees them: those of its declaration come first."""
    if form.is_declared or form.event == 1:
        return table
    theirs = [f for f in forms if f.is_declared and f.event == form.event]
    return {**table, **people_table(theirs)}


def people_on(form: CaseForm, table: Mapping[str, Person]) -> dict[str, Person]:
    """Return the people of one form: its own, and those whom it shares."""
    roles = [role.key for role in form.schema.roles]
    shared = {r: table[who] for r in roles if (who := form.view.person_of(r)) in table}
    return {**shared, **{r: p for r, p in form.people.items() if r in roles}}


def _fill(
    context: FillContext,
    form: CaseForm,
    facts: Mapping[Fact, Any],
    table: Mapping[str, Person],
) -> Filled:
    people = people_on(form, table)
    shared = answers_from(form.view, facts, {*form.answers, *_lines_of_others(form, table)})
    fixed = dict(form.companion.answers) if form.companion else {}
    given = {**fixed, **shared, **form.answers}
    result = prefill(form.schema, people, context=context, answers=given)
    sources = dict(result.sources)
    sources |= {key: ValueOrigin("computed") for key in fixed if key not in form.answers}
    sources |= {key: ValueOrigin(SHARED) for key in shared}
    return Filled(form, replace(result, sources=MappingProxyType(sources)), people)


def _with_offers(result: Prefilled, offers: Mapping[str, tuple[str, ...]]) -> Prefilled:
    """Return the result with offers for lines that are empty."""
    more = {key: offer for key, offer in offers.items() if key not in result.answers}
    return replace(result, suggestions=MappingProxyType({**more, **result.suggestions}))


def _lines_of_others(form: CaseForm, table: Mapping[str, Person]) -> Iterator[str]:
    """Yield the lines about people who are somebody else here than on the other papers."""
    view = form.view
    others = {r for r, p in form.people.items() if table.get(view.person_of(r), p) != p}
    yield from (line.key for line in form.schema.fields if line.role in others)


def _declarations_first(forms: Sequence[CaseForm]) -> list[int]:
    """Return the places of the forms; a companion may stand before the event that it is for."""
    return sorted(range(len(forms)), key=lambda place: not forms[place].is_declared)


def _same_as(
    forms: Sequence[CaseForm], given: Sequence[Mapping[str, str]]
) -> Iterator[dict[str, str]]:
    own = [*given, *({} for _ in range(len(forms) - len(given)))]
    for form, same in zip(forms, own, strict=True):
        roles = {role.key for role in form.schema.roles}
        whole = {**_not_about(form, own[0]), **same} if form.part is Part.EVENT else same
        yield {r: other for r, other in whole.items() if r in roles and other in roles}


def _not_about(form: CaseForm, first: Mapping[str, str]) -> dict[str, str]:
    """Return which roles are one person also here: not those that are somebody else's here."""
    return {
        role: other
        for role, other in first.items()
        if form.view.person_of(role) == role and form.view.person_of(other) == other
    }
