"""The most used procedures, all of civil status and certification among them: questions decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

from catalog.catalogue import DATA, Catalogue
from catalog.checklist import checklist_for
from catalog.due import amount_for
from catalog.fees import fee_for
from catalog.index import UsageFile
from catalog.procedure import Procedure, Question
from catalog.situations import Situation, SituationValue, parse_situation, questions_for
from tests.unit.catalog.conftest import TODAY

Get = Callable[[str], Procedure]
FIELDS = {"Hộ tịch", "Chứng thực"}
WITHOUT_QUESTIONS = {"2.000927", "2.000992", "2.002913"}
"""Nothing depends on the case: two with fixed papers and fee, one of which no papers are known."""


class HandMade(NamedTuple):
    code: str
    situation: str
    wanted: str
    unwanted: str
    hint: str


def hand_made() -> Iterator[HandMade]:
    text = (Path(__file__).parent / "cases_by_hand.tsv").read_text("utf-8")
    for line in text.splitlines()[1:]:
        parts = [*line.split("\t"), "", "", "", ""]
        yield HandMade(*parts[:5])


CASES = tuple(hand_made())


@pytest.fixture(scope="session")
def most_used(catalogue: Catalogue) -> tuple[Procedure, ...]:
    weights = msgspec.json.decode((DATA / "usage.json").read_bytes(), type=UsageFile).by_code
    of_fields = [p for p in catalogue.all(TODAY) if p.field in FIELDS and p.offerable]
    codes = {p.code for p in of_fields}
    others = sorted((c for c in weights if c not in codes), key=lambda c: -weights[c])
    return (*of_fields, *(catalogue.get(c, TODAY) for c in others[: 60 - len(codes)]))


def test_the_sixty_are_all_of_civil_status_and_certification_and_the_next(
    most_used: tuple[Procedure, ...],
) -> None:
    assert len(most_used) == 60
    assert sum(p.field in FIELDS for p in most_used) == 53


def test_each_of_them_asks_about_the_case(most_used: tuple[Procedure, ...]) -> None:
    silent = {p.code for p in most_used if not questions_for(p)}
    assert silent == WITHOUT_QUESTIONS


def outcome(procedure: Procedure, situation: Situation) -> object:
    checklist = checklist_for(procedure, situation)
    fees = [
        fee_for(procedure, situation, copies=copies, pages=pages, on=day)
        for copies, pages in ((0, 0), (1, 1))
        for day in (TODAY, TODAY.replace(month=9))
    ]
    papers = (checklist.papers, checklist.looked_up, checklist.hints)
    return papers, fees, amount_for(procedure, situation)


def answers(question: Question) -> list[SituationValue]:
    if question.kind == "number":
        return [2, 3]
    if question.kind == "bool":
        return [True, False]
    return [choice.value for choice in question.choices]


def together(question: Question, questions: tuple[Question, ...]) -> Iterator[Situation]:
    """Yield answers to one other question or two, beside which this one may matter."""
    others = [q for q in questions if q.key != question.key]
    yield {}
    for other in others:
        for value in answers(other):
            yield {other.key: value}
    for one, two in product(others, others):
        for a, b in product(answers(one), answers(two)):
            yield {one.key: a, two.key: b}


def test_no_question_is_asked_for_nothing(most_used: tuple[Procedure, ...]) -> None:
    idle = []
    for procedure in most_used:
        questions = questions_for(procedure)
        for question in questions:
            if not any(
                len(
                    {
                        repr(outcome(procedure, {**given, question.key: a}))
                        for a in answers(question)
                    }
                )
                > 1
                for given in together(question, questions)
            ):
                idle.append((procedure.code, question.key))
    assert idle == []


def test_what_the_office_looks_up_is_never_demanded(most_used: tuple[Procedure, ...]) -> None:
    for procedure in most_used:
        for question in questions_for(procedure):
            for answer in answers(question):
                checklist = checklist_for(procedure, {question.key: answer})
                demanded = {paper.name for paper in checklist.papers}
                assert not demanded & set(checklist.looked_up), procedure.code


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.code} {c.situation}")
def test_case_by_hand(procedure: Get, case: HandMade) -> None:
    entry = procedure(case.code)
    checklist = checklist_for(entry, parse_situation(case.situation.split()))
    handed_in = [paper.name for paper in checklist.papers if paper.use == "submit"]
    every = [paper.name for paper in checklist.papers]
    for wanted in filter(None, case.wanted.split("|")):
        assert any(name.startswith(wanted) for name in handed_in), (wanted, handed_in)
    for unwanted in filter(None, case.unwanted.split("|")):
        assert not [name for name in handed_in if unwanted in name], every
    if case.hint:
        assert any(case.hint in hint.text for hint in checklist.hints)


def test_the_hand_made_cases_name_every_procedure_of_the_sixty_that_has_papers(
    most_used: tuple[Procedure, ...],
) -> None:
    assert len(CASES) >= 60
    with_papers = {p.code for p in most_used if p.papers}
    assert with_papers - {case.code for case in CASES} == set()


def test_the_declarations_name_the_forms_of_the_library(most_used: tuple[Procedure, ...]) -> None:
    """By id only: the catalogue does not import the forms."""
    known = {path.name for path in (DATA.parent.parent / "forms" / "library").iterdir()}
    named = {paper.form_id for p in most_used for paper in p.papers if paper.form_id}
    assert named <= known
    assert len(named) == 23  # 22 of civil status and CT01


def test_a_combined_procedure_fills_two_forms(procedure: Get) -> None:
    forms = checklist_for(procedure("1.000689"), {}).forms
    assert [form.form_id for form in forms] == ["tk_nhan_cha_me_con", "tk_dang_ky_khai_sinh"]


def test_the_question_decides_the_form(procedure: Get) -> None:
    entry = procedure("2.000547")
    assert checklist_for(entry, {}).forms == ()
    assert checklist_for(entry, {}).undecided
    forms = checklist_for(entry, {"foreign_event_kind": "death"}).forms
    assert [form.form_id for form in forms] == ["tk_ghi_vao_so_khai_tu"]


def test_hints_say_where_they_come_from_or_what_to_do(catalogue: Catalogue) -> None:
    for entry in catalogue.all(TODAY):
        for hint in entry.hints:
            assert hint.text.endswith(".")
            assert hint.basis or hint.when, (entry.code, hint.text)
