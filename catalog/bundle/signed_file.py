"""Signing and checking a catalogue file (`motcua.catalogue/1`, see packed_file)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

import msgspec

from base.clock import to_iso
from base.errors import InputError
from catalog.bundle.packed_file import FORMAT, CatalogueFile, take_apart, version_key
from catalog.content import Content
from exchange.signed import read_signed, sign_document


def write_catalogue_file(
    content: Content, version: str, publisher: str, issued_at: datetime, signing_key: bytes
) -> bytes:
    """Return the bytes of a signed catalogue file; `signing_key` is the publisher's private key."""
    version_key(version)
    files = {name: msgspec.json.decode(content.read(name)) for name in content.names()}
    body: dict[str, Any] = {
        "files": files,
        "issued_at": to_iso(issued_at),
        "publisher": publisher,
        "version": version,
    }
    return sign_document(FORMAT, body, signing_key)


def read_catalogue_file(data: bytes, *, trusted: Collection[bytes] | None) -> CatalogueFile:
    """Return a catalogue whose signature holds and comes from a trusted key.

    Raises InputError SIGN-xx, or CAT-10 when what is signed is no catalogue. Its content is not
    checked here.
    """
    read_signed(data, FORMAT, trusted=trusted)
    try:
        return take_apart(data)
    except ValueError as error:
        raise not_a_catalogue(str(error)) from error


def not_a_catalogue(detail: str) -> InputError:
    """Return CAT-10."""
    return InputError(
        "CAT-10",
        "Tệp có chữ ký đúng nhưng bên trong không phải là danh mục thủ tục.",
        "Báo nơi phát hành gửi lại tệp danh mục; danh mục đang dùng vẫn giữ nguyên.",
        detail=detail,
    )
