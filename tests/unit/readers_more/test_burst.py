"""Scans typed by a keyboard scanner, among typing hands: nothing leaks, nothing is pressed."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citizens.payloads import read_payload
from citizens.readers.burst import Burst
from citizens.readers.scanner_profile import ScannerProfile
from citizens.readers.wedge.events import Act, Ending, Key, KeyEvent
from exchange.slip_code import ProvisionalNumber, SlipCode
from tests.unit.citizens.made_up import make_card, on_vietnamese_layout, unaccented
from tests.unit.readers_more.test_framing import NEW, OLD, ZONE
from tests.unit.readers_more.wedge_model import (
    BUTTON,
    CHECK_BOX,
    EDITOR,
    EDITORS,
    SECOND_EDITOR,
    WIDGETS,
    Typist,
    Window,
    in_order,
)

NUMBER = "025090000123"
SLIP = str(SlipCode(ProvisionalNumber("VTRI", 26, 17)))
OTHERS = (
    NUMBER,
    "131000456",
    "H44.10-240105-0001",
    "000.00.12.H44-240105-0001",
    SLIP,
    str(ProvisionalNumber("VTRI", 26, 17)),
    "https://hotichdientu.moj.gov.vn/x?ma=1",
    "00020101021138570010A00000072701270006970403011300110123456780208QRIBFTTA5303704"
    "540410005802VN62100806Donate6304A203",
    "eyJhbGciOiJIUzI1NiJ9.abcdefghijkl",
    "DN4012500000001|4ec3a02056616e|01/02/1990|1|506875|25-001",
    f"]Q1{OLD}",
    f"~{NEW}",
)
SUFFIXES = ("\r", "\t", "\r\n", "")
CLEAN = (0, 0, 0, 0, 0, 0)


def window_after(events: list[KeyEvent], burst: Burst | None = None) -> Window:
    window = Window(burst or Burst())
    window.play(events)
    window.settle(events[-1].at_ms)
    return window


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("target", WIDGETS)
@pytest.mark.parametrize("payload", [OLD, NEW, *OTHERS])
def test_every_kind_of_code_is_caught_whole_with_the_focus_anywhere(
    payload: str, target: int, suffix: str
) -> None:
    window = window_after(Typist().scans(payload, target, suffix=suffix))
    assert window.scans == [payload]
    assert window.side_effects == CLEAN
    assert set(window.texts.values()) == {""}


def test_a_zone_of_three_lines_is_one_scan() -> None:
    window = window_after(Typist().scans("\r".join(ZONE), EDITOR))
    assert [scan.split() for scan in window.scans] == [list(ZONE)]
    assert window.side_effects == CLEAN


def test_a_card_with_line_breaks_between_its_parts_is_one_scan() -> None:
    window = window_after(Typist().scans(OLD.replace("|", "\r"), BUTTON))
    (scan,) = window.scans
    person = read_payload(scan).person
    assert person is not None
    assert person.personal_number == "025190000222"
    assert window.side_effects == CLEAN


def test_what_leaked_is_taken_back_and_what_stood_there_stays() -> None:
    typist = Typist()
    events = typist.types("Hà Văn", EDITOR)
    typist.pause(300)
    window = window_after([*events, *typist.scans(OLD, EDITOR)])
    assert window.texts[EDITOR] == "Hà Văn"
    assert window.scans == [OLD]


def test_keys_that_leaked_into_two_fields_are_taken_back_from_both() -> None:
    """A date field that jumps on after two digits."""
    typist = Typist()
    events = typist.scans(OLD[:2], EDITOR, suffix="") + typist.scans(OLD[2:], SECOND_EDITOR)
    window = window_after(events)
    assert set(window.texts.values()) == {""}
    assert window.scans == [OLD]


def test_a_second_card_right_after_the_first_is_a_second_scan() -> None:
    for pause in (2, 30, 90, 400):
        for suffix in SUFFIXES:
            typist = Typist()
            events = typist.scans(OLD, CHECK_BOX, suffix=suffix)
            typist.pause(pause)
            window = window_after(events + typist.scans(NEW, CHECK_BOX, suffix=suffix))
            assert window.scans == [OLD, NEW], (pause, suffix)
            assert window.side_effects == CLEAN


@pytest.mark.parametrize("suffix", ["\r", "\t"])
def test_a_suffix_that_comes_late_presses_nothing(suffix: str) -> None:
    typist = Typist()
    events = typist.scans(OLD, BUTTON, suffix="")
    typist.pause(200)
    window = window_after(events + typist.scans("", BUTTON, suffix=suffix))
    assert window.scans == [OLD]
    assert window.endings == [Ending.SILENCE]
    assert window.side_effects == CLEAN


def test_enter_by_hand_half_a_second_after_a_scan_works() -> None:
    typist = Typist()
    events = typist.scans(OLD, EDITOR, suffix="")
    typist.pause(500)
    assert window_after(events + typist.types("\r", EDITOR)).accepted == 1


def test_a_stall_within_a_card_does_not_cut_it() -> None:
    typist = Typist()
    first = typist.scans(OLD[:40], EDITOR, suffix="")
    typist.pause(300)
    window = window_after(first + typist.scans(OLD[40:], EDITOR))
    assert window.scans == [OLD]
    assert window.side_effects == CLEAN


def test_a_card_that_stops_midway_is_delivered_for_the_parser_to_refuse() -> None:
    window = window_after(Typist().scans(OLD[:60], EDITOR, suffix=""))
    assert window.scans == [OLD[:60]]
    assert read_payload(window.scans[0]).error is not None


@pytest.mark.parametrize("gap", [1, 5, 20, 40, 55])
def test_any_speed_of_scanner_is_recognised(gap: float) -> None:
    window = window_after(Typist().scans(NEW, EDITOR, gap=gap))
    assert window.scans == [NEW]
    assert window.texts[EDITOR] == ""


def test_the_slowest_gap_is_told_to_the_scanner_test() -> None:
    burst, answers = Burst(), []
    for event in Typist().scans(OLD, EDITOR, gap=37):
        answers.append(burst.feed(event))
    (scan,) = [scan for answer in answers for scan in answer.scans]
    assert scan.slowest_gap_ms == pytest.approx(37)
    assert scan.ended_by is Ending.SUFFIX


@pytest.mark.parametrize("text", ["025090000123", "01021990", "0900000001", NEW, "G22.99-260101"])
@pytest.mark.parametrize("speed", [(60, 60), (60, 90), (70, 70), (80, 200)])
def test_quick_typing_is_never_taken_for_a_scan(text: str, speed: tuple[float, float]) -> None:
    for seed in range(10):
        window = window_after(Typist(seed).types(f"{text}\r", EDITOR, *speed))
        assert window.texts[EDITOR] == text
        assert window.accepted == 1
        assert window.scans == []


def test_a_held_key_is_never_taken_for_a_scan() -> None:
    events = []
    for flags_repeat in (True, False):  # some systems do not tell
        events = [
            KeyEvent(Act.PRESS, 1000 + 30 * n, "1", Key.TEXT, EDITOR, 49, n > 0 and flags_repeat)
            for n in range(40)
        ]
        window = window_after(events)
        assert window.texts[EDITOR] == "1" * 40


def test_digits_of_a_practised_hand_come_back_when_they_were_no_number() -> None:
    """Eight digits rolled over the keypad in under 60 ms each: a date, not a scan."""
    for text in ("01021990", "123456", "0900000001"):
        window = window_after(Typist().types(text, EDITOR, 40, 50))
        assert window.texts[EDITOR] == text
        assert window.scans == []


def test_a_digit_typed_just_before_a_scan_stays_in_its_field() -> None:
    typist = Typist()
    events = typist.types("Khu 5", EDITOR)
    typist.pause(20)
    window = window_after(in_order(events + typist.scans(OLD, EDITOR)))
    assert window.texts[EDITOR] == "Khu 5"
    assert window.scans == [OLD]


def test_a_letter_typed_just_before_a_scan_stays_in_its_field() -> None:
    typist = Typist()
    events = typist.types("Lan", EDITOR)
    typist.pause(10)
    window = window_after(in_order(events + typist.scans(OLD, EDITOR)))
    assert window.texts[EDITOR] == "Lan"
    assert window.scans == [OLD]


def test_a_key_held_by_a_hand_since_before_the_scan_is_released_for_its_widget() -> None:
    """Space held on a button while the scanner fires: the button must come up again."""
    typist = Typist()
    down, up = typist.key(" ", BUTTON)
    events = typist.scans(OLD, BUTTON)
    late = KeyEvent(Act.RELEASE, typist.now + 5, " ", Key.TEXT, BUTTON, up.code)
    window = window_after([down, *events, late])
    assert window.clicks == 1
    assert not window.down
    assert window.scans == [OLD]


def test_a_release_that_comes_after_the_scan_is_swallowed_with_its_press() -> None:
    burst, typist = Burst(), Typist()
    *events, last_release = typist.scans(OLD, BUTTON)
    for event in events:
        burst.feed(event)
    assert not burst.is_active
    assert burst.feed(last_release).swallow


def test_shortcuts_are_blocked_during_a_scan_only() -> None:
    burst, typist = Burst(), Typist()
    assert not burst.feed(KeyEvent(Act.OVERRIDE, 0.0, "\r", Key.ENTER, BUTTON)).swallow
    for event in typist.scans(OLD[:30], BUTTON, suffix=""):
        burst.feed(event)
    assert burst.feed(KeyEvent(Act.OVERRIDE, typist.now + 1, "\r", Key.ENTER, BUTTON)).swallow
    late = burst.feed(KeyEvent(Act.OVERRIDE, typist.now + 2000, "\r", Key.ENTER, BUTTON))
    assert not late.swallow
    assert [scan.text for scan in late.scans] == [OLD[:30]]


def test_an_input_method_that_corrects_itself_is_obeyed() -> None:
    """UniKey takes letters back with Backspace and types them anew."""
    typist = Typist()
    events = typist.scans(OLD[:30], EDITOR, suffix="")
    for char, key in (("x", Key.TEXT), ("y", Key.TEXT), ("", Key.BACKSPACE), ("", Key.BACKSPACE)):
        typist.pause(1)
        events += typist.key(char, EDITOR, key)
    window = window_after(events + typist.scans(OLD[30:], EDITOR))
    assert window.scans == [OLD]


def test_text_from_an_input_method_is_caught_like_keys() -> None:
    events = [
        KeyEvent(Act.COMMIT, 1000 + 4 * n, OLD[n : n + 2], target=EDITOR)
        for n in range(0, len(OLD), 2)
    ]
    window = window_after(events)
    assert window.scans == [OLD]
    assert window.texts[EDITOR] == ""


def test_a_commit_that_replaces_letters_replaces_them_in_the_scan() -> None:
    typist = Typist()
    events = typist.scans(OLD[:30] + "ab", EDITOR, suffix="")
    typist.pause(2)
    events.append(KeyEvent(Act.COMMIT, typist.now, OLD[30:33], target=EDITOR, removes=2))
    window = window_after(events + typist.scans(OLD[33:], EDITOR))
    assert window.scans == [OLD]


def test_the_vietnamese_layout_is_recognised_and_read() -> None:
    typed = on_vietnamese_layout(unaccented(OLD))
    window = window_after(Typist().scans(typed, EDITOR))
    (scan,) = window.scans
    person = read_payload(scan).person
    assert person is not None
    assert person.personal_number == "025190000222"


def test_a_layout_that_the_scanner_test_learned_is_recognised() -> None:
    french = dict(zip("&é\"'(-è_çà", "1234567890", strict=True))
    typed = "".join({v: k for k, v in french.items()}.get(c, c) for c in OLD)
    burst = Burst(ScannerProfile(keys=french))
    window = window_after(Typist().scans(typed, EDITOR), burst)
    assert window.scans == [typed]
    assert window.texts[EDITOR] == ""
    assert window_after(Typist().scans(typed, EDITOR)).scans == []


def test_a_slow_scanner_needs_its_profile_and_typing_still_passes() -> None:
    profile = ScannerProfile(gap_ms=120)
    window = window_after(Typist().scans(NEW, EDITOR, gap=90), Burst(profile))
    assert window.scans == [NEW]
    assert window.texts[EDITOR] == ""
    hand = window_after(Typist().types("025090000123\r", EDITOR, 70, 110), Burst(profile))
    assert hand.scans == []
    assert hand.texts[EDITOR] == "025090000123"


def test_no_scan_shows_personal_data() -> None:
    burst = Burst()
    answers = [burst.feed(event) for event in Typist().scans(OLD, EDITOR)]
    assert "025190000222" not in repr(answers)
    assert "Lan" not in repr(answers)


def test_two_thousand_scans_among_typing_have_no_side_effect() -> None:
    rng, typist, window = random.Random(20261123), Typist(5), Window()
    wanted: list[str] = []
    typed = dict.fromkeys(EDITORS, "")
    presses = 0
    for number in range(2000):
        payload = make_card(number).payload if rng.random() < 0.8 else rng.choice(OTHERS)
        suffix, target = rng.choice(SUFFIXES), rng.choice(WIDGETS)
        if rng.random() < 0.5:
            text = rng.choice(["Lan ", "01021990", "đội 4, ", "12", "0", "a\b", "Khu 3"])
            home = rng.choice(EDITORS)
            window.play(typist.types(text, home, 60, 150))
            typed[home] += text if text != "a\b" else ""
            typist.pause(rng.choice([60, 75, 200, 900]))
        if rng.random() < 0.3:
            window.play(typist.types(" ", BUTTON))
            presses += 1
            typist.pause(130)
        jitter = rng.choice([0.0, 4.0, 18.0])
        gap = rng.choice([1.0, 3.0, 8.0, 15.0, 40.0])
        window.play(typist.scans(payload, target, gap=gap, jitter=jitter, suffix=suffix))
        wanted.append(payload)
        typist.pause(rng.choice([130, 310, 1000]))
    window.settle(typist.now)
    assert window.scans == wanted
    assert window.texts == typed
    assert window.side_effects == (presses, 0, 0, 0, 0, 0)


_HAND = st.tuples(
    st.just("hand"),
    st.text("0123456789abcLN ,|.-", min_size=1, max_size=14),
    st.sampled_from(EDITORS),
    st.floats(60, 300),
)
_SCANNER = st.tuples(
    st.sampled_from(SUFFIXES),
    st.sampled_from([OLD, NEW, *OTHERS]),
    st.sampled_from(WIDGETS),
    st.floats(0.5, 55),
)


@given(st.lists(_HAND | _SCANNER, min_size=1, max_size=8), st.integers(0, 9))
@settings(max_examples=150, deadline=None)
def test_any_order_of_hands_and_scanners_keeps_them_apart(
    acts: list[tuple[str, str, int, float]], seed: int
) -> None:
    typist, window = Typist(seed), Window()
    wanted, typed = [], dict.fromkeys(EDITORS, "")
    for kind, text, target, speed in acts:
        if kind == "hand":
            window.play(typist.types(text, target, speed, speed + 40))
            typed[target] += text
        else:
            window.play(typist.scans(text, target, gap=speed, suffix=kind))
            wanted.append(text)
        typist.pause(310)
    window.settle(typist.now)
    assert window.scans == wanted
    assert window.texts == typed
    assert window.side_effects[:4] == (0, 0, 0, 0)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(list(Act)),
            st.sampled_from(list(Key)),
            st.sampled_from(["", "1", "0", "|", "a", "ễ", "\r", "25", "+"]),
            st.floats(0, 90),
            st.booleans(),
            st.integers(0, 3),
        ),
        max_size=80,
    )
)
def test_no_sequence_of_events_upsets_it(
    acts: list[tuple[Act, Key, str, float, bool, int]],
) -> None:
    burst, now = Burst(), 0.0
    for act, key, text, gap, is_repeat, removes in acts:
        now += gap
        answer = burst.feed(KeyEvent(act, now, text, key, 1, 0, is_repeat, removes))
        assert all(scan.text for scan in answer.scans)
        assert all(leak.count > 0 for leak in answer.take_back)
    burst.tick(now + 1000)
    assert not burst.is_active
    assert burst.wait_ms(now) is None
