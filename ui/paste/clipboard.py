"""One value on the clipboard, kept out of histories and taken away again.

What lay there before is not put back: it may be another citizen's value, it could be read only by
keeping it, and putting it back would enter it into the history that ours is kept out of.
"""

from __future__ import annotations

import secrets
import sys

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QClipboard, QGuiApplication

_OURS = "application/x-motcua-paste"  # tells our value from everybody else's
_DWORD_ZERO = b"\x00\x00\x00\x00"
# Names of Windows clipboard formats as they are: Qt registers any MIME type that it does not know
# under its own name. Its `application/x-qt-windows-mime;value="…"` is for reading only.
WINDOWS_EXCLUSIONS = (
    ("ExcludeClipboardContentFromMonitorProcessing", b"\x01\x00\x00\x00"),  # presence counts
    ("CanIncludeInClipboardHistory", _DWORD_ZERO),
    ("CanUploadToCloudClipboard", _DWORD_ZERO),
)
KDE_HINT = ("x-kde-passwordManagerHint", b"secret")


def secret_data(text: str, token: bytes, platform: str = sys.platform) -> QMimeData:
    """Return text as it goes on the clipboard, with what keeps it out of histories."""
    data = QMimeData()
    data.setText(text)
    data.setData(_OURS, token)
    for name, value in WINDOWS_EXCLUSIONS if platform == "win32" else (KDE_HINT,):
        data.setData(name, value)
    return data


class SecretClipboard(QObject):
    """Puts values on the clipboard one at a time."""

    expired = Signal()
    """The value was taken away after its time."""

    def __init__(self, seconds: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._token = b""
        self._timer = QTimer(self, singleShot=True, interval=seconds * 1000)
        self._timer.timeout.connect(self._on_time)

    @property
    def seconds(self) -> int:
        """How long a value stays."""
        return self._timer.interval() // 1000

    @property
    def is_ours(self) -> bool:
        """Whether the value that we put there last still lies on the clipboard."""
        data = _clipboard().mimeData() if self._token else None
        return data is not None and bytes(data.data(_OURS).data()) == self._token

    def put(self, text: str) -> None:
        """Put a value there in place of everything else; it stays for a while."""
        self._token = secrets.token_hex(8).encode()
        _clipboard().setMimeData(secret_data(text, self._token))
        self._timer.start()

    def clear(self) -> None:
        """Take our value away; what somebody else put there since is left alone."""
        self._timer.stop()
        if self.is_ours:
            _clipboard().clear()
        self._token = b""

    def _on_time(self) -> None:
        was_ours = self.is_ours
        self.clear()
        if was_ours:
            self.expired.emit()


def _clipboard() -> QClipboard:
    return QGuiApplication.clipboard()
