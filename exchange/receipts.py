"""Receipts: what the province says became of the dossiers in a package, signed by its key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from base.errors import InputError
from exchange.signed import read_signed, sign_document
from exchange.trust import TrustFile

FORMAT = "motcua.receipt/1"
_HASH = re.compile(r"[0-9a-f]{64}")
# Wide on purpose: the shape of official codes has changed twice (TT 01/2018/TT-VPCP Điều 19).
_CODE = re.compile(r"[0-9A-Z][0-9A-Z.-]{3,63}")


class ReceiptAnswer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One dossier: accepted under an official code, or refused with reasons.

    `sha256` is the hash of the record that was judged. Each field error has `pointer`, `code` and
    `message`.
    """

    dossier_id: str
    sha256: str
    dossier_code: str | None = None
    reason: str = ""
    field_errors: tuple[Mapping[str, str], ...] = ()


class Receipt(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What came back for one package."""

    package_id: str
    desk_id: str
    issued_at: str
    answers: tuple[ReceiptAnswer, ...]


def sign_receipt(receipt: Receipt, signing_key: bytes) -> bytes:
    """Return the receipt file, signed with the province's Ed25519 private key."""
    body: dict[str, Any] = msgspec.to_builtins(receipt)
    return sign_document(FORMAT, body, signing_key)


def read_receipt(data: bytes, province: TrustFile) -> Receipt:
    """Read a receipt of the trusted province.

    Raises InputError SIGN-xx (damaged, not signed by that province) or PKG-11 (says nothing sound).
    """
    document = read_signed(data, FORMAT, trusted=(province.signing_key,))
    try:
        receipt = msgspec.convert(document.body, Receipt)
        datetime.fromisoformat(receipt.issued_at)
        _check(receipt)
    except ValueError as error:
        raise InputError(
            "PKG-11",
            "Phiếu hồi đáp của tỉnh đúng chữ ký nhưng nội dung không hợp lệ.",
            "Báo nơi phát hành phiếu; hồ sơ vẫn giữ trạng thái cũ.",
            detail=str(error),
        ) from error
    return receipt


def _check(receipt: Receipt) -> None:
    ids = [answer.dossier_id for answer in receipt.answers]
    if not ids or len(set(ids)) != len(ids):
        raise ValueError("each dossier once")
    codes = [answer.dossier_code for answer in receipt.answers if answer.dossier_code is not None]
    if len(set(codes)) != len(codes):
        raise ValueError("one code for two dossiers")
    if not _HASH.fullmatch(receipt.package_id):
        raise ValueError("package id")
    for answer in receipt.answers:
        _check_answer(answer)


def _check_answer(answer: ReceiptAnswer) -> None:
    if not _HASH.fullmatch(answer.sha256):
        raise ValueError("record hash")
    if answer.dossier_code is not None:
        if not _CODE.fullmatch(answer.dossier_code):
            raise ValueError("dossier code")
        if answer.reason or answer.field_errors:
            raise ValueError("accepted and refused at once")
    elif not (answer.reason.strip() or answer.field_errors):
        raise ValueError("refused without a reason")
    if any(set(error) != {"pointer", "code", "message"} for error in answer.field_errors):
        raise ValueError("field error")
