"""Between the centre's own days and the tab that shows a year."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from PySide6.QtCore import QObject

from base.clock import legal_date
from base.errors import DeskError
from catalog.calendar import CentreDay, CentreTable, WorkingCalendar
from catalog.dates.centre_calendar import (
    load_calendar,
    load_centre_table,
    save_centre_table,
    with_complete,
    with_day,
    with_duty,
    without_day,
    without_duty,
)
from catalog.dates.year_days import named_days
from dossiers.workplace import Workplace
from ui.jobs import Kind
from ui.pages.catalogue.panes.calendar_pane import CalendarPane
from ui.session import Session

_READ, _SAVE = Kind("centre calendar"), Kind("save centre calendar")
_SATURDAY = 5
Edit = Callable[[CentreTable], CentreTable]


@dataclass(frozen=True, slots=True)
class _Own:
    """The centre's table and the calendar with it."""

    table: CentreTable
    calendar: WorkingCalendar


class CalendarPresenter(QObject):
    """Reads and writes the centre's own days; every due date follows at once."""

    def __init__(self, session: Session, pane: CalendarPane) -> None:
        super().__init__(pane)
        self._session = session
        self._pane = pane
        self._year = legal_date(session.clock()).year
        self._own: _Own | None = None
        self._at = legal_date(session.clock())  # the day that the mark goes to
        pane.said.connect(self._on_said)
        pane.taken_back.connect(self._on_taken_back)
        pane.duty_changed.connect(self._on_duty)
        pane.complete_changed.connect(self._on_complete)
        pane.year_wanted.connect(self._on_year)

    def begin(self) -> None:
        """Read what lies on the disk, place the cursor."""
        self._session.on_store(_read, self._on_read, self._session.fail, _READ)
        self._pane.begin()

    def _on_read(self, own: _Own) -> None:
        self._own = own
        year, table, calendar = self._year, own.table, own.calendar
        today = legal_date(self._session.clock())
        self._pane.show_year(
            year, named_days(calendar, table, year), is_known=calendar.known(year),
            is_own=year in table.complete_years,
            has_duty=any(
                p.weekday == _SATURDAY and (p.valid_to is None or p.valid_to >= today)
                for p in table.duty
            ),
        )  # fmt: skip
        self._pane.go_to(self._at)

    def _on_said(self, day: date, is_worked: bool, name: str) -> None:
        own = CentreDay(
            date=day, kind="worked" if is_worked else "off", name=name,
            clerk=self._session.workplace.profile.clerk,
        )  # fmt: skip
        self._year, self._at = day.year, day
        self._change(partial(with_day, day=own))

    def _on_taken_back(self, day: date) -> None:
        self._at = day
        self._change(partial(without_day, day=day))

    def _on_duty(self, is_on: bool) -> None:
        today = legal_date(self._session.clock())
        if is_on:
            self._change(partial(with_duty, weekday=_SATURDAY, since=today))
        else:
            self._change(partial(without_duty, weekday=_SATURDAY, until=today))

    def _on_complete(self, is_complete: bool) -> None:
        self._change(partial(with_complete, year=self._year, is_complete=is_complete))

    def _on_year(self, by: int) -> None:
        self._year += by
        self._at = date(self._year, 1, 1)
        if self._own is not None:
            self._on_read(self._own)

    def _change(self, edit: Edit) -> None:
        fn = partial(_save, edit=edit)
        self._session.on_store(fn, self._on_saved, self._on_refused, _SAVE)

    def _on_saved(self, own: _Own) -> None:
        self._session.take_reference(replace(self._session.reference, calendar=own.calendar))
        self._on_read(own)
        self._pane.done()
        self._session.tell("Đã ghi lịch của trung tâm, ngày hẹn tính theo lịch mới.")

    def _on_refused(self, error: DeskError) -> None:
        self._pane.show_refusal(error)
        if self._own is not None:
            self._on_read(self._own)


def _read(workplace: Workplace) -> _Own:
    data_dir = workplace.store.data_dir
    calendar = load_calendar(data_dir, workplace.reference.catalogue)
    return _Own(load_centre_table(data_dir), calendar)


def _save(workplace: Workplace, edit: Edit) -> _Own:
    data_dir = workplace.store.data_dir
    save_centre_table(data_dir, edit(load_centre_table(data_dir)), workplace.clock())
    return _read(workplace)
