"""Numbers and codes on slips: read back exactly, or not at all."""

from __future__ import annotations

import json
import re
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.slip_code import (
    ProvisionalNumber,
    SlipCode,
    parse_provisional_number,
    parse_slip_code,
)

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
tags = st.text(alphabet=ALPHABET, min_size=2, max_size=8)
numbers = st.builds(ProvisionalNumber, tags, st.integers(0, 99), st.integers(1, 999_999))


@given(numbers)
def test_a_number_is_read_back_in_either_case(number: ProvisionalNumber) -> None:
    assert parse_provisional_number(str(number)) == number
    assert parse_provisional_number(f" {str(number).lower()} ") == number


@given(numbers, st.data())
def test_one_wrong_sign_or_two_swapped_ones_are_noticed(
    number: ProvisionalNumber, data: st.DataObject
) -> None:
    text = str(number)
    place = data.draw(st.sampled_from([i for i, sign in enumerate(text) if sign != "-"]))
    sign = data.draw(st.sampled_from([s for s in ALPHABET if s != text[place]]))
    assert parse_provisional_number(text[:place] + sign + text[place + 1 :]) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "SONGMAU",
        "SONGMAU-26-000000-0",
        "H44.129-261126-0001",
        "A-26-000001-1",
        "٣٣-26-000001-1",
    ],
)
def test_other_text_is_no_number(text: str) -> None:
    assert parse_provisional_number(text) is None


def test_serials_begin_at_one() -> None:
    assert parse_provisional_number(str(ProvisionalNumber("SM", 26, 0))) is None
    assert parse_provisional_number(str(ProvisionalNumber("SM", 26, 1))) is not None


def test_a_number_never_looks_like_an_official_code() -> None:
    official = re.compile(
        r"^(?:\d{3}\.\d{2}\.\d{2}\.)?[A-Z]\d{2}(?:\.\d{2,3}){0,3}-(?:\d{2}|20\d{2})"
        r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-\d{4,8}$"
    )
    assert official.match("H44.129-261126-0001")
    for tag in ("H44", "G09", "SONGMAU", "99"):
        assert not official.match(str(ProvisionalNumber(tag, 26, 1130)))


@given(numbers, st.dictionaries(tags.filter(lambda t: t != "N"), tags, max_size=3))
def test_a_slip_code_is_read_back_with_all_it_says(
    number: ProvisionalNumber, extras: dict[str, str]
) -> None:
    code = SlipCode(number, MappingProxyType(extras))
    assert parse_slip_code(str(code)) == code
    assert re.fullmatch(r"[A-Z0-9:.-]+", str(code))  # survives every input method


@pytest.mark.parametrize("extras", [{"a": "1"}, {"A": ""}, {"A": "x:y"}, {"A:B": "1"}, {"A": "Đ"}])
def test_what_a_scanner_would_garble_is_never_put_on_a_slip(extras: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="capitals"):
        SlipCode(ProvisionalNumber("SM", 26, 1), MappingProxyType(extras))


@pytest.mark.parametrize(
    "text",
    [f"MC1:N:{ProvisionalNumber('SM', 26, 1)}:K:", f"MC1:N:{ProvisionalNumber('SM', 26, 1)}:K:a b"],
)
def test_a_slip_code_with_a_garbled_part_is_refused(text: str) -> None:
    assert parse_slip_code(text) is None


@pytest.mark.parametrize(
    "text",
    ["", "MC1", "MC1:N", "MC1:N:SONGMAU-26-000001-0", "MC2:N:x", "MC1:X:1", json.dumps({})],
)
def test_other_text_is_no_slip_code(text: str) -> None:
    assert parse_slip_code(text) is None
