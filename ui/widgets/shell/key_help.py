"""F1: every key of the program in one sheet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from ui.widgets.parts import button, column, label, row

KEYS = (
    ("Ctrl+K", "Tìm thủ tục, hồ sơ, người"),
    ("F2 / Shift+F2", "Tiếp nhận hồ sơ mới, hồ sơ đang nhập được để dở / mở lại hồ sơ để dở"),
    ("F3", "Tìm trong danh sách hồ sơ"),
    ("F4 / Shift+F4", "Người: đặt con trỏ vào ô quét / đọc thẻ bằng camera"),
    ("F6 / Shift+F6", "Vào tờ khai; phần sau / phần trước"),
    ("F7", "Trợ lý dán: chép lần lượt từng giá trị sang hệ thống khác"),
    ("Ctrl+PgDown / Ctrl+PgUp", "Giấy sau / giấy trước của hồ sơ"),
    ("F8 / Shift+F8", "Xem trước tờ khai / đến chỗ phải sửa kế tiếp"),
    ("F9 / Shift+F9", "Tiếp nhận / hoàn tác tiếp nhận, trong 10 giây"),
    ("Ctrl+G", "Giữ cảnh báo ở dòng đang gõ và ghi lý do; bấm lại để bỏ giữ"),
    ("F10", "Chưa đủ: phiếu bổ sung, phiếu từ chối, hoặc để dở"),
    ("F11 / Shift+F11", "Thành phần hồ sơ: phím cách đánh dấu / hỏi thêm: trường hợp thường"),
    ("F12 / Shift+F12", "Thêm giấy lập kèm, người, việc / bỏ giấy đang xem"),
    ("Ctrl+P / Ctrl+S", "In / lưu PDF (khi xem trước)"),
    ("Ctrl+1 … 9 / Ctrl+0", "Gán vai cho người vừa quét, mở hồ sơ trước / hoàn tác vai vừa gán"),
    ("Enter / Tab", "Sang ô sau còn phải ghi / sang từng ô"),
    ("Alt+↓", "Mở danh sách chọn của ô (địa chỉ, dân tộc, giấy tờ, cơ quan …)"),
    ("Alt+Enter", "Lấy gợi ý của ô; nhiều gợi ý (theo cha, theo mẹ): ↓ hoặc c, m, rồi Enter"),
    ("Ctrl+Del / Ctrl+↑ ↓", "Trong danh sách, bảng: xóa dòng / chuyển dòng (PgUp PgDn: 10 dòng)"),
    ("Ctrl+Enter", "Việc chính của trang"),
    ("Ctrl+T / D / O / L", "Trang Thủ tục / ghim / nạp danh mục từ tệp / từ đường truyền"),
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
        grid.setVerticalSpacing(0)
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
