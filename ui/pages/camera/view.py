"""The camera beside the people: live picture, what stands in the way, what was read."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from base.errors import DeskError
from ui.pages.camera.picture import LivePicture
from ui.pages.camera.seen import Seen
from ui.theme import Tone
from ui.widgets.parts import button, chip, column, label, row, set_chip
from ui.widgets.tab_order import step

_AIM = "Đưa mặt thẻ có mã QR vào khung, cho đầy khung."
_COARSE = "Camera này cho ít điểm ảnh (cần từ 1280 x 720): thẻ cũ, mã nhỏ có thể không đọc được."
_GO_ON = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class CameraPanel(QFrame):
    """Shows one view at a time; the camera itself is the presenter's."""

    resume_wanted = Signal()
    """Look for the next card."""
    other_wanted = Signal()
    """Use the next camera of this PC."""
    again_wanted = Signal()
    """Try the camera once more."""
    files_wanted = Signal()
    """Choose pictures instead."""
    closed = Signal()
    """Switch the camera off."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Đọc thẻ bằng camera")
        self.picture = LivePicture()
        self._state = chip()
        self._hint = label(role="strong", wrap=True)
        self._coarse = label(_COARSE, "warning", wrap=True)
        self._resume = button("Đọc thẻ tiếp  Enter", "primary", name="Đọc thẻ tiếp (Enter)")
        self._resume.clicked.connect(self.resume_wanted)
        self._resume.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = self._resume.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # the picture does not jump when a card is read
        self._resume.setSizePolicy(policy)
        self._message = label(role="strong", wrap=True)
        self._step = label(wrap=True)
        self._code = label(role="small")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._live_side())
        self._stack.addWidget(self._error_side())
        layout = column(self._head(), spacing=8, margins=12)
        layout.addWidget(self._stack, 1)
        self.setLayout(layout)
        self.hide()

    def _head(self) -> QWidget:
        self._other = button("Camera khác", "small")
        self._other.setToolTip("Máy có nhiều camera: dùng camera tiếp theo")
        self._other.clicked.connect(self.other_wanted)
        close = button("Đóng  Esc", "small", name="Tắt camera và đóng (Esc)")
        close.clicked.connect(self.closed)
        self._name = label(role="muted")
        head = QWidget()
        title = label("Đọc thẻ bằng camera", "heading")
        head.setLayout(row(title, self._name, 1, self._other, close))
        return head

    def _live_side(self) -> QWidget:
        line = row(self._state, spacing=8)
        line.addWidget(self._hint, 1)
        line.addWidget(self._resume)
        side = QWidget()
        layout = column(line, self._coarse, spacing=8)
        layout.addWidget(self.picture, 1)
        side.setLayout(layout)
        return side

    def _error_side(self) -> QWidget:
        again = button("Thử lại", "primary")
        again.clicked.connect(self.again_wanted)
        files = button("Chọn ảnh, PDF…", icon_name="image")
        files.clicked.connect(self.files_wanted)
        side = QWidget()
        side.setLayout(
            column(self._message, self._step, row(again, files, 1), self._code, 1, spacing=12)
        )
        return side

    def begin(self, name: str) -> None:
        """Wait for the first picture of a camera."""
        self._name.setText(name)
        self._stack.setCurrentIndex(0)
        self.picture.show_seen(None)
        self._coarse.hide()
        self._say("đang mở", "plain", "Đang mở camera …")
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_seen(self, seen: Seen) -> None:
        """Show a live view with its hint."""
        self.picture.show_seen(seen)
        self._coarse.setVisible(seen.is_coarse)
        if seen.hint is None:
            self._say("đang tìm mã", "card", _AIM)
        else:
            self._say("chưa đọc được", "warning", seen.hint.text)

    def show_found(self, seen: Seen, what: str) -> None:
        """Show the frozen frame and what was read."""
        self.picture.show_seen(seen)
        self._coarse.hide()
        self._say("đã đọc", "ok", what)
        self._resume.show()

    def show_error(self, error: DeskError) -> None:
        """Say why there is no picture and what to do."""
        self.picture.show_seen(None)
        self._message.setText(error.message)
        self._step.setText(error.next_step)
        self._code.setText(f"Mã lỗi: {error.code}")
        self._stack.setCurrentIndex(1)

    def said(self) -> str:
        """Return what is said about the camera, as text."""
        if self._stack.currentIndex():
            return f"{self._message.text()} {self._step.text()} {self._code.text()}"
        return f"{self._state.text()}: {self._hint.text()}"

    @property
    def is_frozen(self) -> bool:
        """Whether a card was read and the next one is not looked for."""
        return self._resume.isVisibleTo(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter or Space: the next card."""
        if event.key() in _GO_ON and self.is_frozen:
            self.resume_wanted.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays within the panel."""
        return step(self, forward=forward) or super().focusNextPrevChild(forward)

    def _say(self, word: str, tone: Tone, text: str) -> None:
        set_chip(self._state, word, tone)
        self._hint.setText(text)
        self._resume.hide()
        self.setAccessibleDescription(f"{word}: {text}")
