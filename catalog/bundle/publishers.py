"""Whose catalogue files a desk takes: keys delivered with the program and keys trusted here.

A signed catalogue never brings keys of its own. Three places count: `data/publishers.json`, the
province's signing key (`desk trust`), and publishers trusted one by one in the encrypted store.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from base.clock import to_iso
from base.errors import InputError
from base.text import clean_line
from catalog import storage
from catalog.content import DATA
from desk import centre
from exchange.keys import KEY_BYTES, key_id, signing_public
from exchange.signed import read_signed, sign_document
from store.store import Transaction

FORMAT = "motcua.publisher/1"


class Publisher(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A publisher of catalogues: a name for people, an Ed25519 public key for the program."""

    name: str
    signing_key: bytes
    issued_at: str

    @property
    def key_id(self) -> str:
        """32 hex digits to compare with the publisher's letter."""
        return key_id(self.signing_key)


class _Listed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str
    signing_key: str
    issued_at: str


class _List(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    note: str
    publishers: tuple[_Listed, ...]


def bundled_publishers() -> tuple[Publisher, ...]:
    """Return the publishers that the program was delivered with, perhaps none."""
    listed = msgspec.json.decode((DATA / "publishers.json").read_bytes(), type=_List)
    return tuple(
        Publisher(name=p.name, signing_key=bytes.fromhex(p.signing_key), issued_at=p.issued_at)
        for p in listed.publishers
    )


def trusted_keys(tx: Transaction | None) -> Mapping[bytes, str]:
    """Return every trusted key with its owner's name; without a store only the delivered ones."""
    found = {p.signing_key: p.name for p in bundled_publishers()}
    if tx is not None:
        province = centre.trusted_province(tx)
        if province is not None:
            found[province.signing_key] = province.name
        found |= {row.signing_key: row.name for row in storage.publishers(tx)}
    return found


def write_publisher(name: str, issued_at: datetime, signing_key: bytes) -> bytes:
    """Return the file in which a publisher gives out its public key, signed with that key."""
    body: dict[str, Any] = {
        "name": name,
        "signing_key": signing_public(signing_key).hex(),
        "issued_at": to_iso(issued_at),
    }
    return sign_document(FORMAT, body, signing_key)


def read_publisher(data: bytes) -> Publisher:
    """Read a publisher's file; InputError SIGN-xx, or CAT-17 for a key that cannot be right.

    The signature proves the file whole, not whose it is: a person compares `key_id`.
    """
    document = read_signed(data, FORMAT, trusted=None)
    try:
        listed = msgspec.convert(document.body, _Listed)
        key = bytes.fromhex(listed.signing_key)
        datetime.fromisoformat(listed.issued_at)
    except ValueError as error:
        raise _publisher_error("fields") from error
    if key != document.signer or len(key) != KEY_BYTES:
        raise _publisher_error("signed with another key")
    if not listed.name or clean_line(listed.name) != listed.name:
        raise _publisher_error("name")
    return Publisher(name=listed.name, signing_key=key, issued_at=listed.issued_at)


def trust_publisher(tx: Transaction, publisher: Publisher, moment: datetime) -> None:
    """Take this publisher's catalogue files from now on; told in the audit log."""
    row = storage.PublisherRow(
        signing_key=publisher.signing_key,
        name=publisher.name,
        issued_at=publisher.issued_at,
        trusted_at=moment,
    )
    storage.put_publisher(tx, row)
    tx.audit("catalogue_publisher_trusted", publisher.key_id)


def forget_publisher(tx: Transaction, publisher_key_id: str) -> None:
    """Take this publisher's files no longer; InputError CAT-18 for an unknown key."""
    for row in storage.publishers(tx):
        if key_id(row.signing_key) == publisher_key_id:
            storage.remove_publisher(tx, row.signing_key)
            tx.audit("catalogue_publisher_forgotten", publisher_key_id)
            return
    raise InputError(
        "CAT-18",
        "Không có nơi phát hành nào với mã khoá này.",
        "Xem danh sách nơi phát hành được tin bằng catalog verify.",
    )


def _publisher_error(detail: str) -> InputError:
    return InputError(
        "CAT-17",
        "Tệp khoá của nơi phát hành không hợp lệ nên chưa được nạp.",
        "Xin lại tệp khoá và so mã khoá với văn bản của nơi phát hành.",
        detail=detail,
    )
