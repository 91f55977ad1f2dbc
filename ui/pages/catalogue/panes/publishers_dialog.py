"""Whose catalogue files this desk takes: the list, one more, one less."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QPushButton, QScrollArea, QWidget

from catalog.bundle.publishers import Trusted
from ui.widgets.parts import button, clear, column, label, panel, row

_WIDTH, _LIST_HEIGHT = 640, 190
_RULE = (
    "Máy chỉ nhận tệp danh mục do các khoá này ký. Lộ hoặc đổi khoá: tin khoá mới theo văn bản "
    "của nơi phát hành, rồi bỏ tin khoá cũ. Danh mục đang dùng vẫn giữ nguyên."
)
_SOURCES = {
    "province": "khoá ký của tỉnh, đổi bằng lệnh desk trust",
    "program": "kèm theo chương trình",
}


class PublishersDialog(QDialog):
    """Esc closes; every change is made at once."""

    more_wanted = Signal()
    """Choose a publisher's key file."""
    untrust_wanted = Signal(object)
    """Take this Trusted's files no longer."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Nơi phát hành danh mục · Trợ lý Một cửa")
        self.setFixedWidth(_WIDTH)
        self._rows = column(spacing=6)
        inside = QWidget()
        inside.setLayout(column(self._rows, 1))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFixedHeight(_LIST_HEIGHT)
        scroll.setWidget(inside)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setAccessibleName("Các nơi phát hành được tin")
        self.more = button("Tin thêm nơi phát hành…", "primary",
                           tip="Nạp tệp khoá công khai của nơi phát hành danh mục")  # fmt: skip
        self.more.clicked.connect(self.more_wanted)
        close = button("Đóng  Esc", "link", name="Đóng (Esc)")
        close.clicked.connect(self.accept)
        self.setLayout(
            column(
                label("Nơi phát hành được tin", "title"), label(_RULE, "muted", wrap=True), scroll,
                row(close, 1, self.more), spacing=12, margins=20,
            )
        )  # fmt: skip
        self.removers: dict[str, QPushButton] = {}
        """The button of each key that may be taken away here, by key id."""

    def show_publishers(self, owners: Sequence[Trusted]) -> None:
        """Show who is trusted now."""
        clear(self._rows)
        self.removers = {}
        for owner in owners:
            self._rows.addWidget(self._row(owner))
        if not owners:
            self._rows.addWidget(label("Chưa tin nơi phát hành nào.", "muted"))
        self.more.setFocus()

    def _row(self, owner: Trusted) -> QFrame:
        line = panel("flat")
        said = column(label(owner.name, "strong", wrap=True), spacing=2)
        said.addWidget(label(f"mã khoá {owner.key_id}", "small"))
        whole = row(spacing=8, margins=8)
        whole.addLayout(said, 1)
        if owner.source in _SOURCES:
            whole.addWidget(label(_SOURCES[owner.source], "muted"))
        else:
            remove = button("Bỏ tin", "small", name=f"Bỏ tin {owner.name}, mã khoá {owner.key_id}")
            remove.clicked.connect(partial(self.untrust_wanted.emit, owner))
            self.removers[owner.key_id] = remove
            whole.addWidget(remove)
        line.setLayout(whole)
        return line
