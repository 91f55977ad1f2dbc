"""Digits alone: a scanner's, or those of a quick hand at the number pad. Nothing typed is lost."""

from __future__ import annotations

import random

import pytest

from citizens.readers.burst import Burst
from citizens.readers.wedge.events import Act, Key, KeyEvent
from tests.unit.readers_more.test_burst import CLEAN, NUMBER, window_after
from tests.unit.readers_more.test_framing import NEW, OLD
from tests.unit.readers_more.wedge_model import BUTTON, EDITOR, Typist, Window, in_order

HANDS = ("01021990", "261126", "000123", NUMBER, "131000456", "0900000001", "G22.99-260101", "12")


@pytest.mark.parametrize("end", ["\r", "\t", ""])
@pytest.mark.parametrize("gap", [(18, 30), (30, 45), (45, 59), (20, 90)])
@pytest.mark.parametrize("text", HANDS)
def test_keys_that_overlap_are_a_hand_s_at_any_speed(
    text: str, gap: tuple[float, float], end: str
) -> None:
    for seed in range(5):
        window = window_after(Typist(seed).rolls(text + end, EDITOR, gap, hold=95))
        assert window.texts[EDITOR] == text
        assert window.scans == []
        assert (window.accepted, window.jumps) == (end == "\r", end == "\t")


@pytest.mark.parametrize("gap", [1, 8, 20, 40, 59])
@pytest.mark.parametrize("text", [NUMBER, "131000456", OLD, NEW, "H44.10-240105-0001"])
def test_no_scanner_is_taken_for_a_hand(text: str, gap: float) -> None:
    """Also one that holds each key until just before the next, or lets go a moment late."""
    for hold in (0.4, gap * 0.9, gap + 3):
        typist = Typist()
        events: list[KeyEvent] = []
        for char in text:
            typist.pause(gap)
            events += typist.key(char, EDITOR, hold=hold)
        window = window_after(in_order(events))
        assert window.scans == [text]
        assert window.texts[EDITOR] == ""


@pytest.mark.parametrize("text", ["01021990", "261126", "1234567890"])
def test_digits_that_are_no_number_stay_with_their_enter_at_a_hand_s_pace(text: str) -> None:
    window = window_after(Typist().scans(text, EDITOR, gap=45))
    assert window.texts[EDITOR] == text
    assert window.accepted == 1
    assert window.scans == []


@pytest.mark.parametrize("suffix", ["\r", "\r\r", "\t"])
def test_the_enter_of_a_short_code_from_a_scanner_presses_nothing(suffix: str) -> None:
    events = Typist().scans("00012345", EDITOR, gap=8, suffix=suffix)
    window = window_after(events)
    assert window.texts[EDITOR] == "00012345"
    assert (window.accepted, window.jumps) == (0, 0)


def test_a_short_code_on_a_button_presses_nothing_and_is_told() -> None:
    window = window_after(Typist().scans("00012345", BUTTON, gap=45))
    assert window.scans == ["00012345"]
    assert window.side_effects == CLEAN


@pytest.mark.parametrize(("target", "home"), [(EDITOR, EDITOR), (BUTTON, 0)])
def test_a_number_scanned_into_a_line_names_the_line(target: int, home: int) -> None:
    burst = Burst()
    answers = [burst.feed(event) for event in Typist().scans(NUMBER, target, gap=40)]
    answers.append(burst.tick(10_000))
    (scan,) = [scan for answer in answers for scan in answer.scans]
    assert (scan.text, scan.home) == (NUMBER, home)


def test_a_hand_seen_late_gets_everything_back() -> None:
    """The first keys are tapped, the rest rolled: swallowed at first, whole in the end."""
    typist = Typist()
    events = typist.scans(NUMBER[:6], EDITOR, gap=50, suffix="")
    events += typist.rolls(NUMBER[6:] + "\r", EDITOR, (30, 40), hold=110)
    window = window_after(in_order(events))
    assert window.texts[EDITOR] == NUMBER
    assert window.scans == []
    assert window.accepted == 1


def test_a_card_right_behind_rolled_keys_is_still_a_card() -> None:
    typist = Typist()
    events = typist.rolls("45", EDITOR, (40, 45), hold=90)
    typist.pause(62)
    window = window_after(in_order(events + typist.scans(OLD, EDITOR, gap=12)))
    assert window.scans == [OLD]
    assert window.texts[EDITOR] == "45"


def test_releases_that_never_come_prove_nothing() -> None:
    """A window that loses the focus for a moment does not see keys go up."""
    presses = [e for e in Typist().scans(OLD, EDITOR, gap=9) if e.act is Act.PRESS]
    assert window_after(presses).scans == [OLD]


def test_a_thousand_quick_hands_lose_nothing() -> None:
    rng, typist, window, typed = random.Random(7), Typist(7), Window(), ""
    for _ in range(1000):
        text = "".join(rng.choices("0123456789", k=rng.choice([6, 8, 9, 12, 14])))
        low = rng.uniform(18, 55)
        window.play(typist.rolls(text, EDITOR, (low, low + 15), hold=rng.uniform(75, 130)))
        typed += text
        typist.pause(rng.choice([150, 400]))
    window.settle(typist.now)
    assert window.scans == []
    assert window.texts[EDITOR] == typed
    assert window.side_effects == CLEAN


def test_unikey_that_rewrites_letters_is_a_hand() -> None:
    """UniKey answers a tone key with Backspace and letters within a millisecond."""
    typist, events = Typist(3), []
    for char in "Nguyeenx Thij Lan 12":
        typist.pause(70, 120)
        events += typist.key(char, EDITOR, hold=80)
        if char in "xj":
            typist.pause(1)
            events += typist.key("", EDITOR, Key.BACKSPACE)
            typist.pause(0.5)
            events += typist.key("ễ" if char == "x" else "ị", EDITOR)
    window = window_after(in_order(events))
    assert window.scans == []
    assert window.side_effects == CLEAN
