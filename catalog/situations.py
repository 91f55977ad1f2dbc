"""Questions about a case, and whether a condition of the catalogue holds for the answers.

A situation maps keys (`late`, `birth_evidence`, …) to answers. What is not answered counts as its
default; a yes/no question without one counts as no.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import msgspec

from base.errors import InputError
from base.text import fold
from catalog.procedure import Procedure

SituationValue = str | bool | int
Situation = Mapping[str, SituationValue]

_DATA = Path(__file__).parent / "data" / "situations.json"
_YES = frozenset({"true", "yes", "1", "x", "co"})
_NO = frozenset({"false", "no", "0", "", "khong"})
_ALIASES = {"postal": "post"}


class Choice(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One answer: what is stored, what the screen says, and the words behind "vì"."""

    value: str
    label: str
    because: str = ""


class _Spec(msgspec.Struct, frozen=True, kw_only=True):
    text: str
    kind: str
    yes: str = ""
    no: str = ""
    choices: tuple[Choice, ...] = ()
    default: str | None = None
    derived: bool = False


class Question(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One question about the case. `derived`: the program finds it out where it has a form."""

    key: str
    text: str
    choices: tuple[Choice, ...]
    kind: str = "bool"  # bool, choice or number
    default: str | None = None
    derived: bool = False


def questions_for(procedure: Procedure) -> tuple[Question, ...]:
    """Return every question whose answer can change papers, fee or time, in a fixed order."""
    used = _keys(procedure)
    return tuple(_question(key, spec, procedure) for key, spec in _specs().items() if key in used)


def holds(conditions: Iterable[str], situation: Situation) -> bool:
    """Return whether all conditions (`KEY`, `!KEY`, `KEY=A|B`) are true of the situation."""
    return all(_holds_one(condition, situation) for condition in conditions)


def because(conditions: Iterable[str], procedure: Procedure) -> str:
    """Return the conditions in Vietnamese words, for the reason beside a paper."""
    words = (_because_one(condition, procedure) for condition in conditions)
    return "; ".join(word for word in words if word)


def number_of(key: str, situation: Situation) -> int | None:
    """Return a counted answer, or None when it was not given."""
    value = situation.get(key)
    if isinstance(value, str) and value.isdecimal():
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def parse_situation(pairs: Iterable[str]) -> dict[str, SituationValue]:
    """Read KEY=VALUE pairs as typed. Raise InputError CAT-02 for an unknown key or answer."""
    found: dict[str, SituationValue] = {}
    for pair in pairs:
        key, _, value = pair.partition("=")
        key = key.strip()
        if key not in _specs():
            raise InputError(
                "CAT-02",
                f"Không có câu hỏi “{key}” trong danh mục tình huống.",
                "Xem các khóa trong mục questions của catalog checklist.",
            )
        found[key] = _parse_value(key, value.strip())
    return found


def _parse_value(key: str, value: str) -> SituationValue:
    spec = _specs()[key]
    word = fold(value)
    allowed = [choice.value for choice in spec.choices]
    if spec.kind == "bool" and word in _YES | _NO:
        return not value or word in _YES
    if spec.kind == "number" and value.isdecimal():
        return int(value)
    value = _ALIASES.get(value, value)
    if spec.kind == "case" or value in allowed:
        return value
    raise InputError(
        "CAT-02",
        f"“{value}” không phải là câu trả lời cho “{spec.text}”.",
        f"Chọn một trong: {', '.join(allowed or ['true', 'false'])}.",
    )


def _holds_one(condition: str, situation: Situation) -> bool:
    if condition.startswith("!"):
        return not _is_yes(_value(condition[1:], situation))
    key, equals, wanted = condition.partition("=")
    value = _value(key, situation)
    if not equals:
        return _is_yes(value)
    return _ALIASES.get(str(value), str(value)) in wanted.split("|")


def _value(key: str, situation: Situation) -> SituationValue | None:
    if key in situation:
        return situation[key]
    spec = _specs().get(key)
    return spec.default if spec else None


def _is_yes(value: SituationValue | None) -> bool:
    if isinstance(value, str):
        return fold(value) not in _NO
    return bool(value)


def _because_one(condition: str, procedure: Procedure) -> str:
    key, _, wanted = condition.lstrip("!").partition("=")
    spec = _specs().get(key)
    if spec is None:
        return ""
    if key == "case":
        return next((c.label for c in procedure.cases if c.value == wanted), "")
    if spec.kind == "choice":
        values = wanted.split("|")
        return " hoặc ".join(c.because for c in spec.choices if c.value in values)
    return spec.no if condition.startswith("!") else spec.yes


def _question(key: str, spec: _Spec, procedure: Procedure) -> Question:
    choices, kind = spec.choices, spec.kind
    if kind == "case":
        kind = "choice"
        choices = tuple(Choice(value=c.value, label=c.label) for c in procedure.cases)
    elif kind == "bool":
        choices = (Choice(value="true", label="Có"), Choice(value="false", label="Không"))
    return Question(
        key=key, text=spec.text, choices=choices, kind=kind,
        default=spec.default or ("false" if kind == "bool" else None), derived=spec.derived,
    )  # fmt: skip


def _keys(procedure: Procedure) -> set[str]:
    conditions = [c for paper in procedure.papers for c in paper.when]
    conditions += [c for rate in procedure.fees for c in rate.when]
    conditions += [c for exemption in procedure.exemptions for c in exemption.when]
    conditions += [c for case in procedure.time_limit.cases for c in case.when]
    keys = {condition.lstrip("!").partition("=")[0] for condition in conditions}
    if any(rate.per == "person" for rate in procedure.fees):
        keys.add("people")
    if procedure.time_limit.by_channel:
        keys.add("channel")
    return keys


@cache
def _specs() -> Mapping[str, _Spec]:
    return msgspec.json.decode(_DATA.read_bytes(), type=dict[str, _Spec])
