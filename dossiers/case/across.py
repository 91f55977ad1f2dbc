"""What is wrong between the papers of one case: each may be right, not all of them together.

Pure functions; a problem stands on the later of two papers, in the line to look at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, TypeAlias

from dossiers.authority import REQUESTER, SUBMITTER
from dossiers.case.forms import CaseForm
from dossiers.case.instances import shared_name
from dossiers.case.standing import Standing, standings_on
from dossiers.draft import Part
from forms.answers import parse_answers
from forms.schema import Problem, Severity
from forms.together.companions import together

MOST_DAYS_OF_TWINS = 7
LEAST_DAYS_BETWEEN = 180  # between two births of one mother
_MOTHER = "mother"
_MAY_DIFFER = frozenset({REQUESTER, SUBMITTER})
_ONE_NUMBER = "Luật Căn cước 26/2023/QH15 Điều 12"
_TWICE = "Đối chiếu hợp lý (một người khai hai lần trong một hồ sơ)"
_TWO_NUMBERS = "Đối chiếu hợp lý (một người một số định danh)"
_ONE_PERSON = "Đối chiếu hợp lý (các giấy của một hồ sơ nói về cùng một người)"
_WITNESS = "Đối chiếu hợp lý (người làm chứng là người ngoài việc được khai)"
_BIRTHS = "Đối chiếu hợp lý (hai lần sinh của một mẹ)"
_WHICH = "Đối chiếu xem bên nào đúng."
_NOT_COMPARED = frozenset({"copies_wanted", "copies_count", "made_date"})


@dataclass(frozen=True, slots=True)
class Across:
    """One problem with what it was found by, so that a kept warning ends when that changes."""

    problem: Problem = field(repr=False)
    seen: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two people on two papers, the earlier paper first."""

    one: Standing
    two: Standing

    @property
    def other(self) -> str:
        """Who the first is and on which paper, for a message."""
        return f"“{self.one.role}” của {self.paper}"

    @property
    def paper(self) -> str:
        """The first paper in words."""
        form = self.one.form
        is_first = form.part is Part.MAIN and self.two.form.part is Part.EVENT
        return f"“{form.label} 1”" if is_first else f"“{form.label}”"

    @property
    def has_one_number(self) -> bool:
        """Whether both have the same number."""
        return self.two.has_number_of(self.one) is True

    @property
    def is_one_with_two_numbers(self) -> bool:
        """Whether name and full birth are one person's, but not the number."""
        is_one = self.two.has_name_of(self.one) and self.two.has_birth_of(self.one)
        return is_one and self.two.has_number_of(self.one) is False

    @property
    def has_two_names(self) -> bool:
        """Whether both are named, and not alike."""
        return bool(self.one.name and self.two.name) and not self.two.has_name_of(self.one)

    @property
    def has_two_births(self) -> bool:
        """Whether both births are known and cannot be one."""
        return not self.two.may_share_birth(self.one)

    @property
    def has_two_sexes(self) -> bool:
        """Whether both are given and differ."""
        return bool(self.one.sex and self.two.sex) and self.one.sex != self.two.sex

    @property
    def days_between(self) -> int | None:
        """How many days lie between their births; None while a day is not known."""
        days = [p.birth.as_date if p.birth else None for p in (self.one, self.two)]
        return abs((days[1] - days[0]).days) if days[0] and days[1] else None

    def error(self, key: str, code: str, words: str, basis: str) -> _Found:
        """Return an error in a line of the second paper."""
        return self._found(Problem(f"/{key}", code, words, basis, Severity.ERROR))

    def warning(self, key: str, code: str, words: str, basis: str) -> _Found:
        """Return a warning in a line of the second paper."""
        return self._found(Problem(f"/{key}", code, words, basis, Severity.WARNING))

    def _found(self, problem: Problem) -> _Found:
        return self.two.form.pointer, Across(problem, (*self.one.said, *self.two.said))


_Found: TypeAlias = tuple[str, Across]


def problems_across(forms: Sequence[CaseForm]) -> dict[str, tuple[Across, ...]]:
    """Return what is wrong between the papers, by the pointer of the paper it is shown on."""
    people = [standing for form in forms for standing in standings_on(form)]
    pairs = [_Pair(one, two) for one, two in combinations(people, 2)]
    found: dict[str, dict[tuple[str, str], Across]] = {}
    for pointer, across in _problems(pairs, people):
        here = found.setdefault(pointer, {})
        here.setdefault((across.problem.pointer, across.problem.code), across)
    return {pointer: tuple(problems.values()) for pointer, problems in found.items()}


def _problems(pairs: Sequence[_Pair], people: Sequence[Standing]) -> Iterator[_Found]:
    mothers = {
        p.form.pointer: p for p in people if shared_name(p.who) == _MOTHER and p.form.is_declared
    }
    for pair in pairs:
        if pair.one.is_owner and pair.two.is_owner:
            yield from _twice(pair)
            yield from _births(pair, mothers)
        if pair.one.form is not pair.two.form:  # else the rules of the form itself
            yield from _numbers(pair)
            yield from _one_person(pair)
        yield from _witnesses(pair)


