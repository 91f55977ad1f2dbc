"""What the roles of a form are to each other, as the form's own rules say it.

No list of forms or roles: `people_differ`, `born_before` and the like in form.toml already say who
is never one person and who is whose parent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType
from typing import Any

from citizens.person import Sex
from forms.schema import FormSchema, RuleSpec

_APART = frozenset({"people_differ", "different_people", "numbers_differ"})
_DESCENT = frozenset({"born_before", "parent_age"})
_DESCENT_BY_WORD = frozenset({"parent_older_by_kind", "parent_age_by_kind"})
_SEX = "number_fits_sex"
_PARENTS = frozenset({"cha", "mẹ"})
_CHILD = "con"
_SEX_IN_LABEL = MappingProxyType(
    dict.fromkeys(("mẹ", "vợ", "nữ", "bà"), Sex.FEMALE)
    | dict.fromkeys(("cha", "chồng", "nam", "ông"), Sex.MALE)
)


@dataclass(frozen=True, slots=True)
class Descent:
    """The lines with the dates of birth of a parent and a child."""

    parent: str
    child: str


@dataclass(frozen=True, slots=True)
class Kinship:
    """Pairs of roles that are never one person, lines of parents and children, roles' sexes."""

    apart: frozenset[frozenset[str]]
    descents: tuple[Descent, ...]
    sexes: Mapping[str, Sex]

    def excludes(self, one: str, other: str) -> bool:
        """Whether one person cannot have both roles."""
        return frozenset((one, other)) in self.apart


def kinship_of(
    schema: FormSchema,
    answers: Mapping[str, Any] = MappingProxyType({}),
    like: Mapping[str, str] = MappingProxyType({}),
) -> Kinship:
    """Read it from the rules of a form.

    Some forms say only in a line (“nhận cha”) who is the parent, hence `answers`. `like` names
    roles that the form does not have and the role of the form that each is to be treated as.
    """
    descents = tuple(dict.fromkeys(_descents(schema, answers)))
    pairs = {*_apart(schema), *_apart_by_descent(schema, descents)}
    for extra, role in like.items():
        pairs |= {(pair - {role}) | {extra} for pair in pairs if role in pair}
    return Kinship(frozenset(pairs), descents, MappingProxyType(_sexes(schema)))


def _apart(schema: FormSchema) -> Iterator[frozenset[str]]:
    for spec in schema.rules:
        if spec.rule in _APART:
            yield from _pairs(_roles_named(schema, spec))


def _roles_named(schema: FormSchema, spec: RuleSpec) -> list[str]:
    params = spec.params
    if spec.rule == "different_people":
        return [params["one"], params["other"]]
    if spec.rule == "people_differ":
        return list(params["roles"])
    return _roles_of(schema, params["keys"])


def _descents(schema: FormSchema, answers: Mapping[str, Any]) -> Iterator[Descent]:
    for spec in schema.rules:
        params = spec.params
        if spec.rule in _DESCENT:
            yield from (Descent(parent, params["child"]) for parent in params["parents"])
        elif spec.rule in _DESCENT_BY_WORD:
            word = str(answers.get(params["kind"]) or "").casefold()
            if word in _PARENTS:
                yield Descent(params["one"], params["other"])
            elif word == _CHILD:
                yield Descent(params["other"], params["one"])


def _apart_by_descent(schema: FormSchema, descents: Iterable[Descent]) -> Iterator[frozenset[str]]:
    """Nobody is their own parent, and two parents of one child are two people."""
    for descent in descents:
        yield from _pairs(_roles_of(schema, (descent.parent, descent.child)))
    children = {descent.child for descent in descents}
    for child in children:
        yield from _pairs(_roles_of(schema, (d.parent for d in descents if d.child == child)))


def _sexes(schema: FormSchema) -> dict[str, Sex]:
    """Return the sex that a role asks for, by a rule, else by a word of its label (“Vợ”)."""
    found = {}
    for role in schema.roles:
        words = role.label.casefold().split()
        if sex := next((_SEX_IN_LABEL[word] for word in words if word in _SEX_IN_LABEL), None):
            found[role.key] = sex
    for spec in schema.rules:
        if spec.rule == _SEX and spec.params["sex"] in tuple(Sex):
            found[spec.params["role"]] = Sex(spec.params["sex"])
    return found


def _roles_of(schema: FormSchema, keys: Iterable[str]) -> list[str]:
    lines = (schema.line(key) for key in keys)
    return [line.role for line in lines if line is not None and line.role is not None]


def _pairs(roles: Iterable[str]) -> Iterator[frozenset[str]]:
    yield from (frozenset(pair) for pair in combinations(dict.fromkeys(roles), 2))
