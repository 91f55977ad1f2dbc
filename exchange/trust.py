"""The province's public keys, as a signed file that a desk is told to trust."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from base.clock import to_iso
from base.errors import InputError
from base.text import clean_line
from exchange.keys import KEY_BYTES, key_id, signing_public
from exchange.signed import read_signed, sign_document

FORMAT = "motcua.trust/1"


class TrustFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whose packages go where: dossiers are encrypted to one key, receipts checked with the other.

    The file is signed with its own signing key: that proves it whole, not whose it is. A person
    compares `key_id` with the province's letter.
    """

    name: str
    encryption_key: bytes  # X25519 public key
    signing_key: bytes  # Ed25519 public key
    issued_at: str

    @property
    def key_id(self) -> str:
        """32 hex digits for both keys together."""
        return key_id(self.encryption_key, self.signing_key)


def write_trust(
    name: str, encryption_public: bytes, signing_key: bytes, issued_at: datetime
) -> bytes:
    """Return the file in which a province gives out its keys; `signing_key` is the private one."""
    body: dict[str, Any] = {
        "name": name,
        "encryption_key": encryption_public.hex(),
        "signing_key": signing_public(signing_key).hex(),
        "issued_at": to_iso(issued_at),
    }
    return sign_document(FORMAT, body, signing_key)


def parse_trust(data: bytes) -> TrustFile:
    """Read a trust file; raise InputError SIGN-xx, or TRUST-01 for keys that cannot be right."""
    document = read_signed(data, FORMAT, trusted=None)
    try:
        raw = msgspec.convert(document.body, dict[str, str])
        trust = TrustFile(
            name=raw["name"],
            encryption_key=bytes.fromhex(raw["encryption_key"]),
            signing_key=bytes.fromhex(raw["signing_key"]),
            issued_at=raw["issued_at"],
        )
        datetime.fromisoformat(trust.issued_at)
    except (KeyError, ValueError) as error:
        raise _trust_error("fields") from error
    if not trust.name or clean_line(trust.name) != trust.name:
        raise _trust_error("name")
    if trust.signing_key != document.signer:
        raise _trust_error("signed with another key")
    if not _can_receive(trust.encryption_key):
        raise _trust_error("encryption key")
    return trust


def _can_receive(public_key: bytes) -> bool:
    if len(public_key) != KEY_BYTES:
        return False
    try:  # a key of low order would make every secret the same
        X25519PrivateKey.generate().exchange(X25519PublicKey.from_public_bytes(public_key))
    except ValueError:
        return False
    return True


def _trust_error(detail: str) -> InputError:
    return InputError(
        "TRUST-01",
        "Tệp khoá của tỉnh không hợp lệ nên chưa được nạp.",
        "Xin lại tệp khoá từ nơi phát hành và so mã khoá với văn bản của tỉnh.",
        detail=detail,
    )
