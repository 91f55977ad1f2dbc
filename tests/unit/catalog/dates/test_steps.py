"""Internal steps share the office hours between reception and appointment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from base.clock import VIETNAM
from catalog.calendar import WorkingCalendar
from catalog.catalogue import Catalogue
from catalog.counter.workflow import Step, Workflow, Workflows, read_workflows
from catalog.dates.steps import StepDue, steps_due
from catalog.due import due_for
from catalog.procedure import Procedure
from desk.profile import OfficeHours
from tests.unit.catalog.conftest import TODAY

HOURS = [OfficeHours()]
Share = Callable[[str, str], list[str]]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def workflow(*steps: tuple[int, int | None]) -> Workflow:
    made = tuple(
        Step(name=f"bước {n}", role="x", share=share, hours=hours)
        for n, (share, hours) in enumerate(steps)
    )
    return Workflow(name="mẫu", steps=made)


@pytest.fixture(scope="session")
def workflows(catalogue: Catalogue) -> Workflows:
    return read_workflows(catalogue.content)


def ends(found: tuple[StepDue, ...]) -> list[str]:
    return [f"{step.due_at:%m-%dT%H:%M}" for step in found]


@pytest.mark.parametrize(
    ("steps", "received", "due", "expected"),
    [
        # Thu 26/11 07:30 to Fri 27/11 17:00: 15 office hours
        ([(1, None), (1, None)], "2026-11-26T07:30", "2026-11-27T17:00",
         ["11-26T17:00", "11-27T17:00"]),
        ([(1, None), (3, None), (1, None)], "2026-11-26T07:30", "2026-11-27T17:00",
         ["11-26T10:30", "11-27T14:00", "11-27T17:00"]),
        # the first step may use 2 hours at most; what is left goes to the others
        ([(50, 2), (50, None)], "2026-11-26T07:30", "2026-11-27T17:00",
         ["11-26T09:30", "11-27T17:00"]),
        # the same day: 3 hours
        ([(20, 4), (50, None), (20, None), (10, None)], "2026-11-26T14:00", "2026-11-26T17:00",
         ["11-26T14:30", "11-26T16:00", "11-26T16:30", "11-26T17:00"]),
        # over the weekend and the lunch break
        ([(1, None), (1, None)], "2026-11-27T15:00", "2026-11-30T17:00",
         ["11-30T10:15", "11-30T17:00"]),
    ],
)  # fmt: skip
def test_shares_become_moments(
    calendar: WorkingCalendar,
    steps: list[tuple[int, int | None]],
    received: str,
    due: str,
    expected: list[str],
) -> None:
    found = steps_due(workflow(*steps), at(received), at(due), calendar, HOURS)
    assert ends(found) == expected
    assert found[0].begins_at == at(received)
    assert all(a.due_at == b.begins_at for a, b in pairwise(found))


def test_without_an_appointment_there_are_no_step_dates(calendar: WorkingCalendar) -> None:
    assert steps_due(workflow((1, None)), at("2026-11-26T08:00"), None, calendar, HOURS) == ()


def test_every_procedure_has_steps_that_end_at_its_appointment(
    calendar: WorkingCalendar, catalogue: Catalogue, workflows: Workflows
) -> None:
    received = at("2026-11-26T09:10")
    for entry in catalogue.all(TODAY):
        due_at = due_for(entry, received, calendar, HOURS).due_at
        own = workflows.of(entry)
        found = steps_due(own, received, due_at, calendar, HOURS)
        if due_at is None:
            assert found == ()
            continue
        assert [step.step for step in found] == list(own.steps)
        assert found[-1].due_at == due_at
        moments = [received, *(step.due_at for step in found)]
        assert moments == sorted(moments), entry.code
        assert found[0].due_at - received <= timedelta(days=60)


def test_birth_registration_goes_from_the_counter_to_the_registrar_and_back(
    procedure: Callable[[str], Procedure], workflows: Workflows
) -> None:
    steps = workflows.of(procedure("1.001193")).steps
    assert [step.role for step in steps] == [
        "Cán bộ một cửa", "Công chức tư pháp – hộ tịch", "Lãnh đạo Ủy ban nhân dân xã",
        "Cán bộ một cửa",
    ]  # fmt: skip


def test_the_desks_of_other_agencies_have_their_own_workflow(
    catalogue: Catalogue, workflows: Workflows
) -> None:
    for entry in catalogue.all(TODAY):
        name = workflows.of(entry).name
        assert (name == "Cơ quan ngành dọc đặt tại trung tâm") == bool(entry.vertical_agency)


def test_every_field_has_a_default_and_nothing_claims_a_decision(
    catalogue: Catalogue, workflows: Workflows
) -> None:
    named = [field for own in workflows.workflows for field in own.fields]
    assert len(named) == len(set(named))
    assert set(named) <= {entry.field for entry in catalogue.entries}
    for entry in catalogue.all(TODAY):
        if not entry.vertical_agency and entry.offerable:
            own = workflows.of(entry)
            assert own.unverified
            assert own.basis == ""
    assert "chưa thấy quyết định" in workflows.note