def _twice(pair: _Pair) -> Iterator[_Found]:
    """One person's event is declared once; copies and corrections may be several."""
    one, two = pair.one, pair.two
    repeat = together().repeatable(two.form.schema.id)
    if repeat is None or one.form.schema.id != two.form.schema.id:
        return
    if not repeat.once:
        yield from _copies(pair)
    elif two.is_person_of(one):
        sex = " (giới tính ghi khác nhau)" if pair.has_two_sexes else ""
        words = f"Người này đã khai ở {pair.paper}{sex}. Bỏ một tờ khai, hoặc sửa lại."
        yield pair.error(two.name_key, "CASE-01", words, _TWICE)
    elif two.may_be(one):
        words = f"Trùng họ tên với người ở {pair.paper}. Ghi ngày sinh, số định danh để phân biệt."
        yield pair.warning(two.name_key, "CASE-04", words, _TWICE)


def _copies(pair: _Pair) -> Iterator[_Found]:
    if pair.two.may_be(pair.one) and _content(pair.one.form) == _content(pair.two.form):
        words = f"Tờ khai này giống hệt {pair.paper}. Bỏ một tờ; cần thêm bản thì tăng số lượng."
        yield pair.warning(pair.two.name_key, "CASE-04", words, _TWICE)


def _numbers(pair: _Pair) -> Iterator[_Found]:
    """One number is one person's, and one person has one number, on all papers."""
    two = pair.two
    if pair.has_one_number and pair.has_two_names:
        words = f"Số này cũng ghi cho {pair.other} với họ tên khác. {_WHICH}"
        yield pair.error(two.number_key, "CASE-02", words, _ONE_NUMBER)
    elif pair.has_one_number and pair.has_two_births:
        words = f"Số này cũng ghi cho {pair.other} với ngày sinh khác. {_WHICH}"
        yield pair.error(two.birth_key, "CASE-02", words, _ONE_NUMBER)
    elif pair.is_one_with_two_numbers:
        words = f"Cùng họ tên, ngày sinh với {pair.other} nhưng khác số. {_WHICH}"
        yield pair.warning(two.number_key, "CASE-03", words, _TWO_NUMBERS)


def _one_person(pair: _Pair) -> Iterator[_Found]:
    """Whom a companion shares with its declaration is called and born there as here."""
    one, two = pair.one, pair.two
    if one.who != two.who or (one.form.is_declared and two.form.is_declared):
        return
    if pair.has_one_number and (pair.has_two_names or pair.has_two_births):
        return  # said already, as an error
    if one.who in _MAY_DIFFER and pair.has_two_names:
        return  # each paper has the signer of its own: the mother here, the father there
    for key, is_other, what in (
        (two.name_key, pair.has_two_names, "Họ tên"),
        (two.birth_key, pair.has_two_births, "Ngày sinh"),
        (two.sex_key, pair.has_two_sexes, "Giới tính"),
    ):
        if is_other:
            words = f"{what} ở đây khác với {pair.other}. {_WHICH}"
            yield pair.warning(key, "CASE-08", words, _ONE_PERSON)


def _witnesses(pair: _Pair) -> Iterator[_Found]:
    """A witness is nobody whom the case is about, and no two are the same."""
    witness, other = (pair.two, pair.one) if pair.two.is_witness else (pair.one, pair.two)
    if not witness.is_witness or not witness.may_be(other):
        return
    near = _Pair(other, witness)
    if not other.is_witness:
        words = f"Người làm chứng trùng với {near.other}. Cần người làm chứng khác."
        yield near.warning(witness.name_key, "CASE-05", words, _WITNESS)
    elif _is_one_matter(witness, other):
        words = f"Người làm chứng này đã có ở {near.paper}. Cần những người khác nhau."
        yield near.warning(witness.name_key, "CASE-05", words, _WITNESS)


def _births(pair: _Pair, mothers: Mapping[str, Standing]) -> Iterator[_Found]:
    """Two births of one mother are twins', or over half a year apart."""
    theirs = [mothers.get(person.form.pointer) for person in (pair.one, pair.two)]
    days = pair.days_between
    if days is None or theirs[0] is None or theirs[1] is None or not theirs[0].may_be(theirs[1]):
        return
    if MOST_DAYS_OF_TWINS < days < LEAST_DAYS_BETWEEN:
        words = f"Cùng một mẹ mà sinh cách người ở {pair.paper} {days} ngày. Xem lại ngày sinh."
        yield pair.warning(pair.two.birth_key, "CASE-06", words, _BIRTHS)


def _is_one_matter(one: Standing, two: Standing) -> bool:
    """Whether two witnesses stand on one paper, or on two of a kind for one event."""
    keys = {p.form.companion.key for p in (one, two) if p.form.companion}
    return len(keys) == 1 and one.form.event == two.form.event


def _content(form: CaseForm) -> Mapping[str, Any]:
    answers = parse_answers(form.schema, form.answers).answers
    return {k: v for k, v in answers.items() if k not in _NOT_COMPARED and v not in ("", None)}
