"""First start: the centre says who it is; a made-up one is offered for trying out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QWidget

from ui.pages.page import Page
from ui.widgets.line import LabelledLine
from ui.widgets.parts import button, column, label, panel, row

_LINES = (
    ("parent_org", "Đơn vị chủ quản", "UBND XÃ …"),
    ("unit", "Tên trung tâm (in hoa trên giấy)", "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG XÃ …"),
    ("centre", "Tên trung tâm trong câu", "Trung tâm Phục vụ hành chính công xã …"),
    ("authority", "Cơ quan giải quyết", "Ủy ban nhân dân xã …"),
    ("place", "Địa danh trước ngày tháng", "tên xã, phường"),
    ("province", "Tỉnh, thành phố", "Phú Thọ"),
    ("tag", "Ký hiệu quầy trong số tạm", "2 đến 8 chữ in hoa, số; mỗi quầy một ký hiệu"),
    ("clerk", "Cán bộ tiếp nhận", "họ và tên"),
    ("phone", "Điện thoại của trung tâm", "nếu có"),
    ("hours", "Giờ làm việc", "07:30-11:30, 13:30-17:00"),
)
_USUAL_HOURS = "07:30-11:30, 13:30-17:00"


class FirstRunView(Page):
    """A short form; everything in it can be changed later."""

    key = "first_run"
    founded = Signal(object)
    """The desk is open now: an Opened."""
    submitted = Signal(dict)
    """The clerk filled the form: text by profile field."""
    sample_wanted = Signal()
    """Try out with the made-up centre."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = {key: LabelledLine(name, hint) for key, name, hint in _LINES}
        self.lines["hours"].set_text(_USUAL_HOURS)
        for key, line in self.lines.items():
            line.line.returnPressed.connect(partial(self._go_on, key))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        for number, line in enumerate(self.lines.values()):
            grid.addWidget(line, number // 2, number % 2, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        inside = panel()
        inside.setMaximumWidth(860)
        body = column(
            label("Khai báo đơn vị", "title"),
            label(
                "Những dòng này in trên giấy tiếp nhận, tờ khai. Kho dữ liệu trên máy đã được mã "
                "hóa.",
                "muted",
                wrap=True,
            ),
            spacing=6,
            margins=20,
        )
        body.addLayout(grid)
        body.addLayout(self._buttons())
        inside.setLayout(body)
        middle = QWidget()
        centred = row(1, spacing=0, margins=8)
        centred.addWidget(inside, 8)
        centred.addStretch(1)
        middle.setLayout(centred)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(middle)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setLayout(column(scroll))

    def _buttons(self) -> QHBoxLayout:
        self.sample = button("Dùng hồ sơ mẫu để thử")
        self.sample.setToolTip("Đơn vị hư cấu; chỉ để làm thử, không dùng tiếp nhận thật")
        self.sample.clicked.connect(self.sample_wanted)
        self.save = button("Lưu và bắt đầu  Ctrl+Enter", "primary", icon_name="check",
                           name="Lưu và bắt đầu (Ctrl+Enter)")  # fmt: skip
        self.save.clicked.connect(self._on_save)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._on_save)
        return row(self.sample, 1, self.save)

    def activate(self) -> None:
        """The cursor into the first line."""
        self.lines["parent_org"].line.setFocus()

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Show what is wrong below each line."""
        for key, line in self.lines.items():
            line.set_problem(problems.get(key, ""))
        wrong = next((key for key in self.lines if key in problems), None)
        if wrong is not None:
            self.lines[wrong].line.setFocus()

    def texts(self) -> dict[str, Any]:
        """Return what is written."""
        return {key: line.text for key, line in self.lines.items()}

    def _go_on(self, key: str) -> None:
        """Enter: the next line, after the last one what saves them all."""
        keys = list(self.lines)
        following = keys[keys.index(key) + 1 :]
        target = self.lines[following[0]].line if following else self.save
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_save(self) -> None:
        self.submitted.emit(self.texts())
