"""The page with the test code: scan it, see what arrived and what to change."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QStackedWidget, QWidget

from ui.pages.page import Page
from ui.pages.scanner.ways_pane import WaysPane
from ui.theme import Tone
from ui.widgets.parts import button, chip, clear, column, label, panel, row, set_chip
from ui.widgets.preview import PreviewPane

_CODE_SIDE = 360
_WAITING = "Đang chờ mã thử …"
_STEPS = (
    "Quét mã ở bên trái bằng máy quét của quầy. Máy không đọc được màn hình thì in mã ra giấy.",
    "Máy kêu mà không có gì hiện ra: máy đang gửi vào nơi khác; rút cáp cắm lại rồi quét lần nữa.",
)


class ScannerView(Page):
    """Shows the code and the finding; what a scan means is the presenter's."""

    key = "scanner"
    shown = Signal()
    """The page came to the front."""
    left = Signal()
    """Another page comes to the front."""
    closed = Signal()
    """Back to the page before."""
    print_wanted = Signal()
    """Show the paper with the code."""
    camera_wanted = Signal()
    """Read cards with the camera instead."""

    def __init__(self) -> None:
        super().__init__()
        self._code = QLabel()
        self._code.setFixedSize(_CODE_SIDE, _CODE_SIDE)
        self._code.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._code.setAccessibleName("Mã thử máy quét")
        self._state = chip()
        self._finding = label(role="strong", wrap=True)
        self._detail = label(role="muted", wrap=True)
        self._steps = column(spacing=8)
        self._result = QFrame()
        self._result.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # no button has the cursor here
        self._result.setAccessibleName(_WAITING)
        self.ways = WaysPane()
        self.preview = PreviewPane()
        self.preview.closed.connect(self._show_test)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._test_side())
        self._stack.addWidget(self.preview)
        self._frame = column(self._stack)
        self.setLayout(self._frame)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self._on_print_key)
        self.show_waiting()

    def _test_side(self) -> QWidget:
        show = button("In mã thử  Ctrl+P", icon_name="printer", name="In mã thử (Ctrl+P)")
        show.clicked.connect(self.print_wanted)
        camera = button("Đọc bằng camera", icon_name="camera")
        camera.clicked.connect(self.camera_wanted)
        back = button("Quay lại  Esc", icon_name="undo-2")
        back.clicked.connect(self.closed)
        found = column(row(self._state, 1), self._finding, self._detail, spacing=8, margins=16)
        found.addLayout(self._steps)
        found.addStretch(1)
        self._result.setLayout(found)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setLayout(column(self._result, 1, self.ways))
        scroll.setWidget(inside)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = row(spacing=16)
        body.addWidget(self._code, 0, Qt.AlignmentFlag.AlignTop)
        body.addWidget(scroll, 1)
        head = row(back, label("Thử máy quét", "title"), 1, camera, show)
        sheet = panel()
        layout = column(head, spacing=16, margins=16)
        layout.addLayout(body, 1)
        sheet.setLayout(layout)
        side = QWidget()
        side.setLayout(column(sheet, margins=8))
        return side

    def make_room(self, height: int) -> None:
        """Shrink what is shown: the steps scroll."""
        self._frame.setContentsMargins(0, 0, 0, height + self.bar_lift if height else 0)

    def show_code(self, png: bytes) -> None:
        """Show the test code, every module whole pixels wide."""
        picture = QPixmap()
        picture.loadFromData(png)
        factor = max(min(_CODE_SIDE // max(picture.width(), 1), 8), 1)
        self._code.setPixmap(picture.scaled(picture.size() * factor))

    def show_waiting(self) -> None:
        """Nothing has arrived yet."""
        self.show_finding("chờ quét", "plain", _WAITING, "", _STEPS)

    def show_finding(
        self, word: str, tone: Tone, finding: str, detail: str, steps: Sequence[str]
    ) -> None:
        """Show what the test found and what to do, in order."""
        set_chip(self._state, word, tone)
        self._finding.setText(finding)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        clear(self._steps)
        for number, step in enumerate(steps, start=1):
            self._steps.addWidget(label(f"{number}. {step}", wrap=True))
        self._result.setAccessibleName(f"{word}. {finding}")
        self._result.setAccessibleDescription("\n".join(steps))

    def said(self) -> str:
        """Return everything that is shown of the finding, as text."""
        return "\n".join(item.text() for item in self._result.findChildren(QLabel))

    @property
    def has_code(self) -> bool:
        """Whether the test code is shown."""
        return not self._code.pixmap().isNull()

    def code_picture(self) -> QPixmap:
        """Return the test code as it is shown."""
        return self._code.pixmap()

    def show_preview(self) -> None:
        """Show the paper instead of the test."""
        self._stack.setCurrentWidget(self.preview)
        self.preview.begin()

    def activate(self) -> None:
        """Wait for the code."""
        self._show_test()
        self.show_waiting()
        self.shown.emit()

    def leave(self) -> None:
        """The test is over."""
        self.left.emit()

    def go_back(self) -> bool:
        """Close the paper, then the page."""
        is_paper = self._stack.currentWidget() is self.preview
        (self.preview.closed if is_paper else self.closed).emit()
        return True

    def _show_test(self) -> None:
        self._stack.setCurrentIndex(0)
        self._result.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_print_key(self) -> None:
        is_paper = self._stack.currentWidget() is self.preview
        (self.preview.print_wanted if is_paper else self.print_wanted).emit()
