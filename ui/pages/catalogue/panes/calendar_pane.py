"""Lịch nghỉ: the days of a year that are not as every week, and what the centre says of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QModelIndex, QObject, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QRadioButton, QWidget

from base.dates import WEEKDAY_NAMES, parse_full_date
from base.errors import DeskError
from catalog.dates.year_days import NamedDay
from ui.models.frozen_table import Column, FrozenTable
from ui.theme import Role
from ui.widgets.line import LabelledLine
from ui.widgets.parts import Room, button, column, label, panel, row, rule
from ui.widgets.table import table_view

_SIDE_WIDTH = 344
_OWN = (
    "Ngày trực nhận hồ sơ nhưng không tính vào thời hạn. Chỉ máy này dùng lịch riêng của trung "
    "tâm. Ngày hẹn tính lại ngay; hồ sơ đã hẹn vào ngày nghỉ được nêu ở thẻ Thay đổi."
)
_UNKNOWN = (
    "Chưa có thông báo nghỉ Tết và hoán đổi của năm này: mọi ngày hẹn chạm tới năm này đều được "
    "nhắc. Ghi các ngày theo thông báo rồi đánh dấu “đã đủ”."
)


class CalendarPane(QWidget):
    """Emits what the clerk says of a day, of Saturdays and of a year."""

    said = Signal(object, bool, str)
    """A day, whether it is worked, and why."""
    taken_back = Signal(object)
    """What the centre said of this day counts no more."""
    duty_changed = Signal(bool)
    """Whether somebody receives on Saturdays from today on."""
    complete_changed = Signal(bool)
    """Whether all days of the shown year are in."""
    year_wanted = Signal(int)
    """Show this many years on (or back)."""

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "heading")
        self.unknown = label(_UNKNOWN, "warning", wrap=True)
        self.model = day_table(self)
        self.table = table_view(self.model, "Ngày nghỉ, ngày làm bù", 2)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.day = LabelledLine("Ngày", "ngày/tháng/năm, ví dụ 11122026")
        self.name = LabelledLine("Lý do", "mất điện theo lịch, làm bù …")
        self.off, self.worked = QRadioButton("Trung tâm nghỉ"), QRadioButton("Trung tâm làm việc")
        self.off.setChecked(True)
        self.go = button("Ghi  Ctrl+Enter", "primary", name="Ghi ngày này (Ctrl+Enter)")
        self.go.clicked.connect(self.save)
        self.back = button("Bỏ ngày đã chọn", tip="Chỉ bỏ được ngày do trung tâm ghi")
        self.back.clicked.connect(self._on_back)
        self.duty = QCheckBox("Thứ Bảy có người trực tiếp nhận")
        self.duty.clicked.connect(self.duty_changed)
        self.complete = QCheckBox()
        self.complete.clicked.connect(self.complete_changed)
        for line in (self.day, self.name):
            line.line.returnPressed.connect(self.save)
        self._room = Room()
        self._fitted = QTimer(self, singleShot=True, interval=0)  # the table has its size by then
        self._fitted.timeout.connect(self._show_chosen)
        self._build()
        self._on_row(QModelIndex())

    def _build(self) -> None:
        before = button("‹", "small", name="Năm trước")
        before.clicked.connect(partial(self.year_wanted.emit, -1))
        after = button("›", "small", name="Năm sau")
        after.clicked.connect(partial(self.year_wanted.emit, 1))
        left = panel()
        inside = column(
            row(self.title, before, after, 1, self.back), self.unknown, spacing=8, margins=12
        )
        inside.addWidget(self.table, 1)
        inside.addWidget(self._room)
        left.setLayout(inside)
        layout = row(spacing=8)
        layout.addWidget(left, 1)
        layout.addWidget(self._side())
        self.setLayout(layout)

    def _side(self) -> QFrame:
        side = panel()
        side.setFixedWidth(_SIDE_WIDTH)
        side.setLayout(
            column(
                label("Lịch riêng của trung tâm", "heading"), self.day,
                row(self.off, self.worked, 1, spacing=12), self.name, self.go, rule(),
                self.duty, self.complete, rule(), label(_OWN, "small", wrap=True), 1,
                spacing=8, margins=12,
            )
        )  # fmt: skip
        return side

    def begin(self) -> None:
        """Put the cursor where a day is written."""
        self.day.line.setFocus()

    def make_room(self, height: int) -> None:
        """Keep this much free below the table."""
        self._room.keep(height)
        self._fitted.start()

    def show_year(
        self, year: int, days: Sequence[NamedDay], *, is_known: bool, is_own: bool, has_duty: bool
    ) -> None:
        """Show one year; `is_own`: the centre said that its days are all in."""
        self.title.setText(f"Ngày nghỉ, ngày làm bù năm {year}")
        self.unknown.setVisible(not is_known)
        self.model.set_rows(days)
        self.complete.setText(f"Đã ghi đủ ngày nghỉ năm {year}")
        self.complete.setChecked(is_own)
        self.complete.setVisible(is_own or not is_known)
        self.duty.setChecked(has_duty)
        self._on_row(self.table.currentIndex())

    def go_to(self, day: date) -> None:
        """Put the mark on a day, or on the next one that is listed."""
        listed = [self.model.row(number) for number in range(self.model.rowCount())]
        before = sum(row is not None and row.day < day for row in listed)
        self.table.selectRow(min(before, len(listed) - 1))
        self._fitted.start()

    def save(self) -> None:
        """Say what is written of a day (Enter, Ctrl+Enter)."""
        day = _read(self.day.text)
        self.day.set_problem("" if day else "Ghi đủ ngày, tháng, năm, ví dụ 11122026.")
        self.name.set_problem("" if self.name.text else "Ghi lý do: người sau còn hiểu.")
        if day is None:
            self.day.line.setFocus()
        elif not self.name.text:
            self.name.line.setFocus()
        else:
            self.said.emit(day, self.worked.isChecked(), self.name.text)

    def done(self) -> None:
        """It is stored: the lines are free for the next day."""
        for line in (self.day, self.name):
            line.set_text("")
        self.day.line.setFocus()

    def show_refusal(self, error: DeskError) -> None:
        """Say below the line why it was not stored."""
        found = error.fields[0].message if error.fields else error.sentence
        self.day.set_problem(found)

    @property
    def chosen(self) -> NamedDay | None:
        """The row with the mark."""
        return self.model.row(self.table.currentIndex().row())

    def _show_chosen(self) -> None:
        """Keep the marked day in sight, also when the table has shrunk for a message."""
        self.table.scrollTo(self.table.currentIndex())

    def _on_row(self, _: QModelIndex) -> None:
        self.back.setEnabled(self.chosen is not None and self.chosen.is_own)

    def _on_back(self) -> None:
        if self.chosen is not None:
            self.taken_back.emit(self.chosen.day)


def day_table(parent: QObject | None = None) -> FrozenTable[NamedDay]:
    """Return an empty table of days."""
    columns: tuple[Column[NamedDay], ...] = (
        Column("Ngày", lambda d: f"{d.day:%d/%m/%Y}", 116, _weekday, is_figures=True),
        Column("", lambda d: "làm việc" if d.is_worked else "nghỉ", 90, ink=_ink),
        Column("Lý do", lambda d: d.name, 260),
        Column("Nguồn", lambda d: "trung tâm ghi" if d.is_own else "lịch chung", 120),
    )
    return FrozenTable(columns, lambda day: day.day.isoformat(), parent)


def _weekday(day: NamedDay) -> str:
    return WEEKDAY_NAMES[day.day.weekday()]


def _ink(day: NamedDay) -> Role:
    return "ok" if day.is_worked else "warning"


def _read(text: str) -> date | None:
    try:
        return parse_full_date(text)
    except ValueError:
        return None
