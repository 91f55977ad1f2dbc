"""Receipts: only the trusted province makes a dossier accepted, and only in clear words."""

from __future__ import annotations

import random

import msgspec
import pytest

from base.errors import InputError
from exchange.keys import new_signing_key
from exchange.packages import package_id
from exchange.receipts import Receipt, ReceiptAnswer, read_receipt, sign_receipt
from exchange.records import content_hash
from exchange.trust import TrustFile, parse_trust, write_trust
from tests.unit.exchange.samples import (
    DESK,
    PROVINCE_PUBLIC,
    PROVINCE_SIGNING,
    SIGNED_AT,
    dossier_id,
    item,
    package,
)

CODE = "H44.129-261126-0001"


@pytest.fixture
def province() -> TrustFile:
    return parse_trust(write_trust("Tỉnh Mẫu", PROVINCE_PUBLIC, PROVINCE_SIGNING, SIGNED_AT))


def _accepted(number: int, code: str = CODE) -> ReceiptAnswer:
    return ReceiptAnswer(
        dossier_id=dossier_id(number), sha256=content_hash(item(number).record), dossier_code=code
    )


def _refused(number: int) -> ReceiptAnswer:
    error = {"pointer": "/child_dob", "code": "NGAY", "message": "Ngày sinh sau ngày nộp."}
    return ReceiptAnswer(
        dossier_id=dossier_id(number),
        sha256=content_hash(item(number).record),
        reason="Thông tin chưa khớp.",
        field_errors=(error,),
    )


def _receipt(*answers: ReceiptAnswer) -> Receipt:
    return Receipt(
        package_id=package_id(package(item(1), item(2))),
        desk_id=DESK.desk_id,
        issued_at="2026-11-27T08:00:00+07:00",
        answers=answers,
    )


def test_codes_and_refusals_come_home(province: TrustFile) -> None:
    sent = _receipt(_accepted(1), _refused(2))
    read = read_receipt(sign_receipt(sent, PROVINCE_SIGNING), province)
    assert read == sent
    assert [answer.dossier_code for answer in read.answers] == [CODE, None]
    assert read.answers[1].field_errors[0]["pointer"] == "/child_dob"


def test_a_receipt_of_anybody_else_is_refused(province: TrustFile) -> None:
    with pytest.raises(InputError) as caught:
        read_receipt(sign_receipt(_receipt(_accepted(1)), new_signing_key()), province)
    assert caught.value.code == "SIGN-04"


def test_a_desk_cannot_accept_its_own_dossiers(province: TrustFile) -> None:
    with pytest.raises(InputError):
        read_receipt(sign_receipt(_receipt(_accepted(1)), DESK.signing_key), province)


def test_every_flipped_bit_is_refused(province: TrustFile) -> None:
    whole, chance = sign_receipt(_receipt(_accepted(1), _refused(2)), PROVINCE_SIGNING), random
    for position in range(len(whole)):
        damaged = bytearray(whole)
        damaged[position] ^= 1 << chance.Random(position).randrange(8)
        with pytest.raises(InputError):
            read_receipt(bytes(damaged), province)


def test_another_signed_file_of_the_province_is_no_receipt(province: TrustFile) -> None:
    data = write_trust("Tỉnh Mẫu", PROVINCE_PUBLIC, PROVINCE_SIGNING, SIGNED_AT)
    with pytest.raises(InputError) as caught:
        read_receipt(data, province)
    assert caught.value.code == "SIGN-03"


def _changed(answer: ReceiptAnswer, **changes: object) -> ReceiptAnswer:
    return msgspec.structs.replace(answer, **changes)


@pytest.mark.parametrize(
    "receipt",
    [
        _receipt(),
        _receipt(_accepted(1), _accepted(1, "H44.129-261126-0002")),
        _receipt(_accepted(1), _accepted(2)),  # one code for two dossiers
        _receipt(_changed(_accepted(1), reason="cũng bị từ chối")),
        _receipt(_changed(_refused(1), reason=" ", field_errors=())),
        _receipt(_changed(_refused(1), field_errors=({"pointer": "/x"},))),
        _receipt(_accepted(1, "")),
        _receipt(_accepted(1, "mã hồ sơ")),
        _receipt(_changed(_accepted(1), sha256="abc")),
        msgspec.structs.replace(_receipt(_accepted(1)), package_id="1"),
        msgspec.structs.replace(_receipt(_accepted(1)), issued_at="hôm qua"),
    ],
)
def test_a_receipt_that_says_nothing_sound_is_refused_whole(
    receipt: Receipt, province: TrustFile
) -> None:
    with pytest.raises(InputError) as caught:
        read_receipt(sign_receipt(receipt, PROVINCE_SIGNING), province)
    assert caught.value.code == "PKG-11"
