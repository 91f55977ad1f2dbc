"""Signed files: refused when a bit differs, when the kind differs, when the signer is unknown."""

from __future__ import annotations

import json
import random
import re

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from base.errors import InputError
from exchange.keys import new_signing_key, signing_public
from exchange.records import canonical_bytes, read_canonical
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


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)
DAMAGE = st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 2), st.binary(max_size=3))


def _verdict_of_the_long_way(data: bytes) -> str | None:
    """Say what is said of a file by canonicalising it all before anything else."""
    try:
        document = read_canonical(data)
    except ValueError:
        return "SIGN-01"
    if set(document) != {"body", "format", "signature", "signer"}:
        return "SIGN-01"
    shapes = {"signer": "[0-9a-f]{64}", "signature": "[0-9a-f]{128}"}
    if not isinstance(document["body"], dict) or not all(
        isinstance(document[name], str) and re.fullmatch(shape, document[name])
        for name, shape in shapes.items()
    ):
        return "SIGN-01"
    if document["format"] != FORMAT:
        return "SIGN-03"
    signature = bytes.fromhex(document.pop("signature"))
    signer = bytes.fromhex(document["signer"])
    try:
        Ed25519PublicKey.from_public_bytes(signer).verify(
            signature, b"motcua.signed/1\n" + canonical_bytes(document)
        )
    except InvalidSignature:
        return "SIGN-02"
    return None if signer == PUBLIC else "SIGN-04"


def _written_as(body: str, members: str = '"format":"motcua.catalogue/1"') -> bytes:
    """Return a file with a body as somebody wrote it, rightly signed over just these bytes."""
    signed = f'{{"body":{body},{members},"signer":"{PUBLIC.hex()}"}}'.encode("utf-8", "replace")
    signature = Ed25519PrivateKey.from_private_bytes(KEY).sign(b"motcua.signed/1\n" + signed)
    before, _, after = signed.rpartition(b'"signer"')
    return before + b'"signature":"' + signature.hex().encode() + b'","signer"' + after


@given(body=st.dictionaries(st.text(max_size=4), JSON, max_size=4), damage=st.lists(DAMAGE))
def test_the_same_damaged_files_are_refused_as_by_canonicalising_first(
    body: dict[str, object], damage: list[tuple[float, int, bytes]]
) -> None:
    try:
        data = sign_document(FORMAT, body, KEY)
    except ValueError:  # a number that has no canonical form
        data = sign_document(FORMAT, BODY, KEY)
    for place, removed, put in damage:
        at = int(place * len(data))
        data = data[:at] + put + data[at + removed :]
    found, expected = _code(data), _verdict_of_the_long_way(data)
    assert (found is None) == (expected is None)
    if found != expected:  # what is not canonical may be refused for something else before that
        assert (found, expected) in {("SIGN-02", "SIGN-01"), ("SIGN-03", "SIGN-01")}


@given(
    body=st.dictionaries(st.text(max_size=4), JSON, max_size=4),
    ascii_only=st.booleans(),
    spaces=st.sampled_from([(",", ":"), (", ", ": "), (",\n", ":")]),
    order=st.booleans(),
)
def test_a_rightly_signed_file_that_is_not_canonical_is_refused(
    body: dict[str, object], ascii_only: bool, spaces: tuple[str, str], order: bool
) -> None:
    text = json.dumps(body, ensure_ascii=ascii_only, separators=spaces, sort_keys=order)
    data = _written_as(text)
    assert _code(data) == _verdict_of_the_long_way(data)


def test_a_rightly_signed_canonical_file_is_read_whoever_wrote_it() -> None:
    assert _code(_written_as(canonical_bytes(BODY).decode())) is None


@pytest.mark.parametrize(
    "body",
    [
        '{"a":1,"a":1}',
        '{"b":1,"a":1}',
        '{"a": 1}',
        ' {"a":1}',
        '{"a":1} ',
        '{"a":1.0}',
        '{"a":1e2}',
        '{"a":-0}',
        '{"a":"\\u0041"}',
        '{"a":"\\/"}',
        '{"a":"\\ud800"}',
        '{"a":9007199254740993}',
        '{"a":1e999}',
        '{},"body":{}',
        '{},"more":{}',
        "[1]",
        "1",
        "",
    ],
)
def test_no_second_way_to_write_a_body_is_accepted_though_its_signature_holds(body: str) -> None:
    assert _code(_written_as(body)) == "SIGN-01"


@pytest.mark.parametrize(
    "members", ['"format": "motcua.catalogue/1"', '"format":"motcua.catalogue/1","format2":1']
)
def test_no_second_way_to_write_the_other_members_is_accepted(members: str) -> None:
    assert _code(_written_as("{}", members)) == "SIGN-01"


def test_a_member_left_out_is_refused() -> None:
    document = json.loads(sign_document(FORMAT, BODY, KEY))
    for name in document:
        rest = {key: value for key, value in document.items() if key != name}
        assert _code(canonical_bytes(rest)) == "SIGN-01"


def test_rubbish_is_not_canonicalised(monkeypatch: pytest.MonkeyPatch) -> None:
    """The slow check is for files whose signature holds."""
    whole = sign_document(FORMAT, BODY, KEY)

    def canonicalised(data: bytes) -> dict[str, object]:
        raise AssertionError(data)

    monkeypatch.setattr("exchange.signed.read_canonical", canonicalised)
    assert _code(whole.replace(b"8000", b"8001")) == "SIGN-02"
    with pytest.raises(AssertionError, match="8000"):
        _code(whole)
