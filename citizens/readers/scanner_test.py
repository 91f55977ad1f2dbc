"""“Thử máy quét”: one code with every letter of cards; what arrives tells what the scanner does.

The faults are looked for in the order in which they hide each other: keyboard first (Caps Lock,
input method, layout), then code page, then letters that never come, then speed and suffix.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from citizens.charset.encode_back import utf8_readings
from citizens.charset.keyboards import from_hex, swap_ascii_case
from citizens.charset.syllables import ACCENTED
from citizens.readers.scanner_profile import (
    KEYBOARD,
    NO_PROFILE,
    FaultKind,
    ScannerProfile,
)
from citizens.readers.wedge.advice import advice_for
from citizens.repair import strip_frame

_LETTERS = "".join(sorted(ACCENTED))
_PROBE = (
    "0123456789|KIEM TRA MAY QUET|ABCDEFGHIJKLMNOPQRSTUVWXYZ|abcdefghijklmnopqrstuvwxyz"
    "|aa dd ow a1 e6|-.,/'():;@#+=_<]~|"
)
_TAIL = "|9876543210"
TEST_PAYLOAD = f"{_PROBE}{_LETTERS}{_TAIL}"
_SLOW_MS = 60
_MARGIN = 1.5
_MOST_GAP_MS = 200
_LOST_PAGES = ("cp1252", "cp1258")
_LAYOUT_ROW = "đăâêô\u0300\u0309\u0303\u0301\u0323"  # keys 0 to 9 of the layout "Vietnamese"


@dataclass(frozen=True, slots=True)
class Fault:
    """What the test found. `is_lossy`: some letters cannot come back, whatever is repaired.

    `keys` is the right character by the one that arrives, for a keyboard layout that is one to one.
    """

    kind: FaultKind
    code_page: str = ""
    keys: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    is_lossy: bool = False
    is_slow: bool = False
    lacks_suffix: bool = False

    @property
    def advice(self) -> tuple[str, ...]:
        """The finding, then what to change, the best thing first, in Vietnamese."""
        return advice_for(
            self.kind,
            is_lossy=self.is_lossy,
            is_slow=self.is_slow and self.kind is not FaultKind.DELAY,
            lacks_suffix=self.lacks_suffix and self.kind is not FaultKind.SUFFIX_MISSING,
        )


def diagnose(
    arrived: str | bytes, *, slowest_gap_ms: float = 0.0, has_suffix: bool = True
) -> Fault:
    """Name what a scanner did to the test code; `slowest_gap_ms` and suffix as the scan tells."""
    text = _text(arrived)
    is_slow = slowest_gap_ms >= _SLOW_MS
    found = next(_faults(text), Fault(_unexplained(text)))
    if found.kind is FaultKind.OK and is_slow:
        found = Fault(FaultKind.DELAY)
    elif found.kind is FaultKind.OK and not has_suffix:
        found = Fault(FaultKind.SUFFIX_MISSING)
    return replace(found, is_slow=is_slow, lacks_suffix=not has_suffix)


def profile_of(
    fault: Fault, device: str = KEYBOARD, *, slowest_gap_ms: float = 0.0
) -> ScannerProfile:
    """Return what to remember of this scanner: the repair that its scans need."""
    gap_ms = NO_PROFILE.gap_ms
    if fault.is_slow:
        gap_ms = min(_MOST_GAP_MS, round(slowest_gap_ms * _MARGIN))
    is_page = fault.kind is FaultKind.CODE_PAGE
    return ScannerProfile(
        device=device,
        fault=fault.kind,
        code_page=fault.code_page if is_page and not fault.is_lossy else "",
        keys=fault.keys,
        gap_ms=gap_ms,
        has_suffix=not fault.lacks_suffix,
        ansi_page="cp1258" if fault.code_page == "cp1258" else NO_PROFILE.ansi_page,
        oem_page="cp850" if fault.code_page == "cp850" else NO_PROFILE.oem_page,
    )


def picture_of_test(pixels_per_module: int = 6) -> bytes:
    """Return the test code as PNG, for the screen and for paper."""
    import segno

    code = segno.make(TEST_PAYLOAD, error="l", micro=False, encoding="utf-8", eci=False)
    buffer = io.BytesIO()
    code.save(buffer, kind="png", scale=pixels_per_module, border=4)
    return buffer.getvalue()


def _text(arrived: str | bytes) -> str:
    if isinstance(arrived, bytes):
        try:
            return _text(arrived.decode())
        except UnicodeDecodeError:
            return _text(arrived.decode("latin-1"))
    text = strip_frame(arrived)
    return from_hex(text) or text


def _faults(text: str) -> Iterator[Fault]:
    """Yield what explains the text, the most basic first."""
    composed = unicodedata.normalize("NFC", text)
    if composed == TEST_PAYLOAD:
        yield Fault(FaultKind.OK)
    if swap_ascii_case(composed) == TEST_PAYLOAD:
        yield Fault(FaultKind.CAPS)
    yield from _layouts(composed)
    yield from _code_pages(text)
    if _is_dropped(composed):
        yield Fault(FaultKind.DROPPED, is_lossy=True)
    if _has_vietnamese_in_probe(composed):
        yield Fault(FaultKind.INPUT_METHOD, is_lossy=True)


def _layouts(text: str) -> Iterator[Fault]:
    """The Windows layout "Vietnamese", or any layout that swaps single characters."""
    row = {ord(str(digit)): key for digit, key in enumerate(_LAYOUT_ROW)}
    if text.startswith(unicodedata.normalize("NFC", _PROBE.translate(row))[:10]):
        yield Fault(FaultKind.LAYOUT)
        return
    keys: dict[str, str] = {}
    for came, right in zip(text, _PROBE, strict=False):
        if keys.setdefault(came, right) != right:
            return
    moved = {came: right for came, right in keys.items() if came != right}
    is_one_to_one = len(set(keys.values())) == len(keys) and len(text) >= len(_PROBE)
    if moved and is_one_to_one and not _is_case_only(moved):
        yield Fault(FaultKind.LAYOUT, keys=MappingProxyType(moved))
    elif moved and is_one_to_one:
        yield Fault(FaultKind.CAPS)


def _is_case_only(moved: Mapping[str, str]) -> bool:
    return all(came.swapcase() == right for came, right in moved.items())


def _code_pages(text: str) -> Iterator[Fault]:
    for codec, decoded in utf8_readings(text):
        if unicodedata.normalize("NFC", decoded) == TEST_PAYLOAD:
            yield Fault(FaultKind.CODE_PAGE, codec)
    data = TEST_PAYLOAD.encode()
    for codec in _LOST_PAGES:
        if data.decode(codec, "ignore") == text:
            yield Fault(FaultKind.CODE_PAGE, codec, is_lossy=True)
    if _from_cp1258(text) == TEST_PAYLOAD:
        yield Fault(FaultKind.CODE_PAGE, "cp1258", is_lossy=True)


def _from_cp1258(text: str) -> str | None:
    """The text when Windows-1258 bytes were shown as cp1252 or as bytes."""
    for codec in ("cp1252", "latin-1"):
        try:
            return unicodedata.normalize("NFC", text.encode(codec).decode("cp1258"))
        except UnicodeError:
            continue
    return None


def _is_dropped(text: str) -> bool:
    """Whether all of ASCII came, in order, and of the letters with marks none or only some."""
    if not (text.startswith(_PROBE) and text.endswith(_TAIL)):
        return False
    middle = text[len(_PROBE) : -len(_TAIL)]
    kept = "".join(c for c in middle if c in ACCENTED)
    others = {c for c in middle if c not in ACCENTED}
    bare = _unaccented(_LETTERS)
    is_bare = others <= set(bare) and re.fullmatch(r"[A-Za-z]*", "".join(others)) is not None
    return _is_part_of(kept, _LETTERS) and (is_bare or others <= set("?\ufffd"))


def _unaccented(text: str) -> str:
    marks = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(c for c in marks if not unicodedata.combining(c))


def _is_part_of(part: str, whole: str) -> bool:
    """Whether the characters of `part` stand in `whole` in this order."""
    rest = iter(whole)
    return all(char in rest for char in part)


def _has_vietnamese_in_probe(text: str) -> bool:
    """Whether an input method made letters with marks of plain ones, which no layout does."""
    before = text[: len(_PROBE)]
    return before.startswith("0123456789|") and any(c in ACCENTED for c in before)


def _unexplained(text: str) -> FaultKind:
    """A part of the test code, something done to it that nobody knows, or another code."""
    if len(text) >= len("0123456789|") and text in TEST_PAYLOAD:
        return FaultKind.INCOMPLETE
    ascii_part = {text[i : i + 5] for i in range(len(text) - 4)}
    known = {_PROBE[i : i + 5] for i in range(len(_PROBE) - 4)}
    return FaultKind.UNKNOWN if len(ascii_part & known) >= 3 else FaultKind.NOT_THE_TEST
