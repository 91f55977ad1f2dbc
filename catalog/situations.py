"""Questions about a case, and whether a condition of the catalogue holds for the answers.

A situation maps keys (`late`, `birth_evidence`, …) to answers. What is not answered counts as its
default; a yes/no question without one counts as no.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import msgspec

from base.errors import InputError
from base.text import fold
from catalog.procedure import (
    Choice,
    FeeExemption,
    FeeRate,
    Hint,
    PaperSpec,
    Procedure,
    Question,
    TimeCase,
)

__all__ = [
    "Choice", "Question", "QuestionSpec", "Questions", "Situation", "SituationValue", "because",
    "conditions_of", "holds", "number_of", "parse_situation", "questions_for", "with_defaults",
]  # fmt: skip

SituationValue = str | bool | int
Situation = Mapping[str, SituationValue]

_DATA = Path(__file__).parent / "data" / "situations.json"
_YES = frozenset({"true", "yes", "1", "x", "co"})
_NO = frozenset({"false", "no", "0", "", "khong"})
_ALIASES = {"postal": "post"}
MOST = 10_000
"""No count of copies, pages or people is larger; what is, was mistyped."""
NUMBER_STEP = "Ghi một số nguyên từ 0 đến 10.000."
_SHOWN = 40
_COUNTED = {"person": ("people",), "copy": ("copies",), "page": ("copies", "pages")}


class QuestionSpec(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One question as situations.json holds it; kind is bool, choice, number or case.

    `texts` are other words for single procedures, each as “2.000815: Số bản sao …?”.
    """

    key: str = ""
    text: str
    kind: str
    yes: str = ""
    no: str = ""
    choices: tuple[Choice, ...] = ()
    default: str | None = None
    derived: bool = False
    texts: tuple[str, ...] = ()

    def text_for(self, code: str) -> str:
        """Return the question in the words of one procedure."""
        own = dict(split_text(line) for line in self.texts)
        return own.get(code, self.text)


def split_text(line: str) -> tuple[str, str]:
    """Return the code and the question of one line of `texts`; both empty without that shape."""
    code, colon, text = line.partition(":")
    return (code.strip(), text.strip()) if colon and text.strip() else ("", "")


class Questions:
    """All questions of one catalogue, in their order; immutable."""

    def __init__(self, specs: Mapping[str, QuestionSpec]) -> None:
        self._specs = specs

    @classmethod
    def read(cls, data: bytes) -> Questions:
        """Read situations.json; msgspec.ValidationError when it has another shape.

        It is a list in the order of asking. Files signed before that name each question by its key:
        signing sorts names, so those are asked by the alphabet.
        """
        file = msgspec.json.decode(data, type=list[QuestionSpec] | dict[str, QuestionSpec])
        if isinstance(file, dict):
            return cls({k: msgspec.structs.replace(spec, key=k) for k, spec in file.items()})
        specs = {spec.key: spec for spec in file}
        if "" in specs or len(specs) < len(file):
            raise msgspec.ValidationError("một khóa thiếu hoặc ghi hai lần")
        return cls(specs)

    @property
    def specs(self) -> Mapping[str, QuestionSpec]:
        """Every question by its key, as the file holds it."""
        return self._specs

    @property
    def keys(self) -> frozenset[str]:
        """Every key that a condition may name."""
        return frozenset(self._specs)

    def default_of(self, key: str) -> str | None:
        """Return what counts while a question is not answered."""
        spec = self._specs.get(key)
        return spec.default if spec else None

    def parse(self, key: str, value: str) -> SituationValue:
        """Return an answer as it is stored; InputError CAT-02 for an unknown key or answer."""
        spec = self._specs.get(key)
        if spec is None:
            raise InputError(
                "CAT-02",
                f"Không có câu hỏi “{key}” trong danh mục tình huống.",
                "Xem các khóa trong mục questions của catalog checklist.",
            )
        word, allowed = fold(value), [choice.value for choice in spec.choices]
        if spec.kind == "bool" and word in _YES | _NO:
            return not value or word in _YES
        if spec.kind == "number" and (number := _count(value)) is not None:
            return number
        value = _ALIASES.get(value, value)
        if spec.kind == "case" or value in allowed:
            return value
        step = f"Chọn một trong: {', '.join(allowed or ['true', 'false'])}."
        if spec.kind == "number":
            step = NUMBER_STEP
        raise InputError(
            "CAT-02", f"“{value[:_SHOWN]}” không phải là câu trả lời cho “{spec.text}”.", step
        )

    def of(self, procedure: Procedure) -> tuple[Question, ...]:
        """Return every question whose answer can change papers, fee, time or hints."""
        used = _keys(procedure)
        return tuple(
            _question(key, spec, procedure) for key, spec in self._specs.items() if key in used
        )


