"""A procedure's card follows the situation; what is gone leads to what replaced it."""

from __future__ import annotations

import pytest

from base.clock import local, parse_moment
from base.errors import InputError
from dossiers.consulting.card import Card, consult, opened_instead
from dossiers.workplace import Workplace
from tests.conftest import BIRTH, MORNING

NOW = parse_moment(MORNING)
COPY, GONE, INSTEAD, POLICE = "2.000815", "2.001023", "3.000722", "1.004222"


def card(workplace: Workplace, code: str, **situation: str | bool | int) -> Card:
    return consult(workplace.reference, code, situation, NOW)


def names(shown: Card) -> list[str]:
    return [paper.name for paper in shown.checklist.papers if paper.use == "submit"]


def test_answers_change_papers_and_fee_at_once(workplace: Workplace) -> None:
    plain, late = card(workplace, BIRTH), card(workplace, BIRTH, late=True, agent=True)
    assert plain.fee.total_vnd == 0
    assert late.fee.total_vnd is None
    assert "Văn bản ủy quyền" in names(late)
    assert "Văn bản ủy quyền" not in names(plain)


def test_copies_are_counted_into_the_fee(workplace: Workplace) -> None:
    assert card(workplace, BIRTH, copies=2).fee.total_vnd == 16_000


def test_what_the_office_looks_up_is_no_paper_of_the_list(workplace: Workplace) -> None:
    shown = card(workplace, BIRTH)
    assert shown.checklist.looked_up
    assert not set(shown.checklist.looked_up) & {p.name for p in shown.checklist.papers}


def test_steps_share_the_time_and_end_at_the_appointment(workplace: Workplace) -> None:
    shown = card(workplace, POLICE)
    assert len(shown.steps) == len(shown.workflow.steps)
    moments = [step.due_at for step in shown.steps]
    assert moments == sorted(moments)
    assert shown.due.due_at is not None
    assert moments[-1] == local(shown.due.due_at)


def test_forms_of_the_case_are_those_of_the_library_or_say_that_there_is_none(
    workplace: Workplace,
) -> None:
    forms = card(workplace, BIRTH).forms
    assert ("tk_dang_ky_khai_sinh", True) in [(f.form_id, f.is_printable) for f in forms]
    assert len({f.form_id or f.title for f in forms}) == len(forms)
    reference = workplace.reference
    without = next(
        f
        for entry in reference.catalogue.entries
        for f in consult(reference, entry.code, {}, NOW).forms
        if f.form_id is None
    )
    assert not without.is_printable
    assert without.title


def test_a_replaced_procedure_opens_its_successor(workplace: Workplace) -> None:
    assert opened_instead(workplace.reference, GONE, NOW) == INSTEAD
    assert [p.code for p in card(workplace, GONE).successors] == [INSTEAD]
    assert opened_instead(workplace.reference, BIRTH, NOW) == BIRTH


def test_a_repealed_one_without_successor_stays_itself(workplace: Workplace) -> None:
    assert opened_instead(workplace.reference, "2.000620", NOW) == "2.000620"
    assert card(workplace, "2.000620").successors == ()


def test_without_office_hours_papers_and_fee_are_shown_all_the_same(
    workplace: Workplace,
) -> None:
    from dataclasses import replace

    import msgspec

    closed = msgspec.structs.replace(workplace.profile, hours=[])
    shown = consult(replace(workplace.reference, profile=closed), BIRTH, {}, NOW)
    assert shown.due.due_at is None
    assert "CAT-03" in shown.due.warnings[0]
    assert names(shown)


def test_an_unknown_code_is_refused(workplace: Workplace) -> None:
    with pytest.raises(InputError) as caught:
        card(workplace, "9.999999")
    assert caught.value.code == "CAT-01"
