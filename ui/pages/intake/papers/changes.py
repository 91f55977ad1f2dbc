"""Adding a paper to the open case, taking one away, filing with another declaration."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dossiers.authority import APPLICANT, SUBMITTER
from dossiers.case.forms import CaseForm, forms_of
from dossiers.draft import FurtherForm, IntakeDraft, Part
from dossiers.reference import Reference
from ui.pages.intake.papers.open_form import OpenForm, hand_over
from ui.pages.intake.sheet import APPLICANT_SHEET

if TYPE_CHECKING:
    from catalog.procedure import Procedure
    from ui.pages.intake.case import OpenCase

_FREE_ROLES = frozenset({APPLICANT, SUBMITTER})


def bases_of(
    reference: Reference,
    procedure: Procedure,
    form_id: str | None,
    further: Iterable[FurtherForm] = (),
) -> tuple[CaseForm, ...]:
    """Return the papers of a case without their content; raise InputError as `forms_of` does."""
    empty = tuple(FurtherForm(f.part, f.form_id, f.companion, event=f.event) for f in further)
    draft = IntakeDraft(procedure.code, form_id, further=empty)
    return forms_of(reference, draft, procedure, reference.fill_context().today, APPLICANT_SHEET)


def add_paper(case: OpenCase, reference: Reference, further: FurtherForm) -> None:
    """Put one more paper into the case and on the screen; papers of one kind stand together."""
    place = _place_of(case.forms, further)
    wanted = _further(case.forms)
    wanted.insert(place - 1, further)
    bases = bases_of(reference, case.procedure, _form_id(case), wanted)
    case.forms.insert(place, OpenForm(bases[place]))
    _rebase(case, bases)
    case.shown = place


def drop_paper(case: OpenCase, reference: Reference, number: int) -> None:
    """Take a further paper away; what was typed only there stays on the others.

    What is made for an event alone goes with its declaration.
    """
    for form, base in zip(case.forms, case.bases(), strict=True):
        form.base = base  # another child's mother is none of the others'
    gone = [case.forms[number], *made_for(case.forms, number)]
    case.forms = [form for form in case.forms if not any(form is one for one in gone)]
    for form in gone:
        hand_over(case.forms, form)
    case.shown = min(case.shown, number - 1)
    bases = bases_of(reference, case.procedure, _form_id(case), _further(case.forms))
    _rebase(case, bases)


def made_for(forms: Sequence[OpenForm], number: int) -> list[OpenForm]:
    """Return the papers that are made for one declaration alone, which stands at that number."""
    form = forms[number]
    if form.part is not Part.EVENT:
        return []
    return [o for o in forms if o.base.is_for_one_event and o.base.event == form.base.event]


def choose_declaration(case: OpenCase, reference: Reference, form_id: str) -> None:
    """File the case with another declaration; what both of them ask for stays.

    Whoever has no role on it waits for one. The same form is no companion of itself.
    """
    before = case.main
    others = [f for f in case.forms[1:] if f.base.is_declared or f.schema.id != form_id]
    bases = bases_of(reference, case.procedure, form_id, _further([before, *others]))
    roles = {role.key for role in bases[0].schema.roles} | _FREE_ROLES
    case.waiting += [person for role, person in before.people.items() if role not in roles]
    main = OpenForm(bases[0], {r: p for r, p in before.people.items() if r in roles})
    main.same_as = {r: o for r, o in before.same_as.items() if {r, o} <= roles}
    main.typed = {k: v for k, v in before.typed.items() if bases[0].schema.line(k) is not None}
    hand_over([main], before)
    case.forms = [main, *others]
    _rebase(case, bases)
    case.shown = 0


def further_of(form: OpenForm) -> FurtherForm:
    """Return which paper a form is, without its content."""
    base = form.base
    if base.companion is None:
        return FurtherForm(form.part, form.schema.id)
    return FurtherForm(form.part, form.schema.id, base.companion.key, event=base.event)


def _further(forms: Sequence[OpenForm]) -> list[FurtherForm]:
    """Return which papers the further forms are; declarations are numbered as they stand now."""
    declared = (form.base.event for form in forms if form.base.is_declared)
    now = {before: number for number, before in enumerate(declared, start=1)}
    return [replace(f, event=now.get(f.event, f.event)) for f in map(further_of, forms[1:])]


def _place_of(forms: Sequence[OpenForm], further: FurtherForm) -> int:
    """Return where a paper is put: events before companions, several of a kind side by side."""
    if further.part is Part.EVENT:
        return 1 + sum(form.part is Part.EVENT for form in forms)
    twins = [
        number
        for number, form in enumerate(forms)
        if form.base.companion and form.base.companion.key == further.companion
    ]
    before = [n for n in twins if forms[n].base.event <= (further.event or forms[n].base.event)]
    return before[-1] + 1 if before else twins[0] if twins else len(forms)


def _form_id(case: OpenCase) -> str | None:
    return case.main.schema.id if case.has_form else None


def _rebase(case: OpenCase, bases: Sequence[CaseForm]) -> None:
    case.is_arranged = True
    for form, base in zip(case.forms, bases, strict=True):
        form.base = base
