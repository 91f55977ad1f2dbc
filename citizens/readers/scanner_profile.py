"""What the test of one scanner found, kept so that its scans are mended in the same way.

A profile never overrules a scan that reads well as it came: keyboards and modes change.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from types import MappingProxyType

import msgspec

from base.settings import Setting, Settings
from citizens.charset.doubts import misspelled
from citizens.charset.encode_back import bytes_behind
from citizens.charset.syllables import ACCENTED
from citizens.payloads import read_payload
from citizens.person import Person
from citizens.reading import Reading

KEYBOARD = "keyboard"
PROFILES = Setting("scanner.profiles", "", "Kết quả thử của từng máy quét")
REPAIR = "scanner_profile"
_TEXTS = ("full_name", "residence", "father_name", "mother_name")
_GAP_MS = 60
_SLOWEST_MS = 200
_CODE_PAGES = frozenset(("", "latin-1", "cp1252", "cp1258", "cp437", "cp850"))


class FaultKind(StrEnum):
    """What a scanner does to text; the first that applies, the most basic first."""

    OK = "ok"
    DROPPED = "dropped"
    CODE_PAGE = "code_page"
    LAYOUT = "layout"
    CAPS = "caps"
    INPUT_METHOD = "input_method"
    DELAY = "delay"
    SUFFIX_MISSING = "suffix_missing"
    INCOMPLETE = "incomplete"
    UNKNOWN = "unknown"
    NOT_THE_TEST = "not_the_test"


@dataclass(frozen=True, slots=True)
class ScannerProfile:
    """One scanner as its test showed it.

    `device` is "keyboard" or the identity of a serial scanner; `code_page` the page through which
    it shows UTF-8; `keys` the right character by the one that arrives; `gap_ms` the time between
    two keys from which on they are not of one scan; `ansi_page` and `oem_page` tell what Alt+0nnn
    and Alt+nnn mean when the bytes are no UTF-8.
    """

    device: str = KEYBOARD
    fault: FaultKind = FaultKind.OK
    code_page: str = ""
    keys: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    gap_ms: int = _GAP_MS
    has_suffix: bool = True
    ansi_page: str = "cp1252"
    oem_page: str = "cp437"

    def __post_init__(self) -> None:
        """Raise ValueError for values that no test gives."""
        pages = {self.code_page, self.ansi_page, self.oem_page}
        if not pages <= _CODE_PAGES or "" in (self.ansi_page, self.oem_page):
            raise ValueError("code page")
        if not _GAP_MS <= self.gap_ms <= _SLOWEST_MS:
            raise ValueError("gap_ms")
        if any(len(a) != 1 or len(b) != 1 for a, b in self.keys.items()):
            raise ValueError("keys")

    def straighten(self, text: str) -> str:
        """Return the text as this scanner's fault undone gives it; the same when nothing fits."""
        if self.keys:
            text = "".join(self.keys.get(char, char) for char in text)
        data = bytes_behind(text, self.code_page) if self.code_page and not text.isascii() else None
        if data is None:
            return text
        try:
            return data.decode()
        except UnicodeDecodeError:
            return text


NO_PROFILE = ScannerProfile()


def read_scanned(payload: str | bytes, profile: ScannerProfile = NO_PROFILE) -> Reading:
    """Read a payload as `read_payload` does, mended by the profile where that reads better.

    Where both read well and differ in letters, all texts stand in `review`.
    """
    plain = read_payload(payload)
    straight = profile.straighten(plain.payload)
    if straight == plain.payload:
        return plain
    mended = read_payload(straight)
    if mended.error is not None or (mended.review and plain.error is None):
        return plain
    if plain.error is not None or plain.review:
        chosen = _marked(mended, plain.payload)
        # where a key types "à" for 0, a real à cannot be told from a digit
        return _for_review(chosen) if ACCENTED & profile.keys.keys() else chosen
    if _texts(plain) == _texts(mended):
        return plain
    is_better = misspelled(mended.payload) < misspelled(unicodedata.normalize("NFC", plain.payload))
    chosen = _marked(mended, plain.payload) if is_better else plain
    return _for_review(chosen)


def _texts(reading: Reading) -> list[str | None]:
    return [getattr(reading.person, key, None) for key in _TEXTS]


def _marked(reading: Reading, payload: str) -> Reading:
    """The reading with the payload as it came and the profile as its repair."""
    steps = REPAIR if reading.repair is None else f"{REPAIR}+{reading.repair}"
    person = reading.person
    if person is not None:
        origins = {key: replace(origin, repair=steps) for key, origin in person.origins.items()}
        person = replace(person, origins=MappingProxyType(origins))
    return replace(reading, payload=payload, person=person, repair=steps)


def _for_review(reading: Reading) -> Reading:
    person = reading.person
    if person is None:
        return reading
    wanted = {*reading.review, *(key for key in _TEXTS if getattr(person, key))}
    review = tuple(f.name for f in fields(Person) if f.name in wanted)
    return replace(reading, review=review, person=replace(person, review=review))


def load_profile(settings: Settings, device: str = KEYBOARD) -> ScannerProfile:
    """Return the stored profile of a scanner, or one that mends nothing."""
    stored = _stored(settings).get(device)
    return stored if stored is not None else replace(NO_PROFILE, device=device)


def save_profile(settings: Settings, profile: ScannerProfile) -> None:
    """Store the profile of a scanner; raise StorageError STORE-02 when the disk refuses."""
    profiles = {**_stored(settings), profile.device: profile}
    settings.put(
        PROFILES, msgspec.json.encode({k: _plain(p) for k, p in profiles.items()}).decode()
    )


def _plain(profile: ScannerProfile) -> dict[str, object]:
    values = {f.name: getattr(profile, f.name) for f in fields(profile)}
    return {**values, "keys": dict(profile.keys)}


def _stored(settings: Settings) -> dict[str, ScannerProfile]:
    """The stored profiles; one that cannot be read counts as not tested."""
    try:
        found = msgspec.json.decode(settings.get(PROFILES) or "{}", type=dict[str, msgspec.Raw])
    except msgspec.DecodeError:
        return {}
    profiles = {}
    for device, raw in found.items():
        try:
            profile = msgspec.json.decode(raw, type=ScannerProfile)
        except (msgspec.DecodeError, ValueError):
            continue
        profiles[device] = replace(profile, device=device, keys=MappingProxyType(profile.keys))
    return profiles
