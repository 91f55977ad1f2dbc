"""Signed files: refused when a bit differs, when the kind differs, when the signer is unknown."""

from __future__ import annotations

import json
import random

import pytest

from base.errors import InputError
from exchange.keys import new_signing_key, signing_public
from exchange.records import canonical_bytes
from exchange.signed import MAX_BYTES, read_signed, sign_document

KEY = bytes(range(32))
PUBLIC = signing_public(KEY)
BODY = {"version": "2026-11-20", "procedures": [{"code": "1.001193", "fee": 8000}], "ngày": None}
FORMAT = "motcua.catalogue/1"


def _code(data: bytes, trusted: list[bytes] | None = None) -> str | None:
    try:
        read_signed(data, FORMAT, trusted=[PUBLIC] if trusted is None else trusted)
    except InputError as error:
        return error.code
    return None


def test_the_body_comes_back_as_it_was_signed() -> None:
    document = read_signed(sign_document(FORMAT, BODY, KEY), FORMAT, trusted=[PUBLIC])
    assert document.body == BODY
    assert document.signer == PUBLIC


def test_signing_is_deterministic() -> None:
    shuffled = dict(reversed(BODY.items()))
    assert sign_document(FORMAT, BODY, KEY) == sign_document(FORMAT, shuffled, KEY)


def test_every_flipped_bit_is_refused_with_a_named_reason() -> None:
    whole = sign_document(FORMAT, {**BODY, "text": "Phú Thọ " * 40}, KEY)
    chance = random.Random(2)
    positions = [*range(len(whole)), *(chance.randrange(len(whole)) for _ in range(300))]
    assert len(positions) >= 1000
    for position in positions:
        damaged = bytearray(whole)
        damaged[position] ^= 1 << chance.randrange(8)
        assert _code(bytes(damaged)) in {"SIGN-01", "SIGN-02", "SIGN-03"}, f"byte {position}"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff",
        b"[" * 200_000,
        b'{"body":' * 5000,
        b'{"body":{},"format":"motcua.catalogue/1","signature":"","signer":""}',
        b'{"a":1e999}',
    ],
)
def test_what_is_no_signed_file_is_refused_without_a_crash(data: bytes) -> None:
    assert _code(data) == "SIGN-01"


def test_white_space_doubled_keys_and_capitals_are_refused() -> None:
    whole = sign_document(FORMAT, BODY, KEY)
    document = json.loads(whole)
    for changed in (
        whole + b"\n",
        json.dumps(document).encode(),
        whole.replace(b'{"body"', b'{"body":{},"body"'),
        canonical_bytes({**document, "more": 1}),
        canonical_bytes({**document, "signature": document["signature"].upper()}),
        canonical_bytes({**document, "body": [1]}),
        canonical_bytes({**document, "signer": 7}),
    ):
        assert _code(changed) == "SIGN-01"


def test_a_changed_body_is_refused_by_its_signature() -> None:
    document = json.loads(sign_document(FORMAT, BODY, KEY))
    document["body"]["procedures"][0]["fee"] = 0
    assert _code(canonical_bytes(document)) == "SIGN-02"


def test_a_signature_under_another_key_is_refused() -> None:
    document = json.loads(sign_document(FORMAT, BODY, KEY))
    document["signer"] = signing_public(new_signing_key()).hex()
    assert _code(canonical_bytes(document)) == "SIGN-02"


def test_an_unknown_signer_is_refused_unless_people_compare_keys() -> None:
    data = sign_document(FORMAT, BODY, new_signing_key())
    assert _code(data) == "SIGN-04"
    assert _code(data, []) == "SIGN-04"
    assert read_signed(data, FORMAT, trusted=None).body == BODY


@pytest.mark.parametrize("other", ["motcua.trust/1", "motcua.catalogue/2", "motcua.catalogue", ""])
def test_a_file_of_another_kind_or_version_is_refused(other: str) -> None:
    assert _code(sign_document(other, BODY, KEY)) == "SIGN-03"


def test_a_newer_version_asks_for_an_update() -> None:
    with pytest.raises(InputError) as caught:
        read_signed(sign_document("motcua.catalogue/2", BODY, KEY), FORMAT, trusted=[PUBLIC])
    assert "Cập nhật chương trình" in caught.value.next_step


def test_a_giant_file_is_refused_unread() -> None:
    assert _code(bytes(MAX_BYTES + 1)) == "SIGN-01"


def test_a_body_that_has_no_canonical_form_is_never_signed() -> None:
    for body in ({"a": 2**60}, {"a": float("nan")}):
        with pytest.raises(ValueError, match=r".+"):
            sign_document(FORMAT, body, KEY)
