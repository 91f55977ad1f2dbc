"""Signed files: a canonical JSON body with an Ed25519 signature, one format for every kind.

    {"body": {…}, "format": "motcua.<kind>/<major>", "signature": "<hex>", "signer": "<hex>"}

The file is its own canonical form (RFC 8785), so any changed byte is noticed. The signature covers
format, signer and body. Trust files, receipts and catalogue files are of this kind.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from base.errors import InputError
from exchange.keys import signing_public
from exchange.records import canonical_bytes, read_canonical

MAX_BYTES = 64_000_000
_CONTEXT = b"motcua.signed/1\n"
_MEMBERS = frozenset({"body", "format", "signature", "signer"})
_HEX_KEY = re.compile(r"[0-9a-f]{64}")
_HEX_SIGNATURE = re.compile(r"[0-9a-f]{128}")


@dataclass(frozen=True, slots=True)
class SignedDocument:
    """A body whose signature holds, and the public key that made it."""

    body: Mapping[str, Any] = field(repr=False)
    signer: bytes


def sign_document(file_format: str, body: Mapping[str, Any], signing_key: bytes) -> bytes:
    """Return the bytes of a signed file."""
    document: dict[str, Any] = {
        "body": dict(body),
        "format": file_format,
        "signer": signing_public(signing_key).hex(),
    }
    signature = Ed25519PrivateKey.from_private_bytes(signing_key).sign(_signed_part(document))
    return canonical_bytes({**document, "signature": signature.hex()})


def read_signed(
    data: bytes, file_format: str, *, trusted: Collection[bytes] | None
) -> SignedDocument:
    """Return the body of a signed file.

    `trusted` are the public keys that may have signed it; None accepts any signer, for a first
    contact where people compare the key themselves. Raises InputError SIGN-01 (damaged or no such
    file), SIGN-02 (signature), SIGN-03 (another kind or a newer version), SIGN-04 (signer).
    """
    document = _parse(data)
    _check_format(document["format"], file_format)
    signer = bytes.fromhex(document["signer"])
    signature = bytes.fromhex(document.pop("signature"))
    try:
        Ed25519PublicKey.from_public_bytes(signer).verify(signature, _signed_part(document))
    except InvalidSignature as error:
        raise InputError(
            "SIGN-02",
            "Chữ ký trên tệp không khớp với nội dung: tệp đã bị sửa hoặc hỏng.",
            "Xin lại tệp từ nơi phát hành; đừng dùng tệp này.",
        ) from error
    if trusted is not None and signer not in trusted:
        raise InputError(
            "SIGN-04",
            "Tệp do một nơi chưa được tin ký.",
            "Kiểm tra nguồn của tệp; nạp khoá của nơi phát hành bằng lệnh desk trust.",
        )
    return SignedDocument(document["body"], signer)


def _parse(data: bytes) -> dict[str, Any]:
    try:
        if len(data) > MAX_BYTES:
            raise ValueError("too large")
        document = read_canonical(data)
    except ValueError as error:
        raise _not_signed_error(str(error)) from error
    if set(document) != _MEMBERS or not isinstance(document["body"], dict):
        raise _not_signed_error("members")
    for name, shape in (("signer", _HEX_KEY), ("signature", _HEX_SIGNATURE)):
        value = document[name]
        if not isinstance(value, str) or not shape.fullmatch(value):
            raise _not_signed_error(name)
    return document


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


def _signed_part(document: Mapping[str, Any]) -> bytes:
    return _CONTEXT + canonical_bytes(dict(document))


def _not_signed_error(detail: str) -> InputError:
    return InputError(
        "SIGN-01",
        "Tệp bị hỏng, bị sửa, hoặc không phải tệp đã ký của phần mềm này.",
        "Xin lại tệp từ nơi phát hành, chép nguyên tệp, không mở ra lưu lại.",
        detail=detail,
    )
