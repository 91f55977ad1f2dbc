"""A day that a sheet promises to a citizen is one on which the centre is open."""

from __future__ import annotations

from datetime import date

import pytest

from base.paths import PROJECT_DIR
from catalog.calendar import CentreDay, CentreTable, DutyPeriod, WorkingCalendar
from dossiers.handouts.promised import day_problems, promises_a_day
from forms.library import load_library
from forms.schema import FormSchema, Severity

TODAY = date(2026, 11, 26)
APOLOGY, SLIP = "ms_phieu_xin_loi_gia_han", "ms_giay_tiep_nhan_hen_tra"
CALENDAR = PROJECT_DIR / "catalog" / "data" / "calendar.json"
PLAIN = CentreTable()


def sheet(form_id: str) -> FormSchema:
    return load_library().get(form_id, TODAY)


def found(form_id: str, day: str, own: CentreTable = PLAIN) -> list[tuple[str, Severity]]:
    calendar = WorkingCalendar.read(CALENDAR.read_bytes(), own)
    key = "new_due" if form_id == APOLOGY else "due_at"
    problems = day_problems(sheet(form_id), {key: day}, calendar)
    assert all(p.pointer == f"/{key}" and p.basis for p in problems)
    return [(p.code, p.severity) for p in problems]


@pytest.mark.parametrize(
    ("day", "is_off"),
    [
        ("2026-11-30", False),
        ("2026-11-29", True),  # a Sunday
        ("2026-11-28", True),  # a Saturday
        ("2027-01-01", True),  # New Year, a Friday
        ("1/1/2027", True),
        ("không rõ", False),
    ],
)
def test_a_new_appointment_on_a_day_off_is_an_error(day: str, is_off: bool) -> None:
    assert found(APOLOGY, day) == ([("DUE-01", Severity.ERROR)] if is_off else [])


def test_the_centres_own_days_count() -> None:
    closed = CentreTable(days=(CentreDay(date=date(2026, 11, 30), kind="off", name="Mất điện"),))
    assert found(APOLOGY, "2026-11-30", closed) == [("DUE-01", Severity.ERROR)]
    worked = CentreTable(days=(CentreDay(date=date(2026, 11, 28), kind="worked", name="Bù"),))
    assert found(APOLOGY, "2026-11-28", worked) == []
    duty = CentreTable(duty=(DutyPeriod(weekday=5),))
    assert found(APOLOGY, "2026-11-28", duty) == [("DUE-02", Severity.WARNING)]


def test_the_moment_on_a_slip_is_looked_at_as_well() -> None:
    assert found(SLIP, "2026-11-29T16:30:00+07:00") == [("DUE-01", Severity.ERROR)]
    assert found(SLIP, "2026-11-30T16:30:00+07:00") == []


def test_other_sheets_promise_nothing() -> None:
    assert promises_a_day(sheet(APOLOGY))
    assert not promises_a_day(sheet("tk_dang_ky_khai_sinh"))
