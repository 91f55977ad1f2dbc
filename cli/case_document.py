"""The answers file of `dossier new`: one declaration, or several papers of one case, and why
warnings are kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Annotated, Any, TypeVar

import msgspec

from base.errors import FieldProblem, InputError
from base.text import clean_line
from catalog.procedure import Procedure
from catalog.situations import SituationValue, parse_situation
from cli.commands.papers import people_in
from dossiers.case.forms import further_form
from dossiers.draft import FurtherForm, IntakeDraft, KeptWarning, Part
from dossiers.kept.reasons import MOST_LETTERS
from dossiers.reference import Reference
from exchange.records import AcceptedWarning
from forms.answers import answers_in, load_document

T = TypeVar("T")
_FURTHER = re.compile(r"/further/(\d+)(/.+)")
_ENTRY = re.compile(r"\$\[(\d+)\]")


class _Further(msgspec.Struct, forbid_unknown_fields=True):
    """One entry of `further`."""

    form: str
    answers: dict[str, Any] = {}
    companion: str | None = None
    part: Part | None = None
    event: Annotated[int, msgspec.Meta(ge=0)] = 0
    people: dict[str, str] = {}
    situation: dict[str, SituationValue] = {}


class _Reason(msgspec.Struct, forbid_unknown_fields=True):
    """One entry of `reasons`: the warning with this code in this line is kept."""

    pointer: str
    code: str
    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=MOST_LETTERS, pattern=r"\S")]


@dataclass(frozen=True, slots=True)
class CaseDocument:
    """What the file holds, as it was given."""

    answers: Mapping[str, Any] = field(repr=False)
    further: tuple[_Further, ...] = field(default=(), repr=False)
    reasons: tuple[_Reason, ...] = field(default=(), repr=False)

    def further_forms(
        self, reference: Reference, procedure: Procedure, main_form: str | None, on: date
    ) -> tuple[FurtherForm, ...]:
        """Return the further forms; raise InputError PAPERS-01, FORM-01, CAT-02 or of a bad card.

        The error says which entry it is.
        """
        found = []
        for number, given in enumerate(self.further):
            with _at_entry(number):
                found.append(_form(given, reference, procedure, main_form, on))
        return tuple(found)

    def with_reasons(self, draft: IntakeDraft) -> IntakeDraft:
        """Return the draft with what is kept on each of its forms."""
        kept: dict[int | None, list[KeptWarning]] = {}
        for given in self.reasons:
            found = _FURTHER.fullmatch(given.pointer)
            number, pointer = (int(found[1]), found[2]) if found else (None, given.pointer)
            one = KeptWarning(pointer, given.code, clean_line(given.reason))
            kept.setdefault(number, []).append(one)
        further = tuple(
            replace(form, kept=tuple(kept.get(number, ())))
            for number, form in enumerate(draft.further)
        )
        return replace(draft, kept=tuple(kept.get(None, ())), further=further)

    def unused_reasons(self, warnings: Iterable[AcceptedWarning]) -> Iterator[dict[str, str]]:
        """Yield the reasons for which no rule warned."""
        warned = {(warning.pointer, warning.code) for warning in warnings}
        for given in self.reasons:
            if (given.pointer, given.code) not in warned:
                yield {"pointer": given.pointer, "code": given.code}


def read_case_document(data: bytes) -> CaseDocument:
    """Read the answers file. Raises InputError CLI-17 or CLI-18 for entries that are none."""
    document = load_document(data)
    answers = answers_in(document)
    if "answers" not in document:
        return CaseDocument(answers)
    return CaseDocument(
        answers,
        _entries(
            document, "further", _Further, "CLI-17",
            "Mỗi giấy tờ là một đối tượng có form và answers; xem tài liệu dòng lệnh.",
        ),
        _entries(
            document, "reasons", _Reason, "CLI-18",
            "Mỗi lý do là một đối tượng có pointer, code và reason; xem tài liệu dòng lệnh.",
        ),
    )  # fmt: skip


def _entries(
    document: Mapping[str, Any], name: str, kind: type[T], code: str, next_step: str
) -> tuple[T, ...]:
    try:
        return tuple(msgspec.convert(document.get(name, ()), list[kind]))  # type: ignore[valid-type]
    except msgspec.ValidationError as error:
        path = str(error).split(" - ")[-1]
        entry = _ENTRY.search(path)
        message = f"Mục “{name}” của tệp câu trả lời không hợp lệ."
        if entry:
            message = f"Mục thứ {int(entry[1]) + 1} trong “{name}” không hợp lệ."
        places = (FieldProblem(f"/{name}/{entry[1]}", code, message),) if entry else ()
        raise InputError(code, message, next_step, detail=path, fields=places) from error


@contextmanager
def _at_entry(number: int) -> Iterator[None]:
    """Say in which entry of `further` something is wrong: nothing of the case is taken in."""
    try:
        yield
    except InputError as error:
        message = f"Mục thứ {number + 1} trong “further”: {error.message}"
        place = FieldProblem(f"/further/{number}", error.code, error.message)
        raise InputError(
            error.code, message, error.next_step, detail=error.detail, fields=(place,)
        ) from error


def _form(
    given: _Further, reference: Reference, procedure: Procedure, main_form: str | None, on: date
) -> FurtherForm:
    empty = further_form(procedure, main_form, given.form, given.companion)
    is_event = given.part is Part.EVENT
    return FurtherForm(
        Part.EVENT if is_event else empty.part,
        given.form,
        None if is_event else empty.companion,
        given.answers,
        people_in(given.people, reference.library.get(given.form, on)),
        parse_situation(
            (f"{key}={value}" for key, value in given.situation.items()),
            reference.catalogue.questions,
            procedure,
        ),
        event=0 if is_event else given.event,
    )
