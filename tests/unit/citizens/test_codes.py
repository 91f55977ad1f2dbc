"""MRZ and health card."""

from __future__ import annotations

from datetime import date

import pytest

from base.dates import PartialDate
from citizens.codes.mrz import check_digit
from citizens.payloads import Kind, read_payload
from citizens.person import DocumentKind, Sex

_MRZ = (
    "IDVNM0900001233025090000123<<4\n9002018M3002016VNM<<<<<<<<<<<2\nNGUYEN<<VAN<DAT<<<<<<<<<<<<<<<"
)
_HEALTH = (
    "DN4250000000001|4e677579e1bb856e2056c4836e20c490e1baa174|01/02/1990|1|"
    "4b687520332c205468e1bba5792056c3a26e|25 - 001|01/01/2026|-"
)


def test_check_digit_of_the_icao_specimen() -> None:
    assert check_digit("D23145890") == "7"
    assert check_digit("740812") == "2"
    assert check_digit("120415") == "9"


@pytest.mark.parametrize("breaks", ["\n", "\r\n", "\r", ""])
def test_mrz_fills_number_dates_and_sex_and_no_name(breaks: str) -> None:
    reading = read_payload(_MRZ.replace("\n", breaks))
    person = reading.person
    assert reading.kind is Kind.MRZ
    assert person is not None
    assert person.personal_number == "025090000123"
    assert person.birth == PartialDate(1990, 2, 1)
    assert person.expiry_date == date(2030, 2, 1)
    assert person.sex is Sex.MALE
    assert person.full_name is None
    assert person.name_ascii == "NGUYEN VAN DAT"
    assert person.document is DocumentKind.MRZ
    assert set(person.origins) == {
        "personal_number", "birth", "sex", "expiry_date", "name_ascii"
    }  # fmt: skip


@pytest.mark.parametrize("at", [5, 14, 17, 26, 31, 36, 39, 45, 60])
def test_mrz_with_one_wrong_digit_is_refused(at: int) -> None:
    wrong = _MRZ[:at] + str((int(_MRZ[at]) + 1) % 10) + _MRZ[at + 1 :]
    reading = read_payload(wrong)
    assert reading.kind is Kind.MRZ
    assert reading.person is None
    assert reading.error is not None
    assert reading.error.code == "SCAN-17"


def test_mrz_cut_short_is_refused() -> None:
    reading = read_payload(_MRZ[:60])
    assert reading.error is not None
    assert reading.error.code == "SCAN-17"


def test_mrz_typed_through_vni_is_mended_because_check_digits_agree() -> None:
    reading = read_payload("Ì" + _MRZ[1:].lower())
    assert reading.person is not None
    assert reading.person.personal_number == "025090000123"
    assert reading.repair == "ime_letters"
    assert [n.code for n in reading.notes] == ["ime_active"]


def test_health_card_gives_name_birth_sex_and_address_from_hex() -> None:
    reading = read_payload(_HEALTH)
    person = reading.person
    assert reading.kind is Kind.HEALTH_CARD
    assert reading.value == "DN4250000000001"
    assert person is not None
    assert person.full_name == "Nguyễn Văn Đạt"
    assert person.sex is Sex.MALE
    assert person.residence == "Khu 3, Thụy Vân"
    assert person.personal_number is None
    assert set(person.origins) == {"full_name", "birth", "sex", "residence"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("4e677579e1bb856e2056c4836e20c490e1baa174", "4e677579e1bb"),  # cut inside a letter
        ("|4e67", "|4e6"),  # half a byte
        ("01/02/1990", "32/02/1990"),
        ("|1|", "|3|"),
    ],
)
def test_broken_health_card_is_refused(old: str, new: str) -> None:
    reading = read_payload(_HEALTH.replace(old, new, 1))
    assert reading.kind is Kind.HEALTH_CARD
    assert reading.person is None
    assert reading.error is not None
    assert reading.error.code == "SCAN-18"
