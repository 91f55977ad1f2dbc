"""F1: every key of the program in one sheet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from ui.widgets.parts import button, column, label, row

KEYS = (
    ("Ctrl+K", "Tìm thủ tục, hồ sơ, người"),
    ("F2", "Tiếp nhận hồ sơ mới; hồ sơ đang nhập được để dở"),
    ("F3", "Tìm trong danh sách hồ sơ"),
    ("F4", "Người: đặt con trỏ vào ô quét"),
    ("F6 / Shift+F6", "Phần sau / phần trước của tờ khai"),
    ("F8", "Xem trước tờ khai"),
    ("F9", "Tiếp nhận"),
    ("F10", "Chưa đủ: ghi những gì còn thiếu"),
    ("Ctrl+P", "In"),
    ("Ctrl+S", "Lưu PDF (khi xem trước)"),
    ("Ctrl+1 … 9", "Gán vai cho người vừa quét, hoặc mở hồ sơ trước"),
    ("Enter", "Sang ô sau"),
    ("Ctrl+Enter", "Việc chính của trang"),
    ("Ctrl+Z", "Hoàn tác chữ đang gõ"),
    ("Esc", "Quay lại, không mất gì"),
    ("F1", "Bảng phím này"),
)


class KeyHelp(QFrame):
    """Lies over the window until it is closed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self.setObjectName("results")
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(2)
        for number, (keys, text) in enumerate(KEYS):
            grid.addWidget(label(keys, "strong"), number, 0)
            grid.addWidget(label(text), number, 1)
        close = button("Đóng  Esc", "link", name="Đóng bảng phím")
        close.clicked.connect(self.hide)
        head = row(label("Phím tắt", "title"), 1, close)
        layout = column(head, spacing=8)
        layout.addLayout(grid)
        layout.setContentsMargins(24, 12, 24, 16)
        self.setLayout(layout)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def toggle(self) -> None:
        """Show the sheet in the middle of the window, or take it away."""
        if self.isVisible():
            self.hide()
            return
        self.adjustSize()
        left = (self._window.width() - self.width()) // 2
        self.move(left, max((self._window.height() - self.height()) // 2, 0))
        self.show()
        self.raise_()
