"""Trust files: the province's two keys, whole and usable."""

from __future__ import annotations

import random

import pytest

from base.errors import InputError
from exchange.keys import key_id, signing_public
from exchange.signed import sign_document
from exchange.trust import FORMAT, parse_trust, write_trust
from tests.unit.exchange.samples import PROVINCE_PUBLIC, PROVINCE_SIGNING, SIGNED_AT


def _file() -> bytes:
    return write_trust("Tỉnh Mẫu", PROVINCE_PUBLIC, PROVINCE_SIGNING, SIGNED_AT)


def _signed(**changes: object) -> bytes:
    body: dict[str, object] = {
        "name": "Tỉnh Mẫu",
        "encryption_key": PROVINCE_PUBLIC.hex(),
        "signing_key": signing_public(PROVINCE_SIGNING).hex(),
        "issued_at": "2026-11-26T16:45:00+07:00",
    }
    return sign_document(FORMAT, {**body, **changes}, PROVINCE_SIGNING)


def test_both_keys_and_the_name_are_read() -> None:
    trust = parse_trust(_file())
    assert trust.name == "Tỉnh Mẫu"
    assert trust.encryption_key == PROVINCE_PUBLIC
    assert trust.signing_key == signing_public(PROVINCE_SIGNING)
    assert trust.issued_at == "2026-11-26T16:45:00+07:00"
    assert trust.key_id == key_id(trust.encryption_key, trust.signing_key)
    assert len(trust.key_id) == 32


def test_the_file_written_by_hand_is_the_same() -> None:
    assert _signed() == _file()


def test_every_flipped_bit_is_refused() -> None:
    """A wrong key here would seal dossiers for nobody."""
    whole, chance = _file(), random.Random(5)
    for position in range(len(whole)):
        damaged = bytearray(whole)
        damaged[position] ^= 1 << chance.randrange(8)
        with pytest.raises(InputError) as caught:
            parse_trust(bytes(damaged))
        assert caught.value.code.startswith("SIGN-")


@pytest.mark.parametrize(
    "changes",
    [
        {"encryption_key": bytes(32).hex()},  # low order: everybody could read
        {"encryption_key": "01" + "00" * 31},
        {"encryption_key": PROVINCE_PUBLIC.hex()[:-2]},
        {"encryption_key": "zz"},
        {"encryption_key": 5},
        {"signing_key": signing_public(bytes(32)).hex()},
        {"name": ""},
        {"name": "Tỉnh\nMẫu"},
        {"name": None},
        {"issued_at": "hôm qua"},
    ],
)
def test_keys_and_names_that_cannot_be_right_are_refused(changes: dict[str, object]) -> None:
    with pytest.raises(InputError) as caught:
        parse_trust(_signed(**changes))
    assert caught.value.code == "TRUST-01"


def test_a_missing_key_is_refused() -> None:
    data = sign_document(FORMAT, {"name": "Tỉnh Mẫu"}, PROVINCE_SIGNING)
    with pytest.raises(InputError) as caught:
        parse_trust(data)
    assert caught.value.code == "TRUST-01"
