"""The other ways to read a card, as small buttons beside the scan field."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.widgets.parts import icon_button, row


class ScanWays(QWidget):
    """Camera always; chip only where a reader for it may be used and is there."""

    camera_wanted = Signal()
    """Read cards with the camera."""
    chip_wanted = Signal()
    """Read a card's chip."""

    def __init__(self) -> None:
        super().__init__()
        self.camera = icon_button("camera", "Đọc thẻ bằng camera (Shift+F4)")
        self.camera.clicked.connect(self.camera_wanted)
        self.chip = icon_button("nfc", "Đọc chip của thẻ")
        self.chip.clicked.connect(self.chip_wanted)
        self.chip.hide()
        self.setLayout(row(self.camera, self.chip, spacing=2))

    def offer_chip(self, *, is_there: bool) -> None:
        """Show or hide the way over the chip."""
        self.chip.setVisible(is_there)
