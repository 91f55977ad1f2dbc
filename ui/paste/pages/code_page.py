"""The end: the official code that the other system gave, typed or scanned."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.widgets.code_entry import CodeEntry
from ui.widgets.parts import button, column, label, row


class CodePage(QWidget):
    """Shows a line for the code, or why there is none."""

    back_wanted = Signal()
    """Back to the values."""
    closed = Signal()
    """Done with this dossier."""

    def __init__(self) -> None:
        super().__init__()
        self.code = CodeEntry(is_narrow=True)
        self._text = label(wrap=True)
        self._error = label(role="error", wrap=True)
        self.back = button("Trước", "small", tip="Quay lại các giá trị (Esc)")
        self.back.clicked.connect(self.back_wanted)
        self.close_button = button("Đóng", "small", name="Đóng")
        self._number = ""  # of the dossier that the line is about
        self.is_over = False
        """Whether nothing is left to do: the code is written down."""
        self.close_button.clicked.connect(self.closed)
        layout = column(label("Nhập mã hồ sơ", "heading"), self._text, self.code, spacing=6)
        layout.addWidget(self._error)
        layout.addStretch(1)
        layout.addLayout(row(self.back, 1, self.close_button))
        layout.setContentsMargins(10, 8, 10, 10)
        self.setLayout(layout)

    def ask(self, number: str) -> None:
        """Ask for the code of the dossier with this provisional number."""
        if number != self._number:
            self.code.line.clear()  # half a code of another one
            self._number = number
        self._show(
            f"Hồ sơ {number}: gõ hoặc quét mã mà hệ thống tỉnh vừa cấp. Chưa có mã thì đóng lại, "
            "bấm F7 khi có.",
            has_line=True,
        )

    def tell(self, text: str, *, is_over: bool = False) -> None:
        """Say why no code is asked for, or that it is written down: then all is done."""
        self._show(text, has_line=False, is_over=is_over)

    def show_error(self, sentence: str) -> None:
        """Say what is wrong with the code, beside it."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))

    @property
    def said(self) -> str:
        """What stands on the page."""
        return f"{self._text.text()}\n{self._error.text()}".strip()

    def begin(self) -> None:
        """Put the cursor where the next thing is done."""
        target = self.code if self.code.isVisibleTo(self) else self.close_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def wipe(self) -> None:
        """Let everything go."""
        self.code.line.clear()
        self._number = ""
        self.tell("")

    def _show(self, text: str, *, has_line: bool, is_over: bool = False) -> None:
        self.is_over = is_over
        self.close_button.setText("Đóng  Esc" if is_over else "Đóng")
        self.back.setToolTip("Quay lại các giá trị" + ("" if is_over else " (Esc)"))
        self._text.setText(text)
        self.code.setVisible(has_line)
        self.show_error("")
