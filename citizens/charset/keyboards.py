"""What keyboards do to a burst: doubled keys, Caps Lock, the Vietnamese layout, hex, delimiters."""

from __future__ import annotations

import re
import unicodedata

from citizens.charset.syllables import ACUTE, DOT_BELOW, GRAVE, HOOK, TILDE

_HEX = re.compile(r"(?:[0-9A-Fa-f]{2}[ :-]?){20,}")
_VOWEL_DIGITS = {"ă": "1", "â": "2", "ê": "3", "ô": "4", "đ": "0"}
_TONE_DIGITS = {GRAVE: "5", HOOK: "6", TILDE: "7", ACUTE: "8", DOT_BELOW: "9"}
_CARD_START = re.compile(r"([0-9]{12})([^0-9A-Za-z ,])")


def from_hex(text: str) -> str | None:
    """Return what a hex dump (Honeywell) says in strict UTF-8, or None when it is none."""
    if not _HEX.fullmatch(text.strip()):
        return None
    try:
        return bytes.fromhex(re.sub(r"[ :-]", "", text)).decode()
    except ValueError:
        return None


def undouble(text: str) -> str | None:
    """Return the text when every character came two or three times (a careless event filter)."""
    for times in (2, 3):
        every = text[::times]
        if len(text) > 24 and all(text[i::times] == every for i in range(times)):
            return every
    return None


def from_vietnamese_layout(text: str) -> tuple[str, bool] | None:
    """Return the text with the number row of the Windows layout "Vietnamese" (TCVN 6064) undone.

    The second value tells that the order of two digits is open: normalising the text sorts a dot
    below before other tones, and both orders look the same afterwards. None when no digit was hit.
    """
    if text[:1] not in _VOWEL_DIGITS or re.search(r"[0-9]", text):
        return None  # that layout leaves no digit at all
    typed = "".join(key for char in text for key in _keys_of(char))
    return (typed, _is_order_open(text)) if re.match(r"[0-9]{12}", typed) else None


def _keys_of(char: str) -> list[str]:
    """The keys of one character: first the vowel, then its tones."""
    keys: list[str] = []
    bare = ""
    for mark in unicodedata.normalize("NFD", char):
        if mark in _TONE_DIGITS:
            keys.append(_TONE_DIGITS[mark])
        else:
            bare += mark
    letter = unicodedata.normalize("NFC", bare)
    return [_VOWEL_DIGITS.get(letter, letter), *keys] if letter else keys


def _is_order_open(text: str) -> bool:
    marks = unicodedata.normalize("NFD", text)
    runs = re.findall(f"[{''.join(_TONE_DIGITS)}\u0302\u0306]+", marks)
    return any(DOT_BELOW in run and set(run) & (set(_TONE_DIGITS) - {DOT_BELOW}) for run in runs)


def restore_delimiters(text: str) -> str | None:
    """Return the text with "|" where another sign separates the parts, or None when "|" does."""
    match = _CARD_START.match(text)
    if match is None or match[2] == "|":
        return None
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    sign = "\n" if match[2] in "\r\n" else match[2]
    return lines.replace(sign, "|") if "|" not in lines and lines.count(sign) >= 5 else None


def caps_lock_was_on(text: str, sex: str) -> bool:
    """Whether the sex word begins small and words are cased the wrong way round (`vIệT tRì`)."""
    return sex[:1].islower() and _has_odd_case(text) and not _has_odd_case(swap_ascii_case(text))


def _has_odd_case(text: str) -> bool:
    words = re.findall(r"[^\W\d_]+", text)
    return any(w not in (w.lower(), w.upper(), w.capitalize()) for w in words)


def swap_ascii_case(text: str) -> str:
    """Swap the case of ASCII letters only: Caps Lock does not touch letters sent as codes."""
    return "".join(c.swapcase() if c.isascii() else c for c in text)