def questions_for(procedure: Procedure) -> tuple[Question, ...]:
    """Return the questions of a procedure's case, in a fixed order."""
    return procedure.questions or _bundled().of(procedure)


def with_defaults(procedure: Procedure, situation: Situation) -> Situation:
    """Return the situation with what was not answered at its default."""
    defaults = {q.key: q.default for q in questions_for(procedure) if q.default is not None}
    return {**defaults, **situation}


def holds(conditions: Iterable[str], situation: Situation) -> bool:
    """Return whether all conditions (`KEY`, `!KEY`, `KEY=A|B`) are true of the situation."""
    return all(_holds_one(condition, situation) for condition in conditions)


def because(conditions: Iterable[str], procedure: Procedure) -> str:
    """Return the conditions in Vietnamese words, for the reason beside a paper."""
    asked = {question.key: question for question in questions_for(procedure)}
    words = (_because_one(condition, asked) for condition in conditions)
    return "; ".join(word for word in words if word)


def number_of(key: str, situation: Situation) -> int | None:
    """Return a counted answer, or None when it was not given."""
    value = situation.get(key)
    if isinstance(value, str):
        return _count(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _count(text: str) -> int | None:
    """Return a plausible count, or None; a number of a thousand digits is none."""
    if not text.isdecimal() or len(text) > len(str(MOST)):
        return None
    number = int(text)
    return number if number <= MOST else None


def parse_situation(
    pairs: Iterable[str],
    questions: Questions | None = None,
    procedure: Procedure | None = None,
) -> dict[str, SituationValue]:
    """Read KEY=VALUE pairs as typed, by the questions of the catalogue in use.

    Raises InputError CAT-02 for an unknown key or answer, and for a case that the procedure does
    not have.
    """
    known = questions or _bundled()
    found: dict[str, SituationValue] = {}
    for pair in pairs:
        key, _, value = pair.partition("=")
        found[key.strip()] = known.parse(key.strip(), value.strip())
    if procedure is not None:
        _refuse_other_case(procedure, found)
    return found


def _refuse_other_case(procedure: Procedure, situation: Situation) -> None:
    given, cases = situation.get("case"), [case.value for case in procedure.cases]
    if given is None or given in cases:
        return
    step = f"Chọn một trong: {', '.join(cases)}; xem questions của catalog checklist."
    if not cases:
        step = "Thủ tục này không chia trường hợp: bỏ case khỏi lệnh."
    raise InputError(
        "CAT-02",
        f"“{str(given)[:_SHOWN]}” không phải là một trường hợp của thủ tục {procedure.code}.",
        step,
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
    return _bundled().default_of(key)


def _is_yes(value: SituationValue | None) -> bool:
    if isinstance(value, str):
        return fold(value) not in _NO
    return bool(value)


def _because_one(condition: str, asked: Mapping[str, Question]) -> str:
    key, _, wanted = condition.lstrip("!").partition("=")
    question = asked.get(key)
    if question is None:
        return ""
    if question.kind == "choice":
        values = wanted.split("|")
        said = (c.because or (c.label if key == "case" else "") for c in question.choices
                if c.value in values)  # fmt: skip
        return " hoặc ".join(words for words in said if words)
    return question.no if condition.startswith("!") else question.yes


def _question(key: str, spec: QuestionSpec, procedure: Procedure) -> Question:
    choices, kind = spec.choices, spec.kind
    if kind == "case":
        kind = "choice"
        choices = tuple(Choice(value=c.value, label=c.label) for c in procedure.cases)
    elif kind == "bool":
        choices = (Choice(value="true", label="Có"), Choice(value="false", label="Không"))
    return Question(
        key=key, text=spec.text_for(procedure.code), choices=choices, kind=kind,
        default=spec.default or ("false" if kind == "bool" else None), derived=spec.derived,
        yes=spec.yes, no=spec.no,
    )  # fmt: skip


def conditions_of(procedure: Procedure) -> Iterator[str]:
    """Yield every condition that a procedure's data name."""
    parts: tuple[tuple[PaperSpec | FeeRate | FeeExemption | TimeCase | Hint, ...], ...] = (
        procedure.papers, procedure.fees, procedure.exemptions, procedure.time_limit.cases,
        procedure.hints,
    )  # fmt: skip
    for part in parts:
        for item in part:
            yield from item.when


def _keys(procedure: Procedure) -> set[str]:
    keys = {condition.lstrip("!").partition("=")[0] for condition in conditions_of(procedure)}
    units = {rate.per for rate in procedure.fees}
    keys |= {key for unit, asked in _COUNTED.items() if unit in units for key in asked}
    if procedure.time_limit.by_channel:
        keys.add("channel")
    return keys


@cache
def _bundled() -> Questions:
    return Questions.read(_DATA.read_bytes())
