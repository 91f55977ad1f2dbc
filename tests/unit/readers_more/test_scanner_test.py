"""The scanner test: every fault that scanners have is named, and its repair mends real cards."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest

from citizens.charset.syllables import ACCENTED
from citizens.payloads import Kind, read_payload
from citizens.readers.burst import Burst
from citizens.readers.pictures import scan_bytes
from citizens.readers.scanner_profile import (
    NO_PROFILE,
    FaultKind,
    ScannerProfile,
    read_scanned,
)
from citizens.readers.scanner_test import (
    TEST_PAYLOAD,
    Fault,
    diagnose,
    picture_of_test,
    profile_of,
)
from tests.unit.citizens.made_up import (
    as_cp1258_bytes,
    dropping,
    losing,
    make_card,
    on_vietnamese_layout,
    through,
    unaccented,
    with_caps_lock,
    wrong_values,
)
from tests.unit.readers_more.test_burst import window_after
from tests.unit.readers_more.wedge_model import EDITOR, Typist

GERMAN = str.maketrans("yzYZ-/|'", "zyZY/-°ä")
FRENCH = str.maketrans(
    "1234567890-';,./():@#_<]~|aqzwAQZWmM", "&é\"'(-è_çà)ùm;:!90M23°.$²µqawzQAWZ,?"
)


def test_the_code_holds_every_letter_of_cards_the_delimiter_and_all_digits() -> None:
    assert len(ACCENTED) == 134
    assert set(TEST_PAYLOAD) >= ACCENTED | set("|0123456789")
    assert read_payload(TEST_PAYLOAD).kind is Kind.UNKNOWN


def test_the_picture_can_be_read_from_paper() -> None:
    (scan,) = scan_bytes(picture_of_test())
    assert scan.reading.payload == TEST_PAYLOAD


@pytest.mark.parametrize("gap", [1, 20, 50])
def test_the_recogniser_catches_the_test_code(gap: float) -> None:
    window = window_after(Typist().scans(TEST_PAYLOAD, EDITOR, gap=gap))
    assert window.scans == [TEST_PAYLOAD]
    assert window.texts[EDITOR] == ""


FAULTS: list[tuple[str, Callable[[str], str | bytes], FaultKind, str]] = [
    ("right", lambda t: t, FaultKind.OK, ""),
    ("bytes", str.encode, FaultKind.OK, ""),
    ("framed", lambda t: f"]Q1{t}\r\n", FaultKind.OK, ""),
    ("nfd", lambda t: unicodedata.normalize("NFD", t), FaultKind.OK, ""),
    ("hex", lambda t: t.encode().hex(), FaultKind.OK, ""),
    ("caps", with_caps_lock, FaultKind.CAPS, ""),
    ("caps and dropped", lambda t: dropping("ascii")(with_caps_lock(t)), FaultKind.CAPS, ""),
    ("dropped", dropping("ascii"), FaultKind.DROPPED, ""),
    ("dropped beyond latin", dropping("latin-1"), FaultKind.DROPPED, ""),
    ("unaccented", unaccented, FaultKind.DROPPED, ""),
    ("question marks", lambda t: t.encode("ascii", "replace").decode(), FaultKind.DROPPED, ""),
    ("cp1252", through("cp1252"), FaultKind.CODE_PAGE, "cp1252"),
    ("cp1258", through("cp1258"), FaultKind.CODE_PAGE, "cp1258"),
    ("latin-1", through("latin-1"), FaultKind.CODE_PAGE, "latin-1"),
    ("cp437", through("cp437"), FaultKind.CODE_PAGE, "cp437"),
    ("cp850", through("cp850"), FaultKind.CODE_PAGE, "cp850"),
    ("cp1252 with lost bytes", losing("cp1252"), FaultKind.CODE_PAGE, "cp1252"),
    ("cp1258 with lost bytes", losing("cp1258"), FaultKind.CODE_PAGE, "cp1258"),
    ("real cp1258", as_cp1258_bytes, FaultKind.CODE_PAGE, "cp1258"),
    ("vietnamese layout", lambda t: on_vietnamese_layout(unaccented(t)), FaultKind.LAYOUT, ""),
    ("german", lambda t: t.translate(GERMAN), FaultKind.LAYOUT, ""),
    ("german and dropped", lambda t: dropping("ascii")(t).translate(GERMAN), FaultKind.LAYOUT, ""),
    ("french", lambda t: t.translate(FRENCH), FaultKind.LAYOUT, ""),
    ("telex", lambda t: t.replace("aa dd ow", "â đ ơ"), FaultKind.INPUT_METHOD, ""),
    ("vni", lambda t: t.replace("a1 e6", "á ê"), FaultKind.INPUT_METHOD, ""),
    ("cut", lambda t: t[:120], FaultKind.INCOMPLETE, ""),
    ("beginning lost", lambda t: t[40:], FaultKind.INCOMPLETE, ""),
    ("scrambled", lambda t: t[:40] + t[60:100][::-1], FaultKind.UNKNOWN, ""),
    ("a card", lambda t: make_card(1).payload, FaultKind.NOT_THE_TEST, ""),
    ("a link", lambda t: "https://example.com/abc", FaultKind.NOT_THE_TEST, ""),
    ("nothing", lambda t: "", FaultKind.NOT_THE_TEST, ""),
]


@pytest.mark.parametrize(
    ("damage", "kind", "page"), [f[1:] for f in FAULTS], ids=[f[0] for f in FAULTS]
)
def test_each_fault_is_named(
    damage: Callable[[str], str | bytes], kind: FaultKind, page: str
) -> None:
    fault = diagnose(damage(TEST_PAYLOAD))
    assert fault.kind is kind
    # latin-1 and cp1252 with C1 controls for the gaps differ in what they show for 80 to 9F
    assert fault.code_page == page


def test_speed_and_suffix_are_named_when_the_text_is_right() -> None:
    assert diagnose(TEST_PAYLOAD, slowest_gap_ms=75).kind is FaultKind.DELAY
    assert diagnose(TEST_PAYLOAD, has_suffix=False).kind is FaultKind.SUFFIX_MISSING
    assert diagnose(TEST_PAYLOAD, slowest_gap_ms=12).kind is FaultKind.OK


@pytest.mark.parametrize("kind", [k for k in FaultKind if k is not FaultKind.OK])
def test_the_advice_begins_with_the_finding_and_puts_com_mode_before_other_settings(
    kind: FaultKind,
) -> None:
    finding, *steps = Fault(kind).advice
    assert finding.endswith(".")
    assert steps
    if kind in (FaultKind.DROPPED, FaultKind.CODE_PAGE, FaultKind.LAYOUT, FaultKind.DELAY):
        assert "cổng COM" in steps[0]


def test_advice_adds_speed_and_suffix_once() -> None:
    fault = diagnose(unaccented(TEST_PAYLOAD), slowest_gap_ms=80, has_suffix=False)
    advice = " ".join(fault.advice)
    assert fault.kind is FaultKind.DROPPED
    assert advice.count("độ trễ") == 1
    assert advice.count("ký tự kết thúc") == 1
    assert " ".join(Fault(FaultKind.DELAY, is_slow=True).advice).count("độ trễ") == 1


@pytest.mark.parametrize(
    ("damage", "least"),
    [
        (through("cp1252"), 150),
        (through("cp437"), 150),
        (lambda t: t.translate(GERMAN), 145),
        (lambda t: t.translate(FRENCH), 0),  # there digits are letters of Vietnamese
        (on_vietnamese_layout, 0),
    ],
    ids=["cp1252", "cp437", "german", "french", "vietnamese"],
)
def test_the_learned_repair_is_right_or_asks(damage: Callable[[str], str], least: int) -> None:
    profile = profile_of(diagnose(damage(TEST_PAYLOAD)))
    exact = 0
    for seed in range(150):
        card = make_card(seed)
        reading = read_scanned(damage(card.payload), profile)
        if reading.person is None:
            assert reading.error is not None
            continue
        wrong = wrong_values(card, reading.person)
        assert wrong <= set(reading.review), seed
        exact += not wrong
    assert exact >= least


def test_a_layout_of_swapped_letters_is_only_mended_with_its_profile() -> None:
    """Nguyễn comes as Nguzễn: a name that nothing else gives away."""
    profile = profile_of(diagnose(TEST_PAYLOAD.translate(GERMAN)))
    payload = make_card(3).payload
    reading = read_scanned(payload.translate(GERMAN), profile)
    assert reading.repair is not None
    assert reading.repair.startswith("scanner_profile")
    assert reading.person is not None
    assert reading.person.full_name == payload.split("|")[2]


@pytest.mark.parametrize("table", [GERMAN, FRENCH])
def test_a_profile_does_no_harm_once_the_keyboard_is_right_again(table: dict[int, int]) -> None:
    profile = profile_of(diagnose(TEST_PAYLOAD.translate(table)))
    for seed in range(100):
        card = make_card(seed)
        reading = read_scanned(card.payload, profile)
        assert reading.person is not None
        assert wrong_values(card, reading.person) <= set(reading.review), seed


def test_a_slow_scanner_gets_a_profile_that_recognises_it() -> None:
    fault = diagnose(TEST_PAYLOAD, slowest_gap_ms=80)
    profile = profile_of(fault, slowest_gap_ms=80)
    card = make_card(5).payload
    window = window_after(Typist().scans(card, EDITOR, gap=80), Burst(profile))
    assert window.scans == [card]


def test_a_right_scanner_needs_no_repair() -> None:
    profile = profile_of(diagnose(TEST_PAYLOAD))
    assert profile == NO_PROFILE
    assert read_scanned(make_card(1).payload, ScannerProfile()).repair is None
