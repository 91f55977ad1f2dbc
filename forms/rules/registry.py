"""The rule functions by the name that form.toml uses, with the words they give to a message."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any

from forms.derive.case import Case
from forms.rules import ages, content, days, family, identity, names, parentage, presence
from forms.rules.every_form import told_units
from forms.rules.finding import Findings

TODAY = "today"  # a rule that has this parameter is given the legal date
_CASE = "case"
COMMON_WORDS = frozenset({"label", "section"})


@dataclass(frozen=True)
class Rule:
    """One rule function and the words, beside label and section, that its findings carry."""

    call: Callable[..., Findings]
    words: tuple[str, ...] = ()

    @cached_property
    def signature(self) -> inspect.Signature:
        """What form.toml must give it."""
        return inspect.signature(self.call)

    @property
    def wants_today(self) -> bool:
        """Whether it is given the legal date."""
        return TODAY in self.signature.parameters

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of what form.toml gives it; one that may be left out stands in brackets."""
        wanted = [p for p in self.signature.parameters.values() if p.name not in (_CASE, TODAY)]
        return tuple(p.name if p.default is p.empty else f"({p.name})" for p in wanted)

    def findings(self, case: Case, params: Mapping[str, Any], today: date | None) -> Findings:
        """Call it; a column such as `members.name` becomes its cells, `members/0/name` ….

        Only a rule that never asks for the date may go without it.
        """
        given = {TODAY: today} if self.wants_today else {}
        kinds = self.signature.parameters
        lines = {
            name: _cells(case, value) if kinds[name].annotation == "Keys" else value
            for name, value in params.items()
        }
        return self.call(case, **given, **lines)


def _cells(case: Case, keys: list[str]) -> list[str]:
    if not any("." in key for key in keys):
        return keys
    found = []
    for key in keys:
        table, dot, column = key.partition(".")
        cells = [f"{table}/{number}/{column}" for number in range(len(case.rows(table)))]
        found += cells if dot else [key]
    return found


_RULES = (
    Rule(presence.required),
    Rule(presence.required_with),
    Rule(presence.required_when),
    Rule(presence.signs_for_committee),
    Rule(presence.required_of_citizen),
    Rule(presence.required_of_person),
    Rule(presence.required_of_other),
    Rule(presence.required_if_true),
    Rule(presence.empty_unless_true),
    Rule(presence.required_unless_identified),
    Rule(presence.ethnicity_unless_identified),
    Rule(presence.wanted_with_partial_birth),
    Rule(presence.together),
    Rule(presence.any_of),
    Rule(presence.nameless),
    Rule(presence.rows_wanted, ("least",)),
    Rule(days.not_future, ("today",)),
    Rule(days.moments_not_future, ("today",)),
    Rule(days.working_moment, ("fault",)),
    Rule(days.working_day, ("fault",)),
    Rule(days.max_age, ("years",)),
    Rule(days.full_date_wanted, ("given",)),
    Rule(days.in_order, ("earlier", "later")),
    Rule(days.moments_in_order),
    Rule(days.day_after_moment),
    Rule(days.day_of_moment_or_later, ("earlier", "later")),
    Rule(days.moment_of_day_or_later, ("earlier", "later")),
    Rule(days.periods_in_order, ("earlier", "later")),
    Rule(days.late, ("days", "passed")),
    Rule(days.before_day, ("given", "day")),
    Rule(days.max_age_on, ("years",)),
    Rule(days.born_before, ("parent", "child")),
    Rule(days.parent_age, ("age",)),
    Rule(days.words_match, ("words",)),
    Rule(days.review_from, ("day",)),
    Rule(ages.old_enough, ("who", "years", "age", "day")),
    Rule(ages.old_enough_when, ("who", "years", "age", "day")),
    Rule(ages.old_enough_on, ("who", "years", "age", "day")),
    Rule(ages.under_age, ("age", "years")),
    Rule(ages.opinion_wanted, ("age",)),
    Rule(ages.speaks_for_minor, ("age", "years")),
    Rule(names.no_digits),
    Rule(names.name_letters, ("sign",)),
    Rule(names.citizens_letters, ("sign",)),
    Rule(names.foreigners_letters, ("sign",)),
    Rule(names.vietnamese_letters, ("letter",)),
    Rule(names.two_words),
    Rule(names.long_name, ("letters",)),
    Rule(names.surname_of, ("surname", "parents")),
    Rule(identity.number_length, ("digits",)),
    Rule(identity.twelve_digits, ("digits",)),
    Rule(identity.numbers_differ),
    Rule(identity.old_number),
    Rule(identity.number_fits_birth, ("number_year", "year")),
    Rule(identity.number_fits_sex, ("number_sex", "sex")),
    Rule(identity.numbers_fit_birth, ("number_year", "year")),
    Rule(identity.numbers_fit_sex, ("number_sex", "sex")),
    Rule(identity.cells_fit_birth, ("number_year", "year")),
    Rule(identity.cells_fit_sex, ("number_sex", "sex")),
    Rule(identity.sexes_differ, ("sex",)),
    Rule(identity.number_of_one_person, ("other",)),
    Rule(identity.different_people, ("one", "other")),
    Rule(identity.people_differ, ("one", "other")),
    Rule(identity.is_person, ("other",)),
    Rule(identity.number_repeated, ("number",)),
    Rule(identity.same_text, ("other",)),
    Rule(identity.signed_by, ("other",)),
    Rule(identity.other_text, ("other",)),
    Rule(identity.provisional_marked),
    Rule(family.relationship_agrees, ("word",)),
    Rule(family.own_block_filled),
    Rule(family.word_among),
    Rule(family.word_other_than),
    Rule(family.foreigner),
    Rule(family.close_kin),
    Rule(family.filled_without),
    Rule(family.one_of_values),
    Rule(family.marries_at_home),
    Rule(family.marriage_told),
    Rule(family.no_words, ("word",)),
    Rule(parentage.parent_older_by_kind, ("parent", "child")),
    Rule(parentage.parent_age_by_kind, ("age",)),
    Rule(parentage.sex_by_kind, ("kind", "sex")),
    Rule(parentage.minor_child_opinion, ("age",)),
    Rule(content.says),
    Rule(content.says_both),
    Rule(content.says_itself),
    Rule(content.no_gaps),
    Rule(content.digits_with),
    Rule(content.word_when),
    Rule(content.clash),
    Rule(content.values_agree, ("other", "allowed")),
    Rule(content.says_no),
    Rule(content.like),
    Rule(content.one_says),
    Rule(content.number_above, ("number",)),
    Rule(content.time_of_day),
    Rule(told_units.old_units_told, ("word",)),
)
RULES: Mapping[str, Rule] = MappingProxyType({rule.call.__name__: rule for rule in _RULES})
