"""One payload to what it is: numbers, our own codes, official codes, and what is refused."""

from __future__ import annotations

import pytest

from citizens.payloads import Kind, read_payload
from citizens.person import DocumentKind
from exchange.slip_code import ProvisionalNumber, SlipCode


@pytest.mark.parametrize("text", ["025090000123", " 025 090 000 123\r\n", "025.090.000.123"])
def test_twelve_digits_fill_the_number_only(text: str) -> None:
    reading = read_payload(text)
    assert reading.kind is Kind.ID_NUMBER
    assert reading.person is not None
    assert reading.person.personal_number == "025090000123"
    assert reading.person.birth is None
    assert reading.person.sex is None
    assert reading.person.document is DocumentKind.NUMBER


def test_an_unknown_province_code_is_a_note_not_a_refusal() -> None:
    reading = read_payload("135099000010")
    assert reading.error is None
    assert [n.code for n in reading.notes] == ["province_code_unknown"]


def test_nine_digits_are_accepted_with_the_note_that_they_have_expired() -> None:
    reading = read_payload("131000456")
    assert reading.kind is Kind.OLD_ID_NUMBER
    assert reading.person is not None
    assert reading.person.old_number == "131000456"
    assert reading.person.personal_number is None
    (only,) = reading.notes
    assert "hết giá trị từ 01/01/2025" in only.message
    assert "số định danh" in only.message


@pytest.mark.parametrize("text", ["12345678", "1234567890", "12345678901", "1234567890123"])
def test_other_counts_of_digits_are_unknown(text: str) -> None:
    assert read_payload(text).kind is Kind.UNKNOWN


def test_a_number_typed_on_the_vietnamese_layout_is_put_back() -> None:
    reading = read_payload("đâ\u0300đ\u0323đđđđăâê")
    assert reading.kind is Kind.ID_NUMBER
    assert reading.person is not None
    assert reading.person.personal_number == "025090000123"
    assert reading.repair == "map_layout_digits"
    assert reading.person.origins["personal_number"].repair == "map_layout_digits"


def test_our_own_number_and_slip_code_give_the_number() -> None:
    number = ProvisionalNumber("VTRI", 26, 17)
    for text in (str(number), f" {str(number).lower()}\r", str(SlipCode(number, {"H": "AB12"}))):
        reading = read_payload(text)
        assert reading.kind is Kind.PROVISIONAL_NUMBER
        assert reading.value == str(number)
        assert reading.error is None


def test_our_own_number_with_a_wrong_check_character_is_unknown() -> None:
    wrong = str(ProvisionalNumber("VTRI", 26, 17))[:-1] + "?"
    assert read_payload(wrong).kind is Kind.UNKNOWN


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("000.00.12.H62-200101-0001", "000.00.12.H62-200101-0001"),
        ("g22.99.08-260101-000001", "G22.99.08-260101-000001"),
        ("  H44.10 -  240105 - 00000001 ", "H44.10-240105-00000001"),
        ("]C0H44.10-240105-0001\r", "H44.10-240105-0001"),
    ],
)
def test_official_codes_are_kept_as_they_are_but_for_case_and_spaces(text: str, value: str) -> None:
    reading = read_payload(text)
    assert reading.kind is Kind.DOSSIER_CODE
    assert reading.value == value
    assert reading.notes == ()


@pytest.mark.parametrize("text", ["H44.10-241305-0001", "H44.10-240105-00001", "12A.B-240105-0001"])
def test_unusual_official_codes_are_accepted_with_a_note(text: str) -> None:
    reading = read_payload(text)
    assert reading.kind is Kind.DOSSIER_CODE
    assert [n.code for n in reading.notes] == ["dossier_code_unusual"]


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("https://example.gov.vn/tra-cuu?ma=ABC123", "example.gov.vn"),
        ("HTTP://EXAMPLE.GOV.VN:8080", "example.gov.vn"),
        ("www.example.com/x", "www.example.com"),
        ("example.gov.vn/tra-cuu", "example.gov.vn"),
        ("https://moj.gov.vn@other.example/login", "other.example"),
    ],
)
def test_a_link_is_shown_with_its_real_host_and_never_opened(text: str, host: str) -> None:
    reading = read_payload(text)
    assert reading.kind is Kind.LINK
    assert reading.error is None
    assert reading.person is None
    (only,) = reading.notes
    assert only.code == "link_not_opened"
    assert only.message.endswith(f"Trang: {host}.")


