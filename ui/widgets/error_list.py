"""The list on top of a form: what must be mended, each entry leads to its line."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui.icons import icon_label
from ui.widgets.parts import button, clear, column, label, row
from ui.wording import clipped

_ROW = 30
_MOST_ROWS = 3
_LETTERS = 92


class ErrorList(QFrame):
    """Shown only while there is something to mend."""

    chosen = Signal(str)
    """The clerk wants to go to the line with this pointer."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("errors")
        self._title = label(role="strong")
        head = row(icon_label("circle-alert", "error"), self._title, 1)
        inside = QWidget()
        self._rows = column(spacing=0)
        inside.setLayout(self._rows)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(inside)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = column(head, self._scroll, spacing=0)
        layout.setContentsMargins(12, 6, 12, 6)
        self.setLayout(layout)
        self.hide()

    def show_problems(self, problems: Sequence[tuple[str, str, str]]) -> None:
        """Show (pointer, line's label, what is wrong) in the order of the sheet; none hides."""
        clear(self._rows)
        for pointer, name, message in problems:
            whole = f"{name}: {message}"
            link = button(clipped(whole, _LETTERS), "link", tip=whole, name=f"Đến dòng {whole}")
            link.clicked.connect(partial(self.chosen.emit, pointer))
            self._rows.addWidget(link)
        self._title.setText(f"Còn {len(problems)} chỗ phải sửa trước khi tiếp nhận")
        self._scroll.setFixedHeight(_ROW * min(len(problems), _MOST_ROWS) + 2)
        self.setVisible(bool(problems))
