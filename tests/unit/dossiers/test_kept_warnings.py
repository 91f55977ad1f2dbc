"""Warnings that are kept: what they hold to, and how they are stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from dossiers.acceptance import take_in
from dossiers.draft import FurtherForm, IntakeDraft, KeptWarning, Part
from dossiers.drafts import load_drafts, new_draft_id, save_draft
from dossiers.kept.reasons import MOST_LETTERS, proposed, usual_reasons
from dossiers.kept.warnings import RuleWarning
from dossiers.outbox import list_outbox, outgoing
from dossiers.register import open_dossier
from dossiers.workplace import Workplace
from exchange.records import DossierRecord, canonical_bytes
from tests.conftest import BIRTH, BIRTH_FORM, Desk
from tests.unit.dossiers.papers import AGAIN_FORM, judged, three_children
from tests.unit.exchange import samples

Answers = Callable[..., dict[str, Any]]
MARRIAGE = (
    "parents_marriage_no", "parents_marriage_book", "parents_marriage_date",
    "parents_marriage_place",
)  # fmt: skip
FATHER = {"father_name": "NGUYỄN VĂN HÙNG", "father_birth": "1990"} | dict.fromkeys(MARRIAGE, "")


def birth(birth_answers: Answers, **changes: Any) -> IntakeDraft:  # noqa: ANN401
    return IntakeDraft(BIRTH, BIRTH_FORM, answers=birth_answers(**{**FATHER, **changes}))


def warned(workplace: Workplace, draft: IntakeDraft, code: str = "FORM-63") -> RuleWarning:
    found = judged(workplace, draft).rule_warnings
    return next(w for w in found if w.problem.code == code)


def keeping(draft: IntakeDraft, warning: RuleWarning, reason: str = "Đã xem") -> IntakeDraft:
    problem = warning.problem
    one = KeptWarning(problem.pointer, problem.code, reason, warning.fingerprint)
    return replace(draft, kept=(one,))


def test_a_warning_is_open_until_it_is_kept(workplace: Workplace, birth_answers: Answers) -> None:
    draft = birth(birth_answers)
    warning = warned(workplace, draft)
    assert warning.is_open
    kept = warned(workplace, keeping(draft, warning))
    assert not kept.is_open
    assert kept.reason == "Đã xem"


@pytest.mark.parametrize(
    ("line", "value", "is_open"),
    [
        ("father_name", "NGUYỄN VĂN HƯNG", True),
        ("child_hometown", "xã khác", False),
        ("mother_name", "LÊ THỊ MAI", False),
    ],
)
def test_it_holds_while_the_lines_of_its_rule_stay_as_they_are(
    workplace: Workplace, birth_answers: Answers, line: str, value: str, is_open: bool
) -> None:
    draft = birth(birth_answers)
    kept = keeping(draft, warned(workplace, draft))
    changed = replace(kept, answers={**kept.answers, line: value})
    assert warned(workplace, changed).is_open is is_open
    assert not warned(workplace, replace(changed, answers=draft.answers)).is_open


def test_another_way_of_writing_the_same_date_changes_nothing(
    workplace: Workplace, birth_answers: Answers
) -> None:
    draft = birth(birth_answers, father_birth="01/02/1920")
    kept = keeping(draft, warned(workplace, draft, "FORM-35"))
    same = replace(kept, answers={**kept.answers, "father_birth": "1920-02-01"})
    assert not warned(workplace, same, "FORM-35").is_open


def test_a_rule_about_a_person_looks_at_who_that_is(
    workplace: Workplace, birth_answers: Answers
) -> None:
    """The number of a card says who; the rule names the role alone."""
    identity = "Căn cước công dân số 025090000123"
    draft = birth(birth_answers, father_id=identity, father_birth="1985")
    kept = keeping(draft, warned(workplace, draft, "FORM-52"))
    assert not warned(workplace, kept, "FORM-52").is_open
    other = replace(kept, answers={**kept.answers, "father_birth": "1986"})
    assert warned(workplace, other, "FORM-52").is_open


def test_a_reason_for_one_warning_is_none_for_another(
    workplace: Workplace, birth_answers: Answers
) -> None:
    draft = birth(birth_answers, child_name="LÊ AN", mother_name="TRẦN THỊ MAI")
    kept = keeping(draft, warned(workplace, draft, "FORM-46"))
    assert not warned(workplace, kept, "FORM-46").is_open
    assert warned(workplace, kept, "FORM-63").is_open


def test_what_names_no_line_speaks_of_the_sheet_and_is_nobodys_decision(
    desk: Desk, birth_answers: Answers
) -> None:
    with desk.open("2027-03-02T08:30") as workplace:
        draft = birth(birth_answers, child_dob="2027-02-20", made_date="2027-03-02")
        found = judged(workplace, draft)
        assert "FORM-37" in [p.code for p in found.problems]
        assert "FORM-37" not in [w.problem.code for w in found.rule_warnings]


def test_accepting_stores_what_was_warned_of_with_article_and_reason(
    desk: Desk, birth_answers: Answers
) -> None:
    with desk.open() as workplace:
        draft = birth(birth_answers)
        warning = warned(workplace, draft)
        accepted = take_in(workplace, keeping(draft, warning))
    with desk.open() as workplace:
        found = open_dossier(workplace, accepted.row.id)
        assert found == accepted
        (stored,) = (w for w in found.record.warnings if w.code == "FORM-63")
        assert stored.pointer == "/father_name"
        assert stored.message == warning.problem.message
        assert stored.basis == "Nghị định 123/2015/NĐ-CP Điều 15"
        assert stored.reason == "Đã xem"
        (row,) = list_outbox(workplace)
        frozen = msgspec.json.decode(outgoing(workplace, row).payload, type=DossierRecord)
        assert frozen.warnings == found.record.warnings


def test_a_warning_without_a_reason_never_stops_and_is_stored_all_the_same(
    workplace: Workplace, birth_answers: Answers
) -> None:
    record = take_in(workplace, birth(birth_answers)).record
    assert [(w.pointer, w.code, w.reason) for w in record.warnings] == [
        ("/father_name", "FORM-63", "")
    ]


def test_a_reason_that_came_with_the_answers_holds_for_them(
    workplace: Workplace, birth_answers: Answers
) -> None:
    draft = replace(birth(birth_answers), kept=(KeptWarning("/father_name", "FORM-63", "Đã xem"),))
    assert [w.reason for w in take_in(workplace, draft).record.warnings] == ["Đã xem"]


def test_a_further_paper_keeps_its_own(workplace: Workplace) -> None:
    draft = three_children(workplace)
    odd = {**draft.further[1].answers, "subject_name": "BA"}
    second = replace(draft.further[1], answers=odd)
    two = replace(draft, further=(draft.further[0], second))
    pointer = "/further/1/subject_name"
    warning = next(w for w in judged(workplace, two).rule_warnings if w.problem.pointer == pointer)
    assert warning.problem.message.startswith("Tờ khai 3: ")
    one = KeptWarning("/subject_name", warning.problem.code, "Đã xem", warning.fingerprint)
    kept = replace(two, further=(two.further[0], replace(second, kept=(one,))))
    found = take_in(workplace, kept).record.warnings
    reasons = {(w.pointer, w.code): w.reason for w in found}
    assert reasons[(pointer, warning.problem.code)] == "Đã xem"
    moved = replace(kept, further=(kept.further[1],))  # it goes with its paper
    again = [w for w in judged(workplace, moved).rule_warnings if not w.is_open]
    assert [w.problem.pointer for w in again] == ["/further/0/subject_name"]


def test_a_draft_keeps_them_over_a_restart(desk: Desk) -> None:
    one = KeptWarning("/father_name", "FORM-63", "Đã xem", "0" * 64)
    other = KeptWarning("/subject_name", "FORM-44", "Đúng là một chữ", "1" * 64)
    event = FurtherForm(Part.EVENT, AGAIN_FORM, kept=(other,))
    draft = IntakeDraft(BIRTH, BIRTH_FORM, draft_id=new_draft_id(), further=(event,), kept=(one,))
    with desk.open() as workplace:
        save_draft(workplace, draft, title="Khai sinh")
    with desk.open() as workplace:
        (saved,) = load_drafts(workplace)
    assert saved.draft == draft


def test_a_record_of_the_time_before_reads_as_without_warnings() -> None:
    old = msgspec.to_builtins(samples.record(1))
    del old["warnings"]
    assert msgspec.json.decode(canonical_bytes(old), type=DossierRecord).warnings == []


def test_the_proposed_reason_fits_all_or_is_the_first() -> None:
    first = usual_reasons()[0]
    assert proposed(["FORM-33"]) != first
    assert proposed(["FORM-33", "FORM-63"]) == first
    assert proposed(["FORM-45", "FORM-46"]) == proposed(["FORM-45"]) != first
    assert proposed([]) == first


def test_usual_reasons_fit_into_a_reason_and_no_code_has_two() -> None:
    codes = [code for reason in usual_reasons() for code in reason.first_for]
    assert len(codes) == len(set(codes))
    assert all(0 < len(reason.text) <= MOST_LETTERS for reason in usual_reasons())
