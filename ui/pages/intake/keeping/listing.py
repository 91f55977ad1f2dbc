"""The warnings of the open case as they are listed, and how they stand at their lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dossiers.intake import Assessment
from dossiers.kept.warnings import RuleWarning, line_of
from forms.choices.places import today_of
from forms.schema import Problem
from ui.pages.intake.case import OpenCase
from ui.pages.intake.papers.judging import Judged
from ui.pages.intake.papers.problems import in_order, name_of
from ui.widgets.error_list import ListedWarning
from ui.widgets.fields.row import Mark
from ui.wording import clipped

_CHIP_LETTERS = 13
_OLD_UNITS = "FORM-66"
_HOW = "Giữ: Ctrl+G."


def open_warnings(case: OpenCase, assessment: Assessment) -> list[ListedWarning]:
    """Return what nobody has given a reason for, paper by paper."""
    return _listed(case, [w for w in assessment.rule_warnings if w.is_open])


def shown_warnings(case: OpenCase, assessment: Assessment) -> list[ListedWarning]:
    """Return what is warned of in lines that the clerk has left, and what is kept."""
    found = []
    for warning in assessment.rule_warnings:
        number, pointer = case.locate(warning.problem.pointer)
        if not warning.is_open or line_of(pointer) in case.forms[number].visited:
            found.append(warning)
    return _listed(case, found)


def keep(
    case: OpenCase, assessment: Assessment, wanted: Sequence[ListedWarning], reason: str
) -> None:
    """Keep these warnings, each on its paper, as they stand with the values judged."""
    for number, warning in _own(case, assessment, wanted):
        case.forms[number].keep(warning, reason)


def take_up(case: OpenCase, assessment: Assessment, wanted: Sequence[ListedWarning]) -> None:
    """Have these warnings open again."""
    for number, warning in _own(case, assessment, wanted):
        case.forms[number].take_up(warning)


def renewals(case: OpenCase, listed: Sequence[ListedWarning]) -> Mapping[tuple[int, str], str]:
    """Return what places with old units are called now, by paper and line; only what is sure."""
    found = {}
    for warning in listed:
        number, pointer = case.locate(warning.pointer)
        form, key = case.forms[number], line_of(pointer)
        if warning.code != _OLD_UNITS or form.schema.line(key) is None:
            continue
        names = today_of(str(form.answers.get(key) or ""))
        if len(names) == 1:
            found[number, key] = names[0]
    return found


def problems_at_lines(judged: Judged) -> list[Problem]:
    """Return what stands beside the lines of the paper on the screen: nothing that is kept."""
    warnings = {w.problem: w for w in judged.form.warnings} if judged.form else {}
    found = []
    for problem in judged.problems:
        warning = warnings.get(problem)
        if warning is None:
            found.append(problem)
        elif warning.is_open:
            found.append(replace(problem, message=f"{problem.message} {_HOW}"))
    return found


def marks_of_kept(judged: Judged) -> Mapping[str, Mark]:
    """Return the quiet chips of the lines of which a warning is kept."""
    kept = [w for w in judged.form.warnings if not w.is_open] if judged.form else []
    return {line_of(w.problem.pointer): _mark(w) for w in kept}


def _mark(warning: RuleWarning) -> Mark:
    tip = f"đã giữ: {warning.reason}\n{warning.problem.message}\nCtrl+G: bỏ giữ"
    return Mark(f"đã giữ: {clipped(warning.reason or '', _CHIP_LETTERS)}", "plain", tip)


def _listed(case: OpenCase, warnings: Sequence[RuleWarning]) -> list[ListedWarning]:
    reasons = {warning.problem: warning.reason for warning in warnings}
    found = []
    for problem in in_order(case, reasons):
        pointer, name, message = name_of(case, problem)
        reason = reasons[problem]
        found.append(ListedWarning(pointer, problem.code, name, message, problem.basis, reason))
    return found


def _own(
    case: OpenCase, assessment: Assessment, wanted: Sequence[ListedWarning]
) -> Iterator[tuple[int, RuleWarning]]:
    """Yield the warnings with their papers, with the pointers that they have there."""
    keys = {(one.pointer, one.code) for one in wanted}
    for warning in assessment.rule_warnings:
        problem = warning.problem
        if (problem.pointer, problem.code) in keys:
            number, pointer = case.locate(problem.pointer)
            yield number, replace(warning, problem=replace(problem, pointer=pointer))