def test_a_link_that_carries_one_dossier_code_gives_it() -> None:
    link = "https://example.gov.vn/tra-cuu?ma={}&x=1"
    assert read_payload(link.format("H44.10-240105-0001")).value == "H44.10-240105-0001"
    assert read_payload(link.format("h44.10-240105-0001")).value == "H44.10-240105-0001"
    two = link.format("H44.10-240105-0001") + "&y=H44.10-240105-0002"
    assert read_payload(two).value is None


@pytest.mark.parametrize(
    "text", ["https://mọj.gov.vn/x", "https://xn--mj-nla.gov.vn/x", "https://ex\u0430mple.vn"]
)
def test_a_link_with_a_strange_host_is_refused_with_a_word_about_the_input_method(
    text: str,
) -> None:
    reading = read_payload(text)
    assert reading.kind is Kind.LINK
    assert reading.error is not None
    assert reading.error.code == "SCAN-16"
    assert [n.code for n in reading.notes] == ["ime_active", "host_not_ascii"]


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        ("eyJhbGciOiJFUzI1NiJ9.eyJqdGkiOiJYWFgifQ.c2ln", Kind.VNEID, "SCAN-14"),
        ("A" * 20 + "b+/9" * 10 + "==", Kind.VNEID, "SCAN-14"),
        ("00020101021138570010A0000007276304ABCD", Kind.PAYMENT, "SCAN-15"),
        ("abc|def", Kind.UNKNOWN, "SCAN-10"),
        ("javascript:alert(1)", Kind.UNKNOWN, "SCAN-10"),
        ("", Kind.UNKNOWN, "SCAN-19"),
        ("\ufeff \r\n", Kind.UNKNOWN, "SCAN-19"),
        ("x" * 100_000, Kind.UNKNOWN, "SCAN-10"),
    ],
)
def test_what_names_nobody_is_refused_with_a_next_step(text: str, kind: Kind, code: str) -> None:
    reading = read_payload(text)
    assert reading.kind is kind
    assert reading.person is None
    assert reading.error is not None
    assert reading.error.code == code
    assert reading.error.message.endswith(".")
    assert reading.error.next_step.endswith(".")


def test_bytes_are_strict_utf8_first() -> None:
    raw = "025090000123||Nguyễn Văn Đạt|01021990|Nam|Khu 3, Thụy Vân, Phú Thọ|12082021"
    assert read_payload(raw.encode()).repair is None
    assert read_payload(raw.encode()).payload == raw


def test_readings_hold_no_personal_data_in_their_repr() -> None:
    raw = "025090000123||Nguyễn Văn Đạt|01021990|Nam|Khu 3, Thụy Vân, Phú Thọ|12082021"
    shown = repr(read_payload(raw))
    for secret in ("Nguyễn", "025090000123", "Thụy Vân", "1990"):
        assert secret not in shown
    assert "1990" not in repr(read_payload("025090000123||X|bad|Nam|Y|Z").error)


@pytest.mark.parametrize("name", ["Ka Hương", "Ka Thiếc", "H Mai Bya"])
def test_a_name_of_the_highlands_that_arrived_whole_is_taken_without_a_question(name: str) -> None:
    payload = f"007196000011||{name}|03031996|Nữ|Thôn 1, Đức Trọng, Lâm Đồng|20052022"
    reading = read_payload(payload)
    assert reading.person is not None
    assert (reading.person.full_name, reading.review) == (name, ())
