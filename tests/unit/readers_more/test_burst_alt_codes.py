"""Scanners that type Alt+0nnn or Alt+nnn: the codes become bytes again, whatever the page."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citizens.payloads import read_payload
from citizens.readers.burst import Burst
from citizens.readers.scanner_profile import ScannerProfile
from citizens.readers.wedge.alt_codes import AltCode
from citizens.readers.wedge.events import Act, Key, KeyEvent
from tests.unit.citizens.made_up import as_cp1258_bytes, make_card
from tests.unit.readers_more.test_burst import CLEAN, window_after
from tests.unit.readers_more.test_framing import NEW, OLD
from tests.unit.readers_more.wedge_model import BUTTON, EDITOR, WIDGETS, Typist, Window


def as_codes(data: bytes, *, form: str, only_high: bool) -> list[str]:
    """Bytes as keys: ASCII alone as one key where `only_high`, everything else as a code."""
    return [chr(b) if only_high and b < 0x80 else form.format(b) for b in data]


def letters(data: bytes, page: str, *, only_high: bool) -> list[str]:
    """What Windows types for each code: nothing where the page has no letter."""
    return ["" if only_high and b < 0x80 else bytes((b,)).decode(page, "ignore") for b in data]


def scanned(codes: Sequence[str], echo: Sequence[str] | None, target: int = EDITOR) -> Window:
    window = window_after(Typist().scans_by_alt(codes, target, echo=echo))
    assert window.side_effects == CLEAN
    assert set(window.texts.values()) == {""}
    return window


@pytest.mark.parametrize("target", WIDGETS)
@pytest.mark.parametrize("only_high", [True, False])
@pytest.mark.parametrize(
    ("form", "page"),
    [("0{:d}", "cp1252"), ("0{:d}", "cp1258"), ("{:d}", "cp437"), ("{:d}", "cp850")],
)
def test_utf8_bytes_come_whole_through_any_page(
    form: str, page: str, only_high: bool, target: int
) -> None:
    data = OLD.encode()
    codes = as_codes(data, form=form, only_high=only_high)
    for echo in (letters(data, page, only_high=only_high), None):
        assert scanned(codes, echo, target).scans == [OLD]


def test_no_byte_is_lost_where_the_page_has_no_letter() -> None:
    """Đ is C4 90, and 90 is no letter of cp1252: the letters alone would lose it."""
    data = make_card(1).payload.replace("Văn", "Đình Đạt").encode()
    codes = as_codes(data, form="0{:d}", only_high=True)
    (scan,) = scanned(codes, letters(data, "cp1252", only_high=True)).scans
    assert scan.encode() == data
    reading = read_payload(scan)
    assert reading.repair is None


@pytest.mark.parametrize("card", [OLD, OLD.replace("Nguyễn Thị", "Trân").replace("ụy", "úy")])
def test_unicode_numbers_are_taken_as_they_are(card: str) -> None:
    codes = [c if c.isascii() else str(ord(c)) for c in card]
    assert scanned(codes, ["" if c.isascii() else c for c in card]).scans == [card]


def test_small_unicode_numbers_alone_are_no_glyphs_of_a_page() -> None:
    """Alt+226 is Γ in page 437, and â in Unicode: only one of them stands on cards."""
    card = "025190000222||Trân Lân|09091990|Nam|Khu 3|12082021"
    codes = [c if c.isascii() else str(ord(c)) for c in card]
    assert scanned(codes, None).scans == [card]


def test_hexadecimal_unicode_numbers_are_understood() -> None:
    codes = [c if c.isascii() else f"+{ord(c):x}" for c in OLD]
    assert scanned(codes, None).scans == [OLD]


def test_codes_that_are_no_utf8_mean_the_pages_of_the_profile() -> None:
    data = as_cp1258_bytes(OLD)
    codes = as_codes(data, form="0{:d}", only_high=True)
    events = Typist().scans_by_alt(codes, EDITOR)
    window = window_after(events, Burst(ScannerProfile(ansi_page="cp1258")))
    (scan,) = window.scans
    person = read_payload(scan).person
    assert person is not None
    assert person.full_name == "Nguyễn Thị Lan"


def test_a_carriage_return_as_code_ends_the_scan() -> None:
    codes = [*as_codes(NEW.encode(), form="0{:d}", only_high=True), "0013"]
    events = Typist().scans_by_alt(codes, BUTTON, suffix="")
    window = Window()
    window.play(events)
    assert window.scans == [NEW]
    assert window.side_effects == CLEAN


def test_a_hand_that_types_alt_0225_gets_its_letter() -> None:
    typist = Typist()
    events = typist.scans_by_alt(["0225", "0234"], EDITOR, gap=130, echo=["á", "ê"], suffix="")
    window = window_after(events)
    assert window.texts[EDITOR] == "áê"
    assert window.scans == []


def test_digits_under_alt_never_reach_a_widget_and_alt_alone_does() -> None:
    burst = Burst()

    def feed(act: Act, at_ms: float, text: str, key: Key) -> bool:
        return burst.feed(KeyEvent(act, at_ms, text, key, BUTTON)).swallow

    assert not feed(Act.PRESS, 0, "", Key.ALT)
    assert feed(Act.OVERRIDE, 100, "1", Key.KEYPAD)
    assert feed(Act.PRESS, 100, "1", Key.KEYPAD)
    assert feed(Act.RELEASE, 200, "", Key.ALT)  # else a menu bar would wake up
    assert not feed(Act.PRESS, 900, "", Key.ALT)
    assert not feed(Act.RELEASE, 1000, "", Key.ALT)


@pytest.mark.parametrize(
    ("digits", "profile", "text"),
    [
        ("0225", ScannerProfile(), "á"),
        ("225", ScannerProfile(), "ß"),
        ("225", ScannerProfile(oem_page="cp850"), "ß"),
        ("208", ScannerProfile(oem_page="cp850"), "ð"),
        ("208", ScannerProfile(), "╨"),
        ("0208", ScannerProfile(ansi_page="cp1258"), "Đ"),
        ("0144", ScannerProfile(), "\x90"),
    ],
)
def test_a_code_is_read_by_its_leading_zero_and_the_profile(
    digits: str, profile: ScannerProfile, text: str
) -> None:
    assert AltCode(int(digits), digits.startswith("0")).char(profile) == text


@given(
    st.integers(0, 3000),
    st.sampled_from(["0{:d}", "{:d}"]),
    st.booleans(),
    st.booleans(),
    st.floats(0.5, 12),
)
@settings(max_examples=60, deadline=None)
def test_any_card_by_alt_codes_is_exact(
    seed: int, form: str, only_high: bool, has_echo: bool, gap: float
) -> None:
    card = make_card(seed).payload
    page = "cp1252" if form.startswith("0") else "cp437"
    echo = letters(card.encode(), page, only_high=only_high) if has_echo else None
    codes = as_codes(card.encode(), form=form, only_high=only_high)
    window = window_after(Typist().scans_by_alt(codes, EDITOR, gap=gap, echo=echo))
    assert window.scans == [card]
    assert window.texts[EDITOR] == ""
