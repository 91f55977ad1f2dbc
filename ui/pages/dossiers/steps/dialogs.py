"""The decisions of a step: what is missing, how the time goes on, which new day."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QWidget

from base.dates import parse_full_date
from base.text import clean_text
from catalog.dates.life import SupplementDates, SupplementRule
from catalog.due import Due
from ui.widgets.parts import button, column, label, row
from ui.wording import counted_words, stamp

_ONCE = (
    "Chỉ được yêu cầu bổ sung một lần, nên ghi đủ mọi thứ còn thiếu "
    "(NĐ 118/2025/NĐ-CP Điều 11). Thời hạn dừng cho tới khi nhận đủ."
)
_LETTER = "Mẫu số 04 chỉ hẹn lại được một lần; gửi trước ngày hẹn ít nhất 01 ngày."
_CHOOSE = "Tính tiếp hay tính lại là quy định của tỉnh: chọn theo quy trình đã công bố."


class SupplementDialog(QDialog):
    """Mẫu số 02 for a dossier that was taken in."""

    asked = Signal(tuple, str)
    """The things missing and the reason."""

    def __init__(self, parent: QWidget, number: str) -> None:
        super().__init__(parent)
        _shape(self, f"Yêu cầu bổ sung · {number}")
        self.items = _text("Còn thiếu, cần sửa", "Mỗi dòng một việc cần bổ sung, sửa …")
        self.reason = _text("Lý do", "Vì sao: điều, khoản, văn bản … (in trên phiếu)")
        self.go = button("In Mẫu 02, dừng thời hạn", "primary")
        self.go.clicked.connect(self._on_go)
        for text in (self.items, self.reason):
            text.textChanged.connect(self._on_typed)
        self._on_typed()
        self.setLayout(
            column(
                label("Yêu cầu bổ sung, hoàn thiện hồ sơ", "title"),
                label("Còn thiếu, cần sửa", "muted"), self.items,
                label("Lý do", "muted"), self.reason,
                label(_ONCE, "small", wrap=True), _buttons(self, self.go), spacing=8, margins=20,
            )
        )  # fmt: skip

    def _on_typed(self) -> None:
        self.go.setEnabled(bool(_said(self.items) and _said(self.reason)))

    def _on_go(self) -> None:
        lines = tuple(line.strip() for line in _said(self.items).splitlines() if line.strip())
        self.accept()
        self.asked.emit(lines, _said(self.reason))


class SuppliedDialog(QDialog):
    """Both appointments after the papers came; the clerk takes one."""

    chosen = Signal(object)
    """A SupplementRule."""

    def __init__(self, parent: QWidget, number: str, dates: SupplementDates) -> None:
        super().__init__(parent)
        _shape(self, f"Đã nhận bổ sung · {number}")
        self.go_on = button(_way("Tính tiếp", dates.pause), "primary")
        self.go_on.clicked.connect(self._on_go_on)
        self.anew = button(_way("Tính lại từ đầu", dates.restart))
        self.anew.clicked.connect(self._on_anew)
        warnings = [label(text, "warning", wrap=True) for text in dates.pause.warnings]
        ways: tuple[QWidget, ...] = (
            label(_counted(dates.pause), wrap=True), self.go_on,
            label(_counted(dates.restart), wrap=True), self.anew,
            label(_CHOOSE, "small", wrap=True),
        )  # fmt: skip
        if dates.pause.due_at == dates.restart.due_at:  # nothing to choose
            self.anew.setText(_way("Đã nhận đủ", dates.restart))
            self.anew.setDefault(True)
            ways = ways[2:4]
        self.setLayout(
            column(
                label("Đã nhận đủ giấy tờ bổ sung?", "title"), *warnings, *ways, _buttons(self),
                spacing=8, margins=20,
            )
        )  # fmt: skip

    def _on_go_on(self) -> None:
        self.accept()
        self.chosen.emit(SupplementRule.PAUSE)

    def _on_anew(self) -> None:
        self.accept()
        self.chosen.emit(SupplementRule.RESTART)


class ExtendDialog(QDialog):
    """Mẫu số 04: the one new day and why."""

    asked = Signal(object, str)
    """The new day and the reason."""

    def __init__(self, parent: QWidget, number: str, due: str) -> None:
        super().__init__(parent)
        _shape(self, f"Gia hạn · {number}")
        self.day = QLineEdit()
        self.day.setAccessibleName("Hẹn lại vào ngày")
        self.day.setPlaceholderText("ngày/tháng/năm, ví dụ 04122026")
        self.reason = _text("Lý do", "Vì sao chưa trả được kết quả: điều, khoản … (in trên phiếu)")
        self.fault = label("", "error", wrap=True)
        self.go = button("In Mẫu 04, đổi ngày hẹn", "primary")
        self.go.clicked.connect(self._on_go)
        self.day.textChanged.connect(self._on_typed)
        self.reason.textChanged.connect(self._on_typed)
        self._on_typed()
        self.setLayout(
            column(
                label("Xin lỗi và hẹn lại ngày trả kết quả", "title"), label(f"Đang hẹn: {due}"),
                label("Hẹn lại vào ngày", "muted"), self.day, self.fault,
                label("Lý do", "muted"), self.reason,
                label(_LETTER, "small", wrap=True), _buttons(self, self.go), spacing=8, margins=20,
            )
        )  # fmt: skip

    def _on_typed(self) -> None:
        day = self.day.text().strip()
        is_wrong = bool(day) and self._day() is None
        self.fault.setText("Ghi đủ ngày, tháng, năm, ví dụ 04122026." if is_wrong else "")
        self.go.setEnabled(self._day() is not None and bool(_said(self.reason)))

    def _day(self) -> date | None:
        try:
            return parse_full_date(self.day.text())
        except ValueError:
            return None

    def _on_go(self) -> None:
        day = self._day()
        if day is not None:
            self.accept()
            self.asked.emit(day, _said(self.reason))


def _counted(due: Due) -> str:
    return counted_words(due) or "Chưa tính được ngày hẹn."


def _way(text: str, due: Due) -> str:
    return f"{text}: hẹn {stamp(due.due_at)}" if due.due_at else f"{text}: chưa tính được ngày hẹn"


def _shape(dialog: QDialog, title: str) -> None:
    dialog.setWindowTitle(f"{title} · Trợ lý Một cửa")
    dialog.setMinimumWidth(640)


def _text(name: str, hint: str) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(hint)
    made.setFixedHeight(76)
    made.setTabChangesFocus(True)
    return made


def _said(text: QPlainTextEdit) -> str:
    return clean_text(text.toPlainText()).strip()


def _buttons(dialog: QDialog, *further: QWidget) -> QWidget:
    back = button("Quay lại  Esc", "link")
    back.clicked.connect(dialog.reject)
    bar = QWidget()
    bar.setLayout(row(back, 1, *further))
    return bar
