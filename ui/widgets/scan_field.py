"""The field that takes what a scanner types: a burst that ends with Enter or with silence."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

BURST_GAP_MS = 60  # nobody types 12 figures at this pace
IDLE_MS = 150
_LEAST_BURST = 9
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ScanField(QLineEdit):
    """Collects a scan, also one of several lines (MRZ); slow typing waits for Enter.

    No input method works here, so Unikey on the Windows side is the only thing between the scanner
    and the text. A recogniser for the whole window can call `take` with what it has caught.
    """

    scanned = Signal(str)
    """One complete scan, as it came."""

    def __init__(self) -> None:
        super().__init__()
        self.setMaxLength(4000)
        self.setPlaceholderText("Quét thẻ vào ô này")
        self.setAccessibleName("Ô quét")
        self.setAccessibleDescription("Đặt con trỏ ở đây rồi quét thẻ, hoặc dán nội dung mã")
        self.setToolTip("Đặt con trỏ ở đây (F4) rồi quét thẻ, hoặc dán nội dung mã rồi bấm Enter")
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhSensitiveData
        )
        self._lines: list[str] = []
        self._clock = QElapsedTimer()
        self._quick = 0
        self._idle = QTimer(self, interval=IDLE_MS, singleShot=True)
        self._idle.timeout.connect(self._on_idle)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter from going anywhere else, and count how quickly keys come."""
        if event.key() in _ENTER:
            event.accept()
            self._lines.append(self.text())
            self.clear()
            self._idle.start()
            return
        gap = self._clock.restart() if self._clock.isValid() else BURST_GAP_MS
        self._clock.start()
        self._quick = self._quick + 1 if gap < BURST_GAP_MS else 0
        super().keyPressEvent(event)
        if self._lines or self._quick >= _LEAST_BURST:
            self._idle.start()

    def take(self, text: str) -> None:
        """Hand over a scan that was caught elsewhere."""
        if text.strip():
            self.scanned.emit(text)

    def finish(self) -> None:
        """Hand over at once what Enter has ended already."""
        if self._lines:
            self._idle.stop()
            self._on_idle()

    def _on_idle(self) -> None:
        self._quick = 0
        if not self._lines and len(self.text()) < _LEAST_BURST:
            return  # the first keys of a scan that the whole window's recogniser took over
        text = "\n".join([*self._lines, self.text()]).strip("\n")
        self._lines.clear()
        self.clear()
        self.take(text)
