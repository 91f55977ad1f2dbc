"""Signed files: a canonical JSON body with an Ed25519 signature, one format for every kind.

    {"body": {…}, "format": "motcua.<kind>/<major>", "signature": "<hex>", "signer": "<hex>"}

The file is its own canonical form (RFC 8785), so any changed byte is noticed. The signature covers
format, signer and body. Trust files, receipts and catalogue files are of this kind.

A reader checks the signature over the bytes as they stand, and only then that they are canonical:
that takes five times as long, and whoever sends rubbish shall not make a desk work for it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from base.errors import InputError
from exchange.keys import signing_public
from exchange.records import canonical_bytes, read_canonical

MAX_BYTES = 64_000_000
_CONTEXT = b"motcua.signed/1\n"
_BODY = b'{"body":'  # the first member, whatever the others are
_HEX_KEY = re.compile(r"[0-9a-f]{64}")
_HEX_SIGNATURE = re.compile(r"[0-9a-f]{128}")


@dataclass(frozen=True, slots=True)
class SignedDocument:
    """A body whose signature holds, and the public key that made it."""

    body: Mapping[str, Any] = field(repr=False)
    signer: bytes


class _Envelope(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    body: msgspec.Raw
    format: Any
    signature: str
    signer: str


def sign_document(file_format: str, body: Mapping[str, Any], signing_key: bytes) -> bytes:
    """Return the bytes of a signed file."""
    raw = canonical_bytes(dict(body))
    rest = {"format": file_format, "signer": signing_public(signing_key).hex()}
    signature = Ed25519PrivateKey.from_private_bytes(signing_key).sign(_CONTEXT + _join(raw, rest))
    return _join(raw, {**rest, "signature": signature.hex()})


def read_signed(
    data: bytes, file_format: str, *, trusted: Collection[bytes] | None
) -> SignedDocument:
    """Return the body of a signed file.

    `trusted` are the public keys that may have signed it; None accepts any signer, for a first
    contact where people compare the key themselves. Raises InputError SIGN-01 (damaged or no such
    file), SIGN-02 (signature), SIGN-03 (another kind or a newer version), SIGN-04 (signer).
    """
    envelope = _open(data)
    _check_format(envelope.format, file_format)
    _check_signature(envelope)
    try:
        body = read_canonical(bytes(envelope.body))
    except ValueError as error:
        raise _not_signed_error(str(error)) from error
    signer = bytes.fromhex(envelope.signer)
    if trusted is not None and signer not in trusted:
        raise InputError(
            "SIGN-04",
            "Tệp do một nơi chưa được tin ký.",
            "Kiểm tra nguồn của tệp; nạp khoá của nơi phát hành bằng lệnh desk trust.",
        )
    return SignedDocument(body, signer)


def _open(data: bytes) -> _Envelope:
    """Return the members of a file that is canonical but for what stands inside the body."""
    try:
        if len(data) > MAX_BYTES:
            raise ValueError("too large")
        envelope = msgspec.json.decode(data, type=_Envelope)
        rest = {name: getattr(envelope, name) for name in ("format", "signature", "signer")}
        if data != _join(envelope.body, rest) or not data.startswith(_BODY + b"{"):
            raise ValueError("not canonical JSON")
    except (ValueError, RecursionError) as error:
        raise _not_signed_error(str(error)) from error
    for name, shape in (("signer", _HEX_KEY), ("signature", _HEX_SIGNATURE)):
        if not shape.fullmatch(getattr(envelope, name)):
            raise _not_signed_error(name)
    return envelope


def _join(body: bytes | msgspec.Raw, rest: Mapping[str, Any]) -> bytes:
    """Return the canonical bytes of {"body": …, **rest}, given those of the body."""
    return b"".join((_BODY, body, b",", canonical_bytes(dict(rest))[1:]))


def _check_signature(envelope: _Envelope) -> None:
    signed = _join(envelope.body, {"format": envelope.format, "signer": envelope.signer})
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(envelope.signer))
    try:
        key.verify(bytes.fromhex(envelope.signature), _CONTEXT + signed)
    except InvalidSignature as error:
        raise _refusal(envelope.body) from error


def _refusal(body: msgspec.Raw) -> InputError:
    """Return why a body without a valid signature is refused: unreadable, or changed."""
    try:
        msgspec.json.decode(body)
    except (ValueError, RecursionError) as error:
        return _not_signed_error(str(error))
    return InputError(
        "SIGN-02",
        "Chữ ký trên tệp không khớp với nội dung: tệp đã bị sửa hoặc hỏng.",
        "Xin lại tệp từ nơi phát hành; đừng dùng tệp này.",
    )


def _check_format(found: object, wanted: str) -> None:
    if found == wanted:
        return
    kind = wanted.rpartition("/")[0]
    if isinstance(found, str) and found.rpartition("/")[0] == kind:
        raise InputError(
            "SIGN-03",
            "Tệp thuộc phiên bản mà chương trình này chưa đọc được.",
            "Cập nhật chương trình rồi nạp lại tệp.",
            detail=f"wanted {wanted}",
        )
    raise InputError(
        "SIGN-03",
        "Đây là tệp đã ký nhưng thuộc loại khác.",
        "Chọn đúng tệp rồi nạp lại.",
        detail=f"wanted {wanted}",
    )


def _not_signed_error(detail: str) -> InputError:
    return InputError(
        "SIGN-01",
        "Tệp bị hỏng, bị sửa, hoặc không phải tệp đã ký của phần mềm này.",
        "Xin lại tệp từ nơi phát hành, chép nguyên tệp, không mở ra lưu lại.",
        detail=detail,
    )
