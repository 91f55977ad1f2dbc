"""Keeps the two settings of the other ways to read a card, and looks what there is for chips."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject

from base.errors import DeskError
from base.settings import Setting, Settings
from citizens.readers.chip.reading import CHIP_ALLOWED
from citizens.readers.chip.transport import is_installed
from ui.jobs import Kind
from ui.pages.camera.presenter import CAMERA
from ui.pages.scanner.view import ScannerView
from ui.session import Session

T = TypeVar("T", bool, int, float, str)
_LOOK = Kind("look for chip readers on the scanner page")
_NOT_INSTALLED = "Máy này chưa cài phần đọc chip (xem tài liệu quản trị, mục Phần cài thêm)."
_NO_READER = "Đã cài phần đọc chip; chưa thấy đầu đọc nào cắm vào máy."


class ChipOffer(Protocol):
    """What the settings need of the place that offers chips."""

    find: Callable[[], Sequence[str]]
    """Returns the chip readers that are plugged in."""

    def look_for_chip_readers(self) -> None:
        """Offer the chip, or offer it no more."""


class WaysPresenter(QObject):
    """Between the settings of this PC and the pane."""

    def __init__(
        self, session: Session, settings: Settings, view: ScannerView, offer: ChipOffer
    ) -> None:
        super().__init__(view)
        self._session = session
        self._settings = settings
        self._offer = offer
        self._pane = view.ways
        view.shown.connect(self._on_shown)
        self._pane.camera_chosen.connect(self._on_camera)
        self._pane.chip_allowed.connect(self._on_chip)

    def _on_shown(self) -> None:
        self._show()
        self._session.jobs.run(partial(_chip_state, self._offer.find), self._on_found, kind=_LOOK)

    def _show(self) -> None:
        camera = max(self._settings.get(CAMERA), 0)
        allowed = self._settings.get(CHIP_ALLOWED)
        self._pane.show_choices(camera=camera, is_chip_allowed=allowed)

    def _on_found(self, text: str) -> None:
        self._pane.show_chip_state(text)

    def _on_camera(self, number: int) -> None:
        if self._keep(CAMERA, number):
            self._session.tell(f"Từ nay đọc thẻ bằng camera {number + 1}.")

    def _on_chip(self, is_allowed: bool) -> None:
        if self._keep(CHIP_ALLOWED, is_allowed):
            self._offer.look_for_chip_readers()
            word = "được" if is_allowed else "không được"
            self._session.tell(f"Từ nay {word} đọc chip ở quầy này.")

    def _keep(self, setting: Setting[T], value: T) -> bool:
        try:
            self._settings.put(setting, value)
        except DeskError as error:
            self._show()
            self._session.fail(error)
            return False
        return True


def _chip_state(find: Callable[[], Sequence[str]]) -> str:
    names = find()
    if names:
        return f"Đã thấy đầu đọc: {', '.join(names)}."
    return _NO_READER if is_installed() else _NOT_INSTALLED
