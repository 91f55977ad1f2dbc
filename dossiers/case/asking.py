"""Which questions about a case are still to be asked, and which it answers itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from base.clock import legal_date
from catalog.checklist import Checklist, checklist_for
from catalog.due import due_for
from catalog.fees import Fee, fee_for
from catalog.procedure import FeeExemption, FeeRate, PaperSpec, Procedure, Question, TimeCase
from catalog.situations import Situation, SituationValue, holds, questions_for
from dossiers.draft import IntakeDraft
from dossiers.intake import Assessment
from dossiers.reference import Reference
from dossiers.situation import copies_of, derive_situation
from forms.schema import FormSchema

_NUMBER = "number"
_SOME_NUMBERS = ("2", "5")  # a count that is asked for changes something
_SEEN_BY_ITSELF = frozenset({"channel", "agent"})  # chosen below the form, told by the people


class Origin(StrEnum):
    """Who has answered a question."""

    NOBODY = "nobody"
    CLERK = "clerk"
    FORM = "form"
    PAPER = "paper"  # who hands it in has said why


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a case. `answer` is what counts now, unless the clerk says otherwise.

    `is_needed`: another answer would change papers, fee, forms or time as the case stands.
    `is_usual`: its default may be taken for all usual cases: it waives nothing, and no other answer
    would lower the fee, since of that every citizen must be asked.
    """

    question: Question
    answer: SituationValue | None
    origin: Origin
    is_needed: bool
    is_usual: bool

    @property
    def is_open(self) -> bool:
        """Whether it should be asked now."""
        return self.origin is Origin.NOBODY and self.is_needed

    @property
    def usual(self) -> SituationValue | None:
        """The answer of a usual case."""
        return typed(self.question.default)


@dataclass(frozen=True, slots=True)
class Known:
    """What one event of a case has said: by the clerk, by its form, and everything together."""

    by_clerk: Situation
    by_form: Situation
    whole: Situation
    copies: int = 0


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What an answer may change."""

    papers: tuple[tuple[str, str, str, int], ...]
    forms: tuple[str, ...]
    fee: tuple[tuple[str, int | None], ...]
    due: object
    is_exempt: bool

    @property
    def handed_in(self) -> frozenset[str]:
        """The papers that the citizen must bring."""
        return frozenset(name for name, _, use, _ in self.papers if use == "submit")

    def costs_less(self, other: _Outcome) -> bool:
        """Whether less is to be paid; an unknown amount falls by an exemption only."""
        if self.is_exempt != other.is_exempt:
            return self.is_exempt
        mine, theirs = ([amount for _, amount in one.fee] for one in (self, other))
        return None not in (*mine, *theirs) and sum(filter(None, mine)) < sum(filter(None, theirs))


def questions_asked(
    reference: Reference, draft: IntakeDraft, assessment: Assessment, known: Known
) -> tuple[Asked, ...]:
    """Return every question that the clerk may answer about one event, in the catalogue's order."""
    procedure = assessment.procedure
    has_form = assessment.schema is not None
    today = legal_date(assessment.received_at)

    def outcome(situation: Situation) -> _Outcome:
        fee = fee_for(procedure, situation, copies=known.copies, pages=draft.pages, on=today)
        due = due_for(
            procedure, assessment.received_at, reference.calendar, reference.profile,
            situation=situation,
        )  # fmt: skip
        return _outcome(checklist_for(procedure, situation), fee, due.due_at)

    asked = tuple(
        _asked(question, known, outcome)
        for question in questions_for(procedure)
        if question.key not in _SEEN_BY_ITSELF | assessment.settled
        and (question.choices or question.kind == _NUMBER)
        and not (has_form and question.derived)
    )
    first = _first_of_several(procedure, known.whole, asked)
    return tuple(replace(a, is_needed=a.is_needed or a.question.key in first) for a in asked)


