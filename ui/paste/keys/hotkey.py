"""The global key: which ones may be chosen, and a port for what a platform can do."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from base.errors import InputError

NONE = ""
DEFAULT = "Ctrl+F7"
# Free in browsers, Unikey, EVKey and Windows. Not: F7 alone (browsers), Ctrl+Shift+F… (Unikey),
# Alt with figures (scanners), Ctrl+V and other keys of typing.
CHOICES = (DEFAULT, "Ctrl+F8", "Ctrl+F9", "Ctrl+F11", "Ctrl+Alt+F7", NONE)
_MODIFIERS = {"Ctrl": 0x0002, "Alt": 0x0001}
_F1 = 0x70


@dataclass(frozen=True, slots=True)
class Hotkey:
    """A key in Windows' terms."""

    text: str
    modifiers: int
    code: int


def parse_hotkey(text: str) -> Hotkey | None:
    """Return a key of the choices; None for no key. InputError PASTE-01 for anything else."""
    if text == NONE:
        return None
    if text not in CHOICES:
        raise InputError(
            "PASTE-01",
            f"Phím “{text[:20]}” không dùng được cho trợ lý dán.",
            f"Chọn một trong: {', '.join(c for c in CHOICES if c)}.",
        )
    *modifiers, key = text.split("+")
    code = _F1 + int(key.removeprefix("F")) - 1
    return Hotkey(text, sum(_MODIFIERS[m] for m in modifiers), code)


class GlobalKey(QObject):
    """What every platform has; this one has no global key at all."""

    pressed = Signal()
    """The key was pressed, whoever has the focus."""

    @property
    def is_supported(self) -> bool:
        """Whether the platform can do it."""
        return False

    def hold(self, hotkey: Hotkey) -> None:
        """Take the key from now on; DeviceError PASTE-02 when another program has it."""

    def release(self) -> None:
        """Let go of the key."""


def global_key(parent: QObject) -> GlobalKey:
    """Return what this platform can do. On X11 and Wayland: nothing, keys work in the window."""
    if sys.platform == "win32":
        from ui.paste.keys.windows import WindowsKey, user32_registrar

        return WindowsKey(user32_registrar(), parent)
    return GlobalKey(parent)
