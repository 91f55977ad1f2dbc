"""The centre's own days: a small dated file in the data directory, over the delivered table.

{"format": "motcua.centre-calendar/1", "changed_at": ISO, "days": [{"date", "kind": "off" |
 "worked", "name", "basis", "clerk"}], "complete_years": [2028], "duty": [{"weekday": 5}]}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import msgspec

from base.clock import to_iso
from base.errors import FieldProblem, InputError
from base.files import write_atomic
from base.paths import DataDir
from base.text import clean_line
from catalog.calendar import CentreDay, CentreTable, DutyPeriod, WorkingCalendar
from catalog.catalogue import Catalogue
from catalog.content import CALENDAR

FORMAT = "motcua.centre-calendar/1"
KINDS = ("off", "worked")
_UNREADABLE = (
    "Lịch riêng của trung tâm không đọc được, ngày hẹn đang tính theo lịch chung: "
    "sửa tệp centre-calendar.json trong thư mục dữ liệu."
)


class _File(CentreTable, frozen=True, kw_only=True, omit_defaults=True):
    format: str = ""
    changed_at: str = ""


def centre_calendar_file(data_dir: DataDir) -> Path:
    """Return where the centre's own days lie."""
    return data_dir.root / "centre-calendar.json"


def load_calendar(data_dir: DataDir, catalogue: Catalogue) -> WorkingCalendar:
    """Return the catalogue's calendar with the centre's own days over it.

    A file that cannot be read is left where it is, and every due date says so.
    """
    data = catalogue.content.read(CALENDAR)
    try:
        return WorkingCalendar.read(data, load_centre_table(data_dir))
    except InputError:
        return WorkingCalendar.read(data, notices=(_UNREADABLE,))


def load_centre_table(data_dir: DataDir) -> CentreTable:
    """Return the centre's own days, empty when there are none.

    Raises InputError CAT-30 for a file that cannot be read or contradicts itself.
    """
    try:
        data = centre_calendar_file(data_dir).read_bytes()
    except FileNotFoundError:
        return CentreTable()
    except OSError as error:
        raise _table_error((), f"errno {error.errno}") from error
    try:
        file = msgspec.json.decode(data, type=_File)
    except ValueError as error:
        raise _table_error((), str(error)) from error
    if file.format != FORMAT:
        raise _table_error((), "format")
    _refuse(file)
    return CentreTable(days=file.days, complete_years=file.complete_years, duty=file.duty)


def save_centre_table(data_dir: DataDir, table: CentreTable, moment: datetime) -> None:
    """Store the centre's own days in one step; InputError CAT-30 with one problem per mistake."""
    _refuse(table)
    file = _File(
        format=FORMAT,
        changed_at=to_iso(moment),
        days=tuple(sorted(table.days, key=lambda day: day.date)),
        complete_years=tuple(sorted(set(table.complete_years))),
        duty=table.duty,
    )
    data = msgspec.json.format(msgspec.json.encode(file), indent=1)
    write_atomic(centre_calendar_file(data_dir.make()), data, what="lịch của trung tâm")


def with_day(table: CentreTable, day: CentreDay) -> CentreTable:
    """Return the table with one day added, or put in place of what stood there."""
    kept = tuple(other for other in table.days if other.date != day.date)
    return msgspec.structs.replace(table, days=(*kept, day))


def without_day(table: CentreTable, day: date) -> CentreTable:
    """Return the table as if the centre had said nothing of a day."""
    return msgspec.structs.replace(table, days=tuple(d for d in table.days if d.date != day))


def with_complete(table: CentreTable, year: int, *, is_complete: bool) -> CentreTable:
    """Return the table that says (or no longer says) that it has all of a year's Tết and swaps."""
    years = {y for y in table.complete_years if y != year} | ({year} if is_complete else set())
    return msgspec.structs.replace(table, complete_years=tuple(sorted(years)))


def with_duty(table: CentreTable, weekday: int, since: date) -> CentreTable:
    """Return the table with somebody on duty on a weekday (0 = Monday) from a day on."""
    if any(p.weekday == weekday and p.valid_to is None for p in table.duty):
        return table
    period = DutyPeriod(weekday=weekday, valid_from=since)
    return msgspec.structs.replace(table, duty=(*table.duty, period))


def without_duty(table: CentreTable, weekday: int, until: date) -> CentreTable:
    """Return the table without duty on a weekday from a day on; days before stay as they were."""
    last = until - timedelta(days=1)
    kept = []
    for period in table.duty:
        is_meant = period.weekday == weekday and (period.valid_to or last) >= last
        if is_meant and period.valid_from is not None and period.valid_from > last:
            continue  # it had not begun
        kept.append(msgspec.structs.replace(period, valid_to=last) if is_meant else period)
    return msgspec.structs.replace(table, duty=tuple(kept))


def _refuse(table: CentreTable) -> None:
    problems = tuple(_problems(table))
    if problems:
        raise _table_error(problems, problems[0].message)


def _problems(table: CentreTable) -> Iterator[FieldProblem]:
    seen: set[date] = set()
    for index, day in enumerate(table.days):
        at = f"/days/{index}"
        if day.kind not in KINDS:
            yield FieldProblem(f"{at}/kind", "CAT-30", "Chọn nghỉ (off) hoặc làm việc (worked).")
        if not day.name or clean_line(day.name) != day.name:
            yield FieldProblem(f"{at}/name", "CAT-30", "Ghi lý do của ngày này trên một dòng.")
        if day.date in seen:
            yield FieldProblem(f"{at}/date", "CAT-30", f"{day.date:%d/%m/%Y} được ghi hai lần.")
        seen.add(day.date)
    for index, year in enumerate(table.complete_years):
        if not any(day.date.year == year for day in table.days):
            text = f"Năm {year} chưa có ngày nghỉ Tết nào: ghi các ngày ấy trước."
            yield FieldProblem(f"/complete_years/{index}", "CAT-30", text)
    for index, period in enumerate(table.duty):
        at = f"/duty/{index}"
        if period.weekday not in range(7):
            yield FieldProblem(f"{at}/weekday", "CAT-30", "Thứ phải từ 0 (thứ Hai) đến 6.")
        if period.valid_from and period.valid_to and period.valid_from > period.valid_to:
            yield FieldProblem(f"{at}/valid_to", "CAT-30", "Ngày kết thúc trước ngày bắt đầu.")


def _table_error(problems: tuple[FieldProblem, ...], detail: str) -> InputError:
    return InputError(
        "CAT-30",
        "Lịch riêng của trung tâm chưa đúng.",
        "Sửa các chỗ được nêu ở trang Thủ tục, thẻ Lịch nghỉ, hoặc bằng lệnh desk calendar.",
        detail=detail,
        fields=problems,
    )