def known_of(
    draft: IntakeDraft, assessment: Assessment, position: int | None, schema: FormSchema
) -> Known:
    """Return what the declaration at a position of `draft.further` has said; None: the main one."""
    further = draft.further[position] if position is not None else None
    answers = draft.answers if further is None else further.answers
    pointer = "" if position is None else f"/further/{position}"
    here = next((f.situation for f in assessment.forms if f.pointer == pointer), None)
    own = further.situation if further is not None else {}
    return Known(
        by_clerk={**draft.situation, **own},
        by_form=derive_situation(schema, answers, legal_date(assessment.received_at)),
        whole=here or assessment.situation,
        copies=copies_of(answers),
    )


def usual_answers(asked: tuple[Asked, ...]) -> dict[str, SituationValue]:
    """Return the answers of a usual case to what is still open; never one that waives anything."""
    return {
        one.question.key: one.usual
        for one in asked
        if one.is_open and one.is_usual and one.usual is not None
    }


def typed(value: str | None) -> SituationValue | None:
    """Return a choice's value as a situation holds it."""
    return value == "true" if value in ("true", "false") else value


def _asked(question: Question, known: Known, outcome: Callable[[Situation], _Outcome]) -> Asked:
    key = question.key
    values = [choice.value for choice in question.choices] or list(_SOME_NUMBERS)
    results = {v: outcome({**known.whole, key: typed(v) or False}) for v in values}
    return Asked(
        question=question,
        answer=known.whole.get(key),
        origin=_origin(key, known),
        is_needed=len({*results.values(), outcome(known.whole)}) > 1,
        is_usual=_waives_nothing(question, results) and not _lowers_fee(question, results),
    )


def _first_of_several(
    procedure: Procedure, situation: Situation, asked: Sequence[Asked]
) -> frozenset[str]:
    """Return where to begin when only several answers together change something."""
    quiet = [a.question.key for a in asked if a.origin is Origin.NOBODY and not a.is_needed]
    needed = {a.question.key for a in asked if a.is_open}
    found = set()
    parts: Sequence[PaperSpec | FeeRate | FeeExemption | TimeCase] = (
        *procedure.papers, *procedure.fees, *procedure.exemptions, *procedure.time_limit.cases,
    )  # fmt: skip
    for item in parts:
        keys = {condition: _key_of(condition) for condition in item.when}
        others = [condition for condition, key in keys.items() if key not in quiet]
        together = [key for key in quiet if key in keys.values()]
        if len(together) > 1 and not needed & set(keys.values()) and holds(others, situation):
            found.add(together[0])
    return frozenset(found)


def _key_of(condition: str) -> str:
    return condition.lstrip("!").partition("=")[0]


def _origin(key: str, known: Known) -> Origin:
    if key in known.by_clerk:
        return Origin.CLERK
    if key in known.by_form:
        return Origin.FORM
    return Origin.PAPER if key in known.whole else Origin.NOBODY


def _waives_nothing(question: Question, results: Mapping[str, _Outcome]) -> bool:
    """Whether nothing falls away by the default that an answer of the clerk would call for.

    “No” to a special circumstance is the usual case by the question's own words; any other default
    must not be the answer with the fewest papers. An exemption is never usual.
    """
    usual = results.get(question.default or "")
    if usual is None:
        return False
    others = [found for value, found in results.items() if value != question.default]
    if usual.is_exempt and not all(other.is_exempt for other in others):
        return False
    asks_less = others and all(usual.handed_in < other.handed_in for other in others)
    return question.default == "false" or not asks_less


def _lowers_fee(question: Question, results: Mapping[str, _Outcome]) -> bool:
    """Whether some answer makes the case cheaper than the usual one does."""
    usual = results.get(question.default or "")
    return usual is not None and any(found.costs_less(usual) for found in results.values())


def _outcome(checklist: Checklist, fee: Fee, due: object) -> _Outcome:
    return _Outcome(
        papers=tuple((p.name, p.kind, p.use, p.count) for p in checklist.papers),
        forms=tuple(form.title for form in checklist.forms),
        fee=tuple((item.kind, item.amount_vnd) for item in fee.items),
        due=due,
        is_exempt=fee.exempt is not None,
    )
