"""Appointments by hand: the 15:00 rule, working days, hours inside office hours, doubts."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import msgspec
import pytest

from base.clock import VIETNAM, local
from base.errors import InputError
from catalog.calendar import WorkingCalendar
from catalog.catalogue import Catalogue
from catalog.due import Due, due_for
from catalog.procedure import Confidence, Procedure, TimeAmount, TimeLimit
from catalog.situations import Situation
from desk.profile import CentreProfile, OfficeHours
from tests.unit.catalog.conftest import TODAY

Get = Callable[[str], Procedure]
HOURS = [OfficeHours()]
VECTORS = json.loads((Path(__file__).parent / "calendar_vectors.json").read_text("utf-8"))
PROFILE = CentreProfile(
    parent_org="UBND XÃ MẪU", unit="TRUNG TÂM", centre="Trung tâm", authority="UBND xã Mẫu",
    place="Mẫu", province="Phú Thọ", tag="MAU1",
)  # fmt: skip


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def made_up(limit: TimeLimit, confidence: Confidence = Confidence.HIGH) -> Procedure:
    return Procedure(
        code="1.001193", name="Thủ tục mẫu", field="Mẫu", ministry="Bộ Mẫu", level="Cấp xã",
        status="current", confidence=confidence, detail_level="full", source="mẫu",
        time_limit=limit,
    )  # fmt: skip


def due(
    calendar: WorkingCalendar, received: str, limit: TimeLimit, situation: Situation | None = None
) -> Due:
    return due_for(made_up(limit), at(received), calendar, HOURS, situation=situation)


@pytest.mark.parametrize("vector", VECTORS["working_days"], ids=lambda v: v["received"])
def test_working_days(calendar: WorkingCalendar, vector: dict[str, Any]) -> None:
    limit = TimeLimit(working_days=vector["working_days"])
    found = due(calendar, vector["received"], limit)
    assert found.due_at == at(f"{vector['due_date']}T17:00")
    assert [day.isoformat() for day in found.counted_days] == vector["counted_days"]


@pytest.mark.parametrize("vector", VECTORS["same_day"], ids=lambda v: v["received"])
def test_same_day_of_birth_registration(
    calendar: WorkingCalendar, procedure: Get, vector: dict[str, Any]
) -> None:
    found = due_for(procedure("1.001193"), at(vector["received"]), calendar, HOURS)
    assert found.due_at == at(f"{vector['due_date']}T17:00")
    assert "Điều 5 khoản 3" in found.rule


@pytest.mark.parametrize(
    ("received", "due_day"),
    [
        ("2026-11-23T15:00:00", "2026-11-23"),
        ("2026-11-23T15:00:01", "2026-11-25"),
        ("2026-11-23T15:00:00.000001", "2026-11-25"),
        ("2026-11-24T09:00", "2026-11-25"),
        ("2026-11-22T09:00", "2026-11-23"),
        ("2026-11-23T06:00", "2026-11-23"),
    ],
)
def test_after_fifteen_means_later_than_fifteen_to_the_second(
    calendar: WorkingCalendar, received: str, due_day: str
) -> None:
    assert due(calendar, received, TimeLimit(same_day=True)).due_at == at(f"{due_day}T17:00")


def test_the_moment_counts_in_vietnam_whatever_the_offset(calendar: WorkingCalendar) -> None:
    received = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)  # 15:30 in Vietnam
    found = due_for(made_up(TimeLimit(same_day=True)), received, calendar, HOURS)
    assert found.due_at == at("2026-11-25T17:00")


def test_same_day_never_ends_before_it_began(calendar: WorkingCalendar) -> None:
    early = [OfficeHours(spans=[("07:00", "11:00")])]
    found = due_for(made_up(TimeLimit(same_day=True)), at("2026-11-23T14:00"), calendar, early)
    assert found.due_at == at("2026-11-25T11:00")


@pytest.mark.parametrize(
    ("received", "hours", "due_at", "days"),
    [
        ("2026-11-23T08:00", 2, "2026-11-23T10:00", 1),
        ("2026-11-23T10:00", 2, "2026-11-23T14:00", 1),  # over the lunch break
        ("2026-11-23T12:00", 1, "2026-11-23T14:30", 1),
        ("2026-11-23T16:00", 2, "2026-11-25T08:30", 2),  # over 24/11
        ("2026-11-23T10:00", 8, "2026-11-25T10:30", 2),
        ("2026-11-27T16:30", 8, "2026-11-30T17:00", 2),
        ("2026-11-28T09:00", 1, "2026-11-30T08:30", 1),
        ("2026-11-23T06:00", 1, "2026-11-23T08:30", 1),
        ("2026-11-23T18:00", 1, "2026-11-25T08:30", 1),
    ],
)
def test_hours_run_only_inside_office_hours(
    calendar: WorkingCalendar, received: str, hours: int, due_at: str, days: int
) -> None:
    found = due(calendar, received, TimeLimit(hours=hours))
    assert found.due_at == at(due_at)
    assert len(found.counted_days) == days


@pytest.mark.parametrize(
    ("received", "days", "due_day"),
    [
        ("2026-11-20T09:00", 3, "2026-11-23"),
        ("2026-11-20T09:00", 1, "2026-11-23"),  # ends on a Saturday
        ("2026-11-20T09:00", 4, "2026-11-25"),  # ends on the holiday of 24/11
        ("2026-12-22T09:00", 10, "2027-01-04"),  # ends on New Year
        ("2027-01-25T09:00", 10, "2027-02-11"),  # ends on the first day of the Tết run
        ("2026-11-02T09:00", 45, "2026-12-17"),
    ],
)
def test_calendar_days_end_on_a_working_day(
    calendar: WorkingCalendar, received: str, days: int, due_day: str
) -> None:
    found = due(calendar, received, TimeLimit(calendar_days=days))
    assert found.due_at == at(f"{due_day}T17:00")
    assert len(found.counted_days) == days


def test_an_unknown_limit_gives_no_date_and_says_so(calendar: WorkingCalendar) -> None:
    found = due(calendar, "2026-11-23T09:00", TimeLimit(text="1"))
    assert (found.due_at, found.counted_days) == (None, ())
    assert "Chưa có thời hạn bằng số" in found.warnings[0]
    assert "“1”" in found.warnings[0]


def test_the_channel_can_have_a_time_of_its_own(calendar: WorkingCalendar) -> None:
    limit = TimeLimit(working_days=1, by_channel={"online": TimeAmount(hours=2)})
    direct = due(calendar, "2026-11-25T08:00", limit)
    online = due(calendar, "2026-11-25T08:00", limit, situation={"channel": "online"})
    assert direct.due_at == at("2026-11-26T17:00")
    assert online.due_at == at("2026-11-25T10:00")


@pytest.mark.parametrize(
    ("kind", "due_day"), [("addition", "2026-11-25"), ("correction", "2026-11-30")]
)
def test_a_case_inside_a_procedure_has_its_own_time(
    calendar: WorkingCalendar, procedure: Get, kind: str, due_day: str
) -> None:
    found = due_for(
        procedure("1.004859"), at("2026-11-25T09:00"), calendar, HOURS,
        situation={"change_kind": kind},
    )  # fmt: skip
    assert found.due_at == at(f"{due_day}T17:00")
    assert found.warnings == ()


def test_contradicting_figures_are_told(calendar: WorkingCalendar, procedure: Get) -> None:
    found = due_for(procedure("1.011728"), at("2026-11-25T09:00"), calendar, HOURS)
    assert found.due_at == at("2026-11-27T17:00")
    assert any("nhiều thời hạn" in warning for warning in found.warnings)


def test_a_doubtful_limit_is_told(calendar: WorkingCalendar, procedure: Get) -> None:
    found = due_for(procedure("1.001612"), at("2026-11-25T09:00"), calendar, HOURS)
    assert any("cần đối chiếu" in warning for warning in found.warnings)


def test_low_confidence_is_told(calendar: WorkingCalendar) -> None:
    low = made_up(TimeLimit(working_days=1), Confidence.LOW)
    found = due_for(low, at("2026-11-25T09:00"), calendar, HOURS)
    assert any("độ tin cậy thấp" in warning for warning in found.warnings)


def test_a_year_without_announced_tet_is_told(calendar: WorkingCalendar) -> None:
    found = due(calendar, "2027-12-30T09:00", TimeLimit(working_days=5))
    assert [w for w in found.warnings if "năm 2028" in w]
    assert not due(calendar, "2027-12-28T09:00", TimeLimit(working_days=2)).warnings


def test_saturday_duty_receives_without_counting_and_without_a_warning(
    calendar: WorkingCalendar,
) -> None:
    on_duty = msgspec.structs.replace(PROFILE, saturday_reception=True)
    limit, received = made_up(TimeLimit(working_days=1)), at("2026-11-28T09:00")
    found = due_for(limit, received, calendar, on_duty)
    assert found.due_at == at("2026-11-30T17:00")
    assert found.warnings == ()
    assert "thứ Bảy" in due_for(limit, received, calendar, PROFILE).warnings[0]


def test_a_holiday_is_named_when_something_is_received_on_it(calendar: WorkingCalendar) -> None:
    found = due(calendar, "2026-11-24T09:00", TimeLimit(working_days=1))
    assert found.due_at == at("2026-11-25T17:00")
    assert "Ngày Văn hóa Việt Nam" in found.warnings[0]


def test_dated_office_hours_win_in_their_season(calendar: WorkingCalendar) -> None:
    summer = OfficeHours(
        spans=[("07:00", "11:00"), ("13:30", "16:30")], valid_from="2027-04-15",
        valid_to="2027-10-15",
    )  # fmt: skip
    hours = [OfficeHours(), summer]
    limit = made_up(TimeLimit(working_days=1))
    assert due_for(limit, at("2027-04-13T09:00"), calendar, hours).due_at == at("2027-04-14T17:00")
    assert due_for(limit, at("2027-06-01T09:00"), calendar, hours).due_at == at("2027-06-02T16:30")


def test_without_hours_for_the_day_nothing_is_promised(calendar: WorkingCalendar) -> None:
    only_past = [OfficeHours(valid_to="2026-01-31")]
    with pytest.raises(InputError) as caught:
        due_for(made_up(TimeLimit(working_days=1)), at("2026-11-25T09:00"), calendar, only_past)
    assert caught.value.code == "CAT-03"


def test_every_appointment_is_later_than_reception_and_on_a_working_day(
    calendar: WorkingCalendar, catalogue: Catalogue
) -> None:
    received = at("2026-11-23T16:45")
    for entry in catalogue.all(TODAY):
        found = due_for(entry, received, calendar, HOURS)
        if found.due_at is None:
            assert found.warnings
            continue
        assert found.due_at > received
        assert calendar.is_working(local(found.due_at).date())
        assert time(7, 30) < local(found.due_at).time() <= time(17)
        assert found.counted_days[0] >= date(2026, 11, 23)
