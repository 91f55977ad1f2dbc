"""What is wrong on all papers of the open case, named so that each entry leads to its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dossiers.intake import Assessment
from forms.schema import Problem, Severity
from ui.pages.intake.case import OpenCase
from ui.pages.intake.papers.names import companion_text
from ui.pages.intake.papers.open_form import OpenForm

Named = tuple[str, str, str]
"""Pointer into the case, the line's name, what is wrong."""


def visited_errors(case: OpenCase, assessment: Assessment) -> list[Named]:
    """Return the errors in lines that the clerk has left, paper by paper."""
    found = []
    for problem in assessment.problems:
        number, pointer = case.locate(problem.pointer)
        if problem.severity is Severity.ERROR and _key(pointer) in case.forms[number].visited:
            found.append(problem)
    return named(case, found)


def named(case: OpenCase, problems: Iterable[Problem]) -> list[Named]:
    """Return problems by paper and in the order of its lines."""
    return [name_of(case, problem) for problem in in_order(case, problems)]


def in_order(case: OpenCase, problems: Iterable[Problem]) -> list[Problem]:
    """Return problems by paper and in the order of its lines."""

    def place(problem: Problem) -> tuple[int, int]:
        number, pointer = case.locate(problem.pointer)
        return number, _position(case.forms[number], pointer)

    return sorted(problems, key=place)


def of_paper(case: OpenCase, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the problems of the paper on the screen, with the pointers of its own lines."""
    for problem in problems:
        number, pointer = case.locate(problem.pointer)
        if number == case.shown:
            message = problem.message.removeprefix(f"{case.form.base.label}: ")
            yield Problem(pointer, problem.code, message, problem.basis, problem.severity)


def name_of(case: OpenCase, problem: Problem) -> Named:
    """Return a problem's pointer, paper and line, and what is wrong."""
    number, pointer = case.locate(problem.pointer)
    form = case.forms[number]
    line = form.schema.line(_key(pointer))
    name = line.label.rstrip(": ") if line else "Hồ sơ"
    called = companion_text(case, form) if form.base.companion else form.base.label
    paper = f"{called} · " if len(case.forms) > 1 else ""
    message = problem.message.removeprefix(f"{form.base.label}: ")
    return problem.pointer, f"{paper}{name}", message


def _position(form: OpenForm, pointer: str) -> int:
    keys = [line.key for line in form.schema.fields]
    key = _key(pointer)
    return keys.index(key) if key in keys else len(keys)


def _key(pointer: str) -> str:
    return pointer.lstrip("/").split("/")[0]
