"""Ngoài máy quét: which camera reads cards, and whether chips may be read at this desk."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame

from ui.widgets.parts import column, label, row, rule

_CAMERAS = 4
_LAW = "Chỉ bật khi đầu đọc được phép dùng (Luật Căn cước 26/2023/QH15, Điều 22 khoản 5)."


class WaysPane(QFrame):
    """Two settings of this PC with what they mean; they hold at once."""

    camera_chosen = Signal(int)
    """This camera is to be used from now on; 0 is the first."""
    chip_allowed = Signal(bool)
    """Chips may be read here from now on, or no more."""

    def __init__(self) -> None:
        super().__init__()
        self.camera = QComboBox()
        self.camera.setAccessibleName("Camera dùng để đọc thẻ")
        self.camera.setMinimumContentsLength(9)
        self.camera.activated.connect(self.camera_chosen)
        self.chip = QCheckBox("Cho phép đọc chip bằng đầu đọc NFC")
        self.chip.setAccessibleDescription(_LAW)
        self.chip.toggled.connect(self.chip_allowed)
        self._chip_state = label(role="small", wrap=True)
        camera = row(label("Camera đọc thẻ:"), self.camera)
        camera.addWidget(label("mở bằng Shift+F4", "small", wrap=True), 1)
        layout = column(rule(), label("Ngoài máy quét", "heading"), camera, spacing=6)
        layout.setContentsMargins(16, 0, 0, 0)
        for item in (self.chip, label(_LAW, "small", wrap=True), self._chip_state):
            layout.addWidget(item)
        self.setLayout(layout)

    def show_choices(self, *, camera: int, is_chip_allowed: bool) -> None:
        """Show what is set; nothing is told."""
        with QSignalBlocker(self.camera), QSignalBlocker(self.chip):
            self.camera.clear()
            self.camera.addItems([f"Camera {n + 1}" for n in range(max(_CAMERAS, camera + 1))])
            self.camera.setCurrentIndex(camera)
            self.chip.setChecked(is_chip_allowed)

    def show_chip_state(self, text: str) -> None:
        """Say whether there is anything to read chips with."""
        self._chip_state.setText(text)

    @property
    def chip_state(self) -> str:
        """What is said of the chip readers."""
        return self._chip_state.text()
