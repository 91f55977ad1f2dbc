"""RegisterHotKey of Windows, heard through a native event filter."""

from __future__ import annotations

import ctypes
import sys
from ctypes import wintypes
from typing import Protocol

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject

from base.errors import DeviceError
from ui.paste.keys.hotkey import GlobalKey, Hotkey

WM_HOTKEY = 0x0312
MOD_NOREPEAT = 0x4000  # a key held down hands over one value, not twenty
_ID = 0x4D43  # ours in this thread; applications have 0x0000 to 0xBFFF
_KINDS = (b"windows_generic_MSG", b"windows_dispatcher_MSG")


class Registrar(Protocol):
    """The two calls of user32; the message goes to the thread that registers."""

    def register(self, key_id: int, modifiers: int, code: int) -> bool:
        """Return whether the key is ours now."""

    def unregister(self, key_id: int) -> None:
        """Let go of the key."""


class WindowsKey(GlobalKey):
    """Holds one key while the helper is on the screen."""

    def __init__(self, registrar: Registrar, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._registrar = registrar
        self._is_held = False
        self._filter = HotkeyFilter(self)

    @property
    def is_supported(self) -> bool:
        """Yes."""
        return True

    def hold(self, hotkey: Hotkey) -> None:
        """Take the key from now on; DeviceError PASTE-02 when another program has it."""
        self.release()
        if not self._registrar.register(_ID, hotkey.modifiers | MOD_NOREPEAT, hotkey.code):
            raise DeviceError(
                "PASTE-02",
                f"Phím {hotkey.text} đang do chương trình khác giữ.",
                "Chọn phím khác trong “Sắp xếp”, hoặc dùng nút “Tiếp”.",
            )
        self._is_held = True
        application = QCoreApplication.instance()
        if application is not None:
            application.installNativeEventFilter(self._filter)

    def release(self) -> None:
        """Let go of the key."""
        if not self._is_held:
            return
        self._is_held = False
        self._registrar.unregister(_ID)
        application = QCoreApplication.instance()
        if application is not None:
            application.removeNativeEventFilter(self._filter)


class HotkeyFilter(QAbstractNativeEventFilter):
    """Swallows our WM_HOTKEY and lets everything else pass."""

    def __init__(self, key: GlobalKey) -> None:
        super().__init__()
        self._key = key

    def nativeEventFilter(
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> object:
        """Read one message of Windows."""
        name = bytes(kind.data()) if isinstance(kind, QByteArray) else bytes(kind)
        if name not in _KINDS:
            return False, 0
        found = wintypes.MSG.from_address(int(message))
        if found.message != WM_HOTKEY or found.wParam != _ID:
            return False, 0
        self._key.pressed.emit()
        return True, 0


if sys.platform == "win32":

    class User32:
        """The real calls."""

        def __init__(self) -> None:
            self._user32 = ctypes.WinDLL("user32", use_last_error=True)

        def register(self, key_id: int, modifiers: int, code: int) -> bool:
            """Return whether the key is ours now."""
            return bool(self._user32.RegisterHotKey(None, key_id, modifiers, code))

        def unregister(self, key_id: int) -> None:
            """Let go of the key."""
            self._user32.UnregisterHotKey(None, key_id)

    def user32_registrar() -> Registrar:
        """Return the real calls."""
        return User32()
