"""Keys as people exchange them: how they are read, named and compared."""

from __future__ import annotations

import hashlib

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from base.errors import InputError

KEY_BYTES = 32


def new_signing_key() -> bytes:
    """Return a new Ed25519 private key."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def signing_public(private_key: bytes) -> bytes:
    """Return the public half of an Ed25519 private key."""
    return Ed25519PrivateKey.from_private_bytes(private_key).public_key().public_bytes_raw()


def encryption_public(private_key: bytes) -> bytes:
    """Return the public half of an X25519 private key."""
    return X25519PrivateKey.from_private_bytes(private_key).public_key().public_bytes_raw()


def key_id(*public_keys: bytes) -> str:
    """Return 32 hex digits that stand for one or more public keys, for reading aloud in groups."""
    return hashlib.sha256(b"".join(public_keys)).hexdigest()[:32]


def read_private_key(data: bytes) -> bytes:
    """Return a 32-byte private key from its file: PEM (PKCS#8), 64 hex digits, or the raw bytes.

    Raises InputError PKG-10 when it is none of these.
    """
    if len(data) == KEY_BYTES:
        return data
    try:
        if data.lstrip().startswith(b"-----BEGIN"):
            from cryptography.hazmat.primitives.serialization import load_pem_private_key

            key = load_pem_private_key(data, password=None)
            if isinstance(key, X25519PrivateKey | Ed25519PrivateKey):
                return key.private_bytes_raw()
        else:
            raw = bytes.fromhex(data.decode("ascii").strip())
            if len(raw) == KEY_BYTES:
                return raw
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise _bad_key_error() from error
    raise _bad_key_error()


def _bad_key_error() -> InputError:
    return InputError(
        "PKG-10",
        "Tệp khoá riêng không đọc được.",
        "Dùng tệp PEM không đặt mật khẩu, hoặc tệp có 64 chữ số hex.",
    )
