"""Private keys from their files, and how keys are named."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
)

from base.errors import InputError
from exchange.identity import DeskIdentity
from exchange.keys import (
    encryption_public,
    key_id,
    new_signing_key,
    read_private_key,
    signing_public,
)

RAW = bytes(range(32))


def _pem(key: X25519PrivateKey, how: KeySerializationEncryption) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, how)


def test_a_key_is_read_from_pem_hex_or_raw_bytes() -> None:
    key = X25519PrivateKey.from_private_bytes(RAW)
    signing = Ed25519PrivateKey.from_private_bytes(RAW)
    signing_pem = signing.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    files = (RAW, RAW.hex().encode(), f"  {RAW.hex().upper()}\r\n".encode(), signing_pem)
    for data in (*files, _pem(key, NoEncryption())):
        assert read_private_key(data) == RAW


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"ab" * 31,
        b"\xff" * 33,
        b"-----BEGIN PRIVATE KEY-----\nnonsense\n-----END PRIVATE KEY-----\n",
        _pem(X25519PrivateKey.from_private_bytes(RAW), BestAvailableEncryption(b"secret")),
        generate_private_key(SECP256R1()).private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
        ),
    ],
)
def test_anything_else_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        read_private_key(data)
    assert caught.value.code == "PKG-10"


def test_public_keys_differ_by_use_and_key_ids_by_key() -> None:
    assert signing_public(RAW) != encryption_public(RAW)
    assert key_id(signing_public(RAW)) != key_id(encryption_public(RAW))
    assert len({new_signing_key() for _ in range(20)}) == 20


def test_an_identity_shows_its_public_key_only() -> None:
    identity = DeskIdentity("id", "TRUNG TÂM MẪU", RAW)
    assert identity.public_key == signing_public(RAW)
    assert str(RAW) not in repr(identity)
