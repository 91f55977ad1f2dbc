"""The address of this desk's catalogues, and how often it is asked."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QWidget

from base.errors import DeskError
from sync.catalogue_line import EVERY_DAYS, LineChoices
from sync.gateways.address import is_open_line
from ui.widgets.line import LabelledLine
from ui.widgets.parts import button, column, label, row

_WIDTH = 640
_USUAL_DAYS = (1, 3, 7, 14, 30)
_NEVER = 0
_RULE = (
    "Máy chỉ hỏi đúng địa chỉ này xem có tệp mới, không gửi gì về quầy và hồ sơ. Có bản mới thì "
    "báo ở trang Thủ tục để xem trước; không bao giờ tự cài. Để trống địa chỉ: máy không kết nối."
)
_OPEN_LINE = (
    "http không mã hoá đường đi. Tệp bị sửa vẫn bị chữ ký chặn lại, nhưng người ở giữa có thể giữ "
    "bản mới không cho tới máy. Có https thì nên dùng https."
)


class LineDialog(QDialog):
    """Enter keeps what is written, Esc changes nothing."""

    chosen = Signal(object)
    """The LineChoices as they are written; call `refuse` when they cannot be, else `accept`."""

    def __init__(self, parent: QWidget, choices: LineChoices) -> None:
        super().__init__(parent)
        self.setWindowTitle("Địa chỉ tải danh mục · Trợ lý Một cửa")
        self.setFixedWidth(_WIDTH)
        self.address = LabelledLine(
            "Địa chỉ của tệp danh mục mới nhất (nơi phát hành cho biết)", "https://…"
        )
        self.address.set_text(choices.address)
        self.address.edited.connect(self._on_edited)
        self.address.line.returnPressed.connect(self._on_save)
        self.often = self._intervals(choices)
        self._open_line = label(_OPEN_LINE, "warning", wrap=True)
        often_name = label("Tự hỏi xem có bản mới", "muted")
        often_name.setBuddy(self.often)
        back = button("Thôi  Esc", "link", name="Thôi, không đổi (Esc)")
        back.clicked.connect(self.reject)
        self.save = button("Lưu  Enter", "primary", name="Lưu (Enter)")
        self.save.clicked.connect(self._on_save)
        self._lines = column(
            label("Địa chỉ tải danh mục", "title"), label(_RULE, "muted", wrap=True),
            self.address, self._open_line, column(often_name, row(self.often, 1), spacing=2),
            row(back, 1, self.save),
            spacing=12, margins=20,
        )  # fmt: skip
        self.setLayout(self._lines)
        self._on_edited()
        self.address.setFocus()

    def refuse(self, error: DeskError) -> None:
        """Say below the address why it cannot be."""
        self.address.set_problem(error.sentence)
        self.address.setFocus()
        self._fit()

    @property
    def warns(self) -> bool:
        """Whether the way that is written is an open one."""
        return not self._open_line.isHidden()

    def _intervals(self, choices: LineChoices) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName("Tự hỏi xem có bản mới")
        for days in sorted({*_USUAL_DAYS, choices.every_days}):
            made.addItem("mỗi ngày một lần" if days == 1 else f"{days} ngày một lần", days)
        made.addItem("không tự hỏi, chỉ khi bấm tải", _NEVER)
        made.setCurrentIndex(made.findData(choices.every_days if choices.is_checking else _NEVER))
        return made

    def _on_edited(self) -> None:
        self._open_line.setVisible(is_open_line(self.address.text))
        self._fit()

    def _fit(self) -> None:
        """Grow or shrink with what is said; Qt asks wrapped lines for their height only here."""
        self._lines.activate()
        self.setFixedHeight(self._lines.totalHeightForWidth(_WIDTH))

    def _on_save(self) -> None:
        days = int(self.often.currentData())
        self.chosen.emit(LineChoices(self.address.text, days != _NEVER, days or EVERY_DAYS.default))
