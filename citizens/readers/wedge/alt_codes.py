"""Alt+0nnn and Alt+nnn, as scanners in Alt mode type them: back to bytes, not to glyphs.

Windows turns each code into a letter of a code page and loses the bytes that the page lacks. The
digits themselves tell the byte, so UTF-8 typed that way arrives whole whatever the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from citizens.charset.doubts import is_clean
from citizens.readers.scanner_profile import ScannerProfile

_PAGES = ("cp1252", "cp1258", "latin-1", "cp437", "cp850")
_LARGEST = 0x10FFFF
_MOST_DIGITS = 7


@dataclass(frozen=True, slots=True)
class AltCode:
    """One code; `is_ansi` when it began with 0 (Alt+0225), else it means the OEM page."""

    value: int
    is_ansi: bool

    def char(self, profile: ScannerProfile) -> str:
        """The character by the profile's pages; above 255 it is Unicode's own number."""
        if self.value > 0xFF:
            return chr(self.value)
        if self.value < 0x20:
            return chr(self.value)  # CR, LF, TAB; pages show glyphs there, scanners mean controls
        page = profile.ansi_page if self.is_ansi else profile.oem_page
        return bytes((self.value,)).decode(page, "ignore") or chr(self.value)

    def can_show_as(self, text: str) -> bool:
        """Whether the system's own letter for the code can be this text."""
        if not text.isascii():
            return True  # no key of a scanner's keyboard types such a letter
        if self.value > 0xFF:
            return text == chr(self.value) or text == chr(self.value & 0xFF)
        return any(bytes((self.value,)).decode(page, "ignore") == text for page in _PAGES)


Piece = str | AltCode


class AltKeys:
    """Collects what is typed on the keypad while Alt is held."""

    def __init__(self) -> None:
        self.is_held = False
        self._digits = ""

    @property
    def is_typing(self) -> bool:
        """Whether a code has been begun."""
        return self.is_held and bool(self._digits)

    def takes(self, text: str) -> bool:
        """Whether a letter belongs to a code in hex, which begins with "+"."""
        is_hex = self.is_held and self._digits.startswith("+")
        return is_hex and len(text) == 1 and text in "abcdefABCDEF"

    def press(self) -> None:
        """Alt goes down."""
        self.is_held, self._digits = True, ""

    def digit(self, text: str) -> None:
        """A key of the keypad."""
        self.is_held = True
        self._digits = (self._digits + text)[: _MOST_DIGITS + 1]

    def release(self) -> AltCode | None:
        """Alt comes up; return the code, or None when none was typed."""
        digits, self._digits, self.is_held = self._digits, "", False
        try:
            value = int(digits[1:], 16) if digits.startswith("+") else int(digits)
        except ValueError:
            return None
        is_letter = 0 < value <= _LARGEST and not 0xD800 <= value < 0xE000
        return AltCode(value, digits.startswith("0")) if is_letter else None


def joined(pieces: Sequence[Piece], profile: ScannerProfile) -> str:
    """Return the text of keys and codes: the codes as UTF-8 bytes, or as Unicode, or by pages."""
    codes = [piece for piece in pieces if isinstance(piece, AltCode)]
    if not codes:
        return "".join(piece for piece in pieces if isinstance(piece, str))
    as_unicode = "".join(p if isinstance(p, str) else chr(p.value) for p in pieces)
    if any(code.value > 0xFF for code in codes):
        return as_unicode  # then the small ones are Unicode too
    data = b"".join(
        piece.encode("utf-8", "replace") if isinstance(piece, str) else bytes((piece.value,))
        for piece in pieces
    )
    try:
        return data.decode()
    except UnicodeDecodeError:
        by_page = "".join(p if isinstance(p, str) else p.char(profile) for p in pieces)
    return by_page if is_clean(by_page) or not is_clean(as_unicode) else as_unicode
