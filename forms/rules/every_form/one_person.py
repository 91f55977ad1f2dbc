"""Whoever asks as “Mẹ” or “Bản thân” is written in two places: both say the same."""

from __future__ import annotations

from collections.abc import Iterator

from forms.derive.case import Case
from forms.rules.content import said_in
from forms.schema import Problem, Severity, Slot

_RULE = "relationship_agrees"  # its parameters say which word stands for which role
_BASIS = "Đối chiếu hợp lý (một người ghi ở hai nơi)"


def one_person_problems(case: Case) -> Iterator[Problem]:
    """Warn of one person with two numbers, or with two dates of birth."""
    for spec in case.schema.rules:
        if spec.rule != _RULE:
            continue
        me, role, words = (spec.params[name] for name in ("me", "role", "words"))
        is_said = said_in(case, spec.params["key"]) in {word.casefold() for word in words}
        if is_said and case.has_same_name(me, role) and (problem := _difference(case, me, role)):
            yield problem


def _difference(case: Case, me: str, role: str) -> Problem | None:
    labels = {one.key: one.label for one in case.schema.roles}
    who = f"“{labels[me]}” và “{labels[role]}” cùng họ tên"
    numbers = (case.number(me), case.number(role))
    births = (case.birth(me), case.birth(role))
    if all(numbers) and numbers[0] != numbers[1]:
        fault = "khác số định danh"
        line = case.schema.line_of(role, Slot.IDENTITY_LINE)
        line = line or case.schema.line_of(role, Slot.NUMBER)
    elif births[0] and births[1] and _contradict(births[0].iso, births[1].iso):
        fault, line = "khác ngày sinh", case.schema.line_of(role, Slot.BIRTH)
    else:
        return None
    message = f"{who} nhưng {fault}: cùng một người thì đối chiếu thẻ, sửa một dòng."
    pointer = f"/{line.key}" if line else ""
    return Problem(pointer, "FORM-57", message, _BASIS, Severity.WARNING)


def _contradict(one: str, other: str) -> bool:
    """Whether neither date is the other one with less known."""
    return not one.startswith(other) and not other.startswith(one)
