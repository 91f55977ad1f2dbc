"""The centre's own days over the delivered table: dated, editable, never silently ignored."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import msgspec
import pytest

from base.clock import VIETNAM
from base.errors import InputError
from base.paths import DataDir
from catalog.calendar import CentreDay, CentreTable, DutyPeriod, WorkingCalendar
from catalog.catalogue import Catalogue
from catalog.dates.centre_calendar import (
    centre_calendar_file,
    load_calendar,
    load_centre_table,
    save_centre_table,
    with_day,
    without_day,
)
from catalog.due import count
from catalog.procedure import TimeAmount
from desk.profile import OfficeHours

NOW = datetime(2026, 11, 26, 8, 30, tzinfo=VIETNAM)
CLOSED = CentreDay(date=date(2026, 11, 27), kind="off", name="Mất điện cả ngày", clerk="Cán bộ mẫu")
MADE_UP = CentreDay(date=date(2026, 11, 28), kind="worked", name="Làm bù 27/11")
TET_2028 = (
    CentreDay(date=date(2028, 1, 25), kind="off", name="29 tháng Chạp", basis="Thông báo mẫu"),
    CentreDay(date=date(2028, 1, 26), kind="off", name="Mùng 1 Tết", basis="Thông báo mẫu"),
)


@pytest.fixture
def desk(tmp_path: Path) -> DataDir:
    return DataDir(tmp_path / "data")


def calendar_with(desk: DataDir, catalogue: Catalogue, table: CentreTable) -> WorkingCalendar:
    save_centre_table(desk, table, NOW)
    return load_calendar(desk, catalogue)


def due(calendar: WorkingCalendar, received: datetime, days: int) -> tuple[date, tuple[str, ...]]:
    found = count(TimeAmount(working_days=days), received, calendar, [OfficeHours()])
    assert found.due_at is not None
    return found.due_at.date(), found.warnings


def test_without_a_file_the_delivered_table_counts(desk: DataDir, catalogue: Catalogue) -> None:
    calendar = load_calendar(desk, catalogue)
    assert due(calendar, NOW, 1) == (date(2026, 11, 27), ())
    assert load_centre_table(desk) == CentreTable()


def test_a_closed_day_and_its_made_up_saturday_move_the_date(
    desk: DataDir, catalogue: Catalogue
) -> None:
    calendar = calendar_with(desk, catalogue, CentreTable(days=(MADE_UP, CLOSED)))
    assert due(calendar, NOW, 1)[0] == date(2026, 11, 28)
    assert due(calendar, NOW, 2)[0] == date(2026, 11, 30)
    assert calendar.holiday_name(date(2026, 11, 27)) == "Mất điện cả ngày"
    assert calendar.holiday_name(date(2026, 11, 28)) is None


def test_the_centre_can_open_on_a_delivered_holiday(desk: DataDir, catalogue: Catalogue) -> None:
    table = with_day(
        CentreTable(), CentreDay(date=date(2026, 12, 31), kind="off", name="Kiểm kê cuối năm")
    )
    table = with_day(table, CentreDay(date=date(2027, 1, 1), kind="worked", name="Trực lễ"))
    calendar = calendar_with(desk, catalogue, table)
    assert not calendar.is_working(date(2026, 12, 31))
    assert calendar.is_working(date(2027, 1, 1))


def test_days_are_changed_and_taken_back(desk: DataDir) -> None:
    table = with_day(CentreTable(), CLOSED)
    table = with_day(table, msgspec.structs.replace(CLOSED, name="Sửa chữa trụ sở"))
    save_centre_table(desk, table, NOW)
    assert [day.name for day in load_centre_table(desk).days] == ["Sửa chữa trụ sở"]
    save_centre_table(desk, without_day(load_centre_table(desk), CLOSED.date), NOW)
    assert load_centre_table(desk) == CentreTable()


def test_an_announced_year_stops_the_warning_once_its_days_are_entered(
    desk: DataDir, catalogue: Catalogue
) -> None:
    received = datetime(2028, 1, 24, 9, tzinfo=VIETNAM)
    assert "năm 2028" in due(load_calendar(desk, catalogue), received, 1)[1][0]
    table = CentreTable(days=TET_2028, complete_years=(2028,))
    assert due(calendar_with(desk, catalogue, table), received, 1) == (date(2028, 1, 27), ())


def test_a_year_is_not_complete_without_any_day(desk: DataDir) -> None:
    with pytest.raises(InputError) as caught:
        save_centre_table(desk, CentreTable(complete_years=(2029,)), NOW)
    assert caught.value.code == "CAT-30"
    assert "2029" in caught.value.fields[0].message
    assert not centre_calendar_file(desk).exists()


@pytest.mark.parametrize(
    ("received", "warned"),
    [
        ("2026-11-28", False),  # a Saturday on duty
        ("2026-11-29", True),  # Sunday
        ("2027-02-06", True),  # Saturday, but mùng 1 Tết
        ("2027-03-06", True),  # duty ended in February
    ],
)
def test_saturday_duty_is_dated_receives_and_does_not_count(
    desk: DataDir, catalogue: Catalogue, received: str, *, warned: bool
) -> None:
    duty = DutyPeriod(weekday=5, valid_from=date(2026, 7, 1), valid_to=date(2027, 2, 28))
    calendar = calendar_with(desk, catalogue, CentreTable(duty=(duty,)))
    moment = datetime.fromisoformat(f"{received}T09:00").replace(tzinfo=VIETNAM)
    day, warnings = due(calendar, moment, 1)
    assert day.weekday() < 5
    assert bool([w for w in warnings if "không tính" in w]) is warned


@pytest.mark.parametrize(
    ("table", "pointer"),
    [
        (CentreTable(days=(CLOSED, CLOSED)), "/days/1/date"),
        (CentreTable(days=(msgspec.structs.replace(CLOSED, kind="holiday"),)), "/days/0/kind"),
        (CentreTable(days=(msgspec.structs.replace(CLOSED, name=""),)), "/days/0/name"),
        (CentreTable(days=(msgspec.structs.replace(CLOSED, name="a\nb"),)), "/days/0/name"),
        (CentreTable(duty=(DutyPeriod(weekday=7),)), "/duty/0/weekday"),
        (
            CentreTable(duty=(DutyPeriod(weekday=5, valid_from=date(2027, 1, 1),
                                         valid_to=date(2026, 1, 1)),)),
            "/duty/0/valid_to",
        ),
    ],
)  # fmt: skip
def test_contradictions_are_refused_by_field(
    desk: DataDir, table: CentreTable, pointer: str
) -> None:
    with pytest.raises(InputError) as caught:
        save_centre_table(desk, table, NOW)
    assert caught.value.fields[0].pointer == pointer


@pytest.mark.parametrize("damage", [b"", b"{}", b"\x00\xff", b'{"format": "other/1"}'])
def test_an_unreadable_file_is_told_on_every_due_date_and_kept(
    desk: DataDir, catalogue: Catalogue, damage: bytes
) -> None:
    desk.make()
    centre_calendar_file(desk).write_bytes(damage)
    calendar = load_calendar(desk, catalogue)
    day, warnings = due(calendar, NOW, 1)
    assert day == date(2026, 11, 27)
    assert "Lịch riêng của trung tâm không đọc được" in warnings[0]
    assert centre_calendar_file(desk).read_bytes() == damage
    with pytest.raises(InputError):
        load_centre_table(desk)
