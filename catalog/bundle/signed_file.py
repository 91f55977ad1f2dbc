"""Signing and checking a catalogue file (`motcua.catalogue/1`, see packed_file)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

import msgspec

from base.clock import to_iso
from base.errors import InputError
from catalog.bundle.packed_file import FORMAT, CatalogueFile, take_apart
from catalog.content import Content
from exchange.installed import version_key
from exchange.signed import read_signed, sign_document

_STRANGER = "SIGN-04"
_UNTRUSTED = "Tệp do nơi phát hành chưa được tin cậy ký."
_NO_PARTS: Mapping[str, bytes] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Issue:
    """What a publisher says of a file: version, own name, moment."""

    version: str
    publisher: str
    issued_at: datetime


def write_catalogue_file(
    content: Content, issue: Issue, signing_key: bytes, parts: Mapping[str, bytes] = _NO_PARTS
) -> bytes:
    """Return the bytes of a signed catalogue file with the JSON parts that other rooms read.

    `signing_key` is the publisher's private key.
    """
    version_key(issue.version)
    files = {name: msgspec.json.decode(content.read(name)) for name in content.names()}
    body: dict[str, Any] = {
        "files": files | {name: msgspec.json.decode(data) for name, data in parts.items()},
        "issued_at": to_iso(issue.issued_at),
        "publisher": issue.publisher,
        "version": issue.version,
    }
    return sign_document(FORMAT, body, signing_key)


def read_catalogue_file(data: bytes, *, trusted: Mapping[bytes, str] | None) -> CatalogueFile:
    """Return a catalogue whose signature holds and comes from a trusted key.

    `trusted` are the keys with the names under which this desk trusts them. Raises InputError
    SIGN-xx, or CAT-10 when what is signed is no catalogue. Its content is not checked here.
    """
    try:
        read_signed(data, FORMAT, trusted=trusted)
    except InputError as error:
        if error.code != _STRANGER:
            raise
        next_step = (
            "Kiểm tra nguồn của tệp. Đúng là nơi phát hành của xã thì nạp tệp khoá của nơi đó: "
            "trang Thủ tục, thẻ Thay đổi, nút “Nơi phát hành…”."
        )
        raise InputError(error.code, _UNTRUSTED, next_step, detail=error.detail) from error
    try:
        file = take_apart(data)
    except ValueError as error:
        raise not_a_catalogue(str(error)) from error
    return replace(file, publisher=(trusted or {}).get(file.signer, ""))


def not_a_catalogue(detail: str) -> InputError:
    """Return CAT-10."""
    return InputError(
        "CAT-10",
        "Tệp có chữ ký đúng nhưng bên trong không phải là danh mục thủ tục.",
        "Báo nơi phát hành gửi lại tệp danh mục; danh mục đang dùng vẫn giữ nguyên.",
        detail=detail,
    )
