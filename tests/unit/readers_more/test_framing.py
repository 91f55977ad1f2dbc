"""Where a scan ends: line ends, three-line zones, glued cards."""

from __future__ import annotations

import pytest

from citizens.readers.framing import is_whole_card, scans_in, wants_more
from tests.unit.citizens.made_up import make_card

NEW = "025090000123||Hà Văn Hùng|01021990|Nam|Khu 3, Thụy Vân, Việt Trì, Phú Thọ|15102024||||"
OLD = "025190000222|131000456|Nguyễn Thị Lan|09091990|Nữ|Khu 3, Thụy Vân, Phú Thọ|12082021"
ZONE = (
    "IDVNM0900001233025090000123<<4",
    "9002018M3002016VNM<<<<<<<<<<<2",
    "NGUYEN<<VAN<DAT<<<<<<<<<<<<<<<",
)


@pytest.mark.parametrize("card", [NEW, OLD, f"]Q1{OLD}", f"~{NEW}"])
def test_a_card_is_whole_only_with_its_last_date(card: str) -> None:
    assert is_whole_card(card)
    assert not is_whole_card("|".join(card.split("|")[:6]))


def test_a_card_with_an_impossible_date_is_not_whole() -> None:
    assert not is_whole_card(OLD.replace("12082021", "12982021"))


def test_glued_cards_are_parted() -> None:
    assert scans_in(OLD + NEW) == (OLD, NEW)
    assert scans_in(NEW + OLD + NEW) == (NEW, OLD, NEW)
    assert scans_in(f"]Q1{OLD}]Q1{NEW}") == (f"]Q1{OLD}", f"]Q1{NEW}")


@pytest.mark.parametrize("seed", range(40))
def test_any_two_glued_cards_are_parted(seed: int) -> None:
    first, second = make_card(seed).payload, make_card(seed + 1000).payload
    assert scans_in(first + second) == (first, second)


def test_a_card_cut_before_the_next_one_is_left_whole_for_the_parser_to_refuse() -> None:
    glued = OLD[:60] + NEW
    assert scans_in(glued) == (glued,)


def test_a_batch_of_short_codes_is_parted_at_its_lines() -> None:
    batch = ["025090000123", "H44.10-240105-0001", "MC1:N:VTRI-26-000017-X", NEW]
    assert scans_in("\r\n".join(batch) + "\r\n") == tuple(batch)


def test_a_card_with_line_breaks_for_delimiters_stays_together() -> None:
    lines = OLD.replace("|", "\r")
    assert scans_in(lines) == (lines,)
    assert wants_more("025190000222\r")


def test_only_silence_or_ninety_characters_end_a_machine_readable_zone() -> None:
    assert wants_more(ZONE[0] + "\r")
    assert wants_more("\r".join(ZONE[:2]) + "\r")
    assert not wants_more("\r".join(ZONE))
    assert scans_in("\r".join(ZONE)) == ("\r".join(ZONE),)


@pytest.mark.parametrize("text", ["", "\r\n", "\t"])
def test_nothing_gives_nothing(text: str) -> None:
    assert scans_in(text) == ()
