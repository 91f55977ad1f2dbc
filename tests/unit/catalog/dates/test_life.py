"""Supplement and extension by hand: pause and restart side by side, one new date, warnings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import msgspec
import pytest

from base.clock import VIETNAM
from base.errors import InputError
from catalog.calendar import WorkingCalendar
from catalog.dates.life import (
    Pause,
    Running,
    SupplementRule,
    after_supplement,
    extend,
    notice_due,
)
from catalog.due import count
from catalog.procedure import Procedure, TimeAmount, TimeLimit
from desk.profile import OfficeHours

HOURS = [OfficeHours()]
RECEIVED = "2026-11-26T09:00"  # a Thursday

Start = Callable[..., Running]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


@pytest.fixture
def start(calendar: WorkingCalendar, procedure: Callable[[str], Procedure]) -> Start:
    base = procedure("1.004873")

    def make(received: str = RECEIVED, **limit: int | bool) -> Running:
        entry = msgspec.structs.replace(base, time_limit=msgspec.convert(limit, TimeLimit))
        return Running(entry, at(received), calendar, HOURS, {})

    return make


@pytest.mark.parametrize(
    ("days", "requested", "supplied", "pause", "restart"),
    [
        # received Thu 26/11; counted days: 27/11, 30/11, 01/12, 02/12, 03/12, …
        (5, "2026-11-26T10:00", "2026-12-01T09:00", "2026-12-08", "2026-12-08"),  # nothing used
        (5, "2026-11-27T10:00", "2026-12-01T09:00", "2026-12-07", "2026-12-08"),  # one used
        (5, "2026-12-01T10:00", "2026-12-04T09:00", "2026-12-08", "2026-12-11"),  # three used
        (5, "2026-12-02T10:00", "2026-12-04T09:00", "2026-12-07", "2026-12-11"),  # four used
        (5, "2026-12-03T10:00", "2026-12-04T09:00", "2026-12-07", "2026-12-11"),  # one is left
        (5, "2026-12-10T10:00", "2026-12-11T09:00", "2026-12-14", "2026-12-18"),  # overdue: one
        (3, "2026-11-27T10:00", "2026-12-31T09:00", "2027-01-05", "2027-01-06"),  # over New Year
        (3, "2026-11-28T10:00", "2026-11-29T09:00", "2026-12-01", "2026-12-02"),  # on a weekend
        (10, "2026-12-02T10:00", "2027-02-03T09:00", "2027-02-18", "2027-02-24"),  # over Tết
    ],
)
def test_working_days_stop_and_go_on_or_begin_anew(
    start: Start, days: int, requested: str, supplied: str, pause: str, restart: str
) -> None:
    found = after_supplement(start(working_days=days), at(requested), at(supplied))
    assert found.pause.due_at == at(f"{pause}T17:00")
    assert found.restart.due_at == at(f"{restart}T17:00")
    assert found.by(SupplementRule.PAUSE) is found.pause
    assert found.by(SupplementRule.RESTART) is found.restart


def test_the_days_of_a_pause_are_shown_with_what_was_used(start: Start) -> None:
    found = after_supplement(
        start(working_days=5), at("2026-12-01T10:00"), at("2026-12-04T09:00")
    ).pause
    assert found.counted_days == (
        date(2026, 11, 27), date(2026, 11, 30), date(2026, 12, 1),
        date(2026, 12, 7), date(2026, 12, 8),
    )  # fmt: skip
    assert found.rule.startswith(
        "Tạm dừng từ 01/12/2026 đến 04/12/2026: đã dùng 3 ngày, còn 2 ngày."
    )


@pytest.mark.parametrize(
    ("hours", "requested", "supplied", "pause"),
    [
        (8, "2026-11-26T11:00", "2026-11-26T14:00", "2026-11-27T10:30"),  # 2 used, 6 left
        (8, "2026-11-27T16:00", "2026-11-30T08:00", "2026-11-30T09:00"),  # 7 used at most
        (8, "2026-11-26T09:30", "2026-11-30T08:00", "2026-12-01T08:30"),  # half an hour is none
    ],
)
def test_hours_stop_and_go_on(
    start: Start, hours: int, requested: str, supplied: str, pause: str
) -> None:
    found = after_supplement(start(hours=hours), at(requested), at(supplied))
    assert found.pause.due_at == at(pause)


def test_calendar_days_stop_and_go_on(start: Start) -> None:
    found = after_supplement(
        start(calendar_days=15), at("2026-12-01T09:00"), at("2026-12-10T09:00")
    )
    assert found.pause.due_at == at("2026-12-21T17:00")  # 5 used, 10 left: 20/12 is a Sunday
    assert found.restart.due_at == at("2026-12-25T17:00")


def test_same_day_begins_anew_with_its_own_rule(start: Start) -> None:
    early = after_supplement(start(same_day=True), at("2026-11-26T10:00"), at("2026-11-27T14:00"))
    late = after_supplement(start(same_day=True), at("2026-11-26T10:00"), at("2026-11-27T15:30"))
    assert early.pause.due_at == early.restart.due_at == at("2026-11-27T17:00")
    assert late.pause.due_at == at("2026-11-30T17:00")


@pytest.mark.parametrize(
    ("limit", "second", "due"),
    [
        # received Thu 26/11; 27/11 used, papers on 01/12: 02/12 and 03/12 used, papers on 08/12
        ({"working_days": 5}, ("2026-12-03T10:00", "2026-12-08T09:00"), "2026-12-10T17:00"),
        ({"calendar_days": 10}, ("2026-12-03T10:00", "2026-12-08T09:00"), "2026-12-15T17:00"),
        # 2 hours used on 26/11, 2 more on 01/12 (from 09:00): 4 of 8 left on 08/12 from 09:00
        ({"hours": 8}, ("2026-12-01T11:00", "2026-12-08T09:00"), None),
    ],
)
def test_a_second_pause_uses_up_nothing_either(
    start: Start, limit: dict[str, int], second: tuple[str, str], due: str | None
) -> None:
    asked = "2026-11-26T11:00" if "hours" in limit else "2026-11-27T10:00"
    earlier = Pause(at(asked), at("2026-12-01T09:00"))
    found = after_supplement(start(**limit), *map(at, second), earlier=[earlier])
    if due is None:
        left = count(TimeAmount(hours=4), at(second[1]), start().calendar, HOURS)
        assert found.pause.due_at == left.due_at
    else:
        assert found.pause.due_at == at(due)


def test_a_kept_time_limit_stands_whatever_the_catalogue_says_now(start: Start) -> None:
    changed = replace(start(working_days=15), promised=TimeAmount(working_days=5))
    assert changed.due().due_at == at("2026-12-03T17:00")
    found = after_supplement(changed, at("2026-12-01T10:00"), at("2026-12-04T09:00"))
    assert found.pause.due_at == at("2026-12-08T17:00")
    assert found.restart.due_at == at("2026-12-11T17:00")


def test_an_unknown_limit_stays_unknown(start: Start) -> None:
    found = after_supplement(start(), at("2026-11-27T10:00"), at("2026-11-30T10:00"))
    assert (found.pause.due_at, found.restart.due_at) == (None, None)


def test_a_second_request_is_warned_of(start: Start) -> None:
    moments = at("2026-11-27T10:00"), at("2026-11-30T10:00")
    once = after_supplement(start(working_days=5), *moments)
    before = Pause(at("2026-11-26T14:00"), at("2026-11-26T15:00"))
    twice = after_supplement(start(working_days=5), *moments, earlier=[before])
    assert not once.pause.warnings
    assert "một lần" in twice.pause.warnings[0]
    assert "Điều 11" in twice.restart.warnings[0]


@pytest.mark.parametrize(
    ("requested", "supplied"),
    [("2026-11-25T10:00", "2026-11-30T10:00"), ("2026-11-30T10:00", "2026-11-27T10:00")],
)
def test_moments_out_of_order_are_refused(start: Start, requested: str, supplied: str) -> None:
    with pytest.raises(InputError) as caught:
        after_supplement(start(working_days=5), at(requested), at(supplied))
    assert caught.value.code == "CAT-31"


@pytest.mark.parametrize(
    ("channel", "due"),
    [("online", "2026-11-27T09:30"), ("direct", "2026-11-27T17:00"), ("post", "2026-11-27T17:00")],
)
def test_missing_papers_are_asked_for_in_8_hours_online_and_one_day_else(
    calendar: WorkingCalendar, channel: str, due: str
) -> None:
    found = notice_due(at(RECEIVED), channel, calendar, HOURS)
    assert found.due_at == at(due)
    assert "66.7/2025" in found.rule


def test_one_extension_gives_a_new_date(start: Start) -> None:
    running = start(working_days=5)  # due 03/12
    found = extend(
        running.due(), date(2026, 12, 8), at("2026-12-02T09:00"), running, extended_before=False
    )
    assert found.due_at == at("2026-12-08T17:00")
    assert found.rule == ("Gia hạn một lần: hẹn cũ 03/12/2026, hẹn lại 08/12/2026 (Mẫu số 04)")
    assert found.warnings == ()


def test_a_late_apology_is_warned_of(start: Start) -> None:
    running = start(working_days=5)
    found = extend(
        running.due(), date(2026, 12, 8), at("2026-12-03T09:00"), running, extended_before=False
    )
    assert "ít nhất 01 ngày" in found.warnings[0]


def test_a_second_extension_is_refused(start: Start) -> None:
    running = start(working_days=5)
    with pytest.raises(InputError) as caught:
        extend(
            running.due(), date(2026, 12, 8), at("2026-12-02T09:00"), running, extended_before=True
        )
    assert caught.value.code == "CAT-32"


@pytest.mark.parametrize(
    ("day", "asked"),
    [
        (date(2026, 12, 3), "2026-12-02T09:00"),  # the old date
        (date(2026, 12, 1), "2026-11-30T09:00"),  # earlier
        (date(2026, 12, 5), "2026-12-02T09:00"),  # a Saturday
        (date(2027, 1, 1), "2026-12-02T09:00"),  # a holiday
        (date(2026, 12, 8), "2026-12-08T09:00"),  # today
    ],
)
def test_the_new_date_is_a_later_working_day(start: Start, day: date, asked: str) -> None:
    running = start(working_days=5)
    with pytest.raises(InputError) as caught:
        extend(running.due(), day, at(asked), running, extended_before=False)
    assert caught.value.code == "CAT-33"


def test_without_an_appointment_there_is_nothing_to_extend(start: Start) -> None:
    running = start()
    with pytest.raises(InputError) as caught:
        extend(
            running.due(), date(2026, 12, 8), at("2026-12-02T09:00"), running, extended_before=False
        )
    assert caught.value.code == "CAT-33"
