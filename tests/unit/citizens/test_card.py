"""The card's QR: seven or eleven parts, each checked alone."""

from __future__ import annotations

from datetime import date

import pytest

from base.dates import PartialDate
from citizens.payloads import Kind, read_payload
from citizens.person import DocumentKind, Person, Sex
from citizens.reading import Reading

_CCCD = (
    "025090000123|131000456|Nguyễn Văn Đạt|01021990|Nam|Khu 3, Thụy Vân, Việt Trì, Phú Thọ|12082021"
)
_CHILD = (
    "025321000345||Hà Minh Châu|15092021|Nữ|Khu 7, Tiên Du, Phù Ninh, Phú Thọ|20112024"
    "||Hà Văn Khang|Lê Thị Thu|"
)


def _changed(index: int, value: str, payload: str = _CCCD) -> str:
    parts = payload.split("|")
    parts[index] = value
    return "|".join(parts)


def _person(payload: str) -> Person:
    person = read_payload(payload).person
    assert person is not None
    return person


def _codes(reading: Reading) -> list[str]:
    return [n.code for n in reading.notes]


def test_card_until_june_2024_is_issued_by_the_police_department() -> None:
    person = _person(_changed(6, "30062024"))
    assert person.document is DocumentKind.CCCD
    assert person.issuer == "Cục Cảnh sát QLHC về TTXH"


def test_card_from_july_2024_is_issued_by_the_ministry() -> None:
    person = _person(_changed(6, "01072024") + "||||")
    assert person.document is DocumentKind.CAN_CUOC
    assert person.issuer == "Bộ Công an"


@pytest.mark.parametrize("payload", [_changed(6, "01072024"), _CCCD + "||||"])
def test_kind_by_parts_and_by_date_disagree_so_the_clerk_confirms(payload: str) -> None:
    reading = read_payload(payload)
    assert reading.kind is Kind.CAN_CUOC
    assert "document_kind_unclear" in _codes(reading)
    assert {"document", "issuer"} <= set(reading.review)


def test_every_value_tells_where_it_comes_from() -> None:
    person = _person(_CHILD)
    filled = {
        name
        for name in Person.__dataclass_fields__
        if name not in ("document", "origins", "review") and getattr(person, name) is not None
    }
    assert set(person.origins) == filled
    for origin in person.origins.values():
        assert origin.document is DocumentKind.CAN_CUOC
        assert origin.issued == date(2024, 11, 20)
        assert origin.repair is None


def test_a_repair_of_letters_is_not_told_of_digits() -> None:
    typed = _CCCD.encode().decode("latin-1")
    origins = _person(typed).origins
    assert origins["full_name"].repair == "utf8_from_latin-1"
    assert origins["residence"].repair == "utf8_from_latin-1"
    assert origins["personal_number"].repair is None
    assert origins["birth"].repair is None


def test_parents_of_a_child_are_read() -> None:
    person = _person(_CHILD)
    assert (person.father_name, person.mother_name) == ("Hà Văn Khang", "Lê Thị Thu")


@pytest.mark.parametrize("cut", range(1, 12))
def test_a_tail_cut_off_never_fills_half_a_name(cut: int) -> None:
    reading = read_payload(_CHILD[:-cut])
    assert reading.person is not None
    for name, whole in (("father_name", "Hà Văn Khang"), ("mother_name", "Lê Thị Thu")):
        assert getattr(reading.person, name) in (None, whole)
    assert {"father_name", "mother_name"} <= set(reading.review)


@pytest.mark.parametrize("length", range(13, len(_CCCD)))
def test_a_burst_cut_anywhere_is_refused_as_incomplete(length: int) -> None:
    reading = read_payload(_CCCD[:length])
    assert reading.person is None
    assert reading.error is not None
    assert reading.error.code == "SCAN-11"


def test_an_empty_old_number_shifts_nothing() -> None:
    person = _person(_changed(1, ""))
    assert person.old_number is None
    assert person.full_name == "Nguyễn Văn Đạt"


def test_an_old_number_of_another_shape_is_left_out_with_a_note() -> None:
    reading = read_payload(_changed(1, "13100"))
    assert reading.person is not None
    assert reading.person.old_number is None
    assert _codes(reading) == ["old_id_invalid"]


@pytest.mark.parametrize("tail", ["", "||||"])
def test_a_missing_empty_part_is_found_by_content(tail: str) -> None:
    issued = "12082021" if not tail else "12082025"
    raw = f"025090000123|Nguyễn Văn Đạt|01021990|Nam|Khu 3, Việt Trì, Phú Thọ|{issued}{tail}"
    reading = read_payload(raw)
    assert reading.person is not None
    assert reading.person.full_name == "Nguyễn Văn Đạt"
    assert reading.person.birth == PartialDate(1990, 2, 1)
    assert "full_name" in reading.review


