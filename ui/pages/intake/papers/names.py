"""What the papers of the open case are called, so that the clerk tells one from another."""

from __future__ import annotations

from dossiers.draft import Part
from ui.pages.intake.papers.open_form import OpenForm
from ui.pages.intake.papers.open_papers import OpenPapers

_NAME_WORDS = 2
_DECLARATION, _IN_SHORT = "Tờ khai", "TK"


def tab_text(case: OpenPapers, number: int) -> str:
    """Return what a paper is called; one of several by whose it is as well."""
    form = case.forms[number]
    companion = form.base.companion
    if companion is not None:
        return companion_text(case, form)
    if not any(other.part is Part.EVENT for other in case.forms):
        return form.base.label
    name = short_person(form.base.owner_name_in(form.answers))
    label = form.base.label if form.part is Part.EVENT else f"{form.base.label} 1"
    return f"{label} · {name}" if name else label


def short_text(case: OpenPapers, number: int) -> str:
    """Return what a paper is called where there is little room: TK 2 · An."""
    label, dot, name = tab_text(case, number).partition(" · ")
    short = label.replace(f"{_DECLARATION} ", f"{_IN_SHORT} ")
    return f"{short} · {name.split()[-1]}" if dot and name else short


def companion_text(case: OpenPapers, form: OpenForm) -> str:
    """Return a companion's name; the person instead of a number where that says which it is."""
    label, companion = form.base.label, form.base.companion
    if companion is None or label == companion.label:
        return label  # there is only one
    twins = [f for f in case.forms if f.base.companion and f.base.companion.key == companion.key]
    names = [short_person(twin.base.owner_name_in(twin.answers)) for twin in twins]
    name = short_person(form.base.owner_name_in(form.answers))
    return f"{companion.label} · {name}" if name and names.count(name) == 1 else label


def short_person(full_name: str) -> str:
    """Return the last two words of a name, as people are called."""
    return " ".join(full_name.title().split()[-_NAME_WORDS:])
