"""What is asked of every line of a kind, whatever the form: no form.toml has to name it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from forms.derive.case import Case
from forms.rules.every_form.cards import card_problems
from forms.rules.every_form.counts import count_problems
from forms.rules.every_form.issue_dates import issue_problems
from forms.rules.every_form.old_units import old_unit_problems
from forms.rules.every_form.one_person import one_person_problems
from forms.schema import Problem


def every_form_problems(case: Case, today: date, found: list[Problem]) -> Iterator[Problem]:
    """Yield what is found; a line of which a rule of the form has said the same is left alone."""
    said = {(problem.pointer, problem.code) for problem in found}
    for problems in (
        card_problems(case, today),
        issue_problems(case, today),
        one_person_problems(case),
        count_problems(case),
        old_unit_problems(case),
    ):
        yield from (p for p in problems if (p.pointer, p.code) not in said)