@pytest.mark.parametrize(
    ("written", "born", "note"),
    [
        ("01021990", PartialDate(1990, 2, 1), None),
        ("1/2/1990", PartialDate(1990, 2, 1), None),
        ("1990-02-01", PartialDate(1990, 2, 1), None),
        ("00001990", PartialDate(1990), "dob_year_only"),
        ("1990", PartialDate(1990), "dob_year_only"),
        ("00021990", PartialDate(1990, 2), "dob_month_only"),
        ("31021990", None, "dob_invalid"),
        ("00131990", None, "dob_invalid"),
        ("01020090", None, "dob_invalid"),
        ("", None, "dob_invalid"),
    ],
)
def test_birth_dates(written: str, born: PartialDate | None, note: str | None) -> None:
    reading = read_payload(_changed(3, written))
    assert reading.person is not None
    assert reading.person.birth == born
    assert _codes(reading) == ([] if note is None else [note])
    assert reading.review == (() if note is None else ("birth",))


def test_an_impossible_issue_date_is_left_out_and_gives_no_issuer() -> None:
    reading = read_payload(_changed(6, "31022021"))
    assert reading.person is not None
    assert reading.person.issue_date is None
    assert reading.person.issuer is None
    assert "issue_date" in reading.review


def test_an_issue_date_before_birth_is_confirmed() -> None:
    reading = read_payload(_changed(6, "12081989"))
    assert "issue_before_birth" in _codes(reading)
    assert {"birth", "issue_date"} <= set(reading.review)


def test_a_card_of_the_29th_of_february_is_read() -> None:
    raw = "025316000345||Hà Minh Châu|29022016|Nữ|Khu 7, Tiên Du, Phú Thọ|01032025||||"
    assert _person(raw).birth == PartialDate(2016, 2, 29)
    assert {"father_name", "mother_name"} <= set(read_payload(raw[:-1]).review)


@pytest.mark.parametrize(
    ("word", "sex"),
    [("Nam", Sex.MALE), ("NAM", Sex.MALE), ("nu", Sex.FEMALE), ("Nữ", Sex.FEMALE)],
)
def test_sex_words(word: str, sex: Sex) -> None:
    number = _changed(0, "025190000123") if sex is Sex.FEMALE else _CCCD
    reading = read_payload(_changed(4, word, number))
    assert reading.person is not None
    assert reading.person.sex is sex
    assert reading.notes == ()


@pytest.mark.parametrize("word", ["0", "1", "X", "Nx", ""])
def test_any_other_sex_word_is_left_to_the_clerk(word: str) -> None:
    reading = read_payload(_changed(4, word))
    assert reading.person is not None
    assert reading.person.sex is None
    assert "sex" in reading.review


def test_a_sex_word_cut_by_a_stray_delimiter_is_confirmed() -> None:
    reading = read_payload(_changed(4, "N|am"))
    assert reading.person is None or "sex" in reading.review


def test_two_cards_in_one_burst_are_refused() -> None:
    for glue in ("", "\r", "\r\n"):
        reading = read_payload(_CCCD + glue + _CHILD)
        assert reading.person is None
        assert reading.error is not None
        assert reading.error.code == "SCAN-12"


def test_a_cancelled_number_before_parents_is_no_second_card() -> None:
    reading = read_payload(_changed(7, "025321000111", _CHILD))
    assert reading.person is not None
    assert reading.person.cancelled_number == "025321000111"
    assert _codes(reading) == ["cancelled_id_present"]


def test_unknown_extra_parts_are_told_and_not_filled() -> None:
    reading = read_payload(_CHILD + "Lý Thị Hai")
    assert "unexpected_part" in _codes(reading)
    assert reading.person is not None
    assert reading.person.mother_name == "Lê Thị Thu"


def test_a_name_with_a_digit_is_not_filled() -> None:
    reading = read_payload(_changed(2, "Nguyễn Văn 5"))
    assert reading.person is not None
    assert reading.person.full_name is None
    assert "full_name" in reading.review


def test_an_address_that_is_only_digits_is_a_shifted_part() -> None:
    reading = read_payload(_changed(5, "12082021"))
    assert reading.person is not None
    assert reading.person.residence is None
    assert "residence" in reading.review


def test_number_hints_are_notes_only() -> None:
    reading = read_payload(_changed(3, "01021991", _changed(4, "Nữ")))
    assert reading.error is None
    assert reading.review == ()
    assert _codes(reading) == ["sex_digit_mismatch", "birth_year_digit_mismatch"]
