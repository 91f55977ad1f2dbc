"""The ciphers of Basic Access Control: ICAO 9303 part 11, two-key 3DES and ISO 9797 MAC 3.

They are old; the chips know no others for BAC. Nothing of ours is protected with them.
"""

from __future__ import annotations

import hashlib

_ENCRYPTION, _AUTHENTICATION = 1, 2
BLOCK = 8


def derive_keys(seed: bytes) -> tuple[bytes, bytes]:
    """Return the keys for encryption and authentication of a seed (part 11, 9.7.1)."""
    return _derive(seed, _ENCRYPTION), _derive(seed, _AUTHENTICATION)


def _derive(seed: bytes, use: int) -> bytes:
    digest = hashlib.sha1(seed + use.to_bytes(4, "big"), usedforsecurity=False).digest()
    return bytes(_odd_parity(byte) for byte in digest[:16])


def _odd_parity(byte: int) -> int:
    return byte & 0xFE | (bin(byte >> 1).count("1") & 1 ^ 1)


def encrypt(key: bytes, data: bytes) -> bytes:
    """Encrypt whole blocks, CBC with a zero vector."""
    encryptor = _cipher(key).encryptor()
    return bytes(encryptor.update(data) + encryptor.finalize())


def decrypt(key: bytes, data: bytes) -> bytes:
    """Decrypt whole blocks; raise ValueError for a part of one."""
    decryptor = _cipher(key).decryptor()
    return bytes(decryptor.update(data) + decryptor.finalize())


def _cipher(key: bytes):  # type: ignore[no-untyped-def]  # noqa: ANN202  Cipher of CBC
    from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
    from cryptography.hazmat.primitives.ciphers import Cipher, modes

    return Cipher(TripleDES(key + key[:BLOCK]), modes.CBC(bytes(BLOCK)))


def mac(key: bytes, data: bytes) -> bytes:
    """Return the ISO 9797-1 MAC algorithm 3 of data that are padded here."""
    first, second = key[:BLOCK], key[BLOCK:]
    last = encrypt(first * 2, pad(data))[-BLOCK:]
    return encrypt(first * 2, decrypt(second * 2, last))


def pad(data: bytes) -> bytes:
    """Pad to whole blocks: 80 and zeros."""
    return data + b"\x80" + bytes(-(len(data) + 1) % BLOCK)


def unpad(data: bytes) -> bytes:
    """Take the padding off; raise ValueError when there is none."""
    stripped = data.rstrip(b"\x00")
    if not stripped.endswith(b"\x80"):
        raise ValueError("padding")
    return stripped[:-1]
